import { readMarkdown, sectionsOf } from "../../markdown.ts";
import { cellText, newSections, newTable } from "./edit.ts";
import { linesOf } from "./front-matter.ts";
import { bullets, inline, paragraphs } from "./prose.ts";

/** `PROJECT.md`. */

/** What a text of PROJECT.md says under each heading of the second rank. Of two with one title both count. Pure. */
export function readProjectText(source: string): { sections: Record<string, string> } {
  const raw = linesOf(source);
  const sections = new Map<string, string>();
  for (const { title, line, lines } of sectionsOf(readMarkdown(source), 2)) {
    const text = raw
      .slice(line, line + lines.length)
      .join("\n")
      .trim();
    sections.set(title, [sections.get(title), text].filter(Boolean).join("\n\n"));
  }
  return { sections: Object.fromEntries(sections) };
}

interface NewProject {
  name: string;
  /** What it is, for whom. */
  what: string;
  core_value: string;
  /** What is to be built, each with its id. */
  active: { id: string; text: string }[];
  /** What it is not. */
  out_of_scope: { text: string; why: string }[];
  context: string[];
  constraints: { kind: string; text: string }[];
  decisions: { decision: string; rationale: string }[];
  /** Further sections by title, such as the stack, the timeline, what was assumed. */
  more: Record<string, string[]>;
  /** `2026-01-31`. */
  date: string;
}

/** A whole PROJECT.md. Pure. */
export function renderProject(project: NewProject): string {
  const constraints = project.constraints.map(({ kind, text }) => `- **${inline(kind)}**: ${inline(text)}`);
  const decisions = project.decisions.map((one) => [cellText(one.decision), cellText(one.rationale), "— Pending"]);
  return [
    `# ${inline(project.name)}`,
    "",
    ...newSections(
      ["## What This Is", [paragraphs(project.what)]],
      ["## Core Value", [paragraphs(project.core_value)]],
      ["## Requirements", []],
      ["### Validated", ["(None yet)"]],
      ["### Active", project.active.map(({ id, text }) => `- [ ] ${inline(text)} (${id})`)],
      ["### Out of Scope", bullets(project.out_of_scope.map(({ text, why }) => (why ? `${text} — ${why}` : text)))],
      ["## Context", bullets(project.context)],
      ["## Constraints", constraints.length === 0 ? ["None"] : constraints],
      ...Object.entries(project.more).map(([title, lines]) => [`## ${inline(title)}`, bullets(lines)] as const),
      ["## Key Decisions", newTable(["Decision", "Rationale", "Outcome"], decisions)],
    ),
    "---",
    `*Last updated: ${project.date} after initialization*`,
    "",
  ].join("\n");
}
