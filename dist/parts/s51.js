// @bun
import {
  ADR_FOLDER
} from "./s150.js";
import {
  isDate
} from "./s48.js";
import {
  problemAt,
  refusing,
  requiredSections
} from "./s149.js";
import {
  readMarkdown,
  titleOf
} from "./s36.js";

// src/workflows/team/documents/adr.ts
var NAME = /^(\d{4})-[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*\.md$/u;
var TITLE = /^(\d{1,9})\s*[\u2014\u2013-]\s*(\S.*)$/u;
var FIELD = /^\*\*(Status|Date)(?::\*\*|\*\*:)\s*(.*)$/i;
var STATUS = /^(?:Proposed|Accepted|Rejected|Deprecated|Superseded(?: by \d{4})?)$/i;
var padded = (number) => String(number).padStart(4, "0");
var adrNumber = (name) => {
  const found = NAME.exec(name.normalize("NFC"));
  return found === null ? null : Number(found[1]);
};
var nextAdrNumber = (names) => names.reduce((most, name) => Math.max(most, adrNumber(name) ?? 0), 0) + 1;
function adrNameProblems(names) {
  const problems = [];
  const refuse = refusing(ADR_FOLDER, problems);
  const numbered = [];
  for (const name of names.filter((one) => one.toLowerCase().endsWith(".md"))) {
    const number = adrNumber(name);
    if (number === null)
      refuse(null, name, "a name such as 0001-what-was-decided.md");
    else
      numbered.push({ name, number });
  }
  numbered.sort((a, b) => a.number - b.number);
  for (const [at, { name, number }] of numbered.entries()) {
    const before = numbered[at - 1];
    if (before === undefined || number === before.number + 1)
      continue;
    const next = padded(number === before.number ? nextAdrNumber(names) : before.number + 1);
    refuse(null, name, `the next free number, ${next} (${before.name} is there)`);
  }
  return problems;
}
function parseAdr(text, name) {
  const place = `${ADR_FOLDER}/${name}`;
  const found = [];
  const lines = readMarkdown(text);
  const number = adrNumber(name);
  const heading = titleOf(lines);
  const title = TITLE.exec(heading ?? "");
  const refuse = refusing("title", found);
  if (title === null)
    refuse(null, heading ?? undefined, `# ${number === null ? "NNNN" : padded(number)} \u2014 what was decided`);
  else if (number !== null && Number(title[1]) !== number)
    refuse(null, title[1], `number ${padded(number)}, as in the file's name`);
  const fields = new Map;
  for (const line of lines) {
    const field = line.kind === "plain" ? FIELD.exec(line.text.trim()) : null;
    if (field === null)
      continue;
    const key = field[1].toLowerCase();
    if (fields.has(key))
      found.push(problemAt(`**${field[1]}**`, line.number, field[2], "it once"));
    else
      fields.set(key, field[2].trim());
  }
  const status = fields.get("status");
  if (status === undefined || !STATUS.test(status))
    found.push(problemAt("**Status**", null, status, "Proposed, Accepted, Rejected, Deprecated or Superseded by NNNN"));
  const date = fields.get("date");
  if (date === undefined || !isDate(date))
    found.push(problemAt("**Date**", null, date, "a day such as 2026-03-26"));
  requiredSections(lines, ["Context", "Decision", "Rationale", "Consequences"], found);
  return {
    adr: { number: number ?? 0, title: title?.[2] ?? "", status: status ?? "", date: date ?? "" },
    problems: found.map((one) => `${place}: ${one}`)
  };
}

export { nextAdrNumber, adrNameProblems, parseAdr };
