import { type Edited, endOf, joinLines, putLines, splitLines } from "./edit-lines.ts";
import { parseFrontMatter, splitFrontMatter } from "./front-matter.ts";

/** Writing of front matter: YAML that every version of GSD's own reader takes, of which the older ones read lines. Pure. */

export type YamlValue = string | number | boolean | null | readonly YamlValue[] | YamlFields;
interface YamlFields {
  readonly [key: string]: YamlValue | undefined;
}

/** Needs no quotes in any reader; digits in front would make a number, a date or an id without its zeros. */
const PLAIN = /^[A-Za-z_./][\w./+@-]*(?: [\w./+@-]+)*$/;
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n|\.+|\.\d.*|\.?nan|[-+]?\.inf)$/i;
/** A number with a zero in front, as in GSD's `plan: 01`: its own writer has it without quotes. */
const PADDED = /^0\d{1,3}$/;
const FOLDER = /^\d{2,4}(?:\.\d{1,3})*-[a-z][\w-]*$/;
const DATE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/;
/** Longer lists of short words are no more read at a glance. */
const MOST_INLINE = 120;

/** A text in one line, quoted where a reader might take it for something else. */
function yamlText(text: string): string {
  if ((PLAIN.test(text) && !WORDS.test(text)) || FOLDER.test(text)) return text;
  // Older readers take off the quotes and nothing else.
  if (!/["\\\p{Cc}\u2028\u2029\ufeff]/u.test(text)) return `"${text}"`;
  if (!/['\p{Cc}\u2028\u2029\ufeff]/u.test(text)) return `'${text}'`;
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);
const isNested = (value: YamlValue): value is YamlFields | readonly YamlValue[] =>
  typeof value === "object" && value !== null;

const scalar = (value: string | number | boolean | null): string =>
  typeof value === "string" ? yamlText(value) : String(value);

/** Lines of a field. `step`: by how much its own fields are indented; lists in them by two more. */
function linesOfField(key: string, value: YamlValue, indent: string, step: string): string[] {
  if (!isNested(value)) return [`${indent}${key}: ${scalar(value)}`];
  const deeper = `${indent}${step}`;
  if (isList(value)) {
    if (value.length === 0) return [`${indent}${key}: []`];
    // Within other fields each entry has a line: GSD's older check of a summary takes a bracket for a part of a path.
    const plain =
      indent === "" &&
      value.every((one) => !isNested(one) && !/[,[\]{}"'\\]/.test(scalar(one).replace(/^"(.*)"$/, "$1")));
    const inline = plain ? `${indent}${key}: [${value.map((one) => scalar(one as string)).join(", ")}]` : "";
    if (plain && inline.length <= MOST_INLINE) return [inline];
    return [`${indent}${key}:`, ...value.flatMap((one) => linesOfItem(one, `${indent}  `))];
  }
  const fields = Object.entries(value).filter(([, one]) => one !== undefined) as [string, YamlValue][];
  if (fields.length === 0) return [`${indent}${key}: {}`];
  return [`${indent}${key}:`, ...fields.flatMap(([name, one]) => linesOfField(name, one, deeper, "  "))];
}

function linesOfItem(value: YamlValue, indent: string): string[] {
  if (!isNested(value)) return [`${indent}- ${scalar(value)}`];
  if (isList(value)) return [`${indent}- ${JSON.stringify(value)}`];
  const fields = Object.entries(value).filter(([, one]) => one !== undefined) as [string, YamlValue][];
  const lines = fields.flatMap(([name, one]) => linesOfField(name, one, `${indent}  `, "  "));
  return lines.length === 0 ? [`${indent}- {}`] : [`${indent}- ${lines[0]!.trimStart()}`, ...lines.slice(1)];
}

/** Lines of one outermost field. Lists in it stand four deep: so the oldest readers find them, too. */
function linesOf(key: string, value: YamlValue): string[] {
  if (typeof value === "string" && (PADDED.test(value) || DATE.test(value))) return [`${key}: ${value}`];
  const hasLists =
    isNested(value) && !isList(value) && Object.values(value).some((one) => one !== undefined && isNested(one));
  return linesOfField(key, value, "", hasLists ? "    " : "  ");
}

/** Front matter with its two rules, and a line end behind it. Fields without a value are left out. */
export function renderFrontMatter(fields: YamlFields): string {
  const lines = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : linesOf(key, value)));
  return ["---", ...lines, "---", ""].join("\n");
}

/**
 * Sets one outermost field, or takes it away with `undefined`; every other line stays byte for byte. A text without front
 * matter gets one. Nothing is changed where the fields cannot be read.
 */
export function setField(text: string, key: string, value: YamlValue | undefined): Edited {
  const { yaml } = splitFrontMatter(text);
  const lines = splitLines(text);
  if (yaml === null) {
    if (value === undefined) return { ok: true, text };
    const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    const front = renderFrontMatter({ [key]: value }).replaceAll("\n", endOf(lines));
    return { ok: true, text: `${bom}${front}${endOf(lines)}${text.slice(bom.length)}` };
  }
  const problems: string[] = [];
  const front = parseFrontMatter(yaml, (line, problem) => problems.push(`line ${line}: ${problem}`));
  if (front === null) return { ok: false, problem: problems.join("; ") };
  const close = yaml.split("\n").length + 1;
  const found = front.at.get(key);
  const written = value === undefined ? [] : linesOf(key, value);
  if (found === undefined) {
    if (value !== undefined) putLines(lines, yaml === "" && lines[1]?.text.startsWith("---") ? 1 : close, 0, written);
  } else {
    const from = found.line - 1;
    let to = from + 1;
    for (let at = to; at < close; at++) {
      const line = lines[at]!.text;
      if (line.trim() === "" || /^[ \t]*#/.test(line)) continue;
      if (!/^(?:[ \t]|-(?:[ \t]|$)|[\]}])/.test(line)) break;
      to = at + 1;
    }
    putLines(lines, from, to - from, written);
  }
  const edited = joinLines(lines);
  // An anchor, or a mapping in braces, may have gone with it.
  const after = parseFrontMatter(splitFrontMatter(edited).yaml ?? "", () => {});
  return after !== null && Object.hasOwn(after.fields, key) === (value !== undefined)
    ? { ok: true, text: edited }
    : { ok: false, problem: `${key}: found a form in line ${found?.line ?? 1} that cannot be changed in place` };
}
