import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { attempt } from "../process/attempt.ts";
import { readRegular, stampOf } from "./files/disk.ts";
import { locked } from "./transact.ts";

/** Files of a run in `.task/` that are made of its journal, and what goes with it. */
export const FOLDS = ["state.json", "pipeline-tasks.json", "live"];
const BESIDE = ["snapshot.json", "kept.json", "notified.json", "raw"];
export const RECORD_FILES = [...FOLDS, ...BESIDE, "told.json"];

/**
 * What is moved with a run. The journal is moved last, so that an interrupted move can be repeated.
 */
const OWN = ["objects", ...BESIDE, "events.jsonl"];

function move(from: string, to: string): void {
  const [moved, there] = [from, to].map((path) => attempt(() => lstatSync(path), null));
  if (!moved) return;
  mkdirSync(dirname(to), { recursive: true });
  // An interrupted move has left part of the folder there: the rest is added.
  if (there?.isDirectory() && moved.isDirectory()) {
    for (const name of readdirSync(from)) move(join(from, name), join(to, name));
    rmSync(from, { recursive: true, force: true });
  } else renameSync(from, to);
}

/**
 * Moves the program's files in `dir` (`.task`), and the files `more` in it, into
 * `<dir>/<folder>/<name>/` and returns that folder. Safe to repeat; other files stay. Takes the
 * lock, because a hook at work would write the moved run's files again; `before` is called under
 * it.
 */
export const archiveTo = (
  dir: string,
  folder: "history" | "parked",
  name: string,
  more: readonly string[],
  before?: () => void,
): string =>
  locked(dir, () => {
    const target = join(dir, folder, name);
    before?.();
    mkdirSync(target, { recursive: true });
    for (const file of new Set([...more, ...OWN])) move(join(dir, file), join(target, file));
    return target;
  });

/**
 * Adds `line` to the history's index, then moves the run there: after the move nothing in `.task/`
 * names it any more.
 */
export function archive(
  dir: string,
  line: { run: string },
  more: readonly string[],
  before?: () => void,
): string {
  return archiveTo(dir, "history", line.run, more, () => {
    noteOnce(join(dir, "history", "index.jsonl"), JSON.stringify(line));
    before?.();
  });
}

/**
 * Adds a run that lies archived in the folder `from`, which may be on another disk: it stays there,
 * too. `line`: null where it cannot be read. Safe to repeat.
 */
export const archiveFrom = (
  dir: string,
  name: string,
  from: string,
  line: { run: string } | null,
): void =>
  locked(dir, () => {
    cpSync(from, join(dir, "history", name), { recursive: true, verbatimSymlinks: true });
    if (line !== null) noteOnce(join(dir, "history", "index.jsonl"), JSON.stringify(line));
  });

/**
 * Appends a line unless it is there, while nobody else does: half of their line would look like
 * what is left of one. After an incomplete last line, which a killed process left, it
 * starts a new one.
 */
function noteOnce(path: string, line: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const text = indexText(path);
  if (text.split("\n").slice(0, -1).includes(line)) return;
  appendFileSync(path, `${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`);
}

/** The index; one that cannot be read is moved out of the way, for a new one. */
function indexText(path: string): string {
  try {
    return readRegular(path)?.toString("utf8") ?? "";
  } catch {
    renameSync(path, `${path}.${stampOf()}`);
    return "";
  }
}

/**
 * Moves a parked run back. Its place is empty, or holds parts of the same run that an interrupted
 * move left there.
 */
export function unparkRun(dir: string, name: string): void {
  const from = join(dir, "parked", name);
  locked(dir, () => {
    // The journal first: a snapshot without a journal would look like lost events.
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
