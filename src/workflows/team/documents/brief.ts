/** `pipeline/brief.md`, written by pm: what is wanted, in criteria that decide it. */
import { shown } from "../../../text.ts";
import { refusing } from "../../contract/problems.ts";
import { readMarkdown, type Section } from "../../markdown.ts";
import { inLine, itemsOf, namesOf, requiredSections, saysNone } from "../../sections.ts";

export type Brief = ReturnType<typeof parseBrief>["brief"];

/** Each section with what its writer puts in. */
export const BRIEF_SECTIONS = {
  "Problem Statement": "<who cannot do what today, and what that costs>",
  "User Stories": "1. As <who>, I want <what> so that <why>.",
  "Acceptance Criteria": "1. <…>",
  "Out of Scope": "- <…>",
  "Open Questions": "<None at this time.>",
};
/** What the host's dialog can show. */
const [MIN_OPTIONS, MAX_OPTIONS, MAX_LABEL] = [2, 4, 80];

/** The texts of a section's list; one that has none says so. */
function listOf(section: Section | null, problems: string[]): string[] {
  const found = itemsOf(section?.lines ?? []);
  if (section === null || saysNone(found)) return [];
  const texts = found.items.flatMap(({ text }) => (text === "" ? [] : text));
  if (texts.length === 0)
    refusing(problems, `## ${section.title}`)(
      inLine(section.line),
      '"no list"',
      'a list, or "None"',
    );
  return texts;
}

/** In order; the number of the first is 1. */
function criteriaOf(section: Section | null, problems: string[]) {
  const refuse = refusing(problems, "## Acceptance Criteria");
  const items = itemsOf(section?.lines ?? []).items;
  if (section !== null && items.length === 0)
    refuse(inLine(section.line), '"no numbered list"', "criteria as 1. …, 2. …");
  return items.map(({ number, text, line }, index) => {
    const expected = `number ${index + 1} with its text`;
    if (number !== index + 1 || text === "")
      refuse(
        inLine(line),
        shown(text === "" ? "an empty item" : (number ?? "no number")),
        expected,
      );
    return { number: index + 1, text };
  });
}

/**
 * An open question may end with `Options: a; b`; the person is shown those that fit the host's
 * dialog, else none.
 */
function questionOf(item: string): { text: string; options: string[] } {
  const [, text = "", listed = ""] =
    /^(.*)Options:(.*)$/.exec(item)?.map((part) => part.trim()) ?? [];
  const options = listed.split(/\s*;\s*/).filter(Boolean);
  const differ = new Set(options.map((option) => option.toLowerCase())).size === options.length;
  const fit = options.length >= MIN_OPTIONS && options.length <= MAX_OPTIONS;
  const areShown =
    text !== "" && differ && fit && options.every((option) => option.length <= MAX_LABEL);
  return areShown ? { text, options } : { text: item, options: [] };
}

/** Reads a brief. With problems, what could be read is there all the same. */
export function parseBrief(text: string) {
  const problems: string[] = [];
  const sections = requiredSections(readMarkdown(text), namesOf(BRIEF_SECTIONS), problems);
  const brief = {
    stories: listOf(sections["User Stories"], problems),
    criteria: criteriaOf(sections["Acceptance Criteria"], problems),
    outOfScope: listOf(sections["Out of Scope"], problems),
    openQuestions: listOf(sections["Open Questions"], problems).map(questionOf),
  };
  return { brief, problems };
}
