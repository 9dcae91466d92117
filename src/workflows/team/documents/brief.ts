/** `pipeline/brief.md`, written by pm: what is wanted, in criteria that decide it. */
import { namesOf } from "../../kit/sections-form.ts";
import { readMarkdown, type Section, titleOf } from "../../markdown.ts";
import { type Item, itemsOf, refusing, requiredSections, saysNone, textOf } from "../../sections.ts";

export interface Brief {
  title: string;
  problem: string;
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

function listOf(section: Section | null, problems: string[]): Item[] {
  if (section === null) return [];
  const found = itemsOf(section.lines);
  if (saysNone(found)) return [];
  const refuse = refusing(`## ${section.title}`, problems);
  if (found.items.length === 0 && section.lines.some((line) => line.kind !== "comment" && line.text.trim() !== ""))
    refuse(section.line, "no list", 'a list, or "None"');
  for (const { text, line } of found.items) if (text === "") refuse(line, "an empty item", "some text");
  return found.items.filter((item) => item.text !== "");
}

function criteriaOf(section: Section | null, problems: string[]): Brief["criteria"] {
  if (section === null) return [];
  const items = itemsOf(section.lines).items;
  const refuse = refusing("## Acceptance Criteria", problems);
  if (items.length === 0) refuse(section.line, "no numbered list", "criteria as 1. …, 2. …");
  return items.map(({ number, text, line }, index) => {
    if (number !== index + 1) refuse(line, number ?? "no number", `number ${index + 1}`);
    if (text === "") refuse(line, "an empty item", "the criterion's text");
    return { number: index + 1, text };
  });
}

/** An open question may end with `Options: a; b`, which the person is then shown. */
function questionOf({ text, line }: Item, problems: string[]): Brief["openQuestions"][number] {
  const at = text.lastIndexOf("Options:");
  if (at < 0) return { text, options: [] };
  const refuse = refusing("## Open Questions", problems);
  const options = text
    .slice(at + 8)
    .split(";")
    .map((one) => one.trim())
    .filter(Boolean);
  if (options.length < MIN_OPTIONS || options.length > MAX_OPTIONS)
    refuse(line, `${options.length} options`, `${MIN_OPTIONS} to ${MAX_OPTIONS}, with ";" between them`);
  for (const one of options)
    if (one.length > MAX_LABEL) refuse(line, one, `an option of at most ${MAX_LABEL} characters`);
  if (new Set(options.map((one) => one.toLowerCase())).size < options.length)
    refuse(line, text.slice(at), "options that differ");
  const question = text.slice(0, at).trim();
  if (question === "") refuse(line, text, "the question before its options");
  return { text: question, options };
}

/** Reads a brief. With problems, what could be read is there all the same. */
export function parseBrief(text: string): { brief: Brief; problems: string[] } {
  const problems: string[] = [];
  const lines = readMarkdown(text);
  const sections = requiredSections(lines, namesOf(BRIEF_SECTIONS), problems);
  return {
    brief: {
      title: titleOf(lines) ?? "",
      problem: textOf(sections["Problem Statement"]),
      stories: listOf(sections["User Stories"], problems).map((item) => item.text),
      criteria: criteriaOf(sections["Acceptance Criteria"], problems),
      outOfScope: listOf(sections["Out of Scope"], problems).map((item) => item.text),
      openQuestions: listOf(sections["Open Questions"], problems).map((item) => questionOf(item, problems)),
    },
    problems,
  };
}
