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
  round: { number: number; votes: { seat: string; said: string }[] } | null;
  /** Questions that were opened, each with the task that it is about. */
  questions: { id: string; kind: string; about: string }[];
  /** The run waits for the person although no question is open: because of this failure. */
  held: string | null;
  /** Tasks that failed, by id and title. */
  failed: string[];
  /** Of a phase: the task that begins or is over; of a silence: the one whose agent is silent. Null on other occasions. */
  task: NoticedTask | null;
}

export interface NoticedTask {
  id: string;
  subject: string;
  /** The workflow's own token for where the run is with this task. */
  phase: string;
  agent: string;
  /** From 1 on: the round of a loop of fix and review. */
  round: number;
  /** From 1 on: how often it was given to an agent. 0: a person or nobody was needed for it. */
  dispatch: number;
  edge: "begin" | "end" | "silent";
  /** What came of it; null before that. */
  outcome: string | null;
  /** When anything was last seen of its agent, ISO 8601, and by which tool; null where it is not about silence. */
  seen: { at: string; tool: string | null } | null;
}

/** What a workflow adds: lines of its own. */
export interface NoticeAdds {
  lines: string[];
}
