import type { Task } from "../../../engine/run.ts";
import { acceptedFiles } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { attemptParts, decisions, requestPart } from "../../brief-parts.ts";
import type { BriefPart, Dispatched } from "../../contract/contract.ts";
import type { ProjectDraft } from "./project.ts";
import { assumes, draftOf, type ProjectSurvey, roadmapOf, surveyOf } from "./recorded.ts";
import type { RoadmapDraft } from "./roadmap.ts";

/** What briefs and forms of `new-project` are made of. */
export interface ProjectFacts {
  task: string;
  nonce: string;
  /** Which of several the task is for: a field of research. */
  item: string;
  request: BriefPart;
  decided: string;
  attempt: BriefPart[];
  /** The person can be asked. */
  asks: boolean;
  survey: ProjectSurvey | null;
  granularity: string;
  project: ProjectDraft | null;
  /** As it was accepted last; null before that. */
  roadmap: RoadmapDraft | null;
  /** Files of this run that were accepted. */
  written: string[];
}

export const projectFacts = (scene: Scene, task: Task, { nonce, subject }: Dispatched): ProjectFacts => {
  const { project, run } = scene;
  return {
    task: task.id,
    nonce,
    item: task.item ?? "",
    request: requestPart({ project: project.root, run }),
    decided: decisions(run),
    attempt: attemptParts(scene, task, subject),
    asks: !assumes(run),
    survey: surveyOf(project, run),
    granularity: run.options.granularity ?? "standard",
    project: draftOf(project, run),
    roadmap: roadmapOf(project, run),
    written: [...acceptedFiles(run).keys()],
  };
};
