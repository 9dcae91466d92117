/** Removes the worktrees of a run, where nothing is lost with them. */
import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Failure } from "../git/git.ts";
import type { Project } from "../project.ts";
import { SnapshotError } from "../repo.ts";
import { aloneIn, type Repository } from "./git.ts";
import { type Build, branchRef, type Workstream, worktreePath, worktreesFolder } from "./names.ts";
import { stateIn } from "./workstream-state.ts";
import { removeUnfinished } from "./workstreams.ts";

/**
 * Removes the worktrees of a run and deletes its merged branches. A worktree with work that is in
 * no commit, a locked or moved one, and a branch with unmerged commits stay. When nothing stays,
 * the result is kept on `refs/multi-ai/<run>-built`, and the next workstream of the run starts from
 * the checkout as it is then.
 */
export const closeWorkstreams = (project: Project, build: Build): { ok: true } | Failure =>
  aloneIn(project, build, (repo) => {
    if (repo.commitAt(repo.refs.merging) !== null)
      throw new SnapshotError(`a merge of ${repo.run} ended halfway`, "merge again, then close");
    const ours = repo
      .admins()
      .flatMap(({ marker, path }) =>
        marker?.run === repo.run ? [{ area: marker.area, path }] : [],
      );
    const stay = ours.filter(({ area, path }) => !removeWorktree(repo, { ...build, area }, path));
    sweepUnfinished(repo);
    const open = areaRefs(repo).filter((area) => !isDone(repo, { ...build, area }));
    if (stay.length === 0 && open.length === 0) retire(repo);
    return { ok: true };
  });

/** Whether a worktree is gone now; one with work in it stays. */
function removeWorktree(repo: Repository, stream: Workstream, path: string): boolean {
  if (path !== worktreePath(repo.project, repo.run, stream.area)) return false;
  const state = stateIn(repo, stream);
  if (state.kind === "missing") {
    if (state.tip !== null) repo.keepRef(repo.refs.area(stream.area), state.tip);
    // Only this one: git's own prune would also forget worktrees of the person's on a disk that is
    // not there now.
    removeUnfinished(repo, path);
    return true;
  }
  // Commits leave some folders out (`pipeline`).
  if (state.kind !== "clean" || repo.place.exclude.some((folder) => hasFile(join(path, folder))))
    return false;
  repo.keepRef(repo.refs.area(stream.area), state.tip!);
  const run = repo.tryGit(["worktree", "remove", path]);
  if (run.ok) return true;
  // With submodules git asks for --force, although those here are not checked out and hold nothing.
  return /submodules/.test(run.err) && repo.tryGit(["worktree", "remove", "--force", path]).ok;
}

const hasFile = (folder: string): boolean =>
  existsSync(folder) &&
  readdirSync(folder, { withFileTypes: true, recursive: true }).some((one) => !one.isDirectory());

/** Whether all commits of an area are merged; its branch goes then. */
function isDone(repo: Repository, stream: Workstream): boolean {
  const base = repo.base();
  const merged = [base, repo.commitAt(repo.refs.merged)];
  const isMerged = (commit: string): boolean =>
    merged.some((one) => one !== null && repo.isAncestor(commit, one));
  const ref = branchRef(stream);
  const tip = ref === null ? null : repo.commitAt(ref);
  // A branch of the person's may have the name: it does not go on from the base.
  const isOwn = ref !== null && tip !== null && base !== null && repo.isAncestor(base, tip);
  const last = repo.commitAt(repo.refs.area(stream.area));
  if ((last !== null && !isMerged(last)) || (isOwn && !isMerged(tip))) return false;
  if (isOwn && repo.checkedOutAt(ref) !== null) return false;
  if (isOwn) repo.dropRef(ref, tip);
  return true;
}

/** Removes incomplete worktrees, which a killed process has left. */
function sweepUnfinished(repo: Repository): void {
  const folder = join(worktreesFolder(repo.project), repo.run);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".making"))) {
    const path = join(folder, basename(name, ".making"));
    if (!repo.adminOf(path)?.marker) removeUnfinished(repo, path);
    rmSync(join(folder, name), { force: true });
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Names of areas that the run has a ref for. */
function areaRefs(repo: Repository): string[] {
  const start = `${repo.refs.base}-`;
  const refs = repo.lines(["for-each-ref", "--format=%(refname)", `${start}*`]);
  return refs.filter((ref) => ref.startsWith(start)).map((ref) => ref.slice(start.length));
}

/**
 * Keeps the result on one ref and drops the others; the base is dropped last, so that an
 * interrupted call can be repeated.
 */
function retire(repo: Repository): void {
  const refs = repo.refs;
  const base = repo.base();
  if (base === null) return;
  const last = repo.commitAt(refs.merged) ?? base;
  const before = repo.commitAt(refs.built);
  if (before === null) repo.keepRef(refs.built, last);
  else if (!repo.isAncestor(last, before)) {
    const message = `multi-ai: the builds of ${repo.run}`;
    repo.keepRef(refs.built, repo.commitTree(repo.treeAt(last), [last, before], message));
  }
  rmSync(join(worktreesFolder(repo.project), `${repo.run}.conflicts.json`), { force: true });
  for (const ref of [...areaRefs(repo).map(refs.area), refs.merged, refs.base]) repo.dropRef(ref);
}
