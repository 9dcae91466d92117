import type { Check } from "../../contract.ts";
import { archive } from "./archive.ts";
import { MILESTONE_SURVEY } from "./recorded.ts";
import { survey } from "./survey.ts";
import { tag } from "./tag.ts";

/** What the program does itself to complete a milestone. */
export const CHECKS: Record<string, Check> = {
  [MILESTONE_SURVEY]: survey,
  "milestone-archive": archive,
  "milestone-tag": tag,
};
