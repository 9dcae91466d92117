import { nameKey, oneLine } from "../../../text.ts";
import type { PlannedRecord, PlanTask } from "./plan.ts";

/** A plan as its author writes it, and as people read it: printed from that. Pure. */

/** What the author of a plan writes. */
export interface PlanData {
  title: string;
  overview: string;
  architecture: string;
  tasks: {
    name: string;
    details: string;
    files: string[];
    depends_on: number[];
    commands: string[];
    success_criteria: string[];
  }[];
  security: string;
  risks: string;
  /** What became of each objection to the plan before. */
  objections?: { id: string; state: string; reason: string }[];
}

const BEFORE_TASKS = ["Overview", "Architecture"];
const TASKS = "Tasks";
const AFTER_TASKS = ["Security", "Risks"];
/** From the second round of a council on. */
export const OBJECTIONS = "Objections";

export interface PlanDocument {
  title: string;
  /** The text of each section but that of the tasks. */
  sections: Record<string, string>;
  /** `details`: what is to be done. */
  tasks: (PlanTask & { details: string })[];
}

/** The plan that its author's data say. */
export function planOf({ title, tasks, objections = [], ...data }: PlanData): PlanDocument {
  const answers = objections.map(
    ({ id, state, reason }) => `- ${id}: ${state} — ${oneLine(reason)}`,
  );
  return {
    title: oneLine(title),
    sections: {
      Overview: data.overview,
      Architecture: data.architecture,
      Security: data.security,
      Risks: data.risks,
      ...(answers.length > 0 && { [OBJECTIONS]: answers.join("\n") }),
    },
    tasks: tasks.map((task, at) => ({
      n: at + 1,
      name: oneLine(task.name),
      files: [...new Set(task.files)],
      after: [...new Set(task.depends_on)],
      setup: [...new Set(task.commands)],
      criteria: [...new Set(task.success_criteria)],
      details: task.details,
    })),
  };
}

/** A text as code, whatever backticks it has itself. */
function inCode(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const mark = "`".repeat(1 + Math.max(0, ...runs));
  return runs.length === 0 ? `\`${text}\`` : `${mark} ${text} ${mark}`;
}

const listed = (texts: readonly string[]): string => texts.map(inCode).join(", ") || "None.";

function taskText({ details, files, after, setup, criteria }: PlanDocument["tasks"][number]) {
  const tasks = after.map((n) => `Task ${n}`).join(", ") || "None.";
  return [
    details,
    `- **Files**: ${listed(files)}`,
    `- **Depends on**: ${tasks}`,
    `- **Commands**: ${listed(setup)}`,
    `- **Success criteria**: ${listed(criteria)}`,
  ].join("\n");
}

interface Part {
  /** The section, or `Task <n>`. */
  key: string;
  heading: string;
  text: string;
}

/** What stands in a plan below its title, in order. */
export function partsOf({ sections, tasks }: PlanDocument): Part[] {
  const section = (key: string, text = sections[key]): Part[] =>
    text === undefined ? [] : [{ key, heading: `## ${key}`, text }];
  return [
    ...BEFORE_TASKS.flatMap((key) => section(key)),
    ...section(TASKS, ""),
    ...tasks.map((task) => {
      const key = `Task ${task.n}`;
      return { key, heading: `### ${key}: ${task.name}`, text: taskText(task) };
    }),
    ...[...AFTER_TASKS, OBJECTIONS].flatMap((key) => section(key)),
  ];
}

/** The plan as its file. */
export const documentText = (plan: PlanDocument): string => {
  const below = partsOf(plan).map(({ heading, text }) => `${heading}\n${text}`.trim());
  return `${[`# ${plan.title}`, ...below].join("\n\n")}\n`;
};

/** What executors are told of it: each of its own task, and all of what holds for every task. */
export const recordOf = ({ sections, tasks }: PlanDocument): Required<PlannedRecord> => ({
  details: Object.fromEntries(tasks.map(({ n, details }) => [n, details])),
  sections: [...BEFORE_TASKS, "Security"].map((title) => ({
    title: `Plan: ${title}`,
    body: sections[title] ?? "",
  })),
});

/** What numbers a heading: `3. Tasks`. */
const NUMBER = /^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=\S)/;
const bold = (title: string): string =>
  /^(?:\*\*|__)(.+)(?:\*\*|__)$/.exec(title.trim())?.[1] ?? title;
const plainTitle = (title: string): string => bold(bold(title).replace(NUMBER, ""));

/** The part that a heading means, of those that the plan has; null: it has none such. */
export function partAt(at: string, known: readonly string[]): string | null {
  const title = plainTitle(at.trim().replace(/^#{1,6}\s+/, ""));
  const n = /^task\s+#?(\d{1,3})(?!\d)/i.exec(title)?.[1];
  const key = n === undefined ? title.replace(/\s*:\s*$/, "") : `Task ${Number(n)}`;
  return known.find((one) => nameKey(one) === nameKey(key)) ?? null;
}
