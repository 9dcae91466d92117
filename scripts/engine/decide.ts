import type { EventBody } from "../artifacts/events.ts";
import type { ArtifactFacts, Command } from "./commands.ts";
import { evolve } from "./evolve.ts";
import {
  isLive,
  isOver,
  type Question,
  type Request,
  type Run,
  rounds,
  type Task,
  taskOf,
  type Waiver,
} from "./run.ts";
import { chain, entryOf, fixAndReview, gateOf, redo, whoOf } from "./spawn.ts";
import type { Ask, Choice, Move, ReviewGate, Workflow } from "./workflow.ts";

/** An agent that stops with an invalid artifact is sent back this often before its task is dispatched again. */
export const MAX_REFUSALS = 3;
/** Dispatches that come to nothing, of one kind and in a row, before the person is asked. */
export const MAX_FRUITLESS = 2;

/** A command that the run's state does not allow; nothing was decided. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Answers a request for a reason: the question stands as it was. */
const BACK = "back";

const CHANGE: Ask = {
  ask: "request-change",
  options: {
    go_on: { move: "next" },
    planning: { move: { redo: "planning" } },
    requirements: { move: { redo: "requirements" } },
  },
};
const SECOND: Ask = {
  ask: "second-request",
  options: { continue: { move: "next" }, change: { move: "next" }, replace: { move: "stop" }, leave: { move: "next" } },
};

/** Decides what a command does. Pure: facts in, events out; nothing is carried out here. */
export function decide(workflow: Workflow, run: Run | null, command: Command): EventBody[] {
  if (command.do === "start") return start(workflow, run, command);
  if (run === null) throw new Refused("no_run", "no run here");
  return new Decision(workflow, run).take(command);
}

function start(workflow: Workflow, run: Run | null, command: Extract<Command, { do: "start" }>): EventBody[] {
  if (run !== null && isLive(run)) throw new Refused("live_run", `run ${run.run} is live`);
  const { request, settings, session, host } = command;
  return [
    {
      type: "run_created",
      run: command.run,
      version: command.version,
      workflow: workflow.name,
      entry: command.entry,
      request,
      auto: command.auto,
      settings,
      session,
      host,
      void_calls: command.voidCalls,
    },
    ...chain(command.run, entryOf(workflow, command.entry).gates, null, settings.models),
  ];
}

/** One decision: its events so far, and the run as they leave it. */
class Decision {
  private readonly events: EventBody[] = [];
  private run: Run;

  constructor(
    private readonly workflow: Workflow,
    before: Run,
  ) {
    this.run = before;
  }

  private add(...bodies: EventBody[]): void {
    if (bodies.length === 0) return;
    this.events.push(...bodies);
    const recorded = bodies.map((body) => ({ ...body, seq: this.run.seq, at: this.run.updated_at, prev: "" }));
    this.run = evolve(this.run, recorded) as Run;
  }

  private get id(): { run: string } {
    return { run: this.run.run };
  }

  private task(id: string): Task {
    const task = taskOf(this.run, id);
    if (!task) throw new Refused("unknown_task", `run ${this.run.run} has no task ${id}`);
    return task;
  }

  take(command: Exclude<Command, { do: "start" }>): EventBody[] {
    const live = isLive(this.run);
    switch (command.do) {
      case "dispatch":
        this.dispatch(command, live);
        break;
      case "bind": {
        const task = this.task(command.task);
        if (task.dispatch?.call === command.call && task.dispatch.agent === null)
          this.add({ type: "bound", ...this.id, task: task.id, agent: command.agent });
        break;
      }
      case "check_started": {
        const task = this.waitingFor(command.task, command.nonce);
        if (!task) throw new Refused("void", `task ${command.task} does not wait for this check`);
        this.add({ type: "check_started", ...this.id, task: task.id, ...command.process });
        break;
      }
      case "check_failed": {
        const task = this.waitingFor(command.task, command.nonce);
        if (!task) break;
        const { failure, message, detail } = command;
        this.add({ type: "check_failed", ...this.id, task: task.id, failure, message, detail });
        const gate = gateOf(this.workflow, this.run, task.gate);
        this.apply((gate.gate === "review" && gate.failed) || gate.stuck, task, null);
        break;
      }
      case "ended":
        this.ended(command);
        break;
      case "lost": {
        const task = this.waitingFor(command.task, command.nonce);
        if (task) this.fruitless(task, "lost", command.why);
        break;
      }
      case "gone":
        if (this.run.void_calls.some((one) => one.call === command.call))
          this.add({ type: "agent_gone", ...this.id, call: command.call });
        break;
      case "answer":
        this.answer(command);
        break;
      case "change":
        if (!live) throw new Refused("no_run", "no live run whose request could change");
        this.ask(CHANGE, null, command.request);
        break;
      case "second_request":
        if (live) {
          for (const open of this.run.questions)
            if (open.kind === SECOND.ask) this.add({ type: "question_closed", ...this.id, question: open.id });
          this.ask(SECOND, null, command.request);
        }
        break;
      case "cancel":
        if (!live) throw new Refused("no_run", "no live run to cancel");
        this.add({ type: "ended", ...this.id, status: "cancelled", reason: command.reason });
        break;
      case "attach":
        this.attach(command);
        break;
      case "deliver":
        this.add({
          type: "delivered",
          ...this.id,
          directive: command.directive,
          session: command.session,
          reminder: command.reminder,
        });
        break;
      case "host_task":
        if (this.task(command.task).host_task_id === null)
          this.add({ type: "host_task", ...this.id, task: command.task, host_task_id: command.hostTask });
        break;
      case "host_blocked": {
        const task = this.task(command.task);
        const by = command.by.filter((id) => !task.host_blocked_by.includes(id));
        if (by.length > 0) this.add({ type: "host_blocked", ...this.id, task: task.id, by });
        break;
      }
      case "host_completed":
        if (!this.task(command.task).host_completed)
          this.add({ type: "host_completed", ...this.id, task: command.task });
        break;
      case "release":
        if (!live && !this.run.released) this.add({ type: "released", ...this.id });
        break;
    }
    this.finish();
    return this.events;
  }

  /** A run whose tasks are all over is complete; one with nothing that could move it is a fault that the person hears of. */
  private finish(): void {
    if (!isLive(this.run)) return;
    const { tasks, questions } = this.run;
    if (tasks.every(isOver)) {
      this.add({ type: "ended", ...this.id, status: "complete", reason: "every task is done" });
      return;
    }
    if (questions.length === 0 && !tasks.some((task) => task.status === "ready" || task.status === "running")) {
      const held = tasks.find((task) => task.status === "waiting") ?? tasks.find((task) => !isOver(task));
      if (held) this.ask(gateOf(this.workflow, this.run, held.gate).stuck, held);
    }
  }

  private dispatch(command: Extract<Command, { do: "dispatch" }>, live: boolean): void {
    if (!live) throw new Refused("no_run", "no live run: nothing to dispatch");
    const task = this.task(command.task);
    if (task.status === "running") throw new Refused("running", `${task.id} is at work already`);
    if (task.status === "blocked") {
      const waits = task.blocked_by.filter((id) => taskOf(this.run, id)?.status !== "done");
      throw new Refused("blocked", `${task.id} is blocked by ${waits.join(", ")}`);
    }
    if (task.status === "waiting") throw new Refused("waiting", `${task.id} waits for the person's answer`);
    if (task.status !== "ready") throw new Refused("over", `${task.id} is ${task.status}`);
    const { call, nonce, agentType, session, host, brief, subject, check } = command;
    this.add({
      type: "dispatched",
      ...this.id,
      task: task.id,
      call,
      nonce,
      agent_type: agentType,
      session,
      host,
      brief,
      subject,
      check,
    });
  }

  /** The task, when it waits for the dispatch that this nonce hash names: anything else is void. */
  private waitingFor(id: string, nonce: string): Task | null {
    const task = this.task(id);
    return isLive(this.run) && task.status === "running" && task.dispatch?.nonce === nonce ? task : null;
  }

  private ended(command: Extract<Command, { do: "ended" }>): void {
    const task = this.waitingFor(command.task, command.nonce);
    if (!task) return;
    const { result } = command;
    if (!result.ok) {
      const problems = result.problems.slice(0, 8).map((problem) => problem.slice(0, 400));
      this.add({ type: "refused", ...this.id, task: task.id, problems, artifact: result.sha });
      if (!command.blockable || task.refusals >= MAX_REFUSALS)
        this.fruitless(this.task(task.id), "invalid", problems.join("\n"));
      return;
    }
    const gate = gateOf(this.workflow, this.run, task.gate);
    if (gate.gate === "review" && task.kind !== "fix" && task.dispatch?.subject !== command.subject) {
      this.fruitless(task, "stale", "what is reviewed changed during the review; review it as it is now");
      return;
    }
    this.accept(task, result.artifact, command.subject);
  }

  private accept(task: Task, artifact: ArtifactFacts, subject: string | null): void {
    const { sha, outcome, findings, prior, claims } = artifact;
    this.add({ type: "accepted", ...this.id, task: task.id, artifact: sha, outcome, subject, findings, prior, claims });
    const now = this.task(task.id);
    const move = this.moveOf(now, outcome);
    if (move === "again") this.giveBack(now, "invalid", artifact.reason ?? `the result says ${outcome}`);
    else this.apply(move, now, artifact);
  }

  /** What an outcome means for this task; a fix is done when its artifact is valid. */
  private moveOf(task: Task, outcome: string): Move {
    const gate = gateOf(this.workflow, this.run, task.gate);
    const table = task.kind === "fix" ? fixMoves(this.workflow, this.run, task) : gate.on;
    return table[outcome] ?? gate.stuck;
  }

  /** A dispatch that came to nothing: once more, and the second time in a row the person is asked. */
  private fruitless(task: Task, reason: "invalid" | "lost" | "stale", note: string): void {
    const before = task[reason];
    this.add({ type: "returned", ...this.id, task: task.id, reason, note: note.slice(0, 2_000) });
    if (before + 1 < MAX_FRUITLESS) return;
    const gate = gateOf(this.workflow, this.run, task.gate);
    this.ask(reason === "stale" && gate.gate === "review" ? gate.stale : gate.stuck, task);
  }

  private giveBack(task: Task, reason: "again" | "answered" | "invalid", note: string): void {
    if (reason === "invalid") this.fruitless(task, "invalid", note);
    else this.add({ type: "returned", ...this.id, task: task.id, reason, note: note.slice(0, 2_000) });
  }

  private apply(
    move: Move,
    task: Task,
    artifact: ArtifactFacts | null,
    waiver: Waiver | null = null,
    overLimit = false,
  ): void {
    if (move === "next") this.add({ type: "task_done", ...this.id, task: task.id, waiver });
    else if (move === "again") this.giveBack(task, "again", "");
    else if (move === "stop")
      this.add({ type: "ended", ...this.id, status: "cancelled", reason: `stopped at ${task.id} ${task.subject}` });
    else if ("substitute" in move) {
      this.add({
        type: "substituted",
        ...this.id,
        task: task.id,
        who: whoOf(move.substitute, this.run.settings.models),
      });
      this.giveBack(task, "again", "");
    } else if ("redo" in move) this.add(...redo(this.workflow, this.run, move.redo));
    else if ("fix" in move) {
      const review = gateOf(this.workflow, this.run, task.gate) as ReviewGate;
      if (!overLimit && this.limitReached(review)) {
        this.ask(review.limit, task);
        return;
      }
      this.add(...fixAndReview(this.workflow, this.run, task, move.fix, move.then), {
        type: "task_done",
        ...this.id,
        task: task.id,
        waiver: null,
      });
    } else this.applyAsk(move, task, artifact);
  }

  private applyAsk(ask: Ask, task: Task, artifact: ArtifactFacts | null): void {
    const questions = artifact?.questions ?? [];
    if (this.run.auto && ask.auto !== undefined) {
      const assumed = questions.map((one) => `${one.question} Assumed: ${one.options[0]}`);
      const assumptions = [...(artifact?.assumptions ?? []), ...assumed].map((text) => text.slice(0, 400)).slice(0, 30);
      this.add({ type: "auto_approved", ...this.id, task: task.id, kind: ask.ask, assumptions });
      // Questions answered by an assumption are not put to the agent again: later briefs carry the assumption.
      if (questions.length > 0) this.apply(this.moveOf(task, "done"), task, { ...artifact!, questions: [] });
      else this.apply(ask.options[ask.auto]!.move, task, artifact);
      return;
    }
    this.ask(ask, task, null, questions);
  }

  private ask(
    ask: Ask,
    task: Task | null,
    request: Request | null = null,
    items: { question: string; options: string[] }[] = [],
  ): void {
    const base = {
      type: "asked" as const,
      ...this.id,
      kind: ask.ask,
      task: task?.id ?? null,
      options: Object.keys(ask.options),
      request,
    };
    const id = (): string => `Q${this.run.asked + 1}`;
    if (items.length === 0) this.add({ ...base, question: id(), text: null, labels: [] });
    for (const item of items) this.add({ ...base, question: id(), text: item.question, labels: item.options });
  }

  private limitReached(gate: ReviewGate): boolean {
    const entry = entryOf(this.workflow, this.run.entry);
    const group = entry.gates.flatMap((one) => (one.gate === "review" && one.group === gate.group ? [one.key] : []));
    const limits = this.run.settings.limits as Record<string, number>;
    const limit = (name: string): number => limits[name] ?? this.workflow.limits[name] ?? Number.POSITIVE_INFINITY;
    return rounds(this.run, [gate.key]) >= limit("per_reviewer") || rounds(this.run, group) >= limit(gate.group);
  }

  private answer(command: Extract<Command, { do: "answer" }>): void {
    const open = this.run.questions.find((one) => one.id === command.question);
    if (!open) throw new Refused("no_question", `question ${command.question} is not open`);
    const ask = this.askOf(open);
    if (command.option === BACK && open.wants_reason !== null) {
      this.add({ type: "reason_wanted", ...this.id, question: open.id, option: null });
      return;
    }
    if (command.option === null && command.text === null)
      throw new Refused("no_answer", `question ${open.id} got no answer`);
    const option = command.option ?? open.wants_reason ?? freeOption(ask);
    if (option === null) throw new Refused("not_an_option", `"${command.text}" is none of: ${open.options.join(", ")}`);
    const choice = ask.options[option];
    if (!choice) throw new Refused("not_an_option", `"${option}" is none of: ${open.options.join(", ")}`);
    if (choice.reason && !command.text) {
      this.add({ type: "reason_wanted", ...this.id, question: open.id, option });
      return;
    }
    this.add({
      type: "answered",
      ...this.id,
      question: open.id,
      option,
      text: command.text,
      via: command.via,
      session: command.session,
    });
    if (open.task === null) this.runLevel(open, option, choice);
    else this.taskLevel(open, this.task(open.task), option, choice, command.text);
  }

  private taskLevel(open: Question, task: Task, option: string, choice: Choice, text: string | null): void {
    // Several questions of one artifact are one stop: it goes on when the last is answered.
    if (this.run.questions.some((one) => one.task === task.id && one.kind === open.kind)) return;
    if (choice.move === "again") {
      this.giveBack(task, open.text === null ? "again" : "answered", open.text === null ? (text ?? "") : "");
      return;
    }
    const waiver = choice.waiver ? { kind: choice.waiver, reason: text ?? "" } : null;
    this.apply(choice.move, task, null, waiver, option === "continue" || option === "revise");
  }

  private runLevel(open: Question, option: string, choice: Choice): void {
    const request = open.request!;
    if (open.kind === CHANGE.ask) {
      const back = typeof choice.move === "object" && "redo" in choice.move ? choice.move.redo : "";
      this.add({ type: "request_changed", ...this.id, request, back });
      if (back !== "") this.add(...redo(this.workflow, this.run, entryOf(this.workflow, this.run.entry).back[back]!));
      return;
    }
    if (option === "change") this.ask(CHANGE, null, request);
    if (option === "replace")
      this.add({ type: "ended", ...this.id, status: "cancelled", reason: "replaced by a new request" });
  }

  private askOf(open: Question): Ask {
    if (open.task === null) return open.kind === CHANGE.ask ? CHANGE : SECOND;
    const task = this.task(open.task);
    const gate = gateOf(this.workflow, this.run, task.gate);
    const asks = [
      ...Object.values(gate.on),
      gate.stuck,
      ...(gate.gate === "review" ? [gate.limit, gate.stale, gate.failed] : []),
      ...Object.values(fixMoves(this.workflow, this.run, task)),
    ];
    const found = asks.find((one): one is Ask => typeof one === "object" && "ask" in one && one.ask === open.kind);
    if (!found) throw new Refused("no_question", `nothing in ${task.gate} asks "${open.kind}"`);
    return found;
  }

  private attach(command: Extract<Command, { do: "attach" }>): void {
    const { session, host } = command;
    for (const task of this.run.tasks) {
      const dispatch = task.dispatch;
      if (task.status !== "running" || !dispatch) continue;
      // A dispatch of a host that still runs, in this very session, goes on.
      if (
        !command.force &&
        dispatch.session === session &&
        dispatch.host?.pid === host?.pid &&
        dispatch.host?.start === host?.start
      )
        continue;
      this.add({
        type: "returned",
        ...this.id,
        task: task.id,
        reason: "taken_over",
        note: "the session that ran it is gone",
      });
    }
    this.add({ type: "attached", ...this.id, session, host });
  }
}

/** Free text is never an approval: it goes to the option that takes a reason and does the work again. */
function freeOption(ask: Ask): string | null {
  for (const name of ["correct", "answer", "revise", "again", "continue"]) if (name in ask.options) return name;
  return null;
}

/** A fix's own outcomes are those of the gate that produces the same artifact; a fix that ends as done moves on. */
function fixMoves(workflow: Workflow, run: Run, task: Task): Record<string, Move> {
  if (task.kind !== "fix") return {};
  const producer = entryOf(workflow, run.entry).gates.find(
    (gate) => gate.gate === "produce" && gate.schema === task.schema,
  );
  return producer ? producer.on : { done: "next" };
}
