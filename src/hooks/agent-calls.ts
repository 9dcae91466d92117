import { deny, type Output } from "../host/answer.ts";
import { callOfAgent } from "../host/host.ts";
import type { Payload } from "../host/payload.ts";
import { boundCall } from "../policy/policy.ts";
import type { Project } from "../project/project.ts";
import { type Changed, change } from "../run/life/run.ts";
import type { HookCall } from "./step.ts";

/** Notes which agent works on the task of its call. */
export function bind(project: Project, payload: Payload): Changed {
  const agent = payload.agent!;
  const call = callOfAgent(payload.transcript, agent);
  return change(project, (run) => {
    const task = call === null ? undefined : run?.tasks.find((one) => one.dispatch?.call === call);
    return task ? [{ do: "bind", task: task.id, call: task.dispatch!.call, agent }] : [];
  });
}

/** PreToolUse inside an agent that is not bound to its task yet: binds it, then decides on the call. */
export async function bindAndDecide({ payload, project }: HookCall): Promise<Output> {
  const { agent } = payload;
  const changed = bind(project, payload);
  const task = changed.run?.tasks.find((one) => one.dispatch?.agent === agent);
  return task && changed.run
    ? boundCall(payload, project, changed.run, task)
    : deny("No task is known for this agent: it may only read.");
}
