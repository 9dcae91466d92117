import type * as z from "zod/mini";
import type { Run } from "../../../engine/run.ts";
import { cut, fold } from "../../../text.ts";
import { bare } from "../../sections.ts";
import { type PlanRecord, planRecord, surveyFacts } from "../plan/record.ts";
import type { At } from "../recorded.ts";
import type { adviceSchema, assumptionsSchema } from "./kinds.ts";

/** What a run of `discuss-phase` has on record. */

export const SURVEY = "discuss-survey";
export const ASSUMPTIONS = "discuss-assumptions";
export const ADVICE = "discuss-advice";
/** Questions whose answers are what the person said. */
export const CORRECTED = "discuss-assumed";
export const CHOSEN = "discuss-choose";

export const CONFIDENCE = ["high", "medium", "low"] as const;
export type Assumptions = z.infer<typeof assumptionsSchema>;
export type Assumption = Assumptions["assumptions"][number];
export type Advice = z.infer<typeof adviceSchema>;
export type OpenChoice = Advice["questions"][number];

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
  bare(/^`[^`]+`/.exec(text.trim())?.[0] ?? text)
    .replace(/:\d+(?:[-–]\d+)?$/, "")
    .replace(/^(?:\.\/)+|\/$/g, "");

/** How the person is asked it; their answer is tied to these words. */
export const askedAs = ({ question }: Pick<OpenChoice, "question">): string =>
  cut(fold(question), 600);

/** Their newest answer to each question of an advice, by what they were asked. */
export const answers = (run: Pick<Run, "decisions">): Map<string, string> =>
  new Map(
    run.decisions.flatMap(({ kind, asked, text }): [string, string][] =>
      kind === CHOSEN && asked && text ? [[askedAs({ question: asked }), text]] : [],
    ),
  );

/** The best one first: it is what is recommended. */
export const byScore = ({ variants }: Pick<OpenChoice, "variants">): OpenChoice["variants"] =>
  variants.toSorted((a, b) => b.score - a.score);
