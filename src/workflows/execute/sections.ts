import { type Line, readMarkdown } from "../markdown.ts";

/** Parts of markdown texts, by the headings that stand in no code. */

type Heading = NonNullable<Line["heading"]>;

/**
 * What stands below the first heading of the highest rank that is meant, up to the next one of its
 * rank; "" where there is none.
 */
function textBelow(text: string, isMeant: (heading: Heading) => boolean): string {
  const all = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const headings = readMarkdown(text).flatMap(({ heading, number }) =>
    heading ? [{ ...heading, number }] : [],
  );
  const [found] = headings.filter(isMeant).sort((a, b) => a.level - b.level);
  if (found === undefined) return "";
  const next = headings.find(({ level, number }) => number > found.number && level <= found.level);
  return all
    .slice(found.number, next && next.number - 1)
    .join("\n")
    .trim();
}

/** A section as it stands in the text, with all that is below it; its title in any case. */
export const sectionText = (text: string, name: string): string =>
  textBelow(
    text,
    ({ title }) =>
      title
        .trim()
        .toLowerCase()
        .replace(/^\d{1,2}[.)]?\s+/, "") === name.toLowerCase(),
  );

/** What a task of a council's plan states; an executor is told these apart. */
export const TASK_FIELDS = ["Files", "Depends on", "Commands", "Success criteria"] as const;
const NAMES = TASK_FIELDS.join("|");
export const TASK_FIELD = new RegExp(
  `^(?:[-+*]\\s+)?(?:(?:\\*\\*|__)(${NAMES})\\s*:?(?:\\*\\*|__)\\s*:?|(${NAMES})\\s*:)\\s*(.*)$`,
  "i",
);
/** What a field says, or a line below its name: nothing but code. */
const MORE = /^\s*(?:[-+*]\s+)?(?:(?:`+[^`]+`+|none)[\s,;.]*)*$/i;

/**
 * A task's text without fields that hold nothing but code. Fields with words stay, and so do words
 * behind a field.
 */
export function withoutFields(text: string): string {
  let inField = false;
  const kept = readMarkdown(text).filter((line) => {
    const field =
      line.kind === "plain" && !/^\s{2}/.test(line.text) ? TASK_FIELD.exec(line.text.trim()) : null;
    inField =
      field !== null
        ? MORE.test(field[3]!)
        : inField && (line.kind === "code" || MORE.test(line.text));
    return !inField;
  });
  return kept
    .map((line) => line.text)
    .join("\n")
    .trim();
}

/** What stands below the heading of a task, such as `### Task 2: Name`; a title and what stands below a task are no tasks. */
export const taskText = (plan: string, n: number): string =>
  textBelow(
    plan,
    ({ title, level }) =>
      (level === 2 || level === 3) &&
      Number(
        /^(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?(?:\*\*|__)?task\s+(\d{1,3})\s*[:.—–-]/i.exec(
          title,
        )?.[1],
      ) === n,
  );

/** The same of several tasks, by number, without the fields that a plan's form has for itself. */
export const detailsOf = (plan: string, tasks: readonly { n: number }[]): Record<number, string> =>
  Object.fromEntries(tasks.map(({ n }) => [n, withoutFields(taskText(plan, n))]));

/** Sections of a council's plan that hold for every task of it. */
export const sectionsForAll = (plan: string): { title: string; body: string }[] =>
  ["Overview", "Architecture", "Security"].map((title) => ({
    title: `Plan: ${title}`,
    body: sectionText(plan, title),
  }));
