// @bun
import {
  objectText2
} from "./s121.js";
import {
  corrections,
  answers,
  discussRecord
} from "./s87.js";
import {
  requestPart,
  decisions,
  attemptParts
} from "./s267.js";

// src/workflows/phases/discuss/facts.ts
function discussFacts(scene, task, { nonce, subject }) {
  const { project, run } = scene;
  const earlier = run.tasks.findLast((one) => one.writes === task.writes && one.artifact !== null);
  return {
    task: task.id,
    nonce,
    request: requestPart({ project: project.root, run }),
    record: discussRecord(scene),
    said: corrections(run),
    answered: answers(run).size > 0,
    decided: decisions(run),
    attempt: attemptParts(scene, task, subject),
    before: objectText2(project, earlier?.artifact ?? null)
  };
}
export {
  discussFacts
};
