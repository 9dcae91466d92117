// @bun
import {
  requestPart,
  decisions,
  attemptParts
} from "./s143.js";

// src/workflows/phases/plan/facts.ts
var planFacts = ({ project, run }, task, { nonce, subject }) => ({
  task: task.id,
  nonce,
  request: requestPart({ project: project.root, run }),
  decided: decisions(run),
  attempt: attemptParts({ project, run }, task, subject)
});
export {
  planFacts
};
