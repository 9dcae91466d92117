import type { Run } from "../../engine/run.ts";
import type { Occasion } from "../../settings.ts";

/** What is worth a message. */
export interface Notice {
  on: Occasion;
  /** By which it is told once in its run. */
  key: string;
  run: string;
  workflow: string;
  status: Run["status"];
  /** Of an iteration: the number of the panel's round that is over. */
  round: number | null;
  /** One that is open, with the task that it is about. */
  question: { id: string; kind: string; about: string } | null;
  /** The run waits for the person although no question is open: because of this failure. */
  held: string | null;
  /** Tasks that failed, by id and title. */
  failed: string[];
}

/** What a workflow adds: lines of its own. */
export interface NoticeAdds {
  lines: string[];
}
