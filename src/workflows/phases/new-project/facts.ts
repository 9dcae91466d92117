import type { Run, Task } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted, acceptedFiles, latest } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { attemptParts, decisions, requestPart } from "../../brief-parts.ts";
import type { BriefPart, Dispatched } from "../../contract.ts";
import type { ProjectDraft } from "./project.ts";
import type { RoadmapDraft } from "./roadmap.ts";
import { type ProjectSurvey, surveyOf } from "./survey-record.ts";

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

export const draftOf = (project: Project, run: Run): ProjectDraft | null => {
  const draft = accepted<ProjectDraft>(project, latest(run, "project-draft"));
  // As it was written: a list that may be left out is filled in by the schema alone.
  return draft && { ...draft, questions: draft.questions ?? [] };
};

/** The roadmap as it was accepted last, also one that the person wants changed. */
export const roadmapOf = (project: Project, run: Run): RoadmapDraft | null =>
  accepted(
    project,
    run.tasks.findLast((task) => task.schema === "project-roadmap" && task.artifact !== null)?.artifact ?? null,
  );

/** Nobody is asked where an answer can be assumed. */
export const assumes = (run: Pick<Run, "auto" | "options">): boolean => run.auto || run.options.mode === "yolo";

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
