import { fold, shown } from "../../text.ts";
import { refusing } from "../contract/problems.ts";
import { stripStamp } from "../contract/stamp.ts";
import { type Line, readMarkdown, titleOf } from "../markdown.ts";
import { inLine, nameKey, requiredSections, textOf } from "../sections.ts";
import { type PlannedRecord, type PlanTask, tasksNamed } from "./plan.ts";

/**
 * A plan as people read it, such as `master_plan.md`: written from its data, and read back where a
 * person has it built. Pure.
 */

const BEFORE_TASKS = ["Overview", "Architecture"];
const TASKS = "Tasks";
const BEHIND_TASKS = ["Security", "Risks"];
export const SECTIONS = [...BEFORE_TASKS, TASKS, ...BEHIND_TASKS];
/** From the second round of a council on. */
export const OBJECTIONS = "Objections";

export interface PlanDocument {
  title: string;
  /** The text of each section but that of the tasks. */
  sections: Record<string, string>;
  /** `details`: what is to be done. */
  tasks: (PlanTask & { details: string })[];
}

const FIELDS = ["Files", "Depends on", "Commands", "Success criteria"] as const;
type Field = (typeof FIELDS)[number];

/** A text as code, whatever backticks it has itself. */
function inCode(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const mark = "`".repeat(1 + Math.max(0, ...runs));
  return runs.length === 0 ? `\`${text}\`` : `${mark} ${text} ${mark}`;
}

const listed = (texts: readonly string[]): string => texts.map(inCode).join(", ") || "None.";

function taskText({ details, files, after, setup, criteria }: PlanDocument["tasks"][number]) {
  const fields: Record<Field, string> = {
    Files: listed(files),
    "Depends on": after.map((n) => `Task ${n}`).join(", ") || "None.",
    Commands: listed(setup),
    "Success criteria": listed(criteria),
  };
  const lines = FIELDS.map((name) => `- **${name}**: ${fields[name]}`);
  return [...(details === "" ? [] : [details]), ...lines].join("\n");
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
    ...[...BEHIND_TASKS, OBJECTIONS].flatMap((key) => section(key)),
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

/** The name of a section as this program writes it. */
const sectionName = (title: string): string =>
  [...SECTIONS, OBJECTIONS].find((one) => nameKey(one) === nameKey(title).replace(/:$/, "")) ??
  fold(title);

const TASK = /^task\s+(\d{1,3})\s*[:.—–-]\s*(\S.*)$/i;

/** A section or a task: what stands below its heading, up to the next one. */
interface ReadPart {
  key: string;
  lines: Line[];
  task: { n: number; name: string } | null;
}

/** The parts of a plan in their order; what stands above the first section is none. */
function readParts(lines: readonly Line[], problems: string[]): ReadPart[] {
  const parts: ReadPart[] = [];
  const refuse = refusing(problems, "## Tasks");
  let section = "";
  for (const line of lines) {
    const { level = 0, title = "" } = line.heading ?? {};
    const plain = plainTitle(title);
    const found = level === 2 || level === 3 ? TASK.exec(plain) : null;
    if (found !== null) {
      const [n, name] = [Number(found[1]), fold(found[2]!)];
      parts.push({ key: `Task ${n}`, lines: [], task: { n, name } });
    } else if (level === 2) {
      section = sectionName(plain);
      parts.push({ key: section, lines: [], task: null });
    } else {
      if (level === 3 && section === TASKS)
        refuse(inLine(line.number), shown(title), '"### Task <n>: <name>"');
      parts.at(-1)?.lines.push(line);
    }
  }
  return parts;
}

/** What stands in backticks. */
const codeIn = (text: string): string[] =>
  [...text.matchAll(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g)].map(([, , inner]) => inner!.trim());

/** A field of a task, and what it says: texts in backticks, or names of tasks. */
const FIELD = new RegExp(`^[-+*]\\s+\\*\\*(${FIELDS.join("|")})\\*\\*\\s*:\\s*(.*)$`, "i");
const IS_TASKS = /^(?:task\s+\d{1,3}(?:,\s*|$))+$/i;

const CODE = /(`+)[^`]*\1/g;
/**
 * Whether the line right below a field belongs to it: the field is left open, or the line is nothing
 * but code. Words below a field are details.
 */
const belongs = (text: string, line: string): boolean =>
  line.trim() !== "" &&
  (/[,\\]$/.test(text) ||
    text.replace(CODE, "").includes("`") ||
    isCodeAlone(line.replace(/^\s*[-+*]\s+/, "")));
const isCodeAlone = (text: string): boolean =>
  text.replace(CODE, "").replace(/\band\b|[\s,.;\\]/g, "") === "";
/** A field's text with one more line of it, which may be an item of a list. */
const goingOn = (text: string, line: string): string =>
  `${text.replace(/\\$/, "").trim()} ${line.trim().replace(/^[-+*]\s+/, "")}`.trim();

function taskOf({ key, lines, task }: ReadPart, problems: string[]): PlanDocument["tasks"][number] {
  const refuse = refusing(problems, key);
  const fields = new Map<string, { line: number; text: string }>();
  const details: Line[] = [];
  let open: { line: number; text: string } | null = null;
  for (const line of lines) {
    const [, name = "", text = ""] = (line.kind === "plain" && FIELD.exec(line.text)) || [];
    if (name !== "" && !fields.has(nameKey(name))) {
      open = { line: line.number, text: text.trim() };
      fields.set(nameKey(name), open);
    } else if (open !== null && line.kind === "plain" && belongs(open.text, line.text)) {
      open.text = goingOn(open.text, line.text);
    } else {
      open = null;
      details.push(line);
    }
  }
  const read = <T>(name: Field, wanted: string, by: (text: string) => T[]): T[] => {
    const { line, text } = fields.get(nameKey(name)) ?? { line: null, text: "" };
    const values = [...new Set(by(text))];
    if (values.length === 0 && !/^none\b/i.test(text))
      refuse(inLine(line), shown(text || undefined), `**${name}**: \`None.\`, or ${wanted}`);
    return values;
  };
  const code = (name: Field): string[] => read(name, "each in backticks", codeIn);
  return {
    ...task!,
    files: code("Files"),
    after: read("Depends on", "tasks as in `Task 1, Task 2`", (text) =>
      IS_TASKS.test(text) ? tasksNamed(text) : [],
    ),
    setup: code("Commands"),
    criteria: code("Success criteria"),
    details: textOf({ lines: details }),
  };
}

/** Reads a plan. With problems, what could be read is there all the same. */
export function readPlan(text: string): { plan: PlanDocument; problems: string[] } {
  const problems: string[] = [];
  const lines = readMarkdown(stripStamp(text));
  const parts = readParts(lines, problems);
  requiredSections(lines, SECTIONS, problems);
  const sections = parts.filter(({ key, task }) => task === null && key !== TASKS);
  const plan = {
    title: titleOf(lines) ?? "",
    sections: Object.fromEntries(sections.map((section) => [section.key, textOf(section)])),
    tasks: parts.filter(({ task }) => task !== null).map((part) => taskOf(part, problems)),
  };
  return { plan, problems };
}

/** The part that a heading means, of those that the plan has; null: it has none such. */
export function partAt(at: string, known: readonly string[]): string | null {
  const title = plainTitle(at.trim().replace(/^#{1,6}\s+/, ""));
  const n = /^task\s+#?(\d{1,3})(?!\d)/i.exec(title)?.[1];
  const key = n === undefined ? sectionName(title) : `Task ${Number(n)}`;
  return known.find((one) => nameKey(one) === nameKey(key)) ?? null;
}
