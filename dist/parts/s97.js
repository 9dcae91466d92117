// @bun
import {
  readMarkdown,
  sectionsOf
} from "./s24.js";

// src/workflows/execute/sections.ts
var LEVELS = [1, 2, 3, 4, 5, 6];
function linesUnder(lines, title) {
  for (const level of LEVELS) {
    const found = sectionsOf(lines, level).find((one) => one.title.trim().toLowerCase() === title.toLowerCase());
    if (found !== undefined)
      return found.lines;
  }
  return null;
}
function sectionText(text, title) {
  const all = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const lines = linesUnder(readMarkdown(text), title) ?? [];
  return lines.map(({ number }) => all[number - 1]).join(`
`).trim();
}
function codeLines(section) {
  const lines = section.split(`
`);
  const marks = /^(`{3,}|~{3,})/.exec(lines[0] ?? "")?.[1];
  if (marks === undefined)
    return `found ${JSON.stringify(lines[0])}, expected a block of code`;
  const end = lines.indexOf(marks, 1);
  if (end < 0)
    return "the block of code has no end";
  return end === lines.length - 1 ? lines.slice(1, end).filter((line) => line.trim() !== "") : "found text behind the block of code, expected nothing";
}

export { linesUnder, sectionText, codeLines };
