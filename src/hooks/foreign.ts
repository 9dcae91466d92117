import type { Host, Run } from "../engine/run.ts";
import { isLive } from "../engine/run.ts";
import { block, deny, type Output, swallow } from "../host/answer.ts";
import { isCommandOfHost, isNoHost } from "../host/caller.ts";
import { isAlive, sameHost } from "../host/host.ts";
import { takenOf } from "../record/taken.ts";
import { change, readRunFast } from "../run/run.ts";
import { saidByPerson } from "./persons.ts";
import type { HookCall } from "./step.ts";

/** What becomes of an event whose caller is not the one that was noted as the owner of the run. */

export interface Foreign {
  output: Output;
}

/** The live run with its owner, noted outside of the project; in a run of an earlier version as its journal has it. */
interface Owned {
  run: Run;
  session: string;
  host: Host | null;
  mark?: string;
}

function ownedRun({ project, env }: HookCall): Owned | null {
  let run: Run | null;
  try {
    run = readRunFast(project);
  } catch {
    // Whoever handles the event says what is wrong with the journal.
    return null;
  }
  if (run === null || !isLive(run)) return null;
  const taken = takenOf(project, run.run, env);
  const owner = taken ?? run.owner;
  return owner === null ? null : { run, session: owner.session, host: owner.host, mark: taken?.mark };
}

/** The answer to an event that does not count; null: it may. */
export function foreign(hook: HookCall): Foreign | null {
  const { caller, env, payload } = hook;
  const owned = caller === null ? null : ownedRun(hook);
  if (caller === null || owned === null) return null;
  const { run, host } = owned;
  const own = sameHost(host, caller);
  if (isCommandOfHost(caller, env, owned.mark) || (!own && isNoHost(caller))) {
    const who = own
      ? `a command called the hook in the place of the Claude Code that run ${run.run} belongs to`
      : `process ${caller.pid} is not the Claude Code that run ${run.run} belongs to`;
    const text = `Nothing of this counts: ${who}, so what it sent for ${payload.event} is ignored.`;
    try {
      change(hook.project, () => [{ do: "notice", what: "foreign-caller", key: payload.event, text, hold: false }]);
    } catch {
      // It counts for nothing, also where that cannot be recorded.
    }
    return { output: refusal(hook, text) };
  }
  // Another window may open, and what it may do its own rules say; so may the owner's session, once its process is gone.
  if (own || host === null || payload.session !== owned.session || !isAlive(host) || takesOver(hook)) return null;
  const text = `Nothing of this counts: this session's run ${run.run} goes on in another window, process ${host.pid}, which is open. Type it there; or close that window and type /multi-ai:resume here.`;
  return { output: refusal(hook, text) };
}

const takesOver = ({ payload }: HookCall): boolean =>
  payload.event === "UserPromptExpansion" && /^(?:multi-ai:)?resume$/.test(payload.commandName);

function refusal({ payload }: HookCall, text: string): Output {
  if (payload.event === "UserPromptExpansion") return block(text);
  if (payload.event === "UserPromptSubmit") return saidByPerson(payload) ? block(text) : swallow(text);
  return payload.event === "PreToolUse" ? deny(text) : { systemMessage: `multi-ai: ${text}` };
}
