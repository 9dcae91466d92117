/** `pipeline/brief.md`, written by pm: what is wanted, in criteria that decide it. */
import { namesOf } from "../../kit/sections-form.ts";
import { readMarkdown, type Section } from "../../markdown.ts";
import { type Item, itemsOf, refusing, requiredSections, saysNone } from "../../sections.ts";

export interface Brief {
  stories: string[];
  /** In order; the number of the first is 1. */
  criteria: { number: number; text: string }[];
  outOfScope: string[];
  openQuestions: { text: string; options: string[] }[];
}

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

/** The items of a section's list; one that has none says so. */
function listOf(section: Section | null, problems: string[]): Item[] {
  if (section === null) return [];
  const found = itemsOf(section.lines);
  if (saysNone(found)) return [];
  const items = found.items.filter((item) => item.text !== "");
  if (items.length === 0) refusing(`## ${section.title}`, problems)(section.line, "no list", 'a list, or "None"');
  return items;
}

function criteriaOf(section: Section | null, problems: string[]): Brief["criteria"] {
  const refuse = refusing("## Acceptance Criteria", problems);
  const items = itemsOf(section?.lines ?? []).items;
  if (section !== null && items.length === 0) refuse(section.line, "no numbered list", "criteria as 1. …, 2. …");
  return items.map(({ number, text, line }, index) => {
    const expected = `number ${index + 1} with its text`;
    if (number !== index + 1 || text === "")
      refuse(line, text === "" ? "an empty item" : (number ?? "no number"), expected);
    return { number: index + 1, text };
  });
}

/** An open question may end with `Options: a; b`; the person is shown those that fit the host's dialog, else none. */
function questionOf(item: string): Brief["openQuestions"][number] {
  const at = item.lastIndexOf("Options:");
  const text = item.slice(0, Math.max(0, at)).trim();
  const options = item
    .slice(at + "Options:".length)
    .split(";")
    .map((one) => one.trim())
    .filter(Boolean);
  const differ = new Set(options.map((one) => one.toLowerCase())).size === options.length;
  const fit = options.length >= MIN_OPTIONS && options.length <= MAX_OPTIONS;
  const areShown = text !== "" && differ && fit && options.every((one) => one.length <= MAX_LABEL);
  return areShown ? { text, options } : { text: item, options: [] };
}

/** Reads a brief. With problems, what could be read is there all the same. */
export function parseBrief(text: string): { brief: Brief; problems: string[] } {
  const problems: string[] = [];
  const sections = requiredSections(readMarkdown(text), namesOf(BRIEF_SECTIONS), problems);
  const textsOf = (section: Section | null): string[] => listOf(section, problems).map((item) => item.text);
  const brief = {
    stories: textsOf(sections["User Stories"]),
    criteria: criteriaOf(sections["Acceptance Criteria"], problems),
    outOfScope: textsOf(sections["Out of Scope"]),
    openQuestions: textsOf(sections["Open Questions"]).map(questionOf),
  };
  return { brief, problems };
}
