/** Merges the workstreams of a run and writes the result into the checkout. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeAtomic } from "../../../store/files/disk.ts";
import { plural, someOf } from "../../../text.ts";
import { type Failure, fileText } from "../../git/git.ts";
import type { Project } from "../../project.ts";
import { SnapshotError } from "../../repo.ts";
import { closeWorkstreams } from "../close-workstreams.ts";
import { aloneIn, type Repository } from "../git.ts";
import { type Build, ownRefs, type Workstream, worktreePath, worktreesFolder } from "../names.ts";
import { stateFailure, stateIn } from "../workstream-state.ts";
import { land } from "./land.ts";
import {
  type Conflict,
  combine,
  displayConflicts,
  readSettled,
  settledBy,
  settledText,
} from "./three-way.ts";

interface Merge extends Build {
  /** The areas in the order in which they are merged: the same for each merge of a run. */
  areas: readonly string[];
  /** Whether a file's content must not be shown in a conflict. */
  isSecret?: (path: string) => boolean;
}

interface NotMerged extends Failure {
  /** Where the areas do not fit together, for the owner of each. */
  conflicts: Conflict[];
  /** Files that the person changed meanwhile, or that are in the way. */
  changed: string[];
}

/** Conflicts that one merge reports; the next merge reports the others. */
const MAX_CONFLICTS = 50;

/**
 * Merges all areas on the commit that they started from and writes the changes into the checkout's
 * files, all or none; the person's HEAD, index and branches stay as they are. The work has to be
 * committed before (`commitWorkstream`). After a conflict its owner changes the file in its own
 * worktree to what both sides need; then the same call merges.
 */
export function mergeWorkstreams(project: Project, options: Merge): { ok: true } | NotMerged {
  const done = aloneIn(project, options, (repo) => merge(repo, options));
  return done.ok ? done : { conflicts: [], changed: [], ...done };
}

/**
 * Ends the closing of a build that was merged, where a killed process has begun it. `isClosed`:
 * nothing is left to merge. Whether the checkout is the one of that process nobody knows, so what
 * was merged is brought once more to files that are as before; what somebody changed since stays.
 */
export function endClosing(
  project: Project,
  stream: Workstream,
): { ok: true; isClosed: boolean } | Failure {
  const looked = aloneIn(project, stream, (repo) => {
    const isThere = existsSync(worktreePath(project, stream.run, stream.area));
    const isBegun = repo.commitAt(repo.refs.built) !== null && (repo.base() === null || !isThere);
    return { ok: true as const, isBegun };
  });
  if (!looked.ok) return looked;
  const closed = looked.isBegun ? closeWorkstreams(project, stream) : null;
  if (!closed?.ok) return closed ?? { ok: true, isClosed: false };
  return aloneIn(project, stream, (repo) => {
    const built = repo.commitAt(repo.refs.built)!;
    const base = repo.commitAt(`${built}^`);
    if (repo.base() !== null || base === null) return { ok: true, isClosed: false };
    land(repo, base, built);
    repo.dropRef(repo.refs.merged);
    return { ok: true, isClosed: true };
  });
}

/**
 * Forgets what a run has brought into its checkout and nobody has accepted: for another folder, in
 * which the accepted files are. Merged again it is brought there.
 */
export const forgetLandings = (project: Project, build: Build): { ok: true } | Failure =>
  aloneIn(project, build, (repo) => {
    const refs = repo.lines(["for-each-ref", "--format=%(refname)", `${ownRefs(repo.run)}*`]);
    // What lies below one is the ref of an area, whatever its name is.
    const isArea = (ref: string): boolean => refs.some((one) => ref.startsWith(`${one}-`));
    for (const ref of refs.filter((one) => one.endsWith("-build") && !isArea(one))) {
      const build = ref.slice(0, -"build".length);
      repo.dropRef(`${build}merging`);
      const [merged, built] = ["merged", "built"].map((one) => repo.commitAt(build + one));
      // What is being closed is brought once more at its end.
      const isClosing = merged && built && repo.isAncestor(merged, built);
      if (!isClosing) repo.dropRef(`${build}merged`);
    }
    return { ok: true };
  });

function merge(repo: Repository, options: Merge): { ok: true } | NotMerged {
  const base = repo.base();
  if (base === null)
    throw new SnapshotError(`no workstream of ${repo.run} was opened yet`, "open one first");
  const tips = options.areas.map((area) => ({
    area,
    tip: tipOf(repo, { ...options, area }, base),
  }));
  const notes = join(worktreesFolder(repo.project), `${repo.run}.conflicts.json`);
  const settled = readSettled(fileText(notes));
  const combined = combine(repo, base, tips, settled);
  if (!combined.ok) {
    const listed = combined.clashes.slice(0, MAX_CONFLICTS);
    writeAtomic(notes, settledText(settledBy(settled, listed)));
    const areas = [...new Set(listed.map((one) => one.area))].join(", ");
    const more =
      combined.clashes.length > listed.length ? ` (the first ${listed.length} are named)` : "";
    return {
      ok: false,
      problem: `the workstreams do not fit together in ${plural(combined.clashes.length, "file")}${more}; nothing was merged`,
      remedy: `${areas}: change the file in your own worktree to what both sides need, then merge again`,
      conflicts: displayConflicts(repo, listed, options.isSecret),
      changed: [],
    };
  }
  for (const { area, tip } of tips) repo.keepRef(repo.refs.area(area), tip);
  const merged = mergeCommit(repo, base, combined.tree, tips);
  const changed = land(repo, base, merged);
  if (changed.length === 0) return { ok: true };
  const named = changed.map((path) => JSON.stringify(path));
  return {
    ok: false,
    problem: `the build changes ${someOf(named)}, which somebody also changed in the checkout (or which is in the way there); nothing was merged`,
    remedy: `move your version away or restore what the build started from (git show ${base.slice(0, 12)}:<path>), then merge again`,
    conflicts: [],
    changed,
  };
}

/**
 * The last commit of an area, whose worktree may be missing. @throws SnapshotError for uncommitted
 * work
 */
function tipOf(repo: Repository, stream: Workstream, base: string): string {
  const state = stateIn(repo, stream);
  const { tip, kind } = state;
  if (tip === null || !repo.isAncestor(base, tip) || !["clean", "missing"].includes(kind))
    throw stateFailure(state);
  return tip;
}

/** The merge commit; the existing one where it would be the same. */
function mergeCommit(
  repo: Repository,
  base: string,
  tree: string,
  tips: { area: string; tip: string }[],
): string {
  const parents = [...new Set([base, ...tips.map(({ tip }) => tip)])];
  const there = repo.commitAt(repo.refs.merged);
  if (
    there !== null &&
    repo.treeAt(there) === tree &&
    parents.every((parent) => repo.isAncestor(parent, there))
  )
    return there;
  const names = tips.map(({ area }) => area).join(", ");
  return repo.commitTree(tree, parents, `multi-ai: the build of ${repo.run}, merged: ${names}`);
}
