// @bun
import {
  TreeUnreadable
} from "./s127.js";
import {
  sha256
} from "./s68.js";
import {
  changedFiles
} from "./s265.js";
import {
  putObject,
  artifactPath
} from "./s121.js";
import {
  isTree
} from "./s247.js";
import {
  problemsOf
} from "./s61.js";
import {
  moduleOf,
  sceneOf
} from "./s70.js";
import {
  frozenProblems,
  undoCommands
} from "./s79.js";
import {
  readStamp
} from "./s47.js";
import {
  senseOf
} from "./s243.js";
import {
  readArtifact,
  parseJson
} from "./s81.js";
import {
  treeStore,
  filesIn
} from "./s172.js";

// src/run/accept.ts
import { join } from "path";
var MAX_DOCUMENTS = 60;
async function readTaskArtifact(project, run, task, nonceHash, subject) {
  const file = readArtifact(artifactPath(project, task));
  if (!file.ok)
    return { ok: false, problems: [`${task.writes}: ${file.problem}`], sha: null, bytes: null };
  const problem = foreignProblem(task, file.bytes);
  if (problem !== null)
    return { ok: false, problems: [`${task.writes}: ${problem}`], sha: sha256(file.bytes), bytes: file.bytes };
  return checkArtifact(project, run, task, nonceHash, subject, file.bytes);
}
function foreignProblem({ dispatch }, bytes) {
  if (dispatch?.wrote === undefined)
    return "you have not written it with the Write tool: what lies there is older, or a command wrote it; read it, then write it with Write";
  return dispatch.wrote === senseOf(bytes) ? null : "a command or another process changed it after you wrote it; read it, then write it whole with Write";
}
async function checkArtifact(project, run, task, nonceHash, subject, bytes, named = task.id) {
  const scene = sceneOf(project, run);
  const sha = sha256(bytes);
  const refuse = (problems) => ({
    ok: false,
    problems: problems.map((one) => `${task.writes}: ${one}`),
    sha,
    bytes
  });
  const kind = await moduleOf(run.workflow).artifacts[task.schema]();
  const parsed = parseArtifact(kind, bytes, named);
  if (!parsed.ok)
    return refuse(parsed.problems);
  if (sha256(parsed.nonce) !== nonceHash)
    return refuse(["nonce: it is not the one of your brief; copy it from the header"]);
  try {
    const { problems, if_denied, ...facts } = kind.check(parsed.value, scene, task, subject);
    const all = [...workProblems(scene, task, subject), ...problems];
    if (all.length > 0)
      return refuse(all);
    const documents = handedIn(project, task);
    const artifact = { sha, ...facts, ...documents.length > 0 ? { documents } : {} };
    return { ok: true, artifact, bytes, ...if_denied === undefined ? {} : { if_denied } };
  } catch (error) {
    if (!(error instanceof TreeUnreadable))
      throw error;
    return refuse([`what it is about cannot be read back (${error.message}); end, and the task comes again`]);
  }
}
function parseArtifact(kind, bytes, task) {
  const of = (found, nonce, value) => found === task ? { ok: true, nonce, value } : { ok: false, problems: [`task: found "${found}", expected "${task}"`] };
  if (kind.schema === undefined) {
    const text = new TextDecoder().decode(bytes);
    if (text.includes("\uFFFD"))
      return { ok: false, problems: ["it is not valid UTF-8"] };
    const stamp = readStamp(text);
    return stamp === null ? { ok: false, problems: ['line 1: found no stamp, expected "<!-- task: \u2026 nonce: \u2026 -->" as in your brief'] } : of(stamp.task, stamp.nonce, text);
  }
  const json = parseJson(bytes);
  if (!json.ok)
    return { ok: false, problems: [json.problem] };
  const parsed = kind.schema.safeParse(json.value);
  if (!parsed.success)
    return { ok: false, problems: problemsOf(json.value, parsed.error.issues) };
  const { task: found, nonce } = parsed.data;
  if (typeof found !== "string")
    return { ok: false, problems: ["task: found nothing, expected the task's id as in your brief"] };
  if (typeof nonce !== "string")
    return { ok: false, problems: ["nonce: found nothing, expected the one of your brief"] };
  return of(found, nonce, parsed.data);
}
function workProblems(scene, task, subject) {
  const { project, run } = scene;
  if (task.edits === null || !isTree(subject))
    return [];
  const changed = task.base === null ? null : changedFiles(project.root, task.base, subject, treeStore(project));
  return [...undoCommands(scene, task, changed), ...frozenProblems(project, run, task, subject)];
}
function handedIn(project, task) {
  const paths = task.documents.flatMap((one) => one.endsWith("/") ? filesIn(join(project.root, one)).map((name) => `${one}${name}`) : [one]);
  return paths.slice(0, MAX_DOCUMENTS).flatMap((path) => {
    const file = readArtifact(join(project.root, path));
    return file.ok ? [{ path, sha: putObject(project.task, new TextDecoder().decode(file.bytes)) }] : [];
  });
}

export { readTaskArtifact, checkArtifact, parseArtifact };
