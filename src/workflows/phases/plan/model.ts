import type * as z from "zod/mini";
import type { plansSchema } from "./plans-kind.ts";

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

/** What plans of a phase are made for and held to, as the survey has found it. */
export interface PlanContext {
  /** The phase as in names of files: `02`, `02.1`. */
  phase: string;
  name: string;
  goal: string;
  /** What can be observed once the phase is done, or what is missing of that; `AC1`, `AC2`. */
  criteria: Named[];
  /** All requirements of the phase. */
  requirements: Named[];
  /** Those of them that one of the plans has to name. */
  due: string[];
  /** What a verification found missing, each to be closed by one of the plans; none when the phase is planned first. */
  gaps: Named[];
  /** Plans of the phase that stay as they are; `wave`: in which each was carried out. */
  kept: { id: string; objective: string; files: string[]; wave?: number }[];
  /** Numbers up to this one are taken, also by plans that commits name and that are given up. */
  taken: number;
  /** The project is built test first. */
  tdd: boolean;
  granularity: "coarse" | "standard" | "fine";
  /** Files to read before planning, relative to the project, each with what it is. */
  files: { path: string; about: string }[];
  /** What earlier work leaves to think of, in its own words. */
  concerns: { from: string; text: string }[];
}

/** How a finding and a verdict name a task: `02-01/2`. */
export const taskRef = (plan: string, index: number): string => `${plan}/${index + 1}`;
