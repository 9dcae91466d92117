import type { PhaseNumber } from "./model.ts";
import { plainNumber } from "./numbers.ts";
import { bullets, inline, paragraphs } from "./prose.ts";

/** Writing of `NN-CONTEXT.md`: what was talked over before a phase is planned. Pure. */

interface NewContext {
  phase: PhaseNumber;
  name: string;
  /** `2026-01-31`. */
  date: string;
  /** What the phase is, and what it is not. */
  boundary: string;
  /** What was decided, by what it is about. */
  decisions: { area: string; texts: string[] }[];
  /** What may be chosen while it is made. */
  discretion: string[];
  /** Wishes of the person, in their own words. */
  specifics: string[];
  /** Files and addresses to read, each with why. */
  references: { path: string; why: string }[];
  /** What the code has that matters here. */
  code: string[];
  /** Ideas for later. */
  deferred: string[];
}

/** A text within a wrapper: a line of it that is the wrapper's end would close it. */
const inside = (text: string): string =>
  text.replace(/<(?=\/(?:domain|decisions|specifics|canonical_refs|code_context|deferred)>)/g, "&lt;");

const wrapped = (tag: string, title: string, lines: readonly string[]): string[] => [
  `<${tag}>`,
  "",
  `## ${title}`,
  "",
  ...lines,
  "",
  `</${tag}>`,
  "",
];

const listed = (texts: readonly string[]): string[] => bullets(texts).map(inside);

/** A whole CONTEXT.md. Decisions are numbered through: plans name them. */
export function renderContext(context: NewContext): string {
  let number = 0;
  const decisions = context.decisions.flatMap(({ area, texts }) => [
    `### ${inside(inline(area))}`,
    "",
    ...texts.map((one) => `- **D-${String(++number).padStart(2, "0")}:** ${inside(inline(one))}`),
    "",
  ]);
  return [
    `# Phase ${plainNumber(context.phase)}: ${inline(context.name)} - Context`,
    "",
    `**Gathered:** ${context.date}`,
    "**Status:** Ready for planning",
    "",
    ...wrapped("domain", "Phase Boundary", [inside(paragraphs(context.boundary))]),
    ...wrapped("decisions", "Implementation Decisions", [
      ...decisions,
      "### Claude's Discretion",
      "",
      ...listed(context.discretion),
    ]),
    ...wrapped(
      "canonical_refs",
      "Canonical References",
      listed(context.references.map(({ path, why }) => `\`${path}\` — ${why}`)),
    ),
    ...wrapped("code_context", "Existing Code Insights", listed(context.code)),
    ...wrapped("specifics", "Specific Ideas", listed(context.specifics)),
    ...wrapped("deferred", "Deferred Ideas", listed(context.deferred)),
  ].join("\n");
}
