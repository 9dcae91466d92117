import type { Check } from "../../contract.ts";
import { publish } from "./publish.ts";
import { survey } from "./survey.ts";

/** What the program does itself for `discuss-phase`. */
export const CHECKS: Record<string, Check> = { "discuss-survey": survey, "discuss-publish": publish };
