// @bun
import {
  accepted
} from "./s164.js";

// src/workflows/phases/new-project/survey-record.ts
var SURVEY2 = "project-survey";
var surveyOf2 = (project, run) => accepted(project, run.tasks.findLast((task) => task.gate === SURVEY2 && task.artifact !== null && !task.void)?.artifact ?? null);

export { SURVEY2, surveyOf2 };
