import { join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { CALL } from "../../host/driver.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project, Rooted } from "../../project/project.ts";
import { readCache } from "../../store/disk.ts";
import { fieldsIn } from "../../store/loose.ts";
import { startBeside } from "../life/background.ts";

/** In `.task/`: up to which line of its journal each run was told. */
export const POSITIONS = "notified.json";

/** None where the file cannot be read. */
export function readPositions({ task }: Pick<Project, "task">): Record<string, number> {
  const all = Object.entries(fieldsIn(readCache(join(task, POSITIONS))?.toString("utf8")));
  return Object.fromEntries(
    all.filter((one): one is [string, number] => typeof one[1] === "number"),
  );
}

/**
 * Starts a process that sends what is left to be told of a run, and waits for nothing: whether it
 * starts is nothing to the run. What belongs to a call ends with it, so there nothing is started:
 * whoever has started the call does it behind that.
 */
export function startNotifying({ root }: Rooted, run: Run | null): void {
  if (!run?.settings.notify?.length || process.env[CALL] !== undefined) return;
  if ((readPositions({ task: join(root, ".task") })[run.run] ?? 0) >= run.seq) return;
  // Its commands could read there what answers for the person; the others are those of the status
  // line.
  const not = { MULTI_AI_TOKEN: undefined, MULTI_AI_CWD: undefined, BUN_JSC_useJIT: undefined };
  // Where it cannot be started the next change tries again, from where the last message was sent.
  attempt(
    () => startBeside(["notify", "--project", root], { ...process.env, ...not }, "ignore"),
    undefined,
  );
}
