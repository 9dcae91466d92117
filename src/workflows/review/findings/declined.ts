import { gateOf } from "../../../engine/gates.ts";
import { type Run, tasksOf } from "../../../engine/run.ts";
import type { Workflow } from "../../../engine/workflow.ts";
import { given } from "../../../text.ts";
import type { Declined } from "./caught.ts";

/** Findings that their author holds to be wrong. */

/** What an author has to answer, and those of them that the person wants mended. */
interface Due {
  open: readonly { id: string; proven?: boolean }[];
  insisted: readonly string[];
}

/**
 * Findings that whoever mends them has neither answered nor declined, or both, or declined against
 * the person's word.
 */
export function answerProblems(
  answered: string[],
  declined: readonly Declined[],
  { open, insisted }: Due,
): string[] {
  const ids = open.map((one) => one.id);
  const declinedIds = declined.map((one) => one.id);
  const missing = ids.filter((id) => !answered.includes(id) && !declinedIds.includes(id));
  const known = ids.length === 0 ? "there is no open finding" : `open are ${ids.join(", ")}`;
  return [
    ...given(
      missing.length > 0,
      `answered: ${missing.join(", ")} missing, expected every open finding's id there, or in declined with the reason why it is wrong`,
    ),
    ...declinedIds
      .filter((id) => !ids.includes(id))
      .map((id) => `declined: ${id} is no open finding; ${known}`),
    ...declinedIds
      .filter((id, index) => answered.includes(id) || declinedIds.indexOf(id) !== index)
      .map(
        (id) => `declined: ${id} is answered twice; expected it in answered or once in declined`,
      ),
    ...open.flatMap(({ id, proven }) =>
      given(
        proven === true && declinedIds.includes(id),
        `declined: ${id} is proven by its test, and no reason undoes that; mend it, or, where the test is wrong, say "partial" and why: the person decides`,
      ),
    ),
    ...declinedIds
      .filter((id) => insisted.includes(id))
      .map((id) => `declined: ${id} was declined before, and the person wants it mended; mend it`),
  ];
}

/**
 * Declined findings of reviewers of which the person, told of both sides, has said that they are
 * to be mended.
 */
export const insistedOf = (workflow: Workflow, run: Run, gates: readonly string[]): string[] =>
  gates.flatMap((key) => insistedIn(workflow, run, key));

function insistedIn(workflow: Workflow, run: Run, key: string): string[] {
  const gate = gateOf(workflow, run, key);
  if (gate.gate !== "review") return [];
  const reviews = tasksOf(run, key).map((task) => task.id);
  return run.decisions
    .filter((decision) => decision.task !== null && reviews.includes(decision.task))
    .filter(
      (decision) =>
        gate.limit.options[decision.option]?.waiver === undefined && decision.option !== "stop",
    )
    .flatMap((decision) =>
      decision.why.flatMap((why) => (why.reason === "declined" ? why.findings : [])),
    );
}
