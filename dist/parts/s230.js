// @bun
import {
  runGit,
  hasGit,
  placesOf,
  worktreesInside,
  insideOf,
  openStore,
  sweepIndexes,
  removeIndex,
  gitErrors,
  treeEntries
} from "./s191.js";
import {
  leftAmong
} from "./s19.js";
import {
  MAX_KEPT
} from "./s17.js";
import {
  EMPTY_PLAIN_TREE,
  plainTreeOf
} from "./s213.js";

// src/project/tree.ts
import { copyFileSync, existsSync, lstatSync, realpathSync, statSync, utimesSync } from "fs";
import { dirname, join } from "path";
var EMPTY_TREE = {
  sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
};
var emptyTree = (sha256) => EMPTY_TREE[sha256 ? "sha256" : "sha1"];
var counter = 0;
function treeOf(project, options) {
  return take(project, options, "worktree");
}
function baseTree(project, options) {
  return take(project, options, "head");
}
function take(project, options, from) {
  try {
    if (!statSync(project, { throwIfNoEntry: false })?.isDirectory())
      return noFolder(project);
    const places = hasGit() ? placesOf(project) : null;
    if (places !== null)
      return takeGit(places, options, from);
    return from === "head" ? { ok: true, tree: EMPTY_PLAIN_TREE } : plainTreeOf(realpathSync(project), options);
  } catch (error) {
    const problem = `the project's files could not be hashed: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, problem, remedy: `check free space and permissions of ${options.scratch}` };
  }
}
function takeGit(places, options, from) {
  const store = openStore(options.scratch, places);
  sweepIndexes(store);
  const index = join(store, `index-${process.pid}-${counter++}`);
  removeIndex(index);
  const run = {
    cwd: places.project,
    timeout: options.timeout,
    env: {
      GIT_WORK_TREE: places.top,
      GIT_CEILING_DIRECTORIES: dirname(places.top),
      GIT_INDEX_FILE: index,
      ...options.keep ? {} : storeFirst(store, places)
    }
  };
  try {
    const left = [...options.exclude, ...worktreesInside(places)];
    const inside = insideOf(places.project, options.scratch);
    if (inside !== null)
      left.push(inside);
    const seeded = from === "worktree" ? seedIndex(places, left, index, run) : seedHead(places, left, run);
    if (!seeded.ok)
      return failure(seeded.run, run);
    if (from === "worktree") {
      const listed = runGit([...UNTRACKED, "--", ...pathspecs(left)], run);
      if (!listed.ok)
        return failure(listed, run);
      left.push(...leftAmong(places.project, listed.out.toString().split("\x00")));
      const added = addAll(seeded, left, places, run);
      if (!added.ok)
        return failure(added, run);
    }
    const written = runGit(["write-tree", ...places.prefix === "" ? [] : [`--prefix=${places.prefix}`]], run);
    if (written.ok)
      return { ok: true, tree: `git:${written.out.toString().trim()}` };
    if (!/prefix .* not found/.test(written.err))
      return failure(written, run);
    return { ok: true, tree: `git:${emptyTree(places.sha256)}` };
  } finally {
    removeIndex(index);
  }
}
var UNTRACKED = ["ls-files", "-z", "--others", "--exclude-standard", "--directory", "--no-empty-directory"];
var pathspecs = (left) => [".", ...left.map((path) => `:(exclude,literal)${path}`)];
var storeFirst = (store, places) => ({
  GIT_OBJECT_DIRECTORY: join(store, "objects"),
  GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${join(places.common, "objects").replace(/["\\]/g, "\\$&")}"`
});
function seedHead(places, left, run) {
  const read = runGit(["read-tree", "HEAD"], run);
  if (!read.ok && runGit(["rev-parse", "--quiet", "--verify", "HEAD"], run).ok)
    return { ok: false, run: read };
  return cleanIndex(places, left, run);
}
function seedIndex(places, left, index, run) {
  const own = join(places.gitDir, "index");
  if (!statSync(own, { throwIfNoEntry: false })?.isFile() || !copyIndex(own, index))
    return { ok: true, sparse: false, links: [] };
  const head = runGit(["ls-tree", "-r", "-z", "--full-tree", "HEAD"], run);
  const listed = head.ok ? treeEntries(head.out.toString("latin1")) : [];
  return cleanIndex(places, left, run, new Map(listed.map(({ path, hash }) => [path, hash])));
}
var MANY = 4000;
function copyIndex(from, to) {
  try {
    const time = Number(statSync(from, { bigint: true }).mtimeNs / 1000000n) / 1000;
    copyFileSync(from, to);
    utimesSync(to, time, time);
    return true;
  } catch (error) {
    if (error.code === "ENOENT")
      return false;
    throw error;
  }
}
function cleanIndex(places, left, run, head) {
  const listed = runGit(["ls-files", "-s", "-v", "-z", "--full-name", "--", ":/"], run);
  if (!listed.ok)
    return { ok: false, run: listed };
  const bytes = (text) => Buffer.from(text).toString("latin1");
  const own = bytes(places.prefix);
  const out = left.map((path) => bytes(places.prefix + path));
  const sparse = existsSync(join(places.gitDir, "info", "sparse-checkout"));
  let edits = "";
  const links = [];
  const entries = listed.out.toString("latin1").split("\x00");
  const isBelieved = (path, hash) => head === undefined || head.get(path) === hash && (entries.length > MANY || isLarge(places.top, path));
  for (const entry of entries) {
    const tab = entry.indexOf("\t");
    if (tab < 0)
      continue;
    const path = entry.slice(tab + 1);
    const [tag = "", mode = "", hash = "", stage = ""] = entry.slice(0, tab).split(" ");
    const leave = out.some((folder) => path === folder || path.startsWith(`${folder}/`));
    if (leave || stage !== "0" && !path.startsWith(own))
      edits += `0 ${"0".repeat(hash.length)}	${path}\x00`;
    else if (mode === LINK && path.startsWith(own) && isRepository(places.top, path))
      links.push(path);
    else if (stage !== "0" || tag === "H" && (mode === LINK || isBelieved(path, hash)))
      continue;
    else if (tag !== "S" || !sparse || exists(places.top, path))
      edits += `${mode} ${hash} 0	${path}\x00`;
  }
  if (edits === "")
    return { ok: true, sparse, links };
  const done = editIndex(edits, run);
  return done.ok ? { ok: true, sparse, links } : { ok: false, run: done };
}
var LINK = "160000";
var editIndex = (edits, run) => runGit(["update-index", "-z", "--index-info"], { ...run, stdin: Buffer.from(edits, "latin1") });
function addAll({ sparse, links }, left, places, run) {
  const own = Buffer.from(places.prefix).toString("latin1").length;
  const inside = links.map((path) => Buffer.from(path.slice(own), "latin1").toString());
  const added = addFiles(sparse, [...left, ...inside], run);
  if (!added.ok || links.length === 0)
    return added;
  let edits = "";
  for (const [i, path] of links.entries()) {
    const cwd = join(places.project, inside[i]);
    const env = { GIT_CEILING_DIRECTORIES: dirname(cwd) };
    const head = runGit(["rev-parse", "--quiet", "--verify", "HEAD"], { cwd, env, timeout: run.timeout });
    if (head.ok)
      edits += `${LINK} ${head.out.toString().trim()} 0	${path}\x00`;
  }
  return edits === "" ? added : editIndex(edits, run);
}
function addFiles(sparse, left, run) {
  const args = ["add", "-A", ...sparse ? ["--sparse"] : [], "--", ...pathspecs(left)];
  const first = passedOver(runGit(args, run));
  const moving = /No such file or directory|unable to stat|short read|changed/i.test(first.err);
  return !first.ok && first.problem === "exit" && moving ? passedOver(runGit(args, run)) : first;
}
var passedOver = (ran) => !ran.ok && ran.problem === "exit" && IGNORED.test(ran.err) ? { ...ran, ok: true, problem: "none" } : ran;
var IGNORED = /^The following paths are ignored by one of your \.gitignore files:\n(?:(?!error:|fatal:|warning:).*(?:\n|$))+$/;
var placed = (top, latin1Path) => Buffer.concat([Buffer.from(`${top}/`), Buffer.from(latin1Path, "latin1")]);
var exists = (top, path) => lstatSync(placed(top, path), { throwIfNoEntry: false }) !== undefined;
function isLarge(top, path) {
  try {
    return lstatSync(placed(top, path)).size > MAX_KEPT;
  } catch {
    return false;
  }
}
var isRepository = (top, path) => lstatSync(placed(top, path), { throwIfNoEntry: false })?.isDirectory() === true && exists(top, `${path}/.git`);
function noFolder(project) {
  return {
    ok: false,
    problem: `the project folder ${project} does not exist`,
    remedy: "start from an existing folder"
  };
}
var REMEDIES = [
  [/Permission denied/, "make the named file readable, or put it into .gitignore"],
  [/dubious ownership/, "if you trust this repository, add its folder to git's safe.directory setting"],
  [
    /does not have a commit checked out/,
    "commit in the nested repository, remove its .git folder, or put it into .gitignore"
  ],
  [
    /filter/,
    "install the program of that filter. Where only this repository's .git/config names it, nothing was started, because an unpacked archive brings that file along: if the filter is yours, set it with git config --global"
  ],
  [/only add regular files/, "remove the named pipe, socket or device, or put it into .gitignore"],
  [/No space left/, "free some disk space"]
];
function failure(run, options) {
  if (run.problem === "timeout") {
    const seconds = (options.timeout ?? 30000) / 1000;
    const remedy = "put large generated files and folders into .gitignore";
    return { ok: false, problem: `git needed more than ${seconds} s to hash the project's files`, remedy };
  }
  const said = gitErrors(run);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(run.err))?.[1];
  const other = "run `git add -A --dry-run` in the project and mend what it reports";
  return { ok: false, problem: `git could not take in the project's files: ${said}`, remedy: remedy ?? other };
}

export { emptyTree, treeOf, baseTree };
