// One run of the plugin in the real host, and what it left behind.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { type HostOptions, type HostRun, type HostVersion, runHost } from "../harness/host.ts";
import { type CodexScript, type Model, type Reply, startModel, type Turn } from "../harness/model.ts";
import { makeProject, onCleanup } from "../harness/project.ts";
import { makeSandbox } from "../harness/sandbox.ts";
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
export const ofType = <T extends Recorded["type"]>(events: Recorded[], type: T): Extract<Recorded, { type: T }>[] =>
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
 * Who carries the runs of `play`: a session of the host, or with MULTI_AI_CARRIER=direct a driver, as `multi-ai run` does by
 * itself. The specs that say so run by both in `npm run test:faults`.
 */
export const CARRIER = process.env.MULTI_AI_CARRIER === "direct" ? "direct" : "session";

/** Makes a project and the scripted model, and runs `/multi-ai --auto …` (or another prompt) headless to its end. */
export async function play(scenario: Scenario): Promise<Played> {
  const { worker = honest(), main = obedientMain, codex = codexReviewer(), files, ...options } = scenario;
  const project = options.project ?? makeProject({ files });
  const model = options.model ?? startModel({ script: team(worker, main), codex });
  const host: HostOptions = {
    prompt: "/multi-ai --auto Say goodbye by name",
    plugin: PLUGIN,
    limitMs: 90_000,
    ...options,
    project,
    model,
  };
  const run = await (CARRIER === "direct" ? runDirect(host) : runHost(host));
  return { run, model, ...left(project) };
}

/** How often an agent was started. The checks are started by code, without a request of the main thread. */
export const agentStarts = (events: Played["events"]): number =>
  ofType(events, "dispatched").filter(({ check }) => !check).length;

/** The same run, typed at a terminal: `/multi-ai:team --auto …` is `multi-ai run team --auto …`. */
async function runDirect(options: HostOptions): Promise<HostRun> {
  const { home, env, command } = makeSandbox({ ...options, plugin: [] });
  const [claude, , mode, ...args] = command;
  const [name, ...words] = options.prompt
    .replace(/^\/multi-ai(?::(?=\S))?/, (found) => (found.endsWith(":") ? "" : "multi-ai"))
    .split(" ");
  const isOption = (word: string): boolean => word.startsWith("--");
  const request = words.filter((word) => !isOption(word)).join(" ");
  const tools = args[args.indexOf("--allowedTools") + 1];
  const child = Bun.spawn(
    [
      ...[process.execPath, PROGRAM, "run", name!, ...(request === "" ? [] : [request]), ...words.filter(isOption)],
      ...["--claude", claude!, "--permission-mode", mode!],
      ...(args.includes("--allowedTools") ? ["--allowed-tools", tools!] : []),
    ],
    { cwd: options.project, env, stdin: "ignore", stdout: "pipe", stderr: "pipe" },
  );
  onCleanup(() => child.kill("SIGKILL"));
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const exitCode = await child.exited;
  if (options.model.failures.length > 0) throw options.model.failures[0];
  return { exitCode, signal: null, stdout, stderr, events: [], results: [stdout], sessionId: "", pid: child.pid, home };
}

/** Requests of the main thread, in order; by a driver there is none. */
export const mainRequests = (model: Model) => model.requests.filter((request) => request.thread === "main");
