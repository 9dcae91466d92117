// @bun
import {
  transcriptOf
} from "./s47.js";
import {
  startTime,
  alive
} from "./s155.js";

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

// src/host/rows.ts
var NEWLINE = 10;
var textOf2 = (content) => typeof content === "string" ? content : Array.isArray(content) ? content.map((one) => typeof one?.text === "string" ? one.text : "").join(`
`) : "";
function blocksOf(line) {
  try {
    const row = JSON.parse(line);
    const content = row.message?.content;
    return { row, blocks: Array.isArray(content) ? content : [] };
  } catch {
    return { row: {}, blocks: [] };
  }
}
function* rowsWith(bytes, text) {
  for (let at = bytes.indexOf(text);at >= 0; ) {
    const end = bytes.indexOf(NEWLINE, at);
    yield bytes.toString("utf8", bytes.lastIndexOf(NEWLINE, at) + 1, end < 0 ? bytes.length : end);
    at = end < 0 ? -1 : bytes.indexOf(text, end);
  }
}
var timeOf = ({ timestamp }) => typeof timestamp === "string" ? timestamp : "";
var fieldsOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
function callsIn(line) {
  const { row, blocks } = blocksOf(line);
  if (row.type !== "assistant")
    return [];
  return blocks.flatMap(({ type, id, name, input }) => type === "tool_use" && typeof id === "string" && typeof name === "string" ? [{ id, name, input: fieldsOf(input), at: timeOf(row) }] : []);
}
function callIn(bytes, id) {
  for (const line of rowsWith(bytes, `"id":${JSON.stringify(id)}`)) {
    const found = callsIn(line).find((one) => one.id === id);
    if (found)
      return found;
  }
  return null;
}
function resultIn(bytes, id) {
  for (const line of rowsWith(bytes, `"tool_use_id":${JSON.stringify(id)}`)) {
    const { row, blocks } = blocksOf(line);
    const found = blocks.find((one) => one.type === "tool_result" && one.tool_use_id === id);
    if (row.type === "user" && found)
      return {
        isError: found.is_error === true,
        text: textOf2(found.content),
        answer: fieldsOf(row.toolUseResult),
        at: timeOf(row)
      };
  }
  return null;
}
var FIRST_PART = 256 * 1024;
function beginsAt(bytes) {
  for (const line of bytes.toString("utf8", 0, FIRST_PART).split(`
`)) {
    const at = timeOf(blocksOf(line).row);
    if (at !== "")
      return at;
  }
  return null;
}

export { HOOK_PATIENCE_MS, hostIdentity, isAlive, sameHost, hasDialog, isOldHost, killsBackground, hasTaskTools, HAND_BACK, callOfAgent, isStoppedByPerson, transcriptIn, textOf2, blocksOf, rowsWith, callsIn, callIn, resultIn, beginsAt };
