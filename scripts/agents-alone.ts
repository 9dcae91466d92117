// Makes a plugin of the agents and their eval cases alone: `bun scripts/agents-alone.ts <folder>`.
// In the whole plugin a hook lets no agent start without a run, so that `claude plugin eval` could
// score none. The folder must not be there yet.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dir, "..");
const [folder] = process.argv.slice(2);
if (folder === undefined || existsSync(folder)) {
  console.error(
    folder === undefined
      ? "usage: bun scripts/agents-alone.ts <folder>"
      : `${folder} is there already`,
  );
  process.exit(2);
}
const { name, version, description } = JSON.parse(readFileSync(join(root, "plugin.json"), "utf8"));
mkdirSync(join(folder, ".claude-plugin"), { recursive: true });
writeFileSync(
  join(folder, ".claude-plugin/plugin.json"),
  `${JSON.stringify({ name, version, description }, null, 2)}\n`,
);
cpSync(join(root, "agents"), join(folder, "agents"), { recursive: true });
cpSync(join(root, "tests/evals"), join(folder, "evals"), { recursive: true });
