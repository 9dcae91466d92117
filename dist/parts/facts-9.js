// @bun
import {
  surveyOf,
  criteriaOf
} from "./s90.js";
import {
  decisions,
  attemptParts
} from "./s267.js";

// src/workflows/phases/verify/facts.ts
function verifyFacts(scene, task, { nonce, subject }) {
  const { project, run } = scene;
  const survey = surveyOf(project, run);
  return {
    task: task.id,
    nonce,
    survey,
    criteria: criteriaOf(project, run),
    musts: survey?.musts ?? [],
    decided: decisions(run),
    attempt: attemptParts(scene, task, subject)
  };
}
export {
  verifyFacts
};
