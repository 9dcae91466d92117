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
import { hostName } from "../process/identity.ts";
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

/**
 * Moves what the program keeps in `dir` (`.task`), and the files `more` in it, into `<dir>/<folder>/<name>/`; safe to
 * repeat. Returns that folder. Under the lock: a hook in the middle of its step would write the folds of a run that has
 * just gone. A person's own files stay.
 */
export function moveAside(dir: string, folder: "history" | "parked", name: string, more: readonly string[]): string {
  const target = join(dir, folder, name);
  return locked(dir, () => {
    mkdirSync(target, { recursive: true });
    for (const file of new Set([...more, ...OWN])) move(join(dir, file), join(target, file));
    return target;
  });
}

const locked = <T>(dir: string, work: () => T): T => underLock(dir, { host: hostName(), pid: process.pid }, work);

/** Moves a run into the history and notes `line` in its index: before the move, for after it nobody knows of a run. */
export function archive(dir: string, line: { run: string }, more: readonly string[]): string {
  noteOnce(join(dir, "history", "index.jsonl"), JSON.stringify(line));
  return moveAside(dir, "history", line.run, more);
}

/** Adds a line that is not there yet; one before it that a kill has cut is ended first. */
function noteOnce(path: string, line: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const text = present(path) ? readFileSync(path, "utf8") : "";
  if (text.split("\n").slice(0, -1).includes(line)) return;
  appendFileSync(path, `${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`);
}

/** Brings a parked run back; there must be none in its place but that run itself, which a kill left in two places. */
export function unparkRun(dir: string, name: string): void {
  const from = join(dir, "parked", name);
  locked(dir, () => {
    // The journal first: a snapshot without one would read as lost events.
    for (const file of readdirSync(from).sort((a, b) => OWN.indexOf(b) - OWN.indexOf(a)))
      move(join(from, file), join(dir, file));
    rmSync(from, { recursive: true, force: true });
  });
}

/** Parked runs by id. */
export const parkedRuns = (dir: string): string[] => {
  const folder = join(dir, "parked");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
