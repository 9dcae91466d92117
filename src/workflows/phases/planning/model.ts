import { CONFIG, PROJECT } from "../paths.ts";
import type { readPlanText } from "./documents/plan.ts";
import type { phaseOf } from "./documents/roadmap.ts";
import type { readSummaryText } from "./documents/summary.ts";
import type { UatTest } from "./documents/uat.ts";
import type { readVerificationText } from "./documents/verification.ts";
import type { WISHES } from "./documents/wishes.ts";
import type { folderOf, readPlanning } from "./read.ts";

/** What a `.planning` folder says; what reads and writes it stands beside this file. */

/** Something that cannot be read, or that contradicts itself. */
export interface Problem {
  /** Relative to the project. */
  file: string;
  /** From 1; null: it is about the whole file, or about a file that is missing. */
  line: number | null;
  /** What was found, and what is expected. */
  problem: string;
  /**
   * The number of the phase, or the id of the requirement, that it is about; left out: it is about
   * the whole file. Empty: it keeps nothing from going on.
   */
  of?: string;
}

/**
 * Whether a problem keeps a phase from going on; `phase`: null, for the project as a whole. What
 * config.json says wrongly is as by default, and PROJECT.md is read by agents alone.
 */
export const stops = (
  { file, of }: Problem,
  phase: Pick<RoadmapPhase, "number" | "requirements"> | null,
): boolean =>
  ![CONFIG, PROJECT].includes(file) &&
  (of === undefined ||
    (phase !== null && (of === phase.number || phase.requirements.includes(of))));

export const problemIn = (file: string, problem: string, line: number | null = null): Problem => ({
  file,
  line,
  problem,
});

/** A problem as a person finds it: file, line, what is wrong. */
export const problemText = ({ file, line, problem }: Problem): string =>
  `${line === null ? file : `${file}:${line}`}: ${problem}`;

export interface Requirement {
  /** As it is written, such as `AUTH-01`. */
  id: string;
  text: string;
  /** `v1`: has to be done in this milestone; `later`: has not; `out`: is out of scope. */
  scope: "v1" | "later" | "out";
  /** Its box is ticked. */
  done: boolean;
}

/** A phase's number as text without leading zeros: `2`, `2.1`. */
export type PhaseNumber = string;

/** One phase of the roadmap. */
export type RoadmapPhase = ReturnType<typeof phaseOf>;

/** One plan of a phase: `NN-MM-PLAN.md`. */
export type PhasePlan = ReturnType<typeof readPlanText>;
/** What was done for a plan: `NN-MM-SUMMARY.md`. */
export type PlanSummary = ReturnType<typeof readSummaryText>;
/** `NN-VERIFICATION.md`. */
export type Verification = NonNullable<ReturnType<typeof readVerificationText>>;

/** A test of a phase's UAT, with the file that it stands in. */
export type OpenTest = UatTest & { path: string };

/** A folder below `.planning/phases`. */
export type PhaseFolder = NonNullable<ReturnType<typeof folderOf>>;
/** What `config.json` wants. */
export type PlanningConfig = { [K in keyof typeof WISHES]: (typeof WISHES)[K]["values"][number] };

/** All of it, as it lies on the disk. */
export type Planning = ReturnType<typeof readPlanning>;
