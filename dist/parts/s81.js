// @bun
import {
  accepted,
  acceptedFiles,
  latest
} from "./s164.js";
import {
  surveyOf2
} from "./s72.js";
import {
  requestPart,
  decisions,
  attemptParts
} from "./s186.js";

// src/workflows/phases/new-project/facts.ts
var draftOf2 = (project, run) => {
  const draft = accepted(project, latest(run, "project-draft"));
  return draft && { ...draft, questions: draft.questions ?? [] };
};
var roadmapOf2 = (project, run) => accepted(project, run.tasks.findLast((task) => task.schema === "project-roadmap" && task.artifact !== null)?.artifact ?? null);
var assumes2 = (run) => run.auto || run.options.mode === "yolo";
var projectFacts2 = (scene, task, { nonce, subject }) => {
  const { project, run } = scene;
  return {
    task: task.id,
    nonce,
    item: task.item ?? "",
    request: requestPart({ project: project.root, run }),
    decided: decisions(run),
    attempt: attemptParts(scene, task, subject),
    asks: !assumes2(run),
    survey: surveyOf2(project, run),
    granularity: run.options.granularity ?? "standard",
    project: draftOf2(project, run),
    roadmap: roadmapOf2(project, run),
    written: [...acceptedFiles(run).keys()]
  };
};

export { draftOf2, roadmapOf2, assumes2, projectFacts2 };
