import * as z from "zod/mini";
import { oneLine } from "../../../text.ts";
import { type Brief, parseBrief } from "../documents/brief.ts";
import { parseClarification } from "../documents/questions.ts";
import { BRIEF, CLARIFICATION } from "../paths.ts";
import { count, flag, gateKind, stage } from "./gate.ts";
import { claim, required, within, YES_OR_NO } from "./kind.ts";

/** Whether two briefs want the same. */
const wantsSame = (a: Brief, b: Brief): boolean =>
  JSON.stringify([a.criteria, a.outOfScope, a.stories]) === JSON.stringify([b.criteria, b.outOfScope, b.stories]);

/** Characters of an answer that the status table is given. */
const MAX_NOTE = 80;

/** `stage-03.json`, written by pm: an answer to each question, a change of scope against the brief as it was accepted. */
export const kind = gateKind({
  schema: z.strictObject({
    ...stage("stage-03"),
    /** The program counts them itself; earlier versions asked. */
    open_questions_count: z.optional(count),
    answered_questions_count: z.optional(count),
    scope_changed: flag,
  }),
  stage: "stage-03",
  fields: () => [`"scope_changed": ${YES_OR_NO}`],
  documents: ({ openQuestions }) => [
    {
      path: CLARIFICATION,
      form: openQuestions.map((question) => `QUESTION: ${oneLine(question)} @PM\nPM-ANSWER: <…>\n`).join("\n"),
    },
  ],
  rules: ({ has }) => [
    "Every question above has one answer of one line, behind `PM-ANSWER: `, directly below it; the questions stay word for word.",
    "It is `PASS` only where each has its answer.",
    has.brief
      ? "`scope_changed` is true exactly when pipeline/brief.md was changed; a criterion that stays keeps its number."
      : "`scope_changed` is false: this track has no brief.",
  ],
  judge(gate, context) {
    const text = context.document(CLARIFICATION);
    const { clarification, problems: wrong } = parseClarification(text ?? "", context.openQuestions);
    const { answered, open } = clarification;
    const briefText = context.document(BRIEF);
    const now = briefText === null ? null : parseBrief(briefText);
    const passes = gate.status === "PASS";
    const { scope_changed } = gate;
    const scope = (): string[] => {
      if (context.brief === null || now === null) return [];
      const changed = !wantsSame(context.brief, now.brief);
      const why = `${BRIEF} ${changed ? "wants something else than before" : "wants what it wanted before"}`;
      return [...claim("scope_changed", scope_changed, changed, why), ...(passes ? within(BRIEF, now.problems) : [])];
    };
    return {
      problems: [...(passes ? required(CLARIFICATION, text, wrong) : []), ...scope()],
      facts: {
        answered,
        counts: {
          ...(now === null ? {} : { criteria: now.brief.criteria.length }),
          ...{ open_questions: open.length, answered_questions: answered.length },
        },
        note: answered[0]?.answer.slice(0, MAX_NOTE),
      },
      // Its questions are those that it answers; only the brief may ask anew.
      texts: [briefText],
      outcome: passes && scope_changed ? "scope_changed" : undefined,
    };
  },
});
