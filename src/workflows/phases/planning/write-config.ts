import { readJson } from "../../../store/json.ts";
import { isObject } from "../../../store/small-file.ts";
import { at } from "../../fields.ts";
import { PLACES } from "./config.ts";
import type { Edited } from "./edit-lines.ts";
import type { PlanningConfig } from "./model.ts";

/** Writing of `config.json`: what the person wants, at the places where today's GSD looks for it. Pure. */

type Wishes = Partial<PlanningConfig>;

/** Nothing here reads them; GSD's own check of a folder asks for them, and takes them for true where they are missing. */
const GSD_ASKS = { nyquist_validation: true, ai_integration_phase: true };

/** A whole config.json. */
export function renderConfig(config: PlanningConfig): string {
  const value: Record<string, unknown> = { workflow: GSD_ASKS };
  for (const [name, { paths }] of Object.entries(PLACES)) {
    const [first, ...deeper] = paths[0]! as [string, ...string[]];
    const wish = config[name as keyof PlanningConfig];
    value[first] = deeper.length === 0 ? wish : { ...(value[first] as object | undefined), [deeper[0]!]: wish };
  }
  return `${JSON.stringify(value, null, 2)}\n`;
}

const STRING = /"(?:[^"\\]|\\[\s\S])*"/y;
const ATOM = /[^\s,:[\]{}"]+/y;

/** Where a value of a JSON text begins, and the first place behind it. */
interface Span {
  from: number;
  to: number;
}

/** Where the value at a path stands in a JSON text that can be parsed, and all objects on the way; null: it is missing. */
function spanOf(text: string, path: readonly string[]): { value: Span | null; holders: Span[] } {
  const holders: Span[] = [];
  let found: Span | null = null;
  let cursor = 0;
  const skip = (): void => {
    while (/[\s\uFEFF]/.test(text[cursor] ?? "x")) cursor++;
  };
  const token = (pattern: RegExp): string => {
    pattern.lastIndex = cursor;
    const whole = pattern.exec(text)?.[0] ?? text[cursor] ?? "";
    cursor += Math.max(1, whole.length);
    return whole;
  };
  /** `depth`: how much of the path leads here; -1: it leads elsewhere. */
  const value = (depth: number): void => {
    skip();
    const from = cursor;
    if (text[cursor] === "{" || text[cursor] === "[") {
      const close = text[cursor] === "{" ? "}" : "]";
      cursor++;
      for (skip(); cursor < text.length && text[cursor] !== close; skip()) {
        if (text[cursor] === ",") {
          cursor++;
          continue;
        }
        let next = -1;
        if (close === "}") {
          const key = readJson(token(STRING));
          skip();
          cursor++;
          next = depth >= 0 && key.ok && key.value === path[depth] ? depth + 1 : -1;
        }
        value(next);
      }
      cursor++;
      if (close === "}" && depth >= 0 && depth < path.length) holders[depth] = { from, to: cursor };
    } else token(text[cursor] === '"' ? STRING : ATOM);
    if (depth === path.length) found = { from, to: cursor };
  };
  value(0);
  return { value: found, holders };
}

const replaced = (text: string, { from, to }: Span, by: string): string => text.slice(0, from) + by + text.slice(to);

/** Puts a field into an object, behind the others. */
function withField(text: string, holder: Span, key: string, json: string): string {
  const inner = text.slice(holder.from + 1, holder.to - 1);
  const field = `${JSON.stringify(key)}: ${json}`;
  const first = /^\s*?(\r?\n)([ \t]*)(?=\S)/.exec(inner);
  if (inner.trim() === "") return replaced(text, holder, `{ ${field} }`);
  const behind = holder.from + 1 + inner.trimEnd().length;
  const gap = first === null ? ", " : `,${first[1]}${first[2]}`;
  return `${text.slice(0, behind)}${gap}${field}${text.slice(behind)}`;
}

/** Sets what the person wants, at the place where the file has it already; every other byte stays. */
export function setConfig(text: string, wishes: Wishes): Edited {
  let edited = text;
  for (const [name, wish] of Object.entries(wishes)) {
    const read = readJson(edited.replace(/^\uFEFF/, ""));
    if (!read.ok || !isObject(read.value)) return { ok: false, problem: read.ok ? "found no object" : read.problem };
    const { paths } = PLACES[name as keyof PlanningConfig];
    const path = paths.find((one) => (at(read.value, one) ?? null) !== null) ?? paths[0]!;
    const json = JSON.stringify(wish);
    const { value, holders } = spanOf(edited, path);
    if (value !== null) edited = replaced(edited, value, json);
    else {
      const holder = holders.at(-1)!;
      const [key, ...deeper] = path.slice(holders.length - 1) as [string, ...string[]];
      if (holders.length < path.length && at(read.value, path.slice(0, holders.length)) !== undefined)
        return { ok: false, problem: `${path.slice(0, holders.length).join(".")}: found no object, expected one` };
      edited = withField(
        edited,
        holder,
        key,
        deeper.reduceRight((inner, one) => `{ ${JSON.stringify(one)}: ${inner} }`, json),
      );
    }
  }
  return { ok: true, text: edited };
}
