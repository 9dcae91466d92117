import * as z from "zod/mini";
import type { ArtifactKind, Checked } from "../contract.ts";
import { criterionId, findingId, list, optionalList, optionalText, stamp, text } from "../fields.ts";
import { duplicates, nothing } from "../review/check.ts";
import { answerProblems } from "../review/declined.ts";
import { type CheckContext, inContext } from "./context.ts";
import { answeredLines, answerRules, type BriefFacts, criteriaLines, stampLines } from "./facts.ts";

const implResult = z.object({
  ...stamp,
  status: z.enum(["complete", "partial", "failed"]),
  reason: optionalText,
  changed_files: list(text),
  criteria: list(z.object({ id: criterionId, met: z.boolean() })),
  deviations: optionalList(text),
  answered: optionalList(findingId),
  declined: optionalList(z.object({ id: findingId, reason: text })),
});
export type ImplResult = z.infer<typeof implResult>;

/** A result's problems and what it decides; its word on a criterion passes nothing by itself. Pure. */
export function checkResult(
  result: ImplResult,
  context: Pick<CheckContext, "criteria" | "open" | "insisted">,
): Checked {
  const { criteria: known } = context;
  const ids = result.criteria.map((one) => one.id);
  const problems = duplicates(ids, "criteria");
  for (const id of ids)
    if (!known.includes(id))
      problems.push(`criteria: ${id} is not a criterion of the story; known: ${known.join(", ")}`);
  if (result.status === "complete") {
    const met = result.criteria.filter((one) => one.met).map((one) => one.id);
    for (const id of known)
      if (!met.includes(id))
        problems.push(`criteria: ${id} is not met, but status is "complete"; say "partial" with a reason`);
  }
  // What is not complete may leave findings unanswered; what it says of them is checked all the same.
  const open = result.status === "complete" ? context.open : context.open.filter((one) => isSaid(result, one.id));
  problems.push(...answerProblems(result.answered, result.declined, { ...context, open }));
  const reason = result.reason?.trim() || null;
  if (result.status === "failed" && reason === null)
    problems.push('reason: found nothing, expected why when status is "failed"');
  const outcome = result.status === "partial" && reason !== null ? "partial_reason" : result.status;
  const declined = result.declined.map((one) => one.id);
  return { ...nothing, problems, outcome, reason, declined, claims: result.criteria.length };
}

const isSaid = ({ answered, declined }: ImplResult, id: string): boolean =>
  answered.includes(id) || declined.some((one) => one.id === id);

/** `.task/impl-result.json`, written by implementer: what was done. Its word moves no gate by itself. */
export const kind: ArtifactKind<ImplResult, BriefFacts> = {
  schema: implResult,
  form: (facts) => `{
${stampLines(facts)}
  "status": "<complete | partial | failed>", "reason": <null, or why it is not complete>,
  "changed_files": ["<path>"],
${criteriaLines(facts, "")}
  "deviations": ["<…>"],
${answeredLines(facts)}
}`,
  rules: ({ findings }) => ["`complete` needs every criterion met.", ...answerRules(findings)],
  check: inContext(checkResult),
};
