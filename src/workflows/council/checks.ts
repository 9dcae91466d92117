import type { Check } from "../contract.ts";
import { hostAudit } from "./audit.ts";
import { HOST_AUDIT, VERIFY_RESEARCH } from "./pm-record.ts";
import { VERDICT, verdict } from "./verdict-check.ts";
import { verifyResearch } from "./verify.ts";

/** What the program finds out itself in this workflow. */
export const CHECKS: Record<string, Check> = {
  [HOST_AUDIT]: hostAudit,
  [VERIFY_RESEARCH]: verifyResearch,
  [VERDICT]: verdict,
};
