// bun tests/readers/prepare.ts <case> <new folder>: makes the project with its run, prints the exact prompt for a real agent.
import { caseNames } from "./case.ts";
import { prepare } from "./drive.ts";

const [name, folder] = process.argv.slice(2);
if (!name || !folder) {
  console.error(`usage: bun tests/readers/prepare.ts <case> <new folder>\ncases: ${caseNames().join(", ")}`);
  process.exit(2);
}
try {
  process.stdout.write((await prepare(name, folder)).prompt);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
