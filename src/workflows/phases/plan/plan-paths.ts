import { WORK } from "../paths.ts";

/** What agents of `plan-phase` write, relative to the project. */

export const RESEARCH = `${WORK}/plan-research.md`;
export const PATTERNS = `${WORK}/plan-patterns.md`;
export const PLANS = `${WORK}/plan-plans.json`;
