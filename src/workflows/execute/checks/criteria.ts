import { openWorkstream } from "../../../project/worktrees/worktrees.ts";
import { isNotThere } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import type { TestRecord } from "../../../record/tests.ts";
import { snapshotFacts } from "../plan.ts";
import { approvedAs, Cannot, must, type Place, runAs } from "./place.ts";

/** Runs the commands that show whether an item is done, and tells how they ended. */

/** How such a command ended. */
export type Ran = Pick<
  TestRecord["commands"][number],
  "command" | "shell" | "state" | "exit" | "signal" | "ms" | "lines" | "log" | "told_by"
>;

export const ranOf = ({ command, shell, state, exit, signal, ms, lines, log, told_by }: Ran): Ran => {
  return { command, shell, state, exit, signal, ms, lines, log, told_by };
};

const STATES: Record<Ran["state"], string> = {
  passed: "passed",
  failed: "failed",
  timeout: "was stopped, as its time was up",
  not_found: "did not start",
  not_run: "was not run",
};

/** A command and how it ended, in one line. */
export const ranLine = ({ command, state, exit }: Ran): string =>
  `${command}: ${STATES[state]}${state === "failed" && exit !== null ? ` with ${exit}` : ""}`;

/**
 * `isMute`: it passed, and its runner, which told of tests before or was asked to now, tells of none that ran; `isMissing`: what
 * it should start is not there.
 */
export type WithTests = Ran & Pick<TestRecord["commands"][number], "tests"> & { isMute: boolean; isMissing: boolean };

export const muteLine = ({ command }: Ran): string => `${command}: passed, and its runner told of no test`;

/** Whether a command that runs tests has found none to run. */
export const findsNoTest = ({ state, told_by, tests }: WithTests): boolean =>
  state === "failed" && told_by === "report" && tests.every((one) => one.state === "skipped");

export async function runCriteria(
  { project, run }: Scene,
  place: Place,
  criteria: readonly string[],
  signal: AbortSignal,
): Promise<WithTests[]> {
  const all: WithTests[] = [];
  // To put a worktree back takes away the packages that no ignore file names.
  if (place.stream !== null) must(openWorkstream(project, place.stream));
  for (const text of criteria) {
    const test = approvedAs(run, text);
    if (test === null) throw new Cannot(`nobody has approved ${text}`);
    const { ran, output, isCutShort, isAsked } = await runAs(place.project, run, test, signal);
    const isNone = ran.told_by === "report" && !ran.tests.some((one) => one.state === "passed");
    const isGone = isCutShort && (isAsked || snapshotFacts(run)?.reported?.includes(text));
    const isMute = ran.state === "passed" && (isNone || isGone === true);
    const isMissing = ran.state === "not_found" || (ran.state === "failed" && isNotThere(ran, output));
    all.push({ ...ranOf(ran), tests: ran.tests, isMute, isMissing });
  }
  return all;
}

export const isRed = ({ state }: Ran): boolean => state !== "passed";
