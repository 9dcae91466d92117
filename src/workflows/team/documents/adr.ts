/** `pipeline/adr/NNNN-title.md`: one decision of the design each, numbered without repeats. */

import { namesOf } from "../../kit/sections-form.ts";
import { readMarkdown, titleOf } from "../../markdown.ts";
import { problemAt, refusing, requiredSections } from "../../sections.ts";
import { ADR_FOLDER } from "../paths.ts";
import { isDate } from "./days.ts";

const NAME = /^(\d{4})-[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*\.md$/u;
const TITLE = /^(\d{1,9})\s*[—–-]\s*(\S.*)$/u;
const FIELD = /^\*\*(Status|Date)(?::\*\*|\*\*:)\s*(.*)$/i;
const STATUS = /^(?:Proposed|Accepted|Rejected|Deprecated|Superseded(?: by \d{4})?)$/i;

export const ADR_SECTIONS = {
  Context: "<…>",
  Decision: "<…>",
  Rationale: "- <why, and which other way was refused for what reason>",
  Consequences: "<…>",
};

const padded = (number: number): string => String(number).padStart(4, "0");

/** The number in a file's name, null when the name is not one of an ADR. */
export const adrNumber = (name: string): number | null => {
  const found = NAME.exec(name.normalize("NFC"));
  return found === null ? null : Number(found[1]);
};

/** The next free number among files of the folder. */
export const nextAdrNumber = (names: readonly string[]): number =>
  names.reduce((most, name) => Math.max(most, adrNumber(name) ?? 0), 0) + 1;

/** What is wrong with the names of the folder's markdown files: no ADR's name, a number twice, a number left out. */
export function adrNameProblems(names: readonly string[]): string[] {
  const problems: string[] = [];
  const refuse = refusing(ADR_FOLDER, problems);
  const numbered: { name: string; number: number }[] = [];
  for (const name of names.filter((one) => one.toLowerCase().endsWith(".md"))) {
    const number = adrNumber(name);
    if (number === null) refuse(null, name, "a name such as 0001-what-was-decided.md");
    else numbered.push({ name, number });
  }
  numbered.sort((a, b) => a.number - b.number);
  for (const [at, { name, number }] of numbered.entries()) {
    const before = numbered[at - 1];
    if (before === undefined || number === before.number + 1) continue;
    const next = padded(number === before.number ? nextAdrNumber(names) : before.number + 1);
    refuse(null, name, `the next free number, ${next} (${before.name} is there)`);
  }
  return problems;
}

/** What is wrong with one ADR; `name` is its file's name. */
export function adrProblems(text: string, name: string): string[] {
  const place = `${ADR_FOLDER}/${name}`;
  const found: string[] = [];
  const lines = readMarkdown(text);
  const number = adrNumber(name);
  const heading = titleOf(lines);
  const title = TITLE.exec(heading ?? "");
  const refuse = refusing("title", found);
  if (title === null)
    refuse(null, heading ?? undefined, `# ${number === null ? "NNNN" : padded(number)} — what was decided`);
  else if (number !== null && Number(title[1]) !== number)
    refuse(null, title[1], `number ${padded(number)}, as in the file's name`);
  const fields = new Map<string, string>();
  for (const line of lines) {
    const field = line.kind === "plain" ? FIELD.exec(line.text.trim()) : null;
    if (field === null) continue;
    const key = field[1]!.toLowerCase();
    if (fields.has(key)) found.push(problemAt(`**${field[1]}**`, line.number, field[2], "it once"));
    else fields.set(key, field[2]!.trim());
  }
  const status = fields.get("status");
  if (status === undefined || !STATUS.test(status))
    found.push(problemAt("**Status**", null, status, "Proposed, Accepted, Rejected, Deprecated or Superseded by NNNN"));
  const date = fields.get("date");
  if (date === undefined || !isDate(date)) found.push(problemAt("**Date**", null, date, "a day such as 2026-03-26"));
  requiredSections(lines, namesOf(ADR_SECTIONS), found);
  return found.map((one) => `${place}: ${one}`);
}
