import { needsShell, visible } from "../../command-line.ts";
import { CEILING, reached } from "../bounds.ts";
import type { ArtifactFacts, CommandOf } from "../commands.ts";
import type { EventDraft } from "../events.ts";
import { COUNTERS } from "../evolve.ts";
import { gateOf, gatesOf, keysOfGroup, ownGate, pendingChecks } from "../gates.ts";
import {
  type ApiFailure,
  AT_QUESTION,
  isLasting,
  isOver,
  looksTogether,
  type Run,
  type Task,
  taskOf,
  tasksOf,
  UNKNOWN,
  undecidedCommands,
  type Waiver,
  type Why,
} from "../run.ts";
import type {
  Ask,
  CheckGate,
  Fix,
  Move,
  ReviewGate,
  Stuck,
  Who,
  Workflow,
  WorkGate,
} from "../workflow.ts";
import { clipBytes, type Decision, notice } from "./decision.ts";
import { seatsAgain } from "./panel.ts";
import { fixesLeft, limitOf, MAX_FAILED_DISPATCHES, noProgress, roundsLeft } from "./rounds.ts";
import {
  checksAfter,
  checksBefore,
  fixAndReview,
  fixTogether,
  nextFor,
  redo,
  whoOf,
  withOther,
} from "./tasks.ts";
import { dropItem } from "./wave.ts";

/** What the end of a task does to the run, with an artifact or without one. */

/**
 * A dispatch failed: the task is dispatched again, or the person is asked when it fails too often.
 */
function retryOrAsk(
  decision: Decision,
  task: Task,
  reason: "invalid" | "lost" | "stale" | "changed",
  note: string,
  isLast = false,
): void {
  returnTask(decision, task, reason, note);
  if (!isLast && decision.task(task.id)[COUNTERS[reason]] < MAX_FAILED_DISPATCHES) return;
  const gate = decision.gate(task);
  const moves = reason === "stale" || reason === "changed";
  if (moves && gate.gate === "review") decision.ask(gate.stale, task);
  else if (moves || !tryNext(decision, task)) giveUp(decision, task);
}

/** Whoever the run has for the task's role next does it. False: there is nobody else. */
function tryNext(decision: Decision, task: Task): boolean {
  const next = nextFor(decision.run, task);
  if (next === undefined) return false;
  decision.add({ type: "substituted", task: task.id, who: next });
  returnTask(decision, task, "again", "");
  return true;
}

/** A task has no retries left. `how`: what follows, where it is not what its gate says. */
export function giveUp(
  decision: Decision,
  task: Task,
  how: Stuck | Move = endsOf(decision, task).stuck,
): void {
  if (typeof how === "object" && "if" in how)
    giveUp(decision, task, decision.holds(how.if, decision.gate(task)) ? how.then : how.else);
  else if (typeof how === "object" && "ask" in how) {
    if (decision.run.auto && isAssumable(how)) assume(decision, how, how.auto, task, null);
    else decision.ask(how, task);
  } else if (how === "leave" && isSilentTooOften(decision, task))
    giveUp(
      decision,
      task,
      possibleMoves(endsOf(decision, task).stuck).find((move) => typeof move === "object") ??
        "fail",
    );
  else apply(decision, how, task);
}

/**
 * Whether this seat was left out as often as there may be rounds, or just before, with no change
 * since.
 */
function isSilentTooOften({ workflow, run }: Decision, { gate: key }: Task): boolean {
  const gate = gateOf(workflow, run, key);
  const silent = tasksOf(run, key).filter((task) => task.skipped === SILENT);
  const last = silent.length === 0 ? -1 : run.tasks.indexOf(silent.at(-1)!);
  if (last >= 0 && !run.tasks.slice(last).some((task) => task.kind === "fix" && !task.void))
    return true;
  return gate.gate === "panel" && silent.length >= limitOf(workflow, run, gate.rounds);
}

/** The moves that a move comes to, whatever its rules say. */
const possibleMoves = (move: Move | Stuck): (Move | Stuck)[] =>
  typeof move === "object" && "if" in move
    ? [...possibleMoves(move.then), ...possibleMoves(move.else)]
    : [move];

/**
 * What comes of a task that keeps failing, and of one whose agent is at its bounds, where it has an
 * agent.
 */
export function endsOf(
  decision: Decision,
  task: Task,
): { stuck: Stuck | Move; bounded: Ask | "drop" | "fail" | null } {
  const gate = ownGate(decision.workflow, decision.run, task) ?? decision.gate(task);
  if (gate.gate === "wave") return { stuck: gate.on.stuck, bounded: null };
  if (gate.gate === "checkpoint") return { stuck: gate.ask, bounded: null };
  return { stuck: gate.stuck, bounded: gate.gate === "check" ? null : gate.bounded };
}

/**
 * Whether waiting may end a failure. What nobody knows, and a limit of a provider, is waited for
 * once.
 */
function mayPass({ run }: Decision, task: Task, failure: string, ofHost: boolean): boolean {
  if (failure === UNKNOWN || (failure === QUOTA && nextFor(run, task) === undefined))
    return task.waits === 0;
  return ofHost && !isLasting(failure);
}

/**
 * The task's own question where its model gives no answer: what its gate asks of an agent at its
 * bounds, with a hint for "more".
 */
export function unanswered(decision: Decision, task: Task): Ask | null {
  const { bounded } = endsOf(decision, task);
  if (bounded === null || typeof bounded !== "object") return null;
  const { more: _, ...others } = bounded.options;
  return {
    ask: UNANSWERED,
    options: { again: { move: "again" }, ...others, answer: { move: "again", reason: true } },
  };
}
export const UNANSWERED = "unanswered";

/** The run waits until the person goes on with it. */
export function pause(
  decision: Decision,
  { failure, message, until }: ApiFailure,
  task: string | null,
): void {
  const words = {
    failure: clipBytes(failure, 100),
    message: clipBytes(message, 1_000),
    until: until && clipBytes(until, 100),
  };
  decision.add({ type: "held", task, ...words });
}

/** The questions of a task's gate about test commands; null: it has none. */
export function testAsksOf(decision: Decision, task: Task): { unapproved: Ask; none?: Ask } | null {
  const gate = ownGate(decision.workflow, decision.run, task);
  return (gate !== undefined && "tests" in gate && gate.tests) || null;
}

/**
 * The question about test commands that has to be answered before this task is done; null: none.
 */
function testsToAsk(decision: Decision, task: Task): Ask | null {
  const { settings, tests } = decision.run;
  const now = decision.task(task.id);
  const asks = testAsksOf(decision, now);
  if (!settings.tests.run || asks === null || now.commands === null) return null;
  if (undecidedCommands(decision.run, now).length > 0) return asks.unapproved;
  return tests.decided.length === 0 && !tests.none ? (asks.none ?? null) : null;
}

/** The program runs no tests. */
export const noTests = ({ id: task }: Task, by: "person" | "auto"): EventDraft => ({
  type: "tests_decided",
  task,
  commands: [],
  approved: false,
  by,
});

/** What the program settles where nobody is asked: no agent has assumed it. */
export const autoSettled = (
  { id: task }: Pick<Task, "id">,
  kind: string,
  lines: string[],
): EventDraft => ({
  ...{ type: "auto_approved", task, kind },
  ...{ assumptions: [], unasked: lines },
});

/** Commands in one line of the journal, whatever characters they have. */
const IN_ONE_EVENT = 4;

/** What `tests_decided` says as well. */
export const ASSUMED_TO_RUN = "runs: --auto approved it";

/**
 * Without a person the commands that need no shell are taken, the others left out; each of them is
 * named.
 */
function assumeTests(decision: Decision, task: Task, kind: string): void {
  const open = undecidedCommands(decision.run, decision.task(task.id));
  for (const approved of [true, false]) {
    const commands = open.filter((one) => needsShell(one) !== approved);
    decision.decideTests(task.id, commands, approved, "auto");
    const note = approved
      ? ASSUMED_TO_RUN
      : "does not run: it needs a shell, which --auto does not approve";
    const lines = commands.map((command) => `${visible(command)} ${note}`);
    while (lines.length > 0) decision.add(autoSettled(task, kind, lines.splice(0, IN_ONE_EVENT)));
  }
}

/**
 * An agent that stops with an invalid artifact is sent back this often before its task is
 * dispatched again.
 */
export const MAX_REFUSALS = 3;
/** The failure of a provider whose limit is used up. */
const QUOTA = "quota";

/**
 * The move for each outcome of a task; a fix has those of the gate that produces the same artifact.
 */
export function movesOf(decision: Decision, task: Task): Record<string, Move> {
  const gate = ownGate(decision.workflow, decision.run, task);
  // Its author made no artifact of its kind: several have written what it fixes.
  if (!gate) return { done: "next", complete: "next" };
  return gate.gate === "checkpoint" ? { decided: gate.ask } : gate.on;
}

/** The move for an outcome; null for an unknown one: the task comes to nothing. */
export function moveOf(decision: Decision, task: Task, outcome: string): Move | null {
  const moves = movesOf(decision, task);
  return Object.hasOwn(moves, outcome) ? moves[outcome]! : null;
}

/**
 * A task's agent or check has ended: its artifact is accepted, refused, or void because its subject
 * changed.
 */
export function ended(decision: Decision, command: CommandOf<"ended">): void {
  const task = decision.waitingFor(command.task, command.nonce);
  if (!task) return;
  const { result, subject, spent = null, failure = null } = command;
  const reviews = task.kind !== "fix" && (decision.gate(task) as WorkGate).gate === "review";
  const bound = subject !== null && subject === task.dispatch?.subject;
  if (!result.ok && failure !== null) {
    noAnswer(decision, task, { ...failure, detail: "", spent }, true);
    return;
  }
  const over = task.dispatch?.bounds && spent ? reached(task.dispatch.bounds, spent) : [];
  if (!result.ok && over.length > 0) {
    // It is not sent back: the person is asked.
    decision.spend(task, spent);
    const note = `the agent before you was at its limit (${over.join(", ")}); what it changed is still there, go on from that\n${result.problems.slice(0, 8).join("\n")}`;
    returnTask(decision, task, "bounded", note);
    const { bounded, stuck } = endsOf(decision, task);
    giveUp(decision, task, bounded ?? stuck);
    return;
  }
  // Checked before the artifact itself: no correction makes a verdict on an older state count.
  if (reviews && !bound && (result.ok || subject !== null)) {
    decision.spend(task, spent);
    const what = movedText(command.moved ?? null);
    retryOrAsk(
      decision,
      task,
      "stale",
      `what is reviewed changed during the review${what}; review it as it is now`,
    );
    return;
  }
  if (!result.ok) {
    // What was written is judged, however its host has ended.
    const died = result.sha === null ? command.died : undefined;
    const problems = result.problems.slice(0, 8).map((problem) => clipBytes(problem, 1_200));
    if (died === undefined)
      decision.add({ type: "refused", task: task.id, problems, artifact: result.sha });
    if (command.blockable && !command.withheld && task.refusals < MAX_REFUSALS) return;
    decision.spend(task, spent);
    const reason = died ? "lost" : "invalid";
    retryOrAsk(
      decision,
      decision.task(task.id),
      reason,
      died ?? problems.join("\n"),
      command.withheld,
    );
    return;
  }
  decision.spend(task, spent);
  if (command.noticed) notice(decision, { ...command.noticed, hold: true });
  accept(decision, task, result.artifact, subject);
}

/** A check, such as an external review, gave no result. */
export function checkFailed(decision: Decision, command: CommandOf<"check_failed">): void {
  const task = decision.waitingFor(command.task, command.nonce);
  if (task) noAnswer(decision, task, command, false);
}

/**
 * A model, or a check, gave no answer, which counts as no failure of the task. Where waiting may
 * help, the run pauses until the person goes on, and the task starts again; else whoever comes next
 * is tried, or the person is asked. `ofHost`: it is Claude's.
 */
function noAnswer(
  decision: Decision,
  task: Task,
  failed: Pick<CommandOf<"check_failed">, "failure" | "message" | "detail" | "until" | "spent">,
  ofHost: boolean,
): void {
  const { failure, message, detail, until = null, spent = null } = failed;
  const passes = mayPass(decision, task, failure, ofHost);
  decision.spend(task, spent);
  // At the ceiling the run itself asks, and the task starts again when it may go on.
  const startsAgain = passes || failure === CEILING.ask;
  // The notification of an agent is on its way.
  if (startsAgain || ofHost) returnTask(decision, task, "api", "");
  if (passes) pause(decision, { failure, message, until }, task.id);
  if (startsAgain) return;
  decision.add({
    type: "check_failed",
    task: task.id,
    failure: clipBytes(failure, 400),
    message: clipBytes(message, 2_000),
    detail: clipBytes(detail, 8_000),
  });
  const gate = decision.gate(task);
  if (tryNext(decision, task)) return;
  const asked = ofHost ? unanswered(decision, task) : null;
  if (asked !== null) decision.ask(asked, task);
  else if (gate.gate !== "review" || gate.failed === undefined)
    giveUp(decision, decision.task(task.id));
  else if (!settleAbsent(decision, gate, task, failure, message)) decision.ask(gate.failed, task);
}

/**
 * Takes the option that the person has settled for a provider that is not there, or that `--auto`
 * takes. False: it is asked.
 */
function settleAbsent(
  decision: Decision,
  gate: ReviewGate,
  task: Task,
  failure: string,
  message: string,
): boolean {
  const { failed: ask, absent } = gate;
  if (!ask || !absent?.failures.includes(failure)) return false;
  const { run } = decision;
  const rule = absent.settled.find(({ when }) => decision.holds(when, gate));
  const byAuto =
    run.auto && ask.options[absent.auto.option]?.waiver === undefined ? absent.auto : undefined;
  const taken = rule ?? byAuto;
  if (taken === undefined) return false;
  const choice = ask.options[taken.option]!;
  const why = clipBytes(`${task.id}: ${message.split(/[:(]/)[0]!.trim()}; ${taken.why}`, 800);
  decision.add(autoSettled(task, ask.ask, [why]));
  const waiver = choice.waiver ? { kind: choice.waiver, reason: why } : null;
  apply(decision, choice.move, decision.task(task.id), null, { waiver });
  return true;
}

export function lost(decision: Decision, command: CommandOf<"lost">): void {
  const task = decision.waitingFor(command.task, command.nonce);
  if (task) retryOrAsk(decision, task, "lost", command.why);
}

type Prior = ArtifactFacts["prior"][number];
const stillOpen = ({ id, gate }: Prior): Prior => ({ id, gate, state: "open" });

/**
 * Whether an answer may close its finding. What a test proved is fixed only where the program has
 * seen that test pass on this very tree, whatever is said of it.
 */
function mayClose(
  { findings }: Run,
  { gate: own, tested }: Task,
  { id, gate = own, state }: Prior,
  subject: string | null,
): boolean {
  const finding = findings.find((one) => one.gate === gate && one.id === id);
  return (
    state !== "fixed" ||
    finding?.shown !== "proven" ||
    tested.some((one) => one.finding === id && one.tree === subject && one.shown === "refuted")
  );
}

/** An artifact that was read and checked counts. */
function accept(
  decision: Decision,
  task: Task,
  artifact: ArtifactFacts,
  subject: string | null,
): void {
  const { sha, raw, kept, outcome, findings, prior, declined, said, commands, facts, documents } =
    artifact;
  decision.add({
    type: "accepted",
    task: task.id,
    artifact: sha,
    raw,
    kept,
    outcome,
    subject,
    findings,
    prior: prior.map((one) => (mayClose(decision.run, task, one, subject) ? one : stillOpen(one))),
    // What an artifact does not say is left out.
    declined: declined?.length ? declined : undefined,
    said,
    commands,
    facts,
    documents: documents?.length ? documents : undefined,
  });
  const now = decision.task(task.id);
  // A seat waits until all seats of its round have voted.
  if (task.kind !== "fix" && decision.gate(task).gate === "panel") return;
  const move = moveOf(decision, now, outcome);
  // What it found is settled when all who look beside it have spoken: see `settleReviews`.
  if (isHeld(decision, now)) return;
  if (move === null) giveUp(decision, now);
  else if (move === "again")
    retryOrAsk(decision, now, "invalid", artifact.reason ?? `the result says ${outcome}`);
  else apply(decision, move, now, artifact);
}

/** Whether a task is a review that looks beside others, with a verdict that is no approval. */
function isHeld({ workflow, run }: Decision, task: Task): boolean {
  const gate = task.kind === "fix" ? null : gateOf(workflow, run, task.gate);
  return (
    looksTogether(run) &&
    gate?.gate === "review" &&
    gate.beside === true &&
    task.status === "waiting" &&
    ["changes", "rejection"].includes(gate.statuses[task.outcome ?? ""]?.counts ?? "")
  );
}

/** The reviews of a group that looks beside each other, when none of them is still to come. */
function spokenOf(decision: Decision, group: string): Task[] {
  const { workflow, run } = decision;
  const now = keysOfGroup(workflow, run, group).flatMap((key) => tasksOf(run, key).slice(-1));
  const held = now.filter((task) => isHeld(decision, task));
  return now.every((task) => isOver(task) || held.includes(task)) ? held : [];
}

/** What the worst verdict comes to comes first; one that the person decides on before any fix. */
const turnOf = (move: Move | null): number =>
  typeof move === "object" && move !== null && "ask" in move
    ? 0
    : typeof move === "object" && move !== null && "fix" in move && move.then === "group"
      ? 1
      : 2;

/**
 * Settles reviews that looked at the same thing beside each other, once all of them have spoken: one
 * fix answers all that they found, and each looks again at that. Where one of them may have no
 * further round, the person is asked first.
 */
export function settleReviews(decision: Decision): void {
  const { workflow, run } = decision;
  if (!looksTogether(run)) return;
  const groups = gatesOf(workflow, run).flatMap((gate) =>
    gate.gate === "review" && gate.beside ? [gate.group] : [],
  );
  for (const group of new Set(groups)) {
    const held = spokenOf(decision, group);
    if (decision.run.questions.some((one) => held.some(({ id }) => id === one.task))) continue;
    const [first] = held
      .map((task) => ({ task, move: moveOf(decision, task, task.outcome!) }))
      .toSorted((a, b) => turnOf(a.move) - turnOf(b.move));
    if (first === undefined) continue;
    if (first.move === null) giveUp(decision, first.task);
    else apply(decision, first.move, first.task);
  }
}

type FixMove = Extract<Move, { fix: Fix }>;

/** The first of these reviews whose verdict has all of the group look again, with its move. */
function reworkAmong(decision: Decision, reviews: Task[]): { task: Task; move: FixMove } | null {
  for (const task of reviews) {
    const move = moveOf(decision, task, task.outcome!);
    if (typeof move === "object" && move !== null && "fix" in move && move.then === "group")
      return { task, move };
  }
  return null;
}

/** Whether the person has said of this very review that it may have another round. */
const wasAsked = ({ decisions }: Run, { limit }: ReviewGate | CheckGate, { id }: Task): boolean =>
  typeof limit === "object" &&
  decisions.some(({ task, kind }) => task === id && kind === limit.ask);

/** Names files that changed, as many as a person reads. */
function movedText(moved: string[] | null): string {
  if (moved === null || moved.length === 0) return "";
  const more = moved.length > MOVED_SHOWN ? ` and ${moved.length - MOVED_SHOWN} more` : "";
  return ` (${moved.slice(0, MOVED_SHOWN).join(", ")}${more})`;
}
const MOVED_SHOWN = 8;

/** The check that guards a review; null: none does. */
function guardGate(workflow: Workflow, run: Run, task: Task): CheckGate | null {
  const review = gateOf(workflow, run, task.gate);
  if (task.kind === "fix" || review.gate !== "review") return null;
  return (
    gatesOf(workflow, run).find(
      (gate): gate is CheckGate => gate.gate === "check" && gate.guards === review.group,
    ) ?? null
  );
}

/** The same with its newest run that counts; null: nothing guards it. */
export function guardOf(
  workflow: Workflow,
  run: Run,
  task: Task,
): { check: CheckGate; last: Task } | null {
  const check = guardGate(workflow, run, task);
  const last = check && tasksOf(run, check.key).at(-1);
  return check && last && last.status === "done" && last.waiver === null ? { check, last } : null;
}

/**
 * Repeats the check that guards a review which is about to begin on another tree than the check
 * saw. True: the review does not begin now. When the tree keeps changing, the person is asked.
 */
export function checksAgain(
  decision: Decision,
  task: Task,
  subject: string | null,
  moved: string[] | null,
): boolean {
  const { workflow, run } = decision;
  const gate = guardGate(workflow, run, task);
  // One that looks beside it has had the check repeated, or what that found is still to be mended.
  const pending = run.tasks.filter((one) => one.gate === gate?.key && !one.void && !isOver(one));
  if (pending.length > 0) {
    decision.add({ type: "task_blocked", task: task.id, by: pending.map(({ id }) => id) });
    return true;
  }
  const guard = guardOf(workflow, run, task);
  if (guard === null || guard.last.reviewed === subject) return false;
  // No verdict is lost by it, so it is counted for itself: one edit costs one run of the check.
  const note = `the project changed after the tests had run${movedText(moved)}; they run again first`;
  retryOrAsk(decision, task, "changed", note);
  const asked = decision.run.questions.some((question) => question.task === task.id);
  if (!asked) decision.add(...checksBefore(decision.run, guard.check, task));
  return true;
}

/** Somebody else does the task from now on. */
export function substitute(decision: Decision, by: Who | { other: string[] }, task: Task): void {
  const who =
    "other" in by ? withOther(task.who, by.other) : whoOf(by, decision.run, decision.workflow);
  decision.add({ type: "substituted", task: task.id, who });
}

/** The task is dispatched again; `note` is told to its next agent. */
export function returnTask(
  decision: Decision,
  task: Task,
  reason: "again" | "answered" | "api" | "bounded" | "changed" | "invalid" | "lost" | "stale",
  note: string,
): void {
  decision.add({ type: "returned", task: task.id, reason, note: clipBytes(note, 8_000) });
}

/**
 * Carries out a move for a task. `chosen`: the person chose it, so limits do not apply and the
 * waiver is recorded.
 */
export function apply(
  decision: Decision,
  move: Move | "leave",
  task: Task,
  artifact: ArtifactFacts | null = null,
  chosen: { waiver: Waiver | null } | null = null,
): void {
  const tests = move === "next" ? testsToAsk(decision, task) : null;
  if (tests !== null) apply(decision, tests, task);
  else if (move === "next") {
    const pending = pendingChecks(decision.workflow, decision.run, task);
    const checks = pending.length === 0 ? [] : checksAfter(decision.run, pending, task);
    decision.add({ type: "task_done", task: task.id, waiver: chosen?.waiver ?? null }, ...checks);
  } else if (move === "again") returnTask(decision, task, "again", "");
  else if (move === "stop")
    decision.add({
      type: "ended",
      status: "cancelled",
      reason: `stopped at ${task.id} ${task.subject}`,
    });
  else if (move === "hold") {
    const message = `${task.id} ${task.subject}`;
    pause(decision, { failure: AT_QUESTION, message, until: null }, task.id);
  } else if (move === "fail")
    decision.add({ type: "ended", status: "failed", reason: failureOf(decision, task) });
  else if (move === "leave") decision.add({ type: "task_skipped", task: task.id, rule: SILENT });
  else if (move === "drop") dropItem(decision, task, failureOf(decision, task));
  else if ("substitute" in move) {
    substitute(decision, move.substitute, task);
    returnTask(decision, task, "again", "");
  } else if ("if" in move) {
    apply(
      decision,
      decision.holds(move.if, decision.gate(task)) ? move.then : move.else,
      task,
      artifact,
      chosen,
    );
  } else if ("tally" in move)
    tally(decision, move.tally, move.reviews ?? [], task, chosen?.waiver ?? null);
  else if ("redo" in move) decision.add(...redo(decision.workflow, decision.run, move.redo));
  else if ("fix" in move) {
    const gate = decision.gate(task) as ReviewGate | CheckGate;
    const isBeside = gate.gate === "review" && gate.beside === true && looksTogether(decision.run);
    const others = isBeside
      ? spokenOf(decision, gate.group).filter(({ id }) => id !== task.id)
      : [];
    // One of them that has all of it done anew decides for all, whoever was asked about.
    const worst = move.then === "group" ? null : reworkAmong(decision, others);
    if (worst !== null) {
      const fix = { ...worst.move.fix, who: move.fix.who };
      apply(decision, { ...worst.move, fix }, worst.task);
      return;
    }
    const stopped = [task, ...others].find((one) => {
      if (chosen !== null && one.id === task.id) return false;
      const own = decision.gate(one) as ReviewGate | CheckGate;
      return (
        !wasAsked(decision.run, own, one) &&
        (limitReached(decision, own, one) || whyNot(decision, own, one).length > 0)
      );
    });
    if (stopped !== undefined) {
      const own = decision.gate(stopped) as ReviewGate | CheckGate;
      if (limitReached(decision, own, stopped)) giveUp(decision, stopped, own.limit);
      else decision.ask(own.limit as Ask, stopped, { why: whyNot(decision, own, stopped) });
    } else
      decision.add(
        ...(isBeside
          ? fixTogether(decision, [decision.task(task.id), ...others], move.fix, move.then)
          : fixAndReview(decision, task, move.fix, move.then)),
        ...[task, ...others].map(({ id }) => ({
          ...{ type: "task_done" as const, task: id, waiver: null },
        })),
      );
  } else if (decision.run.auto && isAssumable(move))
    assume(decision, move, move.auto, task, artifact);
  else if (artifact && artifact.questions.length > 0)
    decision.askEach(move, task, artifact.questions);
  else decision.ask(move, task);
}

/** `skipped` of a panel's seat that was left out because it gave no verdict. */
export const SILENT = "silent";

/** The task, and what was wrong with it at last. */
function failureOf(decision: Decision, { id }: Task): string {
  const { subject, failure, note, facts, outcome } = decision.task(id);
  return `${id} ${subject}: ${clipBytes(failure?.message || note || facts.reason || outcome || "it gave no result", 600)}`;
}

/** The panel goes on after an answered question of a seat, or after a check of what was changed. */
function tally(
  decision: Decision,
  panel: string,
  reviews: string[],
  task: Task,
  waiver: Waiver | null,
): void {
  const gate = decision.gate(task);
  // With its question answered the seat has voted; the round is settled at the end of the decision.
  if (gate.gate === "panel" && gate.panel === panel) return;
  const looks = seatsAgain(decision, panel, reviews, task, waiver === null);
  decision.add(...looks, { type: "task_done", task: task.id, waiver });
}

/** Why another fix after this review would make no progress; of a check nobody asks. */
const whyNot = ({ run }: Decision, gate: ReviewGate | CheckGate, { id }: Task): Why[] =>
  gate.gate === "review" ? noProgress(run, taskOf(run, id)!, gate) : [];

function limitReached(
  { workflow, run }: Decision,
  gate: ReviewGate | CheckGate,
  task: Task,
): boolean {
  if (gate.gate === "check") return fixesLeft(workflow, run, gate, task) === 0;
  const remaining = roundsLeft(workflow, run, gate);
  return Math.min(remaining.reviewer, remaining.group) === 0;
}

/** Whether `--auto` may answer: a waiver is the person's own decision. */
const isAssumable = (ask: Ask): ask is Ask & { auto: string } =>
  ask.auto !== undefined && ask.options[ask.auto]?.waiver === undefined;

/**
 * With `--auto` the question is answered by what the agent assumed; the assumptions are recorded.
 */
function assume(
  decision: Decision,
  ask: Ask,
  option: string,
  task: Task,
  artifact: ArtifactFacts | null,
): void {
  const questions = artifact?.questions ?? [];
  const assumed = questions.map(
    (question) => `${question.question} Assumed: ${question.options[0]}`,
  );
  const { tests, sets } = ask.options[option]!;
  if (sets) decision.add({ type: "options_set", options: sets });
  if (tests === "approved") assumeTests(decision, task, ask.ask);
  if (tests === "refused") decision.add(noTests(task, "auto"));
  const assumptions = [...(artifact?.assumptions ?? []), ...assumed]
    .slice(0, 30)
    .map((text) => clipBytes(text, 400));
  decision.add({ type: "auto_approved", task: task.id, kind: ask.ask, assumptions, unasked: [] });
  // The agent is not dispatched again for answers that it assumed itself: later briefs have its
  // assumptions.
  if (artifact && questions.length > 0)
    apply(decision, moveOf(decision, task, "done") ?? "next", task, { ...artifact, questions: [] });
  else apply(decision, ask.options[option]!.move, task, artifact);
}
