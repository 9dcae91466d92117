import { hostAbove, isAdrift } from "../host/caller.ts";
import { hasDialog, isAlive, sameHost } from "../host/host.ts";
import { isQueued, isScheduled } from "../host/said.ts";
import { sessionBytes } from "../host/transcript.ts";
import { beginningOf } from "../record/outside.ts";
import { takenOf } from "../record/taken.ts";
import { change } from "../run/run.ts";
import type { HookCall } from "./step.ts";

/** A session that a program has started, and nobody sits before. */
const isHeadless = ({ env }: HookCall): boolean => (env.CLAUDE_CODE_ENTRYPOINT ?? "").startsWith("sdk");

/**
 * Why what this event says is no word of the person: another host has started this one, the window that owns the run is open
 * and this is none, it was scheduled, or a program has put it into the host's queue. Null: it counts. `prompt`: what was submitted.
 */
export function unheard(hook: HookCall, prompt: string): string | null {
  const why = reason(hook, prompt);
  if (why === null) return null;
  try {
    change(hook.project, (run) =>
      run === null ? [] : [{ do: "notice", what: "not-the-person", key: prompt.slice(0, 80), text: why, hold: false }],
    );
  } catch {
    // Nothing is decided, also where that cannot be recorded.
  }
  return why;
}

function reason(hook: HookCall, prompt: string): string | null {
  const { project, payload, env, caller } = hook;
  const id = beginningOf(project.task)?.run;
  const taken = id === undefined ? null : takenOf(project, id, env);
  if (caller !== null) {
    const above = hostAbove(caller);
    if (above !== null)
      return `Nothing was decided: this Claude Code (process ${caller.pid}) was started by a command of another one (process ${above.pid}), so its prompts are not the person's. Type it in a window of your own.`;
    const owner = taken?.host ?? null;
    const isOther = isAlive(owner) && !sameHost(owner, caller);
    if (isOther && ((isHeadless(hook) && taken!.session === payload.session) || isAdrift(caller)))
      return `Nothing was decided: the window that owns run ${id}, process ${owner!.pid}, is open, and nobody sits before this one. Type it there, or close that window first.`;
  }
  const transcript = taken !== null && taken.session === payload.session ? taken.transcript : payload.transcript;
  const bytes = sessionBytes(transcript);
  if (isScheduled(bytes, prompt))
    return "Nothing was decided: this prompt was scheduled, nobody has typed it. Type it once more, if you mean it.";
  // Only a host with an inbox lets programs type.
  return env.CLAUDE_CODE_MESSAGING_SOCKET !== undefined && isQueued(bytes, prompt, payload.promptId, hasDialog(env))
    ? "Nothing was decided: this prompt came by the queue of Claude Code, into which programs put theirs, too. Type it once more when the turn is over, if you mean it."
    : null;
}
