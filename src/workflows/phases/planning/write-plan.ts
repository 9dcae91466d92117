import { fold } from "../../../text.ts";
import { renderFrontMatter } from "./front-matter.ts";
import type { PhaseNumber, PhasePlan, PhaseTask } from "./model.ts";
import { planId } from "./numbers.ts";
import { blockText } from "./task-blocks.ts";

/** Writing of `NN-MM-PLAN.md`, so that GSD's own tool carries it out as well. Pure. */

/** What a new plan says. */
export interface NewPlan
  extends Pick<
    PhasePlan,
    | "plan"
    | "type"
    | "depends_on"
    | "files_modified"
    | "autonomous"
    | "requirements"
    | "gap_closure"
    | "must_haves"
    | "objective"
  > {
  /** Name of the phase's folder, such as `02-search`. */
  folder: string;
  phase: PhaseNumber;
  /** As it was computed. */
  wave: number;
  /** Files to read first, relative to the project. */
  context: string[];
  tasks: Omit<PhaseTask, "criteria">[];
  /** What has to hold for each task, in words, by its place; none where nothing is said. */
  criteria?: string[][];
}

/** `02-01-PLAN.md`. */
export const planName = (phase: PhaseNumber, plan: number): string => `${planId(phase, plan)}-PLAN.md`;

const block = (tag: string, value: string): string[] => {
  const text = blockText(value);
  return text.includes("\n") ? [`  <${tag}>`, text, `  </${tag}>`] : [`  <${tag}>${text}</${tag}>`];
};

/** What GSD's tool asks of a task that waits for a person, beside what it says to do. */
function waitingBlocks({ type, name, action }: NewPlan["tasks"][number]): string[] {
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

function taskBlock(task: NewPlan["tasks"][number], criteria: readonly string[]): string[] {
  const { name, type, tdd, files, action, commands, behavior, done } = task;
  const waits = type.startsWith("checkpoint");
  return [
    `<task type="${type}"${tdd ? ' tdd="true"' : ""}${waits ? ' gate="blocking"' : ""}>`,
    ...block("name", fold(name)),
    ...(files.length > 0 ? block("files", files.join(", ")) : []),
    ...(behavior === "" ? [] : block("behavior", behavior)),
    ...block("action", action),
    ...(waits ? waitingBlocks(task) : []),
    ...(commands.length > 0
      ? ["  <verify>", ...commands.map((one) => `    <automated>${blockText(one)}</automated>`), "  </verify>"]
      : waits
        ? []
        : ["  <verify>See what has to be true</verify>"]),
    ...(criteria.length > 0 ? block("acceptance_criteria", criteria.map((one) => `- ${fold(one)}`).join("\n")) : []),
    ...(done === "" ? [] : block("done", done)),
    "</task>",
    "",
  ];
}

/** A whole plan. Paths of its files must not hold a comma or a line break outside of braces. */
export function renderPlan(plan: NewPlan): string {
  const { truths, artifacts, key_links } = plan.must_haves;
  return [
    renderFrontMatter({
      phase: plan.folder,
      plan: String(plan.plan).padStart(2, "0"),
      type: plan.type,
      wave: plan.wave,
      depends_on: plan.depends_on,
      files_modified: plan.files_modified,
      autonomous: plan.autonomous,
      ...(plan.gap_closure ? { gap_closure: true } : {}),
      requirements: plan.requirements,
      must_haves: {
        truths,
        artifacts: artifacts.map(({ path, provides }) => ({ path, provides })),
        key_links: key_links.map(({ from, to, via }) => ({ from, to, via })),
      },
    }),
    "<objective>",
    blockText(plan.objective),
    "</objective>",
    "",
    ...(plan.context.length > 0 ? ["<context>", ...plan.context.map((path) => `@${path}`), "</context>", ""] : []),
    "<tasks>",
    "",
    ...plan.tasks.flatMap((task, at) => taskBlock(task, plan.criteria?.[at] ?? [])),
    "</tasks>",
    "",
    ...(truths.length > 0
      ? ["<success_criteria>", ...truths.map((one) => `- ${blockText(fold(one))}`), "</success_criteria>", ""]
      : []),
    "<output>",
    `${planName(plan.phase, plan.plan).replace("PLAN", "SUMMARY")} in the folder of the phase`,
    "</output>",
    "",
  ].join("\n");
}
