import { type Run, type Task, taskOfCall } from "../engine/run.ts";
import { deny, type Output } from "../host/answer.ts";
import { callOfAgent } from "../host/host.ts";
import { boundCall } from "../policy/policy.ts";
import type { Project } from "../project/project.ts";
import { worktreeOf } from "../run/audit/work.ts";
import type { Change } from "../run/life/run.ts";
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
  const output = boundCall(payload, project, bound.run, bound.task, env);
  noteCall(payload, project, env, output);
  return output;
}
