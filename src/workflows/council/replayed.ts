import type { Run, Task } from "../../engine/run.ts";
import { plural } from "../../text.ts";
import { ledgerOf } from "./ledger.ts";
import { voteFacts } from "./recorded.ts";
import { SEATS } from "./seats.ts";
import { tallyOf } from "./tally.ts";
import { seatTasks } from "./votes.ts";

/** Votes and their count as `log --replay` tells them. */

const short = (plan: string): string => plan.slice(0, 12);

/** What a seat has said, and of which plan. */
export function said(task: Task): string {
  const facts = voteFacts(task);
  return facts === null ? `${task.outcome}` : `${facts.vote} of plan ${short(facts.plan)}`;
}

/** The verdict on the newest plan, with all that it rests on. */
export function tally(run: Run): string {
  const { rounds } = ledgerOf(run);
  const now = rounds.at(-1);
  if (now === undefined) return "there is no plan";
  const count = tallyOf(run, seatTasks(run));
  const of = (label: string, seats: readonly string[]): string[] =>
    seats.length === 0 ? [] : [`${label} ${seats.join(", ")}`];
  return [
    `plan ${rounds.length} (${short(now.plan)}) ${count.approved ? "approved" : "not approved"}`,
    `${count.approvals.length} of ${SEATS.length} seats approve`,
    ...of("changes asked for by", count.asks),
    ...of("vetoed by", count.vetoes),
    ...of("overruled:", count.minority),
    ...of("silent:", count.abstained),
    ...of("no vote on it:", count.missing),
    `${plural(count.models.length, "model")} of ${plural(count.vendors.length, "vendor")}${count.hasQuorum ? "" : `, ${count.quorum} wanted`}`,
  ].join("; ");
}
