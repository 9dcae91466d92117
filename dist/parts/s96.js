// @bun
import {
  accepted,
  latest
} from "./s121.js";

// src/workflows/phases/new-project/recorded.ts
var SURVEY2 = "project-survey";
var surveyOf2 = (project, run) => accepted(project, run.tasks.findLast((task) => task.gate === SURVEY2 && task.artifact !== null && !task.void)?.artifact ?? null);
var draftOf = (project, run) => {
  const draft = accepted(project, latest(run, "project-draft"));
  return draft && { ...draft, questions: draft.questions ?? [] };
};
var roadmapOf = (project, run) => accepted(project, run.tasks.findLast((task) => task.schema === "project-roadmap" && task.artifact !== null)?.artifact ?? null);
var assumes = (run) => run.auto || run.options.mode === "yolo";

export { SURVEY2, surveyOf2, draftOf, roadmapOf, assumes };
