// How many honest verdicts are refused, and how many dishonest ones are stopped: bun
// tests/workflows/verdicts/table.ts
import { cleanup } from "../../harness/project.ts";
import { DISHONEST, HONEST, reviewing, type Verdict } from "./drive.ts";

const rows: [string, string[]][] = [];
console.log("| project | honest verdicts | refused | dishonest verdicts | stopped |");
console.log("|---|---|---|---|---|");
for (const inGit of [true, false]) {
  const told = await reviewing(inGit);
  const refusals = async (all: Verdict[]): Promise<[Verdict, boolean][]> =>
    Promise.all(
      all.map(async (one): Promise<[Verdict, boolean]> => [one, (await told(one)).length > 0]),
    );
  const honest = await refusals(HONEST.filter((one) => inGit || !one.onlyGit));
  const dishonest = await refusals(DISHONEST);
  const refused = honest.filter(([, isRefused]) => isRefused);
  const passed = dishonest.filter(([, isRefused]) => !isRefused);
  const project = inGit ? "with git" : "without git";
  const counts = [
    honest.length,
    refused.length,
    dishonest.length,
    dishonest.length - passed.length,
  ];
  console.log(`| ${project} | ${counts.join(" | ")} |`);
  rows.push(
    [`${project}, refused`, refused.map(([one]) => one.name)],
    [`${project}, passed`, passed.map(([one]) => one.name)],
  );
}
for (const [what, names] of rows) if (names.length > 0) console.log(`${what}: ${names.join("; ")}`);
await cleanup();
