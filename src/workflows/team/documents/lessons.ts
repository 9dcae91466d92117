/**
 * `pipeline/lessons-learned.md`, written by the program: what earlier runs have taught, with how
 * often it was confirmed.
 */

import { fold, shown } from "../../../text.ts";

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
  /** The run that has changed them last, where that is known. */
  run?: string;
}

/** Most lessons that one run adds. */
export const MAX_PROMOTED = 3;
/** Most lessons that are kept: every role that decides or judges reads all of them. */
const MAX_KEPT = 12;

/**
 * The lessons that later runs read, those that were confirmed most often, then last, first; others
 * retire.
 */
export const standing = (lessons: readonly Lesson[]): Lesson[] =>
  lessons
    .toSorted(
      (a, b) =>
        b.reinforced - a.reinforced || b.last.localeCompare(a.last) || b.id.localeCompare(a.id),
    )
    .slice(0, MAX_KEPT);

const TITLE = "# Lessons Learned";
const EXPECTED = "L001 — Title: text Reinforced: 1 (last: 2026-03-26), each id once";
/**
 * A lesson begins a line with its title, may take several, and ends with a day. Its text holds no
 * `Reinforced: 1`.
 */
const BETWEEN = /\n(?=L\d{3,6} [—–-] (?:(?!Reinforced:).)+?: )|(?<=\(last: \d{4}-\d\d-\d\d\))\n/;
const LESSON = /^(L\d{3,6}) [—–-] (.+?): (.+) Reinforced: (\d{1,6}) \(last: (\d{4}-\d\d-\d\d)\)$/;
/**
 * Which run changed the lessons last. Earlier versions said more there, and told no run at first.
 */
const NOTE = /^<!-- (?:next: [^>]*?)?(?:run: ([a-z-]{1,40}-[0-9a-f]{8}) )?-->$/;

/**
 * Reads the file; null is one without lessons. What is no lesson is a problem: the program would
 * overwrite it.
 */
export function parseLessons(text: string | null): Lessons & { problems: string[] } {
  const lines = (text ?? "").split(/[\r\n]+/).map((line) => fold(line.replace("\uFEFF", "")));
  const run = lines.flatMap((line) => NOTE.exec(line)?.[1] ?? []).at(-1);
  const body = lines.filter((line) => line !== TITLE && !NOTE.test(line)).join("\n");
  const lessons = new Map<string, Lesson>();
  const problems: string[] = [];
  for (const entry of body.split(BETWEEN).map(fold)) {
    if (entry === "") continue;
    const isOne = entry.split(/Reinforced: \d/).length === 2;
    const [, id, title, own, reinforced, last] = (isOne && LESSON.exec(entry)) || [];
    if (id === undefined || lessons.has(id))
      problems.push(`lessons: found ${shown(entry)}, expected ${EXPECTED}`);
    else
      lessons.set(id, {
        id,
        title: title!,
        text: own!,
        reinforced: Number(reinforced),
        last: last!,
      });
  }
  return { lessons: [...lessons.values()], ...(run === undefined ? {} : { run }), problems };
}

/** The file's text: a line for each lesson. */
export function printLessons({ lessons, run }: Lessons): string {
  const entries = lessons.map(
    (lesson) =>
      `${lesson.id} — ${lesson.title}: ${lesson.text} Reinforced: ${lesson.reinforced} (last: ${lesson.last})`,
  );
  return `${[TITLE, ...entries, ...(run === undefined ? [] : [`<!-- run: ${run} -->`])].join("\n\n")}\n`;
}

/** Words that the file's own lines need cannot stand in a lesson's text. */
const harmless = (text: string): string => fold(text).replaceAll("Reinforced:", "reinforced:");

/**
 * What a run's end does to the lessons: each chosen id is confirmed once more on `today`, each
 * chosen `Title: text` becomes a new lesson. At most `max` may be chosen, and of the known ones
 * only those that were read. New ones stand: for each that is one too many, the one that was
 * confirmed least retires.
 */
export function promote(
  { lessons }: Lessons,
  chosen: readonly string[],
  today: string,
  max: number,
): Lessons & { problems: string[] } {
  const problems: string[] = [];
  const refuse = (found: string, expected: string) =>
    problems.push(`lessons_promoted: found ${found}, expected ${expected}`);
  if (chosen.length > max) refuse(`${chosen.length}`, `at most ${max}; keep what helps most`);
  const known = standing(lessons);
  const after = new Map(known.map((one) => [one.id, one]));
  const fresh: Lesson[] = [];
  let last = Math.max(0, ...lessons.map((lesson) => Number(lesson.id.slice(1))));
  for (const choice of new Set(chosen.map(harmless))) {
    const read = after.get(choice);
    const [, title, text] = /^(.+?): (.+)$/.exec(choice) ?? [];
    if (read) after.set(read.id, { ...read, reinforced: read.reinforced + 1, last: today });
    else if (title && text) {
      last++;
      const id = `L${String(last).padStart(3, "0")}`;
      fresh.push({ id, title, text, reinforced: 1, last: today });
    } else
      refuse(
        shown(choice),
        `"<title>: <text>" or the id of a lesson (${[...after.keys()].join(", ") || "there is none"})`,
      );
  }
  // Ids are given once: the highest one goes only where a higher one comes.
  const retired = standing([...after.values()]).slice(MAX_KEPT - fresh.length);
  const gone =
    fresh.length === 0
      ? []
      : [...retired, ...lessons.filter(({ id }) => !after.has(id))].map(({ id }) => id);
  const stays = lessons
    .filter(({ id }) => !gone.includes(id))
    .map((lesson) => after.get(lesson.id) ?? lesson);
  return { lessons: [...stays, ...fresh], problems };
}
