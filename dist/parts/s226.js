// @bun
import {
  readyTasks
} from "./s107.js";
import {
  isLive,
  taskOf,
  isOver
} from "./s5.js";

// src/engine/directive.ts
var MAX_QUESTIONS = 4;
var nothing = { tasks: [], questions: [], mirror: [] };
function directive(run, options = { mirror: false }) {
  if (run === null)
    return { id: "none", do: "none", ...nothing };
  const mirror = options.mirror ? mirrorOf(run) : [];
  if (run.status === "complete")
    return { id: "done", do: "done", ...nothing, mirror };
  if (!isLive(run))
    return { id: `stopped:${run.status}`, do: "stopped", ...nothing };
  if (run.paused !== null)
    return { id: `held:${run.paused.at}`, do: "held", ...nothing };
  const turn = run.turn === 0 ? "" : `@${run.turn}`;
  const ready = readyTasks(run);
  if (ready.length > 0 && !isRunAsked(run)) {
    const id = `dispatch:${ready.map((task) => `${task.id}.${task.turn}`).join(",")}${turn}`;
    return { ...nothing, id, do: "dispatch", tasks: ready.map((task) => task.id), mirror };
  }
  const open = questionsToAsk(run);
  if (open.length > 0) {
    const id = `ask:${open.map((question) => `${question.id}${question.wants_reason ? `.${question.wants_reason}` : ""}`).join(",")}${turn}`;
    return { ...nothing, id, do: "ask", questions: open.map((question) => question.id), mirror };
  }
  const running = run.tasks.filter((task) => task.status === "running");
  const id = `wait:${running.map((task) => `${task.id}.${task.dispatches}`).join(",")}`;
  return { ...nothing, id, do: "wait", tasks: running.map((task) => task.id) };
}
var isRunAsked = (run) => run.questions.some((question) => question.task === null);
function giving(run, next, session, mode) {
  const given = run.delivered?.directive === next.id && run.delivered.session === session;
  const enough = given && (mode === "once" || mode === "reminder" && run.delivered.reminder);
  return { give: !enough && next.do !== "none" && next.do !== "held", reminder: given && mode === "reminder" };
}
var wasReminded = (run, next, session) => run.delivered?.directive === next.id && run.delivered.session === session && run.delivered.reminder;
function questionsToAsk(run) {
  const first = run.questions.find((question) => question.task === null) ?? run.questions[0];
  if (!first)
    return [];
  if (first.wants_reason !== null)
    return [first];
  const isPlain = ({ task, commands }) => task !== null && commands === null && taskOf(run, task)?.who.agent === "person";
  const beside = (one) => isPlain(first) ? isPlain(one) : one.task === first.task && one.kind === first.kind;
  return run.questions.filter((one) => beside(one) && one.wants_reason === null).slice(0, MAX_QUESTIONS);
}
function mirrorOf(run) {
  const ops = [];
  for (const task of run.tasks) {
    if (task.host_task_id === null) {
      if (task.status !== "cancelled")
        ops.push({ op: "create", task: task.id });
      continue;
    }
    const by = task.blocked_by.filter((id) => !task.host_blocked_by.includes(id) && knownToHost(run, id));
    if (by.length > 0 && !task.host_completed && !isOver(task))
      ops.push({ op: "block", task: task.id, by });
    if (task.status === "done" && !task.host_completed)
      ops.push({ op: "complete", task: task.id });
  }
  return ops;
}
var knownToHost = (run, id) => taskOf(run, id).host_task_id !== null;

export { directive, isRunAsked, giving, wasReminded, questionsToAsk };
