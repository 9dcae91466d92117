import { gatesOf } from "../../engine/gates.ts";
import { againOf, type Finding, type Run, taskOf } from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";
import { given, oneLine, unbroken } from "../../text.ts";
import type { FindingOutcome } from "../contract/contract.ts";

/** A finding in words, the same wherever one is told: how grave, where, how far it is shown, what is wrong. */

/** What a line of it says; `notes`: such as who found it, and what shows it. */
interface FindingLine extends Pick<FindingOutcome, "severity" | "problem"> {
  place?: string | null;
  notes?: readonly string[];
}

/** `major at src/cart.ts:12 (proven by tests/cart.test.ts): An empty cart has no total`. */
export function findingLine({ severity, place, notes = [], problem }: FindingLine): string {
  const at = place ? ` at ${oneLine(place)}` : "";
  const noted = notes.filter((note) => note !== "").join(", ");
  // Its blanks stay as they are: the fault may be in them.
  const what = unbroken(problem);
  return `${severity}${at}${noted === "" ? "" : ` (${oneLine(noted)})`}${what === "" ? "" : `: ${what}`}`;
}

/** What is told after that line to whoever fixes it, looks again, or merges. */
export interface WholeFinding extends FindingLine {
  quote?: string | null;
  fix?: string;
  /** Who found it. */
  by?: string;
}

/** All of a finding: its line, the line of the project, what would fix it, and who found it. */
export const findingParts = ({ quote, fix, by, ...line }: WholeFinding): string[] => [
  findingLine(line),
  ...given(!!quote?.trim(), `Quoted: ${JSON.stringify(unbroken(quote ?? ""))}.`),
  ...given(!!fix, `Fix: ${unbroken(fix ?? "")}`),
  ...given(!!by, `Found by ${oneLine(by ?? "")}.`),
];

/** What its own test shows of a finding, in words; empty: it has none that was run. */
export function testedText(
  run: Run,
  { task, id, shown }: Pick<Finding, "task" | "id" | "shown">,
  words: { test?: { file: string } | null } | null | undefined,
): string {
  if (shown === "proven") return `proven by ${oneLine(words?.test?.file ?? "its test")}`;
  if (shown !== "unknown") return "";
  const why = taskOf(run, task)?.tested.findLast(
    (one) => one.finding === id && one.shown === shown,
  )?.why;
  return `its test did not run: ${oneLine(why ?? "no reason was recorded")}`;
}

/** What its test shows of a proven one that somebody called fixed, in words; else empty. */
export function againText(run: Run, finding: Pick<Finding, "gate" | "id">): string {
  const again = againOf(run, finding);
  if (again === undefined) return "";
  if (again.shown === "refuted") return ", which passes on the fix";
  const how = again.shown === "proven" ? "still fails" : "could not run on the fix";
  return `, which ${how}: ${oneLine(again.why)}`;
}

/** How far a finding is shown; undefined: it is about no code, of which no test shows anything. */
export function proofOf(
  workflow: Workflow,
  run: Run,
  { gate, shown }: Pick<Finding, "gate" | "shown">,
): FindingOutcome["proof"] {
  const of = gatesOf(workflow, run).find(({ key }) => key === gate);
  return of?.gate === "review" && "tree" in of.of ? (shown ?? "argued") : undefined;
}

/** The same in words; `tested`: what its own test shows, as far as that was run. */
export const proofText = (proof: FindingOutcome["proof"], tested = ""): string =>
  tested !== "" || proof !== "argued" ? tested : "argued without a test";

/** Characters of a problem or a reason that one line shows. */
export const MAX_SAID = 200;
