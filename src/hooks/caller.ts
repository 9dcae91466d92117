import type { Host } from "../engine/run.ts";
import { isCommandOfHost, isNoHost } from "../host/caller.ts";
import { sameHost } from "../host/host.ts";
import type { Project } from "../project/project.ts";
import { beginningOf } from "../record/outside.ts";
import { takenOf } from "../record/taken.ts";
import { readRunFast } from "../run/run.ts";
import { type Foreign, foreign } from "./foreign.ts";
import type { HookCall } from "./step.ts";

/**
 * The answer to an event that counts for nothing, because its caller is not the host that owns the live run; null: it may
 * count. Where the system does not tell who called the hook, it does.
 */
export function foreignCall(hook: HookCall): Foreign | null {
  const { project, env, caller } = hook;
  const run = caller === null ? undefined : beginningOf(project.task)?.run;
  if (caller === null || run === undefined) return null;
  const taken = takenOf(project, run, env);
  const host = taken === null ? ownerIn(project) : taken.host;
  // An owner that the system does not tell, as process 1 of a container, is no shell.
  const counts = host === null ? !isNoHost(caller) : sameHost(host, caller);
  return counts && !isCommandOfHost(caller, env, taken?.mark) ? null : foreign(hook);
}

/** The owner's process as the journal has it, for a run of which nothing was noted. */
function ownerIn(project: Project): Host | null {
  try {
    return readRunFast(project)?.owner?.host ?? null;
  } catch {
    // Whoever handles the event says what is wrong with the journal.
    return null;
  }
}
