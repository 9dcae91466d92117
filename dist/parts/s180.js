// @bun
import {
  needsShell,
  visible
} from "./s2.js";
import {
  clipBytes
} from "./s139.js";
import {
  dropItem
} from "./s107.js";
import {
  seatsAgain
} from "./s128.js";
import {
  limitOf,
  MAX_FAILED_DISPATCHES,
  roundsLeft,
  fixesLeft,
  noProgress
} from "./s227.js";
import {
  whoOf,
  nextFor2,
  checksBehind,
  checksBefore,
  redo,
  fixAndReview
} from "./s168.js";
import {
  gatesOf,
  gateOf,
  ownGate,
  holds,
  checksDue
} from "./s100.js";
import {
  tasksOf2,
  undecidedCommands
} from "./s5.js";
import {
  CEILING,
  reached
} from "./s3.js";

// src/engine/outcomes.ts
function retryOrAsk(decision, task, reason, note) {
  decision.add({ type: "returned", task: task.id, reason, note: clipBytes(note, 8000) });
  if (decision.task(task.id)[reason === "changed" ? "unsettled" : reason] < MAX_FAILED_DISPATCHES)
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
  accept2(decision, task, result.artifact, subject);
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
function accept2(decision, task, artifact, subject, by) {
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
    const why = chosen === null && gate.gate === "review" ? noProgress(decision.run, decision.task(task.id), gate) : [];
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

export { giveUp, possibleMoves, stuckOf, boundedOf, pause, testAsksOf, noTests, movesOf, moveOf, ended, checkFailed, lost, accept2, guardOf, checksAgain, substitute, returnTask, apply };
