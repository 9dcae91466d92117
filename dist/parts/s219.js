// @bun
import {
  readMarkdown,
  sectionsOf
} from "./s36.js";

// src/workflows/execute/sections.ts
var LEVELS = [1, 2, 3, 4, 5, 6];
var TASK_LEVELS = [2, 3];
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
function taskText(plan, n) {
  const all = plan.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const lines = readMarkdown(plan);
  const isTask = ({ heading }) => heading !== null && TASK_LEVELS.includes(heading.level) && Number(/^(?:\*\*|__)?task\s+(\d{1,3})\s*:/i.exec(heading.title)?.[1]) === n;
  const first = lines.findIndex(isTask);
  if (first < 0)
    return "";
  const level = lines[first].heading.level;
  const next = lines.findIndex(({ heading }, at) => at > first && heading !== null && heading.level <= level);
  return lines.slice(first + 1, next < 0 ? undefined : next).map(({ number }) => all[number - 1]).join(`
`).trim();
}
function codeText(section) {
  const [first = "", ...rest] = section.split(`
`);
  const marks = /^(`{3,}|~{3,})/.exec(first)?.[1];
  return marks !== undefined && rest.at(-1) === marks ? rest.slice(0, -1).join(`
`) : section;
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

export { linesUnder, sectionText, taskText, codeText, codeLines };
