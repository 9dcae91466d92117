import type * as z from "zod/mini";
import type { adviceSchema } from "./advice.ts";
import type { assumptionsSchema } from "./assumptions.ts";

/** What is written down about a phase before it is planned. */

export const CONFIDENCE = ["high", "medium", "low"] as const;

export type Assumptions = z.infer<typeof assumptionsSchema>;
export type Assumption = Assumptions["assumptions"][number];

export type Advice = z.infer<typeof adviceSchema>;
export type OpenChoice = Advice["questions"][number];
