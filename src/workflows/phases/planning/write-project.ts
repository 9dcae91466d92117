import { cellText, rowText } from "./edit.ts";
import { bullets, inline, paragraphs } from "./prose.ts";

/** Writing of `PROJECT.md`. Pure. */

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

/** A whole PROJECT.md. */
export function renderProject(project: NewProject): string {
  const section = (title: string, lines: readonly string[]): string[] => [`## ${title}`, "", ...lines, ""];
  return [
    `# ${inline(project.name)}`,
    "",
    ...section("What This Is", [paragraphs(project.what)]),
    ...section("Core Value", [paragraphs(project.core_value)]),
    "## Requirements",
    "",
    "### Validated",
    "",
    "(None yet)",
    "",
    "### Active",
    "",
    ...project.active.map(({ id, text }) => `- [ ] ${inline(text)} (${id})`),
    "",
    "### Out of Scope",
    "",
    ...bullets(project.out_of_scope.map(({ text, why }) => (why === "" ? text : `${text} — ${why}`))),
    "",
    ...section("Context", bullets(project.context)),
    ...section(
      "Constraints",
      project.constraints.length === 0
        ? ["None"]
        : project.constraints.map(({ kind, text }) => `- **${inline(kind)}**: ${inline(text)}`),
    ),
    ...Object.entries(project.more).flatMap(([title, lines]) => section(inline(title), bullets(lines))),
    ...section("Key Decisions", [
      "| Decision | Rationale | Outcome |",
      "|----------|-----------|---------|",
      ...project.decisions.map((one) => rowText([cellText(one.decision), cellText(one.rationale), "— Pending"])),
    ]),
    "---",
    `*Last updated: ${project.date} after initialization*`,
    "",
  ].join("\n");
}
