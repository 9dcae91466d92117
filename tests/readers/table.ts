// The recorded scores of every reader case as one table: bun tests/readers/table.ts
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FIXTURES = join(import.meta.dir, "..", "fixtures", "readers");

interface Recorded {
  agent: string;
  valid: boolean;
  outcome: string;
  found: string[];
  missed: string[];
  false_alarms: string[];
  false_places: string[];
  criteria: number;
  questions: number;
  pass: boolean;
}

const rows = readdirSync(FIXTURES).flatMap((name) => {
  const folder = join(FIXTURES, name);
  if (!existsSync(join(folder, "case.json"))) return [];
  return readdirSync(folder)
    .filter((file) => /^score-\d+\.json$/.test(file))
    .map((file): [string, Recorded] => [name, JSON.parse(readFileSync(join(folder, file), "utf8"))]);
});

console.log(
  "| case | agent | valid at first try | verdict | planted found | false alarms | false places | criteria | questions |",
);
console.log("|---|---|---|---|---|---|---|---|---|");
for (const [name, one] of rows) {
  const planted = one.found.length + one.missed.length;
  const cells = [
    name,
    one.agent,
    one.valid ? "yes" : "no",
    one.outcome,
    planted === 0 ? "–" : `${one.found.length} of ${planted}`,
    one.false_alarms.length,
    one.false_places.length,
    one.criteria || "–",
    one.questions,
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
