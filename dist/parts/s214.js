// @bun
import {
  readCache
} from "./s25.js";
import {
  sha256
} from "./s68.js";
import {
  putObject,
  getObject,
  objectText2,
  acceptedFiles,
  isRead,
  writerOf
} from "./s121.js";
import {
  MAX_FACT_LINES
} from "./s275.js";
import {
  moduleOf,
  workflowOf
} from "./s70.js";
import {
  editLines2
} from "./s270.js";
import {
  isByProgram2
} from "./s84.js";
import {
  writeCurrentOutputs
} from "./s200.js";
import {
  checkArtifact
} from "./s80.js";
import {
  readStamp
} from "./s47.js";
import {
  ownGate
} from "./s100.js";
import {
  parseJson
} from "./s81.js";

// src/run/edits.ts
import { isUtf8 } from "buffer";
import { join } from "path";
var MAX_BYTES2 = 1e6;
var MAX_FACTS = 1e4;
var textOf = (bytes) => new TextDecoder().decode(bytes);
function meaning(bytes) {
  const json = parseJson(bytes);
  return json.ok ? JSON.stringify(json.value) : textOf(bytes).replaceAll(/\s+/g, " ").trim();
}
var linesIn2 = (bytes) => textOf(bytes).split(`
`).map((line) => line.replaceAll(/\s+/g, " ").trim()).filter(Boolean).join(`
`);
var byAgent2 = (run, path, owner) => run.tasks.some((task) => task.dispatches > 0 && task.outcome === null && (task.started_at ?? "") >= (owner.ended_at ?? owner.started_at ?? "") && [task.writes, ...task.documents].some((one) => one === path || one.endsWith("/") && path.startsWith(one)));
function stampIn(bytes) {
  const json = parseJson(bytes);
  const stamp = json.ok ? json.value : readStamp(textOf(bytes));
  return { task: String(stamp?.task ?? ""), nonce: String(stamp?.nonce ?? "") };
}
async function checked(project, run, owner, path, bytes) {
  const gate = ownGate(workflowOf(run.workflow), run, owner);
  if (gate?.gate !== "produce" || owner.edits !== null || owner.artifact === null)
    return { problems: [] };
  const before = getObject(project.task, owner.artifact);
  if (before === null)
    return { problems: [] };
  const now = path === owner.writes ? bytes : before;
  const stamp = stampIn(before);
  const result = await checkArtifact(project, run, owner, sha256(stamp.nonce), null, now, stamp.task);
  if (!result.ok)
    return { problems: result.problems };
  const { findings: _findings, prior: _prior, ...artifact } = result.artifact;
  return JSON.stringify(artifact).length > MAX_FACTS ? { problems: [`${path}: it says too much for one step`] } : { problems: [], artifact };
}
function textsOf3(project, run) {
  return Object.entries(moduleOf(run.workflow).texts?.() ?? {}).flatMap(([path, { of, text }]) => {
    const owner = writerOf(run, of);
    const artifact = objectText2(project, owner?.artifact ?? null);
    try {
      return artifact === null ? [] : [{ path, of, artifact, owner, was: text(artifact) }];
    } catch {
      return [];
    }
  });
}
var textsFor = (project, run, task) => textsOf3(project, run).filter(({ of }) => isRead(task, of) || task.writes === of);
var tooLong = (path, lines) => lines <= MAX_FACT_LINES ? [] : [
  `${path}: this changes ${lines} lines, and a question shows ${MAX_FACT_LINES} whole; take some back, look again, and make them in a second step`
];
async function textEdit(project, run, text) {
  const { path, was, artifact, of, owner } = text;
  const bytes = readCache(join(project.root, path));
  if (bytes === null || bytes.equals(Buffer.from(was)))
    return null;
  const task = owner.id;
  if (bytes.length > MAX_BYTES2) {
    const problems = [`${path}: found ${bytes.length} bytes, expected at most ${MAX_BYTES2}`];
    return { task, path, sha: sha256(bytes), problems };
  }
  const wrong = (problems) => ({ task, path, sha: putObject(project.task, bytes), problems });
  if (!isUtf8(bytes))
    return wrong([`${path}: it is not valid UTF-8, expected a text saved as UTF-8`]);
  const readBack = await moduleOf(run.workflow).readBack();
  const read = readBack(path, textOf(bytes), artifact);
  if (!read.ok)
    return meaning(bytes) === meaning(Buffer.from(was)) ? null : wrong(read.problems);
  if (read.artifact === artifact)
    return null;
  const sha = putObject(project.task, read.artifact);
  const { length } = editLines2(project, run, { task, path, sha, problems: [] });
  if (length === 0)
    return null;
  const about = await checked(project, run, owner, of, Buffer.from(read.artifact));
  const problems = [...about.problems.map((one) => one.replace(of, path)), ...tooLong(path, length)];
  return problems.length > 0 ? wrong(problems) : { task, path, sha, ...about };
}
var isBeforeText = (run, { path, sha, was }) => run.edits.some((one) => one.sha === was && one.path !== path) && run.tasks.some((one) => one.void && one.writes === path && one.artifact === sha);
var isPutBack = (run, { path, sha }) => run.edits.some((one) => one.path === path && one.sha === sha && one.put_back);
async function textEdits(project, run, task) {
  for (const text of textsFor(project, run, task)) {
    const edit = await textEdit(project, run, text);
    if (edit !== null && !isPutBack(run, edit))
      return [edit];
  }
  return [];
}
function restoreTexts2(project, run, task) {
  const paths = textsFor(project, run, task).map(({ path }) => path);
  if (paths.length > 0)
    writeCurrentOutputs(project, run, paths);
}
async function editsFor2(project, run, task) {
  const edits = [];
  for (const [path, { sha: was, task: owner }] of acceptedFiles(run)) {
    if (!isRead(task, path) || byAgent2(run, path, owner) || isByProgram2(project, run, path))
      continue;
    const bytes = readCache(join(project.root, path));
    if (bytes === null || bytes.length > MAX_BYTES2)
      continue;
    const sha = sha256(bytes);
    if (sha === was || isPutBack(run, { path, sha }) || isBeforeText(run, { path, sha, was }))
      continue;
    const before = getObject(project.task, was);
    if (before === null || meaning(before) === meaning(bytes))
      continue;
    const about = await checked(project, run, owner, path, bytes);
    putObject(project.task, bytes);
    const isAsked = about.artifact !== undefined || about.problems.length > 0;
    edits.push({ task: owner.id, path, sha, ...about });
    if (isAsked)
      return edits;
  }
  return [...edits, ...await textEdits(project, run, task)];
}

export { MAX_BYTES2, linesIn2, byAgent2, textsOf3, restoreTexts2, editsFor2 };
