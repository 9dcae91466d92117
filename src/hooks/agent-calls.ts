import type { Run, Task } from "../engine/run.ts";
import { deny, type Output } from "../host/answer.ts";
import { callOfAgent } from "../host/host.ts";
import type { Payload } from "../host/payload.ts";
import { boundCall } from "../policy/policy.ts";
import type { Project } from "../project/project.ts";
import { worktreeOf } from "../run/audit/work.ts";
import { type Change, type Changed, change } from "../run/life/run.ts";
import { sceneOf } from "../workflows/index.ts";
import { noteCall } from "./judge.ts";
import type { HookCall } from "./step.ts";

/**
 * Notes which agent works on a task: from now on hooks see each of its calls. What is done in a
 * worktree that shows.
 */
export function bindStep(project: Project, run: Run, task: Task, agent: string): Change {
  const isSeen = task.edits !== null && worktreeOf(sceneOf(project, run), task) === null;
  return {
    do: "bind",
    task: task.id,
    call: task.dispatch!.call,
    agent,
    ...(isSeen && { calls: true }),
  };
}

/** Notes which agent works on the task of its call. */
export function bind(project: Project, payload: Payload): Changed {
  const agent = payload.agent!;
  const call = callOfAgent(payload.transcript, agent);
  return change(project, (run) => {
    const task = call === null ? undefined : run?.tasks.find((one) => one.dispatch?.call === call);
    return run && task ? [bindStep(project, run, task, agent)] : [];
  });
}

/**
 * PreToolUse inside an agent that is not bound to its task yet: binds it, then decides on the call.
 */
export async function bindAndDecide({ payload, project, env }: HookCall): Promise<Output> {
  const { agent } = payload;
  const changed = bind(project, payload);
  const task = changed.run?.tasks.find((one) => one.dispatch?.agent === agent);
  if (!task || !changed.run) return deny("No task is known for this agent: it may only read.");
  const output = boundCall(payload, project, changed.run, task, env);
  noteCall(payload, project, env, output);
  return output;
}
