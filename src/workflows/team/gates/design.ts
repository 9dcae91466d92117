import { type Gate, review } from "../../../engine/workflow.ts";
import { accept, again, boundedOrWaived, stale, stop, stuckOrWaived } from "../../contract/asks.ts";
import { ADRS, ANSWERS, BRIEF, CLARIFICATION, CONTEXT, GATES, REVIEW_FOLDER, SPEC } from "../paths.ts";
import { SCOPE_STATUSES } from "../statuses.ts";
import { checkpoint, gateMoves, ofStage, produce } from "./parts.ts";

/** Stages 01 to 03: requirements, design, clarification. */

export const requirements: Gate[] = [
  produce({
    key: "brief",
    title: "Brief",
    stage: "01",
    after: [],
    who: { role: "pm" },
    reads: [],
    writes: `${GATES}/stage-01.json`,
    documents: [BRIEF],
    schema: "stage-01",
    brief: "team-brief",
    on: {
      ...gateMoves,
      done: { if: "briefHolds", then: "next", else: "again" },
      questions: { ask: "brief-questions", options: { answer: again }, auto: "answer", assumes: true },
    },
  }),
  checkpoint("a", "brief", "01", "brief", "proceed"),
];

const approvedDesign = {
  who: { role: "principal" },
  writes: `${GATES}/stage-02.json`,
  documents: [SPEC, ADRS, ANSWERS],
  schema: "stage-02",
};

const scope = review({
  key: "scope",
  title: "Confirm scope",
  ...ofStage("02"),
  after: ["answers"],
  reviewer: "pm",
  group: "scope",
  who: { role: "pm" },
  of: { file: SPEC },
  reads: [BRIEF, SPEC],
  writes: `${REVIEW_FOLDER}/pm.json`,
  schema: "scope-review",
  brief: "scope",
  bounded: boundedOrWaived,
  stuck: stuckOrWaived,
  stale,
  statuses: SCOPE_STATUSES,
  on: {
    approved: "next",
    needs_changes: {
      fix: {
        ...approvedDesign,
        title: "Amend design",
        token: "stage-02",
        brief: "design-fix",
      },
      then: "self",
    },
  },
  limit: {
    ask: "escalation",
    options: { accept, redo: { move: { redo: "design" }, reason: true }, stop },
  },
});

export const design: Gate[] = [
  produce({
    key: "design",
    title: "Draft design",
    stage: "02",
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
    stage: "02",
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
    stage: "02",
    ...approvedDesign,
    after: ["notes"],
    reads: [BRIEF, SPEC, `${REVIEW_FOLDER}/`],
    brief: "answers",
    on: gateMoves,
  }),
  scope,
  checkpoint("b", "scope", "02", "design", "proceedWithQuestions"),
  produce({
    key: "clarify",
    title: "Clarification",
    stage: "03",
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
