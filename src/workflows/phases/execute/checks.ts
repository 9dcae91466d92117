import type { Check } from "../../contract.ts";
import { prepare } from "./prepare.ts";
import { publish } from "./publish.ts";
import { summarize } from "./summarize.ts";
import { survey } from "./survey.ts";

export const CHECKS: Record<string, Check> = {
  "execute-survey": survey,
  "execute-prepare": prepare,
  "execute-summary": summarize,
  "execute-publish": publish,
};
