// @bun
import {
  sha256
} from "./s68.js";

// src/host/said.ts
var hashOfWords = (text) => sha256(text.trim().replace(/^\/\S+/, "").trim().replace(/\s+/g, " "));
var NEWLINE = 10;
var FIRES = '"subtype":"scheduled_task_fire"';
function rowAt(bytes, at) {
  const end = bytes.indexOf(NEWLINE, at);
  const line = bytes.toString("utf8", bytes.lastIndexOf(NEWLINE, at) + 1, end < 0 ? bytes.length : end);
  try {
    const row = JSON.parse(line);
    return typeof row === "object" && row !== null ? row : {};
  } catch {
    return {};
  }
}
function* backwards(bytes, text) {
  for (let at = bytes.lastIndexOf(text);at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(text, at - 1))
    yield at;
}
var textOf = ({ message }) => typeof message?.content === "string" ? message.content : "";
function blocksText({ message, isMeta }) {
  const blocks = Array.isArray(message?.content) ? message.content : [];
  if (isMeta === true || blocks.some((one) => one?.type === "tool_result"))
    return "";
  return blocks.flatMap((one) => typeof one?.text === "string" ? [one.text] : []).join(`
`);
}
var isByItself = (row) => row.isMeta === true || row.promptSource === "system";
function lastTaken(bytes, prompt) {
  const refused = `Original prompt: ${prompt}`;
  for (const at of backwards(bytes, JSON.stringify(prompt).slice(1))) {
    const row = rowAt(bytes, at);
    if (row.type === "user" && isByItself(row) && textOf(row) === prompt)
      return at;
    if (row.type === "system" && typeof row.content === "string" && row.content.endsWith(refused))
      return at;
  }
  return -1;
}
function textThatFires(bytes, at) {
  const row = rowAt(bytes, at);
  if (typeof row.prompt === "string")
    return row.prompt;
  for (const queued of backwards(bytes.subarray(0, at), '"operation":"enqueue"')) {
    const { content } = rowAt(bytes, queued);
    if (typeof content === "string")
      return content;
  }
  return "";
}
function isScheduled(bytes, prompt) {
  if (prompt.trim() === "")
    return false;
  const taken = lastTaken(bytes, prompt);
  for (const at of backwards(bytes, FIRES)) {
    if (at < taken)
      return false;
    if (rowAt(bytes, at).subtype === "scheduled_task_fire" && textThatFires(bytes, at).trim() === prompt.trim())
      return true;
  }
  return false;
}
function* rowsBehind(bytes, at) {
  for (let next = bytes.indexOf(NEWLINE, at);next >= 0 && next + 1 < bytes.length; next = bytes.indexOf(NEWLINE, next + 1))
    yield rowAt(bytes, next + 1);
}
var isTaken = (row) => row.type === "user" && textOf(row) !== "" || row.operation === "remove" || row.attachment?.type === "queued_command" || row.type === "system" && typeof row.content === "string" && row.content.includes("Original prompt: ");
function isQueued(bytes, prompt, id, isTerminal) {
  const isInTurn = id !== "" && bytes.includes(`"promptId":${JSON.stringify(id)}`);
  if (prompt === "" || !(isTerminal || isInTurn))
    return false;
  for (const at of backwards(bytes, '"operation":"enqueue"')) {
    const row = rowAt(bytes, at);
    if (row.type === "queue-operation" && row.content === prompt)
      return ![...rowsBehind(bytes, at)].some(isTaken);
  }
  return false;
}
var COMMAND = /^<command-message>[\s\S]*?<command-name>([^<]*)<\/command-name>(?:\s*<command-args>([\s\S]*)<\/command-args>)?/;
function saidIn(row) {
  if (row.type !== "user" || row.isSidechain === true || typeof row.promptId !== "string")
    return null;
  const content = textOf(row) || blocksText(row);
  if (content === "")
    return null;
  const [, name, args = ""] = COMMAND.exec(content) ?? [];
  const kind = row.origin?.kind;
  const isPersons = !isByItself(row) && (kind === undefined || kind === "human");
  return {
    id: row.promptId,
    text: name === undefined ? content : `${name} ${args}`.trim(),
    at: typeof row.timestamp === "string" ? row.timestamp : "",
    by: isPersons && !/^<(?:task-notification|agent-message)\b/m.test(content) ? "person" : "program"
  };
}
function promptsIn(bytes) {
  const found = [];
  for (const at of backwards(bytes, '"promptId":')) {
    const said = saidIn(rowAt(bytes, at));
    if (said !== null)
      found.push(said);
  }
  return found.reverse();
}
var promptsWith = (bytes, id) => id === "" ? [] : [...backwards(bytes, `"promptId":${JSON.stringify(id)}`)].flatMap((at) => saidIn(rowAt(bytes, at)) ?? []);

export { hashOfWords, isScheduled, isQueued, promptsIn, promptsWith };
