import { isLive, taskOf } from "../engine/run.ts";
import { endTurn, type Output } from "../host/answer.ts";
import { readRun } from "../run/run.ts";
import { change, type HookCall, nextFor, owns } from "./step.ts";

const MARK = /^multi-ai (T\d{1,4})$/;

/** PostToolUse(TaskCreate): the host's id of a mirrored task. */
export function hostTaskCreated(step: HookCall): Output {
  const task = MARK.exec(String(step.payload.input.description ?? ""))?.[1];
  const made = step.payload.response.task as { id?: unknown } | undefined;
  if (task === undefined || typeof made?.id !== "string") return null;
  const hostTask = made.id;
  change(step.project, (run) => {
    const ours = run !== null && isLive(run) && owns(run, step.payload.session) && taskOf(run, task) !== undefined;
    return ours ? [{ do: "host_task", task, hostTask }] : [];
  });
  return null;
}

/** PostToolUse(TaskUpdate): what the host's list now says of a mirrored task. */
export function hostTaskUpdated(step: HookCall): Output {
  const run = readRun(step.project);
  if (run === null || !owns(run, step.payload.session)) return null;
  const { input } = step.payload;
  const task = run.tasks.find((one) => one.host_task_id === input.taskId);
  if (!task) return null;
  const hostIds = Array.isArray(input.addBlockedBy) ? input.addBlockedBy : [];
  const by = run.tasks
    .filter((one) => one.host_task_id !== null && hostIds.includes(one.host_task_id))
    .map((one) => one.id);
  const changed = change(step.project, () => [
    ...(by.length > 0 ? [{ do: "host_blocked" as const, task: task.id, by }] : []),
    ...(input.status === "completed" && task.status === "done"
      ? [{ do: "host_completed" as const, task: task.id }]
      : []),
  ]);
  // The report stands in the same message: behind the last entry there is nothing more to say.
  const last = changed.run?.status === "complete" && nextFor(step, changed.run).mirror.length === 0;
  return last ? endTurn(`All is well: run ${run.run} is complete.`) : null;
}

/** TaskCompleted: a mirrored task is complete when the run says so. Returns the reason to refuse it, or null. */
export function refuseCompletion(step: HookCall): string | null {
  const run = readRun(step.project);
  const task = run?.tasks.find(
    (one) =>
      one.host_task_id !== null && one.host_task_id === step.payload.hostTask && one.subject === step.payload.subject,
  );
  if (!run || !task || !owns(run, step.payload.session) || task.status === "done") return null;
  return `${task.id} ${task.subject} is ${task.status}: only the program completes it. /multi-ai:status shows the run.`;
}
