// @bun
import {
  fold2,
  shown
} from "./s28.js";
import {
  sectionsOf
} from "./s36.js";

// src/workflows/sections.ts
var problemAt = (place, line, found, expected) => `${place}${line === null ? "" : `, line ${line}`}: found ${shown(found)}, expected ${expected}`;
var refusing = (place, problems) => (line, found, expected) => {
  problems.push(problemAt(place, line, found, expected));
};
var nameKey = (text) => fold2(text).normalize("NFC").toLowerCase();
var isBlank = (section) => section.lines.every((line) => line.kind === "comment" || line.text.trim() === "");
function requiredSections(lines, names, problems) {
  const all = sectionsOf(lines, 2);
  const found = {};
  for (const name of names) {
    const same = all.filter((one) => nameKey(one.title).replace(/:$/, "") === nameKey(name));
    const refuse = refusing(`## ${name}`, problems);
    const [first, second] = same;
    found[name] = first ?? null;
    if (!first)
      refuse(null, undefined, "this section");
    if (second)
      refuse(second.line, `## ${name} once more`, `it once (the first is in line ${first.line})`);
    if (first && isBlank(first))
      refuse(first.line, undefined, "some text in this section");
  }
  return found;
}
var textOf = (section) => section?.lines.map((line) => line.text).join(`
`).trim() ?? "";
var ITEM = /^([-+*]|(\d{1,9})[.)])(?:\s+(.*))?$/;
function itemsOf(lines) {
  const items = [];
  const loose = [];
  let open = false;
  let afterBlank = false;
  for (const line of lines) {
    if (line.kind !== "plain" || line.heading !== null)
      continue;
    const text = line.text.trim();
    if (text === "") {
      afterBlank = true;
      continue;
    }
    const indent = line.text.length - line.text.trimStart().length;
    const last = items.at(-1);
    const found = ITEM.exec(text);
    if (found !== null && (!open || indent <= last.indent + 1)) {
      const item = { number: found[2] === undefined ? null : Number(found[2]), text: "", line: line.number };
      items.push({ item, parts: [found[3] ?? ""], indent });
      open = true;
    } else if (open && (!afterBlank || indent > last.indent))
      last.parts.push(text);
    else {
      open = false;
      loose.push(line);
    }
    afterBlank = false;
  }
  return { items: items.map(({ item, parts }) => ({ ...item, text: fold2(parts.join(" ")) })), loose };
}
var saysNone = ({ items, loose }) => items.length <= 1 && /^none\b/i.test(items[0]?.text ?? loose[0]?.text.trim() ?? "");
function cellsOf(text) {
  const cells = [];
  let cell = "";
  const inner = text.trim();
  for (let at = inner.startsWith("|") ? 1 : 0;at < inner.length; at++) {
    if (inner[at] === "\\" && inner[at + 1] === "|") {
      cell += "|";
      at++;
    } else if (inner[at] === "|") {
      cells.push(cell.trim());
      cell = "";
    } else
      cell += inner[at];
  }
  if (cell.trim() !== "")
    cells.push(cell.trim());
  return cells;
}
var isRule = (cells) => cells.length > 0 && cells.every((cell) => /^:?-+:?$/.test(cell));
function tableOf(lines, columns, place, problems) {
  const refuse = refusing(place, problems);
  const plain = lines.filter((line) => line.kind === "plain");
  const isHeader = (line) => {
    const cells = line.text.includes("|") ? cellsOf(line.text) : [];
    return cells.length === columns.length && cells.every((cell, at) => nameKey(cell) === nameKey(columns[at]));
  };
  const start = plain.findIndex((line, at) => isHeader(line) && isRule(cellsOf(plain[at + 1]?.text ?? "")));
  if (start < 0) {
    refuse(null, undefined, `a table | ${columns.join(" | ")} |`);
    return null;
  }
  const rows = [];
  for (const line of plain.slice(start + 2)) {
    if (!line.text.includes("|"))
      break;
    const cells = cellsOf(line.text);
    while (cells.length < columns.length && line.text.trim().endsWith("|"))
      cells.push("");
    if (cells.length === columns.length)
      rows.push({ cells, line: line.number });
    else
      refuse(line.number, `${cells.length} cells`, `${columns.length}: ${columns.join(", ")}`);
  }
  return rows;
}
var bare = (text) => {
  const inner = text.trim();
  return inner.length > 2 && inner.startsWith("`") && inner.endsWith("`") ? inner.slice(1, -1).trim() : inner;
};

export { problemAt, refusing, nameKey, requiredSections, textOf, itemsOf, saysNone, tableOf, bare };
