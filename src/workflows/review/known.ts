import { gateOf, gatesOf } from "../../engine/gates.ts";
import type { Finding, Run, Task } from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";
import { denyList } from "../../project/deny-list.ts";
import { type OpenFinding, wordsOf } from "../../record/findings.ts";
import type { Scene } from "../../record/scene.ts";
import { given } from "../../text.ts";

/** Minor findings that are open: nothing waits for them, so whoever works next hears of them, and a later review closes them. */

/** Minor findings that one brief tells, the newest ones. */
const MAX_KNOWN = 20;

/** How a brief names another reviewer's finding: the review that raised it, and its id there. */
const nameOf = ({ task, id }: Finding): string => `${task}.${id}`;

/** Review gates that come before this task in the chain, or work beside it in the same group. */
function gatesBefore(workflow: Workflow, run: Run, task: Task): Set<string> {
  const own = gateOf(workflow, run, task.gate);
  const all = gatesOf(workflow, run);
  const at = all.findIndex((gate) => gate.key === task.gate);
  const isBefore = all.filter((gate, index) => {
    if (gate.gate !== "review" || gate.key === task.gate) return false;
    return index < at || (own.gate === "review" && gate.group === own.group);
  });
  return new Set(isBefore.map((gate) => gate.key));
}

/** Open minor findings of others, as a task hears of them: one that changes something as notes, a review as known. */
export function knownMinors(workflow: Workflow, run: Run, task: Task): Finding[] {
  const gate = gateOf(workflow, run, task.gate);
  const hears = task.kind === "fix" || gate.gate === "review" || gate.gate === "produce";
  const before = gatesBefore(workflow, run, task);
  const isMinor = ({ state, outside, severity }: Finding): boolean =>
    state === "open" && !outside && severity === "minor";
  return hears ? run.findings.filter((one) => before.has(one.gate) && isMinor(one)).slice(-MAX_KNOWN) : [];
}

export interface KnownMinor {
  /** `T7.F1`. */
  name: string;
  reviewer: string;
  finding: OpenFinding["finding"];
}

/** The same with their words, without quotes of secret files. */
export function minorTexts({ project, workflow, run }: Scene, task: Task): KnownMinor[] {
  const isSecret = denyList(run.settings.secrets);
  return knownMinors(workflow, run, task).flatMap((one) => {
    const words = wordsOf(project, run, one);
    if (!words) return [];
    const quote = isSecret(words.file ?? "") ? "" : words.quote;
    return [{ name: nameOf(one), reviewer: gateOf(workflow, run, one.gate).title, finding: { ...words, quote } }];
  });
}

type Said = readonly { id: string; state: "fixed" | "open" }[];

/** What is wrong with a review's words on known findings. `sameSubject`: names of those since which nothing has changed. */
export function knownProblems(review: Said, known: readonly string[], sameSubject: readonly string[]): string[] {
  return review.flatMap(({ id, state }, index) => {
    const expected = known.length === 0 ? "there is none: leave known empty" : `expected one of ${known.join(", ")}`;
    if (!known.includes(id)) return [`known[${index}]: "${id}" is no known finding; ${expected}`];
    return given(
      state === "fixed" && sameSubject.includes(id),
      `known[${index}] (${id}): state is "fixed", but nothing has changed since it was raised; expected "open"`,
    );
  });
}

/** Those that a review calls fixed, as the run keeps them. */
export const closedMinors = (review: Said, known: readonly Finding[]): { gate: string; id: string }[] =>
  review
    .filter(({ state }) => state === "fixed")
    .flatMap(({ id }) => known.filter((one) => nameOf(one) === id).map((one) => ({ gate: one.gate, id: one.id })));

export const namesOf = (known: readonly Finding[]): string[] => known.map(nameOf);
/** Findings raised on the very subject that is reviewed now. */
export const unchangedSince = (run: Run, known: readonly Finding[], subject: string | null): Finding[] =>
  known.filter((one) => run.tasks.find((task) => task.id === one.task)?.reviewed === subject);
