import { fitBeside, fitting } from "../command-line.ts";
import { type OpenQuestion, Refused } from "./commands.ts";
import type { Edit, EventBody, EventDraft } from "./events.ts";
import { preview } from "./evolve.ts";
import { gateOf, ownGate, shownBy } from "./gates.ts";
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
} from "./run.ts";
import type { Ask, Gate, Workflow } from "./workflow.ts";

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

  /** The task, if it runs and waits for the dispatch with this nonce hash; else null. */
  waitingFor(id: string, nonce: string): Task | null {
    const task = this.task(id);
    return this.live && task.status === "running" && task.dispatch?.nonce === nonce ? task : null;
  }

  /** Records what the task's agent used since its dispatch; does nothing where that is not known. */
  spend(task: Task, spent: Spent | null): void {
    if (spent !== null && task.dispatch) this.add({ type: "spent", task: task.id, call: task.dispatch.call, ...spent });
  }

  /**
   * Asks about a task: one question for each of `items`, which its artifact leaves open, else a single one. `first`: the
   * option that is offered first.
   */
  ask(ask: Ask, task: Task, items: OpenQuestion[] = [], first?: string): void {
    const commands = this.commandsOf(ask, task);
    if (items.length === 0)
      this.put(ask, task.id, null, null, [], {
        ...(first ? { first } : {}),
        ...(commands === null ? {} : { commands }),
      });
    for (const item of items) this.put(ask, task.id, null, item.question, item.options);
  }

  /** Asks about a review before its limit is reached. */
  askEarly(ask: Ask, task: Task, why: Why[]): void {
    const commands = this.commandsOf(ask, task);
    this.put(ask, task.id, null, null, [], { why, ...(commands === null ? {} : { commands }) });
  }

  /** The commands that a question shows whole, as many as it has room for: its answer is about them. Null: about none. */
  private commandsOf(ask: Ask, task: Task): string[] | null {
    const now = this.task(task.id);
    const gate = ownGate(this.workflow, this.run, now);
    const alone = gate?.gate === "produce" ? gate.tests?.unapproved : undefined;
    const tests = Object.values(ask.options).map((one) => one.tests);
    if (tests.includes("approved")) {
      const open = undecidedCommands(this.run, now);
      if (ask.ask === alone?.ask) return fitting(open, "alone");
      // What has no room here is asked about behind it.
      return alone !== undefined && !fitBeside(open) ? [] : fitting(open, "beside");
    }
    if (tests.includes("named")) return fitting(now.commands ?? [], "alone");
    return ask.shows === undefined ? null : fitting(this.unshown(ask, now), "beside");
  }

  /** What the person has to be shown before this question lets the run go on. */
  unshown(ask: Ask, task: Task): string[] {
    if (Object.values(ask.options).some((one) => one.tests === "approved")) return undecidedCommands(this.run, task);
    const seen = this.run.decisions.flatMap((one) => (ask.options[one.option]?.move === "next" ? one.commands : []));
    return shownBy(this.workflow, this.run, ask).filter((one) => !seen.includes(one));
  }

  /** Asks about the run itself; an open question of the same kind is closed. */
  askRun(ask: Ask, request: Request | null, more: { start?: Start; edit?: Edit } = {}): void {
    for (const open of this.run.questions)
      if (open.task === null && open.kind === ask.ask) this.add({ type: "question_closed", question: open.id });
    this.put(ask, null, request, null, [], more);
  }

  private put(
    ask: Ask,
    task: string | null,
    request: Request | null,
    text: string | null,
    labels: string[],
    { first, ...more }: { why?: Why[]; start?: Start; commands?: string[]; edit?: Edit; first?: string } = {},
  ): void {
    const options = Object.keys(ask.options);
    this.add({
      type: "asked",
      question: `Q${this.run.asked + 1}`,
      kind: ask.ask,
      task,
      options: first === undefined ? options : [first, ...options.filter((one) => one !== first)],
      text: text === null ? null : clipBytes(text, 8_000),
      labels: labels.map((label) => clipBytes(label, 480)),
      request,
      ...more,
    });
  }
}

/** A request whose text is short enough for one event; the whole text is the object that `sha` names. */
export const excerpt = (request: Request): Request => ({ ...request, text: clipBytes(request.text, 12_000, "") });

const encoder = new TextEncoder();
/** Bytes that a text takes within a JSON string. */
const size = (text: string): number => encoder.encode(JSON.stringify(text)).length - 2;

/**
 * The beginning of a text that takes at most `bytes` in a line of the journal, with `mark` where it was cut. The store
 * refuses longer lines.
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
