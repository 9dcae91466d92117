// @bun
import {
  DENIED_BY
} from "./s8.js";
import {
  transcriptBytes,
  sessionBytes
} from "./s46.js";
import {
  HAND_BACK
} from "./s199.js";

// src/host/denials.ts
var REFUSED = /^(?:Permission to use .{1,200}? has been denied|Permission for this (?:action|tool use) (?:has been|was) denied|The user doesn't want to (?:proceed with this tool use|take this action)|Claude requested permissions to )/s;
var BY_HOOK = /^PreToolUse:\w+ hook error: /;
var DECLINED = /^The user doesn't want to (?:proceed with this tool use|take this action)/;
var NEWLINE = 10;
var MAX_KINDS = 8;
var MAX_CHARS = 200;
var textOf = (content) => typeof content === "string" ? content : Array.isArray(content) ? content.map((one) => typeof one?.text === "string" ? one.text : "").join(`
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
var isRefusal = (row, block) => {
  const said = textOf(block.content).replace(BY_HOOK, "");
  if (block.type !== "tool_result" || block.is_error !== true || said.startsWith(DENIED_BY))
    return false;
  return typeof row.toolDenialKind === "string" || REFUSED.test(said);
};
function rowsWith(bytes, text) {
  const rows = [];
  for (let at = bytes.indexOf(text);at >= 0; ) {
    const end = bytes.indexOf(`
`, at);
    rows.push(bytes.toString("utf8", bytes.lastIndexOf(`
`, at) + 1, end < 0 ? bytes.length : end));
    at = end < 0 ? -1 : bytes.indexOf(text, end);
  }
  return rows;
}
function hostDenials(session, agent) {
  if (agent === null)
    return [];
  const bytes = transcriptBytes(session, agent);
  const refused = rowsWith(bytes, '"is_error":true').map(blocksOf).flatMap(({ row, blocks }) => blocks.filter((block) => isRefusal(row, block)).map((block) => block.tool_use_id));
  if (refused.length === 0)
    return [];
  const calls = rowsWith(bytes, '"type":"tool_use"').flatMap((line) => blocksOf(line).blocks).filter((block) => block.type === "tool_use" && refused.includes(block.id));
  const found = new Map;
  for (const id of refused) {
    const call = calls.find((one) => one.id === id);
    if (call?.name === HAND_BACK)
      continue;
    const tool = typeof call?.name === "string" ? call.name : "a tool";
    const what = [call?.input?.command, call?.input?.file_path].find((one) => typeof one === "string");
    const denial = { tool, what: what ?? "", times: 1 };
    const key = `${denial.tool}
${denial.what}`;
    const known = found.get(key);
    if (known)
      known.times += 1;
    else
      found.set(key, denial);
  }
  return [...found.values()];
}
function isDeclined(session, call) {
  const bytes = sessionBytes(session);
  const named = `"tool_use_id":${JSON.stringify(call)}`;
  for (let at = bytes.indexOf(named);at >= 0; at = bytes.indexOf(named, at + 1)) {
    const end = bytes.indexOf(NEWLINE, at);
    const line = bytes.subarray(bytes.lastIndexOf(NEWLINE, at) + 1, end < 0 ? bytes.length : end).toString();
    const { row, blocks } = blocksOf(line);
    const result = blocks.find((block) => block.type === "tool_result" && block.tool_use_id === call);
    if (result?.is_error !== true)
      continue;
    if (row.toolDenialKind === "user-rejected" || DECLINED.test(textOf(result.content)))
      return true;
  }
  return false;
}
function withDenials(spent, session, agent) {
  const all = hostDenials(session, agent).slice(0, MAX_KINDS);
  const denials = all.map((one) => ({ ...one, what: one.what.slice(0, MAX_CHARS) }));
  return denials.length === 0 ? spent : { ...spent, host_denied: denials };
}
var deniedAll = (commands, denials) => commands.every((command) => denials.some(({ tool, what }) => tool === "Bash" && what.includes(command.trim())));

// src/run/halted.ts
function haltCommand(run, notes) {
  const tasks = (run?.tasks ?? []).flatMap(({ id, status, dispatch }) => {
    if (status !== "running" || dispatch === null)
      return [];
    const { agent, call, nonce, session } = dispatch;
    if (agent !== null)
      return notes.stopped(agent, session) ? [{ task: id, nonce }] : [];
    if (dispatch.process || !notes.declined(call, session))
      return [];
    return [{ task: id, nonce, declined: true }];
  });
  return tasks.length === 0 ? null : { do: "halt", tasks };
}

export { hostDenials, isDeclined, withDenials, deniedAll, haltCommand };
