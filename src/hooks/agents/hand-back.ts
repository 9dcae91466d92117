import { decide } from "../../engine/decide.ts";
import type { Run } from "../../engine/run.ts";
import { type Output, replace, sendBack } from "../../host/answer.ts";
import { bindStep } from "../../run/audit/workplace.ts";
import { takeIn } from "../../run/results/take-in.ts";
import { workflowOf } from "../../workflows/index.ts";
import type { HookCall } from "../hook-call.ts";
import { agentAtWork, refusedText } from "./stops.ts";

/**
 * PreToolUse of the call by which an agent of auto mode ends: the last moment in which it can be
 * sent back. Nothing is accepted here, because the host may still refuse the call. What goes
 * through has code's words: the main thread hears them.
 */
export async function checkHandBack(hook: HookCall): Promise<Output> {
  const found = agentAtWork(hook);
  if (found === null) return null;
  const { run, task } = found;
  const agent = hook.payload.agent!;
  const command = await hook.endedCommand(run, task, true, agent);
  // A refusal that ends the dispatch, and a review whose subject changed, are decided when the
  // agent is over.
  const isSentBack = (now: Run | null): boolean => {
    const events = now === null ? [] : decide(workflowOf(now.workflow), now, command);
    return events.length > 0 && events.every((event) => event.type === "refused");
  };
  const changed = hook.change(() => [
    bindStep(hook.project, run, task, agent),
    (now) => (!command.result.ok && isSentBack(now) ? command : null),
  ]);
  const why = refusedText(changed, task);
  if (why !== null) return sendBack(why);
  return replace({ message: command.result.ok ? `${task.id} is done` : `${task.id} has ended` });
}

/**
 * PostToolUse of that call: the agent is over, so its artifact is accepted or the task comes again.
 * The host asks its model nothing more, and what the same answer calls after it is denied, since
 * the task is not at work any more. Its message may reach the main thread before SubagentStop: so
 * the verdict is in by then.
 */
export async function handedBack(hook: HookCall): Promise<Output> {
  const found = agentAtWork(hook);
  if (found === null || hook.payload.response.success === false) return null;
  const { run, task } = found;
  const { agent, transcript } = hook.payload;
  await takeIn(hook, run, task, { transcript, agent }, false);
  hook.renew();
  return null;
}
