// @bun
import {
  readCache
} from "./s25.js";
import {
  sha256
} from "./s68.js";
import {
  insideOf,
  fileText
} from "./s191.js";
import {
  leftBehind
} from "./s19.js";
import {
  MAX_KEPT,
  STAND_IN,
  standIn,
  isStandInSize,
  shaOf,
  inWords2
} from "./s17.js";

// src/project/plain-tree.ts
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  writeFileSync
} from "fs";
import { join } from "path";
var PLAIN_LIMITS = { files: 50000, bytes: 200 * 1024 * 1024 };
var EMPTY_PLAIN_TREE = `dir:${sha256("")}`;
var ALWAYS_OUT = new Set([".git", "node_modules"]);
function plainTreeOf(project, options) {
  const limits = options.limits ?? PLAIN_LIMITS;
  const out = new Set(options.exclude);
  mkdirSync(options.scratch, { recursive: true });
  const inside = insideOf(project, options.scratch);
  if (inside !== null)
    out.add(inside);
  const files = [];
  let bytes = 0;
  let largest = { path: "", size: 0 };
  const known = knownFiles(options);
  const isLeft = leftBehind(project);
  const isIgnored = ignoreFiles(project);
  const folders = [""];
  const left = new Set;
  for (let folder = folders.pop();folder !== undefined; folder = folders.pop()) {
    const names = readdirSync(join(project, folder));
    if (names.includes(".gitignore"))
      isIgnored.read(folder);
    for (const name of names) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (ALWAYS_OUT.has(name) || out.has(path))
        continue;
      const full = join(project, path);
      const stat = lstatSync(full, { throwIfNoEntry: false });
      if (stat === undefined) {
        if (name.includes("\uFFFD"))
          return unreadable(path, "its name is not valid UTF-8");
        continue;
      }
      const isFolder = stat.isDirectory();
      const isOut = left.has(folder) || isIgnored.test(path, isFolder) || isLeft(path, isFolder);
      if (isFolder) {
        if (!isOut || known.folders.has(path))
          folders.push(path);
        if (isOut)
          left.add(path);
        continue;
      }
      if (isOut && !known.files.has(path) || !stat.isFile() && !stat.isSymbolicLink())
        continue;
      bytes += stat.size;
      if (stat.size > largest.size)
        largest = { path, size: stat.size };
      if (files.length >= limits.files)
        return tooMuch(`more than ${limits.files} files`);
      if (bytes > limits.bytes)
        return tooMuch(`more than ${Math.floor(limits.bytes / 1024 / 1024)} MB, of which ${JSON.stringify(largest.path)} is the largest file (${inWords2(largest.size)})`);
      try {
        const content = stat.isSymbolicLink() ? Buffer.from(readlinkSync(full)) : contentIn(full, stat.size);
        const mode = stat.isSymbolicLink() ? "120000" : stat.mode & 73 ? "100755" : "100644";
        files.push({ path, mode, hash: putContent(options.scratch, content) });
      } catch (error) {
        const code = error.code;
        if (code !== "ENOENT")
          return unreadable(path, code ?? String(error));
      }
    }
  }
  return { ok: true, tree: putListing(options.scratch, files) };
}
function contentIn(file, size) {
  if (size > MAX_KEPT)
    return standIn(shaOf(file, Number.POSITIVE_INFINITY), "too large to be shown");
  const content = readFileSync(file);
  return isStandInSize(size) && content.toString("latin1").startsWith(STAND_IN) ? standIn(shaOf(file, Number.POSITIVE_INFINITY), "written as if it stood for another file") : content;
}
function knownFiles({ scratch, known }) {
  const listed = known?.startsWith("dir:") ? listingOf(scratch, known) ?? [] : [];
  const files = listed.map(({ path }) => path);
  const folders = files.flatMap((path) => path.split("/").map((_, i, parts) => parts.slice(0, i).join("/")));
  return { files: new Set(files), folders: new Set(folders) };
}
function ignoreFiles(project) {
  let rules = null;
  return {
    read(folder) {
      const text = fileText(join(project, folder, ".gitignore"));
      if (text === null)
        return;
      rules ??= import.meta.require("./ignore-rules.js").ignoreRules();
      rules.add(text.replace(/^\uFEFF/, "").replaceAll(`\r
`, `
`).split(`
`).flatMap((line) => fromTop(folder, line)));
    },
    test: (path, isFolder) => rules?.test(isFolder ? `${path}/` : path).ignored ?? false
  };
}
function withoutBlanks(line) {
  let end = line.length;
  while (line[end - 1] === " ")
    end--;
  return line.slice(0, end < line.length && line[end - 1] === "\\" ? end + 1 : end);
}
function fromTop(folder, written) {
  const line = withoutBlanks(written);
  if (line === "" || line.startsWith("#"))
    return [];
  if (folder === "")
    return [line];
  const not = line.startsWith("!") ? "!" : "";
  const pattern = line.slice(not.length);
  const isAnchored = pattern.replace(/\/$/, "").includes("/");
  const at = folder.replaceAll(/[\\*?[\]!# ]/g, "\\$&");
  return [`${not}/${at}/${isAnchored ? pattern.replace(/^\//, "") : `**/${pattern}`}`];
}
function putListing(scratch, files) {
  const sorted = [...files].sort((a, b) => a.path < b.path ? -1 : 1);
  const text = sorted.map((file) => `${file.mode} ${file.hash} ${JSON.stringify(file.path)}
`).join("");
  return `dir:${putContent(scratch, Buffer.from(text))}`;
}
function listingOf(scratch, tree) {
  const text = tree === EMPTY_PLAIN_TREE ? Buffer.alloc(0) : contentOf(scratch, tree.slice("dir:".length));
  if (text === null)
    return null;
  const lines = text.toString("utf8").split(`
`).slice(0, -1);
  return lines.map((line) => {
    const [mode = "", hash = ""] = line.split(" ", 2);
    return { mode, hash, path: JSON.parse(line.slice(mode.length + hash.length + 2)) };
  });
}
function putContent(scratch, content) {
  const hash = sha256(content);
  const folder = join(scratch, "plain", hash.slice(0, 2));
  const file = join(folder, hash);
  if (existsSync(file))
    return hash;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
  return hash;
}
function contentOf(scratch, hash) {
  if (!/^[0-9a-f]{64}$/.test(hash))
    return null;
  const content = readCache(join(scratch, "plain", hash.slice(0, 2), hash));
  return content !== null && sha256(content) === hash ? content : null;
}
function tooMuch(what) {
  const remedy = "run `git init` and list generated files in .gitignore, or start in a smaller folder";
  return { ok: false, problem: `the project has no git repository and holds ${what}`, remedy };
}
function unreadable(path, why) {
  return {
    ok: false,
    problem: `${JSON.stringify(path)} could not be read: ${why}`,
    remedy: "make it readable, rename or remove it"
  };
}

export { EMPTY_PLAIN_TREE, plainTreeOf, putListing, listingOf, putContent, contentOf };
