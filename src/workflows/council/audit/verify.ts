import type { Check } from "../../contract/contract.ts";
import type { AuditResult } from "./audit.ts";
import { passedWith } from "./memory.ts";
import { auditOf, researchOf, VERIFY_RESEARCH } from "./record.ts";
import type { ResearchPacket } from "./research.ts";

/** Most things that one run teaches an agent, per kind. */
const MOST = 3;

/** What this phase teaches its agents: what stays true for the next request to the same project. */
function lessonsOf(audit: AuditResult, research: ResearchPacket): Record<string, string[]> {
  const stack = research.recommended_stack.slice(0, MOST).map((one) => one.name);
  return {
    auditor: [
      ...audit.constraints.slice(0, MOST).map((one) => `Constraint: ${one}`),
      ...audit.reuse_opportunities.slice(0, MOST).map((one) => `Reuse: ${one}`),
    ],
    "tech-researcher": [
      `Estimated ${research.estimated_complexity}, ${research.estimated_files} files: ${research.summary}`,
      ...(stack.length > 0 ? [`Stack: ${stack.join(", ")}`] : []),
      ...research.pitfalls.slice(0, MOST).map((one) => `Pitfall: ${one}`),
    ],
  };
}

/** An error of audit or research blocks the run, in its words; else both can be planned on, and what they have taught is saved. */
export const verifyResearch: Check = async (scene) => {
  const { project, run } = scene;
  const audit = auditOf(project, run);
  const research = researchOf(project, run);
  const errors = Object.entries({ audit, research }).flatMap(([what, result]) => {
    if (result === null) return [`the ${what} is gone from .task/objects`];
    return result.error?.trim() ? [`${what}: ${result.error.trim()}`] : [];
  });
  const reason = errors.length === 0 ? null : errors.join("; ");
  return passedWith(scene, reason, () => lessonsOf(audit!, research!), { check: VERIFY_RESEARCH, reason });
};
