import { WORK } from "../paths.ts";

/** What agents of `plan-phase` write, relative to the project. */

export const RESEARCH = `${WORK}/plan-research.md`;
export const PATTERNS = `${WORK}/plan-patterns.md`;
export const PLANS = `${WORK}/plan-plans.json`;
export const CHECKED = `${WORK}/plan-check.json`;

/** Key of the gate that checks the plans. */
export const PLAN_CHECK = "plan-check";
