import { type Edited, hasBox, joinLines, splitLines, withBox } from "./edit-lines.ts";
import { cellsOf, cellText, findTable, rowText, withCell } from "./edit-table.ts";
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
  const { requirements, lines: read } = placeRequirements(text, "");
  const found = requirements.filter((one) => one.requirement.id === id);
  if (found.length === 0)
    return { ok: false, problem: `found no ${id}, expected a line such as \`- [ ] **${id}**: text\`` };
  const lines = splitLines(text);
  let ticked = false;
  for (const { line } of found) {
    const own = lines[line]!;
    if (!hasBox(own.text)) continue;
    own.text = withBox(own.text, done);
    ticked = true;
  }
  if (!ticked) return { ok: false, problem: `${id}: found no box in line ${found[0]!.line + 1}, expected [ ] or [x]` };
  setRow(lines, read, id, done ? "Complete" : "Pending", done);
  return { ok: true, text: joinLines(lines) };
}

type Lines = ReturnType<typeof splitLines>;
type Read = ReturnType<typeof placeRequirements>["lines"];

const tableOf = (lines: Lines, read: Read) =>
  findTable(lines, ["requirement", "phase", "status"], (at) => read[at]?.kind === "plain");

function setRow(lines: Lines, read: Read, id: string, status: string, done: boolean): void {
  const table = tableOf(lines, read);
  for (const at of table?.rows ?? []) {
    const cells = cellsOf(lines[at]!.text);
    const column = table!.columns.indexOf("status");
    if (cells[table!.columns.indexOf("requirement")]?.replace(/[*`]/g, "") !== id) continue;
    // What somebody else says of an open one, such as Blocked, stays.
    if (done || cells[column] === "Complete") lines[at]!.text = withCell(lines[at]!.text, column, status);
  }
}

/** Says under Traceability which phase each requirement belongs to. `phaseOf`: for the phases that a row names; null leaves it. */
export function setTraceability(text: string, phaseOf: (phases: string, id: string) => string | null): Edited {
  const { lines: read } = placeRequirements(text, "");
  const lines = splitLines(text);
  const table = tableOf(lines, read);
  for (const at of table?.rows ?? []) {
    const cells = cellsOf(lines[at]!.text);
    const column = table!.columns.indexOf("phase");
    const id = cells[table!.columns.indexOf("requirement")] ?? "";
    const phase = phaseOf(cells[column] ?? "", id.replace(/[*`]/g, ""));
    if (phase !== null) lines[at]!.text = withCell(lines[at]!.text, column, phase);
  }
  return { ok: true, text: joinLines(lines) };
}
