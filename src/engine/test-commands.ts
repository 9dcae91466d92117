import type { Decision } from "./decision.ts";
import { producerOf } from "./gates.ts";
import { type Task, undecidedCommands } from "./run.ts";
import type { Ask, Choice } from "./workflow.ts";

/** What a task's gate asks about test commands; a fix's is the gate that produces the same artifact. */
export function testAsksOf(decision: Decision, task: Task): { unapproved: Ask; none: Ask } | null {
  const gate = task.kind === "fix" ? producerOf(decision.workflow, decision.run, task) : decision.gate(task);
  return (gate?.gate === "produce" && gate.tests) || null;
}

/** What has to be asked about test commands before this task is done; null: nothing. */
export function testsToAsk(decision: Decision, task: Task): Ask | null {
  const { settings, tests } = decision.run;
  const now = decision.task(task.id);
  const asks = testAsksOf(decision, now);
  if (!settings.tests.run || asks === null || now.commands === null) return null;
  if (undecidedCommands(decision.run, now).length > 0) return asks.unapproved;
  return tests.decided.length === 0 && !tests.none ? asks.none : null;
}

/** Records what was decided; refused where there is no command means that nobody wants tests to be run. */
export function settleTests(
  decision: Decision,
  task: Task,
  how: NonNullable<Choice["tests"]>,
  text: string | null,
  by: "person" | "auto",
): void {
  const named = (text ?? "").split("\n").map((line) => line.trim());
  const commands =
    how === "named" ? named.filter((line) => line !== "") : undecidedCommands(decision.run, decision.task(task.id));
  if (commands.length === 0 && how !== "refused") return;
  decision.add({ type: "tests_decided", task: task.id, commands, approved: how !== "refused", by });
}
