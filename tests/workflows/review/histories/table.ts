// bun tests/workflows/review/histories/table.ts: how often the rule is wrong, for
// docs/benchmarks.md.
import { saysAgain } from "../../../../src/workflows/review/findings/same.ts";
import dishonest from "./dishonest.yaml";
import { type History, historiesOf, told } from "./history.ts";
import honest from "./honest.yaml";

/** Whether the person would be asked. */
export function isTold(history: History): boolean {
  const { earlier, later, now } = told(history);
  return saysAgain(later, earlier, now);
}

const [HONEST, HONEST_HELD] = historiesOf(honest);
const [DISHONEST, DISHONEST_HELD] = historiesOf(dishonest);
export const LISTS = { HONEST, HONEST_HELD, DISHONEST, DISHONEST_HELD };

/** A row of the table: how many of a list, and how many of them are judged wrongly. */
function row(name: string, honest: History[], dishonest: History[]): string {
  const alarms = honest.filter(isTold);
  const misses = dishonest.filter((one) => !isTold(one));
  return `| ${name} | ${honest.length} | ${alarms.length} | ${dishonest.length} | ${misses.length} |`;
}

export const table = (): string[] => [
  "| histories | honest | false alarms | dishonest | misses |",
  "|---|---|---|---|---|",
  row("that the rule was made with", HONEST, DISHONEST),
  row("held out", HONEST_HELD, DISHONEST_HELD),
];

if (import.meta.main) {
  console.log(table().join("\n"));
  const wrong = [
    ...[...HONEST, ...HONEST_HELD].filter(isTold).map((one) => `false alarm: ${one.name}`),
    ...[...DISHONEST, ...DISHONEST_HELD]
      .filter((one) => !isTold(one))
      .map((one) => `miss: ${one.name}`),
  ];
  console.log(["", ...wrong].join("\n"));
}
