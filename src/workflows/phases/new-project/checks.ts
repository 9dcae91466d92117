import type { Check } from "../../contract.ts";
import { survey } from "./survey.ts";

export const CHECKS: Record<string, Check> = { "project-survey": survey };
