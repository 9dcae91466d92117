import { sameHost } from "../../engine/run.ts";
import { block, type Output, swallow } from "../../host/answer.ts";
import { isAlive } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import type { HookCall } from "../hook-call.ts";
import { saidByPerson } from "../persons.ts";

/**
 * `claude --continue` opens a session a second time while its first window is open: both have the
 * run's session. The run goes on in the first one. Commands of the person are heard in both.
 *
 * @returns the answer to an event of the second window; undefined: it is none
 */
export function inOtherWindow(hook: HookCall): Output | undefined {
  const { payload, host } = hook;
  if (/^(?:UserPromptExpansion|TaskCompleted)$/.test(payload.event)) return undefined;
  // A journal that cannot be read whoever handles the event tells of.
  const run = attempt(() => hook.liveRun, null);
  const owner = run !== null && hook.owns(run) ? run.owner!.host : null;
  if (owner === null || host === null || sameHost(owner, host) || !isAlive(owner)) return undefined;
  const text = `This session's run is open in another window (process ${owner.pid}). Type it there; or close that window and type /multi-ai:resume here.`;
  if (payload.event === "UserPromptSubmit")
    return saidByPerson(payload) ? block(text) : swallow(text);
  return payload.event === "SessionStart" ? { systemMessage: `multi-ai: ${text}` } : null;
}
