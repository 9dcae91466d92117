import { atCeiling, boundsOf, CEILING } from "./bounds.ts";
import { type Command, type CommandOf, Refused } from "./commands.ts";
import {
  ABOUT_FILES,
  COMPLETE,
  clipBytes,
  Decision,
  excerpt,
  notice,
  size,
} from "./decisions/decision.ts";
import {
  apply,
  autoSettled,
  checkFailed,
  checksAgain,
  ended,
  giveUp,
  lost,
  pause,
  settleReviews,
} from "./decisions/outcomes.ts";
import { blockedByPanels, consult, settlePanels } from "./decisions/panel.ts";
import { answer, askChange, askSecond } from "./decisions/questions.ts";
import { chain, dropped } from "./decisions/tasks.ts";
import { readyTasks, settleWave } from "./decisions/wave.ts";
import { directive } from "./directive.ts";
import type { EventBody, EventDraft } from "./events.ts";
import { preview } from "./evolve.ts";
import { barsOf, gatesOf, isOutsideVariant, isPostCheck, keysFrom, listToShow } from "./gates.ts";
import {
  DECLINED,
  FORM,
  isLive,
  isOver,
  isPersons,
  type Run,
  STOPPED,
  sameHost,
  type Task,
  taskOf,
  tasksOf,
  UNHEEDED,
  undecidedFiles,
} from "./run.ts";
import type { Ask, Gate, Workflow } from "./workflow.ts";

/** What each command does to a run, and what follows from every decision by itself. */

/**
 * The events that a command leads to. Pure. @throws Refused when the run's state does not allow it
 */
export function decide(workflow: Workflow, run: Run | null, command: Command): EventBody[] {
  if (command.do === "start") return start(workflow, run, command);
  if (run === null) throw new Refused("no_run", "no run here");
  const decision = new Decision(workflow, run);
  (HANDLERS[command.do] as (decision: Decision, command: Command) => void)(decision, command);
  finish(decision);
  return decision.events;
}

/** @throws Refused unless the task waits for the check that has this nonce hash */
function mustWait(decision: Decision, id: string, nonce: string): void {
  if (!decision.waitingFor(id, nonce))
    throw new Refused("void", `task ${id} does not wait for this check`);
}

/** As many of these names as fit into one event, each with its quotes and a comma. */
function listed(names: string[]): string[] {
  let room = 8_000;
  const end = names.findIndex((name) => {
    room -= size(name) + 3;
    return room < 0;
  });
  return end < 0 ? names : names.slice(0, end);
}

/** How many files the journal names that git brought. */
const MAX_BROUGHT = 20;

/** Of more files the journal does not say which a task has changed. */
const MAX_CHANGED = 5_000;

/** Files in as few parts as fit into lines of the journal. */
function inLines(files: readonly [string, string][]): Record<string, string>[] {
  const parts: Record<string, string>[] = [];
  let room = 0;
  for (const [path, hash] of files) {
    room -= size(JSON.stringify(path)) + hash.length + 4;
    if (room < 0) {
      parts.push({});
      room = 8_000;
    }
    parts.at(-1)![path] = hash;
  }
  return parts;
}

/**
 * What each command does to a run. One that no longer fits the run's state does nothing, or is
 * refused.
 */
const HANDLERS: {
  [K in Exclude<Command["do"], "start">]: (decision: Decision, command: CommandOf<K>) => void;
} = {
  dispatch,
  bind(decision, { task: id, call, agent, calls }) {
    const { dispatch } = decision.task(id);
    if (dispatch?.call === call && dispatch.agent === null)
      decision.add({ type: "bound", task: id, agent, ...(calls && { calls }) });
  },
  changed(decision, { task: id, files, all, runs_on }) {
    if (!decision.live) return;
    if (runs_on !== undefined && runs_on !== decision.task(id).runs_on)
      decision.add({ type: "changed", task: id, files: {}, runs_on });
    if (!decision.task(id).changed) return;
    if (all || Object.keys(files).length > MAX_CHANGED)
      decision.add({ type: "changed", task: id, files: {}, all: true });
    else
      for (const some of inLines(Object.entries(files)))
        decision.add({ type: "changed", task: id, files: some });
  },
  wrote(decision, { task: id, nonce, sense }) {
    if (decision.waitingFor(id, nonce)) decision.add({ type: "wrote", task: id, sense });
  },
  tried(decision, { do: _do, nonce, ...tried }) {
    if (decision.waitingFor(tried.task, nonce)) decision.add({ type: "tried", ...tried });
  },
  finding_tests(decision, { task: id, nonce, tests }) {
    const task = decision.waitingFor(id, nonce);
    const fresh = tests.filter(({ finding, key, shown }) =>
      task?.tested.every(
        (one) => one.finding !== finding || one.key !== key || one.shown !== shown,
      ),
    );
    for (const one of fresh)
      decision.add({ type: "finding_tested", task: id, ...one, why: clipBytes(one.why, 800) });
  },
  check_started(decision, { task: id, nonce, process }) {
    mustWait(decision, id, nonce);
    decision.add({ type: "check_started", task: id, ...process });
  },
  sent(decision, { do: _do, nonce, ...sent }) {
    mustWait(decision, sent.task, nonce);
    const files = listed(sent.files);
    decision.add({ type: "sent", ...sent, files, more: sent.files.length - files.length });
  },
  tested(decision, { do: _do, task, ...tested }) {
    mustWait(decision, task.id, task.nonce);
    decision.add({ type: "tested", ...tested, task: task.id });
  },
  check_failed: checkFailed,
  ended,
  lost,
  spent(decision, { task: id, call, spent }) {
    const task = decision.task(id);
    const known = task.spent.find((one) => one.call === call);
    // What was paid for a dispatch of which nothing came counts as well.
    const isFirst = known === undefined && decision.run.calls.includes(call);
    if (isFirst || (known && (spent.tokens > known.tokens || spent.tool_calls > known.tool_calls)))
      decision.add({ type: "spent", task: id, call, ...spent });
  },
  hold(decision, { failure }) {
    // While agents run, each of them reports its own failure.
    if (decision.run.paused === null && directive(decision.run).do === "dispatch")
      pause(decision, failure, null);
  },
  unheeded(decision) {
    const { tasks, do: due } = directive(decision.run);
    // While others are at work their end brings it again.
    if (due !== "dispatch" || decision.run.tasks.some((task) => task.status === "running")) return;
    const what = tasks.map((id) => `${id} ${decision.task(id).subject}`).join(", ");
    const message = `${what} ${tasks.length === 1 ? "is" : "are"} ready, and the main thread did not start ${tasks.length === 1 ? "it" : "them"}, although it was reminded`;
    pause(decision, { failure: UNHEEDED, message, until: null }, null);
  },
  halt(decision, { tasks }) {
    const halted = tasks.filter(({ task, nonce }) => decision.waitingFor(task, nonce));
    const stopped =
      "the person stopped the agent before you; what it changed is still there, go on from that";
    for (const { task: id, declined } of halted) {
      // Of what never began there is nothing to tell, so what was said before stays.
      const note = declined ? decision.task(id).note : stopped;
      decision.add({ type: "returned", task: id, reason: "stopped", note });
    }
    if (halted.length === 0 || decision.run.paused !== null) return;
    const message = halted.map(({ task: id }) => `${id} ${decision.task(id).subject}`).join(", ");
    const failure = halted.every((one) => one.declined) ? DECLINED : STOPPED;
    pause(decision, { failure, message, until: null }, halted[0]!.task);
  },
  go_on(decision) {
    if (decision.run.paused !== null) decision.add({ type: "went_on" });
  },
  gone(decision, { call }) {
    if (decision.run.void_calls.some((voidCall) => voidCall.call === call))
      decision.add({ type: "agent_gone", call });
  },
  stopped(decision, { call }) {
    if (
      decision.run.void_calls.some((voidCall) => voidCall.call === call && voidCall.ended !== true)
    )
      decision.add({ type: "agent_ended", call });
  },
  answer,
  show(decision, { questions, printed = false }) {
    const known = printed ? "seen" : "shown";
    const fresh = decision.run.questions.filter(
      (question) => questions.includes(question.id) && !question[known],
    );
    const ids = fresh.map((one) => one.id);
    if (ids.length > 0)
      decision.add({ type: "shown", questions: ids, ...(printed ? { printed } : {}) });
  },
  notice,
  unclaimed(decision, { files }) {
    if (!decision.live || Object.keys(files).length > MAX_CHANGED) return;
    for (const some of inLines(Object.entries(files)))
      decision.add({ type: "unclaimed", files: some });
  },
  change(decision, { request }) {
    if (!decision.live) throw new Refused("no_run", "no live run whose request could change");
    askChange(decision, excerpt(request));
  },
  second_request(decision, { request, start }) {
    if (decision.live) askSecond(decision, excerpt(request), start);
  },
  consult,
  cancel(decision, { reason }) {
    if (!decision.live) throw new Refused("no_run", "no live run to cancel");
    decision.add({ type: "ended", status: "cancelled", reason: clipBytes(reason, 2_000) });
  },
  attach,
  interrupt(decision, { note }) {
    const running = decision.live
      ? decision.run.tasks.filter((task) => task.status === "running")
      : [];
    for (const task of running)
      decision.add({
        type: "returned",
        task: task.id,
        reason: "taken_over",
        note: clipBytes(note, 2_000),
      });
  },
  deliver(decision, { do: _do, ...given }) {
    decision.add({ type: "delivered", ...given });
  },
  host_task(decision, { task: id, hostTask }) {
    if (decision.task(id).host_task_id === null)
      decision.add({ type: "host_task", task: id, host_task_id: hostTask });
  },
  host_blocked(decision, { task: id, by }) {
    const { host_blocked_by: known } = decision.task(id);
    const more = by.filter((one) => !known.includes(one));
    if (more.length > 0) decision.add({ type: "host_blocked", task: id, by: more });
  },
  host_completed(decision, { task: id }) {
    if (!decision.task(id).host_completed) decision.add({ type: "host_completed", task: id });
  },
  release(decision) {
    if (!decision.live && !decision.run.released) decision.add({ type: "released" });
  },
};

/** A new run with its chain of tasks. @throws Refused while another one is live */
function start(workflow: Workflow, run: Run | null, command: CommandOf<"start">): EventBody[] {
  if (run !== null && isLive(run)) throw new Refused("live_run", `run ${run.run} is live`);
  const { do: _do, ...about } = command;
  const created: EventBody = {
    type: "run_created",
    form: FORM,
    ...about,
    workflow: workflow.name,
    request: excerpt(command.request),
  };
  const decision = new Decision(workflow, preview(null, [created])!);
  decision.add(...chain(workflow, decision.run, gatesOf(workflow, decision.run)));
  const { tests } = command.settings;
  if (tests.run) decision.decideTests(null, tests.commands, true, "settings");
  // Its first task may have nothing to do.
  settleIdle(decision);
  return [created, ...decision.events];
}

function dispatch(decision: Decision, command: CommandOf<"dispatch">): void {
  const { run } = decision;
  if (!decision.live) throw new Refused("no_run", "no live run: nothing to start");
  const task = decision.task(command.task);
  if (task.status === "running") throw new Refused("running", `${task.id} is already running`);
  if (task.status === "blocked") {
    const waits = task.blocked_by.filter((id) => taskOf(run, id)?.status !== "done");
    throw new Refused("blocked", `${task.id} is blocked by ${waits.join(", ")}`);
  }
  if (task.status === "waiting")
    throw new Refused(
      "waiting",
      run.questions.some((question) => question.task === task.id)
        ? `${task.id} waits for the person's answer`
        : `${task.id} has its result, and waits for those beside it`,
    );
  if (task.status !== "ready") throw new Refused("over", `${task.id} is ${task.status}`);
  if (!readyTasks(run).includes(task))
    throw new Refused("blocked", `${task.id} must wait: as many items are running as allowed`);
  // What was left undone may be done late.
  if (run.paused?.failure === UNHEEDED) decision.add({ type: "went_on" });
  else if (run.paused !== null)
    throw new Refused("held", "the run is on hold until the person continues it");
  if (atCeiling(run))
    throw new Refused("ceiling", "the run has reached its ceiling: the person must decide first");
  const open = run.questions.find((question) => question.task === null);
  if (open)
    throw new Refused("asked", `the person decides first: ${open.id} is about the run itself`);
  if (checksAgain(decision, task, command.subject, command.moved ?? null)) return;
  const { do: _do, agentType, moved: _moved, head, brought = [], ...about } = command;
  const files = listed(brought.slice(0, MAX_BROUGHT));
  decision.add({
    type: "dispatched",
    ...about,
    agent_type: agentType,
    bounds: command.check ? undefined : (boundsOf(decision.workflow, run, task) ?? undefined),
    head: head ?? undefined,
    brought: brought.length === 0 ? undefined : { files, more: brought.length - files.length },
  });
}

/** A session takes the run over; tasks that ran in the session before it start again. */
function attach(decision: Decision, command: CommandOf<"attach">): void {
  if (!decision.live) return;
  const { session, host } = command;
  const { paused, owner } = decision.run;
  for (const task of decision.run.tasks) {
    const at = task.dispatch;
    if (task.status !== "running" || !at) continue;
    // A dispatch of this very host goes on, also when the window has another session now (/clear).
    const same = host ? sameHost(at.host, host) : at.host === null && at.session === session;
    if (same && !command.force) continue;
    decision.add({
      type: "returned",
      task: task.id,
      reason: "taken_over",
      note: "the session that ran it is gone",
    });
  }
  decision.add({
    type: "attached",
    session,
    host,
    ...(command.driver ? { driver: true as const } : {}),
  });
  // A compaction or another session in the window is no word of the person that the run goes on.
  const window = sameHost(owner?.host, host);
  if (paused !== null && isPersons(paused) && window) pause(decision, paused, paused.task);
}

/**
 * A run whose tasks are all over is complete; one with nothing that could move it is a fault that
 * the person hears of.
 */
function finish(decision: Decision): void {
  // A run that is over stays as it is, whatever comes in late.
  if (!decision.live) return;
  skipOutsideVariant(decision);
  regrade(decision);
  settlePanels(decision);
  settleReviews(decision);
  settleIdle(decision);
  const { tasks, questions } = decision.run;
  const asked = questions.some((question) => question.kind === CEILING.ask);
  if (decision.live && !asked && atCeiling(decision.run) && !tasks.every(isOver)) {
    decision.askRun(CEILING);
    return;
  }
  // A question about the run itself may still lead it back: it is answered first.
  if (!decision.live || questions.length > 0) return;
  if (tasks.every(isOver)) {
    if (undecidedFiles(decision.run).length > 0) decision.askRun(ABOUT_FILES);
    else decision.add(COMPLETE);
    return;
  }
  if (tasks.some((task) => task.status === "ready" || task.status === "running")) return;
  const unfinished =
    tasks.find((task) => task.status === "waiting") ?? tasks.find((task) => !isOver(task))!;
  giveUp(decision, unfinished);
}

/** The rule by which a task is skipped that the run's variant leaves out. */
const LEFT_OUT = "variant";

/**
 * Skips tasks that have not begun and that the run's variant leaves out. A task that waited for a
 * skipped one now waits for whatever the skipped one waited for.
 */
function skipOutsideVariant(decision: Decision): void {
  for (const { id } of decision.run.tasks.filter((task) =>
    isOutsideVariant(decision.workflow, decision.run, task),
  )) {
    const { status, blocked_by: before } = decision.task(id);
    if (status !== "ready" && status !== "blocked") continue;
    const by = before.filter((one) => !isOver(decision.task(one)));
    const dependents = decision.run.tasks.filter(
      (task) => task.status === "blocked" && task.blocked_by.includes(id),
    );
    const waits =
      by.length === 0
        ? []
        : dependents.map((one) => ({ type: "task_blocked" as const, task: one.id, by }));
    decision.add(...waits, { type: "task_skipped", task: id, rule: LEFT_OUT });
  }
}

/**
 * Skips ready tasks that have nothing to do, and passes or asks ready checkpoints, until none of
 * these is ready.
 */
function settleIdle(decision: Decision): void {
  for (let again = true; again && decision.live; ) {
    again = false;
    regrade(decision);
    const blocked = blockedByPanels(decision);
    for (const { id, gate: key, kind, status } of decision.run.tasks) {
      if (status !== "ready" || kind === "fix" || blocked.has(key)) continue;
      const gate = gatesOf(decision.workflow, decision.run).find((gate) => gate.key === key);
      if (!gate) continue;
      // A seat that is asked again has its reason.
      if (
        gate.when !== undefined &&
        !isPostCheck(gate) &&
        kind === "gate" &&
        !decision.holds(gate.when, gate)
      ) {
        decision.add({ type: "task_skipped", task: id, rule: gate.when });
        again = true;
        break;
      }
      if (gate.gate === "wave") {
        const outcome = settleWave(decision, gate, decision.task(id));
        if (outcome !== null) apply(decision, gate.on[outcome], decision.task(id));
      } else if (gate.gate === "checkpoint") checkpoint(decision, gate.ask, id);
      else continue;
      again = true;
      break;
    }
  }
}

/** Passes a checkpoint by its rule or by `--auto`, else asks. */
function checkpoint(decision: Decision, ask: Ask, id: string): void {
  const { run } = decision;
  const gate = decision.gate(decision.task(id));
  const rule = ask.passes && decision.holds(ask.passes.when, gate) ? ask.passes : null;
  const option = rule?.option ?? (run.auto ? ask.auto : undefined);
  const bars = option === undefined ? [] : barsOf(decision.workflow, run, ask.options[option]);
  if (option === undefined || bars.length > 0) {
    decision.ask(ask, decision.task(id));
    return;
  }
  const listed = listToShow(decision.workflow, run, ask.shows);
  const { tests, sets } = ask.options[option]!;
  if (tests === "approved") {
    const seen = listToShow(decision.workflow, run, rule?.seen);
    const [old, others] = [
      listed.filter((one) => seen.includes(one)),
      listed.filter((one) => !seen.includes(one)),
    ];
    decision.decideTests(id, old, true, "person");
    decision.decideTests(id, others, true, "auto");
  }
  if (sets) decision.add({ type: "options_set", options: sets });
  const why = [
    ...(rule === null ? [] : [`${ask.ask}: passed without asking (${rule.when})`]),
    ...listed,
  ];
  decision.add(autoSettled({ id }, ask.ask, why), { type: "task_done", task: id, waiver: null });
}

/** Adds the parts that the run lacks since its variant does not fit any more. */
function regrade(decision: Decision): void {
  const options = decision.workflow.regrade?.(decision.run) ?? null;
  if (options === null) return;
  decision.add({ type: "options_set", options });
  decision.add(...missing(decision));
}

/** The tasks of the parts that are new, and again of what comes after them, save what stays. */
function missing(decision: Decision): EventDraft[] {
  const { run, workflow } = decision;
  const gates = gatesOf(workflow, run);
  const isKnown = (task: Task): boolean =>
    !task.void && !(task.status === "skipped" && task.skipped === LEFT_OUT);
  const known = new Set(run.tasks.filter(isKnown).map((task) => task.gate));
  const fresh = gates
    .filter((gate) => !known.has(gate.key) && !isPostCheck(gate))
    .map((gate) => gate.key);
  const again = gates.filter((gate) => keysFrom(gates, fresh).has(gate.key) && !isMade(run, gate));
  // A fix that is done is in the tree, and what it answers is still to be looked at.
  const fixes = run.tasks.filter(
    (task) => task.kind === "fix" && task.status === "done" && !task.void,
  );
  // Nobody reviews before the checks of what is there have ended.
  const pending = run.tasks
    .filter((task) => !isOver(task) && isPostCheck(decision.gate(task)))
    .map(({ id }) => id);
  const answered = fixes.flatMap((fix) => [fix.id, fix.fixes!, ...fix.also_fixes]);
  return [
    ...dropped(run, new Set(again.map((gate) => gate.key)), answered),
    ...chain(workflow, run, again).map((one) => ({
      ...one,
      blocked_by: [...one.blocked_by, ...pending],
    })),
  ];
}

/** What it has made stays as it is. */
const isMade = (run: Run, gate: Gate): boolean =>
  gate.gate === "produce" &&
  gate.stays === true &&
  tasksOf(run, gate.key).some((task) => task.status === "done");
