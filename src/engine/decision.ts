import { type OpenQuestion, Refused } from "./commands.ts";
import type { Edit, EventBody, EventDraft } from "./events.ts";
import { preview } from "./evolve.ts";
import { gateOf } from "./gates.ts";
import { isLive, type Request, type Run, type Spent, type Start, type Task, taskOf, type Why } from "./run.ts";
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

  /** Asks about a task: one question for each of `items`, which its artifact leaves open, else a single one. */
  ask(ask: Ask, task: Task, items: OpenQuestion[] = []): void {
    if (items.length === 0) this.put(ask, task.id, null, null, []);
    for (const item of items) this.put(ask, task.id, null, item.question, item.options);
  }

  /** Asks about a review before its limit is reached. */
  askEarly(ask: Ask, task: Task, why: Why[]): void {
    this.put(ask, task.id, null, null, [], { why });
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
    more: { why?: Why[]; start?: Start; edit?: Edit } = {},
  ): void {
    this.add({
      type: "asked",
      question: `Q${this.run.asked + 1}`,
      kind: ask.ask,
      task,
      options: Object.keys(ask.options),
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
