import type { ArtifactKind, Checked } from "../contract/contract.ts";
import { stripStamp } from "../contract/stamp.ts";
import type { KitFacts } from "../kit/facts.ts";
import { documentKind } from "../kit/kind.ts";
import { readMarkdown } from "../markdown.ts";
import { nothing } from "../review/check.ts";
import { requiredSections } from "../sections.ts";

/**
 * Prose of agents, which others read before they decide: code checks that each section is there and
 * says something.
 */

const MAX_BYTES = 48 * 1024;

/** A place of the form that nobody filled in. */
const isForm = (line: string): boolean => /^\s*<(?!https?:)[^<>]*>\s*$/.test(line);

/** What is wrong with a document of these sections. Pure. */
export function judgeProse(text: string, sections: readonly string[]): Checked {
  const problems: string[] = [];
  const size = Buffer.byteLength(text);
  if (size > MAX_BYTES)
    problems.push(`the whole file: found ${size} bytes, expected at most ${MAX_BYTES}`);
  else {
    const lines = readMarkdown(stripStamp(text));
    requiredSections(lines, sections, problems);
    for (const { text: line, number, kind } of lines)
      if (kind === "plain" && isForm(line))
        problems.push(`line ${number}: found ${line.trim()}, expected text in its place`);
  }
  return { ...nothing, problems, outcome: "done" };
}

/**
 * A document of these sections, each with what stands in it. `head`: what comes before the first of
 * them.
 */
export const prose = (
  sections: Record<string, string>,
  head?: string,
): ArtifactKind<string, KitFacts> =>
  documentKind({
    sections,
    ...(head !== undefined && { head }),
    rules: [
      `The sections are there, each once, and one without anything says \`None.\`; others may follow. At most ${MAX_BYTES / 1024} kB.`,
    ],
    check: (text) => judgeProse(text, Object.keys(sections)),
  });
