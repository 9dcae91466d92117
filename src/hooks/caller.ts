import { isCommandOfHost } from "../host/caller.ts";
import { sameHost } from "../host/host.ts";
import { beginningOf } from "../record/outside.ts";
import { takenOf } from "../record/taken.ts";
import { type Foreign, foreign } from "./foreign.ts";
import type { HookCall } from "./step.ts";

/**
 * The answer to an event that counts for nothing, because its caller is not the host that owns the live run; null: it may
 * count. Where the system does not tell who called the hook, it does.
 */
export function foreignCall(hook: HookCall): Foreign | null {
  const { project, env, caller } = hook;
  const run = caller === null ? undefined : beginningOf(project.task)?.run;
  if (run === undefined) return null;
  const taken = takenOf(project, run, env);
  if (taken !== null && sameHost(taken.host, caller) && !isCommandOfHost(env, taken.mark)) return null;
  return foreign(hook);
}
