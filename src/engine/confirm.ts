import { roundsLeft } from "./rounds.ts";
import type { Decision } from "./decision.ts";
import { gatesOf } from "./gates.ts";
import { again } from "./mend.ts";
import { isOver, type Run, type Task } from "./run.ts";
import type { Confirm, ReviewGate } from "./workflow.ts";

type Confirming = ReviewGate & { confirm: Confirm };

/**
 * For a run with `final_confirmation`: the first reviewer in the chain whose approval is not of what its group ended with
 * looks once more, when the group is through. One at a time: what it asks for is mended first, and may make others look
 * again. These rounds count as every re-review does, so that the same limits end them; where none is left the person is
 * asked instead.
 */
export function confirmFinal(decision: Decision): void {
  if (!decision.live) return;
  const gates = gatesOf(decision.workflow, decision.run).filter((gate) => gate.gate === "review");
  for (const group of new Set(gates.map((gate) => gate.group))) {
    const gate = firstBehind(
      decision.run,
      gates.filter((one) => one.group === group),
    );
    if (gate) spawn(decision, gate);
  }
}

/** The first gate of a group that is through whose reviewer approved something older; waived and accepted ones did not. */
function firstBehind(run: Run, gates: ReviewGate[]): Confirming | undefined {
  const keys = new Set(gates.map((gate) => gate.key));
  const tasks = run.tasks.filter((task) => keys.has(task.gate) && !task.void && task.status !== "cancelled");
  if (!tasks.every(isOver)) return undefined;
  const last = gates.map((gate) => tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix"));
  if (last.includes(undefined)) return undefined;
  const final = finalSubject(tasks);
  return gates.find((gate, index): gate is Confirming => {
    const { waiver, outcome, reviewed } = last[index]!;
    const approved = waiver === null && outcome !== null && gate.on[outcome] === "next";
    return gate.confirm !== undefined && approved && reviewed !== final;
  });
}

/** What the newest verdict or fix among these tasks is about. */
const finalSubject = (tasks: Task[]): string | null =>
  tasks
    .filter((task) => task.reviewed !== null)
    .reduce<Task | null>((last, task) => (last === null || task.taken > last.taken ? task : last), null)?.reviewed ??
  null;

function spawn(decision: Decision, gate: Confirming): void {
  const { run, workflow } = decision;
  const { reviewer, group } = roundsLeft(workflow, run, gate);
  const { brief, reads, limit } = gate.confirm;
  const before = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix" && !task.void)!;
  const created = again(workflow, run, `T${run.tasks.length + 1}`, { ...gate, brief, reads }, [before.id]);
  decision.add(created);
  // Whatever comes behind the group waits for it, too.
  const keys = new Set(
    gatesOf(workflow, run).flatMap((one) => (one.gate === "review" && one.group === gate.group ? [one.key] : [])),
  );
  const ofGroup = new Set(run.tasks.filter((task) => keys.has(task.gate)).map((task) => task.id));
  for (const task of run.tasks)
    if (!isOver(task) && task.blocked_by.some((id) => ofGroup.has(id)))
      decision.add({ type: "task_blocked", task: task.id, by: [created.task] });
  if (Math.min(reviewer, group) === 0) decision.ask(limit, decision.task(created.task));
}
