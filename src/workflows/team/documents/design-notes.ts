/** `pipeline/design-review/`: what each area's owner notes about the design, and what principal says to each note. */

import { stripStamp } from "../../contract/stamp.ts";
import { readMarkdown } from "../../markdown.ts";
import { itemsOf, nameKey, problemAt, saysNone } from "../../sections.ts";

export interface RoleNotes {
  role: string;
  /** In order: the first is note 1 of this role. */
  notes: string[];
}

/** Reads one role's notes: the items of its lists. "None" says that there is nothing to note. */
export function parseNotes(text: string): { notes: string[]; problems: string[] } {
  const found = itemsOf(readMarkdown(text));
  if (saysNone(found)) return { notes: [], problems: [] };
  const notes = found.items.map((item) => item.text).filter(Boolean);
  const first = found.loose[0]?.text.trim();
  const expected = 'a list with one item per note, or "None"';
  return { notes, problems: notes.length === 0 ? [problemAt("notes", null, first, expected)] : [] };
}

/** What stands behind a note's name: taken, or not, with a reason. */
const ANSWER = /^ ?: ?(?:taken\b|not taken[^\p{L}\p{N}]+[\p{L}\p{N}])/u;

/** What is wrong with principal's answers: each note of each role is answered, and one that is not taken has a reason. */
export function answerProblems(text: string, notes: readonly RoleNotes[]): string[] {
  const answers = itemsOf(readMarkdown(text)).items.map((one) => nameKey(one.text.replaceAll("**", "")));
  const names = notes.flatMap(({ role, notes: own }) => own.map((_note, at) => `${role} ${at + 1}`));
  const isAnswered = (name: string): boolean =>
    answers.some((one) => one.startsWith(name) && ANSWER.test(one.slice(name.length)));
  return names
    .filter((name) => !isAnswered(nameKey(name)))
    .map((name) =>
      problemAt("answers", null, undefined, `"- ${name}: taken — …" or "- ${name}: not taken — <reason>"`),
    );
}

/** One file from several roles' parts, in the given order: headings within a part go one rank below the role's own. */
export function assembled(title: string, parts: readonly { heading: string; text: string }[]): string {
  const out = [`# ${title}`];
  for (const { heading, text } of parts) {
    const body = readMarkdown(stripStamp(text)).map((line) =>
      line.heading === null ? line.text : `${"#".repeat(Math.min(6, line.heading.level + 2))} ${line.heading.title}`,
    );
    out.push(`## ${heading}`, body.join("\n").trim());
  }
  return `${out.filter(Boolean).join("\n\n")}\n`;
}
