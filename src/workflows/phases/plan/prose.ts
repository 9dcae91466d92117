import { existsSync } from "node:fs";
import { join } from "node:path";
import { shown } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { fileProblem } from "../../execute/plan-rules.ts";
import { documentKind } from "../../kit/kind.ts";
import { readMarkdown } from "../../markdown.ts";
import { nothing } from "../../review/check.ts";
import { bare, itemsOf, problemAt, requiredSections, saysNone, tableOf } from "../../sections.ts";

/** What prose about a phase names of the project. */

/** The file that a text names at its beginning, without its lines: `` `src/a.ts:10-20` `` is `src/a.ts`. */
export const fileNamed = (text: string): string =>
  bare(/^`[^`]+`/.exec(text.trim())?.[0] ?? text.trim()).replace(/:\d+(?:[-–]\d+)?$/, "");

/** Whether a project has a file or folder of this name. */
export const isThere =
  (root: string) =>
  (path: string): boolean =>
    path !== "" && !/[*?{]/.test(path) && fileProblem(path) === null && existsSync(join(root, path));

/** Sections of RESEARCH.md, as GSD has them. */
const RESEARCH = {
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
  const { Sources: section } = requiredSections(readMarkdown(text), Object.keys(RESEARCH), problems);
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
export const researchKind = documentKind({
  sections: RESEARCH,
  head: "**Domain:** <what the phase is about, in a few words>\n**Confidence:** <HIGH | MEDIUM | LOW>\n",
  rules: [
    "All sections are there, in this order, and one without anything says `None.`.",
    "Each source begins with an address, or with a file of the project in backticks, which the program looks for. Where nothing but your own knowledge stands behind it, Sources is `None.` and the confidence is not HIGH.",
  ],
  check: (text, { project }) => judgeResearch(text, isThere(project.root)),
});

const PATTERN_COLUMNS = ["New/Modified File", "Role", "Data Flow", "Closest Analog", "Match Quality"];

/** Sections of PATTERNS.md, as GSD has them. */
const PATTERNS = {
  "File Classification": `| ${PATTERN_COLUMNS.join(" | ")} |
|${PATTERN_COLUMNS.map(() => "---|").join("")}
| \`<path>\` | <what it is> | <what goes in and out> | \`<path of the analog, or none>\` | <exact / role-match / partial / none> |`,
  "Pattern Assignments": `### \`<path of a new or changed file>\`

**Analog:** \`<path>:<lines>\`

<what to take over: imports, structure, errors, tests, with the lines that show it>`,
  "Shared Patterns": "<what holds for several of them>",
  "No Analog Found": "<files for which there is none, and what to go by>",
};

const isNone = (text: string): boolean => /^(?:none\.?|-|—|n\/a)$/i.test(bare(text));

/** What is wrong with the patterns of a phase. `exists`: whether the project has a file. Pure. */
function judgePatterns(text: string, exists: (path: string) => boolean): Checked {
  const problems: string[] = [];
  const found = requiredSections(readMarkdown(text), Object.keys(PATTERNS) as (keyof typeof PATTERNS)[], problems);
  const place = "## File Classification";
  const table = found["File Classification"];
  const rows = (table === null ? null : tableOf(table.lines, PATTERN_COLUMNS, place, problems)) ?? [];
  if (table !== null && rows.length === 0 && problems.length === 0)
    problems.push(`${place}: found no row, expected one for each file that the phase creates or changes`);
  const named = rows.map(({ cells, line }) => ({ analog: cells[3] ?? "", line })).filter((one) => !isNone(one.analog));
  for (const { analog, line } of named)
    if (!exists(fileNamed(analog)))
      problems.push(problemAt(place, line, shown(fileNamed(analog)), "a file of the project as the analog"));
  const facts = { files: rows.length, analogs: named.length };
  return { ...nothing, problems, claims: rows.length, facts, outcome: "done" };
}

/** `plan-patterns.md`, written by pattern-mapper: what here each file of the phase should look like. */
export const patternsKind = documentKind({
  sections: PATTERNS,
  rules: [
    "All sections are there, and one without anything says `None.`.",
    "A file that exists and is its own best model is its own analog, exact. Every analog is a file of the project, which the program looks for.",
  ],
  check: (text, { project }) => judgePatterns(text, isThere(project.root)),
});
