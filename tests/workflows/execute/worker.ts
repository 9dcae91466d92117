/**
 * A process that runs checks of the executor on a run that was written down: `bun worker.ts
 * <project> <run> <result> <task>…`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, taskOf } from "../../../src/engine/run.ts";
import { EXECUTE_CHECKS } from "../../../src/workflows/execute/checks/index.ts";
import { workflow } from "./given.ts";

const [root = "", file = "", into = "", ...ids] = process.argv.slice(2);
const project = { root, task: join(root, ".task"), found: "folder" as const };
const run = JSON.parse(readFileSync(file, "utf8")) as Run;
for (const id of ids) {
  const task = taskOf(run, id)!;
  const found = await EXECUTE_CHECKS[task.who.program!]!(
    { project, workflow, run },
    task,
    new AbortController().signal,
  );
  const { problems, commit } = found.facts as { problems?: string[]; commit?: string };
  writeFileSync(`${into}-${id}`, JSON.stringify([found.outcome, commit ?? null, problems ?? []]));
}
