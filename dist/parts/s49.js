// @bun
import {
  accepted
} from "./s116.js";
import {
  VOTE,
  voteFacts
} from "./s22.js";
import {
  acceptedTasks
} from "./s4.js";

// src/workflows/council/votes.ts
var vendorOf = ({ who }) => who.provider ?? "host";
var seatTasks = (run) => run.tasks.filter((task) => task.schema === VOTE && task.kind !== "fix" && !task.void);
function votesOf(project, run) {
  const newest = new Map;
  for (const task of acceptedTasks(run)) {
    const said = voteFacts(task);
    if (said === null)
      continue;
    const feedback = accepted(project, task.artifact)?.feedback ?? "";
    const model = `${vendorOf(task)}/${task.who.model}`;
    newest.set(said.seat, { seat: said.seat, vote: said.vote, feedback, model });
  }
  return [...newest.values()];
}
function objectionWords(project, run, id) {
  const [seat = "", finding = ""] = id.split("/");
  for (const task of acceptedTasks(run)) {
    if (task.schema !== VOTE || task.item !== seat)
      continue;
    const said = accepted(project, task.artifact);
    const found = said?.findings.find((one) => one.id === finding);
    if (found)
      return { fix: found.fix, quote: found.quote ?? "", condition: said?.veto?.condition ?? null };
  }
  return null;
}

// src/workflows/council/paths.ts
var FILES = ".task/council";
var REFINED = `${FILES}/refined-prompt.json`;
var HOST_AUDIT = `${FILES}/host-audit.json`;
var AUDIT = `${FILES}/audit-result.json`;
var RESEARCH = `${FILES}/research-packet.json`;
var PLANS = `${FILES}/plans/`;
var MASTER_PLAN = `${FILES}/master_plan.md`;
var SEATS_FOLDER = `${FILES}/seats/`;

export { vendorOf, seatTasks, votesOf, objectionWords, FILES, REFINED, HOST_AUDIT, AUDIT, RESEARCH, PLANS, MASTER_PLAN, SEATS_FOLDER };
