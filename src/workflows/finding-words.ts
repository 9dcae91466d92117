import type { EventOf } from "../engine/events.ts";
import { gatesOf } from "../engine/gates.ts";
import { againOf, type Finding, type Run, type Task, taskOf } from "../engine/run.ts";
import type { Workflow } from "../engine/workflow.ts";
import { type FindingWords, placeText, wordsFrom } from "../record/findings.ts";
import { cut, firstLines, given, oneLine, unbroken } from "../text.ts";
import type { Caught, Said } from "./contract/contract.ts";

/** A finding in words, the same wherever one is told: how grave, where, how far it is shown, what is wrong. */

/** What a line of it says; `notes`: such as who found it, and what shows it. */
export interface FindingLine extends Pick<Caught, "severity" | "problem"> {
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

/** What is told behind that line to whoever fixes it, looks again, or merges. */
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
): Caught["proof"] {
  const of = gatesOf(workflow, run).find(({ key }) => key === gate);
  return of?.gate === "review" && "tree" in of.of ? (shown ?? "argued") : undefined;
}

/** The same in words; `tested`: what its own test shows, as far as that was run. */
export const proofText = (proof: Caught["proof"], tested = ""): string =>
  tested !== "" || proof !== "argued" ? tested : "argued without a test";

/** Characters of a problem or a reason that one line shows. */
export const MAX_SAID = 200;
/** Findings of one task that are told at once. */
const MOST = 8;
const clipped = (text: string): string => cut(oneLine(text), MAX_SAID);

/** Where a workflow has findings of its own: a line for each that a task has found, or settled. */
export const saidLines = ({ found, settled }: Said): string[] => [
  ...firstLines(
    found.map(
      ({ id, problem, ...one }) =>
        `${id === undefined ? "" : `${id} `}${findingLine({ ...one, problem: clipped(problem) })}`,
    ),
    MOST,
  ),
  ...settled.map(({ id, state, problem }) => `${id} ${state}: ${clipped(problem)}`),
];

/** What an artifact says of findings. */
export interface Saying {
  findings?: FindingWords[];
  declined?: { id: string; reason: string }[];
  prior?: { id: string; reason?: string | null }[];
  /** A word on a plan. */
  vote?: string;
}

/** What a result says of findings. */
type Result = Pick<EventOf<"accepted">, "findings"> & {
  prior: readonly { id: string; gate?: string; state: "fixed" | "open" | "withdrawn" }[];
};

/**
 * A line for each finding that a result raised, settled or declined. `look`: reads an accepted
 * artifact by its hash.
 */
export function findingLines(
  workflow: Workflow,
  run: Run,
  task: Task,
  { findings, prior }: Result,
  artifact: Saying | null,
  look: (sha: string) => unknown,
): string[] {
  const { gate } = task;
  // What a vote objects to is no finding of the run: it stands in the vote alone.
  const raised: readonly (Pick<FindingWords, "id" | "severity" | "outside"> &
    Pick<Finding, "shown">)[] = artifact?.vote === undefined ? findings : (artifact.findings ?? []);
  const found = raised.map(({ id, severity, outside, shown }) => {
    const words = artifact?.findings?.find((one) => one.id === id);
    const tested = testedText(run, { id, shown, task: task.id }, words);
    const proof = clipped(proofText(proofOf(workflow, run, { gate, shown }), tested));
    const notes = [outside ? "outside the change" : "", proof];
    const problem = clipped(words?.problem ?? "");
    return `${id} ${findingLine({ severity, place: placeText(words ?? {}), notes, problem })}`;
  });
  const wordsOf = wordsFrom(look, run);
  const settled = prior.flatMap(({ id, gate: of = gate, state }) => {
    const before = run.findings.find((one) => one.gate === of && one.id === id);
    if (before === undefined || state === "open" || of !== gate) return [];
    const why = state === "withdrawn" ? artifact?.prior?.find((one) => one.id === id)?.reason : "";
    const text = clipped(why || (wordsOf(before)?.problem ?? ""));
    return text === "" ? [] : [`${id} ${state}: ${text}`];
  });
  const declined = (task.kind === "fix" ? (artifact?.declined ?? []) : []).map(
    ({ id, reason }) => `${oneLine(String(id))} declined: ${clipped(String(reason))}`,
  );
  return [...found, ...settled, ...declined];
}
