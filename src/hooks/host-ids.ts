import type { Run } from "../engine/run.ts";
import { type Output, rewrite } from "../host/answer.ts";
import { namesOwnTasks } from "../policy/plain-call.ts";
import { readRun } from "../run/run.ts";
import { type HookCall, owns } from "./step.ts";

/** In milliseconds: how long an entry is waited for that another call of the same message makes, and how often it is looked for. */
const MAX_WAIT_MS = 5_000;
const POLL_MS = 50;

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
  for (let waited = 0; ; waited += POLL_MS) {
    const run = readRun(project);
    if (run === null || !owns(run, payload.session)) return null;
    const [entry, by] = [hostIds(run, [String(taskId)]), hostIds(run, others)];
    if ((entry.missing || by.missing) && waited < MAX_WAIT_MS) {
      await Bun.sleep(POLL_MS);
      continue;
    }
    if (entry.missing) return null;
    const chain = addBlockedBy === undefined ? {} : { addBlockedBy: by.ids };
    return rewrite({ ...payload.input, taskId: entry.ids[0], ...chain });
  }
}
