import type * as z from "zod/mini";
import type { Run, Task } from "../../../engine/run.ts";
import { accepted } from "../../../record/accepted.ts";
import { PLANNING } from "../paths.ts";
import { type At, factsOf, recordOf } from "../recorded.ts";
import type { fixSchema, hypothesisSchema, reproductionSchema } from "./kinds.ts";
import type { Eliminated } from "./session-file.ts";

/** What a debug run has on record, and where. */

export const SESSIONS = `${PLANNING}/debug`;

/** Keys of its gates. */
export const GATE = {
  survey: "debug-survey",
  hypothesis: "debug-hypothesis",
  test: "debug-test",
  reproduce: "debug-reproduce",
  red: "debug-red",
  fix: "debug-fix",
  green: "debug-green",
  close: "debug-close",
} as const;

/** What the program found of the session before the first round. */
export interface Survey {
  slug: string;
  /** Relative to the project. */
  file: string;
  trigger: string;
  symptoms: string[];
  eliminated: Eliminated[];
  evidence: string[];
}

/** What an artifact says, without whose it is. */
type Says<S> = Omit<z.infer<S>, "task" | "nonce">;
export type Hypothesis = Says<typeof hypothesisSchema>;
type Reproduction = Says<typeof reproductionSchema>;
type FixResult = Says<typeof fixSchema>;

/** `cannot`: the test did not run to its end, so it says nothing. */
export type RoundOutcome = "root_cause" | "narrowed" | "ruled_out" | "cannot";

/** What a round came to, as the journal has it. */
export interface Round {
  hypothesis: string;
  outcome: RoundOutcome;
  /** The test, and what came of it, in one line. */
  evidence: string;
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

const ofGate = (run: Run, gate: string): Task[] =>
  run.tasks.filter((task) => task.gate === gate && task.outcome !== null);

export const surveyOf = (at: At): Survey | null => recordOf<{ survey?: Survey }>(at, GATE.survey)?.survey ?? null;
export const hypothesisOf = (at: At): Hypothesis | null => recordOf(at, GATE.hypothesis);
export const reproductionOf = (at: At): Reproduction | null => recordOf(at, GATE.reproduce);
export const fixOf = (at: At): FixResult | null => recordOf(at, GATE.fix);
/** The newest run of the failing test by this gate, whatever counts no more since. */
export const testRunOf = ({ project, run }: At, gate: string): TestRun | null =>
  accepted(project, ofGate(run, gate).at(-1)?.artifact ?? null);

/** Files that a task of this gate has changed. */
export const filesOf = (run: Run, gate: string): string[] => factsOf<{ files: string[] }>(run, gate).files ?? [];
/** Those of the failing test: nobody changes them behind it. In runs of earlier versions its author named them. */
export function testFiles(at: At): string[] {
  const named = reproductionOf(at) as { files?: string[] } | null;
  return [...filesOf(at.run, GATE.reproduce), ...(named?.files ?? [])];
}

/** The rounds of this run, oldest first: one that is over stays true, although its task counts no more. */
export const roundsOf = (run: Run): Round[] =>
  ofGate(run, GATE.test).flatMap(({ facts }) =>
    typeof facts.hypothesis === "string" ? [facts as unknown as Round] : [],
  );

const PROPOSES: string[] = [GATE.hypothesis, GATE.reproduce];
/** The newest task whose artifact wants a command to be run. */
export const commandTask = (run: Run): Task | undefined =>
  run.tasks.findLast((task) => PROPOSES.includes(task.gate) && task.artifact !== null && !task.void);

/** Commands that the newest artifact wants to have run. */
export const debugCommands = (run: Run): string[] => commandTask(run)?.commands ?? [];
