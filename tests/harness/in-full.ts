import { test } from "bun:test";

/** A scenario of `npm run test:faults` alone: what it shows is also tested below the host, in every run. */
export const inFull: (name: string, work: () => Promise<void>) => void =
  process.env.MULTI_AI_FAULTS === "full" ? test : () => {};
