// @bun
import {
  readCache
} from "./s24.js";
import {
  sha256
} from "./s67.js";
import {
  putObject,
  getObject,
  acceptedFiles,
  isRead
} from "./s120.js";
import {
  workflowOf
} from "./s70.js";
import {
  isByProgram2
} from "./s83.js";
import {
  checkArtifact
} from "./s79.js";
import {
  readStamp
} from "./s46.js";
import {
  ownGate
} from "./s99.js";
import {
  parseJson
} from "./s80.js";

// src/run/edits.ts
import { join } from "path";
var MAX_BYTES = 1e6;
var MAX_FACTS = 1e4;
var textOf = (bytes) => new TextDecoder().decode(bytes);
function meaning(bytes) {
  const json = parseJson(bytes);
  return json.ok ? JSON.stringify(json.value) : textOf(bytes).replaceAll(/\s+/g, " ").trim();
}
var byAgent2 = (run, path, owner) => run.tasks.some((task) => task.dispatches > 0 && task.outcome === null && (task.started_at ?? "") >= (owner.ended_at ?? owner.started_at ?? "") && [task.writes, ...task.documents].some((one) => one === path || one.endsWith("/") && path.startsWith(one)));
function nonceIn(bytes) {
  const json = parseJson(bytes);
  if (!json.ok)
    return readStamp(textOf(bytes))?.nonce ?? "";
  return String(json.value?.nonce ?? "");
}
async function checked(project, run, owner, path, bytes) {
  const gate = ownGate(workflowOf(run.workflow), run, owner);
  if (gate?.gate !== "produce" || owner.edits !== null || owner.artifact === null)
    return { problems: [] };
  const before = getObject(project.task, owner.artifact);
  if (before === null)
    return { problems: [] };
  const now = path === owner.writes ? bytes : before;
  const result = await checkArtifact(project, run, owner, sha256(nonceIn(before)), null, now);
  if (!result.ok)
    return { problems: result.problems };
  const { findings: _findings, prior: _prior, ...artifact } = result.artifact;
  return JSON.stringify(artifact).length > MAX_FACTS ? { problems: [`${path}: it says too much for one step`] } : { problems: [], artifact };
}
async function editsFor2(project, run, task) {
  const edits = [];
  for (const [path, { sha: was, task: owner }] of acceptedFiles(run)) {
    if (!isRead(task, path) || byAgent2(run, path, owner) || isByProgram2(project, run, path))
      continue;
    const bytes = readCache(join(project.root, path));
    if (bytes === null || bytes.length > MAX_BYTES)
      continue;
    const sha = sha256(bytes);
    if (sha === was || run.edits.some((one) => one.path === path && one.sha === sha && one.put_back))
      continue;
    const before = getObject(project.task, was);
    if (before === null || meaning(before) === meaning(bytes))
      continue;
    const about = await checked(project, run, owner, path, bytes);
    putObject(project.task, bytes);
    const isAsked = about.artifact !== undefined || about.problems.length > 0;
    edits.push({ task: owner.id, path, sha, ...about });
    if (isAsked)
      break;
  }
  return edits;
}

export { byAgent2, editsFor2 };
