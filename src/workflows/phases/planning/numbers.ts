import type { PhaseNumber } from "./model.ts";

/** Numbers of phases: whole ones, and decimal ones for what came in between, such as `2.1`. */

/** A whole number as it is meant: most are, and roadmaps may have many. */
const WHOLE = /^[1-9]\d*$/;

/** Without leading zeros: `02.1` is `2.1`. */
export const plainNumber = (text: string): PhaseNumber =>
  WHOLE.test(text)
    ? text
    : text
        .split(".")
        .map((part) => String(Number(part)))
        .join(".");

/** As in names of folders and files: `2.1` is `02.1`. */
export function twoDigits(number: PhaseNumber): string {
  if (WHOLE.test(number)) return number.padStart(2, "0");
  const [whole = "", ...rest] = plainNumber(number).split(".");
  return [whole.padStart(2, "0"), ...rest].join(".");
}

/** How a plan is named by others of its phase, and by commits: `02-01`. `plan`: its number, from 1. */
export const planId = (phase: PhaseNumber, plan: number): string =>
  `${twoDigits(phase)}-${String(plan).padStart(2, "0")}`;

/** The same for an id as somebody wrote it: `2-1` is `02-01`. */
export const plainId = (id: string): string => {
  const [phase = "", plan = ""] = id.split(/-(?=\d+$)/);
  return planId(phase, Number(plan));
};

export const samePhase = (one: string, other: string): boolean =>
  one === other || plainNumber(one) === plainNumber(other);

/** By their place in the roadmap: 2, 2.1, 2.2, 3. */
export function byNumber(one: PhaseNumber, other: PhaseNumber): number {
  if (WHOLE.test(one) && WHOLE.test(other)) return Number(one) - Number(other);
  const [a, b] = [one, other].map((text) => plainNumber(text).split(".").map(Number)) as [number[], number[]];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Those of which an earlier one has the same key, each with the first that has it. */
export const twinsOf = <T>(all: readonly T[], keyOf: (one: T) => unknown): [first: T, again: T][] =>
  all.flatMap((one, at): [T, T][] => {
    const first = all.findIndex((other) => keyOf(other) === keyOf(one));
    return first === at ? [] : [[all[first]!, one]];
  });

const SINGLE = /(?<![\w.-])(\d{1,4}(?:\.\d{1,3})*)(?![\w-])/g;

const RANGE = /(?<![\w.-])(\d{1,4})\s*(?:-|–|to)\s*(\d{1,4})(?![\w.-])/g;

/** Numbers of phases in running text, without what stands in parentheses: `Phases 1-3, Phase 4.1 (all of them)`. */
export function numbersIn(text: string): PhaseNumber[] {
  const single = text.replace(/\([^()]*\)/g, " ").replace(RANGE, (whole, first: string, last: string) => {
    const count = Number(last) - Number(first) + 1;
    return count > 1 && count <= 1_000
      ? Array.from({ length: count }, (_, at) => Number(first) + at).join(", ")
      : whole;
  });
  return [...new Set([...single.matchAll(SINGLE)].map((one) => plainNumber(one[1]!)))];
}
