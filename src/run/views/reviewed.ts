import { gatesOf } from "../../engine/gates.ts";
import { type Run, refutedBy, type Task } from "../../engine/run.ts";
import type { ReviewGate } from "../../engine/workflow.ts";
import type { Project } from "../../project/project.ts";
import type { Caught } from "../../workflows/contract/contract.ts";
import { workflowOf } from "../../workflows/index.ts";
import { caughtIn } from "./caught.ts";

/** What each reviewer of a run found. */
interface Reviewed {
  gate: string;
  /** Its findings: `proven` or `refuted` by a test, or `argued` by words alone. */
  findings: Record<"proven" | "refuted" | "argued", number>;
  /** It approved, and nothing that it found stood; null: another reviewed in its place. */
  nothing: boolean | null;
}

/** Whether a review has found it, be it with others. */
const isFoundIn = ({ task, also = [] }: Caught, { id }: Task): boolean =>
  id === task || also.some((one) => one.task === id);

/** In the order of the chain, without reviewers that gave no verdict. `known`: the run's findings. */
export function reviewedIn(
  project: Project,
  run: Run,
  known: readonly Caught[] = caughtIn(project, run),
): Reviewed[] {
  const caught = known.filter(({ state }) => state !== "void" && state !== "refuted");
  return gatesOf(workflowOf(run.workflow), run).flatMap((gate) =>
    gate.gate === "review" ? reviewerOf(run, gate, caught) : [],
  );
}

function reviewerOf(run: Run, gate: ReviewGate, caught: readonly Caught[]): Reviewed[] {
  const tasks = run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix");
  const given = tasks.filter(({ outcome }) => outcome !== null);
  if (given.length === 0) return [];
  const foundBy = (by: readonly Task[]) =>
    caught.filter((one) => by.some((task) => isFoundIn(one, task)));
  const found = foundBy(tasks);
  const proven = run.findings.filter(
    (finding) =>
      finding.gate === gate.key && finding.shown === "proven" && finding.state !== "refused",
  ).length;
  // Whoever asks for changes, or asks the person, has found something, also where no finding says
  // what.
  const isSettled = (task: Task): boolean =>
    !run.decisions.some((decision) => decision.task === task.id) &&
    (gate.statuses[task.outcome!]?.counts === "approval" ||
      foundBy([task]).length + refutedBy(task.tested).length > 0);
  // Who stands in for another says nothing about that one.
  const isItself = ({ who }: Task): boolean =>
    !("provider" in gate.who) || who.provider !== undefined;
  return [
    {
      gate: gate.key,
      findings: {
        proven,
        refuted: given.reduce((sum, { tested }) => sum + refutedBy(tested).length, 0),
        argued: found.length - proven,
      },
      nothing:
        found.every(({ state }) => state === "withdrawn") &&
        given.every(isSettled) &&
        (given.every(isItself) || null),
    },
  ];
}
