// bun tests/readers/score.ts <case> <folder> [--record [<n>]]: what a reader's answer is worth; --record keeps it as a fixture.
import { record } from "./answers.ts";
import { score, TABLE_HEAD, tableRow } from "./scoring.ts";
import { recordTeam } from "./team-answers.ts";
import { teamCaseNames } from "./team-case.ts";
import { scoreTeam, TEAM_TABLE_HEAD, teamRow } from "./team-scoring.ts";

const [name, folder, flag, number] = process.argv.slice(2);
if (!name || !folder || (flag !== undefined && flag !== "--record")) {
  console.error("usage: bun tests/readers/score.ts <case> <folder> [--record [<n>]]");
  process.exit(2);
}
const asked = number ? Number(number) : undefined;
try {
  const ofTeam = teamCaseNames().includes(name);
  const result = ofTeam ? scoreTeam(name, folder) : await score(name, folder);
  console.log(JSON.stringify(result, null, 2));
  if (flag) {
    const kept = ofTeam ? recordTeam(name, folder, asked) : await record(name, folder, asked);
    console.log(`recorded as answer ${kept}`);
  }
  console.log("work" in result ? `${TABLE_HEAD}\n${tableRow(result)}` : `${TEAM_TABLE_HEAD}\n${teamRow(result)}`);
  process.exitCode = result.pass ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
