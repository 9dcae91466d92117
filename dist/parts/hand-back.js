// @bun
import {
  sendBack,
  replace
} from "./s8.js";
import {
  decide2,
  change2
} from "./s200.js";
import {
  workflowOf
} from "./s70.js";
import {
  endedCommand2,
  beforeEnd2
} from "./s255.js";
import {
  endedAgent,
  liveRun2
} from "./s64.js";
import {
  taskOfAgent2,
  bindStep2,
  refusedText2
} from "./s269.js";

// src/hooks/hand-back.ts
async function checkHandBack(hook) {
  const run = liveRun2(hook);
  const agent = hook.payload.agent;
  const task = run === null ? undefined : taskOfAgent2(hook, run, agent);
  if (run === null || !task)
    return null;
  const command = await endedCommand2(hook.project, run, task, true, endedAgent(hook, task, agent));
  const isSentBack = (now) => {
    const events = now === null ? [] : decide2(workflowOf(now.workflow), now, command);
    return events.length > 0 && events.every((event) => event.type === "refused");
  };
  const changed = change2(hook.project, () => [
    bindStep2(task, agent),
    (now) => !command.result.ok && isSentBack(now) ? command : null
  ]);
  const why = refusedText2(changed, task);
  if (why !== null)
    return sendBack(why);
  return replace({ message: command.result.ok ? `${task.id} is done` : `${task.id} has ended` });
}
async function handedBack(hook) {
  const run = liveRun2(hook);
  const agent = hook.payload.agent;
  const task = run === null ? undefined : taskOfAgent2(hook, run, agent);
  if (run === null || !task || hook.payload.response.success === false)
    return null;
  const command = await endedCommand2(hook.project, run, task, false, endedAgent(hook, task, agent));
  const before = await beforeEnd2(hook, run, task, command);
  change2(hook.project, () => [bindStep2(task, agent), ...before, command]);
  return null;
}
export {
  checkHandBack,
  handedBack
};
