// @bun
import {
  treeEntries
} from "./s191.js";
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
} from "./s127.js";
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
} from "./s213.js";
import {
  LEFT_OUT
} from "./s276.js";

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
function changedNames(project, pairs, scratch) {
  const isPlain = ([from, to]) => from !== to && kindOf(from) === kindOf(to) && kindOf(to) !== "dir";
  const plain = pairs.filter(isPlain);
  const together = plain.length < 2 ? null : unlessUnreadable(() => namesOfPairs(project, plain, scratch), null);
  return pairs.map((pair) => {
    if (together !== null && isPlain(pair))
      return together.get(`${bare2(pair[0])} ${bare2(pair[1])}`) ?? [];
    return unlessUnreadable(() => changedFiles(project, ...pair, scratch).map(({ path }) => path), null);
  });
}
function namesOfPairs(project, pairs, scratch) {
  const asked = [...new Set(pairs.map(([from, to]) => `${bare2(from)} ${bare2(to)}`))];
  const args = ["diff-tree", "--stdin", "-r", "-t", "-z", "--no-renames", "--raw"];
  const out = read(project, scratch, args, { stdin: `${asked.join(`
`)}
` }).out.toString();
  readObjects(project, scratch, [...new Set([...roots(project, scratch, pairs.flat()), ...namedIn(out)])], () => {});
  const found = new Map;
  let names = [];
  const parts = out.split("\x00");
  for (let i = 0;i < parts.length; i++) {
    const [, heads = "", entry = ""] = /^((?:[0-9a-f]+ [0-9a-f]+\n)*)(.*)$/s.exec(parts[i]) ?? [];
    for (const head of heads.split(`
`).filter((line) => line !== "")) {
      names = [];
      found.set(head, names);
    }
    if (!entry.startsWith(":"))
      continue;
    const path = parts[++i];
    if (!isFolderEntry(entry))
      names.push(path);
  }
  if (found.size !== asked.length)
    throw new TreeUnreadable("git did not compare all of the trees that it was asked for");
  return found;
}
var isFolderEntry = (entry) => /^:(?:040000 (?:040000|000000)|000000 040000) /.test(entry);
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
  return readTrees(project, new Map([[tree, paths]]), scratch).get(tree);
}
function readTrees(project, wanted, scratch) {
  const found = lookUp(project, wanted, scratch);
  const textOf = (entry) => {
    const text = entry?.text ?? null;
    return text === null || standsFor(text) !== null ? null : text;
  };
  return new Map([...wanted].map(([tree, paths]) => [
    tree,
    new Map(paths.map((path) => [path, textOf(found.get(tree)?.get(path))]))
  ]));
}
function hasFolder(project, tree, path, scratch) {
  return path === "" || (lookUp(project, new Map([[tree, [path]]]), scratch).get(tree)?.get(path)?.folder ?? false);
}
function lookUp(project, wanted, scratch) {
  const [plain, kept] = [true, false].map((isPlain) => [...wanted].filter(([tree]) => tree.startsWith("dir:") === isPlain));
  return new Map([
    ...plain.map(([tree, paths]) => [tree, lookUpPlain(tree, paths, scratch)]),
    ...kept.length === 0 ? [] : lookUpKept(project, kept, scratch)
  ]);
}
function lookUpPlain(tree, paths, scratch) {
  const found = new Map;
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
function lookUpKept(project, wanted, scratch) {
  const tops = roots(project, scratch, wanted.map(([tree]) => tree));
  const looks = wanted.map(([tree, paths], at) => {
    const asked = [...new Set(paths)].filter((path) => path !== "" && !/\n|\0|(^|\/)\.{1,2}(\/|$)/.test(path));
    const above = asked.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)));
    return { tree, top: tops[at], asked, all: [...new Set(["", ...above, ...asked])] };
  });
  const names = looks.flatMap(({ top, all }) => all.map((path) => path === "" ? top : `${top}:${path}`));
  const kinds = read(project, scratch, ["cat-file", "--batch-check"], { stdin: `${names.join(`
`)}
` }).out.toString().split(`
`);
  const seen = new Map;
  names.forEach((name, i) => {
    const [, hash, kind, size] = /^([0-9a-f]+) (blob|tree|commit) (\d+)$/.exec(kinds[i] ?? "") ?? [];
    if (hash !== undefined && kind !== undefined)
      seen.set(name, { hash, kind, size: Number(size) });
  });
  const objects = new Map;
  const readable = [...seen.values()].filter(({ kind, size }) => kind === "tree" || kind === "blob" && size <= MAX_KEPT);
  readObjects(project, scratch, [...new Set(readable.map(({ hash }) => hash))], (one) => objects.set(one.hash, one));
  const entries = new Map([...objects].flatMap(([hash, one]) => one.kind === "tree" ? [[hash, entriesIn(one)]] : []));
  return looks.map(({ tree, top, asked }) => {
    const found = new Map;
    for (const path of asked) {
      const one = seen.get(`${top}:${path}`);
      if (one === undefined)
        continue;
      const cut = path.lastIndexOf("/");
      const folder = seen.get(cut < 0 ? top : `${top}:${path.slice(0, cut)}`);
      const name = Buffer.from(path.slice(cut + 1)).toString("latin1");
      if (entries.get(folder?.hash ?? "")?.get(name) !== one.hash)
        throw new TreeUnreadable(falseBytes(one.hash));
      if (one.kind === "tree")
        found.set(path, { text: null, folder: true });
      const blob = one.kind === "blob" ? objects.get(one.hash) : undefined;
      if (blob !== undefined)
        found.set(path, { text: blob.bytes.toString("utf8"), folder: false });
    }
    return [tree, found];
  });
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
      if (isFolderEntry(part))
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

export { lineDiff2, changedFiles, changedNames, diffText, shownPath2, changedLines, readAt, readFiles2, readTrees, hasFolder, filesOf4, filesAt };
