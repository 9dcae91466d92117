import type { Run } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";

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

/** The newest survey that counts; null before there is one. */
export const surveyOf = (project: Project, run: Run): ProjectSurvey | null =>
  accepted(
    project,
    run.tasks.findLast((task) => task.gate === SURVEY && task.artifact !== null && !task.void)?.artifact ?? null,
  );
