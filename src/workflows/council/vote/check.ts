import { cut, plural } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { passedWith } from "../audit/memory.ts";
import { SEAT_IDS } from "../seats.ts";
import { isBlocking, type Ledger, ledgerOf, type Objection } from "./ledger.ts";
import { PLAN_MAKER, tallyOf } from "./tally.ts";

/** The name of this check, and of its gate. */
export const VERDICT = "verdict";

/** Most things that one run teaches an agent. */
const MOST = 3;
const MAX_TEXT = 200;

/** What the votes of a run teach the seats and whoever makes the plan, by agent. Pure. */
export function lessonsOf(ledger: Ledger): Record<string, string[]> {
  const all = ledger.objections.filter((one) => one.severity !== "minor");
  const lineOf = (one: Objection): string => `${one.at}: ${cut(one.problem, MAX_TEXT)}`;
  const own = SEAT_IDS.map((seat): [string, string[]] => [
    seat,
    all
      .filter((one) => one.seat === seat)
      .slice(0, MOST)
      .map((one) => `Objected (${one.state}): ${lineOf(one)}`),
  ]);
  const asked = all.slice(0, MOST).map((one) => `${one.seat} asked for a change: ${lineOf(one)}`);
  return {
    ...Object.fromEntries(own),
    [PLAN_MAKER]: [`Approved after ${plural(ledger.rounds.length, "plan")}`, ...asked],
  };
}

/** Counts the votes once more before anything is built, and saves what the agents have learned. */
export const verdict: Check = async (scene) => {
  const { run } = scene;
  const tally = tallyOf(run);
  const ledger = ledgerOf(run);
  const open = ledger.objections.filter(isBlocking).map((one) => one.id);
  const wrong = tally.approved ? null : "the votes that stand do not approve the plan";
  const record = { check: VERDICT, plan: ledger.rounds.at(-1)?.plan ?? null, ...tally, open };
  return passedWith(scene, wrong, () => lessonsOf(ledger), record);
};
