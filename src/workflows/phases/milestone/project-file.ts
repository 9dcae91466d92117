import { cut, fold } from "../../../text.ts";
import { cellText, inline, sectionAt } from "../planning/edit.ts";

/**
 * `PROJECT.md` of a milestone that is over. Every planner reads it first, so it says what was built
 * and decided.
 */

/** What a milestone has built and decided. */
export interface Outcome {
  validated: { id: string; text: string }[];
  decisions: { text: string; phase: string }[];
}

/** What stands below "Validated" as long as nothing is. */
const NONE_YET = /^\(None yet\b[^()]*\)$/i;
const UPDATED = /^\*Last updated: [^*]+ after [^*]+\*$/;
const MAX_DECISION = 300;

/**
 * The text with it. Only lines that the program or GSD has written are moved: one that a person has
 * changed, or a section that they have taken out, stays as it is. Nothing is added twice.
 */
export function concluded(
  text: string,
  version: string,
  date: string,
  { validated, decisions }: Outcome,
): string {
  const end = text.includes("\r\n") ? "\r" : "";
  const lines = text.split("\n");
  const said = (line: string): string => line.trim();
  const missing = (line: string): boolean => !lines.map(said).includes(line);
  const add = (at: number, ...added: string[]): unknown =>
    lines.splice(at, 0, ...added.map((one) => `${one}${end}`));

  const section = sectionAt(lines, /^validated$/i);
  const shipped = validated
    .map((one) => `- ✓ ${inline(one.text)} (${one.id}) — ${version}`)
    .filter(missing);
  if (section !== null && shipped.length > 0) {
    const own = lines.slice(section.at + 1, section.to);
    const none = own.findIndex((line) => NONE_YET.test(said(line)));
    const last = own.findLastIndex((line) => said(line) !== "");
    if (none >= 0) lines.splice(section.at + 1 + none, 1);
    if (last < 0) add(section.at + 1, "", ...shipped);
    else add(section.at + 1 + (none >= 0 ? none : last + 1), ...shipped);
    const active = validated.map((one) => `- [ ] ${inline(one.text)} (${one.id})`);
    const kept = lines.filter((line) => !active.includes(said(line)));
    lines.splice(0, lines.length, ...kept);
  }

  const table = sectionAt(lines, /^key decisions$/i);
  const rows = decisions
    .map(({ text: one, phase }) =>
      [cut(fold(one), MAX_DECISION), phase, `Shipped in ${version}`].map(cellText),
    )
    .map((cells) => `| ${cells.join(" | ")} |`)
    .filter(missing);
  const own = table === null ? [] : lines.slice(table.at, table.to);
  const last = own.findLastIndex((line) => line.startsWith("|"));
  // A table with other columns is the person's.
  if (last > 0 && said(own[last]!).split(/(?<!\\)\|/).length === 5)
    add(table!.at + last + 1, ...rows);

  const foot = lines.findLastIndex((line) => said(line) !== "");
  if (lines.join("\n") !== text && UPDATED.test(said(lines[foot]!)))
    lines[foot] = `*Last updated: ${date} after ${version} milestone*${end}`;
  return lines.join("\n");
}
