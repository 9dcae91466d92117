/** The gates of `pipeline/gates/`: one schema each, the fields as people know them, nothing else beside them. */
import * as z from "zod/mini";
import { MAX_TEXT, stamp } from "../../fields.ts";
import { isTime } from "../documents/days.ts";

/** From the best to the worst: several gates of one stage take the worst. */
export const GATE_STATUSES = ["PASS", "WARN", "FAIL", "ESCALATE"] as const;
export type GateStatus = (typeof GATE_STATUSES)[number];

const TRACKS = ["full", "quick", "nano", "config-only", "dep-update", "hotfix"] as const;

/** Most paths or test names of one gate: a real change may touch many files. */
const MAX_NAMES = 2_000;

const line = z.string().check(z.minLength(1), z.maxLength(MAX_TEXT), z.regex(/\S/));
const lines = z.array(line).check(z.maxLength(200));
const names = z.array(line).check(z.maxLength(MAX_NAMES));
const count = z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000));
const flag = z.boolean();

const time = z.string().check(z.refine(isTime, "expected a time in UTC such as 2026-03-26T10:00:00Z"));
const warningId = z.string().check(z.regex(/^W[1-9]\d{0,5}$/));

/** Every gate has these; `task` and `nonce` are there only until the program has ingested a role's gate. */
const common = {
  status: z.enum(GATE_STATUSES),
  track: z.enum(TRACKS),
  timestamp: time,
  blockers: lines,
  warnings: lines,
  closed_warnings: z.optional(z.array(z.strictObject({ id: warningId, reason: line })).check(z.maxLength(200))),
  task: z.optional(stamp.task),
  nonce: z.optional(stamp.nonce),
};

const stage = <S extends string>(name: S) => ({ stage: z.literal(name), agent: line, ...common });
/** A gate of one area: its stage ends with the area's name. */
const ofArea = (prefix: string) => ({
  stage: z
    .string()
    .check(z.refine((name) => name.startsWith(prefix) && name.length > prefix.length, `expected ${prefix}<area>`)),
  area: line,
  agent: line,
  ...common,
});
const said = z.strictObject({ reviewer: line, timestamp: time });

export const stage01 = z.strictObject({
  ...stage("stage-01"),
  acceptance_criteria_count: count,
  out_of_scope_items: lines,
  required_sections_complete: flag,
});

export const stage02 = z.strictObject({
  ...stage("stage-02"),
  arch_approved: flag,
  pm_approved: flag,
  adr_count: count,
});

/** `open_questions_count`: those that are still without an answer. */
export const stage03 = z.strictObject({
  ...stage("stage-03"),
  open_questions_count: count,
  answered_questions_count: count,
  scope_changed: flag,
});

export const stage04 = z.strictObject({ ...ofArea("stage-04-"), files_changed: names });

export const stage05 = z.strictObject({
  ...stage("stage-05"),
  agent: z.literal("platform"),
  lint_passed: flag,
  tests_passed: flag,
  dependency_review_passed: flag,
  security_review_required: flag,
});

export const stage05Security = z.strictObject({
  ...stage("stage-05-security"),
  security_approved: flag,
  veto: flag,
  triggering_conditions: lines,
});

export const stage06 = z.strictObject({
  ...ofArea("stage-06-"),
  review_shape: z.enum(["scoped", "matrix"]),
  required_approvals: count,
  approvals: z.array(said).check(z.maxLength(200)),
  changes_requested: z.array(said).check(z.maxLength(200)),
});

export const stage07 = z.strictObject({
  ...stage("stage-07"),
  all_acceptance_criteria_met: flag,
  tests_total: count,
  tests_passed: count,
  tests_failed: count,
  failing_tests: names,
  assigned_retry_to: z.nullable(line),
  criterion_to_test_mapping_is_one_to_one: flag,
});

const signOff = z.strictObject({
  ...stage("stage-08"),
  agent: z.enum(["orchestrator", "pm"]),
  pm_signoff: flag,
  deploy_requested: flag,
  runbook_referenced: flag,
  auto_from_stage_07: flag,
});

const deployment = z.strictObject({
  ...stage("stage-08"),
  agent: z.literal("platform"),
  adapter: line,
  environment: line,
  pm_signoff: flag,
  smoke_test_passed: flag,
  runbook_referenced: flag,
  adapter_result: z.record(z.string(), z.unknown()),
});

/** Sign-off (`orchestrator`, `pm`) and deployment (`platform`) have fields of their own. */
export const stage08 = z.discriminatedUnion("agent", [signOff, deployment]);

export const stage09 = z.strictObject({ ...stage("stage-09"), lessons_promoted: lines });

/** What the program writes over several gates of one stage: the worst status, and the gates that it is made of. */
export const merged = z.strictObject({
  stage: z.string().check(z.regex(/^stage-0[1-9]$/)),
  agent: line,
  ...common,
  parts: lines,
});

/** pm's own word on the design's scope: an artifact of a task, no gate. */
export const scopeReview = z.strictObject({
  ...stamp,
  status: z.enum(["approved", "needs_changes"]),
  reasons: z.array(line).check(z.maxLength(60)),
  closed_warnings: common.closed_warnings,
});

/** The principal's ruling on an escalation: which ADR holds it, and which areas have to follow it. */
export const ruling = z.strictObject({
  ...stamp,
  topic: line,
  adr: line,
  spec_changed: flag,
  areas: z.array(line).check(z.maxLength(60)),
  instruction: line,
  closed_warnings: common.closed_warnings,
});

export type Stage01 = z.infer<typeof stage01>;
export type Stage02 = z.infer<typeof stage02>;
export type Stage03 = z.infer<typeof stage03>;
export type Stage04 = z.infer<typeof stage04>;
export type Stage05 = z.infer<typeof stage05>;
export type Stage05Security = z.infer<typeof stage05Security>;
export type Stage06 = z.infer<typeof stage06>;
export type Stage07 = z.infer<typeof stage07>;
export type Stage08 = z.infer<typeof stage08>;
export type Stage09 = z.infer<typeof stage09>;
export type MergedGate = z.infer<typeof merged>;
export type ScopeReview = z.infer<typeof scopeReview>;
export type Ruling = z.infer<typeof ruling>;

/** Schema of each gate by its kind: the stage, for a stage with a gate per area without the area's name. */
export const GATES = {
  "stage-01": stage01,
  "stage-02": stage02,
  "stage-03": stage03,
  "stage-04": stage04,
  "stage-05": stage05,
  "stage-05-security": stage05Security,
  "stage-06": stage06,
  "stage-07": stage07,
  "stage-08": stage08,
  "stage-09": stage09,
} as const;
export type GateKind = keyof typeof GATES;

/** Status of a stage that has several gates: the worst one. Null where there is none: a missing part never passes. */
export function mergeStatus(statuses: readonly GateStatus[]): GateStatus | null {
  let worst = -1;
  for (const one of statuses) worst = Math.max(worst, GATE_STATUSES.indexOf(one));
  return GATE_STATUSES[worst] ?? null;
}
