import * as z from "zod/mini";
import { parseNoteAnswers } from "../documents/design-notes.ts";
import type { BriefFacts } from "../facts.ts";
import { ANSWERS, SPEC } from "../paths.ts";
import { adrDocument, adrRule, adrsOf, specForm, specOf, specRules } from "./design.ts";
import { count, flag, gateKind, stage } from "./gate.ts";
import { claim, notingFound, problemIf, QUESTION, within } from "./kind.ts";

/** A line for the answer to each note, by its role and its number there. */
function answersForm(notes: BriefFacts["notes"]): string {
  const lines = [...Map.groupBy(notes, (one) => one.role)].flatMap(([role, own]) =>
    own.map((_note, at) => `- ${role} ${at + 1}: <taken | not taken> — <where the design says so now, or why not>\n`),
  );
  return `# Answers to the notes\n\n${lines.join("")}`;
}

/**
 * `stage-02.json`, written by the principal with the design: its approval against the design's status line, its ADRs
 * against their folder, its answers against the owners' notes.
 */
export const kind = notingFound(
  gateKind({
    schema: z.strictObject({
      ...stage("stage-02"),
      /** The program knows these itself; earlier versions asked. */
      arch_approved: z.optional(flag),
      pm_approved: z.optional(flag),
      adr_count: z.optional(count),
    }),
    stage: "stage-02",
    fields: () => [],
    documents: (facts) => [
      { path: SPEC, form: specForm("APPROVED") },
      adrDocument(facts),
      ...(facts.notes.length === 0 ? [] : [{ path: ANSWERS, form: answersForm(facts.notes) }]),
    ],
    rules: (facts) => [
      "With `PASS` the design has the line `STATUS: APPROVED`, and begins with its title: the draft's stamp above it goes.",
      ...specRules(facts),
      `${adrRule(facts)} One is for a decision that is costly to turn back; without such a one none is written.`,
      ...(facts.notes.length === 0 ? [] : ["Each note has one line with its answer, which begins as in the form."]),
      QUESTION,
    ],
    judge(gate, context) {
      const spec = specOf(context);
      const adrs = adrsOf(context);
      const answers = context.document(ANSWERS);
      const unanswered = parseNoteAnswers(answers ?? "", context.notes).problems;
      const says = `${SPEC} says STATUS: ${spec.status ?? "nothing"}`;
      const passes = gate.status === "PASS";
      const isApproved = spec.status === "APPROVED";
      return {
        problems: [
          ...claim("arch_approved", gate.arch_approved, isApproved, says),
          ...claim("pm_approved", gate.pm_approved, false, "pm confirms the scope in a task of its own"),
          ...(passes ? [...spec.problems, ...adrs.problems, ...within(ANSWERS, unanswered)] : []),
          ...problemIf(
            passes && !isApproved,
            `${says}, expected STATUS: APPROVED with status PASS, or FAIL with what is missing`,
          ),
        ],
        facts: {
          counts: { adrs: adrs.names.length },
          flags: { arch_approved: isApproved },
          ...(passes ? { areas: spec.areas } : {}),
        },
        texts: [spec.text, ...adrs.texts, answers],
      };
    },
  }),
);
