// @bun
import {
  accepted,
  latest
} from "./s121.js";

// src/workflows/council/pm-record.ts
var HOST_AUDIT = "host-audit";
var VERIFY_RESEARCH = "verify-research";
function refinedOf(project, run) {
  const refined = accepted(project, latest(run, "refined-prompt"));
  return refined && { ...refined, questions: refined.questions ?? [] };
}
var hostAuditOf = (project, run) => accepted(project, run.tasks.findLast((task) => task.who.program === HOST_AUDIT && task.artifact !== null && !task.void)?.artifact ?? null);
var auditOf = (project, run) => accepted(project, latest(run, "audit-result"));
var researchOf = (project, run) => accepted(project, latest(run, "research-packet"));

export { HOST_AUDIT, VERIFY_RESEARCH, refinedOf, hostAuditOf, auditOf, researchOf };
