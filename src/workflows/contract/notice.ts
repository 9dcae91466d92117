import type { Run } from "../../engine/run.ts";
import type { Occasion } from "../../settings.ts";

/** What is worth a message, as the run stood then. */
export interface Notice {
  on: Occasion;
  /** Number of the last event that it is about. */
  seq: number;
  run: string;
  workflow: string;
  status: Run["status"];
  /** From the start of the run to then. */
  minutes: number;
  /** Of all agents. */
  tokens: number;
  done: number;
  total: number;
  /** Of an iteration: the round of the panel that is over, and what each of its seats said. */
  round: { number: number; votes: { seat: string; verdict: string }[] } | null;
  /** Questions that were opened, each with the task that it is about. */
  questions: { id: string; kind: string; about: string }[];
  /** The run waits for the person although no question is open: because of this failure. */
  held: string | null;
  /** Tasks that failed, by id and title. */
  failed: string[];
}

/** What a workflow adds: lines of its own. */
export interface NoticeAdds {
  lines: string[];
}
