import type { Task } from "../engine/run.ts";
import { deny, type Output } from "../host/answer.ts";
import { callOfAgent } from "../host/host.ts";
import { boundCall } from "../policy/policy.ts";
import { sha256 } from "../store/journal.ts";
import { change, type HookCall } from "./step.ts";

/** PreToolUse inside an agent that no task is bound to yet: bind it, then decide on the call. */
export async function bindAndDecide(step: HookCall): Promise<Output> {
  const { payload, project } = step;
  const agent = payload.agent!;
  const call = callOfAgent(payload.transcript, agent);
  const changed = change(project, (run) => {
    const task = run?.tasks.find((one) => (call === null ? bindsByNonce(step, one) : one.dispatch?.call === call));
    return task ? [{ do: "bind", task: task.id, call: task.dispatch!.call, agent }] : [];
  });
  const task = changed.run?.tasks.find((one) => one.dispatch?.agent === agent);
  return task && changed.run
    ? boundCall(payload, project, changed.run, task)
    : deny("No task is known for this agent: it may only read.");
}

/** Without the host's note of its call an agent proves itself by the nonce in its artifact. */
function bindsByNonce(step: HookCall, task: Task): boolean {
  if (task.dispatch === null || task.dispatch.agent !== null) return false;
  const content = String(step.payload.input.content ?? "");
  const nonce = /"nonce"\s*:\s*"([0-9a-f]{16,64})"/.exec(content)?.[1];
  return nonce !== undefined && sha256(nonce) === task.dispatch.nonce;
}
