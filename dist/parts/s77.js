// @bun
import {
  SnapshotFailed
} from "./s55.js";
import {
  tryGit,
  git,
  aloneIn,
  commitAt,
  treeAt2,
  isAncestor,
  setRef,
  dropRef,
  commitTree,
  checkedOutAt,
  baseOf,
  presentTree,
  entriesOf,
  changesBetween,
  treeWith,
  putEntries,
  takeBase
} from "./s82.js";
import {
  sameEntry,
  mergeEntries
} from "./s152.js";
import {
  emptyTree
} from "./s230.js";
import {
  worktreePath,
  refsOf,
  typed2
} from "./s240.js";

// src/project/worktrees/branch.ts
import { existsSync } from "fs";
var startBranch = (project, build) => aloneIn(project, build, (repo) => {
  if (baseOf(repo) === null)
    takeBase(repo);
  return { ok: true };
});
var MOST_COMMITS = 1000;
var commitOnBranch = (project, options) => aloneIn(project, options, (repo) => put(repo, options));
function put(repo, { branch, title, trailers, of, contains = [] }) {
  const start = startOf(repo);
  const ref = `refs/heads/${branch}`;
  const before = commitAt(repo, ref);
  const tip = before ?? start;
  if (!isAncestor(repo, start, tip))
    throw new SnapshotFailed(`the branch ${branch} is there already, and this run did not make it`, `rename it: git branch -m ${typed2(branch)} ${typed2(`${branch}-mine`)}`);
  hasAll(repo, branch, before, contains);
  const entries = "landed" in of ? landedEntries(repo, of.landed) : entriesNow(repo, tip, (path) => of.files(nameOf(repo, path)));
  const tree = treeWith(repo, treeAt2(repo, tip), entries);
  if (tree === treeAt2(repo, tip))
    return { ok: true, commit: foundBy(repo, trailers, start, tip), made: false };
  const inUse = checkedOutAt(repo, ref);
  if (inUse !== null)
    throw new SnapshotFailed(`the branch ${branch} is checked out in ${inUse}`, `take another branch there until the run has ended: git -C ${typed2(inUse)} checkout <branch>`);
  const commit = commitTree(repo, tree, [tip], messageOf(title, trailers));
  setRef(repo, ref, commit, before);
  return { ok: true, commit, made: true };
}
function messageOf(title, trailers) {
  const lines = Object.entries(trailers).map(([name, value]) => `${name}: ${value}`);
  return [title, ...lines.length === 0 ? [] : ["", ...lines]].join(`
`);
}
function hasAll(repo, branch, tip, contains, isCheckedOut = false) {
  const lost = contains.findLast((one) => tip === null || !isAncestor(repo, one, tip));
  if (lost !== undefined)
    throw new SnapshotFailed(`the branch ${branch} ${tip === null ? "is gone" : "was moved"}: it lacks ${lost.slice(0, 12)}, which this run has made`, `bring it back: ${isCheckedOut ? "git reset --soft" : `git branch -f ${typed2(branch)}`} ${lost.slice(0, 12)}`);
}
function startOf(repo) {
  const base = baseOf(repo);
  if (base === null)
    throw new SnapshotFailed(`the branch of ${repo.run} was not begun`, "begin it first");
  const parent = commitAt(repo, `${base}^`);
  return parent !== null && treeAt2(repo, parent) === treeAt2(repo, base) ? parent : base;
}
var landedEntries = (repo, stream) => new Map(landedChanges(repo, stream).map(({ path, to }) => [path, to]));
function landedChanges(repo, stream) {
  const refs = refsOf(stream.run);
  const [from, to] = [commitAt(repo, refs.base), commitAt(repo, refs.merged)];
  if (from === null || to === null)
    throw new SnapshotFailed(`the work of ${stream.area} was not brought into the checkout`, "merge it first");
  return changesBetween(repo, from, to);
}
function entriesNow(repo, tip, isIn) {
  const changes = changesBetween(repo, tip, presentTree(repo, repo.place.places.top, true));
  return new Map(changes.filter(({ path }) => isIn(path)).map((change) => [change.path, change.to]));
}
var nameOf = ({ prefix }, path) => {
  const text = Buffer.from(path, "latin1").toString("utf8");
  return text.startsWith(prefix) ? text.slice(prefix.length) : "";
};
function foundBy(repo, trailers, from, to) {
  const wanted = Object.entries(trailers).map(([name, value]) => `${name}: ${value}`);
  const range = from === null ? [`--max-count=${MOST_COMMITS}`, to] : [to, `^${from}`];
  const log = git(repo, ["log", "-z", "--format=%H%n%B", ...range]).toString();
  for (const one of log.split("\x00").filter((text) => text !== "")) {
    const [commit = "", ...lines] = one.trimEnd().split(`
`);
    const last = lines.slice(lines.lastIndexOf("") + 1);
    if (wanted.every((line) => last.includes(line)))
      return commit.trim();
  }
  return null;
}
var closingOf = (project, stream) => aloneIn(project, stream, (repo) => {
  if (commitAt(repo, refsOf(repo.run).built) === null)
    return { ok: true, state: "open" };
  if (baseOf(repo) === null)
    return { ok: true, state: "closed" };
  const isThere = existsSync(worktreePath(project, stream.run, stream.area));
  return { ok: true, state: isThere ? "open" : "closing" };
});
var forgetClosed = (project, stream) => aloneIn(project, stream, (repo) => {
  const { built } = refsOf(repo.run);
  const commit = commitAt(repo, built);
  if (commit !== null && baseOf(repo) === null)
    dropRef(repo, built, commit);
  return { ok: true };
});

// src/project/worktrees/checked-out.ts
var branchNow = (repo) => {
  const said = tryGit(repo, ["symbolic-ref", "--quiet", "HEAD"]);
  const ref = said.ok ? said.out.toString().trim() : "";
  return ref.startsWith(HEADS) ? ref.slice(HEADS.length) : null;
};
var HEADS = "refs/heads/";
var commitCheckedOut = (project, options) => aloneIn(project, options, (repo) => put2(repo, options));
function put2(repo, { branch, title, trailers, of, contains = [] }) {
  const now = branchNow(repo);
  if (now !== branch)
    throw new SnapshotFailed(`${now === null ? "HEAD is detached" : `the branch ${now} is checked out`}, and this run commits on ${branch}`, `take it again: git switch ${typed2(branch)}`);
  const ref = `${HEADS}${branch}`;
  const nothing = emptyTree(repo.place.places.sha256);
  const tip = commitAt(repo, ref);
  hasAll(repo, branch, tip, contains, true);
  const made = tip === null || Object.keys(trailers).length === 0 ? null : foundBy(repo, trailers, null, tip);
  if (made !== null) {
    followIndex(repo, changesBetween(repo, commitAt(repo, `${made}^`) ?? nothing, made));
    return { ok: true, commit: made, made: false };
  }
  const before = tip ?? nothing;
  const entries = "landed" in of ? entriesOnto(repo, before, of.landed) : entriesNow(repo, before, (path) => of.files(nameOf(repo, path)));
  const tree = treeWith(repo, before, entries);
  if (tip !== null && tree === treeAt2(repo, tip))
    return { ok: true, commit: null, made: false };
  if (tip === null && entries.size === 0)
    return { ok: true, commit: null, made: false };
  const commit = commitTree(repo, tree, tip === null ? [] : [tip], messageOf(title, trailers), authorOf(repo));
  setRef(repo, ref, commit, tip);
  followIndex(repo, changesBetween(repo, before, commit));
  return { ok: true, commit, made: true };
}
function authorOf(repo) {
  const [name, email] = ["user.name", "user.email"].map((key) => {
    const said = tryGit(repo, ["config", "--get", key]);
    return said.ok ? said.out.toString().trim() : "";
  });
  if (!name || !email)
    return {};
  return {
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email }
  };
}
function followIndex(repo, changes) {
  const staged = indexEntries(repo, changes.map(({ path }) => path));
  const following = changes.filter(({ path, from }) => sameEntry(staged.get(path) ?? null, from));
  putEntries(repo, new Map(following.map(({ path, to }) => [path, to])), {});
}
function indexEntries(repo, paths) {
  if (paths.length === 0)
    return new Map;
  const wanted = new Set(paths);
  const lines = git(repo, ["ls-files", "--stage", "-z", "--full-name"]).toString("latin1").split("\x00");
  return new Map(lines.flatMap((one) => {
    const [, mode, hash, path] = /^(\d+) ([0-9a-f]+) \d\t([\s\S]+)$/.exec(one) ?? [];
    return path !== undefined && wanted.has(path) ? [[path, { mode, hash }]] : [];
  }));
}
function entriesOnto(repo, tree, stream) {
  const there = new Map(entriesOf(repo, tree).map(({ path, mode, hash }) => [path, { mode, hash }]));
  return new Map(landedChanges(repo, stream).map(({ path, from, to }) => {
    const merged = mergeEntries(repo, from, there.get(path) ?? null, to);
    return [path, typeof merged === "string" ? to : merged.entry];
  }));
}
var takeBranch = (project, build, branch) => aloneIn(project, build, (repo) => {
  if (branchNow(repo) === branch)
    return { ok: true, taken: false };
  const ref = `${HEADS}${branch}`;
  const named = tryGit(repo, ["check-ref-format", "--branch", branch]);
  if (!tryGit(repo, ["check-ref-format", ref]).ok || !named.ok || named.out.toString().trim() !== branch)
    throw new SnapshotFailed(`"${branch}" is no name for a branch`, "choose another one");
  const there = commitAt(repo, ref);
  const inUse = there === null ? null : checkedOutAt(repo, ref);
  if (there !== null)
    throw new SnapshotFailed(`the branch ${branch} is there, and is not the one that is checked out`, inUse === null ? `go on with it: git switch ${typed2(branch)}` : `it is checked out in ${inUse}: take another one there`);
  const head = commitAt(repo, "HEAD");
  if (head !== null)
    setRef(repo, ref, head, null);
  git(repo, ["symbolic-ref", "-m", `multi-ai: ${branch}`, "HEAD", ref]);
  return { ok: true, taken: true };
});
var commitFiles = (project, build, { title, files }) => aloneIn(project, build, (repo) => {
  const branch = branchNow(repo);
  if (branch === null)
    return { ok: true, commit: null, made: false };
  return put2(repo, { ...build, branch, title, trailers: {}, of: { files } });
});

export { startBranch, commitOnBranch, closingOf, forgetClosed, commitCheckedOut, takeBranch, commitFiles };
