// @bun
import {
  runGit,
  placesOf,
  openStore,
  gitErrors,
  treeEntries,
  batchContents
} from "./s147.js";
import {
  putListing,
  listingOf,
  putContent,
  contentOf
} from "./s187.js";
import {
  LEFT_OUT
} from "./s219.js";

// src/project/changes.ts
import { join } from "path";
var lineDiff2 = (from, to) => import.meta.require("./line-diff.js").lineDiff(from, to);

class TreeUnreadable extends Error {
}
function unlessUnreadable(read, otherwise) {
  try {
    return read();
  } catch (error) {
    if (error instanceof TreeUnreadable)
      return otherwise;
    throw error;
  }
}
var MAX_READ = 8 * 1024 * 1024;
function changedFiles(project, from, to, scratch) {
  if (from === to)
    return [];
  const [old, now] = alike(project, from, to, scratch);
  if (old.startsWith("dir:"))
    return plainChanges(old, now, scratch).map(({ path, status, added, removed }) => ({
      path,
      status,
      added,
      removed
    }));
  const args = ["diff-tree", "-r", "-z", "--no-renames", "--no-textconv", "--raw", "--numstat", bare(old), bare(now)];
  return parseChanges(read(project, scratch, args).out.toString());
}
function diffText(project, from, to, scratch, maxBytes, isSecret = () => false, isShown = () => true) {
  if (from === to)
    return { text: "", truncated: false };
  const [old, now] = alike(project, from, to, scratch);
  const plain = old.startsWith("dir:") ? plainChanges(old, now, scratch) : null;
  const changed = (plain ?? changedFiles(project, old, now, scratch)).map((one) => one.path);
  const secret = changed.filter((path) => isShown(path) && isSecret(path));
  const out = changed.filter((path) => !isShown(path) || isSecret(path));
  const named = secret.map((path) => `${shownPath(path)} ${LEFT_OUT}
`).join("");
  const under = (bytes) => {
    const { text, truncated } = cut(bytes, maxBytes);
    return { text: named + text, truncated };
  };
  if (plain !== null)
    return under(Buffer.from(plain.filter((one) => isShown(one.path) && !isSecret(one.path)).map(plainSection).join("")));
  const form = "-p --no-color --no-ext-diff --no-textconv --no-renames --src-prefix=a/ --dst-prefix=b/".split(" ");
  const trees = [bare(old), bare(now), "--", ...out.map(except)];
  return under(read(project, scratch, ["diff-tree", "-r", ...form, ...trees], { maxBytes: maxBytes + 1 }).out);
}
var except = (path) => path.includes("\uFFFD") ? `:(top,exclude,glob)${path.replace(/[\\*?[]/g, "\\$&").replace(/\uFFFD+/g, "*")}` : `:(top,exclude,literal)${path}`;
var shownPath = (path) => /[\n"\\]/.test(path) ? JSON.stringify(path) : path;
function changedLines(project, from, to, paths, scratch) {
  if (from === to || paths.length === 0)
    return new Map;
  const [old, now] = alike(project, from, to, scratch);
  if (old.startsWith("dir:")) {
    const wanted = plainChanges(old, now, scratch).filter((one) => paths.includes(one.path));
    return new Map(wanted.map((one) => [one.path, hunkLines(one.hunks)]));
  }
  const asked = changedFiles(project, old, now, scratch).map((one) => one.path).filter((path) => paths.includes(path) && !path.includes("\uFFFD"));
  if (asked.length === 0)
    return new Map;
  const form = "-p -U0 --no-color --no-ext-diff --no-textconv --no-renames --src-prefix=a/ --dst-prefix=b/".split(" ");
  const names = asked.map((path) => `:(top,literal)${path}`);
  const run = read(project, scratch, ["diff-tree", "-r", ...form, bare(old), bare(now), "--", ...names]);
  const parts = new Map;
  for (const part of run.out.toString().split(/(?<=^|\n)(?=diff --git )/).filter((one) => one.startsWith("diff --git "))) {
    const head = part.slice(0, part.indexOf(`
`));
    parts.set(head, (parts.get(head) ?? "") + part);
  }
  const texts = [...parts.values()];
  return texts.length === asked.length ? new Map(asked.map((path, i) => [path, hunkLines(texts[i])])) : new Map;
}
function hunkLines(diff) {
  const [added, removed] = [[], []];
  const put = (ranges, line) => {
    const last = ranges.at(-1);
    if (last?.[1] === line - 1)
      last[1] = line;
    else
      ranges.push([line, line]);
  };
  let [old, now] = [0, 0];
  let [oldLeft, nowLeft] = [0, 0];
  for (const line of diff.split(`
`)) {
    if (oldLeft + nowLeft > 0) {
      if (line.startsWith("\\"))
        continue;
      if (!line.startsWith("+"))
        oldLeft--;
      if (!line.startsWith("-"))
        nowLeft--;
      if (line.startsWith("+"))
        put(added, now++);
      else if (line.startsWith("-"))
        put(removed, old++);
      else
        [old, now] = [old + 1, now + 1];
      continue;
    }
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (head === null)
      continue;
    [old, now] = [Number(head[1]), Number(head[3])];
    [oldLeft, nowLeft] = [Number(head[2] ?? 1), Number(head[4] ?? 1)];
  }
  return { added, removed };
}
function readAt(project, tree, path, scratch) {
  return readFiles2(project, tree, [path], scratch).get(path) ?? null;
}
function readFiles2(project, tree, paths, scratch) {
  const found = lookUp(project, tree, paths, scratch);
  return new Map(paths.map((path) => [path, found.get(path)?.text ?? null]));
}
function hasFolder(project, tree, path, scratch) {
  return path === "" || (lookUp(project, tree, [path], scratch).get(path)?.folder ?? false);
}
function lookUp(project, tree, paths, scratch) {
  const found = new Map;
  if (tree.startsWith("dir:")) {
    const files = new Map(listing(tree, scratch).map((file) => [file.path, file.hash]));
    for (const path of paths) {
      const content = contentOf(scratch, files.get(path) ?? "");
      const text = content !== null && content.length <= MAX_READ ? content.toString("utf8") : null;
      const folder = !files.has(path) && [...files.keys()].some((file) => file.startsWith(`${path}/`));
      if (text !== null || folder)
        found.set(path, { text, folder });
    }
    return found;
  }
  const asked = [...new Set(paths)].filter((path) => path !== "" && !/\n|\0|(^|\/)\.{1,2}(\/|$)/.test(path));
  const stdin = [`${bare(tree)}^{tree}`, ...asked.map((path) => `${bare(tree)}:${path}`)].join(`
`);
  const kinds = read(project, scratch, ["cat-file", "--batch-check"], { stdin: `${stdin}
` }).out.toString().split(`
`);
  if (!/^[0-9a-f]+ tree \d+$/.test(kinds[0] ?? ""))
    throw new TreeUnreadable(`${tree} is not kept any more`);
  const blobs = [];
  asked.forEach((path, i) => {
    const [, hash, kind, size] = /^([0-9a-f]+) (blob|tree|commit) (\d+)$/.exec(kinds[i + 1] ?? "") ?? [];
    if (kind === "tree")
      found.set(path, { text: null, folder: true });
    if (kind === "blob" && hash !== undefined && Number(size) <= MAX_READ)
      blobs.push([path, hash]);
  });
  const contents = readBlobs(project, scratch, blobs.map(([, hash]) => hash));
  blobs.forEach(([path], i) => {
    found.set(path, { text: contents[i].toString("utf8"), folder: false });
  });
  return found;
}
function readBlobs(project, scratch, hashes) {
  if (hashes.length === 0)
    return [];
  const out = read(project, scratch, ["cat-file", "--batch"], { stdin: `${hashes.join(`
`)}
` }).out;
  return batchContents(out, hashes).map((bytes, i) => {
    if (bytes === null)
      throw new TreeUnreadable(`object ${hashes[i]} is not kept any more`);
    return bytes;
  });
}
function read(project, scratch, args, more = {}) {
  const store = openStore(scratch, placesOf(project));
  const run = runGit(["--git-dir", store, ...args], { cwd: store, ...more });
  if (run.ok || run.problem === "size")
    return run;
  const why = run.problem === "exit" ? gitErrors(run) : run.problem === "timeout" ? "git took too long" : "git is missing";
  throw new TreeUnreadable(`the kept trees in ${join(scratch, "git")} could not be read: ${why}`);
}
function bare(tree) {
  const hash = /^git:([0-9a-f]{40}|[0-9a-f]{64})$/.exec(tree)?.[1];
  if (hash === undefined)
    throw new TreeUnreadable(`${JSON.stringify(tree)} is not the name of a tree`);
  return hash;
}
function parseChanges(out) {
  const parts = out.split("\x00");
  const status = new Map;
  const files = [];
  for (let i = 0;i < parts.length; i++) {
    const part = parts[i];
    if (part.startsWith(":")) {
      const letter = part.slice(part.lastIndexOf(" ") + 1);
      status.set(parts[++i], letter === "A" ? "added" : letter === "D" ? "deleted" : "modified");
      continue;
    }
    const [, added, removed, path] = /^(\d+|-)\t(\d+|-)\t(.+)$/s.exec(part) ?? [];
    if (path === undefined)
      continue;
    files.push({
      path,
      status: status.get(path) ?? "modified",
      added: Number(added) || 0,
      removed: Number(removed) || 0
    });
  }
  return files;
}
function alike(project, from, to, scratch) {
  if (from.startsWith("git:") === to.startsWith("git:"))
    return [from, to];
  const plain = (tree) => tree.startsWith("git:") ? toListing(project, tree, scratch) : tree;
  return [plain(from), plain(to)];
}
function filesOf3(project, tree, scratch) {
  if (tree.startsWith("dir:"))
    return listing(tree, scratch);
  const listed = treeEntries(read(project, scratch, ["ls-tree", "-r", "-z", bare(tree)]).out.toString());
  return listed.flatMap(({ mode, kind, hash, path }) => kind === "blob" ? [{ mode, hash, path }] : []);
}
function toListing(project, tree, scratch) {
  const blobs = filesOf3(project, tree, scratch);
  const contents = readBlobs(project, scratch, blobs.map((blob) => blob.hash));
  return putListing(scratch, blobs.map(({ mode, path }, i) => ({ mode, path, hash: putContent(scratch, contents[i]) })));
}
function listing(tree, scratch) {
  const files = listingOf(scratch, tree);
  if (files === null)
    throw new TreeUnreadable(`${tree} is not kept any more`);
  return files;
}
var isBinary = (bytes) => bytes.subarray(0, 8000).includes(0);
function plainChanges(from, to, scratch) {
  const olds = new Map(listing(from, scratch).map((file) => [file.path, file]));
  const news = new Map(listing(to, scratch).map((file) => [file.path, file]));
  const paths = [...new Set([...olds.keys(), ...news.keys()])].sort((a, b) => a < b ? -1 : 1);
  return paths.flatMap((path) => {
    const old = olds.get(path);
    const now = news.get(path);
    if (old?.hash === now?.hash && old?.mode === now?.mode)
      return [];
    const [before, after] = [old, now].map((file) => file ? contentOf(scratch, file.hash) : Buffer.alloc(0));
    if (!before || !after)
      throw new TreeUnreadable(`the content of ${JSON.stringify(path)} is not kept any more`);
    const binary = isBinary(before) || isBinary(after);
    const diff = binary ? { added: 0, removed: 0, hunks: "" } : lineDiff2(before.toString("utf8"), after.toString("utf8"));
    return [{ path, status: !old ? "added" : !now ? "deleted" : "modified", ...diff, old, now, binary }];
  });
}
function plainSection({ path, old, now, hunks, binary }) {
  const name = (side) => shownPath(`${side}/${path}`);
  const [left, right] = [old ? name("a") : "/dev/null", now ? name("b") : "/dev/null"];
  let head = `diff --git ${name("a")} ${name("b")}
`;
  if (!old)
    head += `new file mode ${now?.mode}
`;
  else if (!now)
    head += `deleted file mode ${old.mode}
`;
  else if (old.mode !== now.mode)
    head += `old mode ${old.mode}
new mode ${now.mode}
`;
  if (binary)
    return `${head}Binary files ${left} and ${right} differ
`;
  return hunks === "" ? head : `${head}--- ${left}
+++ ${right}
${hunks}`;
}
function cut(bytes, maxBytes) {
  if (bytes.length <= maxBytes)
    return { text: bytes.toString("utf8"), truncated: false };
  const end = maxBytes === 0 ? -1 : bytes.lastIndexOf(10, maxBytes - 1);
  return { text: bytes.toString("utf8", 0, end + 1), truncated: true };
}

export { lineDiff2, TreeUnreadable, unlessUnreadable, changedFiles, diffText, changedLines, readAt, readFiles2, hasFolder, filesOf3, isBinary };
