// @bun
import {
  deny,
  context
} from "./s8.js";
import {
  transcriptBytes,
  occurrences,
  usageIn2,
  minutesSince,
  shareUsed
} from "./s52.js";
import {
  isOldHost
} from "./s225.js";
import {
  reached
} from "./s3.js";
import {
  realPath
} from "./s172.js";

// src/policy/bounds.ts
import { join } from "path";
var MAX_DENIALS = 5;
var DENIED = "is at its limit (";
var WARNED = "[multi-ai] Limit near: ";
var OWN_FILE = new Set(["Read", "Write", "Edit", "MultiEdit"]);
function nearBounds2(payload, project, task, env, rules) {
  const dispatch = task.dispatch;
  const bounds = dispatch.bounds;
  const bytes = transcriptBytes(payload.transcript, payload.agent);
  const used = usageIn2(bytes);
  const now = Date.now();
  const share = shareUsed(dispatch, used, now);
  const spent = { ...used, minutes: minutesSince(dispatch.at, now) };
  if (share < 1) {
    const output = rules();
    return bytes.indexOf(WARNED) >= 0 ? output : withContext(output, `${WARNED}${Math.floor(share * 100)} % of what ${task.id} may take is used (${figures(bounds, spent)}). Finish now: write ${task.writes} with what you have, then end.`);
  }
  if (isOwnFile(payload, project, task))
    return rules();
  const over = reached(bounds, spent).join(", ");
  const reason = `${task.id} ${DENIED}${over}). Only ${task.writes} may be read and written now: write into it what is done and what is missing, then end. The person is asked about the rest.`;
  return occurrences(bytes, DENIED) >= 2 * MAX_DENIALS ? endAgent(payload, project, task, reason, env) : deny(reason);
}
var figures = (bounds, spent) => `${spent.tool_calls} of ${bounds.tool_calls} tool calls, ${Math.floor(spent.minutes)} of ${bounds.minutes} minutes, ${spent.tokens} of ${bounds.tokens} tokens`;
function isOwnFile({ tool, input }, project, task) {
  const path = input.file_path;
  return OWN_FILE.has(tool) && typeof path === "string" && realPath(path) === realPath(join(project.root, task.writes));
}
function withContext(output, text) {
  if (output === null)
    return context("PreToolUse", text);
  const specific = output.hookSpecificOutput;
  return { ...output, hookSpecificOutput: { ...specific, additionalContext: text } };
}
function endAgent(payload, project, task, reason, env) {
  const stopped = { continue: false, stopReason: reason };
  if (!isOldHost(env))
    return { ...stopped, ...deny(reason) };
  const harmless = harmlessInput(payload, join(project.task, `ended-${task.id}`), join(project.task, ".gitignore"));
  if (harmless === null)
    return { ...stopped, ...deny(reason) };
  return {
    ...stopped,
    hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "allow", updatedInput: harmless }
  };
}
function harmlessInput({ tool }, scratch, there) {
  switch (tool) {
    case "Bash":
      return { command: ":", description: "nothing" };
    case "Read":
      return { file_path: there };
    case "Glob":
      return { pattern: there };
    case "Grep":
      return { pattern: "x", path: there };
    case "Write":
      return { file_path: scratch, content: "" };
    case "Edit":
      return { file_path: scratch, old_string: "", new_string: "ended" };
    default:
      return null;
  }
}

export { nearBounds2 };
