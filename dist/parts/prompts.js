// @bun
import {
  context,
  swallow
} from "./s8.js";
import {
  callOfAgent
} from "./s225.js";
import {
  heldText,
  readRun,
  change2
} from "./s200.js";
import {
  owns,
  nextFor,
  endedAgent,
  haltOf,
  deliver,
  wasShown,
  deliveredText,
  isTypedOnly,
  onlyWaiting
} from "./s64.js";
import {
  taskOfAgent2,
  goneSteps2,
  laterSpent2
} from "./s269.js";
import {
  isLeft,
  forgetLeft
} from "./s161.js";
import {
  endChecks
} from "./s125.js";
import {
  hostsPrompt
} from "./s204.js";
import {
  questionsToAsk
} from "./s226.js";
import {
  isLive
} from "./s5.js";

// src/hooks/prompts.ts
var tag = (prompt, name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(prompt)?.[1]?.trim() ?? "";
function notified({ prompt, transcript }) {
  const about = hostsPrompt(prompt);
  if (about === null)
    return null;
  if (about === "notification")
    return { call: tag(prompt, "tool-use-id"), agent: tag(prompt, "task-id") };
  return { call: callOfAgent(transcript, about.from) ?? "", agent: about.from };
}
async function hostsWords(hook) {
  const of = notified(hook.payload);
  if (of === null)
    return null;
  const left = await leftNotification(hook, of);
  if (left !== null)
    return left;
  const run = readRun(hook.project);
  return run === null ? null : notification(hook, run, of);
}
async function leftNotification(hook, { call, agent }) {
  const { project, payload } = hook;
  const one = isLeft(project, agent || null, call || null);
  if (one === undefined)
    return null;
  forgetLeft(project, (other) => other.call === one.call);
  const run = await settled(hook, readRun(project));
  const due = run !== null && isLive(run) && owns(run, payload.session);
  const text = due ? deliveredText(hook, change2(project, () => [(now) => now === null ? null : wake(hook, now)])) : null;
  return text === null ? swallow(`Run ${one.run} was left; nothing of it goes on.`) : context("UserPromptSubmit", text);
}
var MAX_WAIT_MS = 1500;
var POLL_MS = 50;
async function settled(hook, run) {
  const { session } = hook.payload;
  let now = run;
  for (let waited = 0;waited < MAX_WAIT_MS; waited += POLL_MS) {
    const isEnding = now?.tasks.some(({ status, dispatch }) => status === "running" && dispatch?.session === session && dispatch.wrote !== undefined);
    if (!isEnding)
      return now;
    await Bun.sleep(POLL_MS);
    now = readRun(hook.project);
  }
  return now;
}
async function notification(hook, run, { call, agent }) {
  const { payload, project } = hook;
  const isVoid = run.void_calls.some((one) => one.call === call || agent !== "" && one.agent === agent);
  const task = run.tasks.find((one) => one.dispatch?.call === call) ?? taskOfAgent2(hook, run, agent);
  const known = isVoid || task !== undefined || run.calls.includes(call);
  if (!known)
    return null;
  const steps = isVoid ? [...goneSteps2(hook, run, agent), { do: "gone", call }] : [];
  if (!owns(run, payload.session)) {
    change2(project, () => steps);
    return swallow(`Run ${run.run} moved to another session.`);
  }
  if (!isLive(run) && run.status !== "complete") {
    change2(project, () => [...steps, deliver(hook, "once")]);
    return swallow(`Run ${run.run} is over (${run.status}: ${run.reason}); nothing of it goes on.`);
  }
  const halt = haltOf(hook, run) ?? haltedCheck(hook, task);
  if (halt !== null)
    steps.push(halt);
  const halted = halt?.tasks.some((one) => one.task === task?.id) === true;
  if (task?.dispatch && !task.dispatch.check && !halted)
    steps.push(await (await import("./ended.js")).endedCommand(project, run, task, false, endedAgent(hook, task, task.dispatch.agent ?? (agent || null))));
  steps.push(...laterSpent2(hook, run, call, agent));
  if (task?.dispatch?.check && !halted)
    steps.push({ do: "lost", task: task.id, nonce: task.dispatch.nonce, why: "its check ended without a result" });
  const woken = (now) => now === null ? null : wake(hook, now);
  let changed = change2(project, () => [...steps, woken]);
  if (halted && task?.dispatch?.check)
    await endChecks(hook, run);
  if (onlyWaiting(hook, changed.run) && await settled(hook, changed.run) !== changed.run)
    changed = change2(project, () => [woken]);
  const text = deliveredText(hook, changed);
  return text === null ? swallow(heldText(changed.run) || `${run.run}: nothing to do for this notification.`) : context("UserPromptSubmit", text);
}
function wake(hook, run) {
  const next = nextFor(hook, run);
  if (next.do === "wait")
    return null;
  const isShown = isTypedOnly(run) ? questionsToAsk(run).every(({ seen }) => seen) : wasShown(run);
  const isOpen = next.do === "dispatch" || next.do === "ask" && !isShown;
  return deliver(hook, isOpen ? "always" : "once")(run);
}
var haltedCheck = ({ payload }, task) => task?.status === "running" && task.dispatch?.check && tag(payload.prompt, "status") === "killed" ? { do: "halt", tasks: [{ task: task.id, nonce: task.dispatch.nonce }] } : null;
export {
  hostsWords
};
