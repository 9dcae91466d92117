import type { TestedCommand } from "../../../engine/events.ts";
import { forgetClosed } from "../../../project/worktrees/branch.ts";
import { closeWorkstreams } from "../../../project/worktrees/close-workstreams.ts";
import { openWorktrees } from "../../../project/worktrees/open-worktrees.ts";
import { openWorkstream, restoreWorkstream } from "../../../project/worktrees/workstreams.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders } from "../../../record/subject.ts";
import type { TestedWithCases } from "../../../record/tests/test-record.ts";
import { NOT_LOADED, type TestCase, titleOf } from "../../../runners/report.ts";
import { given, someOf } from "../../../text.ts";
import type { Seen } from "../../tests/evidence.ts";
import { approvedAs, ofCommand, runCommand } from "../../tests/run-command.ts";
import { buildOf, snapshotFacts } from "../plan/plan.ts";
import { Inconclusive, type ItemContext, MAX_NAMES, unwrap } from "./workspace.ts";

/** Runs the commands that show whether an item is done, and tells how they ended. */

/** How such a command ended. */
export type Ran = TestedCommand;

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
export type WithTests = TestedWithCases & { doubt?: string; isMissing: boolean };

export const doubtsOf = (all: readonly WithTests[]): string[] =>
  all.flatMap(({ command, doubt }) =>
    doubt === undefined ? [] : [`${command}: passed, but ${doubt}`],
  );

/** Titles of a command's tests in a state; what could not be loaded is none. */
export const titlesIn = (state: TestCase["state"], tests: readonly TestCase[]): string[] =>
  tests.filter((test) => test.state === state && test.name !== NOT_LOADED).map(titleOf);

export async function runCriteria(
  { scene, workspace, signal }: ItemContext,
  criteria: readonly string[],
): Promise<WithTests[]> {
  const { project, run } = scene;
  const all: WithTests[] = [];
  // To put a worktree back takes away the packages that no ignore file names.
  if (workspace.stream !== null) unwrap(openWorkstream(project, workspace.stream));
  for (const text of criteria) {
    const test = approvedAs(run, text);
    if (test === null) throw new Inconclusive(`${text} is not approved`);
    const { ran, isMissing, isCutShort, isAsked } = await runCommand(
      workspace.project,
      run,
      test,
      signal,
    );
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
    all.push({ ...ran, isMissing, ...(ran.state === "passed" && doubt && { doubt }) });
  }
  return all;
}

export const isRed = ({ state }: Ran): boolean => state !== "passed";

/** Titles of failed tests that are kept of one command. */
const MAX_RED = 50;

/**
 * How a command went on the project as it is, and which tests failed; null: nobody has approved it,
 * so it was not run.
 */
type RanHere = (Ran & { seen: Seen; red: string[] }) | null;

/**
 * Runs commands on the project as it is, once each, in order. `isApart`: in a temporary worktree;
 * `missing`: what that lacks of the checkout. @throws Inconclusive
 */
export async function runHere(
  scene: Scene,
  commands: readonly string[],
  isApart: boolean,
  signal: AbortSignal,
) {
  const { project, run, workflow } = scene;
  const stream = {
    ...buildOf(run, excludedFolders(workflow)),
    run: `${run.run}-looks`,
    area: "looks",
  };
  const forget = (): void => {
    unwrap(closeWorkstreams(project, stream));
    unwrap(forgetClosed(project, stream));
  };
  // One that was killed has left its own, of what was there then.
  if (openWorktrees(project, stream.run).length > 0) {
    unwrap(openWorkstream(project, stream));
    unwrap(restoreWorkstream(project, stream));
  }
  if (isApart) forget();
  const opened = isApart ? unwrap(openWorkstream(project, stream)) : null;
  const workspace = {
    project: { ...project, root: opened?.path ?? project.root },
    stream: isApart ? stream : null,
  };
  const all: RanHere[] = [];
  for (const text of commands) {
    const approved = approvedAs(run, text) === null ? [] : [text];
    for (const ran of await runCriteria({ scene, workspace, signal }, approved))
      all.push({
        ...ofCommand(ran),
        red: titlesIn("failed", ran.tests).slice(0, MAX_RED),
        seen: ran.isMissing ? "not_found" : ran.state,
      });
    if (approved.length === 0) all.push(null);
    // What one leaves behind would let another one pass.
    else if (isApart) unwrap(restoreWorkstream(project, stream));
  }
  if (isApart) forget();
  return { ran: all, missing: opened?.missing ?? [] };
}
