import * as z from "zod/mini";
import { oneLine } from "../../../text.ts";
import { type Brief, parseBrief } from "../documents/brief.ts";
import { parseClarification } from "../documents/questions.ts";
import { BRIEF, CLARIFICATION } from "../paths.ts";
import { count, flag, gateKind, stage } from "./gate.ts";
import { claim, required, within } from "./kind.ts";

/** Whether two briefs want the same. */
const wantsSame = (a: Brief, b: Brief): boolean =>
  JSON.stringify([a.criteria, a.outOfScope, a.stories]) === JSON.stringify([b.criteria, b.outOfScope, b.stories]);

/** Characters of an answer that the status table is given. */
const MAX_NOTE = 80;

/** `stage-03.json`, written by pm: an answer to each question, a change of scope against the brief as it was accepted. */
export const kind = gateKind({
  schema: z.strictObject({
    ...stage("stage-03"),
    /** The program knows these itself; earlier versions asked. */
    open_questions_count: z.optional(count),
    answered_questions_count: z.optional(count),
    scope_changed: z.optional(flag),
  }),
  stage: "stage-03",
  fields: () => [],
  documents: ({ openQuestions }) => [
    {
      path: CLARIFICATION,
      form: openQuestions.map((question) => `QUESTION: ${oneLine(question)} @PM\nPM-ANSWER: <…>\n`).join("\n"),
    },
  ],
  rules: ({ has }) => [
    "Every question above has one answer of one line, behind `PM-ANSWER: `, directly below it; the questions stay word for word.",
    "It is `PASS` only where each has its answer.",
    ...(has.brief ? ["In pipeline/brief.md a criterion that stays keeps its number."] : []),
  ],
  judge(gate, context) {
    const text = context.document(CLARIFICATION);
    const { clarification, problems: wrong } = parseClarification(text ?? "", context.openQuestions);
    const { answered, open } = clarification;
    const briefText = context.document(BRIEF);
    const now = briefText === null ? null : parseBrief(briefText);
    const passes = gate.status === "PASS";
    const known = context.brief !== null && now !== null;
    const isChanged = known && !wantsSame(context.brief!, now!.brief);
    const why = `${BRIEF} ${isChanged ? "wants something else than before" : "wants what it wanted before"}`;
    return {
      problems: [
        ...(passes ? required(CLARIFICATION, text, wrong) : []),
        ...claim("scope_changed", gate.scope_changed, isChanged, why),
        ...(passes && known ? within(BRIEF, now!.problems) : []),
      ],
      facts: {
        answered,
        counts: {
          ...(now === null ? {} : { criteria: now.brief.criteria.length }),
          ...{ open_questions: open.length, answered_questions: answered.length },
        },
        flags: { scope_changed: isChanged },
        note: answered[0]?.answer.slice(0, MAX_NOTE),
      },
      // Its questions are those that it answers; only the brief may ask anew.
      texts: [briefText],
      outcome: passes && isChanged ? "scope_changed" : undefined,
    };
  },
});
