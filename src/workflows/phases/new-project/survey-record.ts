import type { Run } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";

/** What the program found before anybody was asked. */
export interface ProjectSurvey {
  /** The document that describes the project, whole; null: none was named. */
  document: { path: string; text: string } | null;
  /** Files of code that are there, of all that there are: by them an existing project is known. */
  code: number;
  /** The first of them, for whoever maps the project. */
  files: string[];
  /** Git's branch here; null: none, or no git. */
  branch: string | null;
  git: boolean;
  /** Maps of the code base that lie in `.planning/codebase` already. */
  mapped: string[];
}

export const SURVEY = "project-survey";

/** The newest survey that counts; null before there is one. */
export const surveyOf = (project: Project, run: Run): ProjectSurvey | null =>
  accepted(
    project,
    run.tasks.findLast((task) => task.gate === SURVEY && task.artifact !== null && !task.void)?.artifact ?? null,
  );
