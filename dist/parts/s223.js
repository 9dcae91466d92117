// @bun
import {
  transcriptOf
} from "./s51.js";
import {
  readOutside,
  writeOutside,
  runFiles
} from "./s209.js";
import {
  startTime,
  alive
} from "./s166.js";

// src/host/host.ts
import { existsSync, readdirSync, readFileSync } from "fs";
import { dirname } from "path";
var HOOK_PATIENCE_MS = 15000;
function hostIdentity(env) {
  const pid = Number(env.CLAUDE_PID ?? env.MULTI_AI_HOST_PID);
  if (!Number.isInteger(pid) || pid <= 1)
    return null;
  const start = startTime(pid);
  return start === null ? null : { pid, start };
}
var isAlive = (host) => host !== null && alive(host.pid, host.start);
var sameHost = (a, b) => a !== null && b !== null && a.pid === b.pid && a.start === b.start;
var hasDialog = (env) => env.CLAUDE_CODE_ENTRYPOINT === "cli";
var isOldHost = (env) => env.CLAUDE_PID === undefined;
var killsBackground = (env) => isOldHost(env) && !hasDialog(env);
var hasTaskTools = (env) => isOldHost(env) || /^(1|true|yes)$/i.test(env.CLAUDE_CODE_ENABLE_TODO_TOOLS ?? "");
var HAND_BACK = "SubagentHandback";
function callOfAgent(transcript, agent) {
  const call = noteOf(transcript, agent).toolUseId;
  return typeof call === "string" ? call : null;
}
var isStoppedByPerson = (transcript, agent) => noteOf(transcript, agent).stoppedByUser === true;
function transcriptIn(env, session) {
  const projects = `${env.CLAUDE_CONFIG_DIR || `${env.HOME ?? ""}/.claude`}/projects`;
  if (!/^[\w-]+$/.test(session))
    return null;
  try {
    const paths = readdirSync(projects).map((name) => `${projects}/${name}/${session}.jsonl`);
    return paths.find((path) => existsSync(path)) ?? null;
  } catch {
    return null;
  }
}
function noteOf(transcript, agent) {
  const path = transcriptOf(transcript, agent, "meta.json");
  if (path === null)
    return {};
  const own = readNote(path);
  if (own !== null)
    return own;
  const sessions = dirname(transcript.includes("/subagents/") ? dirname(dirname(transcript)) : transcript);
  try {
    for (const name of readdirSync(sessions)) {
      const note = name.endsWith(".jsonl") ? null : readNote(`${sessions}/${name}/subagents/agent-${agent}.meta.json`);
      if (note !== null)
        return note;
    }
  } catch {}
  return {};
}
function readNote(path) {
  try {
    const note = JSON.parse(readFileSync(path, "utf8"));
    return typeof note === "object" && note !== null ? note : null;
  } catch {
    return null;
  }
}

// src/record/taken.ts
var isTaken = (found, run) => found?.run === run && [found.session, found.transcript, found.root, found.at].every((one) => typeof one === "string") && Array.isArray(found.earlier);
var filesOf = (project, run) => runFiles(project, run).map((name) => name.replace(/^runs\//, "taken/"));
function takenOf(project, run, env = process.env) {
  const found = filesOf(project, run).flatMap((name) => readOutside(env, project, name)).filter((one) => isTaken(one, run));
  return found.sort((a, b) => a.at.localeCompare(b.at)).at(-1) ?? null;
}
var isSame = (a, b) => a.session === b.session && a.transcript === b.transcript && a.host?.pid === b.host?.pid && a.host?.start === b.host?.start;
function noteTaken(project, run, by, env = process.env) {
  const { host, session, transcript, root } = by;
  const before = takenOf(project, run, env);
  if (before !== null && isSame(before, by) && before.root === root)
    return;
  const owners = before === null ? [] : [...before.earlier, ownerIn(before)];
  const earlier = owners.filter((one) => !isSame(one, by));
  const taken = { ...before, run, host, session, transcript, root, at: new Date().toISOString(), earlier };
  for (const name of filesOf(project, run))
    writeOutside(env, project, name, taken);
}
var ownerIn = ({ host, session, transcript, at }) => ({ host, session, transcript, at });
var ownersOf2 = (taken) => [...taken.earlier, ownerIn(taken)];

export { HOOK_PATIENCE_MS, hostIdentity, isAlive, sameHost, hasDialog, isOldHost, killsBackground, hasTaskTools, HAND_BACK, callOfAgent, isStoppedByPerson, transcriptIn, takenOf, noteTaken, ownersOf2 };
