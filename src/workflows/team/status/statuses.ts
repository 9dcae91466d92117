/**
 * All that a status and an outcome mean in this workflow, in one place: gates, checks, forms, gate
 * files and words read it from here. Pure, and without the schema library: every step loads the
 * gates.
 */

/** From the best to the worst. */
const GATE_STATUSES = ["PASS", "WARN", "FAIL", "ESCALATE"] as const;
export type GateStatus = (typeof GATE_STATUSES)[number];

/**
 * What each outcome of a task says of its part of the run: one whose status does not hold lets
 * nothing pass.
 */
const OUTCOMES = {
  PASS: ["done", "questions", "approved", "pass"],
  // Without a baseline nothing has been built yet that it could speak against.
  WARN: ["warn", "no_baseline"],
  FAIL: [
    "fail",
    "scope_changed",
    "needs_changes",
    "veto",
    "differs",
    "cannot_run",
    "unchanged",
    "unclear",
    "outdated",
  ],
  ESCALATE: ["escalate"],
} as const satisfies Record<GateStatus, string[]>;
export type Outcome = (typeof OUTCOMES)[GateStatus][number];
/** Whether the run goes on. */
export const holds = (status: GateStatus): boolean => status === "PASS" || status === "WARN";

/** Statuses that a role may state, with the outcome of its gate and what its brief says of it. */
export const ROLE_STATUSES = {
  PASS: {
    outcome: "done",
    words: "nothing that was asked for is missing or wrong, and `blockers` is empty",
  },
  FAIL: { outcome: "fail", words: "something is missing or wrong, and each blocker says what" },
  ESCALATE: {
    outcome: "escalate",
    words: "a person has to decide, and a blocker says what, with the options",
  },
} as const satisfies Partial<Record<GateStatus, { outcome: Outcome; words: string }>>;

/** The status that an outcome stands for; one that this version does not know is no pass. */
export const statusOfOutcome = (outcome: string): GateStatus =>
  GATE_STATUSES.find((one) => OUTCOMES[one].some((known) => known === outcome)) ?? "FAIL";

/**
 * The worst of several statuses: ESCALATE over FAIL over WARN over PASS; null where there is none.
 */
export const worst = (statuses: readonly GateStatus[]): GateStatus | null =>
  GATE_STATUSES[Math.max(-1, ...statuses.map((status) => GATE_STATUSES.indexOf(status)))] ?? null;

/** What a check of the program's may say. */
type CheckStatus = Exclude<GateStatus, "ESCALATE">;
/** The status that a check's blockers and warnings come to. */
export const statusBy = (blockers: readonly string[], warnings: readonly string[]): CheckStatus =>
  blockers.length > 0 ? "FAIL" : warnings.length > 0 ? "WARN" : "PASS";

/** The outcome of a check that comes to this status. */
export const checkOutcome = (status: CheckStatus) => status.toLowerCase() as Lowercase<CheckStatus>;

/**
 * Where something stands; `none`: not yet; `running`: begun, and without a word that counts;
 * `skipped`: nothing to do.
 */
export type StageStatus = GateStatus | "none" | "running" | "skipped";

export const isGateStatus = (status: StageStatus): status is GateStatus =>
  GATE_STATUSES.some((one) => one === status);
export const isBad = (status: StageStatus): boolean => isGateStatus(status) && !holds(status);
