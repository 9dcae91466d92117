// @bun
import {
  GIT_TIMEOUT,
  runGit,
  hasGit,
  placesOf,
  worktreesInside,
  insideOf,
  openStore,
  withIncoming,
  gitErrors,
  treeEntries,
  quotePath
} from "./s191.js";
import {
  isOutput,
  leftBehind
} from "./s19.js";
import {
  batchObjects,
  isGenuine,
  treeOfCommit,
  falseBytes,
  inWords2
} from "./s17.js";
import {
  treeStore
} from "./s172.js";

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
var namedPath = (place, path) => /^[\x00-\x7f]*$/.test(path) ? `${place.places.project}/${path}` : fullPath(place, path);
var lstatOf = (place, path) => lstatSync(namedPath(place, path), { throwIfNoEntry: false });
var above = (path) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
var lookAt2 = (place, path) => parentsOf(path).every((parent) => lstatOf(place, parent)?.isDirectory()) ? lstatOf(place, path) : undefined;
var IDENTITY = {
  GIT_AUTHOR_NAME: "multi-ai",
  GIT_AUTHOR_EMAIL: "multi-ai@example.invalid",
  GIT_COMMITTER_NAME: "multi-ai",
  GIT_COMMITTER_EMAIL: "multi-ai@example.invalid"
};
function git2(place, args, more = {}) {
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
var MAX_NESTED = 8;
function filesOf3(place, { also, all = false }) {
  const { places, exclude, scratch } = place;
  const left = [...exclude, ...worktreesInside(places).filter((path) => isLeftOut(place, path))];
  const inside = insideOf(places.project, scratch);
  if (inside !== null)
    left.push(inside);
  const specs = [".", ...left.map((path) => `:(exclude,literal)${path}`)];
  const listed = git2(place, ["ls-files", "-t", "-z", "--cached", "--others", "--exclude-standard", "--", ...specs]);
  const folders = new Map([["", true]]);
  const isFolder = (path) => {
    const known = folders.get(path) ?? (isFolder(above(path)) && (lstatOf(place, path)?.isDirectory() ?? false));
    folders.set(path, known);
    return known;
  };
  const found = new Map;
  const untracked = [];
  const taken = new Set(also);
  const take = (files) => files.flatMap(({ path: named, isTracked }) => {
    const path = named.replace(/\/$/, "");
    if (path === "" || found.has(path) || !isFolder(above(path)))
      return [];
    const stat = lstatOf(place, path);
    if (stat?.isDirectory())
      return all && isTracked || lstatOf(place, `${path}/.git`) !== undefined ? [path] : [];
    if (stat?.isFile() || stat?.isSymbolicLink()) {
      found.set(path, stat);
      if (!isTracked && !taken.has(path))
        untracked.push({ path, size: stat.size });
    } else if (stat !== undefined && all)
      throw new SnapshotFailed(`${JSON.stringify(pathText(path))} is neither a file nor a link`, "remove the named pipe, socket or device, or put it into .gitignore");
    return [];
  });
  let nested = take(work(place, listed.toString("latin1"), also));
  const isThere = (path) => isFolder(above(path)) && lstatOf(place, path) !== undefined;
  const unlisted = also.filter((path) => !found.has(path) && isThere(path));
  const leftOut = all ? leftOutInSight(place, unlisted) : new Set;
  take(unlisted.filter((path) => !leftOut.has(path)).map((path) => ({ path, isTracked: true })));
  if (all) {
    take(selfIgnoring(place, specs).map((path) => ({ path, isTracked: false })));
    for (let depth = 0;nested.length > 0; depth++) {
      if (depth === MAX_NESTED)
        throw new SnapshotFailed(`${JSON.stringify(pathText(nested[0]))} lies in ${MAX_NESTED} repositories, one inside of the other`, "put the outermost into .gitignore");
      nested = nested.flatMap((folder) => take(work(place, listingInside(place, folder), also)));
    }
  }
  refuseNames(found);
  refuseTooMuch(place, untracked);
  return found;
}
function leftOutInSight(place, paths) {
  if (paths.length === 0)
    return new Set;
  const cwd = place.places.project;
  const stdin = Buffer.from(paths.map((path) => `${path}\x00`).join(""), "latin1");
  const committed = runGit(["ls-tree", "-r", "-z", "--name-only", "HEAD"], { cwd, timeout: place.timeout });
  const names = new Set(committed.ok ? committed.out.toString("latin1").split("\x00") : []);
  const asked = ["check-ignore", "-v", "-z", "--no-index", "--stdin"];
  const said = runGit(asked, { cwd, stdin, timeout: place.timeout });
  const parts = said.ok ? said.out.toString("latin1").split("\x00") : [];
  const found = new Set;
  for (let at = 0;at + 3 < parts.length; at += 4) {
    const [source, , , path] = parts.slice(at, at + 4);
    if (/^(?!\/|\.git\/)(?:.*\/)?\.gitignore$/.test(source) && !names.has(path))
      found.add(path);
  }
  return found;
}
var NO_NAME = /(?:^|\/)\.(?:git|gitmodules)(?:\/|$)/i;
function refuseNames(found) {
  for (const [path, stat] of found) {
    const [name] = NO_NAME.exec(path) ?? [];
    if (name === undefined || /modules/i.test(name) && !(stat.isSymbolicLink() && path.endsWith(name)))
      continue;
    throw new SnapshotFailed(`${JSON.stringify(pathText(path))} has a name that git takes for its own`, "rename it, remove it, or put it into .gitignore");
  }
}
var isLeftOut = ({ worktrees }, path) => worktrees === undefined || worktrees.includes(path) || path.startsWith(".claude/worktrees/");
var MAX_UNTRACKED = 1024 ** 3;
function refuseTooMuch({ most = MAX_UNTRACKED }, untracked) {
  const sum = untracked.reduce((bytes, { size }) => bytes + size, 0);
  if (sum <= most)
    return;
  const largest = untracked.reduce((one, other) => other.size > one.size ? other : one);
  const others = untracked.length === 1 ? "" : `, of the ${inWords2(sum)} in ${untracked.length} files that git does not track`;
  throw new SnapshotFailed(`${JSON.stringify(pathText(largest.path))} holds ${inWords2(largest.size)}${others}; expected at most ${inWords2(most)} of untracked files`, "put it into .gitignore, or move it out of the project");
}
function selfIgnoring(place, [, ...left]) {
  const args = ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"];
  const listed = git2(place, [...args, "--", ":(glob)**/.gitignore", ...left]).toString("latin1");
  const isLeft = leftBehind(place.places.project);
  const isTools = (folder) => isOutput(folder.slice(folder.lastIndexOf("/") + 1)) || isLeft(pathText(folder), true);
  return listed.split("\x00").filter((path) => /(^|\/)\.gitignore$/.test(path) && !parentsOf(path).some(isTools));
}
function listingInside(place, folder) {
  const top = fullPath(place, folder).toString();
  const store = openStore(place.scratch, place.places);
  const listed = (index) => runGit(["--git-dir", store, "--work-tree", ".", "ls-files", "-t", "-z", "--cached", "--others", "--exclude-standard"], { cwd: top, env: { GIT_INDEX_FILE: index }, timeout: place.timeout });
  const own = placesOf(top);
  const first = listed(own?.top === top ? join(own.gitDir, "index") : join(store, "none"));
  const found = first.ok ? first : listed(join(store, "none"));
  if (!found.ok)
    throw new SnapshotFailed(`the repository in ${JSON.stringify(pathText(folder))} could not be looked through: ${gitErrors(found)}`, "put it into .gitignore, or move it out of the project");
  return found.out.toString("latin1").split("\x00").filter((entry) => entry !== "").map((entry) => `${entry.slice(0, 2)}${folder}/${entry.slice(2)}`).join("\x00");
}
function work(place, listing, also) {
  const entries = listing.split("\x00").map((entry) => ({ isTracked: !entry.startsWith("? "), path: entry.slice(2) }));
  const tracked = new Set;
  for (const { isTracked, path } of entries)
    for (let folder = above(path);isTracked && folder !== "" && !tracked.has(folder); folder = above(folder))
      tracked.add(folder);
  const before = new Map;
  for (const path of also) {
    const folder = above(path);
    const names = before.get(folder) ?? [];
    names.push(pathText(path.slice(path.lastIndexOf("/") + 1)));
    before.set(folder, names);
  }
  const isLeft = leftBehind(place.places.project, (folder) => new Set(before.get(latin1(folder))));
  const folders = new Map([["", false]]);
  const isLeftFolder = (path) => {
    const known = folders.get(path) ?? (isLeftFolder(above(path)) || !tracked.has(path) && isLeft(pathText(path), true));
    folders.set(path, known);
    return known;
  };
  return entries.filter(({ isTracked, path }) => isTracked || !(isLeftFolder(above(path)) || isLeft(pathText(path), false)));
}
function presentState(place, options) {
  const files = [...filesOf3(place, { also: [...options.also ?? []] })];
  const targets = join(place.scratch, `links-${process.pid}`);
  return withScratch(targets, () => {
    const lines = files.map(([path, stat], i) => {
      if (!stat.isSymbolicLink())
        return quotePath(fullPath(place, path).toString("latin1"));
      mkdirSync(targets, { recursive: true });
      writeFileSync(join(targets, String(i)), readlinkSync(fullPath(place, path), { encoding: "buffer" }));
      return quotePath(latin1(join(targets, String(i))));
    });
    const stdin = Buffer.from(lines.map((line) => `${line}
`).join(""), "latin1");
    const hashed = (env = {}) => {
      const args = ["hash-object", ...options.write ? ["-w"] : [], "--no-filters", "--stdin-paths"];
      return line2(naming(files, () => git2(place, args, { stdin, env }))).split(`
`);
    };
    const objects = join(place.places.common, "objects");
    const isRead = lines.length > 0;
    const hashes = !isRead ? [] : options.write ? withIncoming(objects, place.scratch, hashed) : hashed();
    return new Map(files.map(([path, stat], i) => {
      const mode = stat.isSymbolicLink() ? "120000" : stat.mode & 64 ? "100755" : "100644";
      return [path, { mode, hash: hashes[i], stat }];
    }));
  });
}
function naming(files, work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SnapshotFailed) || !error.message.includes(" took more than "))
      throw error;
    const [path, { size }] = files.reduce((one, other) => other[1].size > one[1].size ? other : one);
    const named = `the largest file is ${JSON.stringify(pathText(path))} with ${inWords2(size)}`;
    throw new SnapshotFailed(`${error.message}; ${named}`, error.remedy);
  }
}
function commitOf(place, ref) {
  const shown = git2(place, ["for-each-ref", "--format=%(objectname) %(committerdate:iso-strict)", ref]);
  const [commit = "", at = ""] = line2(shown).split(" ");
  return commit === "" ? null : { commit, at };
}
function stateAt(place, commit) {
  try {
    const [, at = ""] = line2(git2(place, ["log", "-1", "--format=%H %cI", commit, "--"])).split(" ");
    return { commit, at };
  } catch (error) {
    if (error instanceof SnapshotFailed)
      return null;
    throw error;
  }
}
function putRef(place, ref, commit) {
  git2(place, ["update-ref", "--no-deref", ref, commit]);
}
function keepState(place, ref, state, message) {
  mkdirSync(place.scratch, { recursive: true });
  const index = join(place.scratch, `state-index-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  return withScratch(index, () => {
    const lines = [...state].map(([path, { mode, hash }]) => `${mode} ${hash}	${path}\x00`);
    git2(place, ["update-index", "-z", "--index-info"], { stdin: Buffer.from(lines.join(""), "latin1"), env });
    const tree = line2(git2(place, ["write-tree"], { env }));
    const before = commitOf(place, ref)?.commit ?? null;
    const parent = before === null ? [] : ["-p", before];
    const commit = line2(git2(place, ["commit-tree", tree, ...parent], { stdin: `${message}
` }));
    git2(place, ["update-ref", "--no-deref", ref, commit, before ?? "0".repeat(commit.length)]);
    return commit;
  });
}
function dropState(place, ref, commit) {
  git2(place, ["update-ref", "--no-deref", "-d", ref, commit]);
}
function objectsOf(place, hashes) {
  if (hashes.length === 0)
    return [];
  const out = git2(place, ["cat-file", "--batch"], { stdin: hashes.map((hash) => `${hash}
`).join("") });
  return batchObjects(out, hashes.length).map((one, i) => {
    const hash = hashes[i];
    if (one === null)
      throw new SnapshotFailed(`the repository does not hold object ${hash} any more`, "run git fsck");
    if (one.hash !== hash || !isGenuine(one))
      throw new SnapshotFailed(falseBytes(hash), "nothing was changed");
    return one;
  });
}
function keptState(place, commit) {
  const [stored] = objectsOf(place, [commit]);
  const root = treeOfCommit(stored);
  if (root === null)
    throw new SnapshotFailed(`${commit} is no kept state`, "nothing was changed");
  const listed = treeEntries(git2(place, ["ls-tree", "-r", "-t", "-z", "--full-tree", root]).toString("latin1"));
  const folders = listed.filter(({ kind }) => kind === "tree").map(({ hash }) => hash);
  objectsOf(place, [...new Set([root, ...folders])]);
  return new Map(listed.filter(({ kind }) => kind !== "tree").map(({ mode, kind, hash, path }) => {
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
  const sizes = git2(place, ["cat-file", "--batch-check=%(objectsize)"], { stdin: stdin(files) }).toString().split(`
`).map(Number);
  for (let from = 0, to = 0;from < files.length; from = to) {
    for (let bytes = 0;to < files.length && (to === from || bytes + sizes[to] <= MAX_BYTES); to++)
      bytes += sizes[to];
    const part = files.slice(from, to);
    const out = git2(place, ["cat-file", "--batch"], { stdin: stdin(part) });
    for (const [i, one] of batchObjects(out, part.length).entries()) {
      const { hash } = part[i];
      if (one === null)
        throw new SnapshotFailed(`the repository does not hold object ${hash} any more`, "run git fsck");
      if (one.hash !== hash || !isGenuine(one))
        throw new SnapshotFailed(falseBytes(hash), "nothing was changed");
      use(part[i], one.bytes);
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

export { SnapshotFailed, placeOfStates, bytesOf, pathText, fullPath, parentsOf, namedPath, lookAt2, IDENTITY, git2, withScratch, line2, filesOf3, presentState, commitOf, stateAt, putRef, keepState, dropState, keptState, eachContent, ignoredUnder };
