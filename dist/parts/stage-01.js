// @bun
import {
  shown
} from "./s28.js";
import {
  BRIEF,
  parseBrief
} from "./s150.js";
import {
  lines3,
  count,
  flag,
  stage,
  gateKind
} from "./s248.js";
import {
  notingFound,
  claim,
  required
} from "./s251.js";
import {
  nameKey
} from "./s149.js";
import {
  usualCriteria
} from "./s267.js";
import {
  strictObject,
  optional
} from "./s1.js";

// src/workflows/team/kinds/stage-01.ts
var BRIEF_FORM = `# Feature Brief: <title>

## Problem Statement
<who cannot do what today, and what that costs>

## User Stories
1. As <who>, I want <what> so that <why>.

## Acceptance Criteria
1. <\u2026>

## Out of Scope
- <\u2026>

## Open Questions
<None at this time.>
`;
var briefGate = strictObject({
  ...stage("stage-01"),
  acceptance_criteria_count: optional(count),
  out_of_scope_items: lines3,
  required_sections_complete: optional(flag)
});
var itemKey = (text) => nameKey(text).replace(/[.;,]$/, "");
var kind = notingFound(gateKind({
  schema: briefGate,
  stage: "stage-01",
  fields: () => ['"out_of_scope_items": ["<\u2026>"]'],
  documents: () => [{ path: BRIEF, form: BRIEF_FORM }],
  rules: (facts) => [
    "All five sections of the brief are there. Criteria are numbered from 1 on, each once.",
    "`out_of_scope_items` are the items of Out of Scope, word for word.",
    `Most features take ${usualCriteria(facts.maxCriteria)} criteria; more than ${facts.maxCriteria} are refused: each costs a test of its own and a place in every review.`,
    "An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`"
  ],
  judge(gate, { document, maxCriteria }) {
    const text = document(BRIEF);
    const { brief, problems: wrong } = parseBrief(text ?? "");
    const { criteria, outOfScope, openQuestions } = brief;
    const passes = gate.status === "PASS";
    const asked = passes || gate.status === "ESCALATE" ? openQuestions : [];
    const listed = new Set(gate.out_of_scope_items.map(itemKey));
    const scope = new Set(outOfScope.map(itemKey));
    const complete = text !== null && wrong.length === 0;
    const tooMany = `${BRIEF}: found ${criteria.length} criteria, expected at most ${maxCriteria}: merge what one test would show together`;
    return {
      problems: [
        ...passes || asked.length > 0 ? required(BRIEF, text, wrong) : [],
        ...claim("required_sections_complete", gate.required_sections_complete, complete, `as ${BRIEF} stands`),
        ...gate.out_of_scope_items.filter((one) => !scope.has(itemKey(one))).map((one) => `out_of_scope_items: found ${shown(one)}, expected an item of Out of Scope in ${BRIEF}`),
        ...criteria.length > maxCriteria ? [tooMany] : []
      ],
      facts: {
        counts: { criteria: criteria.length },
        flags: { required_sections_complete: complete },
        warnings: [
          ...gate.warnings,
          ...outOfScope.filter((one) => !listed.has(itemKey(one))).map((one) => `Out of scope in the brief, but not in its gate: ${one}`)
        ]
      },
      texts: [text],
      questions: asked.map((one) => ({ question: one.text, options: one.options })),
      outcome: asked.length > 0 ? "questions" : undefined
    };
  }
}));
export {
  kind
};
