/**
 * What the reading of one call's text may cost. Text is doubled in a few letters (`a=$a$a`), and a hook that is killed by the
 * host's timeout lets its call pass on 2.1.197. So everything here that grows counts steps; the clock is the last net.
 */

/** Thrown for a text that this reader does not understand. */
export class Unreadable extends Error {}

/** Thrown when a text is too long, too deep, or takes too many steps: what it does is not known. */
export class Exhausted extends Error {}

/** A step takes about a microsecond in a hook, which runs without a compiler. */
export const MAX_STEPS = 300_000;
const DEADLINE_MS = 2_000;
/** Steps between two looks at the clock. */
const STRIDE = 4_000;

let left = MAX_STEPS;
let until = Number.POSITIVE_INFINITY;
let lookAt = 0;

/** Begins the budget of one call. */
export function beginBudget(): void {
  left = MAX_STEPS;
  lookAt = MAX_STEPS - STRIDE;
  until = performance.now() + DEADLINE_MS;
}

/** Steps since the budget began. */
export const stepsTaken = (): number => MAX_STEPS - left;

/** Counts steps, or letters that are looked at with `letters`. @throws Exhausted */
export function spend(steps: number, letters = 0): void {
  left -= steps + (letters >> 4);
  if (left < lookAt) {
    lookAt = left - STRIDE;
    if (performance.now() > until) left = -1;
  }
  if (left < 0) throw new Exhausted("too many steps");
}
