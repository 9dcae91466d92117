import { openWorkstream } from "../../../project/worktrees/workstreams.ts";
import { isNotThere } from "../../../record/tests/run-tests.ts";
import type { TestRecord } from "../../../record/tests/test-record.ts";
import { NOT_LOADED, type TestCase, titleOf } from "../../../runners/report.ts";
import { given, someOf } from "../../../text.ts";
import { snapshotFacts } from "../plan/plan.ts";
import { approvedAs, Cannot, type Look, MAX_NAMES, must, runAs } from "./place.ts";

/** Runs the commands that show whether an item is done, and tells how they ended. */

/** How such a command ended. */
export type Ran = Pick<
  TestRecord["commands"][number],
  "command" | "shell" | "state" | "exit" | "signal" | "ms" | "lines" | "log" | "told_by"
>;

export const ranOf = ({
  command,
  shell,
  state,
  exit,
  signal,
  ms,
  lines,
  log,
  told_by,
}: Ran): Ran => {
  return { command, shell, state, exit, signal, ms, lines, log, told_by };
};

const STATES: Record<Ran["state"], string> = {
  passed: "passed",
  failed: "failed",
  timeout: "timed out",
  not_found: "did not start",
  not_run: "was not run",
};

/** A command and how it ended, in one line. */
export const ranLine = ({ command, state, exit }: Ran): string =>
  `${command}: ${STATES[state]}${state === "failed" && exit !== null ? (exit === 0 ? TESTS_FAILED : ` with ${exit}`) : ""}`;
const TESTS_FAILED = ": tests failed, although it ended with 0";

/**
 * `doubt`: it passed, and what its runner tells of its tests does not; `isMissing`: what it should
 * start is not there.
 */
export type WithTests = Ran &
  Pick<TestRecord["commands"][number], "tests"> & { doubt?: string; isMissing: boolean };

export const doubtsOf = (all: readonly WithTests[]): string[] =>
  all.flatMap(({ command, doubt }) =>
    doubt === undefined ? [] : [`${command}: passed, but ${doubt}`],
  );

/** Titles of a command's tests in a state; what could not be loaded is none. */
export const titlesIn = (state: TestCase["state"], tests: readonly TestCase[]): string[] =>
  tests.filter((test) => test.state === state && test.name !== NOT_LOADED).map(titleOf);

export async function runCriteria(
  { scene, place, signal }: Look,
  criteria: readonly string[],
): Promise<WithTests[]> {
  const { project, run } = scene;
  const all: WithTests[] = [];
  // To put a worktree back takes away the packages that no ignore file names.
  if (place.stream !== null) must(openWorkstream(project, place.stream));
  for (const text of criteria) {
    const test = approvedAs(run, text);
    if (test === null) throw new Cannot(`${text} is not approved`);
    const { ran, output, isCutShort, isAsked } = await runAs(place.project, run, test, signal);
    const { reported = [], red = {} } = snapshotFacts(run) ?? {};
    const isReported = ran.told_by === "report";
    const [passed, failed] = [titlesIn("passed", ran.tests), titlesIn("failed", ran.tests)];
    const isNone = isReported && passed.length === 0;
    const isGone = isCutShort && (isAsked || reported.includes(text));
    // An output may well name the failed ones alone.
    const isOpen = (one: string): boolean =>
      isReported ? !passed.includes(one) : failed.includes(one);
    const gone = (red[text] ?? []).filter(isOpen);
    const [doubt] = [
      ...given(isNone || isGone === true, "its runner reported no tests"),
      ...given(
        gone.length > 0,
        `tests that failed before did not pass: ${someOf(gone, MAX_NAMES)}`,
      ),
    ];
    const isMissing =
      ran.state === "not_found" || (ran.state === "failed" && isNotThere(ran, output));
    all.push({
      ...ranOf(ran),
      tests: ran.tests,
      isMissing,
      ...(ran.state === "passed" && doubt && { doubt }),
    });
  }
  return all;
}

export const isRed = ({ state }: Ran): boolean => state !== "passed";
