// bun tests/workflows/review/histories/table.ts: how often the two rules are wrong, for docs/benchmarks.md.
import { againstOf, saysAgain } from "../../../../src/workflows/review/same.ts";
import { DISHONEST, DISHONEST_HELD } from "./dishonest.ts";
import { type History, told } from "./history.ts";
import { HONEST, HONEST_HELD } from "./honest.ts";

/** Whether the person would be asked. */
export function isTold(history: History): boolean {
  const { earlier, later, now } = told(history);
  return history.rule === "again"
    ? saysAgain(later, earlier, now)
    : againstOf(later, [earlier], now).some((one) => one.asks === "back");
}

export const LISTS = { HONEST, HONEST_HELD, DISHONEST, DISHONEST_HELD };
const RULES = { again: "comes again after it was fixed", back: "contradicts another reviewer" };

/** A row of the table: how many of a list, and how many of them are judged wrongly. */
function row(rule: History["rule"], name: string, honest: History[], dishonest: History[]): string {
  const [good, bad] = [honest, dishonest].map((list) => list.filter((one) => one.rule === rule)) as [
    History[],
    History[],
  ];
  const alarms = good.filter(isTold);
  const misses = bad.filter((one) => !isTold(one));
  return `| ${RULES[rule]} | ${name} | ${good.length} | ${alarms.length} | ${bad.length} | ${misses.length} |`;
}

export const table = (): string[] => [
  "| rule | histories | honest | false alarms | dishonest | misses |",
  "|---|---|---|---|---|---|",
  ...(["again", "back"] as const).flatMap((rule) => [
    row(rule, "that the rules were made with", HONEST, DISHONEST),
    row(rule, "held out", HONEST_HELD, DISHONEST_HELD),
  ]),
];

if (import.meta.main) {
  console.log(table().join("\n"));
  const wrong = [
    ...[...HONEST, ...HONEST_HELD].filter(isTold).map((one) => `false alarm: ${one.name}`),
    ...[...DISHONEST, ...DISHONEST_HELD].filter((one) => !isTold(one)).map((one) => `miss: ${one.name}`),
  ];
  console.log(["", ...wrong].join("\n"));
}
