import type { Check } from "../../contract.ts";
import { publish } from "./publish.ts";
import { survey } from "./survey.ts";

export const CHECKS: Record<string, Check> = { "project-survey": survey, "project-publish": publish };
