// @bun
import {
  inHost,
  here,
  isInHost
} from "./s12.js";
import {
  oneLine2,
  minutesBetween
} from "./s28.js";
import {
  workflowOf,
  skipReason,
  nextText2,
  startText
} from "./s70.js";
import {
  isGood,
  outcomeText
} from "./s199.js";
import {
  answerLine
} from "./s275.js";
import {
  foundIn
} from "./s74.js";
import {
  mainUsed
} from "./s258.js";
import {
  moneyOf,
  runMoney
} from "./s135.js";
import {
  phaseOf,
  currentTask,
  isCheck,
  countedTasks,
  heldReason
} from "./s200.js";
import {
  directive
} from "./s226.js";
import {
  limitOf
} from "./s227.js";
import {
  gatesOf
} from "./s100.js";
import {
  UNHEEDED,
  DECLINED,
  isPersons,
  isLive,
  isOver,
  rounds2
} from "./s5.js";
import {
  spentOn,
  spentBy,
  ceilingOf
} from "./s3.js";

// src/render/view.ts
var reviewGates = (run) => gatesOf(workflowOf(run.workflow), run).filter((gate) => gate.gate === "review");
function atWork({ status, dispatch }, step, now) {
  if (status !== "running" || dispatch === null)
    return null;
  const seen = step?.seen || null;
  return {
    since: dispatch.at,
    minutes: minutesBetween(dispatch.at, now),
    step,
    silent: seen === null ? null : minutesBetween(seen, now)
  };
}
function taskView(run, task, { look, steps, now = run.updated_at }) {
  const waits = task.blocked_by.filter((id) => run.tasks.some((one) => one.id === id && !isOver(one)));
  return {
    id: task.id,
    subject: task.subject,
    agent: isCheck(run, task) ? task.who.provider ?? task.who.agent : task.who.agent,
    model: isCheck(run, task) ? "" : task.who.model,
    status: task.status,
    round: task.version,
    blocked_by: isOver(task) ? [] : waits,
    waiver: task.waiver,
    ...task.skipped === null ? {} : { skipped: skipReason(run.workflow, task.skipped) },
    void: task.void,
    spent: spentOn(task),
    bounds: task.dispatch?.bounds ?? null,
    outcome: outcomeText(run, task, look),
    passed: task.outcome === null ? null : isGood(run, task, task.outcome),
    at_work: atWork(task, steps?.get(task.id) ?? null, now)
  };
}
function groupsOf(run, gates) {
  return [...new Set(gates.map((gate) => gate.group))].map((name) => ({
    name,
    rounds: rounds2(run, gates.filter((gate) => gate.group === name).map((gate) => gate.key)),
    limit: limitOf(workflowOf(run.workflow), run, name)
  }));
}
function soFar(run, used) {
  const all = [...used.values()];
  const now = run.tasks.flatMap((task) => {
    const one = used.get(task.id);
    return one === undefined ? [] : [{ who: task.who, spent: [{ ...one, call: "" }] }];
  });
  return {
    tokens: all.reduce((sum, one) => sum + one.tokens, 0),
    tool_calls: all.reduce((sum, one) => sum + one.tool_calls, 0),
    cost: moneyOf(now, run.settings)
  };
}
function inOrder(tasks) {
  const left = [...tasks];
  const placed = new Set;
  const ordered = [];
  while (left.length > 0) {
    const at = left.findIndex((task) => task.blocked_by.every((id) => placed.has(id)));
    const [task] = left.splice(Math.max(0, at), 1);
    placed.add(task.id);
    ordered.push(task);
  }
  return ordered;
}
function runView(run, facts) {
  const gates = reviewGates(run);
  const counted = countedTasks(run);
  const { gone = [], used = new Map } = facts;
  const view = {
    run: run.run,
    workflow: run.workflow,
    status: run.status,
    reason: run.reason,
    phase: phaseOf(run, workflowOf(run.workflow)),
    kept: facts.kept,
    reach: facts.reach ?? "own",
    created_at: run.created_at,
    updated_at: run.updated_at,
    minutes: minutesBetween(run.created_at, isLive(run) ? facts.now ?? run.updated_at : run.updated_at),
    auto: run.auto,
    request: run.request.text,
    done: counted.filter((task) => task.status === "done").length,
    total: counted.length,
    tasks: inOrder(run.tasks).map((task) => taskView(run, task, facts)),
    reviewers: gates.map((gate) => ({
      name: gate.title,
      reviewer: gate.reviewer,
      group: gate.group,
      rounds: rounds2(run, [gate.key]),
      limit: limitOf(workflowOf(run.workflow), run, "per_reviewer")
    })),
    groups: groupsOf(run, gates),
    questions: facts.questions,
    questions_behind: behind(run, facts.questions),
    tests: facts.tests,
    findings: facts.findings,
    found: facts.found ?? foundIn([]),
    spent: spentBy(run),
    main_thread: mainUsed(run),
    cost: runMoney(run),
    ...used.size > 0 && { spent_at_work: soFar(run, used) },
    ceiling_tokens: ceilingOf(run),
    held: run.paused ? heldReason(run.paused) : gone.length > 0 ? `Claude Code has ended, and with it the agent of ${listed(run, gone)}` : null,
    unsent: facts.unsent ?? null,
    owner: run.owner ? { session: run.owner.session, pid: run.owner.host?.pid ?? null, alive: facts.ownerAlive } : null
  };
  const next = nextStep(run, view);
  return { ...view, next, ...facts.own(next) };
}
var listed = (run, ids) => ids.map((id) => `${id} ${run.tasks.find((task) => task.id === id)?.subject ?? ""}`.trim()).join(", ");
var behind = (run, shown) => shown.length === 0 ? [] : run.questions.map(({ id }) => id).filter((id) => !shown.some((one) => one.id === id));
function takeUp(run) {
  if (isInHost())
    return `type ${inHost("resume")}`;
  const next = directive(run);
  const here2 = next.do === "ask" ? `answer ${answerOf(run, next.questions)}` : `run ${here("run --continue")}`;
  return `open Claude Code here and type ${inHost("resume")}, or ${here2}`;
}
function answerOf(run, questions, where = ": ") {
  const first = run.questions.find((one) => one.id === questions[0]);
  return `${questions.join(", ")}${where}${answerLine(first.id, first.wants_reason !== null && first.proposed === null, here("decide"))}`;
}
var takesOver = (at, run) => `${at(`trust --run ${run}`)} shows what it would do, and takes it over if you say so`;
var FOREIGN = "it was not started on this machine, or this project is a copy.";
function outOfReach(run, reach) {
  if (reach === "foreign")
    return `${FOREIGN} ${here("cancel")} ends it, ${here("reset")} puts it aside. ${takesOver(here, run.run)}`;
  const { do: due, questions } = directive(run);
  const whose = reach === "resume" ? "" : ", where it belongs to one that is at work";
  return `${inHost(reach)} takes it over for this session${whose}${due === "ask" ? `; then you are asked ${questions.join(", ")}` : ""}`;
}
var goOn = (here2, inSession) => here2 ? orResume(inSession) : isInHost() ? inHost("resume") : `${here("run --continue")}, or ${inHost("resume")}`;
var orResume = (inSession) => isInHost() ? `${inSession}, or ${inHost("resume")}` : inSession;
function nextStep(run, view) {
  if (view.kept === "parked" && view.reach === "foreign")
    return `${FOREIGN} ${takesOver(here, run.run)}`;
  if (view.kept === "parked")
    return `${here(`resume ${run.run}`)} brings it back`;
  if (view.kept === "archived")
    return `${here(`report --run ${run.run}`)} shows what was done`;
  if (run.status === "complete")
    return `${here("report")} shows what was done; ${nextText2(run)} starts the next run`;
  if (!isLive(run))
    return `${startText(run)} starts a new run; ${here("report")} shows what was done and how to go back`;
  if (view.reach !== "own")
    return outOfReach(run, view.reach);
  const next = directive(run);
  const here2 = view.owner !== null && view.owner.alive !== false;
  if (next.do === "held" && isPersons(run.paused))
    return `${goOn(here2, 'type "go on" in the session')}; ${run.paused.failure === DECLINED ? "then it starts" : "what it was at starts again"}`;
  if (next.do === "held")
    return `${run.paused?.failure === UNHEEDED ? "" : "when that is over: "}${goOn(here2, 'type anything in the session, such as "go on"')}`;
  if (next.do === "ask")
    return `answer ${answerOf(run, next.questions, here2 ? " in the session, or: " : ": ")}`;
  if (!here2)
    return takeUp(run);
  if (next.do === "dispatch")
    return `it starts ${listed(run, next.tasks)} at the session's next prompt or notification: ${orResume('type anything there, such as "go on"')}`;
  const at = currentTask(run);
  return `nothing: ${at ? `${at.id} ${at.subject}` : "the run"} is at work and the run goes on by itself`;
}
var requestLine = (view) => oneLine2(view.request);

export { reviewGates, runView, takeUp, takesOver, requestLine };
