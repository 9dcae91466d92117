import { fitInQuestion, fitting } from "../../command-line.ts";
import { type CommandOf, type OpenQuestion, Refused } from "../commands.ts";
import type { EventBody, EventDraft, EventOf } from "../events.ts";
import { NOTICED, preview, TAKE, WHOSE } from "../evolve.ts";
import { gateOf, holds, listToShow, ownGate } from "../gates.ts";
import {
  isLive,
  type Request,
  type Run,
  type Spent,
  type Start,
  type Task,
  taskOf,
  undecidedCommands,
  type Why,
} from "../run.ts";
import type { Ask, Gate, Workflow } from "../workflow.ts";
import { closing } from "./tasks.ts";

/** The end of a run whose tasks are all over. */
export const COMPLETE = {
  type: "ended",
  status: "complete",
  reason: "every task is done",
} as const;

/** One decision: its events so far, and the run after them. */
export class Decision {
  readonly events: EventBody[] = [];

  constructor(
    readonly workflow: Workflow,
    public run: Run,
  ) {}

  add(...drafts: EventDraft[]): void {
    if (drafts.length === 0) return;
    const events = drafts.map((draft) => ({ ...draft, run: this.run.run }) as EventBody);
    this.events.push(...events);
    this.run = preview(this.run, events) as Run;
  }

  get live(): boolean {
    return isLive(this.run);
  }

  /** @throws Refused for an id that the run does not have */
  task(id: string): Task {
    const task = taskOf(this.run, id);
    if (!task) throw new Refused("unknown_task", `run ${this.run.run} has no task ${id}`);
    return task;
  }

  gate(task: Task): Gate {
    return gateOf(this.workflow, this.run, task.gate);
  }

  /** Whether a rule of the workflow holds now. */
  holds(rule: string, gate: Gate): boolean {
    return holds(this.workflow, rule, this.run, gate);
  }

  /** The task, if it runs and waits for the dispatch with this nonce hash; else null. */
  waitingFor(id: string, nonce: string): Task | null {
    const task = this.task(id);
    return this.live && task.status === "running" && task.dispatch?.nonce === nonce ? task : null;
  }

  /**
   * Records what the task's agent used since its dispatch; does nothing where that is not known.
   */
  spend(task: Task, spent: Spent | null): void {
    if (spent !== null && task.dispatch)
      this.add({ type: "spent", task: task.id, call: task.dispatch.call, ...spent });
  }

  /** Records what was decided about these test commands; does nothing without any. */
  decideTests(
    task: string | null,
    commands: string[],
    approved: boolean,
    by: "person" | "auto" | "settings",
  ): void {
    if (commands.length > 0) this.add({ type: "tests_decided", task, commands, approved, by });
  }

  /** Asks about a task. `why`: why it is asked before the limit. */
  ask(ask: Ask, task: Task, more: { why?: Why[] } = {}): void {
    const offered = Object.entries(ask.options).filter(
      ([, { when }]) => when === undefined || this.holds(when, this.gate(this.task(task.id))),
    );
    const options = Object.fromEntries(offered);
    this.put({ ...ask, options }, { task: task.id, ...more, commands: this.commandsOf(ask, task) });
  }

  /** Asks each of these questions, which a task's artifact leaves open. */
  askEach(ask: Ask, task: Task, open: OpenQuestion[]): void {
    for (const { question, options } of open)
      this.put(ask, { task: task.id, text: question, labels: options });
  }

  /**
   * The commands that a question shows whole, as many as it has room for: its answer is about them.
   * None: about none.
   */
  private commandsOf(ask: Ask, task: Task): string[] | undefined {
    const now = this.task(task.id);
    const gate = ownGate(this.workflow, this.run, now);
    const alone = gate?.gate === "produce" ? gate.tests?.unapproved : undefined;
    const tests = Object.values(ask.options).map((one) => one.tests);
    if (tests.includes("approved") && ask.shows === undefined) {
      const open = undecidedCommands(this.run, now);
      if (ask.ask === alone?.ask) return fitting(open, "alone");
      // What has no room here is asked about after it.
      return alone !== undefined && !fitInQuestion(open) ? [] : fitting(open, "beside");
    }
    if (ask.shows !== undefined) return fitting(this.unshown(ask, now), "beside");
    return tests.includes("named") ? fitting(now.commands ?? [], "alone") : undefined;
  }

  /** What the person has to be shown before this question lets the run go on. */
  unshown(ask: Ask, task: Task): string[] {
    const approves = (name: string) => ask.options[name]?.tests === "approved";
    if (ask.shows === undefined && Object.keys(ask.options).some(approves))
      return undecidedCommands(this.run, task);
    const goesOn = (name: string) =>
      ask.options[name]?.move === "next" &&
      (ask.options[name].tests === undefined || approves(name));
    const seen = this.run.decisions.flatMap((decision) =>
      goesOn(decision.option) ? decision.commands : [],
    );
    return listToShow(this.workflow, this.run, ask.shows).filter((one) => !seen.includes(one));
  }

  /** Asks about the run itself; an open question of the same kind is closed. */
  askRun(ask: Ask, more: { request?: Request; start?: Start | undefined } = {}): void {
    this.add(...closing(this.run, (open) => open.task === null && open.kind === ask.ask));
    this.put(ask, more);
  }

  private put(ask: Ask, about: Partial<Omit<EventOf<"asked">, "type" | "run">>): void {
    const { text = null, labels = [], task = null, request = null, ...more } = about;
    this.add({
      type: "asked",
      question: `Q${this.run.asked + 1}`,
      kind: ask.ask,
      task,
      options: Object.keys(ask.options),
      text: text && clipBytes(text, 8_000),
      labels: labels.map((label) => clipBytes(label, 480)),
      request,
      ...more,
    });
  }
}

/**
 * A request whose text is short enough for one event; the whole text is the object that `sha`
 * names.
 */
export const excerpt = (request: Request): Request => ({
  ...request,
  text: clipBytes(request.text, 12_000, ""),
});

const encoder = new TextEncoder();
/** Bytes that a text takes within a JSON string. */
export const size = (text: string): number => encoder.encode(JSON.stringify(text)).length - 2;

/**
 * The beginning of a text that takes at most `bytes` in a line of the journal, with `mark` where it
 * was cut. The store refuses longer lines.
 */
export function clipBytes(text: string, bytes: number, mark = "…"): string {
  // One character takes at most six bytes, as \u0000.
  if (text.length * 6 <= bytes || size(text) <= bytes) return text;
  let room = bytes - size(mark);
  let kept = "";
  for (const char of text) {
    room -= size(char);
    if (room < 0) break;
    kept += char;
  }
  return kept + mark;
}

/**
 * Asked about all that code noticed and the person has not said anything of yet. `--auto` does not
 * answer it.
 */
export const ABOUT_NOTICES: Ask = {
  ask: NOTICED,
  options: { go_on: { move: "next" }, stop: { move: "stop" } },
};

/** Asked at the end about files that no call of the run has changed. */
export const ABOUT_FILES: Ask = {
  ask: WHOSE,
  options: { mine: { move: "next" }, [TAKE]: { move: "next" } },
};

/** Keeps what code noticed, once; the run waits for the person where that is wanted. */
export function notice(
  decision: Decision,
  { hold, what, key, text }: Omit<CommandOf<"notice">, "do">,
): void {
  const known = decision.run.notices?.find((notice) => notice.what === what && notice.key === key);
  const asked = hold && decision.live;
  if (known && (known.asked || !asked)) return;
  decision.add({ type: "noticed", what, key, text: clipBytes(text, 1_200), asked });
  if (asked) decision.askRun(ABOUT_NOTICES);
}
