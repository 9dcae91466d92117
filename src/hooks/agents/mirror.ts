import { isLive, type Task, taskOf } from "../../engine/run.ts";
import { block, endTurn, type Output } from "../../host/answer.ts";
import type { HookCall } from "../hook-call.ts";

const MARK = /^multi-ai (T\d{1,4})$/;

/** PostToolUse(TaskCreate): records the host's id of a mirrored task. */
export function hostTaskCreated(hook: HookCall): Output {
  const task = MARK.exec(String(hook.payload.input.description ?? ""))?.[1];
  const made = hook.payload.response.task as { id?: unknown } | undefined;
  if (task === undefined || typeof made?.id !== "string") return null;
  const hostTask = made.id;
  hook.change((run) => {
    const ours = run !== null && isLive(run) && hook.owns(run) && taskOf(run, task) !== undefined;
    return ours ? [{ do: "host_task", task, hostTask }] : [];
  });
  return null;
}

/** PostToolUse(TaskUpdate): records what the host's list now says of a mirrored task. */
export function hostTaskUpdated(hook: HookCall): Output {
  const run = hook.ownRun;
  if (run === null) return null;
  const { input } = hook.payload;
  const task = run.tasks.find((task) => task.host_task_id === input.taskId);
  if (!task) return null;
  const hostIds = Array.isArray(input.addBlockedBy) ? input.addBlockedBy : [];
  const by = run.tasks
    .filter((task) => task.host_task_id !== null && hostIds.includes(task.host_task_id))
    .map((task) => task.id);
  const changed = hook.change(() => [
    ...(by.length > 0 ? [{ do: "host_blocked" as const, task: task.id, by }] : []),
    ...(input.status === "completed" && task.status === "done"
      ? [{ do: "host_completed" as const, task: task.id }]
      : []),
  ]);
  // The report is in the same message: after the last entry there is nothing more to do.
  const last = changed.run?.status === "complete" && hook.nextFor(changed.run).mirror.length === 0;
  return last ? endTurn(`All is well: run ${run.run} is complete.`) : null;
}

/** TaskCompleted: refuses the completion of a mirrored task that is not done. */
export function refuseCompletion(hook: HookCall): Output {
  const { hostTask, subject } = hook.payload;
  const isNamed = (task: Task): boolean =>
    task.host_task_id !== null && task.host_task_id === hostTask && task.subject === subject;
  const task = hook.ownRun?.tasks.find(isNamed);
  if (!task || task.status === "done") return null;
  return block(
    `${task.id} ${task.subject} is ${task.status}: only the program completes it. /multi-ai:status shows the run.`,
  );
}
