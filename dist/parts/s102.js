// @bun
import {
  cellText,
  cellsOf,
  findTable,
  withCell,
  rowText
} from "./s198.js";
import {
  inline
} from "./s140.js";
import {
  splitLines,
  joinLines,
  hasBox,
  withBox
} from "./s42.js";
import {
  placeRequirements
} from "./s126.js";
import {
  plainNumber
} from "./s43.js";

// src/workflows/phases/planning/write-requirements.ts
var categoryOf = (id) => id.replace(/-[^-]*$/, "");
function renderRequirements({
  title,
  core_value,
  date,
  requirements,
  excluded,
  phases
}) {
  const of = (scope) => requirements.filter((one) => one.scope === scope);
  const now = of("v1");
  const mapped = now.filter((one) => phases[one.id] !== undefined);
  const listed = (some, box) => [...new Set(some.map((one) => categoryOf(one.id)))].flatMap((category) => [
    `### ${category}`,
    "",
    ...some.filter((one) => categoryOf(one.id) === category).map((one) => `- ${box}**${one.id}**: ${inline(one.text)}`),
    ""
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
    ...out.length + excluded.length === 0 ? ["None"] : [],
    ...excluded.length === 0 ? [] : [
      ...out.length > 0 ? [""] : [],
      "| Feature | Reason |",
      "|---------|--------|",
      ...excluded.map((one) => rowText([cellText(one.text), cellText(one.why)]))
    ],
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
    ""
  ].join(`
`);
}
function setRequirementDone(text, id, done) {
  const { requirements, lines: read } = placeRequirements(text, "");
  const found = requirements.filter((one) => one.requirement.id === id);
  if (found.length === 0)
    return { ok: false, problem: `found no ${id}, expected a line such as \`- [ ] **${id}**: text\`` };
  const lines = splitLines(text);
  let ticked = false;
  for (const { line } of found) {
    const own = lines[line];
    if (!hasBox(own.text))
      continue;
    own.text = withBox(own.text, done);
    ticked = true;
  }
  if (!ticked)
    return { ok: false, problem: `${id}: found no box in line ${found[0].line + 1}, expected [ ] or [x]` };
  setRow(lines, read, id, done ? "Complete" : "Pending", done);
  return { ok: true, text: joinLines(lines) };
}
var tableOf = (lines, read) => findTable(lines, ["requirement", "phase", "status"], (at) => read[at]?.kind === "plain");
function setRow(lines, read, id, status, done) {
  const table = tableOf(lines, read);
  for (const at of table?.rows ?? []) {
    const cells = cellsOf(lines[at].text);
    const column = table.columns.indexOf("status");
    if (cells[table.columns.indexOf("requirement")]?.replace(/[*`]/g, "") !== id)
      continue;
    if (done || cells[column] === "Complete")
      lines[at].text = withCell(lines[at].text, column, status);
  }
}
function setTraceability(text, phaseOf) {
  const { lines: read } = placeRequirements(text, "");
  const lines = splitLines(text);
  const table = tableOf(lines, read);
  for (const at of table?.rows ?? []) {
    const cells = cellsOf(lines[at].text);
    const column = table.columns.indexOf("phase");
    const id = cells[table.columns.indexOf("requirement")] ?? "";
    const phase = phaseOf(cells[column] ?? "", id.replace(/[*`]/g, ""));
    if (phase !== null)
      lines[at].text = withCell(lines[at].text, column, phase);
  }
  return { ok: true, text: joinLines(lines) };
}

export { renderRequirements, setRequirementDone, setTraceability };
