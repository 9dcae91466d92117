// @bun
import {
  acceptedFiles
} from "./s121.js";
import {
  surveyOf2,
  draftOf,
  roadmapOf,
  assumes
} from "./s96.js";
import {
  requestPart,
  decisions,
  attemptParts
} from "./s267.js";

// src/workflows/phases/new-project/facts.ts
var projectFacts = (scene, task, { nonce, subject }) => {
  const { project, run } = scene;
  return {
    task: task.id,
    nonce,
    item: task.item ?? "",
    request: requestPart({ project: project.root, run }),
    decided: decisions(run),
    attempt: attemptParts(scene, task, subject),
    asks: !assumes(run),
    survey: surveyOf2(project, run),
    granularity: run.options.granularity ?? "standard",
    project: draftOf(project, run),
    roadmap: roadmapOf(project, run),
    written: [...acceptedFiles(run).keys()]
  };
};
export {
  projectFacts
};
