import { didYouMean, oneLine, shown } from "../../text.ts";
import type { Step } from "./steps.ts";

/** Steps by what the person types: their names. To type a name is the yes to it. */

/** Stands for all of them. */
export const ALL = "all";
/** How the names are typed, for the help. */
export const NAMES = `[${ALL} | <name> …]`;
/** Most words of one line. */
export const MOST_NAMES = 20;

/** The steps that were named, in their own order; a text says what is wrong with the words. */
export function namedIn(words: string[], steps: Step[]): Step[] | string {
  const named = new Set<Step>();
  const names = steps.map(({ name }) => name);
  for (const word of words) {
    const small = word.toLowerCase().replaceAll("-", "_");
    const found = steps.filter(({ name }) => small === ALL || name.replaceAll("-", "_") === small);
    if (found.length === 0)
      return `found ${shown(oneLine(word))}, expected ${ALL}, ${names.join(", ")}${didYouMean(small, [ALL, ...names])}`;
    for (const step of found) named.add(step);
  }
  return steps.filter((step) => named.has(step));
}
