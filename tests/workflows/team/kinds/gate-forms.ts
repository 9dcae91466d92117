// The public form of every gate file below `pipeline/gates/`: those of roles by their kinds, those that the program writes here.
import * as z from "zod/mini";
import { problemsOf } from "../../../../src/workflows/fields.ts";
import { count, flag, line, lines, stage, stageOfArea } from "../../../../src/workflows/team/kinds/gate.ts";
import { KINDS, NONCE } from "./given.ts";

const said = z.strictObject({ reviewer: line, timestamp: stage("stage-01").timestamp });

const stage05 = z.strictObject({
  ...stage("stage-05"),
  agent: z.literal("platform"),
  lint_passed: flag,
  tests_passed: flag,
  dependency_review_passed: flag,
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

const FORMS: Record<string, z.ZodMiniType> = {
  ...Object.fromEntries(
    Object.entries(KINDS).flatMap(([name, { schema }]) => (name.startsWith("stage-") ? [[name, schema!]] : [])),
  ),
  "stage-05": stage05,
  "stage-06": stage06,
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
