import type { Statuses } from "../../engine/workflow.ts";

/** What each status of a review counts as. Apart from the schemas: gates name it, and a gate is loaded by every step. */

export const CODE_STATUSES = {
  approved: { counts: "approval" },
  needs_changes: { counts: "changes" },
  rejected: { counts: "rejection" },
} as const satisfies Statuses;

export const PLAN_STATUSES = {
  approved: { counts: "approval" },
  needs_changes: { counts: "changes" },
  needs_clarification: { counts: "question" },
  rejected: { counts: "rejection" },
} as const satisfies Statuses;
