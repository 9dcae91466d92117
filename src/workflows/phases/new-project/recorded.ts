import type { Run } from "../../../engine/run.ts";
import { accepted } from "../../../record/accepted.ts";
import { type At, recordOf } from "../recorded.ts";
import type { ProjectDraft } from "./project.ts";
import type { RoadmapDraft } from "./roadmap.ts";

/** What a run of `new-project` has on record. */

/** What the program found before anybody was asked. */
export interface ProjectSurvey {
  /** The document that describes the project, whole; null: none was named. */
  document: { path: string; text: string } | null;
  /** How many files of code are there: by them an existing project is known. */
  code: number;
  /** Some of all files, for whoever maps the project. */
  files: string[];
  git: boolean;
  /** Maps of the code base that lie in `.planning/codebase` already. */
  mapped: string[];
  /** There is a description of the project already, of milestones before this one. */
  described: boolean;
  /** The milestone that begins, such as `v1.0`, and the number of its first phase. */
  version: string;
  first: number;
}

export const SURVEY = "project-survey";

export const surveyOf = (at: At): ProjectSurvey | null => recordOf(at, SURVEY);

/** What the project is, as it was accepted last; null before that. */
export const draftOf = (at: At): ProjectDraft | null => {
  const draft = recordOf<ProjectDraft>(at, "project-draft");
  // As it was written: a list that may be left out is filled in by the schema alone.
  return draft && { ...draft, questions: draft.questions ?? [] };
};

/** The roadmap as it was accepted last, also one that the person wants changed. */
export const roadmapOf = ({ project, run }: At): RoadmapDraft | null =>
  accepted(
    project,
    run.tasks.findLast((task) => task.schema === "project-roadmap" && task.artifact !== null)?.artifact ?? null,
  );

/** Nobody is asked where an answer can be assumed. */
export const assumes = (run: Pick<Run, "auto" | "options">): boolean => run.auto || run.options.mode === "yolo";
