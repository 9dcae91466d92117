import type { Check } from "../../contract.ts";
import { publish } from "./publish.ts";
import { survey } from "./survey.ts";

/** What the program does itself for `plan-phase`. */
export const CHECKS: Record<string, Check> = { "plan-survey": survey, "plan-publish": publish };
