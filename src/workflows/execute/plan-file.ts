import { fence } from "../../text.ts";
import { levelsOf } from "./order.ts";
import { type PlanTask, placed } from "./plan.ts";

/**
 * A plan as files, one for each task: `.planning/phases/<NN>-<slug>/<NN>-<MM>-PLAN.md`. What a program reads of the order
 * stands in the YAML before the text; what is to be done, and what shows it, in the text below. People and GSD read them: what
 * is carried out is the plan that was approved.
 */

export const PHASES = ".planning/phases";

/** A file of the plan; `path` is relative to the project. */
interface PlanFile {
  path: string;
  text: string;
}

/** What all files of one plan have in common. `phase`: the name of its folder, such as `03-add-login`. */
export interface Phase {
  phase: string;
  run: string;
}

const twoDigits = (n: number): string => String(n).padStart(2, "0");
const numberOf = (phase: string): string => phase.slice(0, phase.indexOf("-"));
const fileName = (phase: string, n: number): string => `${numberOf(phase)}-${twoDigits(n)}-PLAN.md`;

export const phaseFolder = (phase: string): string => `${PHASES}/${phase}`;

/** The name of a new phase: its number, and the first words of what it is about. */
export function phaseName(number: number, about: string): string {
  const words = about
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  return `${twoDigits(number)}-${words.slice(0, 5).join("-").slice(0, 40).replace(/-+$/, "") || "plan"}`;
}

const listed = (name: string, values: readonly string[]): string =>
  values.length === 0 ? `${name}: []` : `${name}:\n${values.map((one) => `  - ${JSON.stringify(one)}`).join("\n")}`;

/** A name that would begin a heading, code or HTML is text with a backslash before it, as markdown has it. */
const escaped = (name: string): string => name.replace(/^[\\<#`~]/, "\\$&");

const commands = (lines: readonly string[]): string => (lines.length === 0 ? "None." : fence(lines.join("\n"), "sh"));

/** The files of a plan, in the order of its tasks. `details`: what is to be done, by the number of the task. */
export function writePlan(
  tasks: readonly PlanTask[],
  { phase, run }: Phase,
  details: Readonly<Record<number, string>> = {},
): PlanFile[] {
  const waves = levelsOf(placed(tasks));
  return tasks.map((task) => ({
    path: `${phaseFolder(phase)}/${fileName(phase, task.n)}`,
    text: `---
phase: ${JSON.stringify(phase)}
plan: ${task.n}
wave: ${waves.get(task.n)}
${listed(
  "depends_on",
  task.after.map((n) => `${numberOf(phase)}-${twoDigits(n)}`),
)}
${listed("files_modified", task.files)}
run: ${JSON.stringify(run)}
---

# Objective

${escaped(task.name)}
${details[task.n] ? `\n# Details\n\n${fence(details[task.n]!, "markdown")}\n` : ""}
# Tasks

${commands(task.setup)}

# Success criteria

${commands(task.criteria)}
`,
  }));
}
