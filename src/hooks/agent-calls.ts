import { deny, type Output } from "../host/answer.ts";
import { callOfAgent } from "../host/host.ts";
import { boundCall } from "../policy/policy.ts";
import { change } from "../run/life/run.ts";
import type { HookCall } from "./step.ts";

/** PreToolUse inside an agent that is not bound to its task yet: binds it, then decides on the call. */
export async function bindAndDecide(hook: HookCall): Promise<Output> {
  const { payload, project } = hook;
  const agent = payload.agent!;
  const call = callOfAgent(payload.transcript, agent);
  const changed = change(project, (run) => {
    const task = call === null ? undefined : run?.tasks.find((one) => one.dispatch?.call === call);
    return task ? [{ do: "bind", task: task.id, call: task.dispatch!.call, agent }] : [];
  });
  const task = changed.run?.tasks.find((one) => one.dispatch?.agent === agent);
  return task && changed.run
    ? boundCall(payload, project, changed.run, task)
    : deny("No task is known for this agent: it may only read.");
}
