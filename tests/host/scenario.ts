// One run of the plugin in the real host, and what it left behind.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { START_OPTIONS } from "../../src/cli/start/run-prompt.ts";
import type { Recorded } from "../../src/engine/events.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import {
  type HostHandle,
  type HostOptions,
  type HostRun,
  type HostVersion,
  startHost,
} from "../harness/host.ts";
import {
  type CodexScript,
  type Model,
  type Reply,
  startModel,
  type Turn,
} from "../harness/model.ts";
import { IN_TURN, makeProject } from "../harness/project.ts";
import { DEFAULT_MODE } from "../harness/sandbox.ts";
import { PROGRAM } from "../harness/start.ts";
import { obedientMain, team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";

/** This repository is the plugin. */
export const PLUGIN = join(import.meta.dir, "..", "..");

export interface TaskRow {
  id: string;
  key: string;
  subject: string;
  agent: string;
  model: string;
  status: string;
  blocked_by: string[];
  output: string;
  round: number;
  host_task_id: string | null;
}

/** What stands in a project's `.task/`. */
export interface Left {
  project: string;
  events: Recorded[];
  tasks: TaskRow[];
  state: Record<string, unknown>;
}

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));

/** Journal and folds of a project, as they are now. Empty before a run. */
export function left(project: string): Left {
  const at = (name: string) => join(project, ".task", name);
  const lines = existsSync(at("events.jsonl"))
    ? readFileSync(at("events.jsonl"), "utf8").split("\n").filter(Boolean)
    : [];
  return {
    project,
    events: lines.map((line) => JSON.parse(line)),
    tasks: existsSync(at("pipeline-tasks.json")) ? json(at("pipeline-tasks.json")).tasks : [],
    state: existsSync(at("state.json")) ? json(at("state.json")) : {},
  };
}

/** The events of one type. */
export const ofType = <T extends Recorded["type"]>(
  events: Recorded[],
  type: T,
): Extract<Recorded, { type: T }>[] =>
  events.filter((event): event is Extract<Recorded, { type: T }> => event.type === type);

export const subjects = (tasks: TaskRow[]): string[] => tasks.map((task) => task.subject);
export const bySubject = (tasks: TaskRow[], subject: string): TaskRow => {
  const found = tasks.find((task) => task.subject === subject);
  if (!found) throw new Error(`no task "${subject}" among: ${subjects(tasks).join(", ")}`);
  return found;
};

export interface Scenario extends Partial<HostOptions> {
  version: HostVersion;
  worker?: Worker;
  main?: (turn: Turn) => Reply | Promise<Reply>;
  codex?: CodexScript;
  files?: Record<string, string>;
}

export interface Played extends Left {
  run: HostRun;
  model: Model;
}

/**
 * Who carries the runs of `play`: a session of the host, or with MULTI_AI_CARRIER=direct a driver,
 * as `multi-ai run` does by itself. The specs that say so run by both in `npm run test:faults`.
 */
export const CARRIER = process.env.MULTI_AI_CARRIER === "direct" ? "direct" : "session";

/**
 * Makes a project and the scripted model, and runs `/multi-ai --auto …` (or another prompt)
 * headless to its end.
 */
export async function play(scenario: Scenario): Promise<Played> {
  const {
    worker = honest(),
    main = obedientMain,
    codex = codexReviewer(),
    files,
    ...options
  } = scenario;
  const project = options.project ?? makeProject({ files: files ?? IN_TURN });
  const model = options.model ?? startModel({ script: team(worker, main), codex });
  const host: HostOptions = {
    prompt: "/multi-ai --auto Say goodbye by name",
    plugin: PLUGIN,
    limitMs: 90_000,
    ...options,
    project,
    model,
  };
  const run = await begin(host).exited;
  // What a driver prints is for the person, all of it.
  const results = CARRIER === "direct" ? [run.stdout + run.stderr] : run.results;
  return { run: { ...run, results }, model, ...left(project) };
}

/** Starts what `play` runs to its end. */
export const begin = (options: HostOptions): HostHandle =>
  CARRIER === "direct" ? startDirect(options) : startHost(options);

/**
 * How often an agent was started. The checks are started by code, without a request of the main
 * thread.
 */
export const agentStarts = (events: Played["events"]): number =>
  ofType(events, "dispatched").filter(({ check }) => !check).length;

/**
 * The same run, typed at a terminal: `/multi-ai:team --auto …` is `multi-ai run team --auto …`, and
 * what goes on `--continue`.
 */
const startDirect = (options: HostOptions): HostHandle =>
  startHost(options, ({ command: [claude] }) => [
    ...programOf(options),
    "run",
    ...typedWords(options.prompt),
    ...["--claude", claude!],
    ...["--permission-mode", options.permissionMode ?? DEFAULT_MODE[options.version]],
    ...allowedTools(options.args ?? []),
  ]);

/** The program of these tests; of another plugin folder its own. */
function programOf({ plugin }: HostOptions): string[] {
  const [own] = [plugin ?? []].flat();
  return own === PLUGIN ? [process.execPath, PROGRAM] : [join(own!, "bin/multi-ai")];
}

/** What a person types behind `multi-ai run` for what they type in a session. */
function typedWords(prompt: string): string[] {
  const [command = "", ...rest] = prompt.split(" ");
  const name = /^\/multi-ai(?::(\S+))?$/.exec(command);
  if (name === null || name[1] === "resume") return ["--continue"];
  const options: string[] = [];
  // Behind the first word that is none the request begins, whatever it holds.
  while (rest[0]?.startsWith("--")) {
    const option = rest.shift()!;
    options.push(
      option,
      ...(START_OPTIONS[option.slice(2)]?.value === undefined ? [] : rest.splice(0, 1)),
    );
  }
  return [name[1] ?? "multi-ai", ...(rest.length === 0 ? [] : [rest.join(" ")]), ...options];
}

/**
 * The rules of a session's arguments. @throws where one of them has nothing like it at a terminal
 */
function allowedTools(args: string[]): string[] {
  const [name, value, ...more] = args.filter((one) => one !== "--continue");
  if (name === undefined) return [];
  if (name !== "--allowedTools" || more.length > 0)
    throw new Error(`a driver takes no ${args.join(" ")}`);
  return ["--allowed-tools", value!];
}

/** Requests of the main thread, in order; by a driver there is none. */
export const mainRequests = (model: Model) =>
  model.requests.filter((request) => request.thread === "main");

/** Requests of the main thread that a run costs: so many in a session, and none by a driver. */
export const mainPays = (inSession: number): number => (CARRIER === "direct" ? 0 : inSession);

/**
 * The exit code where all went as it should. A session's is 0 whatever the run does; a driver's
 * says that: complete, waits for the person, or for something else.
 */
export const goodExit = ({ state }: Pick<Left, "state">): number =>
  CARRIER === "session" || state.status === "complete" ? 0 : state.question === undefined ? 3 : 1;
