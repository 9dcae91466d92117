import { shown } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { documentKind } from "../../kit/kind.ts";
import { readMarkdown } from "../../markdown.ts";
import { nothing } from "../../review/check.ts";
import { itemsOf, problemAt, requiredSections, saysNone } from "../../sections.ts";
import { fileNamed, isThere } from "./prose.ts";

/** Sections of RESEARCH.md, as GSD has them. */
const SECTIONS = {
  Summary: "<what a planner has to know, in a paragraph, and the one recommendation>",
  "Standard Stack": "<what of this project to use; what is new, with its version and why>",
  "Architecture Patterns": "<where it fits in, which interfaces, in which order>",
  "Don't Hand-Roll": "<what is there already, here or in a library, and should not be written again>",
  "Common Pitfalls": "<what goes wrong, when, and how to keep clear of it>",
  "Code Examples": "<few lines that show the use of what is recommended>",
  "Open Questions": "<what nobody knows yet, and how to find out>",
  Sources: "- `<file of the project>` — <what it says>\n- <https address> — <what it says>",
};

const CONFIDENCE = /^\*\*Confidence:?\*\*:?\s*(HIGH|MEDIUM|LOW)\b/m;
const ADDRESS = /^<?https?:\/\/[^\s/]+\.[^\s]+/;

/** What is wrong with research of a phase. `exists`: whether the project has a file. Pure. */
function judgeResearch(text: string, exists: (path: string) => boolean): Checked {
  const problems: string[] = [];
  const { Sources: section } = requiredSections(readMarkdown(text), Object.keys(SECTIONS), problems);
  const confidence = CONFIDENCE.exec(text)?.[1];
  if (confidence === undefined) problems.push("**Confidence:** found nothing, expected HIGH, MEDIUM or LOW");
  const sources = itemsOf(section?.lines ?? []);
  const isNone = saysNone(sources);
  if (section && isNone && confidence === "HIGH")
    problems.push("## Sources: found none, expected what a HIGH confidence rests on");
  if (section && !isNone && sources.items.length === 0)
    problems.push("## Sources: found text, expected a list: an address, or a file of the project, then what it says");
  const named = isNone ? [] : sources.items;
  const expected = "an https address, or in backticks a file of the project, first";
  for (const { text: source, line } of named)
    if (!ADDRESS.test(source.replace(/^`/, "")) && !exists(fileNamed(source.split(/\s(?:[-–—]\s|\()|: /)[0]!)))
      problems.push(problemAt("## Sources", line, shown(source), expected));
  return { ...nothing, problems, claims: named.length, facts: { sources: named.length }, outcome: "done" };
}

/** `plan-research.md`, written by phase-researcher: what is to be known before the phase is planned. */
export const kind = documentKind({
  sections: SECTIONS,
  head: "**Domain:** <what the phase is about, in a few words>\n**Confidence:** <HIGH | MEDIUM | LOW>\n",
  rules: [
    "All sections are there, in this order, and one without anything says `None.`.",
    "Each source begins with an address, or with a file of the project in backticks, which the program looks for. Where nothing but your own knowledge stands behind it, Sources is `None.` and the confidence is not HIGH.",
  ],
  check: (text, { project }) => judgeResearch(text, isThere(project.root)),
});
