// @bun
import {
  UnsafeFile,
  errorCode,
  writeFileAtomic,
  createTaskFolder,
  createFolder
} from "./s25.js";
import {
  runGit,
  hasGit,
  placesOf,
  gitErrors,
  treeEntries,
  fileText
} from "./s191.js";
import {
  SnapshotFailed,
  pathText,
  IDENTITY,
  withScratch,
  line2
} from "./s55.js";
import {
  treeOf
} from "./s230.js";
import {
  Halfway
} from "./s78.js";
import {
  acquire
} from "./s123.js";
import {
  excludedOf,
  branchName,
  worktreesFolder,
  worktreePath,
  refsOf,
  firstFive,
  typed2
} from "./s240.js";
import {
  hostName,
  startTime,
  alive
} from "./s203.js";
import {
  treeStore
} from "./s172.js";

// src/project/worktrees/worktrees.ts
import { existsSync as existsSync4, lstatSync as lstatSync3, mkdirSync as mkdirSync3, readdirSync as readdirSync3, rmSync as rmSync3 } from "fs";
import { dirname as dirname3, join as join4 } from "path";

// src/project/worktrees/dependencies.ts
import {
  cpSync,
  existsSync as existsSync2,
  lstatSync,
  mkdirSync as mkdirSync2,
  readdirSync as readdirSync2,
  readlinkSync,
  renameSync,
  rmSync as rmSync2,
  symlinkSync
} from "fs";
import { dirname as dirname2, join as join2 } from "path";

// src/project/worktrees/git.ts
import { existsSync, mkdirSync, readdirSync, rmSync } from "fs";
import { dirname, join, resolve } from "path";
var MINUTE = 60000;
var SETTINGS = ["core.protectHFS=true", "submodule.recurse=false", "worktree.useRelativePaths=false"];
function tryGit(repo, args, more = {}) {
  const cwd = more.cwd ?? repo.place.places.top;
  const own = more.cwd === undefined ? {} : { GIT_WORK_TREE: cwd };
  const env = { GIT_CEILING_DIRECTORIES: dirname(cwd), ...IDENTITY, ...own, ...more.env };
  const run = runGit([...SETTINGS.flatMap((one) => ["-c", one]), ...args], {
    cwd,
    env,
    stdin: more.stdin,
    timeout: repo.place.timeout
  });
  if (run.problem === "timeout")
    throw new SnapshotFailed(`git ${args[0]} took more than ${repo.place.timeout / 1000} s`, "put large generated files and folders into .gitignore, then try again");
  return run;
}
function git(repo, args, more = {}) {
  const run = tryGit(repo, args, more);
  if (!run.ok)
    throw new SnapshotFailed(`git ${args.slice(0, 2).join(" ")} failed: ${gitErrors(run)}`, "check free space and permissions of the repository's .git folder and of .task/worktrees, then try again");
  return run.out;
}
var gitText = (...call) => line2(git(...call));
var gitLines = (repo, args) => git(repo, args).toString().split(`
`).filter((one) => one !== "");
function repositoryOf(project, build) {
  const local = "or build in the checkout itself, with the profile local";
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(build.run))
    throw new SnapshotFailed(`run: found ${JSON.stringify(build.run)}, expected the id of a run`, "look at status");
  if (!hasGit())
    throw new SnapshotFailed("git is not installed, and worktrees need it", `install git, ${local}`);
  const places = placesOf(project.root);
  if (places === null) {
    const bare = ["HEAD", "objects", "refs"].every((name) => existsSync(join(project.root, name)));
    throw bare ? bareRepository(project, local) : new SnapshotFailed(`${project.root} is in no git repository`, `run git init, ${local}`);
  }
  const whole = placesOf(places.top);
  if (whole === null)
    throw new SnapshotFailed(`the repository of ${project.root} is gone`, "try again");
  const exclude = excludedOf(build).map((folder) => `${places.prefix}${folder}`);
  const place = { places: whole, exclude, scratch: treeStore(project), timeout: build.timeout ?? MINUTE };
  const repo = { project, place, prefix: places.prefix, run: build.run };
  const asked = tryGit(repo, ["rev-parse", "--is-inside-work-tree"]);
  if (asked.ok && asked.out.toString().trim() === "true")
    return repo;
  if (asked.ok || /work tree/.test(asked.err))
    throw bareRepository(project, local);
  const trust = `if you trust this repository: git config --global --add safe.directory ${places.top}`;
  const remedy = /dubious ownership/.test(asked.err) ? trust : "run git status in the project and mend what it reports";
  throw new SnapshotFailed(`git does not read the repository: ${gitErrors(asked)}`, remedy);
}
var bareRepository = (project, local) => new SnapshotFailed(`${project.root} is a bare repository: there are no files to build on`, `start in a clone of it, ${local}`);
function inRepository(project, build, work) {
  try {
    return work(repositoryOf(project, build));
  } catch (error) {
    if (error instanceof SnapshotFailed)
      return { ok: false, problem: error.message, remedy: error.remedy };
    if (error instanceof Halfway)
      return {
        ok: false,
        problem: `it stopped halfway: ${error.message}`,
        remedy: "mend that and merge again: what was there is kept, and the next merge goes on"
      };
    if (!(error instanceof UnsafeFile) && errorCode(error) === undefined)
      throw error;
    const remedy = "check free space and permissions of .task/worktrees, then try again";
    return { ok: false, problem: error.message, remedy };
  }
}
var aloneIn = (project, build, work) => inRepository(project, build, (repo) => alone(repo, build.lock ?? repo.run, () => work(repo)));
function alone(repo, lock, work) {
  createTaskFolder(repo.project.task);
  createFolder(worktreesFolder(repo.project));
  const file = join(worktreesFolder(repo.project), `${lock}.lock`);
  const held = acquire(file, { pid: process.pid, host: hostName(), start: startTime(process.pid) }, MINUTE);
  if (held === null)
    throw new SnapshotFailed(`the worktrees of ${lock} are in use by another process (${file})`, "wait for it, then try again; if none is running, check the folder's permissions");
  try {
    sweepScratch(repo.place.scratch);
    return work();
  } finally {
    held.release();
  }
}
var scratchName = (repo, what) => join(repo.place.scratch, `stream-${process.pid}-${what}`);
function sweepScratch(scratch) {
  mkdirSync(scratch, { recursive: true });
  for (const name of readdirSync(scratch)) {
    const pid = /^stream-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !alive(Number(pid), null)))
      rmSync(join(scratch, name), { recursive: true, force: true });
  }
}
function commitAt(repo, ref) {
  const run = tryGit(repo, ["rev-parse", "--quiet", "--verify", `${ref}^{commit}`]);
  return run.ok ? run.out.toString().trim() : null;
}
var treeAt2 = (repo, commit) => gitText(repo, ["rev-parse", "--verify", `${commit}^{tree}`]);
var isAncestor = (repo, older, newer) => tryGit(repo, ["merge-base", "--is-ancestor", older, newer]).ok;
function setRef(repo, ref, commit, before) {
  git(repo, ["update-ref", "--no-deref", ref, commit, before ?? "0".repeat(commit.length)]);
}
function keepRef(repo, ref, commit) {
  const before = commitAt(repo, ref);
  if (before !== commit)
    setRef(repo, ref, commit, before);
}
function dropRef(repo, ref, commit) {
  git(repo, ["update-ref", "--no-deref", "-d", ref, commit]);
}
var commitTree = (repo, tree, parents, message, author = {}) => gitText(repo, ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])], {
  stdin: `${message}
`,
  env: author
});
function checkedOutAt(repo, ref) {
  let at = null;
  for (const one of gitLines(repo, ["worktree", "list", "--porcelain"])) {
    if (one.startsWith("worktree "))
      at = one.slice("worktree ".length);
    if (one === `branch ${ref}`)
      return at;
  }
  return null;
}
function adminOf(repo, path) {
  return allAdmins(repo).find((one) => one.path === path) ?? null;
}
function allAdmins(repo) {
  const list = join(repo.place.places.common, "worktrees");
  if (!existsSync(list))
    return [];
  return readdirSync(list).flatMap((name) => {
    const folder = join(list, name);
    const file = fileText(join(folder, "gitdir"))?.trim() ?? "";
    if (file === "")
      return [];
    const locked = fileText(join(folder, "locked"))?.trim() ?? null;
    return [{ folder, path: dirname(resolve(folder, file)), marker: markerOf(folder), locked }];
  });
}
var markerFile = (admin) => join(admin, "multi-ai.json");
function markerOf(folder) {
  try {
    const { run, area, branch, base } = JSON.parse(fileText(markerFile(folder)) ?? "");
    return [run, area, branch, base].every((one) => typeof one === "string") ? { run, area, branch, base } : null;
  } catch {
    return null;
  }
}
var baseOf = (repo) => commitAt(repo, refsOf(repo.run).base);
function presentTree(repo, top, keep) {
  const { exclude, scratch, timeout } = repo.place;
  const taken = treeOf(top, { exclude, scratch, timeout, keep });
  if (!taken.ok)
    throw new SnapshotFailed(taken.problem, taken.remedy);
  return taken.tree.slice("git:".length);
}
var entriesOf = (repo, tree) => treeEntries(git(repo, ["ls-tree", "-r", "-z", "--full-tree", tree]).toString("latin1"));
function changesBetween(repo, from, to) {
  if (from === to)
    return [];
  const parts = git(repo, ["diff-tree", "-r", "-z", "--no-renames", "--raw", `${from}^{tree}`, `${to}^{tree}`]).toString("latin1").split("\x00");
  const entry = (mode, hash) => mode === "000000" ? null : { mode, hash };
  const changes = [];
  for (let i = 0;i + 1 < parts.length; i += 2) {
    const [, old, now, before, after] = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) /.exec(parts[i]) ?? [];
    if (!old || !now || !before || !after)
      throw new SnapshotFailed("git diff-tree could not be read", "try again");
    changes.push({ path: parts[i + 1], from: entry(old, before), to: entry(now, after) });
  }
  return changes;
}
function treeWith(repo, tree, entries) {
  const index = scratchName(repo, "index");
  const env = { GIT_INDEX_FILE: index };
  return withScratch(index, () => {
    git(repo, ["read-tree", tree], { env });
    putEntries(repo, entries, env);
    return gitText(repo, ["write-tree"], { env });
  });
}
function putEntries(repo, entries, env) {
  const all = [...entries];
  const none = "0".repeat(repo.place.places.sha256 ? 64 : 40);
  const [gone, there] = [all.filter(([, entry]) => entry === null), all.filter(([, entry]) => entry !== null)];
  const lines = [...gone, ...there].map(([path, entry]) => `${entry?.mode ?? 0} ${entry?.hash ?? none}	${path}\x00`);
  const stdin = Buffer.from(lines.join(""), "latin1");
  if (stdin.length > 0)
    git(repo, ["update-index", "-z", "--index-info"], { stdin, env });
}

// src/project/worktrees/dependencies.ts
var PACKAGES = [
  { name: /^node_modules$/, sign: null },
  { name: /^(?:\.?v?env|\.venv.*)$/, sign: "pyvenv.cfg" },
  { name: /^vendor$/, sign: "autoload.php" },
  { name: /^vendor$/, sign: "bundle" },
  { name: /^\.bundle$/, sign: "config" }
];
var COPIED = new Set(["autoload.php", "composer", "bin"]);
var OWN_NOTES = /^\.(?!bin$|pnpm$)/;
function packageFolders(repo) {
  const { project, prefix } = repo;
  const specs = [prefix === "" ? "." : `:(literal)${prefix}`, `:(exclude,literal)${prefix}.task`];
  return git(repo, ["ls-files", "-z", "--others", "--directory", "--no-empty-directory", "--", ...specs]).toString().split("\x00").filter((path) => path.endsWith("/") && path.startsWith(prefix)).map((path) => path.slice(prefix.length, -1)).filter((path) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return PACKAGES.some((one) => one.name.test(name) && (one.sign === null || existsSync2(join2(project.root, path, one.sign))));
  });
}
function linkPackages(repo, folder) {
  const notes = [];
  for (const path of packageFolders(repo)) {
    const to = join2(folder, path);
    if (lstatSync(to, { throwIfNoEntry: false }) || !existsSync2(dirname2(to)))
      continue;
    const making = scratchName(repo, "packages");
    try {
      linkEntries(join2(repo.project.root, path), making);
      renameSync(making, to);
    } catch (error) {
      rmSync2(making, { recursive: true, force: true });
      notes.push(`${pathText(path)} is not in the worktree: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return notes;
}
function linkEntries(from, to) {
  const isComposers = existsSync2(join2(from, "autoload.php"));
  const isNode = /\/node_modules(?:\/@[^/]+)?$/.test(from);
  mkdirSync2(to, { recursive: true });
  for (const entry of readdirSync2(from, { withFileTypes: true })) {
    const { name } = entry;
    const [there, here] = [join2(from, name), join2(to, name)];
    if (isNode && OWN_NOTES.test(name))
      continue;
    if (isComposers && COPIED.has(name))
      cpSync(there, here, { recursive: true, verbatimSymlinks: true });
    else if (entry.isSymbolicLink())
      symlinkSync(readlinkSync(there), here);
    else if (isNode && entry.isDirectory() && (name.startsWith("@") || name === ".bin"))
      linkEntries(there, here);
    else
      symlinkSync(there, here);
  }
}
function unlinkPackages(repo, worktree) {
  const paths = packageFolders(repo).map((path) => `:(literal)${repo.prefix}${path}`);
  if (paths.length > 0)
    git(repo, ["clean", "--quiet", "-ffd", "--", ...paths], { cwd: worktree });
}

// src/project/worktrees/state.ts
import { existsSync as existsSync3, lstatSync as lstatSync2 } from "fs";
import { join as join3, resolve as resolve2 } from "path";
var stateFailure = ({ message, remedy }) => new SnapshotFailed(message, remedy);
function stateIn(repo, stream) {
  const { area } = stream;
  const path = worktreePath(repo.project, repo.run, area);
  const admin = adminOf(repo, path);
  const branch = admin?.marker?.branch ?? branchName(stream);
  const tip = commitAt(repo, `refs/heads/${branch}`);
  const locked = admin !== null && admin.locked !== null;
  const say = (kind, message, remedy = "", dirty = false) => {
    return { kind, path, branch, tip, dirty, locked, message: `The worktree of ${area} ${message}`, remedy };
  };
  const at = `git -C ${typed2(path)}`;
  const inTop = (verb) => `git -C ${typed2(repo.place.places.top)} worktree ${verb} ${typed2(path)}`;
  const why = admin?.locked ? ` (${admin.locked.slice(0, 200)})` : "";
  if (lstatSync2(path, { throwIfNoEntry: false }) === undefined)
    return locked ? say("missing", `is missing but locked${why}: ${path}.`, inTop("unlock")) : say("missing", `is not there: ${path}.`, "open it again: its branch keeps what was committed");
  if (admin?.marker?.run !== repo.run || admin.marker.area !== area) {
    const other = `is not one that this run made: ${path} holds something else.`;
    return say("foreign", other, `move it away: mv ${typed2(path)} ${typed2(`${path}.moved`)}`);
  }
  if (!pointsTo(path, admin))
    return say("foreign", `lost its .git file: ${path}.`, inTop("repair"));
  const busy = busyWith(admin.folder, at);
  if (busy !== null)
    return say("busy", ...busy);
  const head = tryGit(repo, ["symbolic-ref", "--quiet", "HEAD"], { cwd: path });
  const back = `${at} checkout ${typed2(branch)}`;
  if (!head.ok)
    return say("detached", `has a detached HEAD, so its commits would be on no branch.`, `${back} (first ${at} branch kept HEAD, if there are commits to keep)`);
  const on = line2(head.out);
  if (on !== `refs/heads/${branch}`)
    return say("elsewhere", `is on ${on.replace(/^refs\/heads\//, "")} instead of ${branch}.`, back);
  const base = baseOf(repo);
  if (tip === null || base === null || !isAncestor(repo, base, tip)) {
    const last = commitAt(repo, refsOf(repo.run).area(area)) ?? base ?? "HEAD";
    const left = tip === null ? `lost its branch ${branch}.` : `is on ${branch}, which does not contain the commit that the build started from.`;
    return say("moved", left, `${at} reset --soft ${last} (keeps the files; earlier commits are in ${at} reflog)`);
  }
  const dirty = presentTree(repo, path, false) !== treeAt2(repo, tip);
  if (locked)
    return say("locked", `is locked${why}: it can be worked in, but is not removed.`, inTop("unlock"), dirty);
  if (dirty)
    return say("dirty", "holds work that is not committed.", `${at} status`, true);
  return say("clean", "holds nothing that is not committed.");
}
function pointsTo(path, admin) {
  const pointer = /^gitdir: (.+?)\r?\n?$/s.exec(fileText(join3(path, ".git")) ?? "")?.[1];
  return pointer !== undefined && resolve2(path, pointer) === admin.folder;
}
var UNDERWAY = [
  ["rebase-merge", "a rebase", "rebase --abort"],
  ["rebase-apply", "a rebase", "rebase --abort"],
  ["MERGE_HEAD", "a merge", "merge --abort"],
  ["CHERRY_PICK_HEAD", "a cherry-pick", "cherry-pick --abort"],
  ["REVERT_HEAD", "a revert", "revert --abort"]
];
function busyWith(folder, at) {
  const lock = join3(folder, "index.lock");
  if (existsSync3(lock))
    return ["is in use: its index is locked.", `wait; if no git is running there: rm ${typed2(lock)}`];
  const found = UNDERWAY.find(([file]) => existsSync3(join3(folder, file)));
  if (found === undefined)
    return null;
  return [`is in the middle of ${found[1]}.`, `finish it, or ${at} ${found[2]}`];
}

// src/project/worktrees/worktrees.ts
var settingOf = ({ prefix_setting: setting = "team.branch_prefix" }) => setting;
var otherPrefix = (stream) => `set ${settingOf(stream)} in .claude/multi-ai.json to another prefix, such as "multi-ai/build-"`;
function openBranch(repo, stream, base) {
  const branch = branchName(stream);
  const ref = `refs/heads/${branch}`;
  if (branch.startsWith("-") || !tryGit(repo, ["check-ref-format", ref]).ok)
    throw new SnapshotFailed(`${settingOf(stream)}: ${JSON.stringify(stream.prefix)} makes ${JSON.stringify(branch)}, which is no name of a branch`, otherPrefix(stream));
  refuseClash(repo, stream, ref, branch);
  const tip = commitAt(repo, ref);
  if (tip === null) {
    const last = commitAt(repo, refsOf(repo.run).area(stream.area));
    setRef(repo, ref, last !== null && isAncestor(repo, base, last) ? last : base, null);
  } else {
    const ours = isAncestor(repo, base, tip);
    const inUse = checkedOutAt(repo, ref);
    if (!ours && (inUse !== null || !isKept(repo, tip)))
      throw persons(stream, branch, `${branch} is there already, and this run did not make it`);
    if (inUse !== null)
      throw new SnapshotFailed(`the branch ${branch} is checked out in ${inUse}, and git has a branch in one place only`, `take another branch there: git -C ${typed2(inUse)} checkout <branch>`);
    if (!ours)
      setRef(repo, ref, base, tip);
  }
  return branch;
}
var persons = (stream, branch, problem) => new SnapshotFailed(`the branch ${problem}`, `${otherPrefix(stream)}, or rename the branch: git branch -m ${typed2(branch)} ${typed2(`${branch}-mine`)}`);
function refuseClash(repo, stream, ref, branch) {
  const own = ref.toLowerCase();
  for (const other of gitLines(repo, ["for-each-ref", "--format=%(refname)", "refs/heads"])) {
    if (other === ref)
      continue;
    const name = other.slice("refs/heads/".length);
    const theirs = other.toLowerCase();
    if (theirs === own)
      throw persons(stream, name, `${name} differs from ${branch} in upper and lower case alone, which is one file on some disks`);
    if (own.startsWith(`${theirs}/`) || theirs.startsWith(`${own}/`))
      throw persons(stream, name, `${name} is in the way of ${branch}: a branch cannot lie below another one`);
  }
}
var isKept = (repo, commit) => git(repo, ["for-each-ref", `--points-at=${commit}`, "refs/multi-ai"]).length > 0;
var openWorkstream = (project, stream) => aloneIn(project, stream, (repo) => open(repo, stream));
function open(repo, stream) {
  const path = worktreePath(repo.project, repo.run, stream.area);
  createFolder(dirname3(path));
  const base = baseOf(repo) ?? takeBase(repo);
  const making = `${path}.making`;
  if (existsSync4(making)) {
    if (!adminOf(repo, path)?.marker)
      removeUnfinished(repo, path);
    rmSync3(making, { force: true });
  }
  const found = stateIn(repo, stream);
  const isFree = found.kind === "foreign" ? isEmptyFolder(path) : found.kind === "missing" && !found.locked;
  if (isFree)
    return make(repo, stream, path, base);
  if (!["clean", "dirty", "locked", "busy"].includes(found.kind))
    throw stateFailure(found);
  return opened(repo, path, found.branch, base);
}
function make(repo, stream, path, base) {
  removeUnfinished(repo, path);
  const branch = openBranch(repo, stream, base);
  writeFileAtomic(`${path}.making`, `${process.pid}
`);
  git(repo, ["worktree", "add", path, branch]);
  const admin = adminOf(repo, path);
  if (admin === null)
    throw new SnapshotFailed(`git made no worktree at ${path}`, "try again");
  keepRef(repo, refsOf(repo.run).area(stream.area), commitAt(repo, `refs/heads/${branch}`));
  const marker = { run: repo.run, area: stream.area, branch, base };
  writeFileAtomic(markerFile(admin.folder), `${JSON.stringify(marker)}
`);
  rmSync3(`${path}.making`, { force: true });
  return opened(repo, path, branch, base);
}
function opened(repo, path, branch, base) {
  const inside = join4(path, repo.prefix);
  mkdirSync3(inside, { recursive: true });
  const modules = entriesOf(repo, base).filter(({ kind }) => kind === "commit");
  const shown = modules.slice(0, 10).map((one) => pathText(one.path));
  const note = `Repositories within the project are empty folders in the worktree: ${shown.join(", ")}.`;
  const notes = [...modules.length === 0 ? [] : [note], ...linkPackages(repo, inside)];
  return { ok: true, path: inside.replace(/\/$/, ""), branch, base, notes };
}
function removeUnfinished(repo, path) {
  rmSync3(path, { recursive: true, force: true });
  const admin = adminOf(repo, path);
  if (admin !== null)
    rmSync3(admin.folder, { recursive: true, force: true });
}
var isEmptyFolder = (path) => lstatSync3(path, { throwIfNoEntry: false })?.isDirectory() === true && readdirSync3(path).length === 0;
function takeBase(repo) {
  const tree = presentTree(repo, repo.place.places.top, true);
  const head = commitAt(repo, "HEAD");
  const message = `multi-ai: the project's files at the start of the build of ${repo.run}`;
  const commit = commitTree(repo, tree, head === null ? [] : [head], message);
  setRef(repo, refsOf(repo.run).base, commit, null);
  return commit;
}
var commitWorkstream = (project, stream) => aloneIn(project, stream, (repo) => commit(repo, stream));
function commit(repo, stream) {
  const state = stateIn(repo, stream);
  const { path, tip } = state;
  if (!["clean", "dirty", "locked"].includes(state.kind) || tip === null)
    throw stateFailure(state);
  const tree = presentTree(repo, path, true);
  const base = baseOf(repo);
  const outside = changesBetween(repo, treeAt2(repo, base), tree).filter((change) => !change.path.startsWith(Buffer.from(repo.prefix).toString("latin1")));
  if (outside.length > 0) {
    const names = outside.map((change) => pathText(change.path));
    throw new SnapshotFailed(`${stream.area} changed files outside of the project's folder ${repo.prefix}: ${firstFive(names)}`, `put them back: git -C ${typed2(path)} checkout ${base} -- ${names.slice(0, 5).map(typed2).join(" ")} (remove those that are new)`);
  }
  const made = tree !== treeAt2(repo, tip);
  let now = tip;
  if (made) {
    now = commitTree(repo, tree, [tip], `multi-ai: the work of ${stream.area} in ${repo.run}`);
    setRef(repo, `refs/heads/${state.branch}`, now, tip);
  }
  git(repo, ["reset", "--quiet"], { cwd: path });
  keepRef(repo, refsOf(repo.run).area(stream.area), now);
  return { ok: true, commit: now, made };
}
function workstreamTree(project, stream) {
  return inRepository(project, stream, (repo) => {
    const state = stateIn(repo, stream);
    if (["missing", "foreign"].includes(state.kind))
      throw stateFailure(state);
    const options = { exclude: excludedOf(stream), scratch: treeStore(project), timeout: repo.place.timeout };
    return treeOf(join4(state.path, repo.prefix), options);
  });
}
var restoreWorkstream = (project, stream, commit) => aloneIn(project, stream, (repo) => {
  const state = stateIn(repo, stream);
  const { path: cwd, tip } = state;
  if (!["clean", "dirty", "locked"].includes(state.kind) || tip === null)
    throw stateFailure(state);
  git(repo, ["reset", "--quiet", "--hard", commit ?? tip], { cwd });
  git(repo, ["clean", "--quiet", "-ffd", ...excludedOf(stream).map((folder) => `--exclude=/${repo.prefix}${folder}`)], {
    cwd
  });
  return { ok: true };
});

export { tryGit, git, gitLines, aloneIn, scratchName, commitAt, treeAt2, isAncestor, setRef, keepRef, dropRef, commitTree, checkedOutAt, adminOf, allAdmins, baseOf, presentTree, entriesOf, changesBetween, treeWith, putEntries, unlinkPackages, stateFailure, stateIn, openWorkstream, takeBase, commitWorkstream, workstreamTree, restoreWorkstream };
