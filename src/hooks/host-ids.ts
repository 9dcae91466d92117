import type { Run } from "../engine/run.ts";
import { type Output, rewrite } from "../host/answer.ts";
import { namesOwnTasks } from "../policy/plain-call.ts";
import { lookUntil } from "../process/look.ts";
import { readRun } from "../run/life/run.ts";
import { type HookCall, owns } from "./step.ts";

/** In milliseconds: how long an entry is waited for that another call of the same message makes. */
const MAX_WAIT_MS = 5_000;

/** Ids of the host in place of those of tasks; `missing`: an entry that the host has not made yet. */
function hostIds(run: Run, ids: string[]): { ids: string[]; missing: boolean } {
  const found = ids.map((id) => {
    const task = run.tasks.find((one) => one.id === id);
    return task === undefined ? id : task.host_task_id;
  });
  return { ids: found.filter((id) => id !== null), missing: found.includes(null) };
}

/**
 * PreToolUse(TaskUpdate) that names entries by ids of tasks: puts in the host's own. An entry that does not come is left out;
 * it is chained by the next directive then.
 */
export async function putHostIds({ payload, project }: HookCall): Promise<Output> {
  if (!namesOwnTasks(payload)) return null;
  const { taskId, addBlockedBy } = payload.input;
  const others = Array.isArray(addBlockedBy) ? addBlockedBy.map(String) : [];
  const look = () => {
    const run = readRun(project);
    if (run === null || !owns(run, payload.session)) return null;
    return { entry: hostIds(run, [String(taskId)]), by: hostIds(run, others) };
  };
  const found = await lookUntil(look, (now) => now === null || !(now.entry.missing || now.by.missing), MAX_WAIT_MS);
  if (found === null || found.entry.missing) return null;
  const chain = addBlockedBy === undefined ? {} : { addBlockedBy: found.by.ids };
  return rewrite({ ...payload.input, taskId: found.entry.ids[0], ...chain });
}
