import type { Task } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { attemptParts, decisions } from "../../brief-parts.ts";
import type { BriefPart, Dispatched } from "../../contract/contract.ts";
import { type Criteria, criteriaOf, type Must, type Survey, surveyOf } from "./recorded.ts";

/** What the verifier's brief and form are made of. */
export interface VerifyFacts {
  task: string;
  nonce: string;
  survey: Survey | null;
  criteria: Criteria | null;
  musts: Must[];
  decided: string;
  attempt: BriefPart[];
}

export function verifyFacts(scene: Scene, task: Task, { nonce, subject }: Dispatched): VerifyFacts {
  const { project, run } = scene;
  const survey = surveyOf(project, run);
  return {
    task: task.id,
    nonce,
    survey,
    criteria: criteriaOf(project, run),
    musts: survey?.musts ?? [],
    decided: decisions(run),
    attempt: attemptParts(scene, task, subject),
  };
}
