import type { Host, Run } from "../engine/run.ts";
import { isLive } from "../engine/run.ts";
import { block, deny, type Output, swallow } from "../host/answer.ts";
import { isCommandOfHost, isNoHost } from "../host/caller.ts";
import { isAlive, sameHost } from "../host/host.ts";
import { beginningOf } from "../record/outside.ts";
import { takenOf } from "../record/taken.ts";
import { change, readRunFast } from "../run/run.ts";
import { saidByPerson } from "./persons.ts";
import type { HookCall } from "./step.ts";

/**
 * An event of a live run counts when the host that owns the run stands behind it. Where the system does not tell who called
 * the hook, it counts.
 */

/** The owner of a run, noted outside of the project; in a run of an earlier version as its journal has it. */
interface Owned {
  run: Run;
  session: string;
  host: Host | null;
}

/** The live run with its owner, where the caller is not the owner's process; null: there is nothing to look at. */
function otherThanOwner({ project, env, caller }: HookCall): Owned | null {
  const id = beginningOf(project.task)?.run;
  if (id === undefined) return null;
  const taken = takenOf(project, id, env);
  if (taken !== null && sameHost(taken.host, caller) && !isCommandOfHost(env)) return null;
  const run = liveRun(project);
  const owner = taken ?? run?.owner ?? null;
  return run === null || owner === null ? null : { run, session: owner.session, host: owner.host };
}

function liveRun(project: HookCall["project"]): Run | null {
  try {
    const run = readRunFast(project);
    return run !== null && isLive(run) ? run : null;
  } catch {
    // Whoever handles the event says what is wrong with the journal.
    return null;
  }
}

/** Why an event counts for nothing; null: it may count. */
export function foreignCall(hook: HookCall): { text: string; byProgram: boolean } | null {
  const { caller, env, payload } = hook;
  if (caller === null) return null;
  const owned = otherThanOwner(hook);
  if (owned === null) return null;
  const { run, host } = owned;
  const own = sameHost(host, caller);
  if (isCommandOfHost(env) || (!own && isNoHost(caller)))
    return {
      text: `Nothing of this counts: run ${run.run} goes on by what Claude Code itself says, and process ${caller.pid}, which called its hook for ${payload.event}, is none that does.`,
      byProgram: true,
    };
  // Another window may open, and what it may do its own rules say; so may the owner's session, once its process is gone.
  if (own || host === null || payload.session !== owned.session || !isAlive(host) || takesOver(hook)) return null;
  return {
    text: `Nothing of this counts: this session's run ${run.run} goes on in another window, process ${host.pid}, which is open. Type it there; or close that window and type /multi-ai:resume here.`,
    byProgram: false,
  };
}

const takesOver = ({ payload }: HookCall): boolean =>
  payload.event === "UserPromptExpansion" && /^(?:multi-ai:)?resume$/.test(payload.commandName);

/** The answer to an event that does not count. A program that feeds the hook by hand is noticed. */
export function refusal(hook: HookCall, { text, byProgram }: { text: string; byProgram: boolean }): Output {
  const { event } = hook.payload;
  if (byProgram) {
    try {
      change(hook.project, () => [{ do: "notice", what: "foreign-caller", key: event, text, hold: false }]);
    } catch {
      // It counts for nothing, also where that cannot be recorded.
    }
  }
  if (event === "UserPromptExpansion") return block(text);
  if (event === "UserPromptSubmit") return saidByPerson(hook.payload) ? block(text) : swallow(text);
  return event === "PreToolUse" ? deny(text) : { systemMessage: `multi-ai: ${text}` };
}
