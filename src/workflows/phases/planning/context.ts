import { newSections } from "./edit.ts";
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

/** A whole CONTEXT.md. Decisions are numbered through: plans name them. */
export function renderContext(context: NewContext): string {
  let number = 0;
  const decisions = context.decisions.map(({ area, texts }): [string, string[]] => [
    `### ${inline(area)}`,
    texts.map((one) => `- **D-${String(++number).padStart(2, "0")}:** ${inline(one)}`),
  ]);
  const discretion = newSections(...decisions, ["### Claude's Discretion", bullets(context.discretion)]).slice(0, -1);
  const wrapped: [tag: string, title: string, lines: string[]][] = [
    ["domain", "Phase Boundary", [paragraphs(context.boundary)]],
    ["decisions", "Implementation Decisions", discretion],
    [
      "canonical_refs",
      "Canonical References",
      bullets(context.references.map(({ path, why }) => `\`${path}\` — ${why}`)),
    ],
    ["code_context", "Existing Code Insights", bullets(context.code)],
    ["specifics", "Specific Ideas", bullets(context.specifics)],
    ["deferred", "Deferred Ideas", bullets(context.deferred)],
  ];
  return [
    `# Phase ${plainNumber(context.phase)}: ${inline(context.name)} - Context`,
    "",
    `**Gathered:** ${context.date}`,
    "**Status:** Ready for planning",
    "",
    ...wrapped.flatMap(([tag, title, lines]) => [
      `<${tag}>`,
      "",
      ...newSections([`## ${title}`, lines.map(inside)]),
      `</${tag}>`,
      "",
    ]),
  ].join("\n");
}
