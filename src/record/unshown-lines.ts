import { join } from "node:path";
import type { Facts } from "../engine/events.ts";
import { gateOf } from "../engine/gates.ts";
import type { Run, Task } from "../engine/run.ts";
import type { Workflow } from "../engine/workflow.ts";
import type { Project } from "../project/project.ts";
import {
  type ChangedLines,
  changedFiles,
  changedLines,
  diffLines,
  diffText,
  type Range,
  rangesOf,
} from "../project/trees/changes.ts";
import { standsFor } from "../project/trees/stand-in.ts";
import { readPlainText } from "../store/files/plain-file.ts";
import { baseOf } from "./accepted.ts";
import type { Scene } from "./scene.ts";
import { isTree } from "./subject.ts";

/**
 * Which lines of a change no reviewer was shown: neither in what it was told nor by what it has
 * read. What an earlier review has shown and nobody changed since counts for all.
 */

/**
 * A changed file that was not shown whole: its lines as they are, and as they were before the run;
 * neither: it has none.
 */
type Unshown = NonNullable<Facts["unshown"]>[number];

/** Lines of a file that an agent has read; the path as it named it. */
export interface ReadLines {
  path: string;
  from: number;
  to: number;
  /** It was shown the whole file, also one without lines, such as an image. */
  whole?: boolean;
}

/**
 * What a reviewer got: the text that it was told, and what it has read, looked up where that text
 * does not show all.
 */
interface Given {
  /** Null: it is not known. */
  brief: string | null;
  read(): ReadLines[];
}

/** Bytes of a change that are looked at; what is beyond counts as not shown. */
const MAX_CHANGE = 30_000_000;
/** What a line of the journal has room for: bytes of all files, and ranges of one. */
const MAX_BYTES = 6_000;
const MAX_RANGES = 6;

/**
 * Of each changed file the lines that are still to be shown; `isBare`: it has none that can be, and
 * was not seen whole.
 */
interface Lines {
  added: Map<number, string>;
  removed: Map<number, string>;
  isBare?: boolean;
}
type Open = Map<string, Lines>;

/** Every changed line, as a reviewer on this machine is told it. */
function changeOf(project: Project, base: string, tree: string, begun: number): Open {
  const { text, truncated } = diffText(project, base, tree, MAX_CHANGE, {
    context: 0,
    begun,
    namesMoves: true,
  });
  const open: Open = new Map();
  for (const { path, sign, now, old, text: line } of diffLines(text)) {
    const file: Lines = open.get(path) ?? { added: new Map(), removed: new Map() };
    open.set(path, file);
    // Of a file that is gone there is no more to know.
    const isHidden =
      sign === "B"
        ? !line.endsWith(" and /dev/null differ")
        : sign === "+" && standsFor(line) !== null;
    if (isHidden) file.isBare = true;
    else if (sign === "+") file.added.set(now, line);
    else if (sign === "-") file.removed.set(old, line);
  }
  for (const { path } of truncated ? changedFiles(project, base, tree) : [])
    if (!open.has(path)) open.set(path, { added: new Map(), removed: new Map(), isBare: true });
  return open;
}

const isLeft = ({ added, removed, isBare }: Lines): boolean =>
  isBare === true || added.size + removed.size > 0;
const hasLeft = (open: Open): boolean => [...open.values()].some(isLeft);

/** How much is to be shown: lines, and files without any. */
const sizeOf = (open: Open): number =>
  [...open.values()].reduce(
    (sum, { added, removed, isBare }) => sum + added.size + removed.size + (isBare ? 1 : 0),
    0,
  );

/** Takes out what a text with diffs shows; `isSeen`: whether a line of it was. */
function takeDiff(open: Open, text: string, isSeen: (line: number) => boolean = () => true): void {
  const gone = new Map<string, Set<string>>();
  for (const { at, path, sign, now, text: line } of diffLines(text)) {
    if (!isSeen(at + 1)) continue;
    if (sign === "-") gone.set(path, (gone.get(path) ?? new Set()).add(line));
    // Another text may stand there in a brief that quotes what looks like a diff.
    else if (open.get(path)?.added.get(now) === line) open.get(path)!.added.delete(now);
  }
  for (const [path, lines] of gone)
    for (const [at, line] of open.get(path)?.removed ?? [])
      if (lines.has(line)) open.get(path)!.removed.delete(at);
}

/**
 * Takes out what an agent has read: files of the project, and long texts in the place of which it
 * was told a path.
 */
function takeRead(open: Open, { root, task }: Project, reads: readonly ReadLines[]): void {
  const objects = join(task, "objects/");
  for (const path of new Set(reads.map((read) => read.path))) {
    const own = reads.filter((read) => read.path === path);
    const isSeen = (line: number): boolean =>
      own.some(({ from, to }) => from <= line && line <= to);
    if (path.startsWith(objects)) takeDiff(open, readPlainText(path) ?? "", isSeen);
    const file = path.startsWith(`${root}/`) ? open.get(path.slice(root.length + 1)) : undefined;
    for (const line of file?.added.keys() ?? []) if (isSeen(line)) file!.added.delete(line);
    if (file && own.some(({ whole }) => whole)) file.isBare = false;
  }
}

const isIn = (ranges: readonly Range[], line: number): boolean =>
  ranges.some(([a, b]) => a <= line && line <= b);

/** The line before the change that stands at this line now; null: it is new. */
function lineBefore({ added, removed }: ChangedLines, line: number): number | null {
  if (isIn(added, line)) return null;
  let at = line - added.reduce((sum, [a, b]) => sum + (b < line ? b - a + 1 : 0), 0);
  for (const [a, b] of removed) if (a <= at) at += b - a + 1;
  return at;
}

const SAME: ChangedLines = { added: [], removed: [] };

/** Takes out what was shown before, by an earlier review, and has not changed since. */
function takeEarlier(
  open: Open,
  project: Project,
  base: string,
  tree: string,
  earlier: Task,
): void {
  const known = new Map(earlier.facts.unshown?.map((one) => [one.path, one]));
  if (earlier.facts.unshown_more) return;
  const paths = [...open.keys()];
  const since = changedLines(project, earlier.reviewed!, tree, paths);
  const then = changedLines(project, base, earlier.reviewed!, paths);
  const changed = new Set(changedFiles(project, earlier.reviewed!, tree).map(({ path }) => path));
  for (const [path, file] of open) {
    if (!known.has(path) && !changed.has(path)) file.isBare = false;
    const { added = [], removed = [] } = known.get(path) ?? {};
    for (const line of file.added.keys()) {
      const at = lineBefore(since.get(path) ?? SAME, line);
      if (at !== null && !isIn(added, at)) file.added.delete(line);
    }
    for (const line of file.removed.keys())
      if (isIn(then.get(path)?.removed ?? [], line) && !isIn(removed, line))
        file.removed.delete(line);
  }
}

/**
 * The newest review of the tree whose verdict was taken in, also of a reviewer that looks again
 * now, and those of the same tree: what went on beside it may have been taken in without a look at
 * the other.
 */
function lastLooks({ workflow, run }: Scene): Task[] {
  const all = run.tasks.filter(
    (task) =>
      !task.void && task.acceptedSeq > 0 && isTree(task.reviewed) && isReview(workflow, run, task),
  );
  const last = all.reduce<Task | null>(
    (a, b) => (a !== null && a.acceptedSeq > b.acceptedSeq ? a : b),
    null,
  );
  return all.filter(({ reviewed }) => reviewed === last?.reviewed);
}

/** Whether a task reviews and changes nothing. */
const isReview = (workflow: Workflow, run: Run, task: Task): boolean =>
  task.kind !== "fix" &&
  task.edits === null &&
  ["review", "panel"].includes(gateOf(workflow, run, task.gate).gate);

/**
 * A review's artifact with what no reviewer was shown once this one has seen what it got; any other
 * as it is. @throws TreeUnreadable
 */
export function withUnshown<A extends { facts?: Facts }>(
  scene: Scene,
  task: Task,
  subject: string | null,
  artifact: A,
  given: Given,
): A {
  const { project, workflow, run } = scene;
  const base = baseOf(run);
  const isLooked =
    base !== null && isTree(subject) && subject !== base && isReview(workflow, run, task);
  if (given.brief === null || !isLooked) return artifact;
  const open = changeOf(project, base, subject, Date.parse(run.created_at));
  const before = sizeOf(open);
  takeDiff(open, given.brief);
  for (const earlier of hasLeft(open) ? lastLooks(scene) : [])
    takeEarlier(open, project, base, subject, earlier);
  if (hasLeft(open)) takeRead(open, project, given.read());
  const left = [...open].filter(([, one]) => isLeft(one));
  const all = left.map(
    ([path, { added, removed }]): Unshown => ({
      path,
      added: bounded(rangesOf(added.keys())),
      removed: bounded(rangesOf(removed.keys())),
    }),
  );
  let room = MAX_BYTES;
  const unshown = all.filter((one) => {
    room -= Buffer.byteLength(JSON.stringify(one));
    return room >= 0;
  });
  const more = all.length > unshown.length ? { unshown_more: all.length - unshown.length } : {};
  const none = before > 0 && sizeOf(open) === before ? { saw_none: true } : {};
  return { ...artifact, facts: { ...artifact.facts, unshown, ...more, ...none } };
}

/** Of many ranges the one around all of them. */
const bounded = (ranges: Range[]): Range[] =>
  ranges.length <= MAX_RANGES ? ranges : [[ranges[0]![0], ranges.at(-1)![1]]];
