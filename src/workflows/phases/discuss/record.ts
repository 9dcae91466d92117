import type * as z from "zod/mini";
import type { Run } from "../../../engine/run.ts";
import { type PlanRecord, planRecord, surveyFacts } from "../plan/record.ts";
import type { At } from "../recorded.ts";
import type { assumptionsSchema } from "./kinds.ts";

/** What a run of `discuss-phase` has on record. */

export const SURVEY = "discuss-survey";
export const ASSUMPTIONS = "discuss-assumptions";
/** The question whose answers are what the person said. */
export const CORRECTED = "discuss-assumed";

export const CONFIDENCE = ["high", "medium", "low"] as const;
export type Assumptions = z.infer<typeof assumptionsSchema>;
export type Assumption = Assumptions["assumptions"][number];

/** Whether nobody is asked in this run. */
export const assumes = (run: Run): boolean => run.auto || surveyFacts(run, SURVEY).yolo === true;

export const discussRecord = (at: At): PlanRecord | null => planRecord(at, SURVEY);

/** Whether the roadmap says nothing of when the phase is done. */
export const lacksCriteria = (at: At): boolean => discussRecord(at)?.context.criteria.length === 0;

/** The person's corrections of assumptions, in order. */
export const corrections = (run: Pick<Run, "decisions">): string[] =>
  run.decisions.flatMap((decision) =>
    decision.kind === CORRECTED && decision.option === "correct" && decision.text
      ? [decision.text]
      : [],
  );

/** The file that an evidence names, without its lines: `` `src/a.ts:10-20` ``, `./src/a.ts`. */
export const fileNamed = (text: string): string =>
  (/^`([^`]+)`/.exec(text.trim())?.[1] ?? text)
    .trim()
    .replace(/:\d+(?:[-–]\d+)?$/, "")
    .replace(/^(?:\.\/)+|\/$/g, "");
