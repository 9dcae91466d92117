import { type IsSecret, LEFT_OUT } from "./deny-list.ts";
import { treeEntries } from "./git.ts";
import { entriesIn, falseBytes, type GitObject } from "./git-objects.ts";
import {
  bare,
  genuine,
  isBinary,
  read,
  readObjects,
  roots,
  TreeUnreadable,
  treeFiles,
  unlessUnreadable,
} from "./kept-trees.ts";
import { contentOf, listingOf, type PlainFile, putContent, putListing } from "./plain-tree.ts";
import { MAX_KEPT as MAX_READ, standsFor } from "./stand-in.ts";

/** A tree of the disk in git's form. Loaded when it is needed: one kind seldom meets the other. @throws TreeUnreadable */
function asGitHasIt(project: string, disk: string, git: string, scratch: string): string {
  const rare = require("./as-git-has-it.ts") as typeof import("./as-git-has-it.ts");
  try {
    return rare.asGitHasIt(project, disk, git, scratch);
  } catch (error) {
    // In what is built it is a bundle of its own, with classes of its own.
    throw new TreeUnreadable(error instanceof Error ? error.message : String(error));
  }
}

/** The unified diff of two texts. Its library is loaded when it is needed: git compares for nearly every project. */
export const lineDiff = (from: string, to: string) =>
  (require("./line-diff.ts") as typeof import("./line-diff.ts")).lineDiff(from, to);

/**
 * What differs between two subjects, and what one holds. Reads stored objects only, never the project's files, and believes
 * none of them whose bytes do not have its hash.
 */

/** `added` and `removed` count lines and are 0 for a binary file. */
export type ChangedFile = { path: string; status: "added" | "modified" | "deleted"; added: number; removed: number };

type Entry = { text: string | null; folder: boolean };

/** Files that differ between two trees, by path. @throws TreeUnreadable when a tree is not kept */
export function changedFiles(project: string, from: string, to: string, scratch: string): ChangedFile[] {
  if (from === to) return [];
  const [old, now] = alike(project, from, to, scratch);
  if (old.startsWith("dir:"))
    return plainChanges(old, now, scratch).map(({ path, status, added, removed }) => ({
      path,
      status,
      added,
      removed,
    }));
  const args = ["diff-tree", "-r", "-t", "-z", "--no-renames", "--no-textconv", "--raw", "--numstat"];
  const out = read(project, scratch, [...args, bare(old), bare(now)]).out.toString();
  const pair = `${scratch} ${old} ${now}`;
  if (!genuine.has(pair)) {
    readObjects(project, scratch, [...roots(project, scratch, [old, now]), ...namedIn(out)], () => {});
    genuine.add(pair);
  }
  return parseChanges(out);
}

/**
 * Names of the files that differ between the trees of each pair, in the order of the pairs; null for one that cannot be read
 * any more. For pairs of git's trees this takes a few processes of git for all of them.
 */
export function changedNames(
  project: string,
  pairs: readonly (readonly [from: string, to: string])[],
  scratch: string,
): (string[] | null)[] {
  const isPlain = ([from, to]: readonly [string, string]): boolean =>
    from !== to && kindOf(from) === kindOf(to) && kindOf(to) !== "dir";
  const plain = pairs.filter(isPlain);
  const together = plain.length < 2 ? null : unlessUnreadable(() => namesOfPairs(project, plain, scratch), null);
  return pairs.map((pair) => {
    if (together !== null && isPlain(pair)) return together.get(`${bare(pair[0])} ${bare(pair[1])}`) ?? [];
    return unlessUnreadable(() => changedFiles(project, ...pair, scratch).map(({ path }) => path), null);
  });
}

/** By the hashes of both trees, the names of the files that differ between them. @throws TreeUnreadable */
function namesOfPairs(
  project: string,
  pairs: readonly (readonly [string, string])[],
  scratch: string,
): Map<string, string[]> {
  const asked = [...new Set(pairs.map(([from, to]) => `${bare(from)} ${bare(to)}`))];
  const args = ["diff-tree", "--stdin", "-r", "-t", "-z", "--no-renames", "--raw"];
  const out = read(project, scratch, args, { stdin: `${asked.join("\n")}\n` }).out.toString();
  readObjects(project, scratch, [...new Set([...roots(project, scratch, pairs.flat()), ...namedIn(out)])], () => {});
  const found = new Map<string, string[]>();
  let names: string[] = [];
  const parts = out.split("\0");
  for (let i = 0; i < parts.length; i++) {
    // The pair stands in a line of its own before its changes.
    const [, heads = "", entry = ""] = /^((?:[0-9a-f]+ [0-9a-f]+\n)*)(.*)$/s.exec(parts[i]!) ?? [];
    for (const head of heads.split("\n").filter((line) => line !== "")) {
      names = [];
      found.set(head, names);
    }
    if (!entry.startsWith(":")) continue;
    const path = parts[++i]!;
    if (!isFolderEntry(entry)) names.push(path);
  }
  if (found.size !== asked.length)
    throw new TreeUnreadable("git did not compare all of the trees that it was asked for");
  return found;
}

/** A folder, whose name a file or a link may have by now. */
const isFolderEntry = (entry: string): boolean => /^:(?:040000 (?:040000|000000)|000000 040000) /.test(entry);

/** The hashes of trees and files in a raw diff. */
const namedIn = (diff: string): string[] => [
  ...new Set(
    [...diff.matchAll(/:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0/g)].flatMap(
      ([, old = "", now = "", before = "", after = ""]) => [
        ...(/^0{6}|^160000/.test(old) ? [] : [before]),
        ...(/^0{6}|^160000/.test(now) ? [] : [after]),
      ],
    ),
  ),
];

/**
 * The unified diff of two trees, cut at a line break when it is longer than `maxBytes`. Binary files and those on the deny
 * list are only named. Git attributes of the project are ignored: with them a change could hide itself from its reviewer.
 * `only`: files that it is about.
 */
export function diffText(
  project: string,
  from: string,
  to: string,
  scratch: string,
  maxBytes: number,
  isSecret: IsSecret = () => false,
  isShown: (path: string) => boolean = () => true,
): { text: string; truncated: boolean } {
  if (from === to) return { text: "", truncated: false };
  const [old, now] = alike(project, from, to, scratch);
  const plain = old.startsWith("dir:") ? plainChanges(old, now, scratch) : null;
  const changed = (plain ?? changedFiles(project, old, now, scratch)).map((one) => one.path);
  const secret = changed.filter((path) => isShown(path) && isSecret(path));
  const out = changed.filter((path) => !isShown(path) || isSecret(path));
  // First, so that these names are never cut off.
  const named = secret.map((path) => `${shownPath(path)} ${LEFT_OUT}\n`).join("");
  const under = (bytes: Buffer) => {
    const { text, truncated } = cut(bytes, maxBytes);
    return { text: named + text, truncated };
  };
  if (plain !== null)
    return under(
      Buffer.from(
        plain
          .filter((one) => isShown(one.path) && !isSecret(one.path))
          .map(plainSection)
          .join(""),
      ),
    );
  const form = "-p --no-color --no-ext-diff --no-textconv --no-renames --src-prefix=a/ --dst-prefix=b/".split(" ");
  // One byte more than asked, so that a diff of just that length does not count as cut.
  const trees = [bare(old), bare(now), "--", ...out.map(except)];
  return under(read(project, scratch, ["diff-tree", "-r", ...form, ...trees], { maxBytes: maxBytes + 1 }).out);
}

/** The pathspec that leaves a path out. In a name that is not UTF-8 each unreadable part becomes a `*`. */
const except = (path: string): string =>
  path.includes("\uFFFD")
    ? `:(top,exclude,glob)${path.replace(/[\\*?[]/g, "\\$&").replace(/\uFFFD+/g, "*")}`
    : `:(top,exclude,literal)${path}`;

/** A path on one line: bare, or as JSON has it where it holds what ends a line or a quote. */
export const shownPath = (path: string): string =>
  /[\p{Cc}\u2028\u2029"\\]/u.test(path) ? JSON.stringify(path) : path;

/** First and last line, both included. */
export type Range = [first: number, last: number];
/** Lines of a file that a change added, in the text as it is now, and those that it removed, in the text as it was. */
export interface ChangedLines {
  added: Range[];
  removed: Range[];
}

/**
 * Which lines of some files two trees do not share, as the diff shows them; none for a binary file, and for one of which
 * nothing but its rights changed. A file that has not changed, or of which it cannot be told, is left out.
 */
export function changedLines(
  project: string,
  from: string,
  to: string,
  paths: string[],
  scratch: string,
): Map<string, ChangedLines> {
  if (from === to || paths.length === 0) return new Map();
  const [old, now] = alike(project, from, to, scratch);
  if (old.startsWith("dir:")) {
    const wanted = plainChanges(old, now, scratch).filter((one) => paths.includes(one.path));
    return new Map(wanted.map((one) => [one.path, hunkLines(one.hunks)]));
  }
  // In the order in which git shows them. One whose name is not UTF-8 cannot be asked for.
  const asked = changedFiles(project, old, now, scratch)
    .map((one) => one.path)
    .filter((path) => paths.includes(path) && !path.includes("\uFFFD"));
  if (asked.length === 0) return new Map();
  const form = "-p -U0 --no-color --no-ext-diff --no-textconv --no-renames --src-prefix=a/ --dst-prefix=b/".split(" ");
  const names = asked.map((path) => `:(top,literal)${path}`);
  const run = read(project, scratch, ["diff-tree", "-r", ...form, bare(old), bare(now), "--", ...names]);
  // A link that became a file has two parts, with the same first line.
  const parts = new Map<string, string>();
  // Behind a line feed alone: within a line of the file any other break may stand.
  for (const part of run.out
    .toString()
    .split(/(?<=^|\n)(?=diff --git )/)
    .filter((one) => one.startsWith("diff --git "))) {
    const head = part.slice(0, part.indexOf("\n"));
    parts.set(head, (parts.get(head) ?? "") + part);
  }
  const texts = [...parts.values()];
  return texts.length === asked.length ? new Map(asked.map((path, i) => [path, hunkLines(texts[i]!)])) : new Map();
}

/** The changed lines of one file's part of a unified diff. */
export function hunkLines(diff: string): ChangedLines {
  const [added, removed]: [Range[], Range[]] = [[], []];
  const put = (ranges: Range[], line: number): void => {
    const last = ranges.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  };
  let [old, now] = [0, 0];
  let [oldLeft, nowLeft] = [0, 0];
  for (const line of diff.split("\n")) {
    if (oldLeft + nowLeft > 0) {
      if (line.startsWith("\\")) continue;
      if (!line.startsWith("+")) oldLeft--;
      if (!line.startsWith("-")) nowLeft--;
      if (line.startsWith("+")) put(added, now++);
      else if (line.startsWith("-")) put(removed, old++);
      else [old, now] = [old + 1, now + 1];
      continue;
    }
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (head === null) continue;
    [old, now] = [Number(head[1]), Number(head[3])];
    [oldLeft, nowLeft] = [Number(head[2] ?? 1), Number(head[4] ?? 1)];
  }
  return { added, removed };
}

/** One file of a tree as text (of a link its target); null when there is none, or it is above 8 MB. */
export function readAt(project: string, tree: string, path: string, scratch: string): string | null {
  return readFiles(project, tree, [path], scratch).get(path) ?? null;
}

/** `readAt` for many paths, with two git processes for all of them. */
export function readFiles(project: string, tree: string, paths: string[], scratch: string): Map<string, string | null> {
  return readTrees(project, new Map([[tree, paths]]), scratch).get(tree)!;
}

/** `readFiles` for some files of each of several trees, with as many git processes as for one. @throws TreeUnreadable where one of them is not kept */
export function readTrees(
  project: string,
  wanted: ReadonlyMap<string, readonly string[]>,
  scratch: string,
): Map<string, Map<string, string | null>> {
  const found = lookUp(project, wanted, scratch);
  // What stands for a file that is not kept is no text of the project.
  const textOf = (entry: Entry | undefined): string | null => {
    const text = entry?.text ?? null;
    return text === null || standsFor(text) !== null ? null : text;
  };
  return new Map(
    [...wanted].map(([tree, paths]) => [
      tree,
      new Map(paths.map((path) => [path, textOf(found.get(tree)?.get(path))])),
    ]),
  );
}

/** Whether the tree has a folder of this name; "" is the project itself. */
export function hasFolder(project: string, tree: string, path: string, scratch: string): boolean {
  return (
    path === "" ||
    (lookUp(project, new Map([[tree, [path]]]), scratch)
      .get(tree)
      ?.get(path)?.folder ??
      false)
  );
}

/** What stands at some paths of each tree; left out: nothing does. */
function lookUp(
  project: string,
  wanted: ReadonlyMap<string, readonly string[]>,
  scratch: string,
): Map<string, Map<string, Entry>> {
  const [plain, kept] = [true, false].map((isPlain) =>
    [...wanted].filter(([tree]) => tree.startsWith("dir:") === isPlain),
  ) as [[string, string[]][], [string, string[]][]];
  return new Map([
    ...plain.map(([tree, paths]) => [tree, lookUpPlain(tree, paths, scratch)] as const),
    ...(kept.length === 0 ? [] : lookUpKept(project, kept, scratch)),
  ]);
}

function lookUpPlain(tree: string, paths: readonly string[], scratch: string): Map<string, Entry> {
  const found = new Map<string, Entry>();
  const files = new Map(listing(tree, scratch).map((file) => [file.path, file.hash]));
  for (const path of paths) {
    const content = contentOf(scratch, files.get(path) ?? "");
    const text = content !== null && content.length <= MAX_READ ? content.toString("utf8") : null;
    const folder = !files.has(path) && [...files.keys()].some((file) => file.startsWith(`${path}/`));
    if (text !== null || folder) found.set(path, { text, folder });
  }
  return found;
}

/** The same for git's trees, with one look at all of their objects. */
function lookUpKept(
  project: string,
  wanted: readonly (readonly [tree: string, paths: readonly string[]])[],
  scratch: string,
): [string, Map<string, Entry>][] {
  const tops = roots(
    project,
    scratch,
    wanted.map(([tree]) => tree),
  );
  const looks = wanted.map(([tree, paths], at) => {
    // A line break would end the request; `./` and `../` would be relative to the working folder.
    const asked = [...new Set(paths)].filter((path) => path !== "" && !/\n|\0|(^|\/)\.{1,2}(\/|$)/.test(path));
    const above = asked.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)));
    return { tree, top: tops[at]!, asked, all: [...new Set(["", ...above, ...asked])] };
  });
  const names = looks.flatMap(({ top, all }) => all.map((path) => (path === "" ? top : `${top}:${path}`)));
  const kinds = read(project, scratch, ["cat-file", "--batch-check"], { stdin: `${names.join("\n")}\n` })
    .out.toString()
    .split("\n");
  const seen = new Map<string, { hash: string; kind: string; size: number }>();
  names.forEach((name, i) => {
    const [, hash, kind, size] = /^([0-9a-f]+) (blob|tree|commit) (\d+)$/.exec(kinds[i] ?? "") ?? [];
    if (hash !== undefined && kind !== undefined) seen.set(name, { hash, kind, size: Number(size) });
  });
  const objects = new Map<string, GitObject>();
  const readable = [...seen.values()].filter(
    ({ kind, size }) => kind === "tree" || (kind === "blob" && size <= MAX_READ),
  );
  readObjects(project, scratch, [...new Set(readable.map(({ hash }) => hash))], (one) => objects.set(one.hash, one));
  const entries = new Map([...objects].flatMap(([hash, one]) => (one.kind === "tree" ? [[hash, entriesIn(one)]] : [])));
  return looks.map(({ tree, top, asked }) => {
    const found = new Map<string, Entry>();
    for (const path of asked) {
      const one = seen.get(`${top}:${path}`);
      if (one === undefined) continue;
      const cut = path.lastIndexOf("/");
      const folder = seen.get(cut < 0 ? top : `${top}:${path.slice(0, cut)}`);
      const name = Buffer.from(path.slice(cut + 1)).toString("latin1");
      if (entries.get(folder?.hash ?? "")?.get(name) !== one.hash) throw new TreeUnreadable(falseBytes(one.hash));
      if (one.kind === "tree") found.set(path, { text: null, folder: true });
      const blob = one.kind === "blob" ? objects.get(one.hash) : undefined;
      if (blob !== undefined) found.set(path, { text: blob.bytes.toString("utf8"), folder: false });
    }
    return [tree, found];
  });
}

function parseChanges(out: string): ChangedFile[] {
  const parts = out.split("\0");
  const status = new Map<string, ChangedFile["status"]>();
  const files: ChangedFile[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part.startsWith(":")) {
      const letter = part.slice(part.lastIndexOf(" ") + 1);
      const path = parts[++i]!;
      if (isFolderEntry(part)) continue;
      status.set(path, letter === "A" ? "added" : letter === "D" ? "deleted" : "modified");
      continue;
    }
    const [, added, removed, path] = /^(\d+|-)\t(\d+|-)\t(.+)$/s.exec(part) ?? [];
    if (path === undefined) continue;
    files.push({
      path,
      status: status.get(path) ?? "modified",
      added: Number(added) || 0,
      removed: Number(removed) || 0,
    });
  }
  return files;
}

const kindOf = (tree: string): string => tree.slice(0, tree.indexOf(":"));

/**
 * Both trees in one form: where a repository was made or removed during the run, both become plain listings; bytes of the disk
 * are compared with what git keeps of them as git would keep them.
 */
function alike(project: string, from: string, to: string, scratch: string): [string, string] {
  const [old, now] = [kindOf(from), kindOf(to)];
  if (old === now) return [from, to];
  if (old === "dir" || now === "dir") {
    const plain = (tree: string) => (kindOf(tree) === "dir" ? tree : toListing(project, tree, scratch));
    return [plain(from), plain(to)];
  }
  if (bare(from) === bare(to)) return [from, from];
  return old === "disk" ? [asGitHasIt(project, from, to, scratch), to] : [from, asGitHasIt(project, to, from, scratch)];
}

/** Every file of a tree, named by its content. @throws TreeUnreadable */
export function filesOf(project: string, tree: string, scratch: string): PlainFile[] {
  if (tree.startsWith("dir:")) return listing(tree, scratch);
  return treeFiles(project, tree, scratch, "utf8").flatMap(({ mode, kind, hash, path }) =>
    kind === "blob" ? [{ mode, hash, path }] : [],
  );
}

/** The files of a tree by their names, each character of which is a byte; none where it cannot be read. */
export const filesAt = (project: string, tree: string, scratch: string): string[] =>
  unlessUnreadable(
    () =>
      tree.startsWith("dir:")
        ? listing(tree, scratch).map(({ path }) => Buffer.from(path).toString("latin1"))
        : treeEntries(read(project, scratch, ["ls-tree", "-r", "-z", bare(tree)]).out.toString("latin1")).flatMap(
            ({ kind, path }) => (kind === "blob" ? [path] : []),
          ),
    [],
  );

function toListing(project: string, tree: string, scratch: string): string {
  const blobs = filesOf(project, tree, scratch);
  // One by one: a whole project need not fit into memory.
  const kept = new Map<string, string>();
  const hashes = [...new Set(blobs.map(({ hash }) => hash))];
  readObjects(project, scratch, hashes, ({ hash, bytes }) => kept.set(hash, putContent(scratch, bytes)));
  return putListing(
    scratch,
    blobs.map(({ mode, path, hash }) => ({ mode, path, hash: kept.get(hash)! })),
  );
}

function listing(tree: string, scratch: string): PlainFile[] {
  const files = listingOf(scratch, tree);
  if (files === null) throw new TreeUnreadable(`${tree} is not kept any more`);
  return files;
}

type PlainChange = ChangedFile & { old?: PlainFile; now?: PlainFile; hunks: string; binary: boolean };

function plainChanges(from: string, to: string, scratch: string): PlainChange[] {
  const olds = new Map(listing(from, scratch).map((file) => [file.path, file]));
  const news = new Map(listing(to, scratch).map((file) => [file.path, file]));
  const paths = [...new Set([...olds.keys(), ...news.keys()])].sort((a, b) => (a < b ? -1 : 1));
  return paths.flatMap((path) => {
    const old = olds.get(path);
    const now = news.get(path);
    if (old?.hash === now?.hash && old?.mode === now?.mode) return [];
    const [before, after] = [old, now].map((file) => (file ? contentOf(scratch, file.hash) : Buffer.alloc(0)));
    if (!before || !after) throw new TreeUnreadable(`the content of ${JSON.stringify(path)} is not kept any more`);
    const binary = isBinary(before) || isBinary(after);
    const diff = binary
      ? { added: 0, removed: 0, hunks: "" }
      : lineDiff(before.toString("utf8"), after.toString("utf8"));
    return [{ path, status: !old ? "added" : !now ? "deleted" : "modified", ...diff, old, now, binary }];
  });
}

function plainSection({ path, old, now, hunks, binary }: PlainChange): string {
  const name = (side: string): string => shownPath(`${side}/${path}`);
  const [left, right] = [old ? name("a") : "/dev/null", now ? name("b") : "/dev/null"];
  let head = `diff --git ${name("a")} ${name("b")}\n`;
  if (!old) head += `new file mode ${now?.mode}\n`;
  else if (!now) head += `deleted file mode ${old.mode}\n`;
  else if (old.mode !== now.mode) head += `old mode ${old.mode}\nnew mode ${now.mode}\n`;
  if (binary) return `${head}Binary files ${left} and ${right} differ\n`;
  return hunks === "" ? head : `${head}--- ${left}\n+++ ${right}\n${hunks}`;
}

function cut(bytes: Buffer, maxBytes: number): { text: string; truncated: boolean } {
  if (bytes.length <= maxBytes) return { text: bytes.toString("utf8"), truncated: false };
  const end = maxBytes === 0 ? -1 : bytes.lastIndexOf(10, maxBytes - 1);
  return { text: bytes.toString("utf8", 0, end + 1), truncated: true };
}
