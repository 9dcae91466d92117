import { clip } from "./clip.ts";
import type { ApiFailure } from "./commands.ts";
import type { Decision } from "./decision.ts";
import { producerOf } from "./gates.ts";
import type { Spent, Task } from "./run.ts";
import type { Ask } from "./workflow.ts";

/** What becomes of a task whose agent or check has brought nothing that counts. */

/** Dispatches that come to nothing, of one kind and in a row, before the person is asked. */
export const MAX_FRUITLESS = 2;

/** A dispatch that came to nothing: once more, and the second time in a row the person is asked. */
export function fruitless(decision: Decision, task: Task, reason: "invalid" | "lost" | "stale", note: string): void {
  const before = task[reason];
  decision.add({ type: "returned", task: task.id, reason, note: clip(note, 8_000) });
  if (before + 1 < MAX_FRUITLESS) return;
  const gate = decision.gate(task);
  decision.ask(reason === "stale" && gate.gate === "review" ? gate.stale : stuckOf(decision, task), task);
}

/** What is asked when a task comes to nothing. */
export function stuckOf(decision: Decision, task: Task): Ask {
  const producer = task.kind === "fix" ? producerOf(decision.workflow, decision.run, task) : undefined;
  const gate = producer ?? decision.gate(task);
  return gate.gate === "checkpoint" ? gate.ask : gate.stuck;
}

/** What is asked when its agent is at its bounds; a check of the program's own has no agent. */
export function boundedOf(decision: Decision, task: Task): Ask | null {
  const producer = task.kind === "fix" ? producerOf(decision.workflow, decision.run, task) : undefined;
  const gate = producer ?? decision.gate(task);
  return gate.gate === "check" || gate.gate === "checkpoint" ? null : gate.bounded;
}

/** The API gave no answer: the task starts again when the person goes on, and nothing is counted against it. */
export function unanswered(decision: Decision, task: Task, failure: ApiFailure, spent: Spent | null): void {
  decision.spend(task, spent);
  decision.add({ type: "returned", task: task.id, reason: "api", note: "" });
  hold(decision, failure, task.id);
}

export function hold(decision: Decision, { failure, message, until }: ApiFailure, task: string | null): void {
  const words = { failure: clip(failure, 100), message: clip(message, 1_000), until: until && clip(until, 100) };
  decision.add({ type: "held", task, ...words });
}

/** At its bounds, and no valid artifact: it is not sent back, the person is asked. */
export function bounded(decision: Decision, task: Task, over: string[], problems: string[], spent: Spent | null): void {
  decision.spend(task, spent);
  const note = `the agent before you was at its limit (${over.join(", ")}); what it changed is still there, go on from that\n${problems.slice(0, 8).join("\n")}`;
  decision.add({ type: "returned", task: task.id, reason: "bounded", note: clip(note, 8_000) });
  decision.ask(boundedOf(decision, task) ?? stuckOf(decision, task), task);
}
