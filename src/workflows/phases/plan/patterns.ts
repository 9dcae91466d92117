import { shown } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { documentKind } from "../../kit/kind.ts";
import { readMarkdown, sectionsOf } from "../../markdown.ts";
import { nothing } from "../../review/check.ts";
import { bare, nameKey, problemAt, requiredSections, tableOf } from "../../sections.ts";
import { fileNamed, isThere } from "./prose.ts";

const COLUMNS = ["New/Modified File", "Role", "Data Flow", "Closest Analog", "Match Quality"];
const QUALITIES = ["exact", "role-match", "partial", "none"];

/** Sections of PATTERNS.md, as GSD has them. */
const SECTIONS = {
  "File Classification": `| ${COLUMNS.join(" | ")} |
|${COLUMNS.map(() => "---|").join("")}
| \`<path>\` | <what it is> | <what goes in and out> | \`<path of the analog, or none>\` | <${QUALITIES.join(" / ")}> |`,
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
  const found = requiredSections(readMarkdown(text), Object.keys(SECTIONS) as (keyof typeof SECTIONS)[], problems);
  const place = "## File Classification";
  const table = found["File Classification"];
  const rows = (table === null ? null : tableOf(table.lines, COLUMNS, place, problems)) ?? [];
  if (table !== null && rows.length === 0 && problems.length === 0)
    problems.push(`${place}: found no row, expected one for each file that the phase creates or changes`);
  const headings = sectionsOf(found["Pattern Assignments"]?.lines ?? [], 3).map((one) => nameKey(fileNamed(one.title)));
  let analogs = 0;
  for (const { cells, line } of rows) {
    const [file = "", , , analog = "", quality = ""] = cells;
    const model = fileNamed(analog);
    const level = bare(quality).toLowerCase();
    if (!QUALITIES.includes(level)) problems.push(problemAt(place, line, quality, `one of ${QUALITIES.join(", ")}`));
    else if (isNone(analog) !== (level === "none"))
      problems.push(problemAt(place, line, quality, isNone(analog) ? "none: no analog is named" : "how well it fits"));
    if (isNone(analog)) continue;
    analogs++;
    if (!exists(model)) problems.push(problemAt(place, line, shown(model), "a file of the project as the analog"));
    const heading = `### ${fileNamed(file)}, which has an analog`;
    if (!headings.includes(nameKey(fileNamed(file))))
      problems.push(problemAt("## Pattern Assignments", null, undefined, heading));
  }
  return { ...nothing, problems, claims: rows.length, facts: { files: rows.length, analogs }, outcome: "done" };
}

/** `plan-patterns.md`, written by pattern-mapper: what here each file of the phase should look like. */
export const kind = documentKind({
  sections: SECTIONS,
  rules: [
    "All sections are there, and one without anything says `None.`.",
    "A file that exists and is its own best model is its own analog, exact. Every analog is a file of the project, which the program looks for; each file with one has its `###` heading under Pattern Assignments.",
  ],
  check: (text, { project }) => judgePatterns(text, isThere(project.root)),
});
