import type { Check } from "../contract.ts";
import type { AuditResult } from "./audit-result.ts";
import { rememberAll } from "./memory.ts";
import { auditOf, researchOf, VERIFY_RESEARCH } from "./pm-record.ts";
import type { ResearchPacket } from "./research.ts";

/** What the check of audit and research comes to. */
interface Verified {
  outcome: "pass" | "blocked";
  /** Why the run is blocked, in words for the person; null: it is not. */
  reason: string | null;
}

const gone = (what: string): string => `the ${what} is gone from .task/objects`;

/** An error of either artifact blocks the run, in its words. Pure. */
export function verified(
  audit: Pick<AuditResult, "error"> | null,
  research: Pick<ResearchPacket, "error"> | null,
): Verified {
  const errors = [
    audit === null ? gone("audit") : audit.error?.trim() ? `audit: ${audit.error.trim()}` : null,
    research === null ? gone("research") : research.error?.trim() ? `research: ${research.error.trim()}` : null,
  ].filter((one) => one !== null);
  return errors.length === 0 ? { outcome: "pass", reason: null } : { outcome: "blocked", reason: errors.join("; ") };
}

/** Most things that one run teaches an agent, per kind. */
const MOST = 3;

/** What this phase teaches its agents: what stays true for the next request to the same project. Pure. */
export function lessonsOf(audit: AuditResult, research: ResearchPacket): Record<string, string[]> {
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

/** Whether audit and research can be planned on; saves what both have taught. */
export const verifyResearch: Check = async ({ project, run }) => {
  const audit = auditOf(project, run);
  const research = researchOf(project, run);
  const { outcome, reason } = verified(audit, research);
  const isSound = outcome === "pass" && audit !== null && research !== null;
  const notes = isSound ? rememberAll(project, run.run, lessonsOf(audit, research)) : [];
  return {
    outcome,
    tree: null,
    ...(reason === null ? {} : { facts: { error: reason.slice(0, 400) } }),
    record: { check: VERIFY_RESEARCH, outcome, reason, notes },
  };
};
