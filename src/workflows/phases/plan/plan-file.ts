import { levelsOf } from "../../execute/order.ts";
import { renderPlan } from "../planning/plan.ts";
import { filesOf } from "./judge.ts";
import type { PlanContext, WrittenPlan, WrittenTask } from "./model.ts";

/** Accepted plans as the files that GSD has. Pure. */

/** In which wave each plan is, those included that it builds on and that stay. Plans without a circle. */
export function waveNumbers(
  plans: readonly Pick<WrittenPlan, "id" | "depends_on">[],
  { kept }: Pick<PlanContext, "kept">,
): Map<string, number> {
  return levelsOf(
    plans.map(({ id, depends_on }) => ({ id, after: depends_on })),
    new Map(kept.map((one) => [one.id, one.wave ?? 1])),
  );
}

const isAuto = ({ type }: WrittenTask): boolean => type === "auto";

/** A finding of the check that is still open, and the place that it names. */
interface Note {
  at: string;
  text: string;
}

/** The task that a note is for: the one that it names, else the first of the plan that it names or that has its requirement. */
function taskOf(plans: readonly WrittenPlan[], at: string): WrittenTask | undefined {
  const [id, number] = at.split("/");
  const plan = plans.find((one) => one.id === id) ?? plans.find((one) => one.requirements.includes(at)) ?? plans[0];
  const named = plan?.tasks[Number(number) - 1];
  return named !== undefined && isAuto(named) ? named : plan?.tasks.find(isAuto);
}

/** Plans with what their check left open, in the action of the task that it is about: else nobody who acts on it reads it. */
export function withNotes(plans: readonly WrittenPlan[], notes: readonly Note[]): WrittenPlan[] {
  const of = Map.groupBy(notes, ({ at }) => taskOf(plans, at));
  const noted = (task: WrittenTask): WrittenTask => {
    const texts = of.get(task)?.map(({ text }) => text);
    const action = `${task.action}\n\nLeft open by the check of the plans, to be minded: ${texts?.join(" ")}`;
    return texts === undefined ? task : { ...task, action };
  };
  return plans.map((plan) => ({ ...plan, tasks: plan.tasks.map(noted) }));
}

const untested = ({ untested: why }: WrittenTask): string =>
  why?.trim() ? `\n\nNo test can show it: ${why.trim()}` : "";

/** One plan as its file says it. `folder`: its name; `reads`: files that whoever carries it out reads first. */
export function planText(
  plan: WrittenPlan,
  { context, folder, reads, wave }: { context: PlanContext; folder: string; reads: string[]; wave: number },
): string {
  return renderPlan({
    ...plan,
    folder,
    phase: context.phase,
    plan: Number(plan.id.split("-").at(-1)),
    wave,
    files_modified: filesOf(plan),
    autonomous: plan.tasks.every(isAuto),
    gap_closure: plan.closes.length > 0,
    context: reads,
    tasks: plan.tasks.map((task) => ({ ...task, action: `${task.action}${untested(task)}`, behavior: "" })),
  });
}
