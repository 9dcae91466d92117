/** `pipeline/design-review/`: what each area's owner notes about the design, and what principal says to each note. */

import { stripStamp } from "../../contract/stamp.ts";
import { readMarkdown } from "../../markdown.ts";
import { itemsOf, nameKey, refusing, saysNone } from "../../sections.ts";

export interface RoleNotes {
  role: string;
  /** In order: the first is note 1 of this role. */
  notes: string[];
}

/** Reads one role's notes: the items of its lists. "None" says that there is nothing to note. */
export function parseNotes(text: string): { notes: string[]; problems: string[] } {
  const found = itemsOf(readMarkdown(text));
  if (saysNone(found)) return { notes: [], problems: [] };
  const problems: string[] = [];
  const refuse = refusing("notes", problems);
  for (const { text, line } of found.items) if (text === "") refuse(line, "an empty item", "the note's text");
  const [loose] = found.loose;
  if (found.items.length === 0)
    refuse(loose?.number ?? null, loose?.text.trim(), 'a list with one item per note, or "None"');
  return { notes: found.items.map((item) => item.text), problems };
}

const FORM = '"- <role> <number>: taken — …" or "- <role> <number>: not taken — <reason>"';
const ANSWER = /^(\S+) (\d{1,4})\s?:\s?(not taken|taken)(?=$|[\s.,;:—–-])/i;

/** What is wrong with principal's answers: each note of each role is answered once, and one that is not taken has a reason. */
export function answerProblems(whole: string, notes: readonly RoleNotes[]): string[] {
  const problems: string[] = [];
  const answered = new Set<string>();
  const refuse = refusing("answers", problems);
  for (const { text, line } of itemsOf(readMarkdown(whole)).items) {
    const plain = text.replaceAll("**", "");
    const found = ANSWER.exec(plain);
    if (found === null) {
      refuse(line, text, FORM);
      continue;
    }
    const [begin, said, digits, verdict] = found;
    const of = notes.find((one) => nameKey(one.role) === nameKey(said!));
    const number = Number(digits);
    if (of === undefined) {
      refuse(line, said, `a role that has notes: ${notes.map((one) => one.role).join(", ") || "there is none"}`);
      continue;
    }
    const name = `${of.role} ${number}`;
    if (number < 1 || number > of.notes.length) {
      refuse(line, name, `a note of ${of.role}: 1 to ${of.notes.length}`);
      continue;
    }
    const reason = plain.slice(begin!.length).replace(/^[\s.,;:—–-]+/, "");
    const taken = verdict!.toLowerCase() === "taken";
    if (!taken && reason === "") refuse(line, text, "a reason behind it");
    if (answered.has(name)) refuse(line, `${name} again`, "each note answered once");
    answered.add(name);
  }
  for (const { role, notes: list } of notes)
    for (const [at, note] of list.entries())
      if (!answered.has(`${role} ${at + 1}`))
        refuse(null, undefined, `an answer to ${role} ${at + 1} (${note.slice(0, 60)})`);
  return problems;
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
