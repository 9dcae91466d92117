import * as z from "zod/mini";
import { fence } from "../../text.ts";
import { problemsOf } from "../fields.ts";
import { readMarkdown } from "../markdown.ts";
import { levelsOf, type PlanTask } from "./plan.ts";
import { codeLines, codeText, linesUnder, sectionText } from "./sections.ts";

/**
 * A plan as files, one for each task: `.planning/phases/<NN>-<slug>/<NN>-<MM>-PLAN.md`. What a program reads of the order
 * stands in the YAML before the text; what is to be done, and what shows it, in the text below.
 */

export const PHASES = ".planning/phases";

/** A file of the plan; `path` is relative to the project. */
export interface PlanFile {
  path: string;
  text: string;
}

/** What all files of one plan have in common. `phase`: the name of its folder, such as `03-add-login`. */
export interface Phase {
  phase: string;
  run: string;
}

const PHASE = /^\d{2,}-[a-z0-9]+(?:-[a-z0-9]+)*$/;
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
const unescaped = (text: string): string => text.replace(/^\\(?=[\\<#`~])/, "");

const commands = (lines: readonly string[]): string => (lines.length === 0 ? "None." : fence(lines.join("\n"), "sh"));

/** The files of a plan, in the order of its tasks. `details`: what is to be done, by the number of the task. */
export function writePlan(
  tasks: readonly PlanTask[],
  { phase, run }: Phase,
  details: Readonly<Record<number, string>> = {},
): PlanFile[] {
  const waves = levelsOf(tasks);
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

const front = z.object({
  phase: z.string().check(z.regex(PHASE)),
  plan: z.number().check(z.int(), z.positive(), z.maximum(9_999)),
  wave: z.number().check(z.int(), z.positive()),
  depends_on: z.array(z.string().check(z.regex(/^\d{2,}-\d{2,}$/))),
  files_modified: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
  run: z.string().check(z.minLength(1)),
});

/** What files of a plan hold, in the order of the tasks' numbers. */
type ReadPlan =
  | { ok: true; tasks: PlanTask[]; details: Record<number, string>; run: string }
  | { ok: false; problems: string[] };

/** Reads a plan back; each problem names the file and what is expected there. */
export function readPlan(files: readonly PlanFile[]): ReadPlan {
  const read = files.map(readTask);
  const problems = read.flatMap((one) => ("problems" in one ? one.problems : []));
  const good = read.flatMap((one) => ("problems" in one ? [] : [one]));
  if (files.length === 0) problems.push("found no file of a plan, expected at least one");
  const numbers = good.map(({ task }) => task.n);
  for (const { path, task, phase, run } of good) {
    if (numbers.filter((n) => n === task.n).length > 1)
      problems.push(`${path}: plan: found ${task.n}, which another file has, too; expected a number of its own`);
    if (phase !== good[0]!.phase || run !== good[0]!.run)
      problems.push(
        `${path}: found ${phase} of ${run}, expected ${good[0]!.phase} of ${good[0]!.run} as in the others`,
      );
    for (const n of task.after)
      if (!numbers.includes(n) || n === task.n)
        problems.push(`${path}: depends_on: found ${n}, expected numbers of other plans: ${numbers.join(", ")}`);
  }
  if (problems.length === 0 && hasCycle(good.map(({ task }) => task)))
    problems.push("depends_on: the plans wait for one another in a circle");
  if (problems.length > 0) return { ok: false, problems };
  const tasks = good.map(({ task }) => task).sort((a, b) => a.n - b.n);
  const details = Object.fromEntries(good.map(({ task, details }) => [task.n, details]));
  return { ok: true, tasks, details, run: good[0]!.run };
}

type ReadTask = { path: string; task: PlanTask; details: string; phase: string; run: string } | { problems: string[] };

const FRONT = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/;

function readTask({ path, text }: PlanFile): ReadTask {
  const wrong = (...problems: string[]): ReadTask => ({ problems: problems.map((one) => `${path}: ${one}`) });
  const [, yaml, body] = FRONT.exec(text.replace(/^\uFEFF/, "")) ?? [];
  if (yaml === undefined || body === undefined)
    return wrong("line 1: expected --- and fields in YAML up to another ---");
  let value: unknown;
  try {
    value = Bun.YAML.parse(yaml);
  } catch (error) {
    return wrong(`its fields are no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = front.safeParse(value);
  if (!parsed.success) return wrong(...problemsOf(value, parsed.error.issues));
  const { phase, plan: n, depends_on, files_modified: files, run } = parsed.data;
  const problems = [
    ...(path === `${phaseFolder(phase)}/${fileName(phase, n)}`
      ? []
      : [`phase and plan: expected this file to be ${phaseFolder(phase)}/${fileName(phase, n)}`]),
    ...depends_on
      .filter((one) => numberOf(one) !== numberOf(phase))
      .map((one) => `depends_on: found ${one}, expected plans of this phase, such as ${numberOf(phase)}-01`),
  ];
  const read = readMarkdown(body);
  const objective = unescaped(sectionText(body, "Objective"));
  if (objective === "") problems.push("Objective: found nothing, expected what it is about");
  const lines = (title: string): string[] => {
    if (linesUnder(read, title) === null) {
      problems.push(`${title}: there is no such section`);
      return [];
    }
    const section = sectionText(body, title);
    const found = /^none\.?$/i.test(section) ? [] : codeLines(section);
    if (typeof found !== "string") return found;
    problems.push(`${title}: ${found}, or None.`);
    return [];
  };
  const [setup, criteria] = [lines("Tasks"), lines("Success criteria")];
  if (criteria.length === 0 && problems.length === 0)
    problems.push("Success criteria: found none, expected a command that shows that it is done");
  if (problems.length > 0) return wrong(...problems);
  const after = depends_on.map((one) => Number(one.slice(one.indexOf("-") + 1)));
  const details = codeText(sectionText(body, "Details"));
  return { path, phase, run, details, task: { n, name: objective, files, after, setup, criteria } };
}

function hasCycle(tasks: readonly PlanTask[]): boolean {
  const left = new Map(tasks.map(({ n, after }) => [n, after]));
  for (let again = true; again; ) {
    again = false;
    for (const [n, after] of left)
      if (!after.some((one) => left.has(one))) {
        left.delete(n);
        again = true;
      }
  }
  return left.size > 0;
}
