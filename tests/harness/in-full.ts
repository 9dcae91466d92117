import { test } from "bun:test";

/** Whether this is `npm run test:faults`. */
export const IS_FULL = process.env.MULTI_AI_FAULTS === "full";

/**
 * A scenario of `npm run test:faults` alone: what it shows is also tested below the host, in every
 * run.
 */
export const inFull: (name: string, work: () => void | Promise<void>) => void = IS_FULL
  ? test
  : () => {};

/** How often a property is tried: so often in `npm run test:faults`, else a tenth of that. */
export const runs = (all: number): number => (IS_FULL ? all : Math.ceil(all / 10));

/** Of scenarios that differ in one value: all of them in `npm run test:faults`, else the first. */
export const firstOf = <T>(all: readonly T[]): T[] => (IS_FULL ? [...all] : all.slice(0, 1));

/** Of many examples of one kind: all of them in `npm run test:faults`, else each fifth. */
export const someOf = <T>(all: readonly T[]): T[] => all.filter((_, at) => IS_FULL || at % 5 === 0);
