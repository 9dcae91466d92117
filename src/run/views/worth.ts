import { spentOn } from "../../engine/bounds.ts";
import { gatesOf } from "../../engine/gates.ts";
import { seatsOf } from "../../engine/panel.ts";
import type { Run, Task } from "../../engine/run.ts";
import type { Bounds, Gate } from "../../engine/workflow.ts";
import type { Project } from "../../project/project.ts";
import type { Scene } from "../../record/scene.ts";
import { foundIn } from "../../render/caught.ts";
import type { Reviewed, Took } from "../../render/worth.ts";
import type { Caught } from "../../workflows/contract/contract.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { moneyOf } from "../../workflows/money/money.ts";
import { LOST } from "../../workflows/review/caught.ts";
import { meansTheSame } from "../../workflows/review/same.ts";
import { caughtIn } from "./status.ts";

/** What each reviewer of a run found, and what that took: reviews, seats of panels, and what a workflow names beside them. */

/** What tasks took. Of a task that ended and says nothing of it, as a program may, nothing is known. */
function tookBy(tasks: readonly Task[], { settings }: Run): Took {
  const sum = (of: keyof Bounds): number | null => {
    const all = tasks.map((task) => ({ value: spentOn(task)[of], isOver: task.outcome !== null }));
    return all.some(({ value, isOver }) => isOver && value === 0) ? null : all.reduce((to, { value }) => to + value, 0);
  };
  return { tokens: sum("tokens"), minutes: sum("minutes"), money: moneyOf(tasks, settings) };
}

/** Those who look at the same thing, one after the other or side by side. */
const groupOf = (gate: Gate): string =>
  gate.gate === "review" ? gate.group : gate.gate === "panel" ? gate.panel : gate.key;

/** Those of these reviews that had been given when a review found something, or were given beside it, on the same part of what a panel judges. */
function before(
  { workflow, run }: Scene,
  gate: Gate,
  review: Task,
  { place }: Caught,
  others: readonly Task[],
): Task[] {
  if (gate.gate !== "panel") return others.filter((one) => one.acceptedSeq < review.acceptedSeq);
  const parts = workflow.panels?.[gate.panel]?.standings(run, gate, seatsOf(workflow, run, gate.panel)) ?? [];
  const part = parts.find((one) => one.part === place);
  const hasSpoken = ({ gate: seat }: Task): boolean => part?.verdicts.some(({ task }) => task.gate === seat) ?? true;
  return others.filter((one) => one.version <= review.version && hasSpoken(one));
}

const fileOf = ({ place }: Caught): string | null => place?.replace(/:\d+$/, "") ?? null;

const saysTheSame = (one: Caught, other: Caught): boolean =>
  (fileOf(one) ?? fileOf(other)) === (fileOf(other) ?? fileOf(one)) && meansTheSame(one.problem, other.problem);

/** Whether other reviewers had missed a finding; null where none had looked, or what they found is not kept any more. */
function isMissed(finding: Caught, others: readonly Task[], caught: readonly Caught[]): boolean | null {
  const theirs = caught.filter(({ task }) => others.some(({ id }) => id === task));
  const isLost = theirs.length > 0 && [finding, ...theirs].some(({ problem }) => problem === LOST);
  return others.length === 0 || isLost ? null : !theirs.some((one) => saysTheSame(finding, one));
}

/** In the order of the chain; a reviewer that gave no verdict is not in it. */
export function reviewedIn(project: Project, run: Run, known: readonly Caught[] = caughtIn(project, run)): Reviewed[] {
  const scene = sceneOf(project, run);
  const { judged } = moduleOf(run.workflow).report;
  const gates = gatesOf(scene.workflow, run).filter(
    ({ gate, key }) => gate === "review" || gate === "panel" || key === judged?.gate,
  );
  const caught = [...known, ...(judged?.found(scene) ?? [])].filter(({ state }) => state !== "void");
  const reviewsOf = (gate: Gate): Task[] => run.tasks.filter((one) => one.gate === gate.key && one.kind !== "fix");
  const given = (gate: Gate): Task[] => reviewsOf(gate).filter(({ outcome }) => outcome !== null);
  return gates.flatMap((gate): Reviewed[] => {
    const [reviews, rounds] = [reviewsOf(gate), given(gate)];
    if (rounds.length === 0) return [];
    const found = caught.filter(({ task }) => reviews.some(({ id }) => id === task));
    const standing = found.filter(({ state }) => state !== "withdrawn");
    const others = gates.filter((one) => one !== gate && groupOf(one) === groupOf(gate)).flatMap(given);
    const missed = standing.flatMap((one) => {
      const review = reviews.find(({ id }) => id === one.task)!;
      return isMissed(one, before(scene, gate, review, one, others), caught) ?? [];
    });
    const refutedBy = ({ tested }: Task): number => tested.filter(({ shown }) => shown === "refuted").length;
    // Whoever asks for changes, or asks a question, has found something, also where no finding says what.
    const saysNothing = (one: Task): boolean =>
      gate.gate !== "review" ||
      gate.statuses[one.outcome!]?.counts === "approval" ||
      refutedBy(one) > 0 ||
      found.some(({ task }) => task === one.id);
    const proven = run.findings.filter(
      (one) => one.gate === gate.key && one.state !== "refused" && one.shown === "proven",
    ).length;
    const fixes = run.tasks.filter((one) => reviews.some(({ id }) => id === one.fixes) && !reviews.includes(one));
    return [
      {
        reviewer: gate.title,
        gate: gate.key,
        by: [...new Set(rounds.map(({ who }) => who.provider ?? `${who.agent}/${who.model}`))],
        rounds: rounds.length,
        found: foundIn(found),
        proven,
        argued: found.length - proven,
        refuted: rounds.reduce((sum, one) => sum + refutedBy(one), 0),
        missed: { findings: missed.filter(Boolean).length, of: missed.length },
        nothing: standing.length === 0 && rounds.every(saysNothing),
        took: tookBy(reviews, run),
        saves: tookBy([...reviews, ...fixes.filter(({ kind }) => kind === "fix")], run),
      },
    ];
  });
}
