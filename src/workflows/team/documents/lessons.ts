/** `pipeline/lessons-learned.md`, written by the program: what earlier runs have taught, with how often it was confirmed. */

import { fold } from "../../../text.ts";
import { refusing } from "../../sections.ts";
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

const LESSON = /^(L\d{3,6}) [—–-] (.*?\S): (.*\S) Reinforced: (\d{1,6}) \(last: (\d{4}-\d\d-\d\d)\)$/;
/** What the lessons do not say: the next number, and the run that changed them last. Earlier versions counted idle runs. */
const NOTE = /^<!-- next: L(\d{3,6})(?:; idle:[^;]*)?(?:; run: ([a-z-]{1,40}-[0-9a-f]{8}))? -->$/;
const TITLE = "# Lessons Learned";
/** What ends an entry: a blank line, or the end that only a lesson has; no lesson's text holds these words. */
const APART = /\n\s*\n|(?<=Reinforced:\s\d{1,6}\s\(last:\s\S{10}\))[ \t]*\n/;
const HEADINGS = /^(?:#.*(?:\n|$))+/;

const idOf = (number: number): string => `L${String(number).padStart(3, "0")}`;
const numberOf = (id: string): number => Number(id.slice(1));

/** Words that the file's own lines need cannot stand in a lesson's text. */
const harmless = (text: string): string =>
  fold(text).replaceAll("Reinforced:", "reinforced:").replaceAll("<!--", "<! --");

/** Reads the file, also where a person took its blank lines away; null or blank is one without lessons. What is no lesson is a problem: the program would overwrite it. */
export function parseLessons(text: string | null): Lessons & { problems: string[] } {
  const problems: string[] = [];
  const refuse = refusing("lessons", problems);
  const lessons = new Map<string, Lesson>();
  let next = 1;
  let run: string | undefined;
  const entries = (text ?? "")
    .replace(/^\uFEFF/, "")
    .replaceAll(/\r\n?/g, "\n")
    .trim()
    .split(APART)
    .map((one) => fold(one.replace(HEADINGS, "")));
  for (const entry of entries.filter((one) => one !== "")) {
    const note = NOTE.exec(entry);
    const [, id, title, said, reinforced, last] = LESSON.exec(entry) ?? [];
    if (note !== null) {
      next = Math.max(next, Number(note[1]));
      run = note[2];
    } else if (id === undefined || !isDate(last!))
      refuse(null, entry, "L001 — Title: text Reinforced: 1 (last: 2026-03-26)");
    else if (lessons.has(id)) refuse(null, `${id} again`, "each id once");
    else {
      lessons.set(id, { id, title: title!, text: said!, reinforced: Number(reinforced), last: last! });
      next = Math.max(next, numberOf(id) + 1);
    }
  }
  return { lessons: [...lessons.values()], next, ...(run === undefined ? {} : { run }), problems };
}

/** In lines of at most 80 characters; a longer word has one of its own. */
const wrapped = (text: string): string => text.replaceAll(/(.{1,80}|\S{81,})(?: |$)/g, "$1\n").trimEnd();

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
