// @bun
import {
  readPlainText
} from "./s27.js";
import {
  transcriptOf
} from "./s52.js";
import {
  startTime,
  alive
} from "./s203.js";

// src/host/host.ts
import { existsSync, readdirSync } from "fs";
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
var MAX_AGENTS = 1e4;
function agentsBeside(transcript) {
  const folder = `${transcript.replace(/\.jsonl$/, "")}/subagents`;
  try {
    return readdirSync(folder).slice(0, MAX_AGENTS).flatMap((name) => {
      const agent = /^agent-([\w-]+)\.meta\.json$/.exec(name)?.[1];
      const note = agent === undefined ? null : readNote(`${folder}/${name}`);
      const isOurs = String(note?.agentType).startsWith("multi-ai:") && note?.finished !== true;
      return isOurs && typeof note?.toolUseId === "string" ? [{ call: note.toolUseId, agent }] : [];
    });
  } catch {
    return [];
  }
}
var MAX_NOTE_BYTES = 1024 * 1024;
function readNote(path) {
  try {
    const note = JSON.parse(readPlainText(path, MAX_NOTE_BYTES) ?? "null");
    return typeof note === "object" && note !== null ? note : null;
  } catch {
    return null;
  }
}

export { HOOK_PATIENCE_MS, hostIdentity, isAlive, sameHost, hasDialog, isOldHost, killsBackground, hasTaskTools, HAND_BACK, callOfAgent, isStoppedByPerson, transcriptIn, agentsBeside };
