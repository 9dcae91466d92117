// @bun
import {
  isAlive,
  agentsBeside
} from "./s225.js";
import {
  readCache,
  writeFileAtomic,
  createTaskFolder,
  removeFile
} from "./s25.js";
import {
  readJournal
} from "./s122.js";
import {
  underLock
} from "./s119.js";
import {
  takenOf,
  ownersOf2
} from "./s222.js";
import {
  hostName
} from "./s203.js";

// src/run/left.ts
import { join } from "path";
var LEFT_FILE = "left.json";
var hostMayLive = (host) => host === null || isAlive(host);
var text = (value) => typeof value === "string";
function read(project) {
  try {
    const bytes = readCache(join(project.task, LEFT_FILE));
    const found = bytes === null ? [] : JSON.parse(bytes.toString());
    return Array.isArray(found) ? found.flatMap((one) => narrowed(one) ?? []) : [];
  } catch {
    return [];
  }
}
function narrowed(value) {
  if (!text(value?.run) || !text(value.call) || !text(value.session))
    return null;
  const { run, call, session, agent, host, ended } = value;
  const known = text(host?.start) && Number.isSafeInteger(host.pid) ? { pid: host.pid, start: host.start } : null;
  return { run, call, session, agent: text(agent) ? agent : null, host: known, ...ended ? { ended: true } : {} };
}
var leftCalls = (project) => read(project).filter((one) => hostMayLive(one.host));
var isLeft = (project, agent, call) => leftCalls(project).find((one) => agent !== null && one.agent === agent || call !== null && one.call === call);
var callsOf = (run) => [
  ...run.void_calls,
  ...run.tasks.flatMap(({ dispatch }) => {
    if (dispatch === null)
      return [];
    const { call, agent, session, host } = dispatch;
    return [{ call, agent, session, host }];
  })
];
function callsInJournal(project) {
  const calls = new Map;
  let bytes = null;
  try {
    bytes = readJournal(project.task);
  } catch {}
  const last = new Map;
  for (const line of bytes?.toString().split(`
`) ?? []) {
    if (!/"type":"(dispatched|bound)"/.test(line))
      continue;
    try {
      const event = JSON.parse(line);
      const task = String(event.task);
      if (event.type === "bound") {
        const one = last.get(task);
        if (one && text(event.agent))
          one.agent = event.agent;
        continue;
      }
      const one = narrowed({ ...event, agent: null });
      if (one === null)
        continue;
      calls.set(one.call, one);
      last.set(task, one);
    } catch {}
  }
  return [...calls.values()];
}
function callsFromOutside(project, run) {
  const taken = takenOf(project, run);
  const owners = taken === null ? [] : ownersOf2(taken).filter(({ host }) => hostMayLive(host));
  return owners.flatMap(({ host, session, transcript }) => agentsBeside(transcript).map(({ call, agent }) => ({ call, agent, session, host })));
}
function mayStillWrite(project, run) {
  const own = (run?.void_calls ?? []).map((one) => ({ ...one, run: run.run }));
  const open = [...own, ...leftCalls(project)].filter((one) => one.agent !== null && !one.ended && isAlive(one.host));
  return [...new Set(open.map((one) => one.run))];
}
function rewrite(project, change) {
  underLock(project.task, { host: hostName(), pid: process.pid }, () => {
    const path = join(project.task, LEFT_FILE);
    const before = read(project);
    const after = change(before).filter((one) => hostMayLive(one.host));
    if (after.length === 0)
      removeFile(path);
    else if (JSON.stringify(after) !== JSON.stringify(before))
      writeFileAtomic(path, `${JSON.stringify(after, null, 2)}
`);
  });
}
function leaveCalls(project, run, calls) {
  const held = calls.filter((one) => hostMayLive(one.host));
  if (held.length === 0)
    return;
  createTaskFolder(project.task);
  const names = new Set(held.map((one) => one.call));
  rewrite(project, (before) => [
    ...before.filter((one) => !names.has(one.call)),
    ...held.map(({ call, agent, session, host, ended }) => ({
      run,
      call,
      agent,
      session,
      host,
      ...ended ? { ended } : {}
    }))
  ]);
}
function forgetLeft(project, gone = () => false) {
  if (readCache(join(project.task, LEFT_FILE)) !== null)
    rewrite(project, (before) => before.filter((one) => !gone(one)));
}
function noteEnded(project, one) {
  rewrite(project, (before) => before.map((call) => call.call === one.call ? { ...call, ended: true } : call));
}
function moveLeft(project, session, host) {
  if (host === null || readCache(join(project.task, LEFT_FILE)) === null)
    return;
  const same = (one) => one.host?.pid === host.pid && one.host.start === host.start;
  rewrite(project, (before) => before.map((one) => same(one) ? { ...one, session } : one));
}

export { isLeft, callsOf, callsInJournal, callsFromOutside, mayStillWrite, leaveCalls, forgetLeft, noteEnded, moveLeft };
