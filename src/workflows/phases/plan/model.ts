import type { Truths } from "../planning/model.ts";

/** Plans of a phase as their planner writes them, and what they are held to. Types, and the words that they allow. */

/** `auto`, or what a person has to do or decide before the plan goes on. */
export const TASK_TYPES = [
  "auto",
  "checkpoint:human-verify",
  "checkpoint:decision",
  "checkpoint:human-action",
] as const;
export const PLAN_TYPES = ["execute", "tdd"] as const;

export interface WrittenTask {
  name: string;
  type: (typeof TASK_TYPES)[number];
  /** It has to be seen failing before it passes. */
  tdd: boolean;
  /** Paths and globs from the project's folder. */
  files: string[];
  action: string;
  /** Commands that exit with 0 once it is done. */
  commands: string[];
  /** What is true then, in words. */
  done: string;
  /** Where the project is built test first: why no test can show this task. */
  untested?: string | null | undefined;
}

export interface WrittenPlan {
  /** `02-01`: the phase, and its number there. */
  id: string;
  type: (typeof PLAN_TYPES)[number];
  objective: string;
  /** Ids of plans of the phase. */
  depends_on: string[];
  /** Ids of the phase's requirements. */
  requirements: string[];
  /** Ids of gaps that it closes. */
  closes: string[];
  must_haves: Truths;
  tasks: WrittenTask[];
}

/** `plans.json`. */
export interface Plans {
  task: string;
  nonce: string;
  approach: string;
  plans: WrittenPlan[];
  answered: string[];
  declined: { id: string; reason: string }[];
}

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
