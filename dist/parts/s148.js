// @bun
import {
  fold2,
  shown
} from "./s28.js";
import {
  SEAT_IDS
} from "./s34.js";
import {
  tasksNamed
} from "./s33.js";
import {
  refusing,
  nameKey,
  itemsOf
} from "./s149.js";
import {
  readMarkdown
} from "./s36.js";
import {
  stripStamp
} from "./s47.js";

// src/workflows/council/plan-document.ts
import { createHash } from "crypto";
var SECTIONS = ["Overview", "Architecture", "Tasks", "Security", "Risks"];
var OBJECTIONS = "Objections";
var FIELDS = ["Files", "Depends on", "Commands", "Success criteria"];
var TITLE = "Title";
var TASK = /^task\s+(\d{1,3})\s*:\s*(\S.*)$/i;
var bold = (title) => /^(?:\*\*|__)(.+)(?:\*\*|__)$/.exec(title.trim())?.[1] ?? title;
var sectionName = (title) => [...SECTIONS, OBJECTIONS].find((one) => nameKey(one) === nameKey(title).replace(/:$/, "")) ?? fold2(title);
function readParts(lines, problems) {
  const parts = [{ key: TITLE, line: 1, lines: [], task: null }];
  let section = TITLE;
  for (const line of lines) {
    const { heading } = line;
    const found = heading === null || heading.level > 3 || heading.level < 2 ? null : TASK.exec(bold(heading.title));
    if (found !== null) {
      const [n, name] = [Number(found[1]), fold2(found[2])];
      if (section !== "Tasks")
        problems.push(`Task ${n}, line ${line.number}: found it below ${section}, expected it below ## Tasks`);
      parts.push({ key: `Task ${n}`, line: line.number, lines: [line], task: { n, name } });
    } else if (heading?.level === 2) {
      section = sectionName(bold(heading.title));
      parts.push({ key: section, line: line.number, lines: [], task: null });
    } else {
      if (heading?.level === 3 && section === "Tasks")
        problems.push(`## Tasks, line ${line.number}: found ${shown(heading.title)}, expected "### Task <n>: <name>"`);
      parts.at(-1).lines.push(line);
    }
  }
  return parts;
}
var isBlank = ({ lines }) => lines.every((line) => line.kind === "comment" || line.text.trim() === "");
function sectionProblems(parts, names, problems) {
  let last = { name: "", line: 0 };
  for (const name of names) {
    const refuse = refusing(`## ${name}`, problems);
    const [first, second] = parts.filter((one) => one.task === null && one.key === name);
    if (first === undefined) {
      refuse(null, undefined, "this section");
      continue;
    }
    if (second)
      refuse(second.line, `## ${name} once more`, `it once (the first is in line ${first.line})`);
    if (name !== "Tasks" && isBlank(first))
      refuse(first.line, undefined, "some text in this section");
    if (first.line < last.line)
      refuse(first.line, `it before ## ${last.name}`, `the order ${names.join(", ")}`);
    else
      last = { name, line: first.line };
  }
}
var NAMES = FIELDS.join("|");
var FIELD = new RegExp(`^(?:[-+*]\\s+)?(?:(?:\\*\\*|__)(${NAMES})\\s*:?(?:\\*\\*|__)\\s*:?|(${NAMES})\\s*:)\\s*(.*)$`, "i");
var indentOf = (text) => text.length - text.trimStart().length;
var codeSpans = (text) => [...text.matchAll(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g)].map(([, , inner]) => inner.trim());
function fieldsOf({ key, lines }, problems) {
  const refuse = refusing(key, problems);
  const found = {};
  let open = null;
  let name = null;
  let depth = 3;
  for (const line of lines.slice(1)) {
    const indent = indentOf(line.text);
    const field = line.kind === "plain" && indent <= depth ? FIELD.exec(line.text.trim()) : null;
    if (field !== null) {
      depth = Object.keys(found).length === 0 ? indent : depth;
      name = FIELDS.find((one) => nameKey(one) === nameKey(field[1] ?? field[2]));
      if (found[name])
        refuse(line.number, `**${name}** once more`, `it once (the first is in line ${found[name].line})`);
      open = { line: line.number, texts: [field[3]], spans: codeSpans(field[3]) };
      found[name] ??= open;
    } else if (open !== null && line.kind === "code" && line.text.trim() !== "") {
      refuse(line.number, "a code block", `what belongs to **${name}** in backticks, each within one line`);
      open = null;
    } else if (open !== null && line.kind === "plain") {
      open.texts.push(line.text.trim().replace(/^[-+*]\s+/, ""));
      open.spans.push(...codeSpans(line.text));
    }
  }
  return found;
}
var NONE = /^(?:none|nothing|n\/a|[-\u2013\u2014])\b\.?|^[-\u2013\u2014]$/i;
var textOf = ({ texts }) => fold2(texts.join(" "));
function spansOf(field, name, refuse, mayBeNone) {
  if (field === undefined) {
    refuse(null, undefined, `**${name}**${mayBeNone ? ", at least `None.`" : ""}`);
    return [];
  }
  const spans = [...new Set(field.spans)].filter((one) => one !== "");
  const text = textOf(field);
  const isNone = text === "" || NONE.test(text);
  if (spans.length > 0 || isNone && mayBeNone)
    return spans;
  refuse(field.line, `**${name}** ${shown(text)}`, mayBeNone ? "`None.`, or each in backticks" : "at least one in backticks");
  return [];
}
function afterOf(field, refuse) {
  const wanted = "`None.`, or task numbers as in `Task 1, Task 2`";
  if (field === undefined) {
    refuse(null, undefined, `**Depends on**: ${wanted}`);
    return [];
  }
  const text = textOf(field).replaceAll(/\([^()]*\)|`/g, " ");
  if (NONE.test(text.trim()))
    return [];
  const bare = /^\s*#?\d/.test(text) ? `Tasks ${text.trim()}` : text;
  const named = tasksNamed(bare);
  const left = named.reduce((rest, n) => rest.replaceAll(new RegExp(`(?<!\\d)0*${n}(?![\\d])`, "g"), ""), bare);
  if (named.length === 0 || /\d/.test(left) || /\d\s*(?:[-\u2013\u2014]|to|through|\.\.)\s*#?\d/.test(bare))
    refuse(field.line, `**Depends on** ${shown(textOf(field))}`, wanted);
  return named;
}
function taskOf(part, problems) {
  const refuse = refusing(part.key, problems);
  const fields = fieldsOf(part, problems);
  return {
    n: part.task.n,
    name: part.task.name,
    files: spansOf(fields.Files, "Files", refuse, false),
    after: afterOf(fields["Depends on"], refuse),
    setup: spansOf(fields.Commands, "Commands", refuse, true),
    criteria: spansOf(fields["Success criteria"], "Success criteria", refuse, false)
  };
}
var ANSWER = new RegExp(`^[\`*]*((?:${SEAT_IDS.join("|")})/F\\d{1,3})[\`*]*\\s*:\\s*[\`*]*(taken|refused)[\`*]*(?:\\s*(?:[\u2014\u2013:]|-+)\\s*(.*))?$`, "i");
function answersOf(part, problems) {
  const refuse = refusing(`## ${OBJECTIONS}`, problems);
  const form = "`- <seat>/F<n>: taken \u2014 <task or section that changed>`, or `refused \u2014 <reason>`";
  return itemsOf(part.lines).items.flatMap(({ text, line }) => {
    const found = ANSWER.exec(text);
    if (found === null) {
      if (!/^none\b/i.test(text))
        refuse(line, text, form);
      return [];
    }
    const state = found[2].toLowerCase();
    const reason = (found[3] ?? "").trim();
    if (reason === "")
      refuse(line, text, state === "taken" ? "the task or section that changed" : "the reason");
    return [{ id: found[1].replace(/f(\d+)$/, "F$1"), state, reason }];
  });
}
function readPlan(text, wantsObjections = false) {
  const problems = [];
  const parts = readParts(readMarkdown(stripStamp(text)), problems);
  sectionProblems(parts, wantsObjections ? [...SECTIONS, OBJECTIONS] : SECTIONS, problems);
  const objections = parts.find((one) => one.key === OBJECTIONS);
  return {
    parts,
    tasks: parts.filter((one) => one.task !== null).map((one) => taskOf(one, problems)),
    answers: objections === undefined ? [] : answersOf(objections, problems),
    problems
  };
}
var shortHash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 12);
var seen = (text) => fold2(text.replaceAll(/\p{Default_Ignorable_Code_Point}|\u2800/gu, ""));
function partHashes({ parts }) {
  const texts = new Map;
  for (const { key, lines } of parts) {
    const text = seen(lines.map((line) => line.text).join(`
`));
    if (key !== TITLE || text !== "")
      texts.set(key, `${texts.get(key) ?? ""}${text}
`);
  }
  return Object.fromEntries([...texts].map(([key, text]) => [key, shortHash(text)]));
}
function partAt(at, known) {
  const title = bold(at.trim().replace(/^#{1,6}\s+/, ""));
  const n = /^task\s+#?(\d{1,3})(?!\d)/i.exec(title)?.[1];
  const key = n === undefined ? sectionName(title) : `Task ${Number(n)}`;
  return known.find((one) => nameKey(one) === nameKey(key)) ?? null;
}

export { SECTIONS, OBJECTIONS, readPlan, seen, partHashes, partAt };
