// @bun
import {
  endGroup
} from "./s236.js";
import {
  writeFileAtomic,
  makeFolders
} from "./s25.js";
import {
  sha256
} from "./s68.js";
import {
  noteBefore,
  takeBefore,
  writtenMeanwhile
} from "./s119.js";
import {
  wasBegunHere
} from "./s189.js";
import {
  isAsLookedBefore2
} from "./s215.js";
import {
  putObject
} from "./s121.js";
import {
  moduleOf,
  sceneOf
} from "./s70.js";
import {
  readRun,
  change2
} from "./s200.js";
import {
  behindCall2
} from "./s216.js";
import {
  pluginApart
} from "./s223.js";
import {
  writtenText
} from "./s253.js";
import {
  taskOf
} from "./s5.js";
import {
  startTime,
  alive
} from "./s203.js";

// src/run/check.ts
import { dirname, join } from "path";
function waitingTask(project, id, nonce) {
  const run = readRun(project);
  const task = run ? taskOf(run, id) : undefined;
  if (!run || task?.status !== "running")
    return null;
  return nonce === null || task.dispatch?.nonce === sha256(nonce) ? { run, task } : null;
}
function beginCheck(project, id, nonce) {
  const found = waitingTask(project, id, nonce);
  if (!found)
    return null;
  const self = { pid: process.pid, start: startTime(process.pid) ?? "" };
  change2(project, () => [{ do: "check_started", task: id, nonce: sha256(nonce), process: self }]);
  const stop = new AbortController;
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"])
    process.on(name, () => stop.abort());
  return { ...found, signal: stop.signal };
}
async function endChecks({ project, env }, run) {
  if (!wasBegunHere(project, run.run, env))
    return;
  for (const task of run.tasks) {
    const check = task.dispatch?.process;
    if (check && alive(check.pid, check.start))
      await endGroup(check.pid);
  }
}
async function checkTask(project, id, nonce) {
  const begun = beginCheck(project, id, nonce);
  if (!begun)
    return false;
  const { run, task, signal } = begun;
  const checks = await moduleOf(run.workflow).checks();
  const check = checks[task.who.program ?? ""];
  if (!check)
    throw new Error(`workflow ${run.workflow} has no check "${task.who.program}"; known: ${Object.keys(checks).join(", ")}`);
  const plugin = pluginApart(project);
  noteBefore(project, nonce, process.env, isAsLookedBefore2(project, process.env, () => plugin));
  const { outcome, tree, facts, commands, tested, record } = await check(sceneOf(project, run), task, signal);
  const before = takeBefore(project, nonce, process.env);
  behindCall2(project, before, process.env, plugin, { by: `the commands of ${id}`, call: nonce });
  if (signal.aborted)
    return false;
  const text = `${JSON.stringify(record, null, 2)}
`;
  const sha = putObject(project.task, text);
  makeFolders(project.root, dirname(task.writes));
  writeFileAtomic(join(project.root, task.writes), text);
  const nothing = { findings: [], prior: [], questions: [], assumptions: [], claims: 0, reason: null };
  const artifact = { sha, outcome, ...nothing, ...commands ? { commands } : {}, ...facts ? { facts } : {} };
  const hash = sha256(nonce);
  const written = writtenMeanwhile(record);
  const told = { do: "notice", what: "written-meanwhile", key: `${id} ${sha}`, hold: false };
  const { events } = change2(project, () => [
    ...written.length > 0 ? [{ ...told, text: `${id}: ${writtenText(written)}` }] : [],
    ...tested ? [{ do: "tested", task: { id, nonce: hash }, ...tested }] : [],
    { do: "ended", task: id, nonce: hash, blockable: false, subject: tree, result: { ok: true, artifact } }
  ]);
  return events.length > 0;
}

export { waitingTask, beginCheck, endChecks, checkTask };
