import type { Task } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { attemptParts, decisions, requestPart } from "../../brief-parts.ts";
import type { BriefPart, Dispatched } from "../../contract.ts";

/** What briefs and forms of this command are made of. */
export interface PlanFacts {
  task: string;
  nonce: string;
  request: BriefPart;
  decided: string;
  attempt: BriefPart[];
}

export const planFacts = ({ project, run }: Scene, task: Task, { nonce, subject }: Dispatched): PlanFacts => ({
  task: task.id,
  nonce,
  request: requestPart({ project: project.root, run }),
  decided: decisions(run),
  attempt: attemptParts({ project, run } as Scene, task, subject),
});
