import { type Gate, review } from "../../../engine/workflow.ts";
import { ADRS, ANSWERS, BRIEF, CLARIFICATION, CONTEXT, GATES, REVIEW_FOLDER, SPEC } from "../paths.ts";
import { SCOPE_STATUSES } from "../statuses.ts";
import { bounded, checkpoint, gateMoves, produce, stale, stuck } from "./parts.ts";

/** Stages 01 to 03: requirements, design, clarification. */

export const requirements: Gate[] = [
  produce({
    key: "brief",
    title: "Brief",
    token: "stage-01",
    part: "01",
    after: [],
    who: { role: "pm" },
    reads: [],
    writes: `${GATES}/stage-01.json`,
    documents: [BRIEF],
    schema: "stage-01",
    brief: "team-brief",
    on: {
      ...gateMoves,
      questions: { ask: "brief-questions", options: { answer: { move: "again" } }, auto: "answer" },
    },
  }),
  checkpoint("a", "brief", "01", "brief", "proceed"),
];

const scope = review({
  key: "scope",
  title: "Confirm scope",
  token: "stage-02",
  part: "02",
  after: ["answers"],
  reviewer: "pm",
  group: "scope",
  who: { role: "pm" },
  of: { file: SPEC },
  reads: [BRIEF, SPEC],
  writes: `${REVIEW_FOLDER}/pm.json`,
  schema: "scope-review",
  brief: "scope",
  bounded,
  stuck,
  stale,
  statuses: SCOPE_STATUSES,
  on: {
    approved: "next",
    needs_changes: {
      fix: {
        who: { role: "principal" },
        title: "Amend design",
        token: "stage-02",
        writes: `${GATES}/stage-02.json`,
        documents: [SPEC, ADRS, ANSWERS],
        schema: "stage-02",
        brief: "design-fix",
      },
      then: "self",
    },
  },
  limit: {
    ask: "escalation",
    options: {
      accept: { move: "next", reason: true, waiver: "accepted" },
      redo: { move: { redo: "design" }, reason: true },
      stop: { move: "stop" },
    },
  },
});

export const design: Gate[] = [
  produce({
    key: "design",
    title: "Draft design",
    token: "stage-02",
    part: "02",
    after: ["checkpoint-a"],
    who: { role: "principal" },
    reads: [BRIEF],
    writes: SPEC,
    schema: "design-draft",
    brief: "design",
    on: { done: "next" },
  }),
  produce({
    key: "notes",
    title: "Design notes - {item}",
    token: "stage-02",
    part: "02",
    each: { over: "areas" },
    after: ["design"],
    who: { role: "{role}" },
    reads: [BRIEF, SPEC],
    writes: `${REVIEW_FOLDER}/{role}.md`,
    schema: "design-notes",
    brief: "notes",
    on: { done: "next" },
  }),
  produce({
    key: "answers",
    title: "Answer notes",
    token: "stage-02",
    part: "02",
    after: ["notes"],
    who: { role: "principal" },
    reads: [BRIEF, SPEC, `${REVIEW_FOLDER}/`],
    writes: `${GATES}/stage-02.json`,
    documents: [SPEC, ADRS, ANSWERS],
    schema: "stage-02",
    brief: "answers",
    on: gateMoves,
  }),
  scope,
  checkpoint("b", "scope", "02", "design", "proceedWithQuestions"),
  produce({
    key: "clarify",
    title: "Clarification",
    token: "stage-03",
    part: "03",
    when: "openQuestions",
    after: ["checkpoint-b"],
    who: { role: "pm" },
    reads: [BRIEF, SPEC, CONTEXT],
    writes: `${GATES}/stage-03.json`,
    documents: [CLARIFICATION, BRIEF],
    schema: "stage-03",
    brief: "clarify",
    on: { ...gateMoves, scope_changed: { redo: "brief" } },
  }),
];
