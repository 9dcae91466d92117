/** `pipeline/lessons-learned.md`, written by the program: what earlier runs have taught, with how often it was confirmed. */

import { fold } from "../../../text.ts";
import { problemAt, refusing } from "../../sections.ts";
import { isDate } from "./days.ts";

export interface Lesson {
  /** `L001`, `L002` … */
  id: string;
  title: string;
  text: string;
  /** Runs that promoted it; the first one counts. */
  reinforced: number;
  /** Day of the last of them, `2026-03-26`. */
  last: string;
}

interface Lessons {
  lessons: Lesson[];
  /** Number of the next new lesson: that of a retired one never comes again. */
  next: number;
  /** The run that has changed them last, where that is known. */
  run?: string;
}

/** Most lessons that one run adds. */
export const MAX_PROMOTED = 3;

const START = /^(L\d{3,6})\s+[—–-]\s+(.*)$/;
const END = /^(.*\S)\s+Reinforced:\s+(\d{1,6})\s+\(last:\s+(\d{4}-\d\d-\d\d)\)$/;
/** What the lines do not say: the next number, and the run that changed them last. Earlier versions counted idle runs. */
const NOTE = /^<!-- next: L(\d{3,6})(?:; idle:[^;]*)?(?:; run: ([a-z-]{1,40}-[0-9a-f]{8}))? -->$/;
const WIDTH = 80;
const TITLE = "# Lessons Learned";

const idOf = (number: number): string => `L${String(number).padStart(3, "0")}`;
const numberOf = (id: string): number => Number(id.slice(1));

/** Words that the file's own lines need cannot stand in a lesson's text. */
const harmless = (text: string): string =>
  fold(text).replaceAll("Reinforced:", "reinforced:").replaceAll("<!--", "<! --");

function lessonOf(lines: string[], line: number, problems: string[]): Lesson | null {
  const [, id, begin] = START.exec(lines[0]!)! as unknown as [string, string, string];
  const refuse = refusing(id, problems);
  const [, said = "", reinforced, last = ""] = END.exec(fold([begin, ...lines.slice(1)].join(" "))) ?? [];
  const at = said.indexOf(": ");
  if (!isDate(last)) refuse(line, lines.at(-1), '"Reinforced: 1 (last: 2026-03-26)" at its end');
  else if (at < 1) refuse(line, said, '"<title>: <text>"');
  else {
    const text = said.slice(at + 2).trim();
    return { id, title: said.slice(0, at), text, reinforced: Number(reinforced), last };
  }
  return null;
}

/** Whether an entry has come to its end, which may be wrapped over three lines. */
const isComplete = (lines: string[]): boolean =>
  /Reinforced: \d{1,6} \(last: \d{4}-\d\d-\d\d\)$/.test(fold(lines.slice(-3).join(" ")));

/** Reads the file; null or blank is one without lessons. What is no lesson is a problem: the program would overwrite it. */
export function parseLessons(text: string | null): Lessons & { problems: string[] } {
  const problems: string[] = [];
  const lessons: Lesson[] = [];
  let next = 1;
  let run: string | null = null;
  let open: { lines: string[]; line: number } | null = null;
  const close = () => {
    const lesson = open && lessonOf(open.lines, open.line, problems);
    if (lesson && lessons.some((one) => one.id === lesson.id))
      problems.push(problemAt(lesson.id, open!.line, `${lesson.id} again`, "each id once"));
    else if (lesson) lessons.push(lesson);
    open = null;
  };
  for (const [at, raw] of (text ?? "")
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.trim();
    const note = NOTE.exec(line);
    // A lesson's own lines may begin like a heading or like another lesson, by where they were wrapped.
    if (line === "" || note !== null || (open !== null && START.test(line) && isComplete(open.lines))) close();
    if (note !== null) {
      next = Number(note[1]);
      run = note[2] ?? null;
    } else if (open !== null) (open as { lines: string[] }).lines.push(line);
    else if (START.test(line)) open = { lines: [line], line: at + 1 };
    else if (line !== "" && !line.startsWith("#"))
      problems.push(problemAt("lessons", at + 1, line, "a lesson such as L001 — Title: text"));
  }
  close();
  for (const lesson of lessons) next = Math.max(next, numberOf(lesson.id) + 1);
  return { lessons, next, ...(run === null ? {} : { run }), problems };
}

function wrapped(text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}

/** The file's text. */
export function printLessons({ lessons, next, run }: Lessons): string {
  const entries = lessons.map((one) =>
    wrapped(`${one.id} — ${one.title}: ${one.text} Reinforced: ${one.reinforced} (last: ${one.last})`),
  );
  return `${[TITLE, ...entries, `<!-- next: ${idOf(next)}${run ? `; run: ${run}` : ""} -->`].join("\n\n")}\n`;
}

/**
 * What a run's end does to the lessons: each chosen id is confirmed once more on `today`, each chosen `Title: text` becomes a
 * new lesson. At most `max` may be chosen; `promoted` are their ids.
 */
export function promote(
  { lessons, next }: Lessons,
  chosen: readonly string[],
  today: string,
  max: number,
): Lessons & { promoted: string[]; problems: string[] } {
  const problems: string[] = [];
  const refuse = (found: string, expected: string) =>
    problems.push(`lessons_promoted: found ${found}, expected ${expected}`);
  if (chosen.length > max) refuse(`${chosen.length}`, `at most ${max}; keep what helps most`);
  const after = new Map(lessons.map((one) => [one.id, one]));
  const promoted: string[] = [];
  let number = next;
  for (const choice of chosen) {
    const text = harmless(choice);
    const at = text.indexOf(": ");
    const title = text.slice(0, Math.max(at, 0));
    const known =
      after.get(text) ??
      [...after.values()].find((one) => at > 0 && fold(one.title).toLowerCase() === title.toLowerCase());
    if (known && promoted.includes(known.id)) refuse(`${known.id} twice`, "each lesson once");
    else if (known) {
      after.set(known.id, { ...known, reinforced: known.reinforced + 1, last: today });
      promoted.push(known.id);
    } else if (/^L\d+$/.test(text))
      refuse(text, `the id of a lesson (${[...after.keys()].join(", ") || "there is none"})`);
    else if (at < 1) refuse(JSON.stringify(text.slice(0, 60)), '"<title>: <text>" or the id of a lesson');
    else {
      const id = idOf(number++);
      after.set(id, { id, title, text: text.slice(at + 2).trim(), reinforced: 1, last: today });
      promoted.push(id);
    }
  }
  return { lessons: [...after.values()], next: number, promoted, problems };
}
