/** The state of a workstream's worktree, and what to do about it. */
import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { isNoted } from "../git.ts";
import { line, SnapshotFailed } from "../kept-state.ts";
import type { Repository } from "./git.ts";
import { branchName, typed, type Workstream, worktreePath } from "./names.ts";

/**
 * A build goes on with `clean`, `dirty` (work without a commit) and `locked`; with the others only after what `remedy` says.
 * `missing`: not there. `foreign`: something else is there. `busy`: a rebase or the like is unfinished. `elsewhere`: HEAD is on
 * no branch, or on another one. `moved`: the branch does not contain its base.
 */
type Kind = "missing" | "foreign" | "busy" | "elsewhere" | "moved" | "locked" | "dirty" | "clean";

interface WorkstreamState {
  kind: Kind;
  /** Folder of the worktree. */
  path: string;
  branch: string;
  /** Last commit of the branch; null when there is none. */
  tip: string | null;
  /** There is work that is not committed. */
  dirty: boolean;
  /** Locked by somebody: git does not remove it, nor make another one in its place. */
  locked: boolean;
  message: string;
  /** What to do; "" where there is nothing to do. */
  remedy: string;
}

/** What a workstream's state keeps somebody from doing. */
export const stateFailure = ({ message, remedy }: WorkstreamState): SnapshotFailed =>
  new SnapshotFailed(message, remedy);

/** The state of a workstream with a branch, where it is one of these. @throws SnapshotFailed */
export function stateAmong(repo: Repository, stream: Workstream, kinds: Kind[]): WorkstreamState & { tip: string } {
  const state = stateIn(repo, stream);
  const { kind, tip } = state;
  if (!kinds.includes(kind) || tip === null) throw stateFailure(state);
  return { ...state, tip };
}

/** Looks at a workstream; changes nothing. @throws SnapshotFailed */
export function stateIn(repo: Repository, stream: Workstream): WorkstreamState {
  const { area } = stream;
  const path = worktreePath(repo.project, repo.run, area);
  const admin = repo.adminOf(path);
  const branch = admin?.marker?.branch ?? branchName(stream);
  const tip = repo.commitAt(`refs/heads/${branch}`);
  const locked = admin !== null && admin.locked !== null;
  const say = (kind: Kind, message: string, remedy = "", dirty = false): WorkstreamState => {
    return { kind, path, branch, tip, dirty, locked, message: `The worktree of ${area} ${message}`, remedy };
  };
  const at = `git -C ${typed(path)}`;
  const inTop = (verb: string): string => `git -C ${typed(repo.place.places.top)} worktree ${verb} ${typed(path)}`;
  const why = admin?.locked ? ` (${admin.locked.slice(0, 200)})` : "";
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined)
    return locked
      ? say("missing", `is missing but locked${why}: ${path}.`, inTop("unlock"))
      : say("missing", `is not there: ${path}.`, "open it again: its branch keeps what was committed");
  if (admin?.marker?.run !== repo.run || admin.marker.area !== area) {
    const other = `is not one that this run made: ${path} holds something else.`;
    return say("foreign", other, `move it away: mv ${typed(path)} ${typed(`${path}.moved`)}`);
  }
  // Git in it would work on the project around it.
  if (!isNoted(join(path, ".git"), admin.folder))
    return say("foreign", `lost its .git file: ${path}.`, inTop("repair"));
  const busy = busyWith(admin.folder, at);
  if (busy !== null) return say("busy", ...busy);
  const head = repo.tryGit(["symbolic-ref", "--quiet", "HEAD"], { cwd: path });
  const back = `${at} checkout ${typed(branch)}`;
  if (!head.ok || line(head.out) !== `refs/heads/${branch}`)
    return say(
      "elsewhere",
      `is not on ${branch}.`,
      `${back} (first ${at} branch kept HEAD, if there are commits to keep)`,
    );
  const base = repo.base();
  if (tip === null || base === null || !repo.isAncestor(base, tip)) {
    const last = repo.commitAt(repo.refs.area(area)) ?? base ?? "HEAD";
    const left =
      tip === null
        ? `lost its branch ${branch}.`
        : `is on ${branch}, which does not contain the commit that the build started from.`;
    return say("moved", left, `${at} reset --soft ${last} (keeps the files; earlier commits are in ${at} reflog)`);
  }
  const dirty = repo.presentTree(path, false) !== repo.treeAt(tip);
  if (locked) return say("locked", `is locked${why}: it can be worked in, but is not removed.`, inTop("unlock"), dirty);
  if (dirty) return say("dirty", "holds work that is not committed.", `${at} status`, true);
  return say("clean", "holds nothing that is not committed.");
}

/** Files that git keeps while something is unfinished. */
const UNDERWAY = ["rebase-merge", "rebase-apply", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"];

function busyWith(folder: string, at: string): [message: string, remedy: string] | null {
  const lock = join(folder, "index.lock");
  if (existsSync(lock))
    return ["is in use: its index is locked.", `wait; if no git is running there: rm ${typed(lock)}`];
  const isUnderway = UNDERWAY.some((file) => existsSync(join(folder, file)));
  return isUnderway
    ? ["is in the middle of a merge, a rebase or the like.", `finish it, or end it: ${at} status`]
    : null;
}
