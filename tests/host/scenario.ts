// One run of the plugin in the real host, and what it left behind.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { type HostOptions, type HostRun, type HostVersion, runHost } from "../harness/host.ts";
import { type CodexScript, type Model, type Reply, startModel, type Turn } from "../harness/model.ts";
import { makeProject } from "../harness/project.ts";
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

/** Makes a project and the scripted model, and runs `/multi-ai --auto …` (or another prompt) headless to its end. */
export async function play(scenario: Scenario): Promise<Played> {
  const { worker = honest(), main = obedientMain, codex = codexReviewer(), files, ...options } = scenario;
  const project = options.project ?? makeProject({ files });
  const model = options.model ?? startModel({ script: team(worker, main), codex });
  const run = await runHost({
    prompt: "/multi-ai --auto Say goodbye by name",
    plugin: PLUGIN,
    limitMs: 90_000,
    ...options,
    project,
    model,
  });
  return { run, model, ...left(project) };
}

/** Requests of the main thread, in order. */
/** How often an agent was started. The checks are started by code, without a request of the main thread. */
export const agentStarts = (events: Played["events"]): number =>
  ofType(events, "dispatched").filter(({ check }) => !check).length;

export const mainRequests = (model: Model) => model.requests.filter((request) => request.thread === "main");
