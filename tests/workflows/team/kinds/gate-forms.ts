// The public form of every gate file below `pipeline/gates/`: those of roles by their kinds, those that the program writes here.
import * as z from "zod/mini";
import { problemsOf } from "../../../../src/workflows/fields.ts";
import { count, flag, line, lines, names, stage, stageOfArea } from "../../../../src/workflows/team/kinds/gate.ts";
import { deployment } from "../../../../src/workflows/team/kinds/stage-08.ts";
import { KINDS, NONCE } from "./given.ts";

const said = z.strictObject({ reviewer: line, timestamp: stage("stage-01").timestamp });

const stage05 = z.strictObject({
  ...stage("stage-05"),
  agent: z.literal("platform"),
  lint_passed: z.nullable(flag),
  tests_passed: z.nullable(flag),
  dependency_review_passed: z.nullable(flag),
  security_review_required: flag,
});

const stage06 = z.strictObject({
  ...stageOfArea("stage-06-"),
  review_shape: z.enum(["scoped", "matrix"]),
  required_approvals: count,
  approvals: z.array(said).check(z.maxLength(200)),
  changes_requested: z.array(said).check(z.maxLength(200)),
});

/** Over several gates of one stage: the worst status, and the gates that it is made of. */
const merged = z.strictObject({
  ...stage(""),
  stage: z.string().check(z.regex(/^stage-0[1-9]$/)),
  parts: lines,
});

/** What the program counts itself is in every file, and in no form of a role's. */
const stage01 = z.strictObject({
  ...stage("stage-01"),
  acceptance_criteria_count: count,
  out_of_scope_items: lines,
  required_sections_complete: flag,
});
const stage02 = z.strictObject({ ...stage("stage-02"), arch_approved: flag, pm_approved: flag, adr_count: count });
const stage03 = z.strictObject({
  ...stage("stage-03"),
  open_questions_count: count,
  answered_questions_count: count,
  scope_changed: flag,
});

/** Null: the program has not run the tests, or cannot tell. */
const stage07 = z.strictObject({
  ...stage("stage-07"),
  all_acceptance_criteria_met: z.nullable(flag),
  tests_total: z.nullable(count),
  tests_passed: z.nullable(count),
  tests_failed: z.nullable(count),
  failing_tests: names,
  assigned_retry_to: z.nullable(line),
  criterion_to_test_mapping_is_one_to_one: z.nullable(flag),
});

const security = z.strictObject({
  ...stage("stage-05-security"),
  security_approved: flag,
  veto: flag,
  triggering_conditions: lines,
});
const signOff = z.strictObject({
  ...stage("stage-08"),
  agent: z.enum(["orchestrator", "pm"]),
  pm_signoff: flag,
  deploy_requested: flag,
  runbook_referenced: flag,
  auto_from_stage_07: flag,
});
/** Of a sign-off, or of a deployment. */
const stage08 = z.discriminatedUnion("agent", [signOff, deployment]);

const FORMS: Record<string, z.ZodMiniType> = {
  ...Object.fromEntries(
    Object.entries(KINDS).flatMap(([name, { schema }]) => (name.startsWith("stage-") ? [[name, schema!]] : [])),
  ),
  "stage-01": stage01,
  "stage-02": stage02,
  "stage-03": stage03,
  "stage-05": stage05,
  "stage-05-security": security,
  "stage-06": stage06,
  "stage-07": stage07,
  "stage-08": stage08,
  merged,
};
/** Each by its stage, those of one area without the area's name. */
export const GATES = Object.keys(FORMS);

/** What is wrong with a gate file: it has to be of this form, and without the stamp of a role's own. */
export function gateProblems(kind: string, value: unknown): string[] {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const result = FORMS[kind]!.safeParse(isObject ? { task: "T7", nonce: NONCE, ...value } : value);
  return result.success ? [] : problemsOf(value, result.error.issues);
}
