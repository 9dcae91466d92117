import { spentOn } from "../../engine/bounds.ts";
import { gateOf, gatesOf } from "../../engine/gates.ts";
import { seatsOf } from "../../engine/panel.ts";
import { isFixOf, type Run, refutedBy, type Task } from "../../engine/run.ts";
import type { Bounds, Gate } from "../../engine/workflow.ts";
import type { Project } from "../../project/project.ts";
import type { Scene } from "../../record/scene.ts";
import { foundIn } from "../../render/caught.ts";
import type { Reviewed, Took } from "../../render/worth.ts";
import { type Caught, LOST } from "../../workflows/contract/contract.ts";
import { meansTheSame, moduleOf, sceneOf } from "../../workflows/index.ts";
import { moneyOf } from "../../workflows/money/money.ts";
import { caughtIn } from "./caught.ts";

/**
 * What each reviewer of a run found, and what that took: reviews, seats of panels, and what a
 * workflow names beside them.
 */

/**
 * What tasks took. Of a task that gave its result and says nothing of it, as a program may, that is
 * not known.
 */
function tookBy(tasks: readonly Task[], { settings }: Run): Took {
  const sum = (of: keyof Bounds): number | null =>
    tasks.some((task) => task.outcome !== null && spentOn(task)[of] === 0)
      ? null
      : tasks.reduce((all, task) => all + spentOn(task)[of], 0);
  const { usd, unknown } = moneyOf(tasks, settings);
  return { tokens: sum("tokens"), minutes: sum("minutes"), usd, unpriced: unknown };
}

/** Those who look at the same thing, one after the other or side by side. */
const groupOf = (gate: Gate): string =>
  gate.gate === "review" ? gate.group : gate.gate === "panel" ? gate.panel : gate.key;

/**
 * Reviews of others that had been given before this finding, or beside it, on the same part of what
 * a panel judges.
 */
function looksBefore(
  { workflow, run }: Scene,
  gate: Gate,
  { place }: Caught,
  review: Task,
  others: readonly Task[],
) {
  if (gate.gate !== "panel") {
    const isBeside = (other: Task): boolean =>
      Bun.deepEquals(gateOf(workflow, run, other.gate).after, gate.after);
    return others.filter((other) => other.acceptedSeq < review.acceptedSeq || isBeside(other));
  }
  const parts =
    workflow.panels?.[gate.panel]?.standings(run, gate, seatsOf(workflow, run, gate.panel)) ?? [];
  const part = parts.find((part) => part.part === place);
  const hasSpoken = (seat: Task): boolean =>
    part?.verdicts.some(({ task }) => task.gate === seat.gate) ?? true;
  return others.filter((other) => other.version <= review.version && hasSpoken(other));
}

/** Whether two findings say the same: alike words, and the same file where both name one. */
function saysTheSame(caught: Caught, other: Caught): boolean {
  const [file, theirs] = [caught, other].map(({ place }) => place?.replace(/:\d+$/, ""));
  return (file ?? theirs) === (theirs ?? file) && meansTheSame(caught.problem, other.problem);
}

/** Whether a review has found it, be it with others. */
const isFoundIn = ({ task, also = [] }: Caught, { id }: Task): boolean =>
  id === task || also.some((one) => one.task === id);

/** In the order of the chain; whoever gave no verdict is not in it. `known`: the run's findings. */
export function reviewedIn(
  project: Project,
  run: Run,
  known: readonly Caught[] = caughtIn(project, run),
): Reviewed[] {
  const scene = sceneOf(project, run);
  const { judged } = moduleOf(run.workflow).report;
  const gates = gatesOf(scene.workflow, run).filter(
    ({ gate, key }) => gate === "review" || gate === "panel" || key === judged?.gate,
  );
  const caught = [...known, ...(judged?.found(scene) ?? [])].filter(
    ({ state }) => !["void", "refuted"].includes(state),
  );
  const foundBy = (tasks: readonly Task[]) =>
    caught.filter((one) => tasks.some((task) => isFoundIn(one, task)));
  const tasksOf = (gate: Gate): Task[] =>
    run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix");
  const given = (gate: Gate): Task[] => tasksOf(gate).filter(({ outcome }) => outcome !== null);
  return gates.flatMap((gate): Reviewed[] => {
    const [tasks, rounds] = [tasksOf(gate), given(gate)];
    if (rounds.length === 0) return [];
    const found = foundBy(tasks);
    const standing = found.filter(({ state }) => state !== "withdrawn");
    const others = gates
      .filter((one) => one !== gate && groupOf(one) === groupOf(gate))
      .flatMap(given);
    const blocking = standing.filter(({ severity }) => severity !== "minor");
    const compared = blocking.flatMap((one) => {
      const looked = looksBefore(
        scene,
        gate,
        one,
        tasks.find((task) => isFoundIn(one, task))!,
        others,
      );
      const theirs = foundBy(looked);
      const isLost = theirs.length > 0 && [one, ...theirs].some(({ problem }) => problem === LOST);
      return looked.length === 0 || isLost ? [] : [theirs.some((other) => saysTheSame(one, other))];
    });
    // Whoever asks for changes, or asks the person, has found something, also where no finding says
    // what.
    const isTold = (task: Task): boolean =>
      !run.decisions.some((decision) => decision.task === task.id) &&
      (gate.gate !== "review" ||
        gate.statuses[task.outcome!]?.counts === "approval" ||
        foundBy([task]).length + refutedBy(task.tested).length > 0);
    // Who stands in for another says nothing about that one.
    const isItself = ({ who }: Task): boolean =>
      gate.gate !== "review" || !("provider" in gate.who) || who.provider !== undefined;
    const proven = run.findings.filter(
      (finding) =>
        finding.gate === gate.key && finding.shown === "proven" && finding.state !== "refused",
    ).length;
    const fixes = run.tasks.filter(
      (task) => task.kind === "fix" && tasks.some(({ id }) => isFixOf(task, id)),
    );
    return [
      {
        reviewer: gate.title,
        gate: gate.key,
        by: [...new Set(rounds.map(({ who }) => who.provider ?? `${who.agent}/${who.model}`))],
        counts: {
          rounds: rounds.length,
          ...foundIn(found),
          proven,
          argued: found.length - proven,
          refuted: rounds.reduce((sum, one) => sum + refutedBy(one.tested).length, 0),
          missed: compared.filter((isKnown) => !isKnown).length,
          compared: compared.length,
        },
        nothing: standing.length === 0 && rounds.every(isTold) && (rounds.every(isItself) || null),
        took: tookBy(tasks, run),
        saves: tookBy([...tasks, ...fixes], run),
      },
    ];
  });
}
