// What the field's runs wrote down while they ran (see drive.ts), as numbers and as words.

/** The newest row of each project and workflow, in the order in which they came. A line that is cut counts for nothing. */
export function readField(text) {
  const rows = text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return [...new Map(rows.map((row) => [`${row.project} ${row.flow}`, row])).values()];
}

const FLOWS = ["chain", "team", "council", "phases"];

const asked = ({ questions }) => (questions.length === 0 ? "0" : `${questions.length}: ${[...new Set(questions)].join(", ")}`);

function cells(row) {
  if (row === undefined) return ["", "", "", ""];
  if (!row.tried) return [`not tried: ${row.end.replaceAll("|", "\\|")}`, "", "", ""];
  const end = row.end === "complete" ? "" : ` (${row.end})`;
  return [`${row.refused}${end}`, `${row.denied}`, `${row.dispatches}`, asked(row)];
}

/** A Markdown table with a row for each project. */
export function fieldTable(rows) {
  const lines = [...new Set(rows.map((one) => one.project))].map((name) => {
    const all = FLOWS.map((flow) => rows.find((one) => one.project === name && one.flow === flow));
    return `| ${[name, all.find(Boolean).what, ...all.flatMap(cells)].join(" | ")} |`;
  });
  return [
    `| project | | ${FLOWS.map((flow) => `${flow}: refused | denied | dispatches | questions`).join(" | ")} |`,
    `|---|---|${"---|".repeat(4 * FLOWS.length)}`,
    ...lines,
  ].join("\n");
}

/** One line, such as `field: 30 runs, 29 complete; 1 refused, 0 denied, 0 more dispatches, 2 more questions; 2 not tried`. */
export function fieldLine(rows) {
  const tried = rows.filter((one) => one.tried);
  const sum = (count) => tried.reduce((total, one) => total + count(one), 0);
  const complete = tried.filter((one) => one.end === "complete").length;
  const untried = rows.length - tried.length;
  const counts = [
    `${sum((one) => one.refused)} refused`,
    `${sum((one) => one.denied)} denied`,
    `${sum((one) => one.dispatches)} more dispatches`,
    `${sum((one) => one.questions.length)} more questions`,
  ].join(", ");
  return `field: ${tried.length} runs, ${complete} complete; ${counts}${untried > 0 ? `; ${untried} not tried` : ""}`;
}
