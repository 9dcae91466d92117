import type * as z from "zod/mini";
import type { Run, Task } from "../../../engine/run.ts";
import type { Functions } from "../../../engine/workflow.ts";
import { accepted } from "../../../record/accepted.ts";
import { runsUnasked } from "../../tests/may-run.ts";
import { PLANNING } from "../paths.ts";
import { type At, factsOf, newest, recordOf } from "../recorded.ts";
import type { fixSchema, hypothesisSchema, reproductionSchema } from "./kinds.ts";
import type { Round, Session } from "./session-file.ts";

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

/** Which session the run is of. */
export interface Survey {
  slug: string;
  /** Relative to the project. */
  file: string;
  /** What was known when the run began. */
  session: Session;
}

/** What an artifact says, without whose it is. */
type Says<S> = Omit<z.infer<S>, "task" | "nonce">;
export type Hypothesis = Says<typeof hypothesisSchema>;
type Reproduction = Says<typeof reproductionSchema>;
type FixResult = Says<typeof fixSchema>;

/** What a command is predicted to do. */
export const expectedOf = ({ exit, output }: Hypothesis["test"]): string =>
  `exit code ${exit === "zero" ? "0" : "not 0"}${output ? `, "${output}" in the output` : ""}`;

/** `cannot`: the test did not run to its end, so it says nothing. */
export type RoundOutcome = "root_cause" | "narrowed" | "ruled_out" | "cannot";

/** What a run of the failing test came to, before the fix or after it. */
export interface TestRun {
  problems: string[];
  lines: string[];
  /** The project's tree as the test saw it. */
  tree: string;
  /** Commands of the settings that passed. */
  passed: string[];
}

export const surveyOf = (at: At): Survey | null =>
  recordOf<{ survey?: Survey }>(at, GATE.survey)?.survey ?? null;
export const hypothesisOf = (at: At): Hypothesis | null => recordOf(at, GATE.hypothesis);
export const reproductionOf = (at: At): Reproduction | null => recordOf(at, GATE.reproduce);
export const fixOf = (at: At): FixResult | null => recordOf(at, GATE.fix);
/** What each test of a supposed cause has shown, oldest first, whatever counts no more since. */
export const roundsOf = ({ project, run }: At): Round[] =>
  run.tasks.flatMap(({ gate, artifact }) => {
    const record = gate === GATE.test ? accepted<{ round?: Round }>(project, artifact) : null;
    return record?.round === undefined ? [] : [record.round];
  });
/** The newest run of the failing test by this gate, whatever counts no more since. */
export const testRunOf = ({ project, run }: At, gate: string): TestRun | null =>
  accepted(
    project,
    run.tasks.findLast((task) => task.gate === gate && task.outcome !== null)?.artifact ?? null,
  );

/** The newest test of a cause, and what came of it, in one line. */
export const testedBy = (run: Run): string =>
  factsOf<{ evidence: string }>(run, GATE.test).evidence ?? "";

/** The newest task whose artifact wants a command to be run. */
export const commandTask = (run: Run): Task | undefined =>
  newest(run, GATE.hypothesis, GATE.reproduce);

/** Commands that the newest artifact wants to have run. */
const debugCommands = (run: Run): string[] => commandTask(run)?.commands ?? [];

/** Rules and lists that the gates of a debug session name. Pure. */

export const LIMITS = { debug_rounds: 5, debug_tries: 3 };

/** Questions after which the person's word begins another allotment. */
const GOES_ON = ["debug-limit", "debug-accept"];

/** Whether a person has seen this very line and said yes, here or in the settings. */
export const isApproved = (run: Run, command: string): boolean =>
  run.tests.decided.some((one) => one.text === command && one.approved && one.by !== "auto");

/**
 * Whether a command may run without a question. What no person has seen is the project's own, and
 * gets no shell.
 */
export const isAllowed = (run: Run, command: string): boolean =>
  isApproved(run, command) || runsUnasked(run, command);

/** How often a gate was done since the person last said how to go on. */
function tries({ tasks, decisions }: Run, gate: string): number {
  const decided = decisions
    .filter((decision) => GOES_ON.includes(decision.kind))
    .map((decision) => decision.task);
  const from = tasks.findLastIndex((task) => decided.includes(task.id));
  return tasks.slice(from + 1).filter((task) => task.gate === gate && task.outcome !== null).length;
}

const limit = (run: Run, name: keyof typeof LIMITS): number =>
  run.settings.limits[name] ?? LIMITS[name];

/** Programs that look whether something stands there, and run nothing of the project. */
const LOOKS = /^(?:test|\[|grep|egrep|rg|ls|cat|find|stat|diff|cmp|head|tail|wc)(?=\s)/;

export const RULES: Functions["rules"] = {
  debugAsksConsent: (run) =>
    !debugCommands(run).every((debugCommand) => isAllowed(run, debugCommand)),
  /**
   * With --auto: a test of the project was red and is green now. What only looks at text is the
   * person's to judge.
   */
  debugShownByTest: (run) =>
    run.auto &&
    newest(run, GATE.reproduce)?.commands?.some((command) => LOOKS.test(command)) !== true,
  debugMayGoOn: (run) => tries(run, GATE.test) < limit(run, "debug_rounds"),
  debugMayTryAgain: (run, gate) => tries(run, gate.key) < limit(run, "debug_tries"),
};

export const SHOWS: Functions["shows"] = { debugCommands };
