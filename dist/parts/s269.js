// @bun
import {
  visible
} from "./s2.js";
import {
  context,
  block
} from "./s8.js";
import {
  transcriptBytes,
  hasHandedBack,
  spentIn
} from "./s52.js";
import {
  isAlive,
  hasDialog,
  callOfAgent
} from "./s225.js";
import {
  questionText
} from "./s275.js";
import {
  heldText,
  undoneText,
  printText,
  isGuarded,
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
  questionsOf2,
  isTypedOnly,
  asksInDialog
} from "./s64.js";
import {
  isLeft,
  forgetLeft,
  noteEnded
} from "./s161.js";
import {
  withDenials
} from "./s53.js";
import {
  wasReminded,
  questionsToAsk
} from "./s226.js";
import {
  isLive,
  taskOf,
  isUnforeseen
} from "./s5.js";

// src/hooks/stops.ts
function taskOfAgent2(hook, run, agent) {
  const bound = run.tasks.find((task) => task.dispatch?.agent === agent);
  if (bound)
    return bound;
  const call = callOfAgent(hook.payload.transcript, agent);
  return call === null ? undefined : run.tasks.find((task) => task.dispatch?.call === call);
}
var goneSteps2 = (hook, run, agent) => voidCallsOf(hook, run, agent).map((one) => ({ do: "gone", call: one.call }));
function voidCallsOf(hook, run, agent) {
  const call = callOfAgent(hook.payload.transcript, agent);
  return run.void_calls.filter((one) => one.agent === agent || one.call === call);
}
async function subagentStop2(hook) {
  const { payload, project } = hook;
  if (payload.agent === null)
    return null;
  const left = isLeft(project, payload.agent, callOfAgent(payload.transcript, payload.agent));
  if (left !== undefined)
    noteEnded(project, left);
  const run = readRun(project);
  if (run === null)
    return null;
  const task = taskOfAgent2(hook, run, payload.agent);
  if (!task) {
    const { transcript, agent } = payload;
    const steps = [
      ...voidCallsOf(hook, run, agent).map(({ call }) => ({ do: "stopped", call })),
      ...laterSpent2(hook, run, callOfAgent(transcript, agent) ?? "", agent)
    ];
    if (steps.length > 0)
      change2(project, () => steps);
    return null;
  }
  const isGone = payload.permissionMode === "auto" && payload.lastMessage === "";
  const { beforeEnd, endedCommand } = await import("./ended.js");
  const command = await endedCommand(project, run, task, !isGone, endedAgent(hook, task, payload.agent));
  const before = await beforeEnd(hook, run, task, command);
  const changed = change2(project, () => [bindStep2(task, payload.agent), ...before, command]);
  const why = refusedText2(changed, task);
  return why === null ? null : block(why);
}
var bindStep2 = (task, agent) => ({
  do: "bind",
  task: task.id,
  call: task.dispatch.call,
  agent
});
function refusedText2({ run, events }, task) {
  const refused = events.find((event) => event.type === "refused");
  const still = run ? taskOf(run, task.id) : undefined;
  if (refused?.type !== "refused" || still?.status !== "running")
    return null;
  return `${task.id} is not done: ${task.writes} does not count.
${refused.problems.map((one) => `- ${one}`).join(`
`)}
Mend the file (read it first where it is there), then end.`;
}
function laterSpent2(hook, run, call, agent) {
  const task = run.tasks.find((one) => one.spent.some((spent) => spent.call === call));
  const known = task?.spent.find((spent) => spent.call === call);
  if (!task || !known || agent === "")
    return [];
  const spent = { ...spentIn(transcriptBytes(hook.payload.transcript, agent)), minutes: known.minutes };
  return [{ do: "spent", task: task.id, call, spent: withDenials(spent, hook.payload.transcript, agent) }];
}
async function goneTasks(hook, run) {
  const { payload, project } = hook;
  const alive = new Set(payload.background.filter((one) => one.status === "running" && !hasHandedBack(payload.transcript, one.id)).map((one) => one.id));
  const calls = new Set([...alive].map((id) => callOfAgent(payload.transcript, id)));
  const halt = haltOf(hook, run);
  const steps = halt === null ? [] : [halt];
  for (const task of run.tasks) {
    const dispatch = task.dispatch;
    if (halt?.tasks.some((one) => one.task === task.id))
      continue;
    if (task.status !== "running" || dispatch?.session !== payload.session)
      continue;
    if (dispatch.check) {
      const shell = payload.background.some((one) => one.type !== "subagent" && one.status === "running");
      const lives = dispatch.process ? isAlive(dispatch.process) : shell;
      if (!lives)
        steps.push({ do: "lost", task: task.id, nonce: dispatch.nonce, why: "its check ended without a result" });
    } else if (!(dispatch.agent !== null && alive.has(dispatch.agent)) && !calls.has(dispatch.call)) {
      steps.push(dispatch.agent === null ? { do: "lost", task: task.id, nonce: dispatch.nonce, why: "it never started" } : await (await import("./ended.js")).endedCommand(project, run, task, false, endedAgent(hook, task)));
    }
  }
  return steps;
}
function goneFrom(hook) {
  const { session, transcript, background } = hook.payload;
  const alive = background.filter((one) => one.status === "running");
  const calls = new Set(alive.map((one) => callOfAgent(transcript, one.id)));
  const shell = alive.some((one) => one.type !== "subagent");
  return (one) => one.session === session && !calls.has(one.call) && (one.agent === null ? !shell : !alive.some(({ id }) => id === one.agent));
}
var openText = (hook, run) => [
  "The run waits for you; nothing was decided. Type a letter or label, or anything else to talk about it and be asked again.",
  ...questionsOf2(hook, run).map((one) => questionText(one, "/multi-ai:decide"))
].join(`

`);
function undoneNow(hook, { run }) {
  const at = hasDialog(hook.env) ? "session" : "shell";
  if (run === null || run.paused !== null)
    return run === null ? "" : heldText(run, at);
  const next = nextFor(hook, run);
  const undone = wasReminded(run, next, hook.payload.session);
  if (next.do === "ask") {
    const isUnread = isTypedOnly(run) ? !isNamed(hook, next.questions) : undone || wasShown(run);
    return hasDialog(hook.env) && isUnread ? openText(hook, run) : "";
  }
  return undone ? undoneText(run, next, at) : "";
}
function toPerson(hook, { run, events }, text) {
  return !hasDialog(hook.env) && events.some((event) => event.type === "held") ? context("Stop", printText(run, text)) : { systemMessage: text };
}
var isNamed = ({ payload }, questions) => questions.every((id) => payload.lastMessage.includes(id));
var isPrinted = (hook, questions) => hook.payload.lastMessage === "" || isNamed(hook, questions);
function notePrinted(hook, run, text) {
  const printed = questionsToAsk(run).filter((one) => (one.commands?.length || isUnforeseen(one)) && [`${one.id} \xB7`, ...(one.commands ?? []).map(visible)].every((part) => text.includes(part)));
  if (printed.length > 0)
    change2(hook.project, () => [{ do: "show", questions: printed.map((one) => one.id), printed: true }]);
}
var shownText = (hook, run, undone) => asksInDialog(hook, run) ? undone : `${undone}
${hook.payload.lastMessage}`;
async function stop2(hook) {
  const isGone = goneFrom(hook);
  forgetLeft(hook.project, isGone);
  const before = readRun(hook.project);
  const voids = (before?.void_calls ?? []).filter(isGone).map((one) => ({ do: "gone", call: one.call }));
  const run = voids.length > 0 ? change2(hook.project, () => voids).run : before;
  if (run === null || !owns(run, hook.payload.session) || !isLive(run) && run.released) {
    change2(hook.project, () => []);
    return null;
  }
  const gone = isLive(run) ? await goneTasks(hook, run) : [];
  const { session } = hook.payload;
  const changed = change2(hook.project, () => [
    ...gone,
    (now) => now !== null && wasReminded(now, nextFor(hook, now), session) ? { do: "unheeded" } : null,
    (now) => {
      if (now === null)
        return null;
      const next = nextFor(hook, now);
      const carries = next.do === "dispatch" || next.do === "ask" || next.do === "done";
      const asked = next.do === "ask" && (asksInDialog(hook, now) ? wasShown(now) : isPrinted(hook, next.questions));
      const told = now.delivered?.directive === next.id && (asked || next.do === "done");
      return carries && !told ? deliver(hook, "reminder")(now) : null;
    }
  ]);
  const text = deliveredText(hook, changed, hasDialog(hook.env));
  const undone = text === null ? undoneNow(hook, changed) : "";
  if (changed.run !== null)
    notePrinted(hook, changed.run, shownText(hook, changed.run, undone));
  if (text !== null)
    return context("Stop", text);
  if (undone !== "")
    return toPerson(hook, changed, undone);
  const now = changed.run;
  const told = now !== null && !isLive(now) && now.delivered?.directive === nextFor(hook, now).id;
  if (told && now.void_calls.length === 0 && isGuarded(now))
    change2(hook.project, () => [{ do: "release" }]);
  return null;
}

export { taskOfAgent2, goneSteps2, subagentStop2, bindStep2, refusedText2, laterSpent2, stop2 };
