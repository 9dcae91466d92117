// @bun
import {
  rewrite
} from "./s8.js";
import {
  readRun
} from "./s200.js";
import {
  owns
} from "./s64.js";

// src/policy/plain-call.ts
var CONCERNED = new Set([
  "Agent",
  "Task",
  "AskUserQuestion",
  "SendMessage",
  "TaskStop",
  "KillShell",
  "KillBash",
  "SubagentHandback",
  "ScheduleWakeup",
  "CronCreate",
  "RemoteTrigger",
  "Workflow",
  "Write",
  "Edit",
  "MultiEdit",
  "NotebookEdit"
]);
var namesOwnTasks = ({ tool, input }) => tool === "TaskUpdate" && /"T\d{1,4}"/.test(JSON.stringify([input.taskId, input.addBlockedBy]));
var OPENING = '{"checksum":"';
var COVERED_FROM = OPENING.length + 64;
var MAX_SNAPSHOT_BYTES = 16 * 1024 * 1024;
var READERS = new Set(["Read", "Grep", "Glob", "LS", "NotebookRead", "ListMcpResourcesTool", "SubagentHandback"]);

// src/hooks/host-ids.ts
var MAX_WAIT_MS = 5000;
var POLL_MS = 50;
function hostIds(run, ids) {
  const found = ids.map((id) => {
    const task = run.tasks.find((one) => one.id === id);
    return task === undefined ? id : task.host_task_id;
  });
  return { ids: found.filter((id) => id !== null), missing: found.includes(null) };
}
async function putHostIds({ payload, project }) {
  if (!namesOwnTasks(payload))
    return null;
  const { taskId, addBlockedBy } = payload.input;
  const others = Array.isArray(addBlockedBy) ? addBlockedBy.map(String) : [];
  for (let waited = 0;; waited += POLL_MS) {
    const run = readRun(project);
    if (run === null || !owns(run, payload.session))
      return null;
    const [entry, by] = [hostIds(run, [String(taskId)]), hostIds(run, others)];
    if ((entry.missing || by.missing) && waited < MAX_WAIT_MS) {
      await Bun.sleep(POLL_MS);
      continue;
    }
    if (entry.missing)
      return null;
    const chain = addBlockedBy === undefined ? {} : { addBlockedBy: by.ids };
    return rewrite({ ...payload.input, taskId: entry.ids[0], ...chain });
  }
}
export {
  putHostIds
};
