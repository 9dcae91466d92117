import { rmSync } from "node:fs";
import { join } from "node:path";
import { beginsWork, byOthers, isLive, type Run, type Task } from "../../engine/run.ts";
import { HOOK_PATIENCE_MS, isAlive, mayLive } from "../../host/host.ts";
import { here } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import { isWithin } from "../../project/files.ts";
import type { Project } from "../../project/project.ts";
import { pathText, type Repo, SnapshotError } from "../../project/repo.ts";
import {
  commitOn,
  filesOfState,
  ignoredUnder,
  isSameFile,
  presentState,
  putRef,
  type SeenFile,
  type State,
} from "../../project/snapshots/states.ts";
import {
  type FileChange,
  inTheWay,
  PartialApply,
  replaceFiles,
} from "../../project/trees/apply-changes.ts";
import { nowRef, snapshotRef } from "../../project/worktrees/names.ts";
import { changedByRun, hashAfterCalls } from "../../record/changes/authors.ts";
import {
  dropRecorded,
  keepAndRecord,
  keepBefore,
  type RefState,
  refState,
} from "../../record/machine/refs.ts";
import { goalText, type RollbackFacts, wayOf } from "../../render/report/rollback.ts";
import { readCache, writeAtomic } from "../../store/files/disk.ts";
import { moment } from "../../text.ts";
import { repoOf } from "../audit/accepted-state.ts";
import { hashAt } from "../audit/calls.ts";
import { firstTree } from "../audit/subject.ts";
import { uncommittedOf } from "../audit/uncommitted.ts";
import { mayStillWrite } from "./orphans.ts";

/**
 * Restores the project's files to a stored state. What is replaced or deleted is stored first, so
 * nothing is lost.
 */

/**
 * Refs of the state before each rollback that is not undone, the first one's without a number, and
 * of the one before an undo.
 */
const beforeRollback = (run: string, nth: number): string =>
  `${snapshotRef(run)}-before-rollback${nth === 1 ? "" : `-${nth}`}`;
const beforeUndo = (run: string): string => `${snapshotRef(run)}-before-undo`;
/** The same of what lay where a run was taken up again. */
const beforeTakenUp = (run: string): string => `${snapshotRef(run)}-before-taken-up`;

/**
 * Tasks of a live run that an agent or a check may be working on; a host whose process is not known
 * counts as alive.
 */
export function atWork(run: Run | null): string[] {
  if (run === null || !isLive(run)) return [];
  return run.tasks
    .filter(
      ({ dispatch }) =>
        dispatch && (dispatch.check ? isAlive(dispatch.process) : mayLive(dispatch.host)),
    )
    .map((task) => task.id);
}

/**
 * The changes from the present state to another. `own`: paths that are deleted although the
 * target's rules ignore them;
 * `inside`: repositories there, of which those stay that the target has no file of.
 */
function changesTo(
  repo: Repo,
  target: State,
  present: State<SeenFile>,
  own: State,
  inside: string[],
): FileChange[] {
  const changes: FileChange[] = [];
  for (const [path, to] of target) {
    const now = present.get(path);
    if (!now) changes.push({ path, kind: "added", to });
    else if (!isSameFile(now, to)) changes.push({ path, kind: "modified", to });
  }
  const isLater = isWithin(
    inside.filter((one) => ![...target.keys()].some((path) => path.startsWith(`${one}/`))),
  );
  const more = [...present.keys()].filter((path) => !target.has(path) && !isLater(path));
  const ignored = ignoredUnder(
    repo,
    target,
    more.filter((path) => !own.has(path)),
  );
  for (const path of more)
    if (!ignored.has(path)) changes.push({ path, kind: "deleted", to: null });
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The states before each rollback of a run that is not undone, oldest first. */
function rollbacks(project: Project, repo: Repo, run: Run): RefState[] {
  for (const found: RefState[] = []; ; ) {
    const stored = refState(project, repo, beforeRollback(run.run, found.length + 1), run);
    if (stored.commit === null && stored.noted === null) return found;
    found.push(stored);
  }
}

/** How the state before a rollback says that this went to accepted work. */
const TO_ACCEPTED = " to accepted work";

/**
 * What every view of a run says of its newest rollback that is not undone; null: there is none, or
 * git fails.
 */
export function rolledBack(project: Project, run: Run): string | null {
  // While a task is at work nothing is rolled back, and the run is looked at often.
  const isQuiet = firstTree(run) !== null && run.tasks.every(({ status }) => status !== "running");
  const repo = isQuiet ? repoOf(project, run) : null;
  const last = repo && attempt(() => rollbacks(project, repo, run), [], SnapshotError).at(-1);
  if (!last?.at) return null;
  const goal = goalText(last.message.endsWith(TO_ACCEPTED));
  return `Rolled back on ${moment(last.at)} to the state ${goal}.\nTo undo this: ${here(`rollback --run ${run.run} --undo --yes`)}`;
}

interface RollbackOptions {
  /** Goes back to the state before the last rollback that is not undone. */
  undo: boolean;
  /** Takes back also what is not as the run, or the rollback, has left it. */
  all?: boolean;
  /** Goes to the state on this ref instead. */
  from?: string;
  /**
   * Gives back these files and folders alone, relative to the project: what the person had
   * uncommitted as they saved it last.
   */
  paths?: readonly string[];
  /** The run is taken up in a folder that lacks its work: nobody takes anything back. */
  isTakenUp?: true;
  /** Carries it out; otherwise it is only shown. */
  yes: boolean;
  /** Milliseconds for each git process; 30 s when absent. */
  timeout?: number;
}

const NO_GIT = "Git is not installed, so no snapshot can be read.";

/**
 * Shows or carries out a rollback of a run, or its undo. `live`: the project's current run, which
 * may be a different one. Ignored files, `.task/`, repositories that were made inside since then,
 * indexes, HEADs and branches stay as they are. With `refused` nothing was changed.
 */
export function rollBack(
  project: Project,
  run: Run,
  live: Run | null,
  options: RollbackOptions,
): RollbackFacts {
  const { undo, yes, all = false, paths = [] } = options;
  const refs = { from: options.from ?? snapshotRef(run.run), to: beforeRollback(run.run, 1) };
  const none = { by: byOthers(run), at: null, done: false, refused: null, changes: [], left: [] };
  const facts: RollbackFacts = { run: run.run, undo, yes, all, paths, ...refs, ...none };
  const refuse = (refused: string): RollbackFacts => ({ ...facts, refused });
  const busy = atWork(live);
  const again = here(
    `rollback --run ${run.run}${wayOf({ ...facts, isAccepted: options.from !== undefined })} --yes`,
  );
  const writing = mayStillWrite(project, live);
  const held =
    busy.length > 0
      ? `Something may still be working on ${busy.join(", ")} of run ${live!.run}. ${here("park")} parks that run, ${here("cancel")} ends it; then: ${again}`
      : writing.length > 0
        ? `An agent of ${writing.join(", ")} has not ended; its last command may still write. When it has, or its session is over: ${again}`
        : null;
  if (yes && held !== null) return refuse(held);
  const repo = repoOf(project, run, options.timeout);
  if (repo === null) return refuse(NO_GIT);
  try {
    const steps = rollbacks(project, repo, run).length;
    const last = beforeRollback(run.run, Math.max(1, steps));
    if (undo) Object.assign(refs, { from: last, to: beforeUndo(run.run) });
    else refs.to = options.isTakenUp ? beforeTakenUp(run.run) : beforeRollback(run.run, steps + 1);
    const stored = refState(project, repo, refs.from, run);
    if (stored.commit === null && stored.noted !== null) return refuse(goneText(refs.from, stored));
    if (stored.commit === null)
      return refuse(
        options.undo
          ? `Run ${run.run} has no rollback that could be undone.`
          : options.from
            ? `No task of run ${run.run} that changed your files was accepted yet. ${here("rollback")} shows a rollback to before the implementation.`
            : `Run ${run.run} has no snapshot of your files: its implementation has not started.`,
      );
    const state = filesOfState(repo, stored.commit);
    const uncommitted =
      (undo || paths.length > 0) && !options.from ? uncommittedOf(project, repo, run) : null;
    const isIn = (path: string, one: string): boolean => `${pathText(path)}/`.startsWith(`${one}/`);
    const isNamed = (path: string): boolean =>
      paths.length === 0 || paths.some((one) => isIn(path, one));
    const target = paths.length === 0 ? state : new Map([...state, ...(uncommitted ?? [])]);
    const stateOf = (ref: string): State | null => {
      const { commit } = refState(project, repo, ref, run);
      return commit === null ? null : filesOfState(repo, commit);
    };
    const isBack = !undo && options.from === undefined;
    const before = isBack ? [] : [stateOf(snapshotRef(run.run)) ?? new Map()];
    const own = (undo && before[0]) || new Map();
    const inside: string[] = [];
    const present = presentState(repo, {
      also: target.keys(),
      write: options.yes,
      repositories: inside,
    });
    const known = [...target.keys(), ...present.keys()];
    const unknown = paths.find((one) => !known.some((path) => isIn(path, one)));
    if (unknown !== undefined)
      return refuse(`Nothing was kept of ${JSON.stringify(unknown)}, and no such file is there.`);
    // What a call of an agent has changed, and lies there as that, accepted work, or a rollback has
    // left it, is not the person's.
    const accepted = stateOf(nowRef(run.run));
    const asLeft = [
      ...before,
      ...[accepted, undo ? uncommitted : null].filter((one) => one !== null),
    ];
    const isOfRun = all || undo ? () => true : changedByRun({ project, run }, null);
    const isAsLeft = (path: string): boolean => {
      if (asLeft.some((state) => isSameFile(present.get(path), state.get(path)))) return true;
      const hash = undo ? null : hashAfterCalls(run, pathText(path));
      return hash === null || hash === "?"
        ? asLeft.length === 0
        : hash === hashAt(project, pathText(path));
    };
    // What a person names they want back, whoever has changed it.
    const isOurs = ({ path }: FileChange): boolean =>
      all || paths.length > 0 || (isOfRun(pathText(path)) && isAsLeft(path));
    const wanted = changesTo(repo, target, present, own, inside).filter(({ path }) =>
      isNamed(path),
    );
    const { ours: changes = [], theirs = [] } = Object.groupBy(wanted, (one) =>
      isOurs(one) ? "ours" : "theirs",
    );
    const [shown, left] = [changes, theirs].map((list) =>
      list.map(({ path, kind }) => ({ path: pathText(path), status: kind })),
    );
    const moved = stored.noted !== null && stored.now !== stored.noted;
    if (
      !undo &&
      !options.isTakenUp &&
      steps > 0 &&
      goesOn(repo, unfinishedAt(repo, last), last, target, present)
    )
      refs.to = last;
    const result = { ...facts, ...refs, at: stored.at, moved, held, changes: shown!, left: left! };
    const gone = new Set(changes.flatMap(({ path, kind }) => (kind === "deleted" ? [path] : [])));
    for (const { path, kind } of changes) {
      const blocked = kind === "deleted" ? null : inTheWay(repo, path, (one) => gone.has(one));
      if (blocked !== null)
        return {
          ...result,
          refused: `${JSON.stringify(pathText(blocked))} is in the way of ${JSON.stringify(pathText(path))} and is not in any snapshot (ignored, or no regular file). Move it away, then try again.`,
        };
    }
    if (!options.yes) return result;
    if (moved) putRef(repo, refs.from, stored.commit);
    const unfinished = unfinishedAt(repo, refs.to);
    if (changes.length > 0 && !goesOn(repo, unfinished, refs.to, target, present)) {
      const back = `before ${undo ? "the undo of " : ""}its rollback${options.from ? TO_ACCEPTED : ""}`;
      const what = options.isTakenUp ? "before it was taken up again" : back;
      const begun = keepAndRecord(
        project,
        repo,
        refs.to,
        present,
        `multi-ai: the project's files of ${run.run} ${what}`,
      );
      writeAtomic(unfinished, begun);
    }
    if (changes.length > 0) replaceFiles(repo, changes, (path) => present.get(path)?.stat);
    rmSync(unfinished, { force: true });
    if (undo) dropRecorded(project, repo, refs.from, stored.commit);
    return { ...result, done: true };
  } catch (error) {
    if (error instanceof SnapshotError) return refuse(`${error.message}: ${error.remedy}.`);
    if (error instanceof PartialApply)
      return refuse(
        `It stopped halfway: ${error.message}. Everything that was there is kept on ${refs.to}. Fix that, then try again${options.undo ? "" : ", or go back with --undo"}.`,
      );
    throw error;
  }
}

const unfinishedAt = (repo: Repo, ref: string): string =>
  join(repo.scratch, `unfinished-${ref.slice(ref.lastIndexOf("/") + 1)}`);

/**
 * Whether this continues a rollback that stopped halfway: each file is as before it, or as in the
 * target. Then the state before it is stored already; the present mixture must not replace it as
 * what an undo restores.
 */
function goesOn(
  repo: Repo,
  unfinished: string,
  ref: string,
  target: State,
  present: State,
): boolean {
  const begun = readCache(unfinished)?.toString();
  if (begun === undefined || commitOn(repo, ref)?.commit !== begun) return false;
  const before = filesOfState(repo, begun);
  return [...before.keys(), ...target.keys(), ...present.keys()].every((path) =>
    [before, target].some((state) => isSameFile(present.get(path), state.get(path))),
  );
}

const goneText = (ref: string, { noted, now }: RefState): string =>
  `The kept files are gone: ${ref} ${now === null ? "was deleted" : `points to ${now.slice(0, 12)}`}, and the repository no longer has ${noted!.slice(0, 12)}, the commit recorded for it. Nothing was changed. If a copy of the repository has that commit, fetch it from there, then try again.`;

/**
 * `drop` removes the snapshot again, for work that does not begin after all. `commit`: what the
 * journal notes of it.
 */
type SnapshotResult =
  | { ok: true; commit: string | null; drop: () => unknown }
  | { ok: false; problem: string };

/**
 * Stores the project's files before the first task that may change them; does nothing for other
 * tasks and without git. `tree`: the task's subject, just taken.
 */
export function snapshotBefore(
  project: Project,
  run: Run,
  task: Task,
  tree: string | null = null,
): SnapshotResult {
  const repo = beginsWork(run, task) ? repoOf(project, run, HOOK_PATIENCE_MS) : null;
  if (repo === null) return { ok: true, commit: null, drop: () => {} };
  try {
    const { commit, isNew } = keepBefore(project, repo, run, tree);
    return {
      ok: true,
      commit,
      drop: () => isNew && dropRecorded(project, repo, snapshotRef(run.run), commit),
    };
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    return {
      ok: false,
      problem: `no snapshot of the project could be kept: ${error.message}; ${error.remedy}`,
    };
  }
}

/** A ref of a run, that of its snapshot unless said; null when it names nothing, or git fails. */
export function workRef(project: Project, run: Run, ref = snapshotRef(run.run)): string | null {
  const repo = repoOf(project, run);
  const stored =
    repo && attempt(() => refState(project, repo, ref, run).commit, null, SnapshotError);
  return stored === null ? null : ref;
}
