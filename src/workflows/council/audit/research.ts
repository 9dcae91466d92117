import * as z from "zod/mini";
import { shortJson } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { list, stamp } from "../../contract/fields.ts";
import { refusing } from "../../contract/problems.ts";
import { jsonKind } from "../../kit/artifacts/json-kind.ts";
import { nothing, uncheckable } from "../../review/check.ts";
import type { CouncilFacts } from "../brief.ts";
import { type AuditResult, errorFacts, errorField } from "./audit.ts";
import { auditOf } from "./record.ts";

const longText = z.string().check(z.trim(), z.minLength(1), z.maxLength(1_000));
/** The id of a missing work, or `project`. */
const aim = z.string().check(z.trim(), z.minLength(1), z.maxLength(40));

const researchPacket = z.strictObject({
  ...stamp,
  recommended_stack: list(z.strictObject({ name: longText, for: aim, why: longText })),
  implementation_patterns: list(z.strictObject({ text: longText, for: aim })),
  pitfalls: list(longText),
  security_notes: list(longText),
  estimated_complexity: z.enum(["low", "medium", "high"]),
  estimated_files: z.number().check(z.int(), z.gte(0), z.lte(10_000)),
  summary: longText,
  error: errorField("research"),
});
export type ResearchPacket = z.infer<typeof researchPacket>;

/** What is done already, and what is missing, by id. */
type ResearchContext = Pick<AuditResult, "completed_work" | "missing_work">;

const PROJECT = "project";

/** A packet's problems and what it states. Pure. */
export function judgeResearch(
  packet: ResearchPacket,
  { completed_work, missing_work }: ResearchContext,
): Checked {
  const problems: string[] = [];
  const facts = errorFacts(packet);
  const aims = [PROJECT, ...missing_work.map((one) => one.id)];
  for (const field of ["recommended_stack", "implementation_patterns"] as const)
    packet[field].forEach(({ for: aim }, at) => {
      const done = completed_work.find((one) => one.id === aim);
      const place = `${field}[${at}].for`;
      if (done)
        problems.push(
          `${place}: ${aim} is done already (${shortJson(done.text)}); drop it, or say for which missing work it is`,
        );
      else if (!aims.includes(aim))
        refusing(problems)(place, shortJson(aim), `one of ${aims.join(", ")}`);
    });
  if (
    facts.error === undefined &&
    missing_work.length > 0 &&
    packet.implementation_patterns.length === 0
  )
    problems.push("implementation_patterns: found none, expected at least one, or an error");
  return { ...nothing, problems, facts, outcome: "done" };
}

const GONE =
  "the audit as it was accepted is gone from .task/objects; end, the person has to decide";

/**
 * `research-packet.json`, written by tech-researcher: how the missing work is best built here, and
 * nothing of what is done.
 */
export const kind = jsonKind(
  researchPacket,
  (packet, { project, run }) => {
    const audit = auditOf(project, run);
    return audit === null ? uncheckable(GONE) : judgeResearch(packet, audit);
  },
  ({ audit }: CouncilFacts) => [
    `\`for\` is the id of the missing work that an entry serves, or \`project\` for what serves all of it: ${[...(audit?.missing_work ?? []).map((one) => one.id), PROJECT].join(", ")}. An entry for completed work is refused.`,
  ],
);
