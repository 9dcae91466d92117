import { existsSync } from "node:fs";
import { join } from "node:path";
import { someOf, typed } from "../../../text.ts";
import type { Failure } from "../../git/git.ts";
import { isUnderway } from "../../git/head.ts";
import type { Project } from "../../project.ts";
import { pathText, SnapshotError } from "../../repo.ts";
import { isSameFile } from "../../snapshots/states.ts";
import { authorOf, branchNow, changesOnto, followIndex, SWITCHED } from "../branch.ts";
import { afterwards, aloneIn, type Repository } from "../git.ts";
import type { Worktree } from "../linked-worktrees.ts";
import { plainName } from "../names.ts";
import { land } from "./land.ts";
import { SUBMODULE } from "./three-way.ts";

/** Brings the work of a worktree's branch into the checkout of its project. */

/** Its commits as they are, all of it as one commit with this message, or its files alone. */
export type Form = "commits" | "files" | { squash: string };

/** `on`: the branch that is checked out; null: nothing is committed. */
interface Brought {
  ok: true;
  on: string | null;
  commits: number;
  files: string[];
  /** The commit that is checked out. */
  head: string;
  /** The commit of the worktree's branch up to which it is. */
  tip: string;
}

/**
 * `conflicts`: files for which both sides do not fit together. `written`: the files are in the
 * checkout all the same.
 */
type NotBrought = Failure & { conflicts?: string[]; written?: true };

interface Bringing {
  form: Form;
  /** These files alone, as they are in a worktree without a branch. */
  fixes?: readonly string[];
  /** It is not done, only looked at. */
  dry?: boolean;
  /** What was checked out when the person said yes to it. */
  seen?: Pick<Brought, "on" | "head">;
}

const buildOf = ({ name }: Worktree) => ({
  run: plainName(`take-${name}`),
  exclude: [".task"],
  lock: "take",
});

/**
 * Does so, all or nothing: where a file does not fit, or the person has changed it meanwhile,
 * nothing is touched. Again after a kill it ends in the same state.
 */
export const mergeWorktree = (
  project: Project,
  worktree: Worktree,
  { form, fixes = [], dry = false, seen }: Bringing,
): Brought | NotBrought =>
  aloneIn(project, buildOf(worktree), (repo): Brought | NotBrought => {
    const head = repo.commitAt("HEAD");
    const on = form === "files" ? null : branchNow(repo);
    if (head === null) throw new SnapshotError("your checkout has no commit", "git commit");
    if (seen !== undefined && (seen.on !== on || seen.head !== head))
      throw new SnapshotError(...SWITCHED);
    if (form !== "files") refuse(repo, on);
    const isFix = fixes.length > 0;
    if (isFix) refuseElsewhere(repo, worktree, head);
    const work = isFix
      ? { base: worktree.base, tip: fixedCommit(repo, worktree, fixes) }
      : workOf(repo, worktree, head, branchTip(repo, worktree));
    if (work === null)
      throw new SnapshotError(
        `${worktree.name} has no commit in common with your branch`,
        "git log",
      );
    const { base, tip } = work;
    const from = form === "files" ? presentCommit(repo, head) : head;
    const { to, commits, conflicts } = onto(repo, { head, base, tip, from }, form);
    const changes = repo.changesBetween(from, to);
    const files = changes.map(({ path }) => pathText(path));
    const linked = changes.filter((one) => [one.from, one.to].some((at) => at?.mode === SUBMODULE));
    if (linked.length > 0)
      throw new SnapshotError(
        `it changes the submodule ${pathText(linked[0]!.path)}`,
        `merge it yourself: git merge ${typed(worktree.branch ?? tip)}`,
      );
    // Where one has a folder and the other a file of its name, files of nobody's change would go.
    const made = repo.changesBetween(base, tip);
    const own = new Set(made.map(({ path }) => path));
    const swept = changes.filter(({ path }) => !own.has(path)).map(({ path }) => pathText(path));
    const unfit = [...conflicts, ...swept];
    // Of what is not committed the worktree can know nothing.
    const open = form === "files" && !isFix ? inDrafts(repo, head, made) : [];
    if (unfit.some((path) => open.includes(path))) throw inTheWay(open, "commits");
    if (unfit.length > 0) return clash(worktree, unfit, isFix ? null : (on ?? head));
    const drafts = form === "files" ? [] : inDrafts(repo, head, changes);
    if (drafts.length > 0) throw inTheWay(drafts, form);
    const brought: Brought = { ok: true, on, commits, files, head, tip };
    const isAll = files.length + commits === 0;
    if (dry && !isAll) return brought;
    // Nothing of an earlier one counts: it ended, or its files are looked at anew.
    repo.dropRef(repo.refs.merged);
    if (isAll) repo.dropRef(repo.refs.merging);
    if (isAll) return brought;
    const changed = land(repo, from, to);
    if (changed.length > 0) throw inTheWay(changed, form);
    repo.dropRef(repo.refs.merged);
    if (on === null) return brought;
    try {
      followIndex(repo, head, to);
      repo.setRef(`refs/heads/${on}`, to, head);
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error;
      return { ...error.failure, written: true };
    }
    return brought;
  });

/** The commit that a worktree has checked out. @throws SnapshotError */
export const tipOf = (repo: Repository, { top }: Worktree): string =>
  repo.text(["rev-parse", "--verify", "HEAD^{commit}"], { cwd: top });

/** The same, which goes on from the branch that was made for it. @throws SnapshotError */
function branchTip(repo: Repository, worktree: Worktree): string {
  const { made, name, top } = worktree;
  const tip = tipOf(repo, worktree);
  const own = made === undefined ? null : repo.commitAt(`refs/heads/${made}`);
  if (own !== null && !repo.isAncestor(own, tip))
    throw new SnapshotError(
      `${name} has something else checked out than its branch ${made}`,
      `finish what is under way there, or switch back: git -C ${typed(top)} switch ${typed(made!)}`,
    );
  return tip;
}

/**
 * Where the work up to a commit of a worktree begins: what the person has made of the commit at
 * which it began is none of it, and neither is what was merged into it since. Null: it has no commit
 * in common with what is checked out.
 */
function workOf(
  repo: Repository,
  worktree: Worktree,
  head: string,
  tip: string,
): Record<"base" | "tip", string> | null {
  const common = repo.tryText(["merge-base", head, tip]);
  const isBefore = common === null || repo.isAncestor(common, worktree.base);
  const base = isBefore && repo.isAncestor(worktree.base, tip) ? worktree.base : common;
  return base === null ? null : { base, tip };
}

/** Most branches and commits in which work is looked for. */
const MOST = 50;
const NEWEST = `--count=${MOST}`;

/**
 * Whether all that the work up to a commit of a worktree comes to is in the checkout's files, or on
 * another branch, whatever else is there.
 */
export function isBrought(repo: Repository, worktree: Worktree, tip: string): boolean {
  const { base, made } = worktree;
  if (repo.isAncestor(tip, base)) return true;
  const listed = ["for-each-ref", "--format=%(refname)", `--no-merged=${base}`, NEWEST];
  const others = repo
    .lines([...listed, "--sort=-committerdate", "refs/heads/", "refs/remotes/"])
    .filter((ref) => ref !== `refs/heads/${made}`);
  const head = repo.commitAt("HEAD");
  const present = head === null ? [] : [{ head, from: presentCommit(repo, head) }];
  // Where the person went on from it, the commit by which it came has all of it.
  const came = ["rev-list", `-${MOST}`, "--extended-regexp", "--grep=^(Run|Worktree): ", "HEAD"];
  const brought = head === null ? [] : repo.lines([...came, `^${base}`]);
  const all = [...present, ...[...others, ...brought].map((from) => ({ head: from, from }))];
  return all.some(({ head, from }) => {
    const work = workOf(repo, worktree, head, tip);
    if (work === null || repo.treeAt(work.base) === repo.treeAt(work.tip)) return false;
    const { to, conflicts } = onto(repo, { ...work, head, from }, "files");
    return to === from && conflicts.length === 0;
  });
}

function refuse(repo: Repository, on: string | null): void {
  if (on === null)
    throw new SnapshotError("HEAD is detached", "switch to a branch: git switch <branch>");
  if (isUnderway(repo.place.places.gitDir))
    throw new SnapshotError(
      "a merge, a rebase or the like is not finished here",
      "finish or abort it: git status",
    );
  const lock = join(repo.place.places.gitDir, "index.lock");
  if (existsSync(lock))
    throw new SnapshotError(
      "another git is running in your checkout",
      `wait for it; if none is running: rm ${typed(lock)}`,
    );
}

/** @throws SnapshotError where what was looked at is on a branch that is not checked out */
function refuseElsewhere(repo: Repository, { base }: Worktree, head: string): void {
  if (repo.isAncestor(base, head)) return;
  // The nearest to it is the oldest of them.
  const form = ["--sort=committerdate", "--format=%(refname:lstrip=2)"];
  const [branch] = repo.lines(["for-each-ref", ...form, `--contains=${base}`, "refs/heads/"]);
  if (branch !== undefined)
    throw new SnapshotError(
      `these are fixes of ${branch}`,
      `check it out first: git switch ${typed(branch)}`,
    );
}

/** What was looked at with its fixes, as a commit that no ref names. */
function fixedCommit(repo: Repository, { top, base }: Worktree, fixes: readonly string[]): string {
  const changes = repo
    .changesBetween(base, repo.presentTree(top, { keep: true }))
    .filter(({ path }) => fixes.includes(pathText(path)));
  const tree = repo.treeWith(repo.treeAt(base), afterwards(changes));
  return repo.commitTree(tree, [base], "multi-ai: fixes of a review");
}

/** The checkout's present files as a commit that no ref names. */
const presentCommit = (repo: Repository, head: string): string =>
  repo.commitTree(repo.checkoutTree(), [head], "multi-ai: the checkout's files");

/** The commit that the checkout is to have, and what does not fit into it. */
function onto(
  repo: Repository,
  { head, base, tip, from }: Record<"head" | "base" | "tip" | "from", string>,
  form: Form,
): { to: string; commits: number; conflicts: string[] } {
  const conflicts = new Set<string>();
  const put = (tree: string, before: string, after: string): string =>
    repo.treeWith(
      tree,
      changesOnto(repo, tree, repo.changesBetween(before, after), ({ path, to }) => {
        conflicts.add(pathText(path));
        return to;
      }),
    );
  if (form !== "commits") {
    const tree = put(repo.treeAt(from), base, tip);
    if (tree === repo.treeAt(from)) return { to: from, commits: 0, conflicts: [...conflicts] };
    const message = form === "files" ? "multi-ai: the files of a worktree" : form.squash;
    const to = repo.commitTree(tree, [from], message, authorOf(repo));
    return { to, commits: form === "files" ? 0 : 1, conflicts: [...conflicts] };
  }
  const range = ["rev-list", "--reverse", "--first-parent", tip, `^${head}`, `^${base}`];
  const due = repo.lines(range);
  if (base === head)
    return { to: tip, commits: repo.lines(["rev-list", tip, `^${head}`]).length, conflicts: [] };
  let [to, commits] = [head, 0];
  for (const commit of due) {
    const tree = put(repo.treeAt(to), repo.commitAt(`${commit}^`)!, commit);
    if (tree === repo.treeAt(to)) continue;
    const message = repo.text(["log", "-1", "--format=%B", commit]);
    const by = repo.git(["log", "-1", "--format=%an%n%ae%n%aI", commit]).toString();
    const [name = "", email = "", date = ""] = by.split("\n");
    const author = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date };
    to = repo.commitTree(tree, [to], message, { ...authorOf(repo), ...author });
    commits++;
  }
  return { to, commits, conflicts: [...conflicts] };
}

/** Those of the files that the checkout has neither as they were nor as they are to be. */
function inDrafts(
  repo: Repository,
  head: string,
  changes: ReturnType<Repository["changesBetween"]>,
): string[] {
  const present = new Map(
    repo.changesBetween(head, repo.checkoutTree()).map(({ path, to }) => [path, to]),
  );
  return changes.flatMap(({ path, to }) =>
    present.has(path) && !isSameFile(present.get(path), to) ? [pathText(path)] : [],
  );
}

const inTheWay = (paths: readonly string[], form: Form): SnapshotError =>
  new SnapshotError(
    `your checkout has changes of its own in ${someOf(paths, 8)}`,
    form === "files"
      ? "move them away first"
      : "commit or stash them first; where both fit together, --files takes the files alone",
  );

const clash = ({ top, root }: Worktree, conflicts: string[], other: string | null): NotBrought => ({
  ok: false,
  conflicts,
  problem: `your checkout and the run have both changed ${someOf(conflicts, 8)}, in ways that do not fit together`,
  remedy:
    other === null
      ? `check out what was reviewed, or bring the fixes over by hand from ${root}`
      : `settle it in the worktree, then take it again: git -C ${typed(top)} merge ${typed(other)}`,
});
