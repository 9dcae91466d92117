import { SEVERITIES } from "../../engine/run.ts";
import { cut, firstLines, given, oneLine } from "../../text.ts";
import type { FindingOutcome, Row } from "../../workflows/contract/contract.ts";
import { findingLine, proofText } from "../../workflows/words/finding-words.ts";

/** What became of a run's findings, in numbers and words: the same in every view of it. */

/** How many findings there are of each state. */
type StateCounts = Record<FindingOutcome["state"], number>;

/** In this order they are listed. */
const STATES = ["open", "mended", "accepted", "withdrawn", "refuted", "outside", "void"] as const;

/** The words for each state. `mended` is its name in reports and journals. */
const STATE_WORDS: Record<FindingOutcome["state"], string> = {
  open: "open",
  mended: "fixed",
  accepted: "accepted as it is",
  withdrawn: "withdrawn",
  refuted: "refuted by its test",
  outside: "outside the change",
  void: "no longer counts",
};

/** How many of these findings are in each state. */
export const countByState = (caught: readonly Pick<FindingOutcome, "state">[]): StateCounts =>
  Object.fromEntries(
    STATES.map((state) => [state, caught.filter((one) => one.state === state).length]),
  ) as unknown as StateCounts;

/** `2 fixed, 1 accepted`; empty without findings. */
export const statesText = (found: StateCounts): string =>
  STATES.filter((state) => found[state] > 0)
    .map((state) => `${found[state]} ${STATE_WORDS[state]}`)
    .join(", ");

/** Findings that nobody has settled, the gravest first. */
export const openFindings = (caught: readonly FindingOutcome[]): FindingOutcome[] =>
  caught
    .filter(({ state }) => state === "open")
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));

/** What became of a finding, who fixed it, and what its test shows. */
export function findingStateText({
  state,
  mended_by,
  closed_by,
  elsewhere,
  tested,
}: FindingOutcome): string {
  const by =
    mended_by === null ? "" : state === "mended" ? ` by ${mended_by}` : `; changed by ${mended_by}`;
  const agreed =
    closed_by === null ? "" : state === "mended" ? `; ${closed_by} agreed` : `; ${closed_by}`;
  return `${STATE_WORDS[state]}${by}${agreed}${elsewhere ? ", although its place did not change" : ""}${tested ? `; ${tested}` : ""}`;
}

/** A finding in a line, with how far it is shown unless said. */
const textOf = (one: FindingOutcome, ...notes: string[]): string =>
  findingLine({ ...one, notes: notes.length > 0 ? notes : [proofText(one.proof, one.tested)] });

/** A finding with what became of it. */
export function findingRow(one: FindingOutcome): Row {
  const { withdrawn, declined = [], also = [], doubts = [] } = one;
  const became = findingStateText(one);
  return {
    tone: ["open", "outside", "accepted"].includes(one.state) ? "warn" : "good",
    // Each reviewer numbers its own.
    id: `${one.task}.${one.id}`,
    text: textOf(one, one.reviewer, one.tested ? "" : proofText(one.proof)),
    more: [
      // An open one has an icon that says so.
      ...given(became !== STATE_WORDS.open, became),
      // The newest comes first.
      ...(withdrawn === undefined ? [] : [`withdrawn by ${withdrawn.by}: "${withdrawn.reason}"`]),
      ...declined.toReversed().map(({ by, reason }) => `declined by ${by}: "${reason}"`),
      ...also.map(({ by, problem }) => `${by}: ${problem}`),
      ...doubts,
      ...given(one.quote !== "", `Quote: ${one.quote}`),
      ...given(one.fix !== "", `Fix: ${one.fix}`),
    ],
  };
}

/** Findings of one result that are told at once, and characters of each. */
const MOST = 8;
const MAX_LINE = 300;

/** A line for each finding that a task raised, settled or declined. */
export function linesOf(task: string, caught: readonly FindingOutcome[]): string[] {
  const isBy = (by: string | null | undefined): boolean => by?.startsWith(`${task} `) === true;
  const lines = caught.flatMap((one) => {
    const { id, problem, withdrawn, declined = [] } = one;
    const settled = `${id} ${STATE_WORDS[one.state]}: ${withdrawn?.reason || problem}`;
    return [
      ...given(one.task === task, `${id} ${textOf(one)}`),
      ...given(isBy(one.closed_by), settled),
      ...declined.filter(({ by }) => isBy(by)).map(({ reason }) => `${id} declined: ${reason}`),
    ];
  });
  return firstLines(
    lines.map((line) => cut(oneLine(line), MAX_LINE)),
    MOST,
  );
}
