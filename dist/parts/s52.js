// @bun
import {
  accepted
} from "./s122.js";
import {
  VOTE,
  voteFacts
} from "./s23.js";
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

export { vendorOf, seatTasks, votesOf, objectionWords };
