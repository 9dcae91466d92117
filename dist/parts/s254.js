// @bun
import {
  treeEntries
} from "./s178.js";
import {
  TreeUnreadable,
  unlessUnreadable,
  genuine,
  roots,
  readObjects,
  read,
  bare2,
  treeFiles,
  isBinary
} from "./s220.js";
import {
  entriesIn,
  falseBytes,
  MAX_KEPT,
  standsFor
} from "./s17.js";
import {
  putListing,
  listingOf,
  putContent,
  contentOf
} from "./s197.js";
import {
  LEFT_OUT
} from "./s262.js";

// src/project/changes.ts
function asGitHasIt(project, disk, git, scratch) {
  const rare = import.meta.require("./as-git-has-it.js");
  try {
    return rare.asGitHasIt(project, disk, git, scratch);
  } catch (error) {
    throw new TreeUnreadable(error instanceof Error ? error.message : String(error));
  }
}
var lineDiff2 = (from, to) => import.meta.require("./line-diff.js").lineDiff(from, to);
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
  const args = ["diff-tree", "-r", "-t", "-z", "--no-renames", "--no-textconv", "--raw", "--numstat"];
  const out = read(project, scratch, [...args, bare2(old), bare2(now)]).out.toString();
  const pair = `${scratch} ${old} ${now}`;
  if (!genuine.has(pair)) {
    readObjects(project, scratch, [...roots(project, scratch, [old, now]), ...namedIn(out)], () => {});
    genuine.add(pair);
  }
  return parseChanges(out);
}
var namedIn = (diff) => [
  ...new Set([...diff.matchAll(/:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0/g)].flatMap(([, old = "", now = "", before = "", after = ""]) => [
    .../^0{6}|^160000/.test(old) ? [] : [before],
    .../^0{6}|^160000/.test(now) ? [] : [after]
  ]))
];
function diffText(project, from, to, scratch, maxBytes, isSecret = () => false, isShown = () => true) {
  if (from === to)
    return { text: "", truncated: false };
  const [old, now] = alike(project, from, to, scratch);
  const plain = old.startsWith("dir:") ? plainChanges(old, now, scratch) : null;
  const changed = (plain ?? changedFiles(project, old, now, scratch)).map((one) => one.path);
  const secret = changed.filter((path) => isShown(path) && isSecret(path));
  const out = changed.filter((path) => !isShown(path) || isSecret(path));
  const named = secret.map((path) => `${shownPath2(path)} ${LEFT_OUT}
`).join("");
  const under = (bytes) => {
    const { text, truncated } = cut(bytes, maxBytes);
    return { text: named + text, truncated };
  };
  if (plain !== null)
    return under(Buffer.from(plain.filter((one) => isShown(one.path) && !isSecret(one.path)).map(plainSection).join("")));
  const form = "-p --no-color --no-ext-diff --no-textconv --no-renames --src-prefix=a/ --dst-prefix=b/".split(" ");
  const trees = [bare2(old), bare2(now), "--", ...out.map(except)];
  return under(read(project, scratch, ["diff-tree", "-r", ...form, ...trees], { maxBytes: maxBytes + 1 }).out);
}
var except = (path) => path.includes("\uFFFD") ? `:(top,exclude,glob)${path.replace(/[\\*?[]/g, "\\$&").replace(/\uFFFD+/g, "*")}` : `:(top,exclude,literal)${path}`;
var shownPath2 = (path) => /[\p{Cc}\u2028\u2029"\\]/u.test(path) ? JSON.stringify(path) : path;
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
  const run = read(project, scratch, ["diff-tree", "-r", ...form, bare2(old), bare2(now), "--", ...names]);
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
  const textOf = (path) => {
    const text = found.get(path)?.text ?? null;
    return text === null || standsFor(text) !== null ? null : text;
  };
  return new Map(paths.map((path) => [path, textOf(path)]));
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
      const text = content !== null && content.length <= MAX_KEPT ? content.toString("utf8") : null;
      const folder = !files.has(path) && [...files.keys()].some((file) => file.startsWith(`${path}/`));
      if (text !== null || folder)
        found.set(path, { text, folder });
    }
    return found;
  }
  const asked = [...new Set(paths)].filter((path) => path !== "" && !/\n|\0|(^|\/)\.{1,2}(\/|$)/.test(path));
  const [root] = roots(project, scratch, [tree]);
  const above = [
    ...new Set(asked.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))))
  ];
  const names = [root, ...[...above, ...asked].map((path) => `${root}:${path}`)];
  const kinds = read(project, scratch, ["cat-file", "--batch-check"], { stdin: `${names.join(`
`)}
` }).out.toString().split(`
`);
  const seen = new Map;
  ["", ...above, ...asked].forEach((path, i) => {
    const [, hash, kind, size] = /^([0-9a-f]+) (blob|tree|commit) (\d+)$/.exec(kinds[i] ?? "") ?? [];
    if (hash !== undefined && kind !== undefined)
      seen.set(path, { hash, kind, size: Number(size) });
  });
  const wanted = [...seen.values()].filter(({ kind, size }) => kind === "tree" || kind === "blob" && size <= MAX_KEPT);
  const objects = new Map;
  readObjects(project, scratch, [...new Set(wanted.map(({ hash }) => hash))], (one) => objects.set(one.hash, one));
  const entries = new Map([...objects].flatMap(([hash, one]) => one.kind === "tree" ? [[hash, entriesIn(one)]] : []));
  for (const path of asked) {
    const one = seen.get(path);
    if (one === undefined)
      continue;
    const cut = path.lastIndexOf("/");
    const folder = seen.get(path.slice(0, Math.max(0, cut)));
    const name = Buffer.from(path.slice(cut + 1)).toString("latin1");
    if (entries.get(folder?.hash ?? "")?.get(name) !== one.hash)
      throw new TreeUnreadable(falseBytes(one.hash));
    if (one.kind === "tree")
      found.set(path, { text: null, folder: true });
    const blob = one.kind === "blob" ? objects.get(one.hash) : undefined;
    if (blob !== undefined)
      found.set(path, { text: blob.bytes.toString("utf8"), folder: false });
  }
  return found;
}
function parseChanges(out) {
  const parts = out.split("\x00");
  const status = new Map;
  const files = [];
  for (let i = 0;i < parts.length; i++) {
    const part = parts[i];
    if (part.startsWith(":")) {
      const letter = part.slice(part.lastIndexOf(" ") + 1);
      const path = parts[++i];
      if (/^:(?:040000 (?:040000|000000)|000000 040000) /.test(part))
        continue;
      status.set(path, letter === "A" ? "added" : letter === "D" ? "deleted" : "modified");
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
var kindOf = (tree) => tree.slice(0, tree.indexOf(":"));
function alike(project, from, to, scratch) {
  const [old, now] = [kindOf(from), kindOf(to)];
  if (old === now)
    return [from, to];
  if (old === "dir" || now === "dir") {
    const plain = (tree) => kindOf(tree) === "dir" ? tree : toListing(project, tree, scratch);
    return [plain(from), plain(to)];
  }
  if (bare2(from) === bare2(to))
    return [from, from];
  return old === "disk" ? [asGitHasIt(project, from, to, scratch), to] : [from, asGitHasIt(project, to, from, scratch)];
}
function filesOf4(project, tree, scratch) {
  if (tree.startsWith("dir:"))
    return listing(tree, scratch);
  return treeFiles(project, tree, scratch, "utf8").flatMap(({ mode, kind, hash, path }) => kind === "blob" ? [{ mode, hash, path }] : []);
}
var filesAt = (project, tree, scratch) => unlessUnreadable(() => tree.startsWith("dir:") ? listing(tree, scratch).map(({ path }) => Buffer.from(path).toString("latin1")) : treeEntries(read(project, scratch, ["ls-tree", "-r", "-z", bare2(tree)]).out.toString("latin1")).flatMap(({ kind, path }) => kind === "blob" ? [path] : []), []);
function toListing(project, tree, scratch) {
  const blobs = filesOf4(project, tree, scratch);
  const kept = new Map;
  const hashes = [...new Set(blobs.map(({ hash }) => hash))];
  readObjects(project, scratch, hashes, ({ hash, bytes }) => kept.set(hash, putContent(scratch, bytes)));
  return putListing(scratch, blobs.map(({ mode, path, hash }) => ({ mode, path, hash: kept.get(hash) })));
}
function listing(tree, scratch) {
  const files = listingOf(scratch, tree);
  if (files === null)
    throw new TreeUnreadable(`${tree} is not kept any more`);
  return files;
}
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
  const name = (side) => shownPath2(`${side}/${path}`);
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

export { lineDiff2, changedFiles, diffText, shownPath2, changedLines, readAt, readFiles2, hasFolder, filesOf4, filesAt };
