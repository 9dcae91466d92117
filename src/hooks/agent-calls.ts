import type { Task } from "../engine/run.ts";
import { deny, type Output } from "../host/answer.ts";
import { callOfAgent } from "../host/host.ts";
import { boundCall } from "../policy/policy.ts";
import { change } from "../run/life/run.ts";
import { sha256 } from "../store/journal.ts";
import type { HookCall } from "./step.ts";

/** PreToolUse inside an agent that is not bound to its task yet: binds it, then decides on the call. */
export async function bindAndDecide(hook: HookCall): Promise<Output> {
  const { payload, project } = hook;
  const agent = payload.agent!;
  const call = callOfAgent(payload.transcript, agent);
  const changed = change(project, (run) => {
    const task = run?.tasks.find((one) => (call === null ? bindsByNonce(hook, one) : one.dispatch?.call === call));
    return task ? [{ do: "bind", task: task.id, call: task.dispatch!.call, agent }] : [];
  });
  const task = changed.run?.tasks.find((one) => one.dispatch?.agent === agent);
  return task && changed.run
    ? boundCall(payload, project, changed.run, task)
    : deny("No task is known for this agent: it may only read.");
}

/** Whether the artifact that the agent writes has the task's nonce: for an agent whose call the host has not noted. */
function bindsByNonce(hook: HookCall, task: Task): boolean {
  if (task.dispatch === null || task.dispatch.agent !== null) return false;
  const content = String(hook.payload.input.content ?? "");
  const nonce = /"nonce"\s*:\s*"([0-9a-f]{16,64})"/.exec(content)?.[1];
  return nonce !== undefined && sha256(nonce) === task.dispatch.nonce;
}
