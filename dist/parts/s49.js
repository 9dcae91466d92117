// @bun
import {
  GIT_TIMEOUT,
  runGit,
  hasGit,
  placesOf,
  worktreesInside,
  insideOf,
  gitErrors,
  treeEntries,
  batchContents,
  quotePath
} from "./s147.js";
import {
  leftBehind
} from "./s187.js";
import {
  treeStore
} from "./s15.js";

// src/project/kept-state.ts
import { copyFileSync, lstatSync, mkdirSync, readlinkSync, rmSync, writeFileSync } from "fs";
import { dirname, join } from "path";
class SnapshotFailed extends Error {
  remedy;
  constructor(problem, remedy) {
    super(problem);
    this.remedy = remedy;
  }
}
function placeOfStates(project, exclude, timeout = GIT_TIMEOUT) {
  const places = hasGit() ? placesOf(project.root) : null;
  return places === null ? null : { places, exclude, scratch: treeStore(project), timeout };
}
var bytesOf = (path) => Buffer.from(path, "latin1");
var pathText = (path) => bytesOf(path).toString("utf8");
var latin1 = (text) => Buffer.from(text).toString("latin1");
var fullPath = ({ places }, path) => Buffer.concat([Buffer.from(`${places.project}/`), bytesOf(path)]);
var parentsOf = (path) => path.split("/").flatMap((_, i, parts) => i === 0 ? [] : [parts.slice(0, i).join("/")]);
var lstatOf = (place, path) => lstatSync(fullPath(place, path), { throwIfNoEntry: false });
var lookAt = (place, path) => parentsOf(path).every((parent) => lstatOf(place, parent)?.isDirectory()) ? lstatOf(place, path) : undefined;
var IDENTITY = {
  GIT_AUTHOR_NAME: "multi-ai",
  GIT_AUTHOR_EMAIL: "multi-ai@example.invalid",
  GIT_COMMITTER_NAME: "multi-ai",
  GIT_COMMITTER_EMAIL: "multi-ai@example.invalid"
};
function git(place, args, more = {}) {
  const { top, project } = place.places;
  const env = { GIT_WORK_TREE: top, GIT_CEILING_DIRECTORIES: dirname(top), ...IDENTITY, ...more.env };
  const run = runGit(["-c", "core.logAllRefUpdates=false", ...args], {
    cwd: project,
    stdin: more.stdin,
    env,
    timeout: place.timeout
  });
  if (run.ok)
    return run.out;
  if (run.problem === "timeout")
    throw new SnapshotFailed(`git ${args[0]} took more than ${place.timeout / 1000} s`, "put large generated files and folders into .gitignore");
  throw new SnapshotFailed(`git ${args[0]} failed: ${gitErrors(run)}`, "check free space and permissions of the repository's .git folder and of the named file, then try again");
}
function withScratch(path, work) {
  const remove = () => {
    for (const one of [path, `${path}.lock`])
      rmSync(one, { recursive: true, force: true });
  };
  remove();
  try {
    return work();
  } finally {
    remove();
  }
}
var line2 = (bytes) => bytes.toString().trim();
function filesOf(place, also) {
  const { places, exclude, scratch } = place;
  const left = [...exclude, ...worktreesInside(places)];
  const inside = insideOf(places.project, scratch);
  if (inside !== null)
    left.push(inside);
  const specs = [".", ...left.map((path) => `:(exclude,literal)${path}`)];
  const listed = git(place, ["ls-files", "-t", "-z", "--cached", "--others", "--exclude-standard", "--", ...specs]);
  const folders = new Map;
  const isFolder = (path) => {
    const known = folders.get(path) ?? lstatOf(place, path)?.isDirectory() ?? false;
    folders.set(path, known);
    return known;
  };
  const found = new Map;
  for (const path of new Set([...work(place, listed.toString("latin1"), also), ...also])) {
    if (path === "" || path.endsWith("/") || !parentsOf(path).every(isFolder))
      continue;
    const stat = lstatOf(place, path);
    if (stat?.isFile() || stat?.isSymbolicLink())
      found.set(path, stat);
  }
  return found;
}
function work(place, listing, also) {
  const entries = listing.split("\x00").map((entry) => ({ isTracked: !entry.startsWith("? "), path: entry.slice(2) }));
  const tracked = new Set(entries.flatMap(({ isTracked, path }) => isTracked ? parentsOf(path) : []));
  const before = new Map;
  for (const path of also) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    before.set(folder, [...before.get(folder) ?? [], pathText(path.slice(path.lastIndexOf("/") + 1))]);
  }
  const isLeft = leftBehind(place.places.project, (folder) => new Set(before.get(latin1(folder))));
  const folders = new Map;
  const isLeftFolder = (path) => {
    const known = folders.get(path) ?? (!tracked.has(path) && isLeft(pathText(path), true));
    folders.set(path, known);
    return known;
  };
  return entries.flatMap(({ isTracked, path }) => isTracked || !(parentsOf(path).some(isLeftFolder) || isLeft(pathText(path), false)) ? [path] : []);
}
function presentState(place, options) {
  const files = [...filesOf(place, [...options.also ?? []])];
  const targets = join(place.scratch, `links-${process.pid}`);
  return withScratch(targets, () => {
    const lines = files.map(([path, stat], i) => {
      if (!stat.isSymbolicLink())
        return quotePath(fullPath(place, path).toString("latin1"));
      mkdirSync(targets, { recursive: true });
      writeFileSync(join(targets, String(i)), readlinkSync(fullPath(place, path), { encoding: "buffer" }));
      return quotePath(latin1(join(targets, String(i))));
    });
    const args = ["hash-object", ...options.write ? ["-w"] : [], "--no-filters", "--stdin-paths"];
    const stdin = Buffer.from(lines.map((line) => `${line}
`).join(""), "latin1");
    const hashes = lines.length === 0 ? [] : line2(git(place, args, { stdin })).split(`
`);
    return new Map(files.map(([path, stat], i) => {
      const mode = stat.isSymbolicLink() ? "120000" : stat.mode & 64 ? "100755" : "100644";
      return [path, { mode, hash: hashes[i], stat }];
    }));
  });
}
function commitOf(place, ref) {
  const shown = git(place, ["for-each-ref", "--format=%(objectname) %(committerdate:iso-strict)", ref]);
  const [commit = "", at = ""] = line2(shown).split(" ");
  return commit === "" ? null : { commit, at };
}
function keepState(place, ref, state, message) {
  mkdirSync(place.scratch, { recursive: true });
  const index = join(place.scratch, `state-index-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  return withScratch(index, () => {
    const lines = [...state].map(([path, { mode, hash }]) => `${mode} ${hash}	${path}\x00`);
    git(place, ["update-index", "-z", "--index-info"], { stdin: Buffer.from(lines.join(""), "latin1"), env });
    const tree = line2(git(place, ["write-tree"], { env }));
    const before = commitOf(place, ref)?.commit ?? null;
    const parent = before === null ? [] : ["-p", before];
    const commit = line2(git(place, ["commit-tree", tree, ...parent], { stdin: `${message}
` }));
    git(place, ["update-ref", "--no-deref", ref, commit, before ?? "0".repeat(commit.length)]);
    return commit;
  });
}
function dropState(place, ref, commit) {
  git(place, ["update-ref", "--no-deref", "-d", ref, commit]);
}
function keptState(place, commit) {
  const listed = git(place, ["ls-tree", "-r", "-z", "--full-tree", commit]).toString("latin1");
  return new Map(treeEntries(listed).map(({ mode, kind, hash, path }) => {
    const strange = kind !== "blob" || path.split("/").some((part) => /^(\.{0,2}|\.git)$/i.test(part));
    if (strange || place.exclude.some((folder) => path.startsWith(`${latin1(folder)}/`)))
      throw new SnapshotFailed(`the kept state ${commit} holds ${JSON.stringify(path)}`, "do not use it");
    return [path, { mode, hash }];
  }));
}
var MAX_BYTES = 32 * 1024 * 1024;
function eachContent(place, files, use) {
  if (files.length === 0)
    return;
  const stdin = (some) => some.map((file) => `${file.hash}
`).join("");
  const sizes = git(place, ["cat-file", "--batch-check=%(objectsize)"], { stdin: stdin(files) }).toString().split(`
`).map(Number);
  for (let from = 0, to = 0;from < files.length; from = to) {
    for (let bytes = 0;to < files.length && (to === from || bytes + sizes[to] <= MAX_BYTES); to++)
      bytes += sizes[to];
    const part = files.slice(from, to);
    const out = git(place, ["cat-file", "--batch"], { stdin: stdin(part) });
    const hashes = part.map((file) => file.hash);
    for (const [i, bytes] of batchContents(out, hashes).entries()) {
      if (bytes === null)
        throw new SnapshotFailed(`the repository does not hold object ${hashes[i]} any more`, "run git fsck");
      use(part[i], bytes);
    }
  }
}
function ignoredUnder(place, state, paths) {
  if (paths.length === 0)
    return new Set;
  const { top, gitDir, prefix } = place.places;
  const folder = join(place.scratch, `rules-${process.pid}`);
  return withScratch(folder, () => {
    mkdirSync(join(folder, prefix), { recursive: true });
    for (const above of ["", ...parentsOf(prefix)].filter((path) => `${path}/` !== prefix && prefix !== "")) {
      const rules = join(top, above, ".gitignore");
      if (lstatSync(rules, { throwIfNoEntry: false })?.isFile())
        copyFileSync(rules, join(folder, above, ".gitignore"));
    }
    const kept = [...state].flatMap(([path, { mode, hash }]) => mode !== "120000" && /(^|\/)\.gitignore$/.test(path) ? [{ path, mode, hash }] : []);
    eachContent(place, kept, ({ path }, bytes) => {
      const file = Buffer.concat([Buffer.from(`${join(folder, prefix)}/`), bytesOf(path)]);
      mkdirSync(file.subarray(0, file.lastIndexOf("/")), { recursive: true });
      writeFileSync(file, bytes);
    });
    const stdin = Buffer.from(paths.map((path) => `${latin1(prefix)}${path}\x00`).join(""), "latin1");
    const env = { GIT_DIR: gitDir, GIT_WORK_TREE: folder };
    const run = runGit(["check-ignore", "--no-index", "-z", "--stdin"], { cwd: folder, env, stdin });
    if (!run.ok && run.err !== "")
      throw new SnapshotFailed(`git check-ignore failed: ${gitErrors(run)}`, "try again");
    const ignored = run.out.toString("latin1").split("\x00");
    return new Set(ignored.map((path) => path.slice(latin1(prefix).length)));
  });
}

// src/project/put.ts
import {
  copyFileSync as copyFileSync2,
  mkdirSync as mkdirSync2,
  readdirSync,
  readlinkSync as readlinkSync2,
  renameSync,
  rmdirSync,
  rmSync as rmSync2,
  symlinkSync,
  unlinkSync
} from "fs";
class Halfway extends Error {
}
function inTheWay(place, path, goes) {
  for (const parent of parentsOf(path)) {
    const stat = lookAt(place, parent);
    if (stat === undefined || goes(parent))
      return null;
    if (!stat.isDirectory())
      return parent;
  }
  const stat = lookAt(place, path);
  if (stat === undefined || stat.isFile() || stat.isSymbolicLink())
    return null;
  return stat.isDirectory() ? staysIn(place, path, goes) : path;
}
function staysIn(place, folder, goes) {
  for (const name of readdirSync(fullPath(place, folder), { encoding: "buffer" })) {
    const path = `${folder}/${name.toString("latin1")}`;
    const stays = lookAt(place, path)?.isDirectory() ? staysIn(place, path, goes) : goes(path) ? null : path;
    if (stays !== null)
      return stays;
  }
  return null;
}
var sameStat = (a, b) => a !== undefined && b !== undefined && a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs && a.mode === b.mode;
function modeOf(mode, now) {
  const bits = (now?.isFile() ? now.mode : 438 & ~process.umask()) & 438;
  return mode === "100755" ? bits | (bits & 292) >> 2 : bits;
}
function applyChanges2(place, changes, seen) {
  for (const { path, kind } of changes) {
    const now = lookAt(place, path);
    const same = kind === "added" ? !now || now.isDirectory() : sameStat(seen(path), now);
    if (!same)
      throw new SnapshotFailed(`${JSON.stringify(pathText(path))} changed just now`, "nothing was changed; try again");
  }
  try {
    for (const { path, kind } of changes) {
      if (kind !== "deleted")
        continue;
      unlinkSync(fullPath(place, path));
      removeEmpty(place, parentsOf(path).reverse());
    }
    for (const { path, ready } of changes)
      if (ready !== null)
        put(place, path, ready);
  } catch (error) {
    throw new Halfway(error instanceof Error ? error.message : String(error));
  }
}
function removeEmpty(place, folders) {
  for (const path of folders) {
    try {
      rmdirSync(fullPath(place, path));
    } catch {
      return;
    }
  }
}
function put(place, path, from) {
  const to = fullPath(place, path);
  if (lookAt(place, path)?.isDirectory())
    removeFolder(to);
  mkdirSync2(to.subarray(0, to.lastIndexOf("/")), { recursive: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if (error.code !== "EXDEV")
      throw error;
    rmSync2(to, { force: true });
    try {
      symlinkSync(readlinkSync2(from, { encoding: "buffer" }), to);
    } catch {
      copyFileSync2(from, to);
    }
  }
}
function removeFolder(path) {
  for (const name of readdirSync(path, { encoding: "buffer" }))
    removeFolder(Buffer.concat([path, Buffer.from("/"), bytesOf(name.toString("latin1"))]));
  rmdirSync(path);
}

export { SnapshotFailed, placeOfStates, bytesOf, pathText, fullPath, parentsOf, lookAt, IDENTITY, withScratch, line2, presentState, commitOf, keepState, dropState, keptState, eachContent, ignoredUnder, Halfway, inTheWay, modeOf, applyChanges2 };
