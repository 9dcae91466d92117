/** `pipeline/adr/NNNN-title.md`: one decision of the design each, numbered without repeats. */

import { namesOf } from "../../kit/sections-form.ts";
import { readMarkdown, titleOf } from "../../markdown.ts";
import { refusing, requiredSections } from "../../sections.ts";
import { ADR_FOLDER } from "../paths.ts";

const NAME = /^(\d{4})-[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*\.md$/u;

export const ADR_SECTIONS = {
  Context: "<…>",
  Decision: "<…>",
  Rationale: "- <why, and which other way was refused for what reason>",
  Consequences: "<…>",
};

/** The number in a file's name, null when the name is not one of an ADR. */
const numberOf = (name: string): string | null => NAME.exec(name.normalize("NFC"))?.[1] ?? null;

/** The next free number among files of the folder, as a file's name begins with it. */
export const nextAdr = (names: readonly string[]): string =>
  String(Math.max(0, ...names.map((name) => Number(numberOf(name)))) + 1).padStart(4, "0");

/** What is wrong with one ADR; `name` is its file's name, `names` those of all. */
export function adrProblems(text: string, name: string, names: readonly string[]): string[] {
  const problems: string[] = [];
  const number = numberOf(name);
  const expected = `four digits, a hyphen and a title; the next free number is ${nextAdr(names)}`;
  if (number === null || names.filter((one) => numberOf(one) === number).length > 1)
    refusing("name", problems)(null, name, expected);
  const lines = readMarkdown(text);
  const title = titleOf(lines) ?? undefined;
  if (number !== null && Number.parseInt(title ?? "", 10) !== Number(number))
    refusing("title", problems)(null, title, `# ${number} — what was decided`);
  requiredSections(lines, namesOf(ADR_SECTIONS), problems);
  return problems.map((one) => `${ADR_FOLDER}/${name}: ${one}`);
}
