import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Run } from "../engine/run.ts";
import { hostName } from "../process/identity.ts";
import type { Project } from "../project/project.ts";
import { underLock } from "./transact.ts";

/** What the program itself keeps in `.task/`; the journal goes last, so that a broken move is finished by the next one. */
const OWN = ["state.json", "pipeline-tasks.json", "live", "objects", "snapshot.json", "kept.json", "events.jsonl"];

const present = (path: string): boolean => {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
};

function move(from: string, to: string): void {
  if (!present(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  // A folder that an interrupted move left half there is filled up, not replaced.
  if (present(to) && lstatSync(to).isDirectory() && lstatSync(from).isDirectory()) {
    for (const name of readdirSync(from)) move(join(from, name), join(to, name));
    rmSync(from, { recursive: true, force: true });
  } else renameSync(from, to);
}

/** Files of a run: its artifacts that stand in `.task/`, then what the program keeps. A person's own files stay. */
function filesOf(run: Run | null): string[] {
  const artifacts = (run?.tasks ?? []).map((task) => task.writes).filter((path) => path.startsWith(".task/"));
  return [...new Set(artifacts.map((path) => path.slice(".task/".length))), ...OWN];
}

/**
 * Moves everything of a run into `.task/<folder>/<run>/`; safe to repeat. Under the lock: a hook in the middle of its step
 * would write the folds of a run that has just gone.
 */
export function moveRun(project: Project, run: Run | null, folder: "history" | "parked", name: string): string {
  const target = join(project.task, folder, name);
  return locked(project, () => {
    mkdirSync(target, { recursive: true });
    for (const file of filesOf(run)) move(join(project.task, file), join(target, file));
    return target;
  });
}

const locked = <T>(project: Project, work: () => T): T =>
  underLock(project.task, { host: hostName(), pid: process.pid }, work);

/** Archives a run and notes it in the index: before the move, for after it nobody knows of a run. Nothing is deleted. */
export function archiveRun(project: Project, run: Run): string {
  const { run: id, workflow, status, reason, created_at, updated_at } = run;
  const line = { run: id, workflow, request: run.request.text.slice(0, 200), status, reason, created_at, updated_at };
  noteOnce(join(project.task, "history", "index.jsonl"), JSON.stringify(line));
  return moveRun(project, run, "history", id);
}

/** Adds a line that is not there yet; one before it that a kill has cut is ended first. */
function noteOnce(path: string, line: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const text = present(path) ? readFileSync(path, "utf8") : "";
  if (text.split("\n").slice(0, -1).includes(line)) return;
  appendFileSync(path, `${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`);
}

/** Brings a parked run back; there must be none in its place but that run itself, which a kill left in two places. */
export function unparkRun(project: Project, name: string): void {
  const from = join(project.task, "parked", name);
  locked(project, () => {
    // The journal first: a snapshot without one would read as lost events.
    for (const file of readdirSync(from).sort((a, b) => OWN.indexOf(b) - OWN.indexOf(a)))
      move(join(from, file), join(project.task, file));
    rmSync(from, { recursive: true, force: true });
  });
}

/** Parked runs by id. */
export const parkedRuns = (project: Project): string[] => {
  const folder = join(project.task, "parked");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
