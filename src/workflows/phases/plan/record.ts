import type * as z from "zod/mini";
import { accepted, acceptedText, latest } from "../../../record/accepted.ts";
import type { Ground } from "../../kit/ground.ts";
import { stringsIn } from "../../review/evidence/evidence.ts";
import { placeSince, type Since } from "../../review/findings/fixed.ts";
import { WORK } from "../paths.ts";
import { type At, factsOf, recordOf } from "../recorded.ts";
import type { plansSchema } from "./plans-kind.ts";
import type { contextOf, surveyPhase } from "./survey.ts";

/** What a run of `plan-phase` has on record, and where. */

export const RESEARCH = `${WORK}/plan-research.md`;
export const PATTERNS = `${WORK}/plan-patterns.md`;
export const PLANS = `${WORK}/plan-plans.json`;
export const CHECKED = `${WORK}/plan-check.json`;

export const SURVEY = "plan-survey";
export const PLAN_CHECK = "plan-check";

/** What plans of a phase are made for and held to, as the survey has found it. */
export type PlanContext = ReturnType<typeof contextOf>;

/** What the survey has found. */
export type PlanRecord = ReturnType<typeof surveyPhase>["record"];

/** What a survey has stated; `yolo`: nobody is to be asked where an answer can be assumed. */
type SurveyFacts = Pick<PlanRecord, "research" | "patterns"> & {
  plan_check: boolean;
  yolo: boolean;
};
export const surveyFacts = (run: At["run"], gate = SURVEY): Partial<SurveyFacts> =>
  factsOf(run, gate);

/** Null: it is gone, or the survey did not pass. */
export function planRecord(at: At, gate = SURVEY): PlanRecord | null {
  const record = recordOf<Partial<PlanRecord>>(at, gate);
  return record?.context === undefined ? null : (record as PlanRecord);
}
export const planContext = (at: At): PlanContext | null => planRecord(at)?.context ?? null;

/**
 * What became of a place of the plans: a plan, or a task of one by its number; a criterion has no
 * text of its own there.
 */
function sinceInPlans(
  before: readonly WrittenPlan[],
  now: readonly WrittenPlan[],
  at: string | null | undefined,
): Since {
  const [id, task] = (at ?? "").split("/");
  return placeSince([before, now], (plans) => {
    const plan = plans.find((plan) => plan.id === id);
    return task === undefined ? plan : plan?.tasks[Number(task) - 1];
  });
}

const plansIn = ({ project, run }: At, sha = latest(run, "plan-plans")): WrittenPlan[] | null =>
  accepted<Plans>(project, sha)?.plans ?? null;

/** What the phase and its plans tell their check. */
export const GROUND: Ground = {
  criteria: (at) => planContext(at)?.criteria ?? [],
  criteriaIn: "roadmap",
  lost: (at) =>
    planContext(at) === null
      ? "what the plans are made for is gone from .task/objects; end, the person has to decide"
      : null,
  document: (at) => {
    const [context, plans, text] = [
      planContext(at),
      plansIn(at),
      acceptedText(at.project, at.run, PLANS),
    ];
    if (context === null || plans === null || text === null) return null;
    const covers = context.criteria.map((criterion) => criterion.id);
    const steps = plans.flatMap((plan) => [
      { id: plan.id, texts: stringsIn(plan), covers: [] },
      ...plan.tasks.map((task, index) => ({
        id: taskRef(plan.id, index),
        texts: stringsIn(task),
        covers,
      })),
    ]);
    const criteria = [...context.criteria, ...context.requirements, ...context.gaps];
    return { steps, criteria, text, kept: context.kept.map((one) => one.id) };
  },
  since: (at, before, part) => {
    const [old, now] = [plansIn(at, before), plansIn(at)];
    return old === null || now === null ? undefined : sinceInPlans(old, now, part);
  },
};

/** Plans of a phase as their planner writes them, and what they are held to. */

/** `auto`, or what a person has to do or decide before the plan goes on. */
export const TASK_TYPES = [
  "auto",
  "checkpoint:human-verify",
  "checkpoint:decision",
  "checkpoint:human-action",
] as const;
export const PLAN_TYPES = ["execute", "tdd"] as const;

/** `plans.json`. */
export type Plans = z.infer<typeof plansSchema>;
export type WrittenPlan = Plans["plans"][number];
export type WrittenTask = WrittenPlan["tasks"][number];

/** Something with an id that plans are held to. */
export interface Named {
  id: string;
  text: string;
}

/** How a finding and a verdict name a task: `02-01/2`. */
const taskRef = (plan: string, index: number): string => `${plan}/${index + 1}`;
