import { isObject } from "../../../../store/files/small-file.ts";
import { editJson } from "../../../../store/json/edit-json.ts";
import { readJson } from "../../../../store/json/read-json.ts";
import { shortJson } from "../../../../text.ts";
import { at } from "../../../contract/fields.ts";
import { telling } from "../files.ts";
import type { PlanningConfig, Problem } from "../model.ts";
import { ELSEWHERE, WISHES, type Wish } from "./wishes.ts";

/**
 * `config.json`: GSD has kept the same wish at several places over time; it is written where
 * today's GSD looks for it.
 */

const ALL = Object.entries<Wish<string>>(WISHES);

/** What holds where `config.json` says nothing. */
export const DEFAULT_CONFIG = Object.fromEntries(
  ALL.map(([name, { none }]) => [name, none]),
) as PlanningConfig;

/** Keys of the first of these places where something stands. */
const placeIn = (config: unknown, paths: readonly string[]): string[] | undefined =>
  paths.map((path) => path.split(".")).find((one) => (at(config, one) ?? null) !== null);

/** The first line that a key stands in; null: none does. */
function lineOf(source: string, key: string): number | null {
  const index = source.indexOf(JSON.stringify(key));
  return index < 0 ? null : source.slice(0, index).split("\n").length;
}

/** The object that a text is, or what is wrong with it. */
function objectIn(source: string): Record<string, unknown> | string {
  const read = readJson(source.replace(/^\uFEFF/, ""));
  if (!read.ok) return read.problem;
  return isObject(read.value) ? read.value : `found ${shortJson(read.value)}, expected an object`;
}

/**
 * What a text of config.json wants; what it does not say, or says wrongly, is as by default. Pure.
 */
export function readConfigText(
  source: string,
  path: string,
): { config: PlanningConfig; problems: Problem[] } {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const read = objectIn(source);
  if (typeof read === "string") tell(null, read);
  const wishes = ALL.flatMap(([name, { paths, values, older }]) => {
    const where = placeIn(read, paths);
    if (where === undefined) return [];
    const written = at(read, where);
    const value =
      typeof written === "string" && Object.hasOwn(older, written) ? older[written] : written;
    if (values.includes(value as string)) return [[name, value]];
    const known = [...values, ...Object.keys(older)].map((one) => JSON.stringify(one)).join(", ");
    tell(
      lineOf(source, where.at(-1)!),
      `${where.join(".")}: found ${shortJson(written)}, expected one of ${known}`,
    );
    return [];
  });
  for (const [path, { usual, use }] of Object.entries(ELSEWHERE)) {
    const written = at(read, path.split(".")) ?? null;
    if (written !== null && !usual.includes(written))
      tell(
        lineOf(source, path.split(".").at(-1)!),
        `${path}: found ${shortJson(written)}, which is not read here; use ${use}`,
      );
  }
  return { config: { ...DEFAULT_CONFIG, ...Object.fromEntries(wishes) }, problems };
}

/** A whole config.json. Pure. */
export function renderConfig(config: PlanningConfig): string {
  let text = "{}";
  for (const [name, { paths }] of ALL) {
    const edited = editJson(text, paths[0]!.split("."), config[name as keyof PlanningConfig]);
    if (edited.ok) text = edited.text;
  }
  return `${text}\n`;
}
