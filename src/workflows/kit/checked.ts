import type { CheckGate } from "../../engine/workflow.ts";
import type { Stage } from "./stages.ts";

type Spec = Pick<
  CheckGate,
  "key" | "title" | "token" | "writes" | "fixes" | "on" | "limit" | "stuck"
> &
  Partial<CheckGate>;

/** A gate that the program passes or not, by the check of its key. */
export const checkGate = (spec: Spec & Pick<CheckGate, "after">): CheckGate => ({
  who: { program: spec.key },
  reads: [],
  schema: "program-record",
  brief: "check",
  ...spec,
  gate: "check",
});

/** The program looks at something, or writes it, itself. */
export const checked = (spec: Spec): Stage => ({
  bring: ({ after }) => ({ gates: [checkGate({ after, ...spec })], briefs: {} }),
});
