import type { Run } from "../engine/run.ts";
import { alive } from "../process/identity.ts";
import { endGroup } from "../process/run.ts";

/**
 * Ends the checks of a run that still run: the program started them, as groups of their own. `run`: as it was before what
 * makes them void, and that has to be recorded first: a check that is ended while its task waits for it counts as failed.
 */
export async function endChecks(run: Run): Promise<void> {
  for (const task of run.tasks) {
    const check = task.dispatch?.process;
    if (check && alive(check.pid, check.start)) await endGroup(check.pid);
  }
}
