// @bun
import {
  shown
} from "./s28.js";
import {
  fileNamed,
  isThere2
} from "./s132.js";
import {
  problemAt,
  nameKey,
  requiredSections,
  tableOf,
  bare
} from "./s149.js";
import {
  readMarkdown,
  sectionsOf
} from "./s36.js";
import {
  nothing
} from "./s76.js";
import {
  makeStamp
} from "./s47.js";

// src/workflows/phases/plan/patterns.ts
var PATTERN_SECTIONS = ["File Classification", "Pattern Assignments", "Shared Patterns", "No Analog Found"];
var COLUMNS = ["New/Modified File", "Role", "Data Flow", "Closest Analog", "Match Quality"];
var QUALITIES = ["exact", "role-match", "partial", "none"];
var isNone = (text) => /^(?:none\.?|-|\u2014|n\/a)$/i.test(bare(text));
function judgePatterns(text, exists) {
  const problems = [];
  const found = requiredSections(readMarkdown(text), PATTERN_SECTIONS, problems);
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
    if (!QUALITIES.includes(level))
      problems.push(problemAt(place, line, quality, `one of ${QUALITIES.join(", ")}`));
    else if (isNone(analog) !== (level === "none"))
      problems.push(problemAt(place, line, quality, isNone(analog) ? "none: no analog is named" : "how well it fits"));
    if (isNone(analog))
      continue;
    analogs++;
    if (!exists(model))
      problems.push(problemAt(place, line, shown(model), "a file of the project as the analog"));
    if (!headings.includes(nameKey(fileNamed(file))))
      problems.push(problemAt("## Pattern Assignments", null, undefined, `### ${fileNamed(file)}, which has an analog`));
  }
  return { ...nothing, problems, claims: rows.length, facts: { files: rows.length, analogs }, outcome: "done" };
}
var kind = {
  form: (facts) => `${makeStamp({ task: facts.task.id, nonce: facts.nonce })}
## File Classification

| ${COLUMNS.join(" | ")} |
|${COLUMNS.map(() => "---|").join("")}
| \`<path>\` | <what it is> | <what goes in and out> | \`<path of the analog, or none>\` | <${QUALITIES.join(" / ")}> |

## Pattern Assignments

### \`<path of a new or changed file>\`

**Analog:** \`<path>:<lines>\`

<what to take over: imports, structure, errors, tests, with the lines that show it>

## Shared Patterns

<what holds for several of them>

## No Analog Found

<files for which there is none, and what to go by>
`,
  rules: () => [
    "The first line stays as it stands, with nothing before it; all sections are there, and one without anything says `None.`.",
    "A file that exists and is its own best model is its own analog, exact. Every analog is a file of the project, which the program looks for; each file with one has its `###` heading under Pattern Assignments."
  ],
  sees: "the project's files",
  check: (text, { project }) => judgePatterns(text, isThere2(project.root))
};
export {
  kind
};
