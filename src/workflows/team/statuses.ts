import type { Counts } from "../../engine/workflow.ts";

/**
 * All that a status and an outcome mean in this workflow, in one place: gates, checks, forms, gate files and words read it
 * from here. Pure, and without the schema library: every step loads the gates.
 */

/** What each outcome of a task says of its part of the run: one whose status does not hold lets nothing pass. */
const OUTCOME = {
  // Of what a role writes.
  done: "PASS",
  questions: "PASS",
  scope_changed: "FAIL",
  fail: "FAIL",
  escalate: "ESCALATE",
  // Of a review.
  approved: "PASS",
  needs_changes: "FAIL",
  veto: "FAIL",
  // Of what the program runs itself, beside `fail`.
  pass: "PASS",
  warn: "WARN",
  differs: "FAIL",
  cannot_run: "FAIL",
  unchanged: "FAIL",
  unclear: "FAIL",
  outdated: "FAIL",
  // Nothing has been built yet that it could speak against.
  no_baseline: "WARN",
} as const;
export type Outcome = keyof typeof OUTCOME;

type Status = { holds: boolean; gate: { outcome: Outcome; words: string } | null; check: Outcome | null };

/**
 * From the best to the worst. `holds`: the run goes on. `gate`: the outcome of a gate in which a role states it, and what
 * its brief says of it; null: no role may state it. `check`: the outcome of a check that the program runs; null: none has it.
 */
export const STATUSES = {
  PASS: {
    holds: true,
    gate: { outcome: "done", words: "all that was asked for is done, and `blockers` is empty" },
    check: "pass",
  },
  WARN: { holds: true, gate: null, check: "warn" },
  FAIL: {
    holds: false,
    gate: { outcome: "fail", words: "it is not, and each blocker says what is missing" },
    check: "fail",
  },
  ESCALATE: {
    holds: false,
    gate: { outcome: "escalate", words: "a person has to decide, and a blocker says what, with the options" },
    check: null,
  },
} as const satisfies Record<string, Status>;
export type GateStatus = keyof typeof STATUSES;
export const GATE_STATUSES = Object.keys(STATUSES) as GateStatus[];

/** Statuses that a role may state. */
export const ROLE_STATUSES = GATE_STATUSES.filter((one) => STATUSES[one].gate !== null);

/** The status that an outcome stands for; one that this version does not know is no pass. */
export const statusOfOutcome = (outcome: string): GateStatus =>
  Object.hasOwn(OUTCOME, outcome) ? OUTCOME[outcome as Outcome] : "FAIL";

/** What pm may say of the design's scope. */
export const SCOPE_STATUSES = {
  approved: { counts: "approval" },
  needs_changes: { counts: "changes" },
} as const satisfies Partial<Record<Outcome, { counts: Counts }>>;

/** What the security review may come to. */
export const SECURITY_STATUSES = {
  approved: { counts: "approval" },
  veto: { counts: "rejection" },
} as const satisfies Partial<Record<Outcome, { counts: Counts }>>;

/** The worst of several statuses: ESCALATE over FAIL over WARN over PASS; null where there is none. */
export const worst = (statuses: readonly GateStatus[]): GateStatus | null =>
  GATE_STATUSES[Math.max(-1, ...statuses.map((one) => GATE_STATUSES.indexOf(one)))] ?? null;

/** What a check of the program's may say. */
export type CheckStatus = Exclude<GateStatus, "ESCALATE">;
/** The status that a check's blockers and warnings come to. */
export const statusBy = (blockers: readonly string[], warnings: readonly string[]): CheckStatus =>
  blockers.length > 0 ? "FAIL" : warnings.length > 0 ? "WARN" : "PASS";

/** Where something stands; `none`: not yet; `running`: begun, and without a word that counts; `skipped`: nothing to do. */
export type StageStatus = GateStatus | "none" | "running" | "skipped";

export const isGateStatus = (status: StageStatus): status is GateStatus => Object.hasOwn(STATUSES, status);
export const isBad = (status: StageStatus): boolean => isGateStatus(status) && !STATUSES[status].holds;
