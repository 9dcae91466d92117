import * as z from "zod/mini";

/**
 * How a run of the approved test commands ended. `known`: what is red was red before the implementation, too. `red`: the
 * baseline's own; `cannot_run`: a command did not start, or its time was up; `none`: not one of them may be run.
 */
export const TEST_OUTCOMES = ["pass", "known", "fail", "red", "cannot_run", "none"] as const;
export type TestOutcome = (typeof TEST_OUTCOMES)[number];

/** One command as the journal has it. */
export const testedCommand = z.object({
  command: z.string(),
  /** It ran in a shell, because it needs one and the person approved that. */
  shell: z.boolean(),
  /** `not_run`: it needs a shell, and nobody approved that. */
  state: z.enum(["passed", "failed", "timeout", "not_found", "not_run"]),
  exit: z.nullable(z.number()),
  signal: z.nullable(z.string()),
  /** Milliseconds. */
  ms: z.number(),
  /** The last lines of its output. */
  lines: z.array(z.string()),
  /** Hash of the object that holds its output, at most 1 MB of it. */
  log: z.nullable(z.string()),
  /** Counts of tests whose names its output tells. */
  passed: z.number(),
  failed: z.number(),
});
export type TestedCommand = z.infer<typeof testedCommand>;

/** `.task/tests.json` and `.task/tests-baseline.json`, written by the program alone. */
export interface TestRecord {
  task: string | null;
  baseline: boolean;
  tree: string | null;
  after: string | null;
  outcome: TestOutcome;
  commands: (TestedCommand & {
    /** Names of tests, as far as the output tells them. */
    passed_tests: string[];
    failed_tests: string[];
    /** Failed tests that did not fail before the implementation, and tests that passed then and do not run any more. */
    new_failures: string[];
    gone: string[];
  })[];
}
