// @bun
import {
  fold2
} from "./s28.js";
import {
  isDate
} from "./s48.js";
import {
  problemAt,
  refusing
} from "./s149.js";

// src/workflows/team/documents/lessons.ts
var MAX_PROMOTED = 3;
var RETIRE_AFTER = 10;
var START = /^(L\d{3,6})\s+[\u2014\u2013-]\s+(.*)$/;
var END = /^(.*\S)\s+Reinforced:\s+(\d{1,6})\s+\(last:\s+(\d{4}-\d\d-\d\d)\)$/;
var NOTE = /^<!-- next: L(\d{3,6}); idle:((?: L\d{3,6}=\d{1,6},?)*)(?:; run: ([a-z-]{1,40}-[0-9a-f]{8}))? -->$/;
var WIDTH = 80;
var TITLE = "# Lessons Learned";
var idOf = (number) => `L${String(number).padStart(3, "0")}`;
var numberOf = (id) => Number(id.slice(1));
var harmless = (text) => fold2(text).replaceAll("Reinforced:", "reinforced:").replaceAll("<!--", "<! --");
function lessonOf(lines, line, problems) {
  const [, id, begin] = START.exec(lines[0]);
  const refuse = refusing(id, problems);
  const [, said = "", reinforced, last = ""] = END.exec(fold2([begin, ...lines.slice(1)].join(" "))) ?? [];
  const at = said.indexOf(": ");
  if (!isDate(last))
    refuse(line, lines.at(-1), '"Reinforced: 1 (last: 2026-03-26)" at its end');
  else if (at < 1)
    refuse(line, said, '"<title>: <text>"');
  else {
    const text = said.slice(at + 2).trim();
    return { id, title: said.slice(0, at), text, reinforced: Number(reinforced), last, idle: 0 };
  }
  return null;
}
var isComplete = (lines) => /Reinforced: \d{1,6} \(last: \d{4}-\d\d-\d\d\)$/.test(fold2(lines.slice(-3).join(" ")));
function parseLessons(text) {
  const problems = [];
  const lessons = [];
  const idle = new Map;
  let next = 1;
  let run = null;
  let open = null;
  const close = () => {
    const lesson = open && lessonOf(open.lines, open.line, problems);
    if (lesson && lessons.some((one) => one.id === lesson.id))
      problems.push(problemAt(lesson.id, open.line, `${lesson.id} again`, "each id once"));
    else if (lesson)
      lessons.push(lesson);
    open = null;
  };
  for (const [at, raw] of (text ?? "").replace(/^\uFEFF/, "").split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    const note = NOTE.exec(line);
    if (line === "" || note !== null || open !== null && START.test(line) && isComplete(open.lines))
      close();
    if (note !== null) {
      next = Number(note[1]);
      run = note[3] ?? null;
      for (const one of note[2].matchAll(/(L\d{3,6})=(\d{1,6})/g))
        idle.set(one[1], Number(one[2]));
    } else if (open !== null)
      open.lines.push(line);
    else if (START.test(line))
      open = { lines: [line], line: at + 1 };
    else if (line !== "" && !line.startsWith("#"))
      problems.push(problemAt("lessons", at + 1, line, "a lesson such as L001 \u2014 Title: text"));
  }
  close();
  for (const lesson of lessons) {
    lesson.idle = idle.get(lesson.id) ?? 0;
    next = Math.max(next, numberOf(lesson.id) + 1);
  }
  return { lessons, next, ...run === null ? {} : { run }, problems };
}
function wrapped(text) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else
      line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`
`);
}
function printLessons({ lessons, next, run }) {
  const entries = lessons.map((one) => wrapped(`${one.id} \u2014 ${one.title}: ${one.text} Reinforced: ${one.reinforced} (last: ${one.last})`));
  const idle = lessons.filter((one) => one.idle > 0).map((one) => ` ${one.id}=${one.idle}`);
  return `${[TITLE, ...entries, `<!-- next: ${idOf(next)}; idle:${idle.join(",")}${run ? `; run: ${run}` : ""} -->`].join(`

`)}
`;
}
function promote({ lessons, next }, chosen, today, max) {
  const problems = [];
  const refuse = (found, expected) => problems.push(`lessons_promoted: found ${found}, expected ${expected}`);
  if (chosen.length > max)
    refuse(`${chosen.length}`, `at most ${max}; keep what helps most`);
  const after = new Map(lessons.map((one) => [one.id, { ...one, idle: one.idle + 1 }]));
  const promoted = [];
  let number = next;
  for (const choice of chosen) {
    const text = harmless(choice);
    const at = text.indexOf(": ");
    const title = text.slice(0, Math.max(at, 0));
    const known = after.get(text) ?? [...after.values()].find((one) => at > 0 && fold2(one.title).toLowerCase() === title.toLowerCase());
    if (known && promoted.includes(known.id))
      refuse(`${known.id} twice`, "each lesson once");
    else if (known) {
      after.set(known.id, { ...known, reinforced: known.reinforced + 1, last: today, idle: 0 });
      promoted.push(known.id);
    } else if (/^L\d+$/.test(text))
      refuse(text, `the id of a lesson (${[...after.keys()].join(", ") || "there is none"})`);
    else if (at < 1)
      refuse(JSON.stringify(text.slice(0, 60)), '"<title>: <text>" or the id of a lesson');
    else {
      const id = idOf(number++);
      after.set(id, { id, title, text: text.slice(at + 2).trim(), reinforced: 1, last: today, idle: 0 });
      promoted.push(id);
    }
  }
  return { lessons: [...after.values()], next: number, promoted, problems };
}
function retire({ lessons, next }, runs) {
  const isOld = (one) => one.reinforced <= 1 && one.idle >= runs;
  return { lessons: lessons.filter((one) => !isOld(one)), next, retired: lessons.filter(isOld) };
}
var MIN_WORD = 5;
var wordsOf = (text) => new Set([...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map((one) => one[0]).filter((word) => word.length >= MIN_WORD));
function lessonsFor(lessons, { names, text }, max) {
  const about = wordsOf(text);
  const wanted = names.map((name) => name.toLowerCase());
  return lessons.map((lesson) => {
    const said = `${lesson.title} ${lesson.text}`.toLowerCase();
    const all = new Set([...said.matchAll(/[\p{L}\p{N}_-]+/gu)].map((one) => one[0]));
    const shared = [...wordsOf(said)].filter((word) => about.has(word)).length;
    return { lesson, score: (wanted.some((name) => all.has(name)) ? 2 : 0) + shared };
  }).filter((one) => one.score >= 2).sort((a, b) => b.score - a.score || b.lesson.reinforced - a.lesson.reinforced || a.lesson.id.localeCompare(b.lesson.id)).slice(0, Math.max(0, max)).map((one) => one.lesson);
}

export { MAX_PROMOTED, RETIRE_AFTER, parseLessons, printLessons, promote, retire, lessonsFor };
