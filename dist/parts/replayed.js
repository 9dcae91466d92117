// @bun
import {
  plural
} from "./s28.js";
import {
  SEATS
} from "./s34.js";
import {
  tallyOf
} from "./s183.js";
import {
  seatTasks
} from "./s89.js";
import {
  ledgerOf
} from "./s193.js";
import {
  voteFacts
} from "./s33.js";

// src/workflows/council/replayed.ts
var short = (plan) => plan.slice(0, 12);
function said(task) {
  const facts = voteFacts(task);
  return facts === null ? `${task.outcome}` : `${facts.vote} of plan ${short(facts.plan)}`;
}
function tally(run) {
  const { rounds } = ledgerOf(run);
  const now = rounds.at(-1);
  if (now === undefined)
    return "there is no plan";
  const count = tallyOf(run, seatTasks(run));
  const of = (label, seats) => seats.length === 0 ? [] : [`${label} ${seats.join(", ")}`];
  return [
    `plan ${rounds.length} (${short(now.plan)}) ${count.approved ? "approved" : "not approved"}`,
    `${count.approvals.length} of ${SEATS.length} seats approve`,
    ...of("changes asked for by", count.asks),
    ...of("vetoed by", count.vetoes),
    ...of("overruled:", count.minority),
    ...of("silent:", count.abstained),
    ...of("no vote on it:", count.missing),
    `${plural(count.models.length, "model")} of ${plural(count.vendors.length, "vendor")}${count.hasQuorum ? "" : `, ${count.quorum} wanted`}`
  ].join("; ");
}
export {
  said,
  tally
};
