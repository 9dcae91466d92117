import { WORK } from "../paths.ts";

/** What agents of `discuss-phase` write, relative to the project. */

export const ASSUMPTIONS = `${WORK}/discuss-assumptions.json`;
export const ADVICE = `${WORK}/discuss-advice.json`;
