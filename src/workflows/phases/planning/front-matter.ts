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

interface Split {
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

/** The fields; null where they cannot be read: then that is told. An outermost key that stands twice says two things, and is told. */
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
