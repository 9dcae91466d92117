// @bun
import {
  DENIED_BY,
  ASKED_BY
} from "./s8.js";
import {
  transcriptBytes,
  sessionBytes
} from "./s52.js";
import {
  HAND_BACK
} from "./s225.js";
import {
  textOf2,
  blocksOf,
  rowsWith
} from "./s10.js";

// src/host/denials.ts
var REFUSED = /^(?:Permission to use .{1,200}? has been denied|Permission for this (?:action|tool use) (?:has been|was) denied|The user doesn't want to (?:proceed with this tool use|take this action)|Claude requested permissions to )/s;
var BY_HOOK = /^PreToolUse:\w+ hook error: /;
var DECLINED = /^The user doesn't want to (?:proceed with this tool use|take this action)/;
var MAX_KINDS = 8;
var MAX_CHARS = 200;
function refusedBy(row, block) {
  if (block.type !== "tool_result" || block.is_error !== true)
    return null;
  const said = textOf2(block.content).replace(BY_HOOK, "");
  if (said.startsWith(DENIED_BY))
    return "us";
  if (said.startsWith(ASKED_BY))
    return "asked";
  return typeof row.toolDenialKind === "string" || REFUSED.test(said) ? "host" : null;
}
var hostDenials = (session, agent) => denials(session, agent).filter(({ by }) => by !== "us").map(({ by: _, ...one }) => one);
function denials(session, agent) {
  if (agent === null)
    return [];
  const bytes = transcriptBytes(session, agent);
  const refused = [...rowsWith(bytes, '"is_error":true')].map(blocksOf).flatMap(({ row, blocks }) => blocks.flatMap((block) => {
    const by = refusedBy(row, block);
    return by === null ? [] : [{ id: block.tool_use_id, by }];
  }));
  if (refused.length === 0)
    return [];
  const wanted = new Set(refused.map(({ id }) => id));
  const calls = new Map;
  for (const block of [...rowsWith(bytes, '"type":"tool_use"')].flatMap((line) => blocksOf(line).blocks))
    if (block.type === "tool_use" && wanted.has(block.id) && !calls.has(block.id))
      calls.set(block.id, block);
  const found = new Map;
  for (const { id, by } of refused) {
    const call = calls.get(id);
    if (call?.name === HAND_BACK)
      continue;
    const tool = typeof call?.name === "string" ? call.name : "a tool";
    const what = [call?.input?.command, call?.input?.file_path].find((one) => typeof one === "string");
    const denial = { tool, what: what ?? "", times: 1, by, ...by === "asked" && { asked: true } };
    const key = `${by} ${denial.tool}
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
  for (const line of rowsWith(sessionBytes(session), `"tool_use_id":${JSON.stringify(call)}`)) {
    const { row, blocks } = blocksOf(line);
    const result = blocks.find((block) => block.type === "tool_result" && block.tool_use_id === call);
    if (result?.is_error !== true)
      continue;
    if (row.toolDenialKind === "user-rejected" || DECLINED.test(textOf2(result.content)))
      return true;
  }
  return false;
}
function withDenials(spent, session, agent) {
  const all = denials(session, agent);
  const kept = (isOwn) => all.filter(({ by }) => by === "us" === isOwn).slice(0, MAX_KINDS).map(({ by: _, ...one }) => ({ ...one, what: one.what.slice(0, MAX_CHARS) }));
  const [host, own] = [kept(false), kept(true)];
  return {
    ...spent,
    ...host.length > 0 && { host_denied: host },
    ...own.length > 0 && { own_denied: own }
  };
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
