import type * as z from "zod/mini";
import { didYouMean, shown } from "../../text.ts";
import { at, pathText } from "../../workflows/contract/fields.ts";
import { removedSetting } from "../../workflows/contract/removed-settings.ts";

/** What is wrong with settings, in words of a person who wrote them by hand: one line for each field. */

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];
type Def = Record<string, unknown>;

/** Lines that are told at once. */
const MAX_PROBLEMS = 12;
/** What the schema library says where the schema has no words of its own. */
const NO_WORDS = "Invalid input";

const TYPES: Record<string, string> = {
  object: "an object in { }",
  record: "an object in { }",
  array: "a list in [ ]",
  string: "text in quotes",
  boolean: "true or false",
  number: "a number",
  int: "a whole number",
};

/** A schema without what only makes it optional. */
function bare(schema: unknown): Def | undefined {
  let def = (schema as { def?: Def } | undefined)?.def;
  while (def?.innerType !== undefined) def = (def.innerType as { def: Def }).def;
  return def;
}

const shapeOf = (def: Def | undefined): Record<PropertyKey, unknown> | undefined =>
  def?.shape as Record<PropertyKey, unknown> | undefined;

/** The fields that an object of the schema may have, by its path; empty where they are not fixed. */
function namesAt(schema: z.ZodMiniType, path: Path): string[] {
  let def = bare(schema);
  for (const key of path) def = bare(shapeOf(def)?.[key] ?? def?.element ?? def?.valueType);
  return Object.keys(shapeOf(def) ?? {}).filter((name) => !name.startsWith("$"));
}

/** Where a field of this name stands, as a path of fixed names; empty: nowhere. */
function placesOf(schema: unknown, name: string, prefix = ""): string[] {
  return Object.entries(shapeOf(bare(schema)) ?? {}).flatMap(([key, one]) => [
    ...(key === name ? [`${prefix}${key}`] : []),
    ...placesOf(one, name, `${prefix}${key}.`),
  ]);
}

/** The words of a name in one order: `max_tokens` and `tokensMax` are both `tokens_max`. */
const words = (name: string): string =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .sort()
    .join("_");

function unknownField(schema: z.ZodMiniType, path: Path, key: string, found: unknown, isFirst: boolean): string {
  const removed = removedSetting([...path, key]);
  if (removed !== undefined)
    return `${pathText([...path, key])}: found ${shown(found)}, which is no setting any more; ${removed === null ? "nothing takes its place" : `in its place: ${removed}`}`;
  const names = namesAt(schema, path);
  const same = names.find((name) => words(name) === words(key));
  const all = placesOf(schema, key);
  const samePart = all.filter((place) => place.startsWith(`${String(path[0])}.`));
  const places = (samePart.length > 0 ? samePart : all).slice(0, 2);
  const near = same === undefined ? didYouMean(key, names) : `; did you mean ${same}?`;
  const meant = near === "" && places.length > 0 ? `; did you mean ${places.join(" or ")}?` : near;
  const known = isFirst ? `${meant === "" ? ";" : ""} known: ${names.join(", ")}` : "";
  // A key may stand there, which is shown to nobody.
  const isKey = typeof found === "string" && /key|token|secret|passw/i.test(key);
  return `${pathText([...path, key])}: found ${isKey ? "a text" : shown(found)}, which is no setting${meant}${known}`;
}

/** What a size of a value counts, and how much it is. */
function sizeOf(origin: string, value: unknown, count: number): [unit: string, is: string] {
  if (origin === "string") return [count === 1 ? " character" : " characters", `, not ${String(value).length}`];
  if (origin === "array") return [count === 1 ? " entry" : " entries", `, not ${(value as unknown[]).length}`];
  return ["", ""];
}

/** What is expected in the place of a value. */
function expected(issue: Issue, value: unknown, schema: z.ZodMiniType, path: Path): string {
  if (issue.message && issue.message !== NO_WORDS && issue.code !== "too_big" && issue.code !== "too_small")
    return issue.message.replace(/^expected /, "");
  switch (issue.code) {
    case "invalid_type": {
      const names = issue.expected === "object" && path.length > 0 ? namesAt(schema, path) : [];
      const of = names.length > 0 ? ` with ${names.join(", ")}` : "";
      const wrapped = issue.expected === "array" && typeof value === "string" ? `: [${shown(value)}]` : "";
      const unquoted = ["number", "int", "boolean"].includes(issue.expected) && typeof value === "string";
      return `${TYPES[issue.expected] ?? issue.expected}${wrapped}${of}${unquoted ? ", without quotes" : ""}`;
    }
    case "invalid_value": {
      const all = issue.values.map((one) => JSON.stringify(one));
      return all.length === 1 ? all[0]! : `one of ${all.join(", ")}`;
    }
    case "too_small":
    case "too_big": {
      const [bound, word] =
        issue.code === "too_big"
          ? [issue.maximum, "at most"]
          : [issue.minimum, issue.inclusive === false ? "more than" : "at least"];
      if (issue.code === "too_small" && issue.origin === "string" && bound === 1) return "text that is not empty";
      const [unit, is] = sizeOf(issue.origin, value, Number(bound));
      return `${word} ${bound}${unit}${is}`;
    }
    case "invalid_key":
      return expected(issue.issues[0] as Issue, path.at(-1), schema, path);
    case "invalid_union":
      return [
        ...new Set(issue.errors.flatMap(([first]) => (first ? [expected(first, value, schema, path)] : []))),
      ].join(", or ");
    default:
      return "something else";
  }
}

/**
 * Of a number that is far too large the schema says so twice, first of what a number can be at all; and of a value of another
 * type its size, which is not asked for.
 */
const isBeside = (issue: Issue, all: readonly Issue[]): boolean =>
  ((issue.code === "too_big" || issue.code === "too_small") && all.some((one) => one.code === "invalid_type")) ||
  (issue.code === "too_big" &&
    all.some((one) => one !== issue && one.code === "too_big" && Number(one.maximum) < Number(issue.maximum)));

/** The problems of settings: the field, what was found there, and what is expected; each field once. */
export function settingsProblems(value: unknown, issues: readonly Issue[], schema: z.ZodMiniType): string[] {
  const fields = Map.groupBy(issues, (one) => pathText(one.path));
  const lines = [...fields].flatMap(([field, all]) => {
    const { path } = all[0]!;
    const found = at(value, path);
    const unknown = all.flatMap((one) => (one.code === "unrecognized_keys" ? one.keys : []));
    const others = all.filter((one) => one.code !== "unrecognized_keys" && !isBeside(one, all));
    const expectations = [...new Set(others.map((one) => expected(one, found, schema, path)))];
    // Where the name of a variable is expected, or an address, a key may stand.
    const isKey = /_env$/.test(String(path.at(-1))) || (/url$/.test(String(path.at(-1))) && /[@?]/.test(String(found)));
    const what = isKey ? "something else" : shown(found);
    return [
      ...unknown.map((key, index) => unknownField(schema, path, key, at(value, [...path, key]), index === 0)),
      ...(expectations.length === 0 ? [] : [`${field}: found ${what}, expected ${expectations.join("; and ")}`]),
    ];
  });
  if (lines.length <= MAX_PROBLEMS) return lines;
  return [...lines.slice(0, MAX_PROBLEMS - 1), `and ${lines.length - MAX_PROBLEMS + 1} more problems`];
}
