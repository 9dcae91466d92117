// @bun
import {
  plural
} from "./s28.js";
import {
  workflowOf,
  skipReason
} from "./s70.js";
import {
  endOf2
} from "./s253.js";
import {
  ownGate
} from "./s100.js";
import {
  SEVERITIES
} from "./s5.js";

// src/render/outcome.ts
function sizeText(artifact) {
  if (artifact?.acceptance_criteria)
    return plural(artifact.acceptance_criteria.length, "acceptance criterion", "acceptance criteria");
  if (artifact?.steps)
    return plural(artifact.steps.length, "step");
  if (artifact?.changed_files)
    return `${plural(artifact.changed_files.length, "file")} changed`;
  return "";
}
var countText = (findings) => SEVERITIES.flatMap((severity) => {
  const count = findings.filter((one) => one.severity === severity).length;
  return count === 0 ? [] : [`${count} ${severity}`];
}).join(", ");
var ids = (found, became) => found.length === 0 ? [] : [`${found.map((one) => one.id).join(", ")} ${became}`];
var isTested = (one) => typeof one === "object" && one !== null && ("state" in one) && ("exit" in one);
var NOT_GOOD = new Set("failed unchanged questions scope_changed escalate fail unclear red cannot_run differs none spent".split(" "));
function isGood(run, task, outcome) {
  const gate = task && task.kind !== "fix" ? ownGate(workflowOf(run.workflow), run, task) : undefined;
  return gate?.gate === "review" ? gate.statuses[outcome]?.counts === "approval" : !NOT_GOOD.has(outcome);
}
var statusWords = (status) => status === "waiting_for_user" ? "waits for you" : status.replaceAll("_", " ");
function outcomeText(run, task, look = () => null) {
  if (task.void)
    return "does not count any more";
  if (task.skipped !== null)
    return `left out: ${skipReason(run.workflow, task.skipped)}`;
  const by = task.waiver === null ? [] : [`${task.waiver.kind} by you`];
  if (task.outcome === null)
    return [...by, ...task.failure === null ? [] : [task.failure.message]].join("; ");
  const artifact = task.artifact === null ? null : look(task.artifact);
  const tested = (Array.isArray(artifact?.commands) ? artifact.commands : []).filter(isTested);
  const raised = run.findings.filter((one) => one.task === task.id && one.state !== "withdrawn");
  const closed = run.findings.filter((one) => one.closed_by === task.id && one.gate === task.gate);
  const said = task.outcome === "done" ? [] : [task.outcome.replaceAll("_", " ")];
  const words = [
    ...by,
    ...tested.length > 0 ? tested.map(endOf2) : said,
    countText(raised),
    ...ids(closed.filter((one) => one.state === "fixed"), "mended"),
    ...ids(closed.filter((one) => one.state === "withdrawn"), "withdrawn"),
    ...task.kind === "fix" ? ids((artifact?.answered ?? []).map((id) => ({ id })), "answered") : [],
    ...task.kind === "fix" ? ids(artifact?.declined ?? [], "declined") : [],
    sizeText(artifact)
  ].filter((word) => word !== "");
  return words.length > 0 ? words.join(", ") : "done";
}

export { sizeText, countText, isGood, statusWords, outcomeText };
