import type * as z from "zod/mini";
import { isObject } from "../../../store/files/small-file.ts";
import { problemsOf } from "../../contract/fields.ts";
import type { Tell } from "./files.ts";
import type { PhaseNumber } from "./model.ts";
import { planNumber, planText, samePhase, twoDigits } from "./numbers.ts";

/** The YAML between the first line `---` and the next: what programs read of a file. */

interface FrontMatter {
  fields: Record<string, unknown>;
  /**
   * Of each field at the outermost level its line in the file, and what stands after its colon.
   */
  at: Map<string, { line: number; rest: string }>;
}

/** In characters, with what its aliases stand for. */
const MAX_LENGTH = 200_000;

const RULE = /^---[ \t]*$/;
/** What may stand above the first one, such as a comment on the license. */
const ABOVE = /^(?:\s*<!--[\s\S]*?-->\s*|\s*#[^\n]*\n)+(?=---[ \t]*\r?\n["']?[\w.-]+["']?[ \t]*:)/;
/** A field at the outermost level. */
const KEY = /^["']?([\w.-]+)["']?[ \t]*:(?:[ \t]+(.*))?$/;

/** Lines without their ends. */
export const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);

/**
 * What stands between the two lines, null where the file has none; what is above, the body, and the
 * line of the file that it begins in.
 */
function splitFrontMatter(source: string) {
  const text = source.replace(/^\uFEFF/, "");
  const [above = ""] = ABOVE.exec(text) ?? [];
  const begin = linesOf(above).length - 1;
  const lines = linesOf(text);
  const end = RULE.test(lines[begin] ?? "")
    ? lines.findIndex((line, at) => at > begin && RULE.test(line))
    : -1;
  if (end < 0) return { yaml: null, above: "", body: lines.join("\n"), bodyLine: 1 };
  return {
    // Empty lines stand for those above: each field keeps its line.
    yaml: "\n".repeat(begin) + lines.slice(begin + 1, end).join("\n"),
    above,
    body: lines.slice(end + 1).join("\n"),
    bodyLine: end + 2,
  };
}

/**
 * What no reader of parsed YAML can take; null: nothing. An alias counts as often as it stands
 * there.
 */
function contentProblem(fields: unknown): string | null {
  let left = MAX_LENGTH;
  const rest = [fields];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === "string" && value.includes("\0"))
      return "has a zero byte in a text; expected text";
    if (typeof value === "object" && value !== null)
      for (const [key, one] of Object.entries(value)) rest.push(key, one);
    left -= 1 + (typeof value === "string" ? value.length : 0);
    if (left < 0 || rest.length > MAX_LENGTH)
      return `comes to more than ${MAX_LENGTH} characters with its aliases; expected fewer`;
  }
  return null;
}

/** Tells what is wrong. */
type Refused = (line: number, problem: string) => null;

/** The outermost keys; null where one stands twice, which says two things and is told. */
function keysOf(lines: readonly string[], refused: Refused): FrontMatter["at"] | null {
  const at: FrontMatter["at"] = new Map();
  for (const [index, text] of lines.entries()) {
    const [, key, tail = ""] = KEY.exec(text) ?? [];
    if (key === undefined) continue;
    const first = at.get(key)?.line;
    if (first !== undefined)
      return refused(index + 2, `found ${key} again (first in line ${first}); expected it once`);
    at.set(key, { line: index + 2, rest: tail.replace(/[ \t]+#.*$/, "").trim() });
  }
  return at;
}

/** A field whose text has a colon, and no quotes: `stopped_at: Phase 1: done`. */
const COLON_IN_TEXT = /^(\s*(?:- )?[\w.-]+:)[ \t]+([^\s"'[{|>&*!#].*:(?:\s.*|$))$/;

/** Texts beside each other that are no list: `contains: "a", "b"`. */
const TEXTS = /^(\s*(?:- )?[\w.-]+:)[ \t]+("[^"]*"(?:,[ \t]*"[^"]*")+)$/;

/**
 * YAML; where it is none, with quotes around texts that have a colon, and a list made of several.
 * @throws SyntaxError
 */
function parseYaml(yaml: string): unknown {
  try {
    return Bun.YAML.parse(yaml);
  } catch (error) {
    const lines = linesOf(yaml);
    const quoted = lines.map((line) =>
      line
        .replace(COLON_IN_TEXT, (_, key, text) => `${key} ${JSON.stringify(text)}`)
        .replace(TEXTS, "$1 [$2]"),
    );
    if (quoted.every((line, at) => line === lines[at])) throw error;
    return Bun.YAML.parse(quoted.join("\n"));
  }
}

/** The fields; null where they cannot be read: then that is told. */
export function parseFrontMatter(yaml: string, tell: Tell): FrontMatter | null {
  const refused: Refused = (line, problem) => {
    tell(line, problem);
    return null;
  };
  let fields: unknown;
  try {
    fields = parseYaml(yaml) ?? {};
  } catch (error) {
    const why =
      error instanceof Error ? error.message.replace(/^YAML Parse error: /, "") : String(error);
    return refused(
      1,
      `the front matter is not valid YAML (${why}); expected fields such as \`plan: 01\``,
    );
  }
  if (!isObject(fields))
    return refused(2, "the front matter holds no fields; expected lines such as `plan: 01`");
  const wrong = contentProblem(fields);
  if (wrong !== null) return refused(1, `the front matter ${wrong}`);
  const at = keysOf(linesOf(yaml), refused);
  return at && { fields, at };
}

/** Why the front matter of a text cannot be read; null: it can, or there is none. */
export function headProblem(text: string): string | null {
  const problems: string[] = [];
  const { yaml } = splitFrontMatter(text);
  if (yaml !== null) parseFrontMatter(yaml, (_, problem) => problems.push(problem));
  return problems[0] ?? null;
}

/** The fields of a text that has front matter which can be read; null: it has none. */
export function frontMatterOf(text: string): FrontMatter | null {
  const { yaml } = splitFrontMatter(text);
  return yaml === null ? null : parseFrontMatter(yaml, () => {});
}

/** A field as it is written: YAML would make 2.1 of `02.10`, and 1 of `01`. */
export function asWritten(front: FrontMatter | null, key: string): string | null {
  const value = front?.fields[key];
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? (front?.at.get(key)?.rest ?? String(value)) : null;
}

const indentOf = (line: string): number => line.search(/\S/);

/** The line of a field or an entry below another one, as far as each has a line of its own. */
function lineBelow(lines: readonly string[], from: number, path: readonly PropertyKey[]): number {
  const [key, ...rest] = path;
  if (key === undefined || from < 0) return from;
  const isEntry = (at: number): boolean => /^\s*-(?:\s|$)/.test(lines[at]!);
  const own = indentOf(lines[from]!);
  const endsBlock = (line: string, at: number): boolean =>
    at > from &&
    line.trim() !== "" &&
    (indentOf(line) < own || (indentOf(line) === own && (isEntry(from) || !isEntry(at))));
  const end = lines.findIndex(endsBlock);
  const places = [...lines.keys()].slice(from, end < 0 ? undefined : end);
  if (typeof key === "number") {
    const entries = places.filter((at) => at > from && isEntry(at));
    const [outer] = entries;
    const same = entries.filter((at) => indentOf(lines[at]!) === indentOf(lines[outer!]!));
    return same[key] === undefined ? from : lineBelow(lines, same[key], rest);
  }
  const field = new RegExp(`^\\s*(?:- )?["']?${RegExp.escape(String(key))}["']?:`);
  const at = places.find((at) => field.test(lines[at]!));
  return at === undefined ? from : lineBelow(lines, at, rest);
}

/** What a file of `.planning` begins with, and the text after it. */
type Head = ReturnType<typeof readHead>;

/**
 * `example`: a field that a file of its kind has to have; without it the file may have no front
 * matter.
 */
export function readHead(source: string, tell: Tell, example?: string) {
  const { yaml, above, body, bodyLine } = splitFrontMatter(source);
  if (yaml === null && example !== undefined)
    tell(
      1,
      `found no front matter; expected \`---\` in the first line, then fields such as \`${example}\`, then \`---\``,
    );
  const front = yaml === null ? null : parseFrontMatter(yaml, tell);
  const lineOf = (key: string): number => front?.at.get(key)?.line ?? 1;
  const lineAt = ([key, ...path]: readonly PropertyKey[]): number =>
    lineBelow(linesOf(yaml ?? ""), lineOf(String(key)) - 2, path) + 2;
  return {
    /** The line of what stands at this path. */
    lineAt,
    /** A field as it is written; null: there is none. */
    fieldOf: (key: string): string | null => asWritten(front, key),
    tellAt: (key: string, problem: string): void => tell(lineOf(key), `${key}: ${problem}`),
    /**
     * Its fields by a schema; null where there are none, or where they do not fit: each problem is
     * told with its line.
     */
    fields<T extends z.ZodMiniType>(schema: T): z.output<T> | null {
      if (front === null) return null;
      const parsed = schema.safeParse(front.fields);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues.slice(0, 12))
        tell(lineAt(issue.path), problemsOf(front.fields, [issue]).join("; "));
      return null;
    },
    above,
    body,
    bodyLine,
  };
}

/**
 * Tells of a head that names another phase than that of its folder. `must`: it is told, too, where
 * it names none by a number.
 */
export function checkPhase({ fieldOf, tellAt }: Head, phase: PhaseNumber, must = false): void {
  const found = fieldOf("phase");
  const number = /^\d+(?:\.\d+)*/.exec(found ?? "")?.[0];
  const isOther = number === undefined ? must : !samePhase(number, phase);
  if (found !== null && isOther)
    tellAt("phase", `found ${found}, expected ${twoDigits(phase)}, the number of its folder`);
}

/**
 * The number of a plan by its file's name, else by its head; 0: neither says it, which is told.
 * `form`: how the head says it.
 */
export function planNumberOf(
  { fieldOf, tellAt }: Head,
  named: number | null,
  form: RegExp,
): number {
  const found = form.exec(fieldOf("plan") ?? "")?.[1];
  const number = named ?? planNumber(found ?? "");
  if (named === null && found === undefined)
    tellAt("plan", "found no number, expected one here, or a name such as 02-01-PLAN.md");
  else if (found !== undefined && planNumber(found) !== number)
    tellAt(
      "plan",
      `found ${fieldOf("plan")}, expected ${planText(number)} as in the name of the file`,
    );
  return number;
}

type Fields = Record<string, unknown>;

/**
 * Front matter with its two rules, and a line end after it. Fields without a value are left out.
 */
export const renderFrontMatter = (fields: Fields): string => {
  // A value that stands at two places would be written as an anchor and its alias.
  const given = JSON.parse(JSON.stringify(fields));
  return `---\n${Bun.YAML.stringify(given, null, 2).trimEnd()}\n---\n`;
};
