import type { WISHES } from "./config.ts";

/** What a `.planning` folder says; what reads and writes it stands beside this file. */

/** Something that cannot be read as it stands, or that contradicts itself. */
export interface Problem {
  /** Relative to the project. */
  file: string;
  /** From 1; null: it is about the whole file, or about a file that is missing. */
  line: number | null;
  /** What was found, and what is expected. */
  problem: string;
}

export const problemIn = (file: string, problem: string, line: number | null = null): Problem => ({
  file,
  line,
  problem,
});

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
export interface RoadmapPhase {
  number: PhaseNumber;
  name: string;
  goal: string;
  /** What can be observed once it is done, in order. */
  criteria: string[];
  /** Ids of requirements. */
  requirements: string[];
  /** Numbers of phases that have to be done before it. */
  depends_on: PhaseNumber[];
  risk: string | null;
  /** Its box is ticked. */
  done: boolean;
  /** Line of its heading, from 1. */
  line: number;
}

export interface Roadmap {
  title: string;
  phases: RoadmapPhase[];
  /** The milestone that the phases belong to; null: the file names none. */
  milestone: { version: string; name: string } | null;
}

/** One task of a plan. */
export interface PhaseTask {
  name: string;
  /** `auto`, or a checkpoint's kind, such as `checkpoint:human-verify`: that one waits for a person. */
  type: string;
  /** It has to be seen failing before it passes. */
  tdd: boolean;
  /** Paths and globs from the project's folder. */
  files: string[];
  /** What is to be done, whole. */
  action: string;
  /** Commands that exit with 0 once it is done. */
  commands: string[];
  /** What a test of it has to show, in words; empty where it says none. */
  behavior: string;
  /** What has to hold once it is done, in words, whole; empty where it says none. */
  criteria: string;
  /** What is true then, in words. */
  done: string;
}

export interface Truths {
  /** What can be observed when the plan is done. */
  truths: string[];
  artifacts: { path: string; provides: string }[];
  key_links: { from: string; to: string; via: string }[];
}

/** One plan of a phase: `NN-MM-PLAN.md`. */
export interface PhasePlan {
  /** Relative to the project. */
  path: string;
  phase: PhaseNumber;
  /** From 1, within its phase; 0: neither its name nor the file says it, which is a problem. */
  plan: number;
  /** `01-02`: how other plans name it. */
  id: string;
  /** `execute` or `tdd`; `council`: written by that workflow, which alone reads its tasks. */
  type: string;
  /** As the file says it; what counts is computed from dependencies and files. */
  wave: number | null;
  /** Ids of plans. */
  depends_on: string[];
  files_modified: string[];
  /** False: something in it waits for a person. */
  autonomous: boolean;
  requirements: string[];
  gap_closure: boolean;
  /** Another plan took its place: `readPlanning` leaves such a one out. */
  superseded: boolean;
  must_haves: Truths;
  objective: string;
  tasks: PhaseTask[];
  /** It could not be read: a plan with problems never runs. */
  problems: Problem[];
}

/** What was done for a plan: `NN-MM-SUMMARY.md`. */
export interface PlanSummary {
  path: string;
  phase: PhaseNumber;
  plan: number;
  /** Hashes of commits that it names. */
  commits: string[];
  /** Paths that it says were created or changed. */
  files: string[];
  /** False: it says of itself that something is missing. */
  self_check: boolean;
  requirements: string[];
  /** Its sections on decisions, deviations and concerns, as text. */
  text: string;
  problems: Problem[];
}

/** `NN-VERIFICATION.md`. */
export interface Verification {
  path: string;
  phase: PhaseNumber;
  status: "passed" | "gaps_found" | "human_needed";
  /** The commit that it looked at; null: it names none. */
  commit: string | null;
  /** The project's tree that it looked at; null: it names none, as another tool writes it. */
  tree: string | null;
  /** Criteria that are met, of all. */
  met: number;
  total: number;
  gaps: string[];
  /** What only a person can judge. */
  human: string[];
  /** Rounds do not close its gaps: the person has to say what becomes of them. */
  escalated?: boolean;
  /** Files that the commands which the program ran left in the checkout: nobody's work. */
  left?: string[];
  problems: Problem[];
}

interface PhaseEntry {
  /** Name of the folder, such as `02-add-login`. */
  name: string;
  number: PhaseNumber;
  /** Path of the file where there is one, relative to the project. */
  context: string | null;
  research: string | null;
  patterns: string | null;
  verification: Verification | null;
}

/** A folder below `.planning/phases`. */
export interface PhaseFolder extends PhaseEntry {
  plans: PhasePlan[];
  summaries: PlanSummary[];
}

/** What `config.json` wants. */
export type PlanningConfig = { [K in keyof typeof WISHES]: (typeof WISHES)[K]["values"][number] };

/** What `STATE.md` says: a projection for people and for GSD, from which little is taken back. */
export interface PlanningState {
  milestone: { version: string; name: string } | null;
  phase: PhaseNumber | null;
  status: string | null;
  stopped_at: string | null;
  paused: boolean;
  error: string | null;
}

/** What the names of files in a phase's folder say; `verification` is the only one of them that is read. */
export interface PhaseOverview extends PhaseEntry {
  /** `summary`: path of what was done for it; null: none yet. */
  plans: { path: string; id: string; summary: string | null }[];
  /** A person paused the work on it. */
  paused: boolean;
  problems: Problem[];
}

/** As `Planning`, without what stands in plans and summaries. */
export interface Overview extends Omit<Planning, "phases"> {
  phases: PhaseOverview[];
}

/** All of it, as it lies on the disk. */
export interface Planning {
  exists: boolean;
  /** Sections of PROJECT.md by title; null: no such file. */
  project: Record<string, string> | null;
  requirements: Requirement[] | null;
  roadmap: Roadmap | null;
  config: PlanningConfig;
  /** Null: no such file. */
  state: PlanningState | null;
  phases: PhaseFolder[];
  /** A person paused the work: the next action is to resume it. */
  paused: boolean;
  /** The last event of the phase was a failed check that nobody owns; null: no. */
  error: string | null;
  problems: Problem[];
}
