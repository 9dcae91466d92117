// Writes the journals of real runs into tests/fixtures/journals: `bun tests/host/record.ts`, when an event has changed.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folds } from "../../scripts/render/folds.ts";
import { HOST_VERSIONS } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { runOf } from "./from-outside.ts";
import { eachAsksOnce } from "./reviewers.ts";
import { play, type Scenario } from "./scenario.ts";

const FOLDER = join(import.meta.dir, "..", "fixtures", "journals");
/** The team's name is made of the project's path: in the recorded fold it is this one's. */
const ROOT = "/home/user/project";

const RUNS: Record<string, () => Partial<Scenario>> = { clean: () => ({}), fixes: eachAsksOnce };

try {
  for (const [name, scenario] of Object.entries(RUNS))
    for (const version of HOST_VERSIONS) {
      const { run, state, project } = await play({ version, ...scenario() });
      if (run.exitCode !== 0 || state.status !== "complete")
        throw new Error(`the ${name} run (${version}) did not end right: ${run.results.at(-1)}`);
      const to = (ending: string) => join(FOLDER, `host-${version}-${name}.${ending}`);
      const journal = join(project, ".task/events.jsonl");
      const text = readFileSync(journal, "utf8");
      if (text.includes(project) || text.includes(run.home)) throw new Error(`a path of this machine is in ${journal}`);
      copyFileSync(journal, to("jsonl"));
      const files = folds(runOf(project), ROOT);
      writeFileSync(to("state.json"), files["state.json"]!);
      writeFileSync(to("tasks.json"), files["pipeline-tasks.json"]!);
    }
} finally {
  await cleanup();
}
