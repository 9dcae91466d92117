import type { Check } from "../../contract.ts";
import { criteria } from "./criteria.ts";
import { publish } from "./publish.ts";
import { CRITERIA, PUBLISH, SURVEY, VERDICT } from "./recorded.ts";
import { survey } from "./survey.ts";
import { verdict } from "./verdict.ts";

/** What the program does itself in a verification. */
export const CHECKS: Record<string, Check> = {
  [SURVEY]: survey,
  [CRITERIA]: criteria,
  [VERDICT]: verdict,
  [PUBLISH]: publish,
};
