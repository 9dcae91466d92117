import * as z from "zod/mini";
import { optionalList, stamp, text } from "../../contract/fields.ts";
import { about } from "../../kit/form.ts";

/** What both ways of talking a phase over write beside what is open. */

export const area = about(
  z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  "what it is about, in a word or two",
);

export const opening = { ...stamp, boundary: about(text, "what the phase is, and what it is not") };
export const closing = {
  discretion: optionalList(about(text, "what whoever builds it may choose")),
  code: optionalList(about(text, "what the code has that matters here, with its path")),
  deferred: optionalList(about(text, "what belongs to later")),
};

/** `A1`, `A2` … in order, each once. */
export function idProblems(ids: readonly string[], letter: string, place: string): string[] {
  const expected = ids.map((_, index) => `${letter}${index + 1}`);
  return ids.every((id, index) => id === expected[index])
    ? []
    : [`${place}: found the ids ${ids.join(", ")}, expected ${expected.join(", ")}`];
}
