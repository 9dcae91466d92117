// @bun
import {
  fit,
  table,
  wrap,
  laid,
  oneLine2,
  PLAIN_LAYOUT,
  plural
} from "./s28.js";
import {
  SHOWN,
  statusText
} from "./s196.js";

// src/workflows/team/words/status-table.ts
var RULE = 64;
var MAX_LINES = 12;
function listed(what, items, width) {
  if (items.length === 0)
    return [];
  const head = `${plural(items.length, what)}:`;
  if (items.length === 1)
    return wrap(`${head} ${items[0]}`, width);
  const more = items.length - MAX_LINES;
  const lines = items.slice(0, MAX_LINES).map((item) => fit(`  ${item}`, width));
  return [head, ...lines, ...more > 0 ? [`  \u2026 and ${more} more`] : []];
}
function statusTable2(view, { width, paint, table: room = width } = PLAIN_LAYOUT, isWhole = false) {
  const rows = view.rows.map(({ stage, name, status, role, notes }) => [
    oneLine2(`${stage} ${name}`),
    statusText(status),
    oneLine2(role),
    oneLine2(notes)
  ]);
  const [head, ...lines] = table([["Stage", "Status", "Role", "Notes"], ...rows], room, [3, 2, 0], isWhole);
  const warnings = view.warnings.map((one, _at, { length }) => (length === 1 ? "" : `${one.id} `) + oneLine2(one.text));
  const questions = view.questions.map((one) => `${oneLine2(one.text)} (${one.role} asks pm)`);
  return [
    ...laid(`Pipeline Status \u2014 ${oneLine2(view.feature)}`, width, isWhole).map(paint.bold),
    "=".repeat(RULE),
    head,
    "-".repeat(RULE),
    ...lines.flatMap((line, at) => coloured(line, view.rows[at].status, paint).split(`
`)),
    "-".repeat(RULE),
    ...view.moved === null ? [] : wrap(`Track moved up: ${oneLine2(view.moved)}`, width),
    ...listed("warning", warnings, width),
    ...listed("open question", questions, width)
  ];
}
function coloured(line, status, paint) {
  const text = statusText(status);
  const at = line.indexOf(`  ${text}`);
  return at < 0 ? line : `${line.slice(0, at + 2)}${SHOWN[status].paint(paint)(text)}${line.slice(at + 2 + text.length)}`;
}

export { statusTable2 };
