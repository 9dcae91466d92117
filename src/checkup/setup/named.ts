import { didYouMean, oneLine, shown } from "../../text.ts";
import { carriedOut, standing } from "./results.ts";
import type { Look, Place, Step } from "./steps.ts";

/** Steps by what the person types: their names, each with its value. To type a name is the yes to it. */

/** Stands for all of them. */
export const ALL = "all";
/** How the names are typed, for the help. */
export const NAMES = `[${ALL} | <name>[=<value>] …]`;
/** Most words of one line. */
export const MOST_NAMES = 20;
/** What people may type in the place of a step's name. */
const MEANT: Record<string, string> = { ceiling: "settings", path: "link", program: "link" };

/** The steps that were named, in their own order, each with its value; a text says what is wrong with the words. */
export function namedIn(words: string[], steps: Step[]): Map<Step, number | null> | string {
  const named = new Map<Step, number | null>();
  const names = steps.map(({ name }) => name);
  for (const word of words) {
    const at = word.indexOf("=");
    const typed = at < 0 ? word : word.slice(0, at);
    const text = at < 0 ? null : word.slice(at + 1);
    const small = typed.toLowerCase().replaceAll("-", "_");
    if (small === ALL && text === null) {
      for (const step of steps) if (!named.has(step)) named.set(step, null);
      continue;
    }
    const name = Object.hasOwn(MEANT, small) ? MEANT[small]! : small;
    const step = steps.find((one) => one.name.replaceAll("-", "_") === name);
    if (step === undefined)
      return `found ${shown(oneLine(typed))}, expected ${ALL}, ${names.join(", ")}${didYouMean(small, [ALL, ...names])}`;
    const { takes } = step;
    if (text !== null && takes === undefined) return `${step.name} takes no value, found ${shown(oneLine(text))}`;
    const value = text === null ? null : takes!.value.parse(text);
    if (text !== null && value === null)
      return `${oneLine(typed)}=: found ${shown(oneLine(text))}, expected ${takes!.value.expected}`;
    if (text === null && name !== small && takes !== undefined)
      return `${small} needs a value: ${small}=, expected ${takes.value.expected}`;
    if (value !== null && ![null, undefined, value].includes(named.get(step)))
      return `${step.name} is given two values: type one of them`;
    named.set(step, value ?? named.get(step) ?? null);
  }
  return new Map(steps.flatMap((step) => (named.has(step) ? [[step, named.get(step)!] as const] : [])));
}

/** Does a step; a value that its offer does not take goes into the file that is there. */
export async function doNamed(step: Step, value: number | null, place: Place): Promise<{ look: Look; now: boolean }[]> {
  const look = await standing(step, place);
  const taken = look.state === "offered" && look.value !== undefined;
  const first = look.state === "offered" ? carriedOut(step, look, value, place) : look;
  const isNow = look.state === "offered" && first.state === "done";
  if (value === null || taken || first.state !== "done") return [{ look: first, now: isNow }];
  const more = step.takes!.set(place, value);
  const second = more.state === "offered" ? carriedOut(step, more, value, place) : more;
  return [
    ...(isNow ? [{ look: first, now: true }] : []),
    { look: second, now: more.state === "offered" && second.state === "done" },
  ];
}
