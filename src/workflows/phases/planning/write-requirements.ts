import { cellsOf, cellText, type Edited, hasBox, rowText, tableIn, withBox, withCells, withLines } from "./edit.ts";
import type { PhaseNumber, Requirement } from "./model.ts";
import { plainNumber } from "./numbers.ts";
import { inline } from "./prose.ts";
import { placeRequirements } from "./requirements.ts";

/** Writing of `REQUIREMENTS.md`: a new one, and changes that leave all else byte for byte. Pure. */

interface NewRequirements {
  /** The project's name. */
  title: string;
  core_value: string;
  /** `2026-01-31`. */
  date: string;
  requirements: Omit<Requirement, "done">[];
  /** What is out of scope and has no id, each with why. */
  excluded: { text: string; why: string }[];
  /** Which phase each requirement belongs to; one that is missing belongs to none yet. */
  phases: Readonly<Record<string, PhaseNumber>>;
}

const categoryOf = (id: string): string => id.replace(/-[^-]*$/, "");

/** A whole file: what is built now with boxes, by category; what comes later without; which phase has which. */
export function renderRequirements({
  title,
  core_value,
  date,
  requirements,
  excluded,
  phases,
}: NewRequirements): string {
  const of = (scope: Requirement["scope"]) => requirements.filter((one) => one.scope === scope);
  const now = of("v1");
  const mapped = now.filter((one) => phases[one.id] !== undefined);
  const listed = (some: typeof requirements, box: string): string[] =>
    [...new Set(some.map((one) => categoryOf(one.id)))].flatMap((category) => [
      `### ${category}`,
      "",
      ...some
        .filter((one) => categoryOf(one.id) === category)
        .map((one) => `- ${box}**${one.id}**: ${inline(one.text)}`),
      "",
    ]);
  const out = of("out");
  return [
    `# Requirements: ${inline(title)}`,
    "",
    `**Defined:** ${date}`,
    `**Core Value:** ${inline(core_value)}`,
    "",
    "## v1 Requirements",
    "",
    ...listed(now, "[ ] "),
    "## v2 Requirements",
    "",
    ...listed(of("later"), ""),
    "## Out of Scope",
    "",
    ...out.map((one) => `- **${one.id}**: ${inline(one.text)}`),
    ...(out.length + excluded.length === 0 ? ["None"] : []),
    ...(excluded.length === 0
      ? []
      : [
          ...(out.length > 0 ? [""] : []),
          "| Feature | Reason |",
          "|---------|--------|",
          ...excluded.map((one) => rowText([cellText(one.text), cellText(one.why)])),
        ]),
    "",
    "## Traceability",
    "",
    "| Requirement | Phase | Status |",
    "|-------------|-------|--------|",
    ...now.map((one) => {
      const phase = phases[one.id];
      return rowText([one.id, phase === undefined ? "-" : `Phase ${plainNumber(phase)}`, "Pending"]);
    }),
    "",
    "**Coverage:**",
    "",
    `- v1 requirements: ${now.length} total`,
    `- Mapped to phases: ${mapped.length}`,
    `- Unmapped: ${now.length - mapped.length}`,
    "",
  ].join("\n");
}

/** Ticks the box of a requirement, or takes the tick back; its row under Traceability says the same. */
export function setRequirementDone(text: string, id: string, done: boolean): Edited {
  const found = placeRequirements(text, "").requirements.find((one) => one.requirement.id === id);
  const edited = withLines(text, (lines) => {
    if (found === undefined || !hasBox(lines[found.line]!)) return;
    lines[found.line] = withBox(lines[found.line]!, done);
    const rows = tracesIn(lines);
    for (const at of rows.of(id)) {
      // What somebody else says of an open one, such as Blocked, stays.
      const isOurs = done || cellsOf(lines[at]!)[rows.columns.indexOf("status")] === "Complete";
      if (isOurs) lines[at] = withCells(lines[at]!, rows.columns, { status: done ? "Complete" : "Pending" });
    }
  });
  if (found === undefined || !hasBox(text.split(/\r\n|\n|\r/)[found.line]!))
    return { ok: false, problem: `found no box of ${id}, expected a line such as \`- [ ] **${id}**: text\`` };
  return { ok: true, text: edited };
}

/** The table under Traceability, and its rows for a requirement. */
function tracesIn(lines: readonly string[]) {
  const table = tableIn(lines, ["requirement", "phase", "status"]);
  const columns = table?.columns ?? [];
  const cell = (at: number): string => cellsOf(lines[at]!)[columns.indexOf("requirement")]!.replace(/[*`]/g, "");
  return { columns, rows: table?.rows ?? [], of: (id: string) => (table?.rows ?? []).filter((at) => cell(at) === id) };
}

/** Says under Traceability which phase each requirement belongs to. `phaseOf`: for the phases that a row names. */
export const setTraceability = (text: string, phaseOf: (phases: string) => string): string =>
  withLines(text, (lines) => {
    const { columns, rows } = tracesIn(lines);
    for (const at of rows) {
      const phase = phaseOf(cellsOf(lines[at]!)[columns.indexOf("phase")] ?? "");
      lines[at] = withCells(lines[at]!, columns, { phase });
    }
  });
