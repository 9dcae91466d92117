// @bun
import {
  writeFileAtomic
} from "./s25.js";
import {
  gitErrors,
  fileText
} from "./s191.js";
import {
  SnapshotFailed,
  bytesOf,
  pathText,
  fullPath,
  lookAt2,
  withScratch
} from "./s55.js";
import {
  tryGit,
  git,
  gitLines,
  aloneIn,
  scratchName,
  commitAt,
  treeAt2,
  isAncestor,
  keepRef,
  dropRef,
  commitTree,
  checkedOutAt,
  adminOf,
  allAdmins,
  baseOf,
  presentTree,
  entriesOf,
  changesBetween,
  putEntries,
  unlinkPackages,
  stateFailure,
  stateIn
} from "./s82.js";
import {
  sameEntry,
  combine,
  shownConflicts,
  settledBy,
  settledText,
  readSettled
} from "./s152.js";
import {
  inTheWay,
  modeOf,
  applyChanges2
} from "./s78.js";
import {
  DEFAULT_PREFIX,
  worktreesFolder,
  worktreePath,
  refsOf,
  firstFive,
  typed2
} from "./s240.js";

// src/project/worktrees/close.ts
import { existsSync, readdirSync, rmdirSync, rmSync } from "fs";
import { basename, join } from "path";
var closeWorkstreams = (project, build) => aloneIn(project, build, (repo) => close(repo, build));
function close(repo, build) {
  if (commitAt(repo, refsOf(repo.run).merging) !== null)
    throw new SnapshotFailed(`a merge of ${repo.run} ended halfway`, "merge again, then close");
  const ours = allAdmins(repo).flatMap(({ marker, path }) => marker?.run === repo.run ? [{ ...marker, path }] : []);
  const closed = { ok: true, removed: [], kept: [], deleted: [] };
  const closeBranch = (area, branch) => {
    const unmerged = deleteBranch(repo, branch);
    if (unmerged === null)
      closed.deleted.push(branch);
    else
      closed.kept.push({ area, ...unmerged });
  };
  for (const { area, branch, path } of ours.sort((a, b) => a.area < b.area ? -1 : 1)) {
    const why = removeWorktree(repo, build, area, path);
    if (why !== null)
      closed.kept.push({ area, ...why });
    else {
      closed.removed.push(area);
      closeBranch(area, branch);
    }
  }
  sweepUnfinished(repo);
  for (const name of areaRefs(repo)) {
    const branch = `${build.prefix ?? DEFAULT_PREFIX}${name}`;
    if (!ours.some((one) => one.branch === branch) && commitAt(repo, `refs/heads/${branch}`) !== null)
      closeBranch(name, branch);
  }
  if (closed.kept.length === 0)
    retire(repo);
  return closed;
}
function removeWorktree(repo, build, area, path) {
  const remove = `git -C ${typed2(repo.place.places.top)} worktree remove`;
  if (path !== worktreePath(repo.project, repo.run, area))
    return { why: `The worktree of ${area} was moved to ${path}.`, remedy: `${remove} ${typed2(path)}` };
  const state = stateIn(repo, { ...build, area });
  if (state.kind === "missing" && !state.locked) {
    const admin = adminOf(repo, path);
    if (admin !== null)
      rmSync(admin.folder, { recursive: true, force: true });
    return null;
  }
  if (state.dirty)
    return {
      why: `${state.message} It is kept: ${path}.`,
      remedy: `commit it and merge again, or ${remove} --force ${typed2(path)}`
    };
  if (state.kind !== "clean")
    return { why: `${state.message} It is kept.`, remedy: state.remedy };
  const left = notInGit(repo, path);
  if (left !== null)
    return {
      why: `The worktree of ${area} holds ${left}, which is in no commit. It is kept.`,
      remedy: `move it to where it belongs, or ${remove} --force ${typed2(path)}`
    };
  unlinkPackages(repo, path);
  const run = tryGit(repo, ["worktree", "remove", path]);
  const forced = !run.ok && /submodules/.test(run.err) ? tryGit(repo, ["worktree", "remove", "--force", path]) : run;
  if (forced.ok)
    return null;
  return {
    why: `git did not remove the worktree of ${area}: ${gitErrors(forced)}`,
    remedy: `${remove} ${typed2(path)}`
  };
}
function notInGit(repo, path) {
  for (const folder of repo.place.exclude) {
    const file = firstFile(join(path, folder));
    if (file !== null)
      return file.slice(path.length + 1);
  }
  return null;
}
function firstFile(folder) {
  if (!existsSync(folder))
    return null;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const file = entry.isDirectory() ? firstFile(path) : path;
    if (file !== null)
      return file;
  }
  return null;
}
function deleteBranch(repo, branch) {
  const ref = `refs/heads/${branch}`;
  const tip = commitAt(repo, ref);
  if (tip === null)
    return null;
  const merged = [baseOf(repo), commitAt(repo, refsOf(repo.run).merged)];
  if (!merged.some((one) => one !== null && isAncestor(repo, tip, one)))
    return {
      why: `The branch ${branch} has commits that are not merged. It is kept.`,
      remedy: `look at them: git log ${typed2(branch)}`
    };
  if (checkedOutAt(repo, ref) !== null)
    return {
      why: `The branch ${branch} is checked out. It is kept.`,
      remedy: `git branch -d ${typed2(branch)} when it is not needed any more`
    };
  dropRef(repo, ref, tip);
  return null;
}
function sweepUnfinished(repo) {
  const folder = join(worktreesFolder(repo.project), repo.run);
  if (!existsSync(folder))
    return;
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".making"))) {
    const path = join(folder, basename(name, ".making"));
    const admin = adminOf(repo, path);
    if (!admin?.marker) {
      rmSync(path, { recursive: true, force: true });
      if (admin)
        rmSync(admin.folder, { recursive: true, force: true });
    }
    rmSync(join(folder, name), { force: true });
  }
  if (readdirSync(folder).length === 0)
    rmdirSync(folder);
}
function areaRefs(repo) {
  const start = `${refsOf(repo.run).base}-`;
  const refs = gitLines(repo, ["for-each-ref", "--format=%(refname)", `${start}*`]);
  return refs.filter((ref) => ref.startsWith(start)).map((ref) => ref.slice(start.length));
}
function retire(repo) {
  const refs = refsOf(repo.run);
  const base = baseOf(repo);
  if (base === null)
    return;
  const last = commitAt(repo, refs.merged) ?? base;
  const before = commitAt(repo, refs.built);
  if (before === null)
    keepRef(repo, refs.built, last);
  else if (!isAncestor(repo, last, before)) {
    const message = `multi-ai: the builds of ${repo.run}`;
    keepRef(repo, refs.built, commitTree(repo, treeAt2(repo, last), [last, before], message));
  }
  rmSync(join(worktreesFolder(repo.project), `${repo.run}.conflicts.json`), { force: true });
  for (const ref of [...areaRefs(repo).map(refs.area), refs.merged, refs.base]) {
    const commit = commitAt(repo, ref);
    if (commit !== null)
      dropRef(repo, ref, commit);
  }
}

// src/project/worktrees/merge.ts
import { join as join2 } from "path";

// src/project/worktrees/land.ts
import { chmodSync, lstatSync, mkdirSync, readFileSync, readlinkSync } from "fs";
function land(repo, base, merged) {
  const refs = refsOf(repo.run);
  const before = commitAt(repo, refs.merged) ?? base;
  const attempts = attemptsOf(repo);
  const steps = stepsOf(repo, before, attempts, merged);
  const present = presentTree(repo, repo.place.places.top, true);
  const entries = new Map(changesBetween(repo, before, present).map(({ path, to }) => [path, to]));
  const folder = scratchName(repo, "land");
  return withScratch(folder, () => {
    makeReady(repo, folder, treeAt2(repo, merged), steps);
    const { going, changed } = sorted(repo, steps, entries, folder);
    if (changed.length > 0)
      return { ok: false, changed: changed.map(pathText) };
    const carried = going.map(({ path, to, now }) => {
      if (to === null)
        return { path, kind: "deleted", ready: null };
      const isNew = now === undefined || now.isDirectory();
      return { path, kind: isNew ? "added" : "modified", ready: readyAt(folder, path) };
    });
    const note = `multi-ai: a merge of ${repo.run} that is on its way into the checkout`;
    const parents = attempts.slice(0, 1);
    if (carried.length > 0)
      keepRef(repo, refs.merging, commitTree(repo, treeAt2(repo, merged), parents, note));
    const seen = new Map(going.map(({ path, now }) => [path, now]));
    applyChanges2(repo.place, carried, (path) => seen.get(path));
    keepRef(repo, refs.merged, merged);
    const last = commitAt(repo, refs.merging);
    if (last !== null)
      dropRef(repo, refs.merging, last);
    return { ok: true, files: carried.map(({ path, kind }) => ({ path: pathText(path), status: kind })) };
  });
}
var attemptsOf = (repo) => commitAt(repo, refsOf(repo.run).merging) === null ? [] : gitLines(repo, ["rev-list", refsOf(repo.run).merging]);
function stepsOf(repo, before, attempts, merged) {
  const changesTo = (commit) => new Map(changesBetween(repo, before, commit).map((change) => [change.path, change]));
  const target = changesTo(merged);
  const begun = attempts.map(changesTo);
  const all = new Map([...begun, target].flatMap((changes) => [...changes]));
  return [...all].map(([path, { from }]) => {
    const after = (changes) => {
      const change = changes.get(path);
      return change === undefined ? from : change.to;
    };
    return { path, from, may: [from, ...begun.map(after)], to: after(target), now: lookAt2(repo.place, path) };
  });
}
var readyAt = (folder, path) => Buffer.concat([Buffer.from(`${folder}/`), bytesOf(path)]);
function makeReady(repo, folder, tree, steps) {
  mkdirSync(folder, { recursive: true });
  const written = new Map(steps.flatMap(({ path, to }) => to === null ? [] : [[path, to]]));
  if (written.size === 0)
    return;
  const attributes = new Map(entriesOf(repo, tree).filter(({ kind, path }) => kind === "blob" && /(^|\/)\.gitattributes$/.test(path)).map(({ mode, hash, path }) => [path, { mode, hash }]));
  const index = `${folder}-index`;
  const env = { GIT_DIR: repo.place.places.gitDir, GIT_WORK_TREE: folder, GIT_INDEX_FILE: index };
  withScratch(index, () => {
    putEntries(repo, new Map([...attributes, ...written]), env);
    for (const paths of [[...attributes.keys()], [...written.keys()]]) {
      const stdin = Buffer.from(paths.map((path) => `${path}\x00`).join(""), "latin1");
      if (paths.length > 0)
        git(repo, ["checkout-index", "-q", "-f", "-z", "--stdin"], { cwd: folder, env, stdin });
    }
  });
  for (const { path, to, now } of steps)
    if (to !== null && to.mode !== "120000")
      chmodSync(readyAt(folder, path), modeOf(to.mode, now));
}
function sorted(repo, steps, present, folder) {
  const going = [];
  const changed = [];
  for (const step of steps) {
    const { path, from, may, to, now } = step;
    const entry = present.has(path) ? present.get(path) ?? null : from;
    const there = now?.isFile() || now?.isSymbolicLink();
    if (entry === null && there) {
      if (to === null || !sameFile(fullPath(repo.place, path), readyAt(folder, path)))
        changed.push(path);
    } else if (sameEntry(entry, to) || to === null && !there && entry !== null && sameEntry(entry, from))
      continue;
    else if (may.some((one) => sameEntry(one, entry)))
      going.push(step);
    else
      changed.push(path);
  }
  const goes = new Set(going.filter(({ to }) => to === null).map(({ path }) => path));
  for (const { path, to } of going) {
    const blocked = to === null ? null : inTheWay(repo.place, path, (one) => goes.has(one));
    if (blocked !== null)
      changed.push(blocked);
  }
  return { going, changed: [...new Set(changed)] };
}
function sameFile(one, other) {
  const [a, b] = [lstatSync(one), lstatSync(other)];
  if (a.isSymbolicLink() && b.isSymbolicLink())
    return readlinkSync(one, { encoding: "buffer" }).equals(readlinkSync(other, { encoding: "buffer" }));
  return a.isFile() && b.isFile() && readFileSync(one).equals(readFileSync(other));
}

// src/project/worktrees/merge.ts
var MAX_CONFLICTS = 50;
function mergeWorkstreams(project, options) {
  const done = aloneIn(project, options, (repo) => merge(repo, options));
  return done.ok ? done : { conflicts: [], changed: [], ...done };
}
function merge(repo, options) {
  const base = baseOf(repo);
  if (base === null)
    throw new SnapshotFailed(`no workstream of ${repo.run} was opened yet`, "open one first");
  const tips = options.areas.map((area) => ({ area, tip: tipOf(repo, { ...options, area }, base) }));
  const notes = join2(worktreesFolder(repo.project), `${repo.run}.conflicts.json`);
  const settled = readSettled(fileText(notes));
  const combined = combine(repo, base, tips, settled);
  if (!combined.ok) {
    const told = combined.clashes.slice(0, MAX_CONFLICTS);
    writeFileAtomic(notes, settledText(settledBy(settled, told)));
    const areas = [...new Set(told.map((one) => one.area))].join(", ");
    const more = combined.clashes.length > told.length ? ` (the first ${told.length} are named)` : "";
    return {
      ok: false,
      problem: `the workstreams do not fit together in ${files(combined.clashes.length)}${more}; nothing was merged`,
      remedy: `${areas}: change the file in your own worktree to what both sides need, then merge again`,
      conflicts: shownConflicts(repo, told, options.isSecret),
      changed: []
    };
  }
  for (const { area, tip } of tips)
    keepRef(repo, refsOf(repo.run).area(area), tip);
  const merged = mergeCommit(repo, base, combined.tree, tips);
  const landed = land(repo, base, merged);
  if (landed.ok) {
    const areas = tips.map(({ area, tip }) => ({ area, commit: tip }));
    return { ok: true, commit: merged, areas, files: landed.files };
  }
  const names = firstFive(landed.changed.map((path) => JSON.stringify(path)));
  return {
    ok: false,
    problem: `the build changes ${names}, and so did somebody in the checkout meanwhile (or it is in the way there); nothing was merged`,
    remedy: `move your version away or put back what the build started from (git show ${base.slice(0, 12)}:<path>), then merge again`,
    conflicts: [],
    changed: landed.changed
  };
}
var files = (count) => count === 1 ? "one file" : `${count} files`;
function tipOf(repo, stream, base) {
  const state = stateIn(repo, stream);
  const { tip, kind } = state;
  if (tip === null || !isAncestor(repo, base, tip) || !["clean", "locked", "missing", "dirty"].includes(kind))
    throw stateFailure(state);
  if (state.dirty)
    throw new SnapshotFailed(state.message, `commit it first (${typed2(state.branch)}), then merge again`);
  return tip;
}
function mergeCommit(repo, base, tree, tips) {
  const parents = [...new Set([base, ...tips.map(({ tip }) => tip)])];
  const there = commitAt(repo, refsOf(repo.run).merged);
  if (there !== null && treeAt2(repo, there) === tree && parents.every((one) => isAncestor(repo, one, there)))
    return there;
  const names = tips.map(({ area }) => area).join(", ");
  return commitTree(repo, tree, parents, `multi-ai: the build of ${repo.run}, merged: ${names}`);
}

export { closeWorkstreams, mergeWorkstreams };
