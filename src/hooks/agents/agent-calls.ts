import { taskOfCall } from "../../engine/run.ts";
import { deny, type Output } from "../../host/answer.ts";
import { callOfAgent } from "../../host/host.ts";
import { boundCall } from "../../policy/policy.ts";
import { bindStep } from "../../run/audit/workplace.ts";
import { noteCall } from "../calls/judge.ts";
import type { HookCall } from "../hook-call.ts";

/** Notes which agent works on the task of its call. */
export function bind(hook: HookCall): void {
  const { agent, transcript } = hook.payload;
  const call = callOfAgent(transcript, agent!);
  hook.change((run) => {
    const task = taskOfCall(run, call);
    return run && task ? [bindStep(hook.project, run, task, agent!)] : [];
  });
}

/**
 * PreToolUse inside an agent that is not bound to its task yet: binds it, then decides on the call.
 */
export async function bindAndDecide(hook: HookCall): Promise<Output> {
  bind(hook);
  const { payload, project, env, bound } = hook;
  if (bound === null) return deny("No task is known for this agent: it may only read.");
  const output = boundCall(payload, project, bound.run, bound.task);
  noteCall(payload, project, env, output);
  return output;
}
