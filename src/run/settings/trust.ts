import type * as z from "zod/mini";
import { visible } from "../../command-line.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project, Rooted } from "../../project/project.ts";
import { noteSettings, type Said, settingsKnown } from "../../record/machine/known-settings.ts";
import type { Env } from "../../record/machine/outside.ts";
import {
  type About,
  aboutField,
  bare,
  defOf,
  SETTINGS_FILE,
  type Settings,
} from "../../settings.ts";
import { isObject } from "../../store/files/small-file.ts";
import { sha256 } from "../../store/journal.ts";
import { at } from "../../workflows/contract/fields.ts";
import { allSettings, leastOwn } from "../../workflows/index.ts";
import { type Door, typed } from "../commands/command.ts";

/**
 * What of a project's settings counts only once the person has approved it, and whether they have.
 */

/** A field of the settings that counts or waits as a whole. */
export interface Power extends Pick<About, "narrows"> {
  /** Its path in the file, such as `tests.commands`. */
  field: string;
  /** What is shown of it where it waits; null: it never does. */
  does: string | null;
  /** Its value when nothing is said; undefined where it has none then. */
  without: unknown;
}

/** One value of the settings that needs an approval, as it stands in the file. */
interface Held {
  field: string;
  does: string;
  value: unknown;
}

/** Of a field of which nobody has said what it does. */
export const UNKNOWN = "not known to be harmless";

/**
 * Every field of a schema, by what is said of it there. One with fields of its own is each of them,
 * unless it waits itself.
 */
export function powersOf(schema: z.core.$ZodType, field = ""): Power[] {
  const { shape } = bare(schema);
  const { power = UNKNOWN, narrows } = aboutField(schema);
  if (shape !== undefined && (power === UNKNOWN || power === null))
    return Object.entries(shape).flatMap(([name, one]) =>
      powersOf(one, field === "" ? name : `${field}.${name}`),
    );
  const { defaultValue: without } = defOf(schema);
  return [{ field, does: power, without, ...(power !== UNKNOWN && narrows && { narrows }) }];
}

/**
 * Settings that wait for the person. `code`: what the person types to say that they have seen
 * exactly this.
 */
export interface Waiting {
  held: Held[];
  hash: string;
  code: string;
  /** All settings as they stand in the file. */
  whole: Settings;
  isShown?: boolean;
}

const pathOf = (field: string): string[] => field.split(".");

/** A copy with another value there; undefined takes the field out. */
function withValue(settings: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = { ...(isObject(settings) ? settings : {}) };
  const inner = withValue(copy[key], rest, value);
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return copy;
}

/**
 * The fields of which it is not shown that they only narrow what a run can do, with what they are
 * set to.
 */
function pendingIn(settings: Settings, schema: z.ZodMiniType): (Held & Pick<Power, "without">)[] {
  const own = leastOwn();
  return powersOf(schema).flatMap(({ field, does, without, narrows }) => {
    const value = at(settings, pathOf(field));
    const isUnset = value === undefined || lines(field, value).length === 0;
    return does === null || isUnset || Bun.deepEquals(value, without) || narrows?.(value, own)
      ? []
      : [{ field, value, does, without }];
  });
}

/** The same settings as if those fields were not set. */
const withoutHeld = (settings: Settings, schema: z.ZodMiniType): Settings =>
  pendingIn(settings, schema).reduce<unknown>(
    (now, { field, without }) => withValue(now, pathOf(field), without),
    settings,
  ) as Settings;

/** A value and its parts as lines, of which every character can be seen. */
function lines(field: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => lines(`${field}[${index}]`, one));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, one]) => lines(`${field}.${key}`, one));
  return [
    `  ${visible(field)}: ${typeof value === "string" ? `${visible(value)}${lookAlike(value)}` : JSON.stringify(value)}`,
  ];
}

/**
 * What a host with other than ASCII letters is called on the network: a letter of another alphabet
 * may look like one of ours.
 */
function lookAlike(value: string): string {
  const host = URL.parse(value)?.hostname ?? "";
  return /(?:^|\.)xn--/.test(host) && !value.includes(host) ? ` (its host is ${host})` : "";
}

/** What settings run, send or decide, whole, whether or not the person has approved it before. */
export const powerLines = async (settings: Settings): Promise<string[]> =>
  pendingLines({ held: pendingIn(settings, await allSettings()) });

/** Every value that waits, whole, one per line, under what it does. */
export const pendingLines = ({ held }: Pick<Waiting, "held">): string[] =>
  held.flatMap(({ field, value, does }) => {
    const [first = "", ...more] = lines(field, value);
    return [`${first} (${does})`, ...more];
  });

function waitingIn(settings: Settings, schema: z.ZodMiniType): Waiting | null {
  const held = pendingIn(settings, schema);
  if (held.length === 0) return null;
  const hash = sha256(JSON.stringify(held.map(({ field, value }) => [field, value])));
  return { held, hash, code: hash.slice(0, 10), whole: settings };
}

/**
 * The settings as they count now. `waiting`: what the person has not been asked about yet, and is
 * left out.
 */
export function counting(
  settings: Settings,
  schema: z.ZodMiniType,
  project: Rooted,
  env: Env,
): { settings: Settings; waiting: Waiting | null } {
  const all = waitingIn(settings, schema);
  if (all === null) return { settings, waiting: null };
  const decision = settingsKnown(project, all.hash, env);
  if (decision === "approved") return { settings, waiting: null };
  const waiting = decision === "left_out" ? null : { ...all, isShown: decision === "shown" };
  return { settings: withoutHeld(settings, schema), waiting };
}

/**
 * Whether the person has approved all that these settings run, send or decide, for this project.
 */
export async function areApproved(settings: Settings, project: Rooted, env: Env): Promise<boolean> {
  const all = waitingIn(settings, await allSettings());
  return all === null || settingsKnown(project, all.hash, env) === "approved";
}

/**
 * Notes the person's decision about settings that wait, and returns the file with that note.
 * @throws NoRecord
 */
export const say = (project: Project, { hash }: Waiting, decision: Said, env: Env): string =>
  noteSettings(project, hash, decision, env);

/**
 * Why nothing starts where settings wait: all of them, in a session only when that is first said,
 * and then where they can be seen.
 */
export function waitingAtStart(door: Door, waiting: Waiting, project: Project, env: Env): string {
  const lead = "Nothing was started. ";
  if (waiting.isShown && door === "host")
    return `${lead}${SETTINGS_FILE} still needs your approval: ${typed(door, "trust")} shows it, with the code that approves it.`;
  attempt(() => say(project, waiting, "shown", env), null);
  return `${lead}${waitingText(door, waiting)}`;
}

/** What is said where settings wait for the person: all of them, whole, and what to type. */
export function waitingText(door: Door, waiting: Waiting): string {
  return [
    `${SETTINGS_FILE} sets what may run, be sent, be used or decide for you. You have not approved it for this project:`,
    ...pendingLines(waiting),
    `To approve all of it: ${typed(door, "trust")} ${waiting.code}`,
    `To work without it: ${typed(door, "trust")} ${waiting.code} --without`,
  ].join("\n");
}
