import { sha256 } from "../../../store/journal.ts";
import { fold, shown } from "../../../text.ts";
import { stripStamp } from "../../contract/stamp.ts";
import type { PlanTask } from "../../execute/plan.ts";
import { TASK_FIELD, TASK_FIELDS } from "../../execute/sections.ts";
import { type Line, readMarkdown } from "../../markdown.ts";
import {
  type Item,
  itemsOf,
  nameKey,
  type Refuse,
  refusing,
  requiredSections,
} from "../../sections.ts";
import { SEAT_IDS } from "../seats.ts";
import { type Answer, tasksNamed } from "../vote/recorded.ts";

/** Reads `master_plan.md`: sections, tasks with their fields, and answers to objections. Pure. */

export const SECTIONS = ["Overview", "Architecture", "Tasks", "Security", "Risks"] as const;
/** From the second round on. */
export const OBJECTIONS = "Objections";
type Field = (typeof TASK_FIELDS)[number];

/** What stands above the first section. */
const TITLE = "Title";
const TASK = /^task\s+(\d{1,3})\s*[:.—–-]\s*(\S.*)$/i;
/** What numbers a heading: `3. Tasks`. */
const NUMBER = /^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=\S)/;

/** A section or a task: what stands below its heading, up to the next one. */
type Part = { key: string; lines: Line[]; task: { n: number; name: string } | null };

export type PlanDocument = ReturnType<typeof readPlan>;

const bold = (title: string): string =>
  /^(?:\*\*|__)(.+)(?:\*\*|__)$/.exec(title.trim())?.[1] ?? title;

/** The name of a section as this program writes it. */
const sectionName = (title: string): string =>
  [...SECTIONS, OBJECTIONS].find((one) => nameKey(one) === nameKey(title).replace(/:$/, "")) ??
  fold(title);

/**
 * A line whose heading is neither bold nor numbered; a task's has rank 3, where it was written with
 * rank 2, too.
 */
function plainHeading(line: Line): Line {
  if (line.heading === null) return line;
  const title = bold(bold(line.heading.title).replace(NUMBER, ""));
  const level = line.heading.level === 2 && TASK.test(title) ? 3 : line.heading.level;
  return { ...line, heading: { level, title } };
}

/** The parts of a plan in their order. */
function readParts(lines: readonly Line[], problems: string[]): Part[] {
  const parts: Part[] = [{ key: TITLE, lines: [], task: null }];
  let section = TITLE;
  for (const line of lines) {
    const { level = 0, title = "" } = line.heading ?? {};
    const found = level === 3 ? TASK.exec(title) : null;
    if (found !== null) {
      const [n, name] = [Number(found[1]), fold(found[2]!)];
      parts.push({ key: `Task ${n}`, lines: [line], task: { n, name } });
    } else if (level === 2) {
      section = sectionName(title);
      parts.push({ key: section, lines: [], task: null });
    } else {
      if (level === 3 && section === "Tasks")
        problems.push(
          `## Tasks, line ${line.number}: found ${shown(title)}, expected "### Task <n>: <name>"`,
        );
      parts.at(-1)!.lines.push(line);
    }
  }
  return parts;
}

type FieldText = { line: number; texts: string[] };

/** What stands in backticks on one line. */
const codeSpans = (text: string): string[] =>
  [...text.matchAll(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g)].map(([, , inner]) => inner!.trim());

/** The fields of one task; a field goes on up to the next one. */
function fieldsOf({ key, lines }: Part, problems: string[]): Partial<Record<Field, FieldText>> {
  const refuse = refusing(problems, key);
  const found: Partial<Record<Field, FieldText>> = {};
  let open: (FieldText & { name: Field }) | null = null;
  for (const line of lines.slice(1)) {
    // A name of a field further in is text of the field above it.
    const field =
      line.kind === "plain" && !/^\s{2}/.test(line.text) ? TASK_FIELD.exec(line.text.trim()) : null;
    if (field !== null) {
      const name = TASK_FIELDS.find((one) => nameKey(one) === nameKey(field[1] ?? field[2]!))!;
      if (found[name])
        refuse(
          line.number,
          `**${name}** once more`,
          `it once (the first is in line ${found[name]!.line})`,
        );
      open = { name, line: line.number, texts: [field[3]!] };
      found[name] ??= open;
    } else if (open !== null && line.kind === "code") {
      const text = line.text.trim().replace(/^\$ /, "");
      // Each line of a code block stands for itself.
      if (text !== "" && !/^(?:`{3,}|~{3,}|#)/.test(text)) open.texts.push(`\`\` ${text} \`\``);
    } else if (line.kind === "plain") open?.texts.push(line.text.trim().replace(/^[-+*]\s+/, ""));
  }
  return found;
}

const NONE = /^[(*_]{0,3}(?:none|nothing|n\/a)(?![a-z])|^[-–—]$/i;
/** What stands in backticks beside commands, as in "exits with `0`". */
const NO_COMMAND = /^\d+$/;
const textOf = ({ texts }: FieldText): string => fold(texts.join(" "));

/** The commands, or paths, of a field: what stands there in backticks. */
function spansOf(field: FieldText, name: Field, refuse: Refuse): string[] {
  const mayBeNone = name === "Commands";
  const spans = [...new Set(field.texts.flatMap(codeSpans))].filter(
    (one) => one !== "" && !NO_COMMAND.test(one),
  );
  const text = textOf(field);
  const isNone = mayBeNone && (text === "" || NONE.test(text));
  const wanted = mayBeNone ? "`None.`, or each in backticks" : "at least one in backticks";
  if (spans.length === 0 && !isNone) refuse(field.line, `**${name}** ${text}`, wanted);
  return spans;
}

const TASKS = "`None.`, or task numbers as in `Task 1, Task 2`";
/** What a field has to have, as it is asked for where the field is missing. */
const ASKED = {
  Commands: ", at least `None.`",
  "Depends on": `: ${TASKS}`,
  Files: "",
  "Success criteria": "",
};

function afterOf(field: FieldText, refuse: Refuse): number[] {
  const text = textOf(field).replaceAll(/\([^()]*\)|`/g, " ");
  if (NONE.test(textOf(field)) || NONE.test(text.trim())) return [];
  const bare = /^\s*#?\d/.test(text) ? `Tasks ${text.trim()}` : text;
  const named = tasksNamed(bare);
  // A number that belongs to no task, such as the end of `Task 1-3`, may be one that was meant.
  const left = named.reduce(
    (rest, n) => rest.replaceAll(new RegExp(`(?<!\\d)0*${n}(?![\\d])`, "g"), ""),
    bare,
  );
  if (named.length === 0 || /\d/.test(left) || /\d\s*(?:[-–—]|to|through|\.\.)\s*#?\d/.test(bare))
    refuse(field.line, `**Depends on** ${textOf(field)}`, TASKS);
  return named;
}

function taskOf(part: Part, problems: string[]): PlanTask {
  const refuse = refusing(problems, part.key);
  const fields = fieldsOf(part, problems);
  const read = <T>(name: Field, by: (field: FieldText, refuse: Refuse) => T[]): T[] => {
    const field = fields[name];
    if (field !== undefined) return by(field, refuse);
    refuse(null, undefined, `**${name}**${ASKED[name]}`);
    return [];
  };
  const spans = (name: Field): string[] => read(name, (field) => spansOf(field, name, refuse));
  const [files, after] = [spans("Files"), read("Depends on", afterOf)];
  return {
    ...part.task!,
    files,
    after,
    setup: spans("Commands"),
    criteria: spans("Success criteria"),
  };
}

const ANSWER = new RegExp(
  `^[\`*]*((?:${SEAT_IDS.join("|")})/F\\d{1,3})[\`*]*\\s*:\\s*[\`*]*(taken|refused)[\`*]*(?:\\s*(?:[—–:]|-+)\\s*(.*))?$`,
  "i",
);

function answersOf(part: Part, problems: string[]): Answer[] {
  const refuse = refusing(problems, `## ${OBJECTIONS}`);
  const form = "`- <seat>/F<n>: taken — <task or section that changed>`, or `refused — <reason>`";
  return itemsOf(part.lines).items.flatMap(({ text, line }: Item): Answer[] => {
    const found = ANSWER.exec(text);
    if (found === null) {
      if (!/^none\b/i.test(text)) refuse(line, text, form);
      return [];
    }
    const state = found[2]!.toLowerCase() as Answer["state"];
    const reason = (found[3] ?? "").trim();
    if (reason === "")
      refuse(line, text, state === "taken" ? "the task or section that changed" : "the reason");
    return [{ id: found[1]!.replace(/f(\d+)$/, "F$1"), state, reason }];
  });
}

/** Reads a plan, its stamp line left out. With problems, what could be read is there all the same. */
export function readPlan(text: string, wantsObjections = false) {
  const problems: string[] = [];
  const lines = readMarkdown(stripStamp(text)).map(plainHeading);
  const parts = readParts(lines, problems);
  requiredSections(lines, wantsObjections ? [...SECTIONS, OBJECTIONS] : SECTIONS, problems);
  const objections = parts.find((one) => one.key === OBJECTIONS);
  return {
    parts,
    tasks: parts.filter((one) => one.task !== null).map((one) => taskOf(one, problems)),
    answers: objections === undefined ? [] : answersOf(objections, problems),
    problems,
  };
}

const shortHash = (text: string): string => sha256(text).slice(0, 12);

/** What of a text can be seen, whatever its white space: a change of nothing else is none. */
const seen = (text: string): string =>
  fold(text.replaceAll(/\p{Default_Ignorable_Code_Point}|\u2800/gu, ""));

/** Each section and task of a plan with a short hash of its text; where two have one name, of both. */
export function partHashes({ parts }: Pick<PlanDocument, "parts">): Record<string, string> {
  const texts = new Map<string, string>();
  for (const { key, lines } of parts) {
    const text = seen(lines.map((line) => line.text).join("\n"));
    if (key !== TITLE || text !== "") texts.set(key, `${texts.get(key) ?? ""}${text}\n`);
  }
  return Object.fromEntries([...texts].map(([key, text]) => [key, shortHash(text)]));
}

/** The section or task that a heading means, of those that the plan has; null: it has none such. */
export function partAt(at: string, known: readonly string[]): string | null {
  const title = bold(bold(at.trim().replace(/^#{1,6}\s+/, "")).replace(NUMBER, ""));
  const n = /^task\s+#?(\d{1,3})(?!\d)/i.exec(title)?.[1];
  const key = n === undefined ? sectionName(title) : `Task ${Number(n)}`;
  return known.find((one) => nameKey(one) === nameKey(key)) ?? null;
}
