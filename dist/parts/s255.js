// @bun
import {
  spentSince,
  failureOf
} from "./s52.js";
import {
  isAsLooked2
} from "./s215.js";
import {
  isTree
} from "./s247.js";
import {
  putObjects
} from "./s121.js";
import {
  subjectOf,
  movedDuring
} from "./s266.js";
import {
  readTaskArtifact
} from "./s80.js";
import {
  hostDenials,
  withDenials,
  deniedAll
} from "./s53.js";
import {
  pluginApart
} from "./s223.js";

// src/hooks/ended.ts
async function endedCommand2(project, run, task, blockable, over = { transcript: "", agent: null }) {
  const { nonce } = task.dispatch;
  const subject = subjectOf(project, run, task);
  const used = spentSince(task.dispatch, over.transcript, over.agent, Date.now());
  const spent = used && withDenials(used, over.transcript, over.agent);
  const base = { do: "ended", task: task.id, nonce, blockable, spent };
  if (!subject.ok)
    return { ...base, subject: null, result: { ok: false, problems: [subject.problem], sha: null } };
  const result = await readTaskArtifact(project, run, task, nonce, subject.subject);
  const failure = result.ok ? null : await failureOf(over.transcript, over.agent);
  if (result.bytes !== null)
    putObjects(project.task, [result.bytes]);
  const denied = result.ok && result.if_denied !== undefined && await wereDenied(result.if_denied.commands, over);
  return {
    ...base,
    failure,
    subject: subject.subject,
    ...task.edits === null ? { moved: movedDuring(project, task, subject.subject) } : {},
    result: result.ok ? {
      ok: true,
      artifact: denied ? { ...result.artifact, outcome: result.if_denied.outcome } : result.artifact
    } : { ok: false, problems: result.problems, sha: result.sha }
  };
}
async function beforeEnd2({ project, env }, run, task, command) {
  const plugin = pluginApart(project);
  const notices = isAsLooked2(project, env, plugin) ? [] : (await import("./folder.js")).lookAgain(project, env, plugin).notices;
  if (task.edits !== null || !isTree(command.subject))
    return notices;
  const notice = (await import("./git-notice.js")).gitNotice(project, run);
  return notice === null ? notices : [...notices, notice];
}
var MAX_WAIT_MS = 1000;
var POLL_MS = 50;
async function wereDenied(commands, { transcript, agent }) {
  for (let waited = 0;agent !== null && transcript !== ""; waited += POLL_MS) {
    if (deniedAll(commands, hostDenials(transcript, agent)))
      return true;
    if (waited >= MAX_WAIT_MS)
      return false;
    await Bun.sleep(POLL_MS);
  }
  return false;
}

export { endedCommand2, beforeEnd2 };
