// bun tests/readers/score.ts <case> <folder> [--record [<n>]]: what a reader's answer is worth; --record keeps it as a fixture.
import { record } from "./answers.ts";
import { score, TABLE_HEAD, tableRow } from "./scoring.ts";

const [name, folder, flag, number] = process.argv.slice(2);
if (!name || !folder || (flag !== undefined && flag !== "--record")) {
  console.error("usage: bun tests/readers/score.ts <case> <folder> [--record [<n>]]");
  process.exit(2);
}
try {
  const result = await score(name, folder);
  console.log(JSON.stringify(result, null, 2));
  if (flag) console.log(`recorded as answer-${await record(name, folder, number ? Number(number) : undefined)}.json`);
  console.log(`${TABLE_HEAD}\n${tableRow(result)}`);
  process.exitCode = result.pass ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
