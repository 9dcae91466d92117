// @bun
import {
  context
} from "./s8.js";
import {
  artifactPath
} from "./s179.js";
import {
  change2
} from "./s46.js";
import {
  subjectOf
} from "./s203.js";
import {
  liveRun2
} from "./s175.js";
import {
  senseOfCall,
  readTaskArtifact
} from "./s178.js";
import {
  realPath
} from "./s15.js";
import {
  taskOf
} from "./s5.js";

// src/hooks/writes.ts
async function written(hook) {
  const { payload, project } = hook;
  const run = liveRun2(hook);
  const task = run?.tasks.find((one) => one.dispatch?.agent === payload.agent && payload.agent !== null);
  if (!run || !task)
    return null;
  const path = typeof payload.input.file_path === "string" ? payload.input.file_path : "";
  const own = artifactPath(project, task);
  if (realPath(path) !== realPath(own))
    return null;
  const { nonce } = task.dispatch;
  const sense = senseOfCall(payload.input, payload.response);
  const noted = sense === null ? run : change2(project, () => [{ do: "wrote", task: task.id, nonce, sense }]).run;
  const now = noted && taskOf(noted, task.id);
  if (!noted || now?.dispatch?.nonce !== nonce)
    return null;
  const subject = subjectOf(project, noted, now);
  const result = await readTaskArtifact(project, noted, now, nonce, subject.ok ? subject.subject : null);
  return result.ok ? null : context("PostToolUse", `The file does not count yet:
${result.problems.map((one) => `- ${one}`).join(`
`)}
Mend it before you end.`);
}
export {
  written
};
