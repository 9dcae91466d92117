import type * as z from "zod/mini";
import { isObject } from "../../../store/small-file.ts";
import { problemsOf } from "../../fields.ts";
import type { Tell } from "./files.ts";

/** The YAML between the first line `---` and the next: what programs read of a file. */

/** In characters: more is no list of fields. */
const MAX_LENGTH = 200_000;
/** Where YAML goes wrong is looked for in no more lines than these. */
const MAX_SOUGHT = 400;

export interface FrontMatter {
  fields: Record<string, unknown>;
  /** Of each field at the outermost level its line in the file, and what stands behind its colon. */
  at: Map<string, { line: number; rest: string }>;
}

export interface Split {
  /** Between the two lines; null: the file has none. */
  yaml: string | null;
  body: string;
  /** Line of the file that the body begins in. */
  bodyLine: number;
}

const RULE = /^---[ \t]*$/;
const KEY = /^(?:"([^"]+)"|'([^']+)'|([\w.-]+))[ \t]*:(?:[ \t]+(.*))?$/;

/** Lines without their ends. */
export const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);

export function splitFrontMatter(text: string): Split {
  const lines = linesOf(text.replace(/^\uFEFF/, ""));
  const end = RULE.test(lines[0] ?? "") ? lines.findIndex((line, at) => at > 0 && RULE.test(line)) : -1;
  if (end < 0) return { yaml: null, body: lines.join("\n"), bodyLine: 1 };
  return { yaml: lines.slice(1, end).join("\n"), body: lines.slice(end + 1).join("\n"), bodyLine: end + 2 };
}

/** Bun's parser gives no line: it is the one behind the longest beginning that can be read. */
function wrongLine(lines: readonly string[]): number | null {
  if (lines.length > MAX_SOUGHT) return null;
  for (let count = lines.length - 1; count >= 0; count--) {
    try {
      Bun.YAML.parse(lines.slice(0, count).join("\n"));
      return count + 2;
    } catch {
      // Shorter.
    }
  }
  return 2;
}

/** What no reader of parsed YAML can take; null: nothing. An alias counts as often as it stands there. */
function contentProblem(fields: unknown): string | null {
  let left = MAX_LENGTH;
  const rest = [fields];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === "string" && value.includes("\0")) return "has a zero byte in a text; expected text";
    if (typeof value === "object" && value !== null)
      for (const [key, one] of Object.entries(value)) rest.push(key, one);
    left -= 1 + (typeof value === "string" ? value.length : 0);
    if (left < 0 || rest.length > MAX_LENGTH)
      return `comes to more than ${MAX_LENGTH} characters with its aliases; expected fewer`;
  }
  return null;
}

/** Names in a value of YAML, each mapping's own. */
function namesIn(value: unknown): number {
  let count = 0;
  const rest = [value];
  while (rest.length > 0) {
    const one = rest.pop();
    if (typeof one !== "object" || one === null) continue;
    if (!Array.isArray(one)) count += Object.keys(one).length;
    for (const inner of Object.values(one)) rest.push(inner);
  }
  return count;
}

/** Where a name may end: at a colon, or at the quotation mark before one. Of a quoted one those that end as words do. */
const NAME_END = /(?<=\w)["'](?=[ \t]*:)|(?=:(?:[\s,\]}]|$))(?<!["'][ \t]*)(?<!<<)/g;

/**
 * The line of a name that stands twice in one mapping, at whatever depth and however it is spelled; null: none does. Bun's
 * parser takes the last one and says nothing. So every name gets an ending of its own: where there are more names then, one
 * was lost before. What only looks like a name, as within a text, changes no number.
 */
function doubledLine(yaml: string, fields: unknown): number | null {
  const ends = [...yaml.matchAll(NAME_END)].map((one) => one.index);
  const count = namesIn(fields);
  const isMore = (places: readonly number[]): boolean => {
    let text = "";
    let from = 0;
    for (const [index, at] of places.entries()) {
      text += `${yaml.slice(from, at)}_q${index}z`;
      from = at;
    }
    try {
      return namesIn(Bun.YAML.parse(text + yaml.slice(from))) > count;
    } catch {
      // What is a name here cannot be told: as a mark of YAML that nobody writes into front matter.
      return true;
    }
  };
  if (!isMore(ends)) return null;
  // The last names that are more than before begin with the one that stands there again.
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isMore(ends.slice(middle))) low = middle;
    else high = middle - 1;
  }
  return linesOf(yaml.slice(0, ends[low])).length;
}

/** The fields; null where they cannot be read: then that is told. A key that stands twice says two things, and is told. */
export function parseFrontMatter(yaml: string, tell: Tell): FrontMatter | null {
  if (yaml.length > MAX_LENGTH) {
    tell(1, `the front matter has ${yaml.length} characters; expected at most ${MAX_LENGTH}`);
    return null;
  }
  const lines = linesOf(yaml);
  let fields: unknown;
  try {
    fields = Bun.YAML.parse(yaml);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^YAML Parse error: /, "") : String(error);
    tell(wrongLine(lines), `the front matter is no YAML (${why}); expected fields such as \`plan: 01\``);
    return null;
  }
  if (!isObject(fields ?? {})) {
    tell(2, "the front matter holds no fields; expected lines such as `plan: 01`");
    return null;
  }
  const wrong = contentProblem(fields);
  if (wrong !== null) {
    tell(1, `the front matter ${wrong}`);
    return null;
  }
  const at: FrontMatter["at"] = new Map();
  for (const [index, text] of lines.entries()) {
    const found = KEY.exec(text);
    if (found === null) continue;
    const key = (found[1] ?? found[2] ?? found[3])!;
    const before = at.get(key);
    if (before) {
      tell(index + 2, `found ${key} once more (first in line ${before.line}); expected it once`);
      return null;
    }
    at.set(key, { line: index + 2, rest: (found[4] ?? "").replace(/[ \t]+#.*$/, "").trim() });
  }
  const doubled = doubledLine(yaml, fields);
  if (doubled !== null) {
    const name = lines[doubled - 1]!.trim().slice(0, 80);
    tell(
      doubled + 1,
      `found a name once more that its mapping has already, or that cannot be told from one (\`${name}\`); expected each once`,
    );
    return null;
  }
  return { fields: { ...(fields as Record<string, unknown> | null) }, at };
}

/** A field as it is written: YAML would make 2.1 of `02.10`, and 1 of `01`. */
export function asWritten({ fields, at }: FrontMatter, key: string): string | null {
  const value = fields[key];
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? (at.get(key)?.rest ?? String(value)) : null;
}

/** The fields by a schema; null where they do not fit: each problem is told with its line. */
export function checkedFields<T extends z.ZodMiniType>(
  schema: T,
  { fields, at }: FrontMatter,
  tell: Tell,
): z.output<T> | null {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues.slice(0, 12))
    tell(at.get(String(issue.path[0]))?.line ?? 1, problemsOf(fields, [issue]).join("; "));
  return null;
}
