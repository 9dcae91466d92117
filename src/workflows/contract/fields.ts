import * as z from "zod/mini";
import { MAX_COMMAND, MAX_COMMANDS } from "../../command-line.ts";
import { FINDING_ID, TASK_ID } from "../../engine/run.ts";
import { shortJson } from "../../text.ts";

/**
 * Longest text of one field of an artifact, in characters: more belongs in the documents that the
 * artifact names.
 */
export const MAX_TEXT = 4_000;
/** Most entries of one list of an artifact. */
export const MAX_LIST = 60;

/** A text of at most so many characters that is not empty. */
export const textUpTo = (most: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
export const text = textUpTo(MAX_TEXT);
export const optionalText = z.optional(z.nullable(z.string().check(z.maxLength(MAX_TEXT))));
export const list = <T extends z.ZodMiniType>(item: T) =>
  z.array(item).check(z.maxLength(MAX_LIST));
export const optionalList = <T extends z.ZodMiniType>(item: T) => z._default(list(item), []);

/**
 * A command as the settings take it; defined here too, because an artifact's schema would load those
 * of the settings.
 */
export const commandText = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(MAX_COMMAND), z.regex(/^[^\r\n]*$/, "one line"));
export const commandList = z._default(z.array(commandText).check(z.maxLength(MAX_COMMANDS)), []);

const taskId = z.string().check(z.regex(TASK_ID));
export const criterionId = z.string().check(z.regex(/^AC\d{1,3}$/));
export const stepId = z.string().check(z.regex(/^S\d{1,3}$/));
export const findingId = z.string().check(z.regex(FINDING_ID));
/** The same, or a minor one of another reviewer by the name that it is shown under: `T3.F1`. */
export const answeredId = z.string().check(z.regex(/^(?:T\d+\.)?F\d{1,3}$/));

/**
 * What every artifact begins with: the task that it answers, and the proof that its writer got that
 * task's brief.
 */
export const stamp = { task: taskId, nonce: z.string().check(z.regex(/^[0-9a-f]{16,64}$/)) };

/** A question for the person; the host's dialog takes two to four options, with short labels. */
export const question = z.object({
  question: text,
  options: z.array(textUpTo(80)).check(z.minLength(2), z.maxLength(4)),
  answer: optionalText,
});

/** The names of an artifact's fields, for its writer. */
export const fieldsOf = (schema: z.ZodMiniType): string =>
  Object.keys((schema as z.ZodMiniObject).shape ?? {}).join(", ");

export type Issue = z.core.$ZodIssue;

/** What stands at this path of a value of JSON; undefined: nothing. */
export const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((here, key) => {
    const isThere = typeof here === "object" && here !== null && Object.hasOwn(here, key);
    return isThere ? (here as Record<PropertyKey, unknown>)[key] : undefined;
  }, value);

/** `questions[0].options`. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "") || "the whole file";

/** What is wrong with texts that no document can hold as they are, each with its place. */
export const textProblems = (value: unknown, path: PropertyKey[] = []): string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        textProblems(inner, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : typeof value === "string" && (value.includes("\0") || !value.isWellFormed())
      ? [`${pathText(path)}: found a zero byte or half a character, expected text`]
      : [];

/** What a size of a value counts. */
const unitOf = (origin: string, count: number | bigint): string => {
  const isOne = Number(count) === 1;
  if (origin === "string") return isOne ? " character" : " characters";
  return origin === "array" ? (isOne ? " entry" : " entries") : "";
};

/** What the schema library says where a schema has no words of its own. */
const NO_WORDS = "Invalid input";

/**
 * What is expected in the place of a value. `kinds`: words for kinds of values, where those of the
 * schema library will not do.
 */
export function expected(issue: Issue, kinds: Readonly<Record<string, string>> = {}): string {
  const { message } = issue;
  const isSize = issue.code === "too_small" || issue.code === "too_big";
  if (message && message !== NO_WORDS && !isSize) return message.replace(/^expected /, "");
  switch (issue.code) {
    case "invalid_type":
      return kinds[issue.expected] ?? issue.expected;
    case "invalid_value":
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    case "too_big":
      return `at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case "unrecognized_keys":
      return `no field ${issue.keys.join(", ")}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? `one of ${issue.options.map((option) => JSON.stringify(option)).join(", ")}`
        : [
            ...new Set(issue.errors.flatMap(([first]) => (first ? [expected(first, kinds)] : []))),
          ].join(", or ");
    case "invalid_key":
      return expected(issue.issues[0] as Issue, kinds);
    case "invalid_format":
      return `the form ${issue.pattern ?? issue.format}`;
    default:
      return "another value";
  }
}

/** Every problem of a parsed value as one line each: field, what was found, what is expected. */
export function problemsOf(value: unknown, issues: readonly Issue[]): string[] {
  const ofType = issues.filter(({ code }) => code === "invalid_type");
  const misplaced = new Set(ofType.map(({ path }) => pathText(path)));
  // What has another type has no size to speak of: a list for a text needs no more entries.
  const kept = issues.filter((one) => ofType.includes(one) || !misplaced.has(pathText(one.path)));
  return kept.slice(0, 12).map((issue) => {
    const place = pathText(issue.path);
    if (issue.code === "unrecognized_keys")
      return `${place}: found the unknown fields ${issue.keys.join(", ")}`;
    return `${place}: found ${shortJson(at(value, issue.path))}, expected ${expected(issue)}`;
  });
}
