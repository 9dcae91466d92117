import type { Checked } from "../../contract/contract.ts";
import { stripStamp } from "../../contract/stamp.ts";
import { documentKind } from "../../kit/kind.ts";
import { readMarkdown } from "../../markdown.ts";
import { nothing } from "../../review/check.ts";
import { requiredSections } from "../../sections.ts";
import { PLANNING } from "../paths.ts";

/** Prose of agents: research, what comes of it, and the map of a code base. Code checks that each part is there and said. */

const MAX_BYTES = 48 * 1024;

/** Sections of a document, each with what stands in it. */
type Sections = Record<string, string>;

/** What each field of research says; its files are named as the field is. */
const RESEARCH: Sections = {
  Findings: "what you found, each point with what it rests on",
  Recommendation: "what this project should do, and why not otherwise",
  Risks: "what goes wrong here, and how one notices",
  Sources: "files, addresses, or that it is what you know",
};

/** They go into PROJECT.md: with --auto nobody reads them otherwise. */
export const OPEN_QUESTIONS = "Open questions";

const SYNTHESIS: Sections = {
  Summary: "what a planner must know if they read nothing else",
  Stack: "what is used, and why",
  Features: "what has to be there, and what can wait",
  Architecture: "the parts, and what goes between them",
  Pitfalls: "what goes wrong, and in which phase to see to it",
  "What it means for the roadmap": "which phases, in which order, and why",
  [OPEN_QUESTIONS]: "what no researcher could settle, as a list that PROJECT.md takes over; or None",
};

/** One for each file of `.planning/codebase`. */
export const CODEBASE: Sections = {
  Stack: "languages, frameworks, versions, how it is built and run",
  Integrations: "services, databases, addresses that it talks to",
  Architecture: "the parts and layers, what calls what, where it is entered",
  Structure: "folders and files, and where new ones of each kind go",
  Conventions: "names, style, errors, logging, as the code has them",
  Testing: "how tests run, where they lie, what they cover",
  Concerns: "what is fragile, missing, unsafe or slow, each with its file",
};

export const codebaseFile = (title: string): string => `${PLANNING}/codebase/${title.toUpperCase()}.md`;

/** A place of the form that nobody filled in. */
const isForm = (line: string): boolean => /^\s*<[^<>]*>\s*$/.test(line);

/** What is wrong with a document of these sections. Pure. */
export function judgeProse(text: string, sections: readonly string[]): Checked {
  const problems: string[] = [];
  const size = Buffer.byteLength(text);
  if (size > MAX_BYTES) problems.push(`the whole file: found ${size} bytes, expected at most ${MAX_BYTES}`);
  else {
    const lines = readMarkdown(stripStamp(text));
    requiredSections(lines, sections, problems);
    for (const { text: line, number, kind } of lines)
      if (kind === "plain" && isForm(line))
        problems.push(`line ${number}: found ${line.trim()}, expected text in its place`);
  }
  return { ...nothing, problems, claims: sections.length, outcome: "done" };
}

const prose = (sections: Sections) =>
  documentKind({
    sections: Object.fromEntries(Object.entries(sections).map(([title, what]) => [title, `<${what}>`])),
    rules: [
      `The sections are there, each once and with text, or None; others may follow. At most ${MAX_BYTES / 1024} kB.`,
    ],
    check: (text) => judgeProse(text, Object.keys(sections)),
  });

export const researchKind = prose(RESEARCH);
export const synthesisKind = prose(SYNTHESIS);
export const codebaseKind = prose(CODEBASE);
