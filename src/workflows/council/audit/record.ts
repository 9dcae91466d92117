import text from "../../../../prompts/executor-constraints.md" with { type: "text" };
import type { Run } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted, latest } from "../../../record/accepted.ts";
import type { AuditResult } from "./audit.ts";
import type { HostAudit } from "./host.ts";
import type { RefinedPrompt } from "./refine.ts";
import type { ResearchPacket } from "./research.ts";

/** What the first phase of a run has on record, null before it is there. */

/** The check that looks at machine and project, by name. */
export const HOST_AUDIT = "host-audit";

/** What an executor can and cannot do: whoever plans for one has to know it. */
export const EXECUTOR_CONSTRAINTS: string = text.trim();

export function refinedOf(project: Project, run: Run): RefinedPrompt | null {
  const refined = accepted<RefinedPrompt>(project, latest(run, "refined-prompt"));
  // As it was written: a list that may be left out is filled in by the schema alone.
  return refined && { ...refined, questions: refined.questions ?? [] };
}

export const hostAuditOf = (project: Project, run: Run): HostAudit | null =>
  accepted(
    project,
    run.tasks.findLast(
      (task) => task.who.program === HOST_AUDIT && task.artifact !== null && !task.void,
    )?.artifact ?? null,
  );

export const auditOf = (project: Project, run: Run): AuditResult | null =>
  accepted(project, latest(run, "audit-result"));

export const researchOf = (project: Project, run: Run): ResearchPacket | null =>
  accepted(project, latest(run, "research-packet"));
