import { beginsWork, type Run, type Task } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import {
  commitOf,
  dropState,
  keepState,
  placeOfStates,
  presentState,
  SnapshotFailed,
  snapshotRef,
} from "../project/kept-state.ts";

/** `drop` takes the snapshot away again, where the work that it was kept for does not begin. */
export type Kept = { ok: true; drop: () => void } | { ok: false; problem: string };

/** Milliseconds: the host ends the hook after 30 s, and then nobody says why. */
const IN_A_HOOK = 15_000;

const NOTHING_KEPT: Kept = { ok: true, drop: () => {} };

/**
 * Keeps the project's files before the first task that may change them; for other tasks and without git it does nothing.
 * A snapshot that is there already stays: the journal was repaired, and agents may have worked since.
 */
export function snapshotBefore(project: Project, run: Run, task: Task): Kept {
  const place = beginsWork(run, task) ? placeOfStates(project, run, IN_A_HOOK) : null;
  if (place === null) return NOTHING_KEPT;
  const ref = snapshotRef(run.run);
  try {
    if (commitOf(place, ref) !== null) return NOTHING_KEPT;
    const state = presentState(place, { write: true });
    const message = `multi-ai: the project's files before the implementation of ${run.run}`;
    const commit = keepState(place, ref, state, message);
    return { ok: true, drop: () => dropState(place, ref, commit) };
  } catch (error) {
    if (!(error instanceof SnapshotFailed)) throw error;
    return { ok: false, problem: `no snapshot of the project could be kept: ${error.message}; ${error.remedy}` };
  }
}

/** The ref of a run's snapshot; null when there is none, or git cannot tell. */
export function snapshotOf(project: Project, run: Run): string | null {
  try {
    const place = placeOfStates(project, run);
    return place !== null && commitOf(place, snapshotRef(run.run)) !== null ? snapshotRef(run.run) : null;
  } catch (error) {
    if (error instanceof SnapshotFailed) return null;
    throw error;
  }
}
