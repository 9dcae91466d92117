import { join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { CALL } from "../../host/driver.ts";
import { attempt } from "../../process/attempt.ts";
import type { Rooted } from "../../project/project.ts";
import { startDetached } from "../driver/background.ts";
import { pendingOf, readOutbox } from "./outbox.ts";

/**
 * Starts a process that sends what is due of a run, and waits for nothing: whether it
 * starts is nothing to the run. What belongs to a call ends with it, so there nothing is started:
 * whoever has started the call does it after that.
 */
export function startNotifying({ root }: Rooted, run: Run | null): void {
  if (!run?.settings.notify?.length || process.env[CALL] !== undefined) return;
  if (pendingOf(run, readOutbox(join(root, ".task"), run.run)).length === 0) return;
  // Its commands could read there what answers for the person; the others are those of the status
  // line.
  const not = { MULTI_AI_TOKEN: undefined, MULTI_AI_CWD: undefined, BUN_JSC_useJIT: undefined };
  // Where it cannot be started the next change tries again.
  attempt(
    () => startDetached(["notify", "--project", root], { ...process.env, ...not }, "ignore"),
    undefined,
  );
}
