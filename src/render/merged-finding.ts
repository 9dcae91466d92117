import type { SEVERITIES } from "../engine/run.ts";

/** A finding of a review, as it goes to others: one place and fault, whoever found it. */
export interface MergedFinding {
  id: string;
  severity: (typeof SEVERITIES)[number];
  /** Relative to the root of the repository; null: it is about no file. */
  file: string | null;
  line: number | null;
  problem: string;
  fix: string;
  /** Names of the reviewers who found it. */
  by: string[];
  /** How far it was shown: `proven`, `argued` … */
  shown: string;
  /** The same for the same fault in a later review, whatever its line is then. */
  fingerprint: string;
}
