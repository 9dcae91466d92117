import { fold } from "../../../text.ts";
import { levelsOf } from "../../execute/order.ts";
import { renderFrontMatter } from "../planning/front-matter.ts";
import { blockText } from "../planning/task-blocks.ts";
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

/** How the file of a plan is called, by the plan's id. */
export const planName = (id: string): string => `${id}-PLAN.md`;

const block = (tag: string, value: string): string[] => {
  const text = blockText(value);
  return text.includes("\n") ? [`  <${tag}>`, text, `  </${tag}>`] : [`  <${tag}>${text}</${tag}>`];
};

/** What GSD's tool asks of a task that waits for a person, beside what it says to do. */
function waitingBlocks({ type, name, action }: WrittenTask): string[] {
  const resume = block("resume-signal", "Say that it is done, or what is wrong");
  if (type === "checkpoint:human-verify")
    return [...block("what-built", name), ...block("how-to-verify", action), ...resume];
  if (type === "checkpoint:decision")
    return [
      ...block("decision", name),
      "  <options>",
      '    <option id="as-said"><name>Decide as the task describes</name></option>',
      "  </options>",
      ...resume,
    ];
  return [...block("instructions", action), "  <verification>The person says so</verification>", ...resume];
}

function taskBlock(task: WrittenTask): string[] {
  const { name, type, tdd, files, commands, done } = task;
  const waits = !isAuto(task);
  const untested = task.untested?.trim() ? `\n\nNo test can show it: ${task.untested.trim()}` : "";
  return [
    `<task type="${type}"${tdd ? ' tdd="true"' : ""}${waits ? ' gate="blocking"' : ""}>`,
    ...block("name", fold(name)),
    ...(files.length > 0 ? block("files", files.join(", ")) : []),
    ...block("action", `${task.action}${untested}`),
    ...(waits ? waitingBlocks(task) : []),
    ...(commands.length > 0
      ? ["  <verify>", ...commands.map((one) => `    <automated>${blockText(one)}</automated>`), "  </verify>"]
      : []),
    ...block("done", done),
    "</task>",
    "",
  ];
}

/** One plan as its file says it. `folder`: name of the phase's; `reads`: files that whoever carries it out reads first. */
export function planText(
  plan: WrittenPlan,
  { folder, reads, wave }: { folder: string; reads: string[]; wave: number },
): string {
  return [
    renderFrontMatter({
      phase: folder,
      plan: plan.id.split("-").at(-1),
      type: plan.type,
      wave,
      depends_on: plan.depends_on,
      files_modified: filesOf(plan),
      autonomous: plan.tasks.every(isAuto),
      gap_closure: plan.closes.length > 0 || undefined,
      requirements: plan.requirements,
      must_haves: plan.must_haves,
    }),
    ...["<objective>", blockText(plan.objective), "</objective>", ""],
    ...["<context>", ...reads.map((path) => `@${path}`), "</context>", ""],
    ...["<tasks>", "", ...plan.tasks.flatMap(taskBlock), "</tasks>", ""],
    "<success_criteria>",
    ...plan.must_haves.truths.map((one) => `- ${blockText(fold(one))}`),
    ...["</success_criteria>", ""],
    ...["<output>", `${planName(plan.id).replace("PLAN", "SUMMARY")} in the folder of the phase`, "</output>", ""],
  ].join("\n");
}
