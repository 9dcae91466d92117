import type { Facts } from "../../engine/events.ts";
import type { Task } from "../../engine/run.ts";

/** What the artifacts and checks of this workflow say beside their outcome, as the journal holds it. */

export const GATE_STATUSES = ["PASS", "WARN", "FAIL", "ESCALATE"] as const;
export type GateStatus = (typeof GATE_STATUSES)[number];

/** What a reviewer says of one area, bound to the area's tree as the program saw it. */
export interface Section {
  area: string;
  verdict: "approved" | "changes";
  blockers: string[];
  escalation: { reason: string; decision: string; options: string[] } | null;
  tree: string;
}

/** Beside what the engine reads; all of it may be missing. */
export type TeamFacts = Pick<Facts, "warnings" | "closed" | "owners" | "trees"> & {
  status?: GateStatus;
  blockers?: string[];
  /** Questions to the role that answers them, and answers. */
  questions?: string[];
  answered?: { question: string; answer: string }[];
  /** Areas that it is about: those with components, those that a change crosses. */
  areas?: string[];
  /** Files that it changed; of many the first. */
  files?: string[];
  sections?: Section[];
  /** Rules that fired, such as those that ask for a security review; null: they could not be tried. */
  rules?: string[] | null;
  /** The change has outgrown the run's track. */
  outgrown?: { to: string; reason: string };
  counts?: Record<string, number>;
  flags?: Record<string, boolean>;
  /** A few words for the status table. */
  note?: string;
};

/** What a task's artifact said, nothing where there is no task; the check of its kind has seen to the form before it was recorded. */
export const teamFacts = (task: Pick<Task, "facts"> | undefined): TeamFacts => (task?.facts ?? {}) as TeamFacts;
