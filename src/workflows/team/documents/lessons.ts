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
  /** Runs that have ended since without promoting it. */
  idle: number;
}

interface Lessons {
  lessons: Lesson[];
  /** Number of the next new lesson: that of a retired one never comes again. */
  next: number;
  /** The run that has changed them last, where that is known. */
  run?: string;
}

/** Most lessons that one run adds, and later runs without use after which one goes, where the settings say nothing. */
export const MAX_PROMOTED = 3;
export const RETIRE_AFTER = 10;

const START = /^(L\d{3,6})\s+[—–-]\s+(.*)$/;
const END = /^(.*\S)\s+Reinforced:\s+(\d{1,6})\s+\(last:\s+(\d{4}-\d\d-\d\d)\)$/;
/** What the lines do not say: the next number, how many runs a lesson has been idle, and the last run that changed them. */
const NOTE = /^<!-- next: L(\d{3,6}); idle:((?: L\d{3,6}=\d{1,6},?)*)(?:; run: ([a-z-]{1,40}-[0-9a-f]{8}))? -->$/;
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
    return { id, title: said.slice(0, at), text, reinforced: Number(reinforced), last, idle: 0 };
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
  const idle = new Map<string, number>();
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
      run = note[3] ?? null;
      for (const one of note[2]!.matchAll(/(L\d{3,6})=(\d{1,6})/g)) idle.set(one[1]!, Number(one[2]));
    } else if (open !== null) (open as { lines: string[] }).lines.push(line);
    else if (START.test(line)) open = { lines: [line], line: at + 1 };
    else if (line !== "" && !line.startsWith("#"))
      problems.push(problemAt("lessons", at + 1, line, "a lesson such as L001 — Title: text"));
  }
  close();
  for (const lesson of lessons) {
    lesson.idle = idle.get(lesson.id) ?? 0;
    next = Math.max(next, numberOf(lesson.id) + 1);
  }
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
  const idle = lessons.filter((one) => one.idle > 0).map((one) => ` ${one.id}=${one.idle}`);
  return `${[TITLE, ...entries, `<!-- next: ${idOf(next)}; idle:${idle.join(",")}${run ? `; run: ${run}` : ""} -->`].join("\n\n")}\n`;
}

/**
 * What a run's end does to the lessons: each chosen id is confirmed once more on `today`, each chosen `Title: text` becomes a
 * new lesson, and all others have been idle for one more run. At most `max` may be chosen; `promoted` are their ids.
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
  const after = new Map(lessons.map((one) => [one.id, { ...one, idle: one.idle + 1 }]));
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
      after.set(known.id, { ...known, reinforced: known.reinforced + 1, last: today, idle: 0 });
      promoted.push(known.id);
    } else if (/^L\d+$/.test(text))
      refuse(text, `the id of a lesson (${[...after.keys()].join(", ") || "there is none"})`);
    else if (at < 1) refuse(JSON.stringify(text.slice(0, 60)), '"<title>: <text>" or the id of a lesson');
    else {
      const id = idOf(number++);
      after.set(id, { id, title, text: text.slice(at + 2).trim(), reinforced: 1, last: today, idle: 0 });
      promoted.push(id);
    }
  }
  return { lessons: [...after.values()], next: number, promoted, problems };
}

/** Lets go of lessons that no later run has confirmed for `runs` runs. */
export function retire({ lessons, next }: Lessons, runs: number): Lessons & { retired: Lesson[] } {
  const isOld = (one: Lesson): boolean => one.reinforced <= 1 && one.idle >= runs;
  return { lessons: lessons.filter((one) => !isOld(one)), next, retired: lessons.filter(isOld) };
}

/** Shorter words say little about what a text is about. */
const MIN_WORD = 5;

const wordsOf = (text: string): Set<string> =>
  new Set(
    [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map((one) => one[0]).filter((word) => word.length >= MIN_WORD),
  );

/**
 * The lessons that apply to a brief, at most `max`, the closest first: those that name one of `names` (a role, an area), or
 * share two words with `text`.
 */
export function lessonsFor(
  lessons: readonly Lesson[],
  { names, text }: { names: readonly string[]; text: string },
  max: number,
): Lesson[] {
  const about = wordsOf(text);
  const wanted = names.map((name) => name.toLowerCase());
  return lessons
    .map((lesson) => {
      const said = `${lesson.title} ${lesson.text}`.toLowerCase();
      const all = new Set([...said.matchAll(/[\p{L}\p{N}_-]+/gu)].map((one) => one[0]));
      const shared = [...wordsOf(said)].filter((word) => about.has(word)).length;
      return { lesson, score: (wanted.some((name) => all.has(name)) ? 2 : 0) + shared };
    })
    .filter((one) => one.score >= 2)
    .sort(
      (a, b) =>
        b.score - a.score || b.lesson.reinforced - a.lesson.reinforced || a.lesson.id.localeCompare(b.lesson.id),
    )
    .slice(0, Math.max(0, max))
    .map((one) => one.lesson);
}
