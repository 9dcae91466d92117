import type { Task } from "../../../engine/run.ts";
import { objectText } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { attemptParts, decisions, requestPart } from "../../brief-parts.ts";
import type { BriefPart, Dispatched } from "../../contract/contract.ts";
import { answers, corrections } from "./said.ts";
import { type DiscussRecord, discussRecord } from "./survey-record.ts";

/** What briefs and forms of `discuss-phase` are made of. */
export interface DiscussFacts {
  task: string;
  nonce: string;
  request: BriefPart;
  record: DiscussRecord | null;
  /** The person's corrections. */
  said: string[];
  /** They have answered some question. */
  answered: boolean;
  decided: string;
  attempt: BriefPart[];
  /** What this agent wrote before the person spoke; null: nothing. */
  before: string | null;
}

export function discussFacts(scene: Scene, task: Task, { nonce, subject }: Dispatched): DiscussFacts {
  const { project, run } = scene;
  const earlier = run.tasks.findLast((one) => one.writes === task.writes && one.artifact !== null);
  return {
    task: task.id,
    nonce,
    request: requestPart({ project: project.root, run }),
    record: discussRecord(scene),
    said: corrections(run),
    answered: answers(run).size > 0,
    decided: decisions(run),
    attempt: attemptParts(scene, task, subject),
    before: objectText(project, earlier?.artifact ?? null),
  };
}
