/**
 * `pipeline/design-review/`: what each area's owner notes about the design, and what principal says
 * to each note.
 */

import { stripStamp } from "../../contract/stamp.ts";
import { readMarkdown } from "../../markdown.ts";
import { itemsOf, nameKey, problemAt, refusing, saysNone } from "../../sections.ts";

/** Notes of each role in order: its first is note 1. */
export type RoleNotes = Record<"role", string> & Record<"notes", string[]>;

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

/**
 * What is wrong with principal's answers: each note of each role is answered, and one that is not
 * taken has a reason.
 */
export function answerProblems(text: string, notes: readonly RoleNotes[]): string[] {
  const problems: string[] = [];
  const answers = itemsOf(readMarkdown(text)).items.map((one) =>
    nameKey(one.text.replaceAll("**", "")),
  );
  for (const name of notes.flatMap(({ role, notes: own }) =>
    own.map((_note, at) => `${role} ${at + 1}`),
  )) {
    const key = nameKey(name);
    if (!answers.some((one) => one.startsWith(key) && ANSWER.test(one.slice(key.length))))
      refusing(problems, "answers")(
        null,
        undefined,
        `"- ${name}: taken — …" or "- ${name}: not taken — <reason>"`,
      );
  }
  return problems;
}

/**
 * One file from several roles' parts, null where one has none: headings within a part go one rank
 * below the role's own; null without any.
 */
export function assembled(
  title: string,
  parts: readonly (readonly [heading: string, text: string | null])[],
) {
  const out = parts.flatMap(([heading, text]) => {
    if (text === null) return [];
    const body = readMarkdown(stripStamp(text)).map((line) =>
      line.heading === null
        ? line.text
        : `${"#".repeat(Math.min(6, line.heading.level + 2))} ${line.heading.title}`,
    );
    return [`## ${heading}`, body.join("\n").trim()];
  });
  return out.length === 0 ? null : `${[`# ${title}`, ...out].filter(Boolean).join("\n\n")}\n`;
}
