// bun tests/readers/prepare.ts <case> <new folder>: makes the project with its run, prints the exact prompt for a real agent.
import { caseNames } from "./case.ts";
import { prepare } from "./drive.ts";
import { saidFile } from "./stand-in.ts";
import { teamCaseNames } from "./team-case.ts";
import { prepareTeam } from "./team-drive.ts";

const [name, folder] = process.argv.slice(2);
if (!name || !folder) {
  const cases = [...caseNames(), ...teamCaseNames()].join(", ");
  console.error(`usage: bun tests/readers/prepare.ts <case> <new folder>\ncases: ${cases}`);
  process.exit(2);
}
try {
  if (teamCaseNames().includes(name)) process.stdout.write(prepareTeam(name, folder).prompt);
  else {
    const { prompt, project, case: one } = await prepare(name, folder);
    process.stdout.write(prompt);
    if (one.prints) console.error(`Put the reader's last message into ${saidFile(project.root)} before it is scored.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
