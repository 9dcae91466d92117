import type { Task } from "../../../engine/run.ts";
import { ifReadable } from "../../../project/snapshots/trees.ts";
import { baseOf } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { projectTree } from "../../../record/subject.ts";
import type { TestRecord } from "../../../record/tests/test-record.ts";
import type { Seen } from "../../tests/evidence.ts";
import type { Mapping } from "../documents/test-report.ts";
import { partTrees } from "../ownership.ts";
import type { TeamFacts } from "../record/recorded.ts";
import type { Outcome } from "../status/statuses.ts";

/**
 * What the program writes down of a check of this workflow that it has run itself, and what all of
 * them share.
 */

export interface ProgramCommand {
  name: string;
  command: string;
  state: string;
  /** How it ended, with the counts of its tests and by what they are known. */
  ended?: string;
  /** Of a deployment: its output's end. */
  lines?: string[];
}

/**
 * `seen`: the test passed; null: the program cannot tell. `before`: how it ended on the code before
 * the build; null: likewise.
 */
export interface CriterionRow extends Mapping {
  seen: boolean | null;
  before?: Seen;
  /** The test also passes on code that does nothing. */
  hollow?: true;
}

export interface ProgramRecord {
  task: string;
  check: string;
  outcome: Outcome;
  /** The project's tree that it ran on. */
  tree: string | null;
  facts: TeamFacts;
  commands?: ProgramCommand[];
  /** Of the last tests: what shows each criterion. */
  criteria?: CriterionRow[];
  /** Where it ran commands: their record, with which a later run is compared. */
  tested?: TestRecord | null;
  /** Before the build: ignored files that its commands wrote. */
  wrote?: string[];
  conflicts?: {
    path: string;
    area: string;
    against: string;
    ours: string | null;
    theirs: string | null;
  }[];
}

/** What a check has found out; `about`: commands that a question about it shows. */
export type Found = Omit<ProgramRecord, "task" | "check"> & { about?: string[] };

/**
 * One check that the program runs itself; it changes nothing of the run. `signal` fires when it is
 * told to end.
 */
export type TeamCheck = (scene: Scene, task: Task, signal: AbortSignal) => Promise<Found>;

/**
 * The project's tree as it stands. `parts`: that of each part, and the parts that the run has
 * changed, whoever did it; nothing where it cannot be told.
 */
export function currentTree(scene: Scene): {
  tree: string | null;
  parts: Pick<TeamFacts, "trees" | "changed">;
} {
  const { project, run } = scene;
  const found = projectTree(scene);
  const tree = found.ok ? found.subject : null;
  if (tree === null) return { tree, parts: {} };
  const base = baseOf(run);
  const trees = partTrees(project, run, tree);
  const before = base === null ? null : ifReadable(() => partTrees(project, run, base), null);
  const changed = before && Object.keys(trees).filter((part) => trees[part] !== before[part]);
  return { tree, parts: { trees, ...(changed && { changed }) } };
}

/** An outcome of its own for what cannot be decided by running it again: the person is asked. */
export const cannotRun = (why: string, tree: string | null): Found => ({
  about: [],
  outcome: "cannot_run",
  tree,
  facts: { status: "FAIL", blockers: [why] },
});
