import { named } from "../../command-line.ts";
import { treeEntries } from "../git/git.ts";
import type { Located } from "../project.ts";
import { denyList, type IsSecret, OMITTED } from "../secrets/deny-list.ts";
import { maskFileSecrets, projectMask } from "../secrets/mask-text.ts";
import type { SnapshotFile } from "../snapshots/states.ts";
import { blobsOf, hashOf, ifReadable, read, treeFiles } from "../snapshots/trees.ts";
import { MAX_STORED as MAX_READ, standsFor } from "./stand-in.ts";

/** The unified diff of two texts. Its library is loaded when it is needed: git compares trees. */
export const lineDiff = (from: string, to: string) =>
  (require("./line-diff.ts") as typeof import("./line-diff.ts")).lineDiff(from, to);

/**
 * What differs between two subjects, and what a subject holds. Reads stored objects only, and those
 * files of the project that say which values are secret.
 */

/** A file of a tree. */
type TreeFile = SnapshotFile & { path: string };

/** `added` and `removed` count lines and are 0 for a binary file. */
export type ChangedFile = {
  path: string;
  status: "added" | "modified" | "deleted";
  added: number;
  removed: number;
};

/** Files that differ between two trees, by path. @throws TreeUnreadable when a tree is not kept */
export function changedFiles(project: Located, from: string, to: string): ChangedFile[] {
  if (from === to) return [];
  const [old, now] = alike(project, from, to);
  const args = ["diff-tree", "-r", "-z", "--no-renames", "--no-textconv", "--raw", "--numstat"];
  const out = read(project, [...args, old, now]).out.toString();
  return parseChanges(out);
}

/** The same for trees of a project; null where one of them is none, or is not kept any more. */
export const diffTrees = (
  project: Located,
  from: string | null,
  to: string | null,
): ChangedFile[] | null =>
  from === null || to === null ? null : ifReadable(() => changedFiles(project, from, to), null);

const FORM = "-p --no-color --no-ext-diff --no-textconv --src-prefix=a/ --dst-prefix=b/".split(" ");

/** How a diff is shown; by default the whole of it, with three lines around each change. */
interface Shown {
  /** Files that are only named. */
  isKeptBack?: IsSecret;
  /** Other files are not even named. */
  isShown?: (path: string) => boolean;
  /** Lines around each change. */
  context?: number | undefined;
  /** A file that only has another name now is told so, without its lines. */
  namesMoves?: boolean;
  /** When the run began, for a reader on this machine, as `maskOfProject` has it. */
  begun?: number | null;
}

/**
 * The unified diff of two trees, cut at a line break when it is longer than `maxBytes`. Binary
 * files are only named. Secret values are masked, as every diff is kept or shown; `masked`: there
 * are some. Git attributes of the project are ignored: with them a change could hide itself from
 * its reviewer.
 */
export function diffText(
  project: Located,
  from: string,
  to: string,
  maxBytes: number,
  {
    isKeptBack = () => false,
    isShown = () => true,
    context = 3,
    begun = null,
    namesMoves,
  }: Shown = {},
): { text: string; truncated: boolean; masked: boolean } {
  if (from === to) return { text: "", truncated: false, masked: false };
  const [old, now] = alike(project, from, to);
  const changed = changedFiles(project, from, to).map((changedFile) => changedFile.path);
  const back = changed.filter((path) => isShown(path) && isKeptBack(path));
  const out = changed.filter((path) => !isShown(path) || isKeptBack(path));
  // These names come first, so that a long diff does not cut them off.
  const left = back.map((path) => `${displayPath(path)} ${OMITTED}\n`).join("");
  // One byte more than asked, so that a diff of just that length does not count as cut.
  const trees = [old, now, "--", ...out.map(except)];
  const form = ["-r", `-U${context}`, ...FORM, namesMoves ? "-M100%" : "--no-renames"];
  const { out: bytes } = read(project, ["diff-tree", ...form, ...trees], {
    maxBytes: maxBytes + 1,
  });
  const { text: raw, truncated } = cut(bytes, maxBytes);
  const text = raw.replace(UNSEEN, named);
  const holders = changed.filter((path) => !out.includes(path) && holdsSecrets(path));
  const own = [old, now].flatMap((tree) => [
    ...readFiles(project, `git:${tree}`, holders).values(),
  ]);
  const masked = projectMask(
    project.root,
    undefined,
    begun,
  )(maskFileSecrets(text, own, begun !== null));
  return { text: left + masked, truncated, masked: masked !== text };
}

/**
 * Marks of writing direction, what has no width, and control characters: with them code reads
 * otherwise than it runs.
 */
const UNSEEN = /[[\p{Cc}--[\t\n\f\r]]\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/gv;

/** Files in which secrets are kept: every value with the name of one is masked in them. */
const holdsSecrets = denyList([]);

/**
 * The pathspec that leaves a path out. In a name that is not UTF-8 each unreadable part becomes a
 * `*`.
 */
const except = (path: string): string =>
  path.includes("\uFFFD")
    ? `:(top,exclude,glob)${path.replace(/[\\*?[]/g, "\\$&").replace(/\uFFFD+/g, "*")}`
    : `:(top,exclude,literal)${path}`;

/** A path on one line: bare, or as JSON has it where it holds what ends a line or a quote. */
export const displayPath = (path: string): string =>
  /[\p{Cc}\u2028\u2029"\\]/u.test(path) ? JSON.stringify(path) : path;

/** First and last line, both included. */
export type Range = [first: number, last: number];
/**
 * Lines of a file that a change added, in the text as it is now, and those that it removed, in the
 * text as it was.
 */
export interface ChangedLines {
  added: Range[];
  removed: Range[];
}

/**
 * Which lines of some files two trees do not share, as the diff shows them; none for a binary file,
 * and for one of which nothing but its rights changed. A file that has not changed, or of which it
 * cannot be told, is left out.
 */
export function changedLines(project: Located, from: string, to: string, paths: string[]) {
  const none = new Map<string, ChangedLines>();
  if (from === to || paths.length === 0) return none;
  const [old, now] = alike(project, from, to);
  // In the order in which git shows them. One whose name is not UTF-8 cannot be asked for.
  const asked = changedFiles(project, from, to)
    .map((changedFile) => changedFile.path)
    .filter((path) => paths.includes(path) && !path.includes("\uFFFD"));
  if (asked.length === 0) return none;
  const names = asked.map((path) => `:(top,literal)${path}`);
  const run = read(project, [
    "diff-tree",
    "-r",
    "-U0",
    "--no-renames",
    ...FORM,
    old,
    now,
    "--",
    ...names,
  ]);
  // A link that became a file has two parts, with the same first line.
  const parts = new Map<string, string>();
  // After a line feed alone: within a line of the file any other break may stand.
  for (const part of run.out
    .toString()
    .split(/(?<=^|\n)(?=diff --git )/)
    .filter((one) => one.startsWith("diff --git "))) {
    const head = part.slice(0, part.indexOf("\n"));
    parts.set(head, (parts.get(head) ?? "") + part);
  }
  const texts = [...parts.values()];
  return texts.length === asked.length
    ? new Map(asked.map((path, i) => [path, hunkLines(texts[i]!)]))
    : none;
}

/**
 * A line of a unified diff: where it stands there, in its file as it is and as it was, and its
 * sign; "B": the file is binary.
 */
interface DiffLine {
  at: number;
  path: string;
  sign: string;
  now: number;
  old: number;
  text: string;
}

/**
 * The lines of all hunks in a text of diffs. Where a mask replaced several lines, a hunk has fewer
 * lines than its header says: it ends where the next one begins.
 */
export function* diffLines(text: string): Generator<DiffLine> {
  let path = "";
  let [old, now] = [0, 0];
  let [oldLeft, nowLeft] = [0, 0];
  for (const [at, line] of text.split("\n").entries()) {
    if (oldLeft + nowLeft > 0 && !/^(?:diff --git |@@ )/.test(line)) {
      const sign = line.charAt(0) || " ";
      if (sign === "\\") continue;
      yield { at, path, sign, now, old, text: line.slice(1) };
      if (sign !== "+") [old, oldLeft] = [old + 1, oldLeft - 1];
      if (sign !== "-") [now, nowLeft] = [now + 1, nowLeft - 1];
      continue;
    }
    // Both halves of the line name the file: one with another name has no lines.
    const names = /^diff --git (.+)$/.exec(line)?.[1];
    if (names !== undefined) path = names.slice((names.length + 1) / 2).replace(/^b\//, "");
    if (line.startsWith("Binary files ")) yield { at, path, sign: "B", now: 0, old: 0, text: line };
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (head === null) continue;
    [old, now] = [Number(head[1]), Number(head[3])];
    [oldLeft, nowLeft] = [Number(head[2] ?? 1), Number(head[4] ?? 1)];
  }
}

/** Lines as ranges; they come in order. */
export function rangesOf(lines: Iterable<number>): Range[] {
  const ranges: Range[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges;
}

/** The changed lines of one file's part of a unified diff. */
export function hunkLines(diff: string): ChangedLines {
  const all = [...diffLines(diff)];
  const of = (wanted: string, side: "now" | "old") =>
    all.flatMap((one) => (one.sign === wanted ? [one[side]] : []));
  return { added: rangesOf(of("+", "now")), removed: rangesOf(of("-", "old")) };
}

/**
 * One file of a tree as text (of a link its target); null when there is none, or it is above 8 MB.
 */
export function readAt(project: Located, tree: string, path: string): string | null {
  return readFiles(project, tree, [path]).get(path) ?? null;
}

/** `readAt` for many paths. */
export function readFiles(
  project: Located,
  tree: string,
  paths: string[],
): Map<string, string | null> {
  return readTrees(project, new Map([[tree, paths]])).get(tree)!;
}

/**
 * `readFiles` for some files of each of several trees, whose contents are read at once. @throws
 * TreeUnreadable where one of them is not kept
 */
export function readTrees(project: Located, wanted: ReadonlyMap<string, readonly string[]>) {
  const found = [...wanted].map(([tree, paths]) => ({
    tree,
    paths,
    at: entriesAt(project, tree, paths),
  }));
  const entries = found.flatMap(({ at }) => [...at.values()]);
  const readable = entries
    .filter(({ kind, size }) => kind === "blob" && size <= MAX_READ)
    .map(({ hash }) => hash);
  const blobs = blobsOf(project, readable);
  // What stands for a file that is not kept is no text of the project.
  const textOf = (hash = ""): string | null => {
    const text = blobs.get(hash)?.toString("utf8") ?? null;
    return text === null || standsFor(text) !== null ? null : text;
  };
  return new Map(
    found.map(({ tree, paths, at }) => [
      tree,
      new Map(paths.map((path) => [path, textOf(at.get(path)?.hash)])),
    ]),
  );
}

/** Whether the tree has a folder of this name; "" is the project itself. */
export function hasFolder(project: Located, tree: string, named: string): boolean {
  const path = named.replace(/\/+$/, "");
  return path === "" || entriesAt(project, tree, [path]).get(path)?.kind === "tree";
}

/**
 * Paths that a command line has room for on every system; for more of them the whole tree is
 * listed.
 */
const MAX_ASKED = 400;

/** What stands at some paths of a tree; left out: nothing does. @throws TreeUnreadable */
function entriesAt(project: Located, tree: string, paths: readonly string[]) {
  // What is relative to the working folder would be looked for there.
  const asked = paths.filter((path) => path !== "" && !/^\/|\0|(^|\/)\.{1,2}(\/|$)/.test(path));
  if (asked.length === 0) return new Map<string, ReturnType<typeof treeEntries>[number]>();
  const hash = hashOf(tree);
  const which = asked.length > MAX_ASKED ? ["-r", hash] : [hash, "--", ...asked];
  const env = { GIT_LITERAL_PATHSPECS: "1" };
  const listed = read(project, ["ls-tree", "-z", "-l", "--full-tree", ...which], { env });
  const wanted = new Set(asked);
  const entries = treeEntries(listed.out.toString()).filter(({ path }) => wanted.has(path));
  return new Map(entries.map((entry) => [entry.path, entry]));
}

function parseChanges(out: string): ChangedFile[] {
  const parts = out.split("\0").slice(0, -1);
  // For each file an entry and its path; after all of them for each its counts.
  const counts = parts.slice((parts.length / 3) * 2);
  return counts.map((part, at) => {
    const [, added, removed, path] = /^(\d+|-)\t(\d+|-)\t(.+)$/s.exec(part)!;
    const letter = parts[at * 2]!.at(-1);
    const status = letter === "A" ? "added" : letter === "D" ? "deleted" : "modified";
    return { path: path!, status, added: Number(added) || 0, removed: Number(removed) || 0 };
  });
}

const kindOf = (tree: string): string => tree.slice(0, tree.indexOf(":"));

/**
 * The hashes of both trees; bytes of the disk are compared with what git keeps of them as git would
 * keep them.
 */
function alike(project: Located, from: string, to: string): [string, string] {
  const [old, now] = [hashOf(from), hashOf(to)];
  if (old === now || (kindOf(from) === "git") === (kindOf(to) === "git")) return [old, now];
  // Loaded when it is needed: one kind seldom meets the other.
  const { asGitHasIt } = require("./as-git-has-it.ts") as typeof import("./as-git-has-it.ts");
  return kindOf(to) === "git"
    ? [asGitHasIt(project, from, to), now]
    : [old, asGitHasIt(project, to, from)];
}

/**
 * Every file of a tree, named by its content; its path in UTF-8, or with each character a byte.
 * @throws TreeUnreadable
 */
export function filesOf(
  project: Located,
  tree: string,
  names: "utf8" | "latin1" = "utf8",
): TreeFile[] {
  return treeFiles(project, tree, names).flatMap(({ mode, kind, hash, path }) =>
    kind === "blob" ? [{ mode, hash, path }] : [],
  );
}

function cut(bytes: Buffer, maxBytes: number): { text: string; truncated: boolean } {
  if (bytes.length <= maxBytes) return { text: bytes.toString("utf8"), truncated: false };
  const end = maxBytes === 0 ? -1 : bytes.lastIndexOf(10, maxBytes - 1);
  return { text: bytes.toString("utf8", 0, end + 1), truncated: true };
}
