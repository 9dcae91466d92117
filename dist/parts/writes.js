// @bun
import {
  context
} from "./s8.js";
import {
  artifactPath
} from "./s121.js";
import {
  change2
} from "./s200.js";
import {
  liveRun2
} from "./s64.js";
import {
  subjectOf
} from "./s266.js";
import {
  readTaskArtifact
} from "./s80.js";
import {
  taskOf
} from "./s5.js";
import {
  senseOfCall,
  continues
} from "./s243.js";
import {
  realPath
} from "./s172.js";

// src/hooks/writes.ts
var SETTINGS = /\/(?:settings|settings\.local|\.mcp)\.json$/;
async function passSettings({ payload: { input }, project, env }) {
  const path = typeof input.file_path === "string" ? input.file_path : "";
  if (SETTINGS.test(path))
    (await import("./last-look.js")).passLooked(project, env, path);
  return null;
}
async function written(hook) {
  const { payload, project } = hook;
  const run = liveRun2(hook);
  const task = run?.tasks.find((one) => one.dispatch?.agent === payload.agent && payload.agent !== null);
  if (!run || !task)
    return null;
  const path = typeof payload.input.file_path === "string" ? payload.input.file_path : "";
  await passSettings(hook);
  const own = artifactPath(project, task);
  if (realPath(path) !== realPath(own))
    return null;
  const { nonce } = task.dispatch;
  const isOwn = continues(task.dispatch, payload.input, payload.response);
  const sense = isOwn ? senseOfCall(payload.input, payload.response) : null;
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
  passSettings,
  written
};
