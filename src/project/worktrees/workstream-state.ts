/** The state of a workstream's worktree, and what to do about it. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { statAt } from "../../store/files/plain-file.ts";
import { typed } from "../../text.ts";
import { isRegistered } from "../git/git.ts";
import { isUnderway } from "../git/head.ts";
import { SnapshotError } from "../repo.ts";
import type { Repository } from "./git.ts";
import { branchRef, type Workstream, worktreePath } from "./names.ts";

/**
 * A build goes on with `clean` and `dirty` (work without a commit); with the others only after what
 * `remedy` says. `missing`: not there. `foreign`: something else is there. `busy`: a rebase or the
 * like is unfinished. `moved`: what is checked out does not contain its base.
 */
type Kind = "missing" | "foreign" | "busy" | "moved" | "dirty" | "clean";

type WorkstreamState = ReturnType<typeof stateIn>;

/** What a workstream's state keeps somebody from doing. */
export const stateFailure = ({ message, remedy }: WorkstreamState): SnapshotError =>
  new SnapshotError(message, remedy);

/** The state of a workstream with a commit, where it is one of these. @throws SnapshotError */
export function stateAmong(
  repo: Repository,
  stream: Workstream,
  kinds: Kind[],
): WorkstreamState & { tip: string } {
  const state = stateIn(repo, stream);
  const { kind, tip } = state;
  if (!kinds.includes(kind) || tip === null) throw stateFailure(state);
  return { ...state, tip };
}

/**
 * The last commit of a workstream without its worktree: the one that is noted of it, or its branch
 * or git's note went on from there.
 */
export function lastCommit(repo: Repository, stream: Workstream): string | null {
  const noted = repo.commitAt(repo.refs.area(stream.area));
  const admin = repo.adminOf(worktreePath(repo.project, repo.run, stream.area));
  const isOurs = admin?.marker?.run === repo.run && admin.marker.area === stream.area;
  const refs = [branchRef(stream), isOurs ? `worktrees/${basename(admin.folder)}/HEAD` : null];
  const tips = refs.map((ref) => ref && repo.commitAt(ref));
  return tips.find((tip) => noted !== null && tip && repo.isAncestor(noted, tip)) ?? noted;
}

/** Looks at a workstream; changes nothing. @throws SnapshotError */
export function stateIn(repo: Repository, stream: Workstream) {
  const { area } = stream;
  const path = worktreePath(repo.project, repo.run, area);
  const admin = repo.adminOf(path);
  /**
   * `path`: of the worktree's folder; `tip`: its last commit, null when there is none; `remedy`: ""
   * where there is nothing to do.
   */
  const say = (kind: Kind, tip: string | null, message: string, remedy = "") => {
    return { kind, path, tip, message: `The worktree of ${area} ${message}`, remedy };
  };
  const last = lastCommit(repo, stream);
  const at = `git -C ${typed(path)}`;
  if (statAt(path) === undefined)
    return say(
      "missing",
      last,
      `is not there: ${path}.`,
      "open it again: what was committed is kept",
    );
  if (admin?.marker?.run !== repo.run || admin.marker.area !== area) {
    const other = `is not one that this run made: ${path} holds something else.`;
    return say("foreign", last, other, `move it away: mv ${typed(path)} ${typed(`${path}.moved`)}`);
  }
  // Git in it would work on the project around it.
  if (!isRegistered(join(path, ".git"), admin.folder)) {
    const repair = `git -C ${typed(repo.place.places.top)} worktree repair ${typed(path)}`;
    return say("foreign", last, `lost its .git file: ${path}.`, repair);
  }
  const busy = busyWith(admin.folder, at);
  if (busy !== null) return say("busy", last, ...busy);
  const tip = repo.tryText(["rev-parse", "--quiet", "--verify", "HEAD^{commit}"], { cwd: path });
  const base = repo.base();
  if (tip === null || base === null || !repo.isAncestor(base, tip)) {
    const left =
      "has something checked out that does not contain the commit that the build started from.";
    const back = `${at} checkout --detach; ${at} reset --soft ${last ?? base ?? "HEAD"}`;
    return say(
      "moved",
      tip,
      left,
      `${back} (keeps the files; earlier commits are in ${at} reflog)`,
    );
  }
  const isDirty = repo.presentTree(path, {}) !== repo.treeAt(tip);
  return isDirty
    ? say("dirty", tip, "holds uncommitted work.", `${at} status`)
    : say("clean", tip, "holds no uncommitted work.");
}

function busyWith(folder: string, at: string): [message: string, remedy: string] | null {
  const lock = join(folder, "index.lock");
  if (existsSync(lock))
    return [
      "is in use: its index is locked.",
      `wait; if no git is running there: rm ${typed(lock)}`,
    ];
  return isUnderway(folder)
    ? ["is in the middle of a merge, a rebase or the like.", `finish or abort it: ${at} status`]
    : null;
}
