// @bun
import {
  apiFailure
} from "./s52.js";
import {
  readRun,
  change2
} from "./s200.js";
import {
  endedCommand2
} from "./s255.js";
import {
  owns,
  endedAgent
} from "./s64.js";
import {
  taskOfAgent2
} from "./s269.js";
import {
  isLive
} from "./s5.js";

// src/hooks/failures.ts
async function stopFailure(hook) {
  const { payload, project } = hook;
  const run = readRun(project);
  if (run === null || !isLive(run))
    return null;
  const failure = apiFailure(payload.error, payload.lastMessage);
  if (payload.agent === null) {
    if (owns(run, payload.session))
      change2(project, () => [{ do: "hold", failure }]);
    return null;
  }
  const task = taskOfAgent2(hook, run, payload.agent);
  if (!task)
    return null;
  const command = await endedCommand2(project, run, task, false, endedAgent(hook, task, payload.agent));
  change2(project, () => [{ ...command, failure }]);
  return null;
}
export {
  stopFailure
};
