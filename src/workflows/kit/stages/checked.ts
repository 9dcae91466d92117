import type { CheckGate } from "../../../engine/workflow.ts";
import { checkGate } from "./gates.ts";
import type { Stage } from "./stages.ts";

/** The program looks at something, or writes it, itself. */
export const checked = (
  spec: Parameters<typeof checkGate>[0] & Pick<CheckGate, "token">,
): Stage => ({
  bring: ({ after }) => ({ gates: [checkGate({ after, ...spec })], briefs: {} }),
});
