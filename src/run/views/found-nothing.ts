import { gatesOf } from "../../engine/gates.ts";
import { type Run, refutedBy, type Task } from "../../engine/run.ts";
import type { ReviewGate } from "../../engine/workflow.ts";
import type { Project } from "../../project/project.ts";
import type { FindingOutcome } from "../../workflows/contract/contract.ts";
import { workflowOf } from "../../workflows/index.ts";
import { caughtIn } from "./caught.ts";

/** Whether a review has found it, be it with others. */
const isFoundIn = ({ task, also = [] }: FindingOutcome, { id }: Task): boolean =>
  id === task || also.some((one) => one.task === id);

/**
 * Whether each reviewer, by its gate, approved and found nothing that stood; without those that gave
 * no verdict, and those in whose place another reviewed.
 */
export function foundNothing(project: Project, run: Run): Record<string, boolean> {
  const caught = caughtIn(project, run).filter(
    ({ state }) => state !== "void" && state !== "refuted",
  );
  return Object.fromEntries(
    gatesOf(workflowOf(run.workflow), run).flatMap((gate) => {
      const isNothing = gate.gate === "review" ? hasFoundNothing(run, gate, caught) : null;
      return isNothing === null ? [] : [[gate.key, isNothing]];
    }),
  );
}

function hasFoundNothing(
  run: Run,
  gate: ReviewGate,
  caught: readonly FindingOutcome[],
): boolean | null {
  const tasks = run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix");
  const given = tasks.filter(({ outcome }) => outcome !== null);
  if (given.length === 0) return null;
  const foundBy = (by: readonly Task[]) =>
    caught.filter((one) => by.some((task) => isFoundIn(one, task)));
  // Whoever asks for changes, or asks the person, has found something, also where no finding says
  // what.
  const isSettled = (task: Task): boolean =>
    !run.decisions.some((decision) => decision.task === task.id) &&
    (gate.statuses[task.outcome!]?.counts === "approval" ||
      foundBy([task]).length + refutedBy(task.tested).length > 0);
  // Who stands in for another says nothing about that one.
  const isItself = ({ who }: Task): boolean =>
    !("provider" in gate.who) || who.provider !== undefined;
  return (
    foundBy(tasks).every(({ state }) => state === "withdrawn") &&
    given.every(isSettled) &&
    (given.every(isItself) || null)
  );
}
