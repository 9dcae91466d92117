import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../version.ts";
import { type Checkup, error, ok } from "../workflows/contract/checkup.ts";
import { allStarts, allWorkflows } from "../workflows/index.ts";

const AGAIN = "install the plugin again, or restore its files with git";

const PROGRAM = ["src/hook.ts", "src/orchestrator.ts", "src/program.ts"];
const HOOKS = ["hooks/guard.sh", "hooks/no-run.sh", "hooks/find-bun.sh", "hooks/hooks.json"];

/** The agents that some workflow dispatches: what an external model does is nobody's of them. */
function dispatchedAgents(): Set<string> {
  const names = new Set<string>();
  JSON.stringify(allWorkflows(), (key, value) => {
    if (key === "agent" && typeof value === "string") names.add(value);
    return value?.provider === undefined ? value : null;
  });
  return names;
}

/** Whether everything is there that the hooks and the host read: the program, each agent and each command of a workflow. */
export const filesCheckup: Checkup = async ({ plugin }) => {
  const name = "Plugin files";
  const needed = [
    ...[...PROGRAM, ...HOOKS],
    ...[...dispatchedAgents()].map((agent) => `agents/${agent}.md`),
    ...Object.keys(allStarts()).map((start) => `commands/${start}.md`),
  ];
  const missing = needed.filter((file) => !existsSync(join(plugin, file)) || statSync(join(plugin, file)).size === 0);
  return missing.length === 0
    ? [ok(name, `version ${VERSION}, ${needed.length} files are there`)]
    : missing.map((file) => error(name, `${file} is missing, or empty`, AGAIN));
};
