// @bun
import {
  needsShell,
  visible,
  linesOf,
  commandsProblem,
  fitAsCommands,
  isPlainlyCommands
} from "./s2.js";
import {
  PUT_BACK,
  Decision,
  clipBytes
} from "./s71.js";
import {
  CEILING,
  reached,
  sidesOf
} from "./s74.js";
import {
  workflowOf,
  questionWords
} from "./s42.js";
import {
  dropItem,
  readyTasks
} from "./s62.js";
import {
  seatsAgain
} from "./s67.js";
import {
  limitOf,
  MAX_FAILED_DISPATCHES,
  roundsLeft,
  fixesLeft,
  noProgress
} from "./s105.js";
import {
  Refused
} from "./s3.js";
import {
  FREE_TEXT,
  whoOf,
  nextFor2,
  checksBehind,
  checksBefore,
  redo,
  fixAndReview
} from "./s85.js";
import {
  entryOf,
  gatesOf,
  gateOf,
  isOf,
  ownGate,
  holds,
  barsOf,
  checksDue
} from "./s52.js";
import {
  cut
} from "./s18.js";
import {
  isLive,
  taskOf,
  isOver,
  tasksOf2,
  isReadBy,
  undecidedCommands
} from "./s4.js";

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
  return run.questions.filter((question) => question.task === first.task && question.kind === first.kind && question.wants_reason === null).slice(0, MAX_QUESTIONS);
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

// src/engine/outcomes.ts
function retryOrAsk(decision, task, reason, note) {
  decision.add({ type: "returned", task: task.id, reason, note: clipBytes(note, 8000) });
  const times = decision.task(task.id)[reason === "changed" ? "unsettled" : reason];
  if (times < MAX_FAILED_DISPATCHES)
    return;
  const gate = decision.gate(task);
  const moves = reason === "stale" || reason === "changed";
  if (moves && gate.gate === "review")
    decision.ask(gate.stale, task);
  else if (moves || !tryNext(decision, task))
    giveUp(decision, task);
}
function tryNext(decision, task) {
  const next = nextFor2(decision.run, task);
  if (next === undefined)
    return false;
  decision.add({ type: "substituted", task: task.id, who: next });
  returnTask(decision, task, "again", "");
  return true;
}
function giveUp(decision, task, how = stuckOf(decision, task)) {
  if (typeof how === "object" && "if" in how)
    giveUp(decision, task, holds(decision.workflow, how.if, decision.run, decision.gate(task)) ? how.then : how.else);
  else if (typeof how === "object" && "ask" in how)
    decision.ask(how, task);
  else if (how === "leave" && isLeftTooOften(decision, task))
    giveUp(decision, task, possibleMoves(stuckOf(decision, task)).find((one) => typeof one === "object") ?? "fail");
  else
    apply(decision, how, task);
}
function isLeftTooOften({ workflow, run }, { gate: key }) {
  const gate = gateOf(workflow, run, key);
  const left = tasksOf2(run, key).filter((one) => one.skipped === SILENT);
  const last = left.length === 0 ? -1 : run.tasks.indexOf(left.at(-1));
  if (last >= 0 && !run.tasks.slice(last).some((one) => one.kind === "fix" && !one.void))
    return true;
  return gate.gate === "panel" && left.length >= limitOf(workflow, run, gate.rounds);
}
var possibleMoves = (move) => typeof move === "object" && ("if" in move) ? [...possibleMoves(move.then), ...possibleMoves(move.else)] : [move];
function endsOf(decision, task) {
  const gate = ownGate(decision.workflow, decision.run, task) ?? decision.gate(task);
  if (gate.gate === "wave")
    return { stuck: gate.on.stuck, bounded: null };
  if (gate.gate === "checkpoint")
    return { stuck: gate.ask, bounded: null };
  return { stuck: gate.stuck, bounded: gate.gate === "check" ? null : gate.bounded };
}
var stuckOf = (decision, task) => endsOf(decision, task).stuck;
var boundedOf = (decision, task) => endsOf(decision, task).bounded;
function apiFailed(decision, task, failure, spent) {
  decision.spend(task, spent);
  decision.add({ type: "returned", task: task.id, reason: "api", note: "" });
  pause(decision, failure, task.id);
}
function pause(decision, { failure, message, until }, task) {
  const words = {
    failure: clipBytes(failure, 100),
    message: clipBytes(message, 1000),
    until: until && clipBytes(until, 100)
  };
  decision.add({ type: "held", task, ...words });
}
function stoppedAtBounds(decision, task, over, problems, spent) {
  decision.spend(task, spent);
  const note = `the agent before you was at its limit (${over.join(", ")}); what it changed is still there, go on from that
${problems.slice(0, 8).join(`
`)}`;
  decision.add({ type: "returned", task: task.id, reason: "bounded", note: clipBytes(note, 8000) });
  giveUp(decision, task, boundedOf(decision, task) ?? stuckOf(decision, task));
}
function testAsksOf(decision, task) {
  const gate = ownGate(decision.workflow, decision.run, task);
  return gate?.gate === "produce" && gate.tests || null;
}
function testsToAsk(decision, task) {
  const { settings, tests } = decision.run;
  const now = decision.task(task.id);
  const asks = testAsksOf(decision, now);
  if (!settings.tests.run || asks === null || now.commands === null)
    return null;
  if (undecidedCommands(decision.run, now).length > 0)
    return asks.unapproved;
  return tests.decided.length === 0 && !tests.none ? asks.none ?? null : null;
}
var noTests = ({ id: task }, by) => ({
  type: "tests_decided",
  task,
  commands: [],
  approved: false,
  by
});
var IN_ONE_EVENT = 4;
function assumeTests(decision, task, kind) {
  const open = undecidedCommands(decision.run, decision.task(task.id));
  for (const approved of [true, false]) {
    const commands = open.filter((one) => needsShell(one) !== approved);
    decision.decideTests(task.id, commands, approved, "auto");
    const told = approved ? "is run, and nobody was asked" : "is not run: it needs a shell, and nobody was asked";
    const assumptions = commands.map((one) => `${visible(one)} ${told}`);
    while (assumptions.length > 0)
      decision.add({ type: "auto_approved", task: task.id, kind, assumptions: assumptions.splice(0, IN_ONE_EVENT) });
  }
}
var MAX_REFUSALS = 3;
var QUOTA = "quota";
function movesOf(decision, task) {
  const gate = ownGate(decision.workflow, decision.run, task);
  if (!gate)
    return { done: "next" };
  return gate.gate === "checkpoint" ? { decided: gate.ask } : gate.on;
}
function moveOf(decision, task, outcome) {
  const moves = movesOf(decision, task);
  return Object.hasOwn(moves, outcome) ? moves[outcome] : null;
}
function ended(decision, command) {
  const task = decision.waitingFor(command.task, command.nonce);
  if (!task)
    return;
  const { result, subject, spent = null, failure = null } = command;
  const reviews = task.kind !== "fix" && decision.gate(task).gate === "review";
  const bound = subject !== null && subject === task.dispatch?.subject;
  if (!result.ok && failure !== null) {
    apiFailed(decision, task, failure, spent);
    return;
  }
  const over = task.dispatch?.bounds && spent ? reached(task.dispatch.bounds, spent) : [];
  if (!result.ok && over.length > 0) {
    stoppedAtBounds(decision, task, over, result.problems, spent);
    return;
  }
  if (reviews && !bound && (result.ok || subject !== null)) {
    decision.spend(task, spent);
    const what = movedText(command.moved ?? null);
    retryOrAsk(decision, task, "stale", `what is reviewed changed during the review${what}; review it as it is now`);
    return;
  }
  if (!result.ok) {
    const problems = result.problems.slice(0, 8).map((problem) => clipBytes(problem, 1200));
    decision.add({ type: "refused", task: task.id, problems, artifact: result.sha });
    if (command.blockable && task.refusals < MAX_REFUSALS)
      return;
    decision.spend(task, spent);
    retryOrAsk(decision, decision.task(task.id), "invalid", problems.join(`
`));
    return;
  }
  decision.spend(task, spent);
  accept(decision, task, result.artifact, subject);
}
function checkFailed(decision, command) {
  const task = decision.waitingFor(command.task, command.nonce);
  if (!task)
    return;
  const { failure, message, detail, until = null, spent = null } = command;
  const hasNext = nextFor2(decision.run, task) !== undefined;
  if (failure === QUOTA && task.waits === 0 && !hasNext) {
    apiFailed(decision, task, { failure, message, until }, spent);
    return;
  }
  decision.spend(task, spent);
  if (failure === CEILING.ask) {
    decision.add({ type: "returned", task: task.id, reason: "api", note: "" });
    return;
  }
  decision.add({
    type: "check_failed",
    task: task.id,
    failure: clipBytes(failure, 400),
    message: clipBytes(message, 2000),
    detail: clipBytes(detail, 8000)
  });
  const gate = decision.gate(task);
  if (tryNext(decision, task))
    return;
  if (gate.gate !== "review" || gate.failed === undefined)
    giveUp(decision, decision.task(task.id));
  else if (!settleAbsent(decision, gate.failed, gate.absent, task, failure, message))
    decision.ask(gate.failed, task, earlierAnswer(decision, gate.failed, task));
}
function settleAbsent(decision, ask, absent, task, failure, message) {
  if (!absent?.failures.includes(failure))
    return false;
  const { workflow, run } = decision;
  const rule = absent.settled.find(({ when }) => holds(workflow, when, run, decision.gate(task)));
  const byAuto = run.auto && ask.options[absent.auto.option]?.waiver === undefined ? absent.auto : undefined;
  const taken = rule ?? byAuto;
  if (taken === undefined)
    return false;
  const choice = ask.options[taken.option];
  const why = clipBytes(`${task.id}: ${message.split(": ")[0]}; ${taken.why}`, 800);
  decision.add({ type: "auto_approved", task: task.id, kind: ask.ask, assumptions: [why] });
  const waiver = choice.waiver ? { kind: choice.waiver, reason: why } : null;
  apply(decision, choice.move, decision.task(task.id), null, { waiver });
  return true;
}
function earlierAnswer({ run }, ask, task) {
  const earlier = run.decisions.findLast(({ kind, task: of, option }) => {
    const move = ask.options[option]?.move ?? "again";
    return kind === ask.ask && of !== task.id && move !== "again" && move !== "stop";
  });
  return earlier ? { first: earlier.option } : {};
}
function lost(decision, command) {
  const task = decision.waitingFor(command.task, command.nonce);
  if (task)
    retryOrAsk(decision, task, "lost", command.why);
}
function accept(decision, task, artifact, subject, by) {
  const { sha, raw, outcome, findings, prior, declined, known, said, claims, commands, facts, documents } = artifact;
  decision.add({
    type: "accepted",
    task: task.id,
    artifact: sha,
    raw,
    outcome,
    subject,
    findings,
    prior,
    claims,
    declined: declined?.length ? declined : undefined,
    known: known?.length ? known : undefined,
    said,
    commands,
    facts,
    documents: documents?.length ? documents : undefined,
    by
  });
  const now = decision.task(task.id);
  if (task.kind !== "fix" && decision.gate(task).gate === "panel")
    return;
  const move = moveOf(decision, now, outcome);
  if (move === null)
    giveUp(decision, now);
  else if (move === "again")
    retryOrAsk(decision, now, "invalid", artifact.reason ?? `the result says ${outcome}`);
  else
    apply(decision, move, now, artifact);
}
function movedText(moved) {
  if (moved === null || moved.length === 0)
    return "";
  const more = moved.length > MOVED_SHOWN ? ` and ${moved.length - MOVED_SHOWN} more` : "";
  return ` (${moved.slice(0, MOVED_SHOWN).join(", ")}${more})`;
}
var MOVED_SHOWN = 8;
function guardOf(workflow, run, task) {
  const review = gateOf(workflow, run, task.gate);
  if (task.kind === "fix" || review.gate !== "review")
    return null;
  const check = gatesOf(workflow, run).find((gate) => gate.gate === "check" && gate.guards === review.group);
  const last = check && tasksOf2(run, check.key).at(-1);
  return check && last && last.status === "done" && last.waiver === null ? { check, last } : null;
}
function checksAgain(decision, task, subject, moved) {
  const { workflow, run } = decision;
  const guard = guardOf(workflow, run, task);
  if (guard === null || guard.last.reviewed === subject)
    return false;
  const note = `the project changed after the tests had run${movedText(moved)}; they run again first`;
  retryOrAsk(decision, task, "changed", note);
  const asked = decision.run.questions.some((one) => one.task === task.id);
  if (!asked)
    decision.add(...checksBefore(decision.run, guard.check, task));
  return true;
}
function substitute(decision, by, task) {
  const who = "other" in by ? { ...task.who, model: by.other.find((model) => model !== task.who.model) ?? task.who.model } : whoOf(by, decision.run, decision.workflow);
  decision.add({ type: "substituted", task: task.id, who });
}
function returnTask(decision, task, reason, note) {
  decision.add({ type: "returned", task: task.id, reason, note: clipBytes(note, 8000) });
}
function apply(decision, move, task, artifact = null, chosen = null) {
  const tests = move === "next" ? testsToAsk(decision, task) : null;
  if (tests !== null)
    apply(decision, tests, task);
  else if (move === "next") {
    const due = checksDue(decision.workflow, decision.run, task);
    const checks = due.length === 0 ? [] : checksBehind(decision.run, due, task);
    decision.add({ type: "task_done", task: task.id, waiver: chosen?.waiver ?? null }, ...checks);
  } else if (move === "again")
    returnTask(decision, task, "again", "");
  else if (move === "stop")
    decision.add({ type: "ended", status: "cancelled", reason: `stopped at ${task.id} ${task.subject}` });
  else if (move === "fail")
    decision.add({ type: "ended", status: "failed", reason: failureOf(decision, task) });
  else if (move === "leave")
    decision.add({ type: "task_skipped", task: task.id, rule: SILENT });
  else if (move === "drop")
    dropItem(decision, task, failureOf(decision, task));
  else if ("substitute" in move) {
    substitute(decision, move.substitute, task);
    returnTask(decision, task, "again", "");
  } else if ("if" in move) {
    const isSo = holds(decision.workflow, move.if, decision.run, decision.gate(task));
    apply(decision, isSo ? move.then : move.else, task, artifact, chosen);
  } else if ("tally" in move)
    tally(decision, move.tally, move.reviews ?? [], task, chosen?.waiver ?? null);
  else if ("redo" in move)
    decision.add(...redo(decision.workflow, decision.run, move.redo));
  else if ("fix" in move) {
    const gate = decision.gate(task);
    const why = chosen === null && gate.gate === "review" ? noProgress(decision.run, decision.task(task.id)) : [];
    if (chosen === null && limitReached(decision, gate, task))
      giveUp(decision, task, gate.limit);
    else if (why.length > 0)
      decision.ask(gate.limit, task, { why });
    else
      decision.add(...fixAndReview(decision.workflow, decision.run, task, move.fix, move.then), {
        type: "task_done",
        task: task.id,
        waiver: null
      });
  } else if (decision.run.auto && isAssumable(move))
    assume(decision, move, move.auto, task, artifact);
  else if (artifact && artifact.questions.length > 0)
    decision.askEach(move, task, artifact.questions);
  else
    decision.ask(move, task);
}
var SILENT = "silent";
function failureOf(decision, { id }) {
  const { subject, failure, note, facts, outcome } = decision.task(id);
  return `${id} ${subject}: ${clipBytes(failure?.message || note || facts.reason || outcome || "it came to nothing", 600)}`;
}
function tally(decision, panel, reviews, task, waiver) {
  const gate = decision.gate(task);
  if (gate.gate === "panel" && gate.panel === panel)
    return;
  const looks = seatsAgain(decision, panel, reviews, task, waiver === null);
  decision.add(...looks, { type: "task_done", task: task.id, waiver });
}
function limitReached({ workflow, run }, gate, task) {
  if (gate.gate === "check")
    return fixesLeft(workflow, run, gate, task) === 0;
  const left = roundsLeft(workflow, run, gate);
  return Math.min(left.reviewer, left.group) === 0;
}
var isAssumable = (ask) => ask.auto !== undefined && ask.options[ask.auto]?.waiver === undefined;
function assume(decision, ask, option, task, artifact) {
  const questions = artifact?.questions ?? [];
  const assumed = questions.map((one) => `${one.question} Assumed: ${one.options[0]}`);
  const { tests } = ask.options[option];
  if (tests === "approved")
    assumeTests(decision, task, ask.ask);
  if (tests === "refused")
    decision.add(noTests(task, "auto"));
  const assumptions = [...artifact?.assumptions ?? [], ...assumed].slice(0, 30).map((text) => clipBytes(text, 400));
  decision.add({ type: "auto_approved", task: task.id, kind: ask.ask, assumptions });
  if (artifact && questions.length > 0)
    apply(decision, moveOf(decision, task, "done") ?? "next", task, { ...artifact, questions: [] });
  else
    apply(decision, ask.options[option].move, task, artifact);
}

// src/engine/questions.ts
var BACK2 = "back";
var CONFIRM = "confirm";
var CHANGE = "request-change";
var changeAsk = (workflow, entry) => ({
  ask: CHANGE,
  options: {
    go_on: { move: "next" },
    ...Object.fromEntries(Object.keys(entryOf(workflow, entry).back).map((name) => [name, { move: { redo: name } }]))
  }
});
var SECOND = {
  ask: "second-request",
  options: { continue: { move: "next" }, change: { move: "next" }, replace: { move: "stop" }, leave: { move: "next" } }
};
var runAsks = (workflow, { entry }) => [
  changeAsk(workflow, entry),
  SECOND,
  CEILING,
  EDITED,
  EDITED_WRONG
];
var askChange = (decision, request) => decision.askRun(changeAsk(decision.workflow, decision.run.entry), { request });
var askSecond = (decision, request, start) => decision.askRun(SECOND, { request, start });
var EDITED = { ask: "edited", options: { take_in: { move: "next" }, [PUT_BACK]: { move: "next" } } };
var EDITED_WRONG = { ask: "edited-wrong", options: { look: { move: "next" }, [PUT_BACK]: { move: "next" } } };
function edited(decision, { edit }) {
  const { task, path, sha, artifact, problems } = edit;
  const known = decision.run.edits.find((one) => one.path === path && one.sha === sha);
  if (!decision.live || known?.put_back)
    return;
  const open = decision.run.questions.some((one) => one.edit?.path === path && one.edit.sha === sha);
  const asked = !decision.run.auto && (artifact !== undefined || problems.length > 0);
  if (open)
    return;
  decision.add({ type: "edited", task, path, sha, asked });
  const said = problems.slice(0, 8).map((one) => clipBytes(one, 600));
  if (asked)
    decision.askRun(artifact ? EDITED : EDITED_WRONG, { edit: { ...edit, problems: said } });
}
function takeIn(decision, { task: id, artifact }) {
  const { workflow, run } = decision;
  const gate = ownGate(workflow, run, decision.task(id));
  if (!gate || !artifact)
    return;
  decision.add(...redo(workflow, run, gate.key));
  const fresh = decision.run.tasks.findLast((one) => one.gate === gate.key && one.kind !== "fix" && !one.void);
  accept(decision, fresh, { findings: [], prior: [], ...artifact }, null, "person");
}
function answer2(decision, command) {
  const open = decision.run.questions.find((one) => one.id === command.question);
  if (!open)
    throw new Refused("no_question", `question ${command.question} is not open`);
  if (!isReadBy(open, command))
    throw new Refused("unread", `${open.id} is about commands, and was neither shown here nor named`);
  if (command.option === BACK2 && open.wants_reason !== null) {
    decision.add({ type: "reason_wanted", question: open.id, option: null });
    return;
  }
  const ask = askOf(decision, open);
  const said = answerOf(open, ask, command);
  const { option, text } = said;
  const choice = ask.options[option];
  const bars = barsOf(decision.workflow, decision.run, choice);
  if (bars.length > 0)
    throw new Refused("barred", `"${option}" is not possible now: ${bars.join("; ")}`);
  if (choice.reason && text === null || said.unasked) {
    decision.add({ type: "reason_wanted", question: open.id, option, ...said.unasked && text ? { text } : {} });
    return;
  }
  const { via, session } = command;
  decision.add({ type: "answered", question: open.id, option, text, via, session });
  if (open.task === null)
    answerRun(decision, open, option, choice);
  else
    answerTask(decision, open, decision.task(open.task), choice, text);
}
var BARE = /^(?:y|yes|yeah|yep|no?|nope|ok|okay|sure|fine|[a-d])$/;
var isBare = ({ options }, text) => {
  const word = text.trim().toLowerCase().replace(/[.!]+$/, "");
  return BARE.test(word) || options.includes(word);
};
function plainYes(workflow, run, open, option) {
  const { options } = askOf(new Decision(workflow, run), open);
  const choice = options[option];
  if (choice === undefined || choice.move !== "next" || choice.reason)
    return null;
  return { other: open.task !== null && FREE_TEXT.some((name) => Object.hasOwn(options, name)) };
}
function answerOf(open, ask, command) {
  const text = command.text?.trim() ? clipBytes(command.text, 12000) : null;
  if (command.option === CONFIRM && open.wants_reason !== null && open.proposed !== null)
    return { option: open.wants_reason, text: open.proposed, unasked: false };
  if (text === null && (command.option === null || open.text !== null))
    throw new Refused("no_answer", `question ${open.id} got no answer`);
  const names = isPlainlyCommands(text ?? "") && open.options.includes("name") ? ["name"] : FREE_TEXT;
  const free = open.task === null ? undefined : names.find((name) => Object.hasOwn(ask.options, name));
  const option = command.option ?? open.wants_reason ?? free;
  if (option === undefined)
    throw new Refused("free_text", `these words are none of its options: ${open.options.join(", ")}`);
  if (!Object.hasOwn(ask.options, option) || !open.options.includes(option))
    throw new Refused("not_an_option", `"${option}" is none of: ${open.options.join(", ")}`);
  if (command.option === null && open.wants_reason === null && open.text === null && isBare(open, text ?? ""))
    throw new Refused("free_text", `${JSON.stringify(text)} names none of its options: ${open.options.join(", ")}`);
  const isCommand = command.option === null && ask.options[option].tests === "named";
  const unasked = isCommand && (open.wants_reason === null || open.proposed !== null);
  if (unasked && !fitAsCommands(text ?? ""))
    throw new Refused("free_text", `these words are too long for commands, and none of: ${open.options.join(", ")}`);
  return { option, text, unasked };
}
function decideTests(decision, task, how, text, open) {
  const shown = open.commands ?? [];
  if (how !== "named") {
    if (how === "refused" && shown.length === 0)
      decision.add(noTests(task, "person"));
    decision.decideTests(task.id, shown, how === "approved", "person");
    return;
  }
  const lines = linesOf(text ?? "");
  if (lines.length === 0)
    return;
  const problem = commandsProblem(lines);
  if (problem !== null)
    throw new Refused("command", problem);
  const rest = shown.filter((one) => !lines.includes(one));
  const said = decision.workflow.named?.(decision.run, lines, open) ?? { tests: lines, replaced: rest };
  if (said.sets)
    decision.add({ type: "options_set", options: said.sets });
  const of = decision.workflow.named ? null : task.id;
  decision.decideTests(of, said.replaced, false, "person");
  decision.decideTests(of, said.tests, true, "person");
}
function answerTask(decision, open, task, choice, text) {
  const others = decision.run.questions.filter((one) => one.task === task.id);
  if (open.text !== null && choice.move === "again") {
    if (others.length > 0)
      return;
    const stands = askOf(decision, open).assumes === true && Object.hasOwn(movesOf(decision, task), "done");
    if (stands && decision.task(task.id).as_assumed)
      apply(decision, moveOf(decision, task, "done") ?? "next", task);
    else
      returnTask(decision, task, "answered", "");
    return;
  }
  for (const other of others)
    decision.add({ type: "question_closed", question: other.id });
  if (choice.tests)
    decideTests(decision, task, choice.tests, text, open);
  const ask = askOf(decision, open);
  if (choice.move === "next" && choice.tests !== "refused" && !testAsksOf(decision, task)) {
    if (choice.tests === "named" || decision.unshown(ask, task).length > 0) {
      decision.ask(ask, task);
      return;
    }
  }
  if (choice.sets)
    decision.add({ type: "options_set", options: choice.sets });
  const substitutes = typeof choice.move === "object" && "substitute" in choice.move ? choice.move.substitute : null;
  if (substitutes !== null)
    substitute(decision, substitutes, task);
  const bounded = boundedOf(decision, task);
  const isOther = substitutes !== null && (typeof bounded !== "object" || open.kind !== bounded?.ask);
  const kept = isOther ? "" : task.note;
  if (choice.move === "again" || substitutes !== null)
    returnTask(decision, task, "again", [kept, text ?? ""].filter((part) => part !== "").join(`
`));
  else
    apply(decision, moveAtLimit(decision, open, task, choice.move), task, null, {
      waiver: choice.waiver ? { kind: choice.waiver, reason: text ?? "" } : null
    });
}
function moveAtLimit(decision, open, task, move) {
  const gate = decision.gate(task);
  const own = movesOf(decision, task)[task.outcome ?? ""];
  const atLimit = gate.gate === "review" && gate.limit.ask === open.kind;
  return atLimit && isFix(move) && own && isFix(own) ? own : move;
}
var isFix = (move) => typeof move === "object" && ("fix" in move);
function answerRun(decision, open, option, choice) {
  if (open.kind === CEILING.ask) {
    if (choice.move === "stop")
      decision.add({ type: "ended", status: "cancelled", reason: "stopped at the ceiling" });
    return;
  }
  if (open.edit) {
    if (option === "take_in")
      takeIn(decision, open.edit);
    return;
  }
  const request = open.request;
  if (open.kind === CHANGE) {
    const back = typeof choice.move === "object" && "redo" in choice.move ? choice.move.redo : "";
    decision.add({ type: "request_changed", request, back });
    if (back !== "") {
      decision.add(...redo(decision.workflow, decision.run, backTo(decision, back)));
    }
    return;
  }
  if (option === "change")
    askChange(decision, request);
  if (option === "replace" && !decision.run.tasks.every(isOver))
    decision.add({ type: "ended", status: "cancelled", reason: "replaced by a new request" });
}
function backTo({ workflow, run }, back) {
  const entry = entryOf(workflow, run.entry);
  const key = entry.back[back];
  const keys = entry.gates.map((gate) => gate.key);
  const own = gatesOf(workflow, run);
  return keys.slice(keys.indexOf(key)).find((one) => own.some((gate) => isOf(gate.key, one))) ?? key;
}
function askOf(decision, open) {
  if (open.task === null)
    return runAsks(decision.workflow, decision.run).find((one) => one.ask === open.kind) ?? SECOND;
  const task = decision.task(open.task);
  const gate = decision.gate(task);
  const tests = testAsksOf(decision, task);
  const asks = [
    ...Object.values(movesOf(decision, task)).flatMap(possibleMoves),
    ...possibleMoves(stuckOf(decision, task)),
    boundedOf(decision, task),
    ...tests ? [tests.unapproved, ...tests.none ? [tests.none] : []] : [],
    ...gate.gate === "review" ? [gate.limit, gate.stale, gate.failed, gate.confirm?.limit] : [],
    ...gate.gate === "check" ? [gate.limit] : [],
    ...gate.gate === "panel" ? [gate.escalation, gate.undecided] : []
  ];
  const found = asks.find((one) => typeof one === "object" && one !== null && ("ask" in one) && one.ask === open.kind);
  if (!found)
    throw new Refused("no_question", `nothing in ${task.gate} asks "${open.kind}"`);
  return found;
}

// src/render/questions.ts
var MAX_LINES = 15;
var MAX_LINE_CHARS = 160;
var MAX_TITLE_CHARS = 800;
var BACK = "back";
var CONFIRM2 = "confirm";
var LEAVE_OPEN = "leave_open";
var clipLine = (text, max = MAX_LINE_CHARS) => cut(text.replaceAll(/\s+/g, " ").trim(), max);
var label = (text) => text.replaceAll(",", ";");
var proposedLines = ({ proposed }) => linesOf(proposed ?? "").map(visible);
function shownQuestion(run, question, facts) {
  const workflow = workflowOf(run.workflow);
  const words = questionWords(run.workflow, question.kind);
  if (question.wants_reason !== null) {
    const option = words.options[question.wants_reason]?.label ?? question.wants_reason;
    const isCommand = question.wants_reason === "name";
    if (question.proposed !== null)
      return {
        id: question.id,
        header: words.header,
        question: [
          `${question.id} \xB7 ${option}: you wrote this. May the program run it?`,
          ...proposedLines(question)
        ].join(`
`),
        multiple: false,
        options: [
          { label: "Run it", description: "In place of what was asked about", key: CONFIRM2 },
          { label: "Go back", description: "Choose again", key: BACK },
          { label: "Leave open", description: "Decide later", key: LEAVE_OPEN }
        ]
      };
    return {
      id: question.id,
      header: words.header,
      question: `${question.id} \xB7 ${option}: type ${isCommand ? "the command" : "the reason or the change"} as your own answer${isCommand ? ", one a line" : ""}.`,
      multiple: false,
      options: [
        { label: "Go back", description: "Choose again", key: BACK },
        { label: "Leave open", description: "Decide later", key: LEAVE_OPEN }
      ]
    };
  }
  const sides = sidesOf(workflow, run, question);
  const room = MAX_LINES - 2;
  const lines = facts.lines.slice(0, room).map((line) => clipLine(line));
  if (facts.lines.length > room)
    lines[room - 1] = `\u2026 and ${facts.lines.length - room + 1} more`;
  const title = words.title({ workflow, run }, question);
  const whole = clipLine(title, MAX_TITLE_CHARS);
  const isCut = whole !== clipLine(title, Number.POSITIVE_INFINITY);
  const file = facts.file ?? (isCut ? taskOf(run, question.task ?? "")?.writes : null);
  const text = [
    `${question.id} \xB7 ${whole}`,
    ...(question.commands ?? []).map((one) => `${words.commandLabel?.(one) ?? ""}${visible(one)}`),
    ...lines,
    ...file ? [`All of it: ${file}`] : []
  ];
  return {
    id: question.id,
    header: sides !== null ? "Two sides" : question.why.length > 0 ? "No progress" : words.header,
    question: text.join(`
`),
    multiple: false,
    options: question.labels.length > 0 ? question.labels.map((text) => ({ label: label(text), description: "", key: "answer" })) : question.options.map((key) => ({
      ...words.options[key] ?? { label: key, description: "" },
      ...sides !== null && Object.hasOwn(sides, key) ? { description: sides[key] } : {},
      key
    }))
  };
}
function dialogAnswer(shown, question, given) {
  const picked = shown.options.find((option) => option.label === given);
  if (!picked)
    return { option: null, text: given };
  if (picked.key === LEAVE_OPEN)
    return "leave_open";
  return { option: picked.key, text: question.labels.length > 0 ? picked.label : null };
}
function typedAnswer(shown, question, prompt) {
  const typed = prompt.trim();
  const byLabel = shown.options.find((option) => option.label.toLowerCase() === typed.toLowerCase());
  const match = /^([A-Da-d])(?:(?:\s+[-\u2013\u2014]|\s*:)\s+(\S[\s\S]*))?$/.exec(typed);
  const [, letter] = match ?? [];
  const byLetter = letter === undefined ? undefined : shown.options.find((option) => option.label.toLowerCase() === letter.toLowerCase()) ?? shown.options[letter.toUpperCase().charCodeAt(0) - 65];
  const picked = byLabel ?? byLetter;
  if (!picked || picked.key === LEAVE_OPEN)
    return null;
  const reason = byLabel ? null : match?.[2]?.trim() ?? null;
  if (reason !== null && /[?\uFF1F]\s*$/.test(reason))
    return null;
  if (question.labels.length > 0)
    return { option: "answer", text: reason === null ? picked.label : `${picked.label}: ${reason}` };
  return { option: picked.key, text: reason };
}
function meantAnswer(run, shown, question, prompt) {
  const answer = typedAnswer(shown, question, prompt);
  if (answer === null || answer.option === null || answer.text === null || question.labels.length > 0)
    return answer;
  const plain = question.wants_reason === null ? plainYes(workflowOf(run.workflow), run, question, answer.option) : null;
  if (plain === null)
    return answer;
  return plain.other ? { option: null, text: answer.text } : null;
}
var TAKEN = {
  correct: "a correction",
  revise: "a change that you ask for",
  name: "the command to run",
  answer: "your answer"
};
function answersTold(run, events) {
  return events.flatMap((event) => {
    if (event.type !== "answered" || event.text === null)
      return [];
    const open = run.questions.find((one) => one.id === event.question);
    if (open?.labels.some((text) => label(text) === event.text))
      return [];
    const words = open && questionWords(run.workflow, open.kind).options[event.option]?.label;
    const what = TAKEN[event.option] ?? `the reason for ${words ?? event.option}`;
    const text = linesOf(event.text).map(visible).join(" \u23CE ");
    return [`${event.question}: taken as ${what}: ${event.option === "name" ? text : cut(text, MAX_TITLE_CHARS)}`];
  });
}
var answerLine = (question, words, decide) => words ? `${decide} --question ${question} --reason "\u2026"` : `${decide} <A, B, \u2026> --question ${question}`;
var wantsWords = ({ options }) => options[0]?.key === BACK;
var typedOptions = ({ options }) => options.filter(({ key }) => key !== LEAVE_OPEN);
function questionText(shown, decide) {
  const options = typedOptions(shown).map((option, index) => `  ${String.fromCharCode(65 + index)}  ${option.label}${option.description ? ` \u2014 ${option.description}` : ""}`);
  const lines = [shown.question, ...options];
  if (decide === null)
    return lines.join(`
`);
  const how = wantsWords(shown) ? `${answerLine(shown.id, true, decide)}, or to choose again: ${decide} A --question ${shown.id}` : `${answerLine(shown.id, false, decide)} [--reason "\u2026"]`;
  return [...lines, "", `Answer: ${how}`].join(`
`);
}

export { directive, isRunAsked, giving, wasReminded, questionsToAsk, giveUp, pause, ended, checkFailed, lost, guardOf, checksAgain, apply, askChange, askSecond, edited, answer2, BACK, shownQuestion, dialogAnswer, meantAnswer, answersTold, answerLine, wantsWords, typedOptions, questionText };
