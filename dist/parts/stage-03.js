// @bun
import {
  oneLine2
} from "./s28.js";
import {
  BRIEF,
  CLARIFICATION,
  parseBrief
} from "./s150.js";
import {
  count,
  flag,
  stage,
  gateKind
} from "./s248.js";
import {
  claim,
  within,
  required
} from "./s251.js";
import {
  parseClarification
} from "./s144.js";
import {
  strictObject,
  optional
} from "./s1.js";

// src/workflows/team/kinds/stage-03.ts
var wantsSame = (a, b) => JSON.stringify([a.criteria, a.outOfScope, a.stories]) === JSON.stringify([b.criteria, b.outOfScope, b.stories]);
var MAX_NOTE = 80;
var kind = gateKind({
  schema: strictObject({
    ...stage("stage-03"),
    open_questions_count: optional(count),
    answered_questions_count: optional(count),
    scope_changed: optional(flag)
  }),
  stage: "stage-03",
  fields: () => [],
  documents: ({ openQuestions }) => [
    {
      path: CLARIFICATION,
      form: openQuestions.map((question) => `QUESTION: ${oneLine2(question)} @PM
PM-ANSWER: <\u2026>
`).join(`
`)
    }
  ],
  rules: ({ has }) => [
    "Every question above has one answer of one line, behind `PM-ANSWER: `, directly below it; the questions stay word for word.",
    "It is `PASS` only where each has its answer.",
    ...has.brief ? ["In pipeline/brief.md a criterion that stays keeps its number."] : []
  ],
  judge(gate, context) {
    const text = context.document(CLARIFICATION);
    const { clarification, problems: wrong } = parseClarification(text ?? "", context.openQuestions);
    const { answered, open } = clarification;
    const briefText = context.document(BRIEF);
    const now = briefText === null ? null : parseBrief(briefText);
    const passes = gate.status === "PASS";
    const known = context.brief !== null && now !== null;
    const isChanged = known && !wantsSame(context.brief, now.brief);
    const why = `${BRIEF} ${isChanged ? "wants something else than before" : "wants what it wanted before"}`;
    return {
      problems: [
        ...passes ? required(CLARIFICATION, text, wrong) : [],
        ...claim("scope_changed", gate.scope_changed, isChanged, why),
        ...passes && known ? within(BRIEF, now.problems) : []
      ],
      facts: {
        answered,
        counts: {
          ...now === null ? {} : { criteria: now.brief.criteria.length },
          ...{ open_questions: open.length, answered_questions: answered.length }
        },
        flags: { scope_changed: isChanged },
        note: answered[0]?.answer.slice(0, MAX_NOTE)
      },
      texts: [briefText],
      outcome: passes && isChanged ? "scope_changed" : undefined
    };
  }
});
export {
  kind
};
