import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import type { Repo } from "../../project/repo.ts";
import {
  commitAt,
  commitOn,
  dropRef,
  keepState,
  type State,
  storedState,
} from "../../project/snapshots/states.ts";
import { nowRef, snapshotRef } from "../../project/worktrees/names.ts";
import { sha256 } from "../../store/journal.ts";
import { NoRecord, readOutside, writeOutside } from "./outside.ts";

/**
 * Refs of ours lie in the project's repository, where anything may move them. Which commit each of
 * them names is known here: of a run's snapshot by its journal, and of all outside of the project.
 */

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

const noteOf = (project: Project, ref: string): string =>
  `refs/${sha256(`${project.root} ${ref}`).slice(0, 32)}.json`;

/** The commit of a ref as it was last kept here; null: nobody has noted it. */
function notedOutside(project: Project, ref: string): string | null {
  const notes = readOutside<{ ref?: unknown; commit?: unknown }>(
    process.env,
    project,
    noteOf(project, ref),
  );
  const commit = notes.find((note) => note.ref === ref)?.commit;
  return typeof commit === "string" && COMMIT.test(commit) ? commit : null;
}

/**
 * Where that cannot be noted, what the journal says is enough; without either the ref is believed.
 */
const note = (project: Project, ref: string, commit: string | null): void =>
  attempt(
    () => void writeOutside(process.env, project, noteOf(project, ref), { ref, commit }),
    undefined,
    NoRecord,
  );

/** As `keepState`, and notes the commit. @throws SnapshotError */
export function keepAndRecord(
  project: Project,
  repo: Repo,
  ref: string,
  state: State,
  message: string,
): string {
  const commit = keepState(repo, ref, state, message);
  note(project, ref, commit);
  return commit;
}

/**
 * Keeps the project's files as they are before the implementation of a run, and returns the commit.
 * An existing one stays, because agents may have worked since. `tree`: the tree of the disk, where
 * it was just taken; `isNew`: there was no commit yet. @throws SnapshotError
 */
export function keepBefore(
  project: Project,
  repo: Repo,
  run: Run,
  tree: string | null = null,
): { commit: string; isNew: boolean } {
  const ref = snapshotRef(run.run);
  const there = refState(project, repo, ref, run);
  if (there.noted !== null && there.commit !== null) return { commit: there.commit, isNew: false };
  const message = `multi-ai: the project's files before the implementation of ${run.run}`;
  return {
    commit: keepAndRecord(project, repo, ref, storedState(repo, tree), message),
    isNew: true,
  };
}

/** Deletes a ref that was kept, if it still names this commit. @throws SnapshotError */
export function dropRecorded(project: Project, repo: Repo, ref: string, commit: string): void {
  note(project, ref, null);
  dropRef(repo, ref, commit);
}

/** The commit that a run's journal names as its snapshot; null: it names none. */
export function snapshotOf(run: Run): string | null {
  const snapshots = [run.snapshot, ...run.tasks.map((task) => task.facts.snapshot)];
  const found = snapshots.find(
    (snapshot): snapshot is string => typeof snapshot === "string" && COMMIT.test(snapshot),
  );
  return found ?? null;
}

export type RefState = ReturnType<typeof refState>;

/**
 * Whether a ref of ours still names the right commit. `noted`: the commit that we noted; null:
 * none. `now`: the commit that the ref names. `commit`: the one that counts, which is the noted one
 * where the repository still has it; `at`: when it was stored (ISO 8601), `message`: its message.
 * @throws SnapshotError
 */
export function refState(project: Project, repo: Repo, ref: string, run: Run) {
  const named = commitOn(repo, ref);
  const ofJournal =
    ref === snapshotRef(run.run)
      ? snapshotOf(run)
      : ref === nowRef(run.run)
        ? (run.kept?.commit ?? null)
        : null;
  const noted = ofJournal ?? notedOutside(project, ref);
  const now = named?.commit ?? null;
  const counts = noted === null || noted === now ? named : commitAt(repo, noted);
  return { ...(counts ?? { commit: null, at: null, message: "" }), noted, now };
}
