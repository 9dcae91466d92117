import * as z from "zod/mini";
import { readJson } from "../../../store/json/read-json.ts";
import { fold, shortJson } from "../../../text.ts";
import { problemsOf } from "../../contract/fields.ts";

/**
 * What earlier runs have taught, with how often it was confirmed: `pipeline/lessons-learned.json`,
 * from which `lessons-learned.md` is written.
 */
const lesson = z.object({
  /** `L001`, `L002` … */
  id: z.string().check(z.regex(/^L\d{3,6}$/)),
  title: z.string(),
  text: z.string(),
  /** Runs that promoted it; the first one counts. */
  reinforced: z.number(),
  /** Day of the last of them, `2026-03-26`. */
  last: z.string(),
});
type Lesson = z.infer<typeof lesson>;
/** `run`: the one that has changed them last. */
const file = z.object({ run: z.optional(z.string()), lessons: z.array(lesson) });
type Lessons = z.infer<typeof file>;

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

/** Reads the data; null is a project without lessons. What it cannot read is a problem. */
export function readLessons(text: string | null): Lessons & { problems: string[] } {
  if (text === null) return { lessons: [], problems: [] };
  const json = readJson(text);
  if (!json.ok) return { lessons: [], problems: [json.problem] };
  const read = file.safeParse(json.value);
  return read.success
    ? { ...read.data, problems: [] }
    : { lessons: [], problems: problemsOf(json.value, read.error.issues) };
}

export const lessonsPage = ({ lessons }: Lessons): string =>
  `${["# Lessons Learned", ...lessons.map(({ id, title, text, reinforced, last }) => `${id} — ${title}: ${text} Reinforced: ${reinforced} (last: ${last})`)].join("\n\n")}\n`;

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
  for (const choice of new Set(chosen.map(fold))) {
    const read = after.get(choice);
    const [, title, text] = /^(.+?): (.+)$/.exec(choice) ?? [];
    if (read) after.set(read.id, { ...read, reinforced: read.reinforced + 1, last: today });
    else if (title && text) {
      last++;
      const id = `L${String(last).padStart(3, "0")}`;
      fresh.push({ id, title, text, reinforced: 1, last: today });
    } else
      refuse(
        shortJson(choice),
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
