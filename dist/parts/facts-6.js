// @bun
import {
  unlessUnreadable
} from "./s127.js";
import {
  baseOf2
} from "./s121.js";
import {
  RED,
  GREEN,
  surveyOf3,
  hypothesisOf,
  reproductionOf,
  testRunOf,
  roundsOf
} from "./s88.js";
import {
  isAllowed
} from "./s167.js";
import {
  decisions,
  attemptParts,
  treeDiff
} from "./s267.js";

// src/workflows/phases/debug/facts.ts
function debugFacts(scene, task, { nonce, subject }) {
  const { project, run } = scene;
  return {
    task: task.id,
    nonce,
    survey: surveyOf3(project, run),
    rounds: roundsOf(run),
    allowed: [...new Set(run.tests.decided.map(({ text }) => text))].filter((one) => isAllowed(run, one)),
    cause: hypothesisOf(project, run),
    reproduction: reproductionOf(project, run),
    red: testRunOf(project, run, RED),
    green: testRunOf(project, run, GREEN),
    decided: decisions(run),
    diff: unlessUnreadable(() => treeDiff(scene, "What was changed in this session so far", baseOf2(run), subject), null),
    attempt: attemptParts(scene, task, subject)
  };
}
export {
  debugFacts
};
