// @bun
import {
  accepted
} from "./s121.js";
import {
  VOTE,
  voteFacts,
  changedIn
} from "./s33.js";
import {
  acceptedTasks
} from "./s5.js";

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
function approvedBefore(run, { item, who }, ledger) {
  const last = acceptedTasks(run).findLast((one) => one.schema === VOTE && one.item === item);
  const said = last && voteFacts(last);
  if (said?.vote !== "APPROVE" || last.who.provider !== who.provider || last.who.model !== who.model)
    return null;
  const seen = ledger.rounds.find((one) => one.plan === said.plan);
  if (seen === undefined)
    return null;
  const changed = changedIn(seen.parts, ledger.rounds.at(-1).parts);
  const isTouched = ledger.objections.some((one) => one.seat === item && changed.includes(one.at));
  return isTouched ? null : run.tasks.find((one) => one.id === seen.task) ?? null;
}
function objectionWords(project, run, id) {
  const [seat = "", finding = ""] = id.split("/");
  for (const task of acceptedTasks(run)) {
    if (task.schema !== VOTE || task.item !== seat)
      continue;
    const said = accepted(project, task.artifact);
    const found = said?.findings.find((one) => one.id === finding);
    if (found)
      return {
        problem: found.problem,
        fix: found.fix,
        quote: found.quote ?? "",
        condition: said?.veto?.condition ?? null
      };
  }
  return null;
}

export { vendorOf, seatTasks, votesOf, approvedBefore, objectionWords };
