import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { here } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import { allProviders } from "../../providers/index.ts";
import type { Env } from "../../record/machine/outside.ts";
import { bare, SETTINGS_FILE, type Settings, WITHOUT_FILE } from "../../settings.ts";
import { isObject, parseJson, readArtifact } from "../../store/files/small-file.ts";
import { clean, cut, didYouMean, firstLines, oneLine, shortJson } from "../../text.ts";
import { at, expected, type Issue, pathText } from "../../workflows/contract/fields.ts";
import { allSettings, settingsSlips } from "../../workflows/index.ts";
import { counting, type Waiting } from "./trust.ts";

/** What is wrong with settings, for a person who wrote them by hand: one line for each field. */

type Path = readonly PropertyKey[];

/** Kinds of values as the schema library calls them, in words. */
const KINDS: Record<string, string> = {
  array: "a list in [ ]",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "fields in { }",
  record: "names with their values in { }",
  string: "a text in quotes",
};

/** Lines that are told at once. */
const MAX_PROBLEMS = 12;

/**
 * The fields that an object of the schema may have, by its path; empty where they are not fixed.
 */
function namesAt(schema: z.ZodMiniType, path: Path): string[] {
  const { shape, keyType } = bare(formAt(schema, path));
  const names = shape ? Object.keys(shape) : [...(keyType?._zod.values ?? [])].map(String);
  return names.filter((name) => !name.startsWith("$"));
}

/** The form of what stands at a path. */
function formAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const { shape, element, valueType } = bare(schema);
  return formAt(shape?.[key] ?? element ?? valueType!, rest);
}

/** `; did you mean X?` for a setting beside it, of a name that is alike, which takes this value. */
function meantBeside(schema: z.ZodMiniType, path: Path, value: unknown): string {
  const above = path.slice(0, -1);
  const taking = namesAt(schema, above).filter(
    (name) => z.safeParse(formAt(schema, [...above, name]) as z.ZodMiniType, value).success,
  );
  return didYouMean(String(path.at(-1)), taking);
}

/** What is expected in the place of a value of another kind: in words of the form, if it has any. */
function ofKind(schema: z.ZodMiniType, issue: Extract<Issue, { code: "invalid_type" }>): string {
  const own =
    issue.expected === "string" &&
    z
      .safeParse(formAt(schema, issue.path), "\n")
      .error?.issues.find(({ code }) => /format|custom/.test(code));
  return expected(own || issue, KINDS);
}

/**
 * A value as it is shown; not where a key may stand, since what is said here is read by a model,
 * too.
 */
function foundText(path: Path, value: unknown): string {
  const name = String(path.at(-1));
  const mayBeKey =
    /_env$|key|token|secret|passw/i.test(name) || (/url$/.test(name) && /[@?]/.test(String(value)));
  return mayBeKey && typeof value === "string" ? "a text" : shortJson(value);
}

/** What was a setting, by its first and last name, and what there is instead. */
const GONE = new Map([
  ["agent_commits", "the program commits, agents only look with git"],
  ["budget.enabled", "a budget that is there applies"],
  ["budget.tokens_max", "use ceiling_tokens"],
  ["budget.calls_max", "use budget.usd_max, and prices for models that have none"],
  ["budget.on_exceed", "you are always asked"],
  ["codex.profile", "set profile in Codex' own config.toml"],
  ["deploy.health", "ask the address in deploy.check, as by curl --fail"],
  ["deploy.rollback", "the program never ran it; keep it in your runbook"],
  ["limits.rounds", "use limits.per_reviewer, limits.plan_reviews and limits.code_reviews"],
  ["prices.cache_write", "it is 1.25 times the price of input"],
  ["team.tests", "use tests.commands, or tests.run: false for none"],
  ["team.profile", 'use execute.isolation: "worktree" for app_worktree, "checkout" for local'],
]);

function unknownField(schema: z.ZodMiniType, path: Path, value: unknown): string {
  const found = `${pathText(path)}: found ${foundText(path, value)}`;
  const gone = GONE.get([...new Set([path[0], path.at(-1)])].join("."));
  if (gone !== undefined) return `${found}, which is no longer a setting; ${gone}`;
  const names = namesAt(schema, path.slice(0, -1));
  return `${found}, which is not a setting${didYouMean(String(path.at(-1)), names) || ";"} known: ${names.join(", ")}`;
}

/**
 * The problems of settings: the field, what was found there, and what is expected; each field once.
 */
export function settingsProblems(
  value: unknown,
  issues: readonly Issue[],
  schema: z.ZodMiniType,
): string[] {
  const fields = Map.groupBy(issues, (one) => pathText(one.path));
  const lines = [...fields].flatMap(([field, all]) => {
    const { path } = all[0]!;
    const unknown = all.flatMap((one) => (one.code === "unrecognized_keys" ? one.keys : []));
    // Of a value of another kind its size says nothing.
    const kinds = all.filter((one) => one.code === "invalid_type");
    const wanted =
      kinds.length > 0
        ? kinds.map((one) => ofKind(schema, one))
        : all.flatMap((one) => (one.code === "unrecognized_keys" ? [] : [expected(one, KINDS)]));
    return [
      ...unknown.map((key) => unknownField(schema, [...path, key], at(value, [...path, key]))),
      ...(wanted.length === 0
        ? []
        : [
            `${field}: found ${foundText(path, at(value, path))}, expected ${[...new Set(wanted)].join("; and ")}${kinds.length > 0 ? meantBeside(schema, path, at(value, path)) : ""}`,
          ]),
    ];
  });
  return firstLines(lines, MAX_PROBLEMS, " problems");
}

/** Characters of one problem that are shown. */
const MAX_PROBLEM = 1_000;

/** `waiting`: what the person has not approved yet; `settings` are without it. */
type SettingsResult =
  | { ok: true; settings: Settings; present: boolean; waiting?: Waiting }
  | { ok: false; problems: string[] };

/** What a person does about a problem in the settings. */
export const mendSettings = (): string => `Fix ${SETTINGS_FILE}; ${here("dry-run")} checks it.`;

/**
 * The project's settings as far as they count here, without a file the defaults; or the problems,
 * one line each with the field, what was found and what is expected.
 */
export async function readSettings(root: string, env: Env = process.env): Promise<SettingsResult> {
  const refused = (problems: string[]): SettingsResult => ({
    ok: false,
    // A field may have any name.
    problems: problems.map(
      (problem) => `${SETTINGS_FILE}: ${cut(clean(oneLine(problem)), MAX_PROBLEM)}`,
    ),
  });
  const folder = attempt(
    () => statSync(dirname(join(root, SETTINGS_FILE)), { throwIfNoEntry: false }),
    undefined,
  );
  // A file of that name holds none.
  if (folder?.isDirectory() === false) return { ok: true, settings: WITHOUT_FILE, present: false };
  const file = readArtifact(join(root, SETTINGS_FILE));
  if (!file.ok)
    return file.problem.startsWith("the file is not there")
      ? { ok: true, settings: WITHOUT_FILE, present: false }
      : refused([file.problem]);
  const json = parseJson(file.bytes);
  if (!json.ok) return refused([json.problem]);
  // The schema passes over a name that objects have anyway.
  if (JSON.stringify(json.value).includes('"__proto__":'))
    return refused(["found __proto__, which is not a setting"]);
  const schema = await allSettings();
  const issues = schema.safeParse(json.value).error?.issues ?? [];
  const parsed = schema.safeParse(without(json.value, issues));
  const slips = parsed.success
    ? settingsSlips(parsed.data, () => allProviders(parsed.data.providers).map(({ id }) => id))
    : [];
  const problems = [...settingsProblems(json.value, issues, schema), ...slips];
  if (!parsed.success || problems.length > 0) return refused(problems);
  const { settings, waiting } = counting(parsed.data, schema, { root }, env);
  return { ok: true, settings, present: true, ...(waiting === null ? {} : { waiting }) };
}

/** Settings without what has a wrong form, to see what else is wrong; what lacks something goes whole. */
function without(value: unknown, issues: readonly Issue[]): unknown {
  const rest = structuredClone(value);
  const paths = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => [...issue.path, key])
      : [issue.path],
  );
  for (const path of paths) {
    const inside = at(rest, path.slice(0, -1));
    const isThere = isObject(inside) && Object.hasOwn(inside, path.at(-1)!);
    if (isObject(rest)) delete (isThere ? inside : rest)[String(isThere ? path.at(-1) : path[0])];
  }
  return rest;
}
