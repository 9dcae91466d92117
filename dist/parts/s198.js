// @bun
import {
  plural
} from "./s28.js";
import {
  placeRoadmap
} from "./s126.js";
import {
  inline,
  entry,
  paragraphs
} from "./s140.js";
import {
  splitLines,
  joinLines,
  putLines,
  withBox
} from "./s42.js";
import {
  plainNumber,
  planId,
  samePhase
} from "./s43.js";

// src/workflows/phases/planning/edit-table.ts
var cellText = (text) => inline(text).replace(/(?<!\\)\|/g, "\\|");
function spansOf(row) {
  const bars = [...row.matchAll(/\\.|\|/g)].filter((one) => one[0] === "|").map((one) => one.index);
  const start = row.trimStart().startsWith("|") ? bars.slice(0, 1) : [row.length - row.trimStart().length - 1];
  const inner = start.length > 0 && row.trimStart().startsWith("|") ? bars.slice(1) : bars;
  const edges = [...start, ...inner, ...row.trimEnd().endsWith("|") ? [] : [row.trimEnd().length]];
  return edges.slice(1).map((to, at) => ({ from: edges[at] + 1, to }));
}
var cellsOf = (row) => spansOf(row).map(({ from, to }) => row.slice(from, to).trim());
var RULE = /^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?$/;
function findTable(lines, names, counts) {
  for (let at = 0;at + 1 < lines.length; at++) {
    if (!counts(at) || !lines[at].text.includes("|") || !RULE.test(lines[at + 1].text.trim()))
      continue;
    const columns = cellsOf(lines[at].text).map((one) => one.toLowerCase());
    if (!names.every((name) => columns.includes(name)))
      continue;
    const rows = [];
    for (let row = at + 2;row < lines.length && lines[row].text.includes("|"); row++)
      rows.push(row);
    return { columns, header: at, rows };
  }
  return null;
}
function withCell(row, column, value) {
  const span = spansOf(row)[column];
  if (span === undefined)
    return row;
  const old = row.slice(span.from, span.to);
  if (old.trim() === value)
    return row;
  const width = old.startsWith(" ") && old.endsWith(" ") ? old.length - 2 : old.trim().length;
  return `${row.slice(0, span.from)} ${value.padEnd(width)} ${row.slice(span.to)}`;
}
var rowText = (cells) => `| ${cells.join(" | ")} |`;

// src/workflows/phases/planning/write-roadmap.ts
var isDecimal = (number) => number.includes(".");
var phaseLine = ({ number, name, goal }) => `- [ ] **Phase ${plainNumber(number)}: ${inline(name)}${isDecimal(number) ? " (INSERTED)" : ""}** - ${inline(goal)}`;
function phaseSection(phase) {
  const depends = phase.depends_on.map((one) => `Phase ${plainNumber(one)}`).join(", ");
  return [
    `### Phase ${plainNumber(phase.number)}: ${inline(phase.name)}${isDecimal(phase.number) ? " (INSERTED)" : ""}`,
    "",
    `**Goal:** ${inline(phase.goal)}`,
    `**Depends on:** ${depends || "Nothing"}`,
    ...phase.requirements.length === 0 ? [] : [`**Requirements:** ${phase.requirements.join(", ")}`],
    ...phase.risk === null ? [] : [`**Risk:** ${inline(phase.risk)}`],
    "**Success Criteria** (what must be TRUE):",
    "",
    ...phase.criteria.map((one, at) => `  ${at + 1}. ${entry(one)}`),
    "",
    "**Plans:** TBD"
  ];
}
var progressRow = ({ number, name }) => rowText([`${plainNumber(number)}. ${cellText(name)}`, "0/TBD", "Not started", "-"]);
function renderRoadmap({ title, overview, phases }) {
  return [
    `# Roadmap: ${inline(title)}`,
    "",
    "## Overview",
    "",
    paragraphs(overview),
    "",
    "## Phases",
    "",
    ...phases.map(phaseLine),
    "",
    "## Phase Details",
    "",
    ...phases.flatMap((phase) => [...phaseSection(phase), ""]),
    "## Progress",
    "",
    "| Phase | Plans Complete | Status | Completed |",
    "|-------|----------------|--------|-----------|",
    ...phases.map(progressRow),
    ""
  ].join(`
`);
}
var openRoadmap = (text) => ({ placed: placeRoadmap(text, ""), lines: splitLines(text) });
function phaseIn({ placed }, number) {
  const found = placed.phases.filter((one) => samePhase(one.phase.number, number));
  if (found.length === 1)
    return { ok: true, phase: found[0] };
  const lines = found.map((one) => one.from + 1).join(" and ");
  const has = found.length === 0 ? "found no section of it" : `found its section more than once (lines ${lines})`;
  return { ok: false, problem: `Phase ${plainNumber(number)}: ${has}, expected one` };
}
var COMPLETED = /[ \t]*(?:\(completed [^()]*\)|[\u2014\u2013-] completed [\d-]+)[ \t]*$/i;
function progressOf(roadmap, number) {
  const counts = (at) => roadmap.placed.lines[at]?.kind === "plain";
  const table = findTable(roadmap.lines, ["phase", "status"], counts);
  const row = table?.rows.find((at) => {
    const named = /^(?:Phase\s+)?(\d{1,4}(?:\.\d{1,3})*)(?=[.:\s]|$)/i.exec(cellsOf(roadmap.lines[at].text)[0] ?? "");
    return named !== null && samePhase(named[1], number);
  });
  return table === null || row === undefined ? null : { row, columns: table.columns };
}
function setCells(roadmap, number, cells) {
  const found = progressOf(roadmap, number);
  if (found === null)
    return;
  const line = roadmap.lines[found.row];
  for (const [name, value] of Object.entries(cells)) {
    const column = found.columns.indexOf(name);
    if (column >= 0)
      line.text = withCell(line.text, column, value);
  }
}
function setPhaseDone(text, number, done, date = null) {
  const roadmap = openRoadmap(text);
  const found = phaseIn(roadmap, number);
  if (!found.ok)
    return found;
  const { phase, boxes } = found.phase;
  if (boxes.length === 0) {
    if (!done)
      return { ok: true, text };
    return setPhaseDone(withBoxLine(roadmap, phase), number, done, date);
  }
  for (const at of boxes) {
    const line = roadmap.lines[at];
    const plain = done === phase.done ? line.text : line.text.replace(COMPLETED, "");
    const said = done && date !== null && !COMPLETED.test(plain) ? ` (completed ${date})` : "";
    line.text = `${withBox(plain, done)}${said}`;
  }
  if (done !== phase.done || done) {
    const cells = done ? { status: "Complete", ...date === null ? {} : { completed: date } } : { status: "In Progress", completed: "-" };
    setCells(roadmap, number, cells);
  }
  return { ok: true, text: joinLines(roadmap.lines) };
}
function withBoxLine({ placed, lines }, phase) {
  const before = placed.phases.filter((one) => one.boxes.length > 0 && one.from < phase.line - 1).at(-1);
  const after = placed.phases.find((one) => one.boxes.length > 0);
  if (before)
    putLines(lines, before.boxes.at(-1) + 1, 0, [phaseLine(phase)]);
  else if (after)
    putLines(lines, after.boxes[0], 0, [phaseLine(phase)]);
  else
    putLines(lines, placed.phases[0].from, 0, [phaseLine(phase), ""]);
  return joinLines(lines);
}
var PLAN_ROW = /^\s*[-*+]\s+\[(.)\]\s+(?:\*\*|`)?(\d{1,4}(?:\.\d{1,3})*-\d{1,4})(?![\w.]*\d)/;
var PLACEHOLDER = /^\s*[-*+]\s+(?:\[.\]\s+)?(?:TBD\b|\[To be planned\])/i;
var LIST = /^\s*(?:\*\*)?Plans:(?:\*\*)?\s*$/;
var plainId = (id) => {
  const [phase = "", plan = ""] = id.split(/-(?=\d+$)/);
  return planId(phase, Number(plan));
};
function planRows({ lines, placed }, { from, to }) {
  const rows = [];
  for (let at = from + 1;at < to; at++) {
    const found = placed.lines[at].kind === "plain" ? PLAN_ROW.exec(lines[at].text) : null;
    if (found !== null)
      rows.push({ at, id: plainId(found[2]), done: found[1] === "x" });
  }
  return rows;
}
function setCounts(roadmap, phase, done, total) {
  const at = phase.labels.get("plans");
  const line = at === undefined ? undefined : roadmap.lines[at];
  if (line !== undefined)
    line.text = line.text.replace(/^(\s*\*\*Plans(?::\*\*|\*\*:))[ \t]*(?:\d+\/\d+ plans?\b|\d+ plans?\b|.*\bTBD\b.*|$)/i, (whole, label) => `${label} ${/\d+\/\d+ plan/.test(whole) ? `${done}/${total} plans` : plural(total, "plan")}`);
  setCells(roadmap, phase.phase.number, {
    "plans complete": `${done}/${total}`,
    ...phase.phase.done ? {} : { status: done > 0 ? "In Progress" : "Planned" }
  });
}
function setPlanDone(text, id, done) {
  const roadmap = openRoadmap(text);
  const found = phaseIn(roadmap, id.replace(/-\d+$/, ""));
  if (!found.ok)
    return found;
  const rows = planRows(roadmap, found.phase);
  const own = rows.filter((one) => one.id === plainId(id));
  if (own.length === 0)
    return {
      ok: false,
      problem: `Phase ${found.phase.phase.number}: found no plan ${id} in its list, expected its line`
    };
  for (const { at } of own)
    roadmap.lines[at].text = withBox(roadmap.lines[at].text, done);
  const ticked = new Set(rows.filter((one) => one.id === plainId(id) ? done : one.done).map((one) => one.id));
  setCounts(roadmap, found.phase, ticked.size, new Set(rows.map((one) => one.id)).size);
  return { ok: true, text: joinLines(roadmap.lines) };
}
function addPlans(text, number, plans) {
  const roadmap = openRoadmap(text);
  const found = phaseIn(roadmap, number);
  if (!found.ok)
    return found;
  const { phase } = found;
  const rows = planRows(roadmap, phase);
  const fresh = plans.filter((one) => !rows.some((row) => row.id === plainId(one.id)));
  if (fresh.length === 0)
    return { ok: true, text };
  const ids = new Set([...rows.map((one) => one.id), ...fresh.map((one) => plainId(one.id))]);
  setCounts(roadmap, phase, new Set(rows.filter((one) => one.done).map((one) => one.id)).size, ids.size);
  const added = fresh.map(({ id, title }) => `- [ ] ${plainId(id)}-PLAN.md \u2014 ${inline(title)}`);
  placeRows(roadmap, phase, rows.at(-1)?.at ?? null, added);
  const edited = joinLines(roadmap.lines);
  const again = openRoadmap(edited);
  const there = phaseIn(again, number);
  if (there.ok && planRows(again, there.phase).length === rows.length + fresh.length)
    return { ok: true, text: edited };
  return {
    ok: false,
    problem: `Phase ${plainNumber(number)}: found code or a comment without an end in its section (line ${phase.from + 1}), expected it closed`
  };
}
function dropPlans(text, number, ids) {
  const roadmap = openRoadmap(text);
  const found = phaseIn(roadmap, number);
  if (!found.ok)
    return found;
  const gone = ids.map(plainId);
  const rows = planRows(roadmap, found.phase);
  const off = rows.filter((one) => !one.done && gone.includes(one.id));
  const left = rows.filter((one) => !off.includes(one));
  if (off.length === 0)
    return { ok: true, text };
  setCounts(roadmap, found.phase, left.filter((one) => one.done).length, left.length);
  for (const { at } of off.toReversed())
    putLines(roadmap.lines, at, 1, []);
  return { ok: true, text: joinLines(roadmap.lines) };
}
function placeRows({ lines, placed }, phase, last, rows) {
  const own = Array.from({ length: phase.to - phase.from - 1 }, (_, at) => phase.from + 1 + at);
  const find = (pattern) => own.find((at) => placed.lines[at].kind === "plain" && pattern.test(lines[at].text));
  const placeholder = last === null ? find(PLACEHOLDER) : undefined;
  const list = find(LIST);
  const label = phase.labels.get("plans");
  if (last !== null)
    putLines(lines, last + 1, 0, rows);
  else if (placeholder !== undefined)
    putLines(lines, placeholder, 1, rows);
  else if (list !== undefined)
    putLines(lines, list + 1, 0, rows);
  else if (label !== undefined)
    putLines(lines, label + 1, 0, ["", "Plans:", "", ...rows]);
  else {
    let end = phase.to;
    while (end > phase.from + 1 && lines[end - 1].text.trim() === "")
      end--;
    putLines(lines, end, 0, ["", `**Plans:** ${plural(rows.length, "plan")}`, "", "Plans:", "", ...rows]);
  }
}

export { cellText, cellsOf, findTable, withCell, rowText, phaseLine, phaseSection, progressRow, renderRoadmap, setPhaseDone, setPlanDone, addPlans, dropPlans };
