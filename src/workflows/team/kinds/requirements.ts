import { oneLine } from "../../../text.ts";
import { usualCriteria } from "../../brief-parts.ts";
import { type Brief, parseBrief } from "../documents/brief.ts";
import { parseClarification } from "../documents/questions.ts";
import { BRIEF, CLARIFICATION } from "../paths.ts";
import { gateKind, notingFound, required, within } from "./kind.ts";

/** What pm writes before the build: the brief, and answers. */

const BRIEF_FORM = `# Feature Brief: <title>

## Problem Statement
<who cannot do what today, and what that costs>

## User Stories
1. As <who>, I want <what> so that <why>.

## Acceptance Criteria
1. <…>

## Out of Scope
- <…>

## Open Questions
<None at this time.>
`;

/** `stage-01.json` with the brief, whose open questions are for the person. */
export const brief = notingFound(
  gateKind({
    documents: () => [{ path: BRIEF, form: BRIEF_FORM }],
    rules: (facts) => [
      "All five sections of the brief are there. Criteria are numbered from 1 on, each once.",
      `Most features take ${usualCriteria(facts.maxCriteria)} criteria; more than ${facts.maxCriteria} are refused: each costs a test of its own and a place in every review.`,
      "An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief holds its first option, and is `PASS` with it. Without one the section says `None at this time.`",
    ],
    judge({ status }, { document, maxCriteria }) {
      const text = document(BRIEF);
      const { brief, problems: wrong } = parseBrief(text ?? "");
      const { criteria, outOfScope, openQuestions } = brief;
      const passes = status === "PASS";
      // Who holds the brief back for its questions asks them: the person answers these, and not the gate.
      const asked = passes || status === "ESCALATE" ? openQuestions : [];
      const tooMany = `${BRIEF}: found ${criteria.length} criteria, expected at most ${maxCriteria}: merge what one test would show together`;
      return {
        problems: [
          ...(passes || asked.length > 0 ? required(BRIEF, text, wrong) : []),
          ...(criteria.length > maxCriteria ? [tooMany] : []),
        ],
        facts: {
          counts: { criteria: criteria.length },
          flags: { required_sections_complete: text !== null && wrong.length === 0 },
          out_of_scope: outOfScope,
        },
        texts: [text],
        questions: asked.map((one) => ({ question: one.text, options: one.options })),
        outcome: asked.length > 0 ? "questions" : undefined,
      };
    },
  }),
);

/** Whether two briefs want the same. */
const wantsSame = (a: Brief, b: Brief): boolean =>
  JSON.stringify([a.criteria, a.outOfScope, a.stories]) === JSON.stringify([b.criteria, b.outOfScope, b.stories]);

/** Characters of an answer that the status table is given. */
const MAX_NOTE = 80;

/** `stage-03.json`: an answer to each question, and a change of scope against the brief as it was accepted. */
export const clarification = gateKind({
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
  judge({ status }, context) {
    const text = context.document(CLARIFICATION);
    const { clarification, problems: wrong } = parseClarification(text ?? "", context.openQuestions);
    const { answered, open } = clarification;
    const briefText = context.document(BRIEF);
    const now = briefText === null ? null : parseBrief(briefText);
    const passes = status === "PASS";
    const isChanged = context.brief !== null && now !== null && !wantsSame(context.brief, now.brief);
    return {
      problems: [
        ...(passes ? required(CLARIFICATION, text, wrong) : []),
        ...(passes && context.brief !== null && now !== null ? within(BRIEF, now.problems) : []),
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
