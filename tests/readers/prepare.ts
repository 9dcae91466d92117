// bun tests/readers/prepare.ts <case> <new folder>: makes the project with its run, prints the exact prompt for a real agent.
import { caseNames } from "./case.ts";
import { prepare } from "./drive.ts";
import { teamCaseNames } from "./team-case.ts";
import { prepareTeam } from "./team-drive.ts";

const [name, folder] = process.argv.slice(2);
if (!name || !folder) {
  const cases = [...caseNames(), ...teamCaseNames()].join(", ");
  console.error(`usage: bun tests/readers/prepare.ts <case> <new folder>\ncases: ${cases}`);
  process.exit(2);
}
try {
  const ofTeam = teamCaseNames().includes(name);
  process.stdout.write((ofTeam ? prepareTeam(name, folder) : await prepare(name, folder)).prompt);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
