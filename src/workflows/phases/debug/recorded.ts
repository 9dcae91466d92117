import type { Run, Task } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";
import { PLANNING, WORK } from "../paths.ts";
import type { Eliminated } from "./session-file.ts";

/** What a debug run has on record, and where. */

export const SESSIONS = `${PLANNING}/debug`;
export const KNOWN_CAUSES = "knowledge-base.md";

export const SURVEY = "debug-survey";
export const HYPOTHESIS = "debug-hypothesis";
export const CONSENT = "debug-consent";
export const TEST = "debug-test";
export const REPRODUCE = "debug-reproduce";
export const RED_CONSENT = "debug-red-consent";
export const RED = "debug-red";
export const FIX = "debug-fix";
export const GREEN = "debug-green";
export const ACCEPT = "debug-accept";
export const CLOSE = "debug-close";

export const HYPOTHESIS_FILE = `${WORK}/debug-hypothesis.json`;
export const REPRODUCE_FILE = `${WORK}/debug-reproduce.json`;
export const FIX_FILE = `${WORK}/debug-fix.json`;

/** What the program found of the session before the first round. */
export interface Survey {
  slug: string;
  /** Relative to the project. */
  file: string;
  trigger: string;
  /** An earlier run left it. */
  resumed: boolean;
  symptoms: string[];
  eliminated: Eliminated[];
  evidence: string[];
  /** Earlier bugs whose causes were found, for whoever looks for this one; null: there is none. */
  known: string | null;
}

type Symptoms = Partial<Record<"expected" | "actual" | "errors" | "reproduction" | "started", string | null>>;

/** What debugger writes in a round. */
export interface Hypothesis {
  symptoms?: Symptoms | null | undefined;
  hypothesis: string;
  test: {
    kind: "command" | "observation";
    command?: string | null | undefined;
    exit?: "zero" | "nonzero" | null | undefined;
    output?: string | null | undefined;
    file?: string | null | undefined;
    line?: number | null | undefined;
    quote?: string | null | undefined;
    means?: "confirmed" | "ruled_out" | null | undefined;
  };
  proves: string;
  if_so: "root_cause" | "narrows";
}

/** `cannot`: the test did not run to its end, so it says nothing. */
export type RoundOutcome = "root_cause" | "narrowed" | "ruled_out" | "cannot";

/** What a round came to, as the journal has it. */
export interface Round {
  hypothesis: string;
  outcome: RoundOutcome;
  /** The test, and what came of it, in one line. */
  evidence: string;
}

export interface Reproduction {
  command: string;
  files: string[];
  shows: string;
}

export interface FixResult {
  status: "done" | "failed";
  summary: string;
  changed_files: string[];
  reason?: string | null | undefined;
}

/** What a run of the failing test came to, before the fix or behind it. */
export interface TestRun {
  problems: string[];
  lines: string[];
  /** The project's tree as the test saw it; null where it cannot be told. */
  tree: string | null;
  /** Commands of the settings that passed. */
  passed: string[];
}

const newest = (run: Run, gate: string): Task | undefined =>
  run.tasks.findLast((task) => task.gate === gate && task.artifact !== null && !task.void);
const ofGate = (run: Run, gate: string): Task[] =>
  run.tasks.filter((task) => task.gate === gate && task.outcome !== null);

export const surveyOf = (project: Project, run: Run): Survey | null =>
  accepted<{ survey?: Survey }>(project, newest(run, SURVEY)?.artifact ?? null)?.survey ?? null;
export const hypothesisOf = (project: Project, run: Run): Hypothesis | null =>
  accepted<Hypothesis>(project, newest(run, HYPOTHESIS)?.artifact ?? null);
export const reproductionOf = (project: Project, run: Run): Reproduction | null =>
  accepted<Reproduction>(project, newest(run, REPRODUCE)?.artifact ?? null);
export const fixOf = (project: Project, run: Run): FixResult | null =>
  accepted<FixResult>(project, newest(run, FIX)?.artifact ?? null);
/** The newest run of the failing test by this gate, whatever counts no more since. */
export const testRunOf = (project: Project, run: Run, gate: typeof RED | typeof GREEN): TestRun | null =>
  accepted<TestRun>(project, ofGate(run, gate).at(-1)?.artifact ?? null);

/** The rounds of this run, oldest first: one that is over stays true, although its task counts no more. */
export const roundsOf = (run: Run): Round[] =>
  ofGate(run, TEST).flatMap(({ facts }) => (typeof facts.hypothesis === "string" ? [facts as unknown as Round] : []));

/** The newest task whose artifact wants a command to be run. */
export const commandTask = (run: Run): Task | undefined =>
  run.tasks.findLast((task) => [HYPOTHESIS, REPRODUCE].includes(task.gate) && task.artifact !== null && !task.void);

/** Commands that the newest artifact wants to have run. */
export const debugCommands = (run: Run): string[] => commandTask(run)?.commands ?? [];
