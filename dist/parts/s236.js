// @bun
import {
  runningProcesses,
  descendants
} from "./s16.js";

// src/process/run.ts
import { statSync } from "fs";
import { delimiter, isAbsolute, resolve } from "path";
var MAX_LINE_CHARS = 1048576;
function drain(stream, limit, onLine) {
  const headLimit = Math.ceil(limit / 2);
  const tailLimit = limit - headLimit;
  const head = [];
  let headBytes = 0;
  let tail = [];
  let tailBytes = 0;
  let dropped = 0;
  const splitter = onLine && lineSplitter(onLine);
  const reader = stream.getReader();
  const keep = (chunk) => {
    const first = chunk.subarray(0, headLimit - headBytes);
    if (first.length > 0)
      head.push(first.slice());
    headBytes += first.length;
    if (first.length === chunk.length)
      return;
    tail.push(chunk.slice(first.length));
    tailBytes += chunk.length - first.length;
    if (tailBytes > 2 * tailLimit + 65536) {
      const joined = Buffer.concat(tail);
      dropped += joined.length - tailLimit;
      tail = [Uint8Array.prototype.slice.call(joined, joined.length - tailLimit)];
      tailBytes = tailLimit;
    }
  };
  const read = async () => {
    try {
      for (let part = await reader.read();!part.done; part = await reader.read()) {
        keep(part.value);
        splitter?.push(part.value);
      }
    } catch {}
    splitter?.end();
  };
  return {
    done: read(),
    abandon: () => void reader.cancel().catch(() => {}),
    truncated: () => dropped > 0 || tailBytes > tailLimit,
    text: () => {
      const rest = Buffer.concat(tail);
      if (dropped === 0 && rest.length <= tailLimit)
        return Buffer.concat([...head, rest]).toString("utf8");
      let from = rest.length - tailLimit;
      while (from < rest.length && (rest[from] & 192) === 128)
        from++;
      const start = new TextDecoder().decode(Buffer.concat(head), { stream: true });
      return `${start}
\u2026 ${dropped + from} bytes left out \u2026
${rest.subarray(from).toString("utf8")}`;
    }
  };
}
function lineSplitter(onLine) {
  const decoder = new TextDecoder;
  let pending = "";
  const emit = (line) => {
    try {
      onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    } catch {}
  };
  return {
    push: (chunk) => {
      const parts = decoder.decode(chunk, { stream: true }).split(`
`);
      for (const [i, part] of parts.entries()) {
        if (pending.length < MAX_LINE_CHARS)
          pending += part.slice(0, MAX_LINE_CHARS - pending.length);
        if (i === parts.length - 1)
          break;
        emit(pending);
        pending = "";
      }
    },
    end: () => {
      if (pending !== "")
        emit(pending);
      pending = "";
    }
  };
}
var DEFAULT_GRACE_MS = 2000;
var DEFAULT_OUTPUT_BYTES = 1048576;
var MAX_TIMER_MS = 2147483647;
var POLL_MS = 20;
var SETTLE_MS = 3;
var MAX_LOOKS = 10;
async function runProcess(request) {
  const started = performance.now();
  const graceMs = request.killGraceMs ?? DEFAULT_GRACE_MS;
  const ended = (outcome, rest) => ({
    outcome,
    exitCode: null,
    signal: null,
    stdout: "",
    stderr: "",
    truncated: false,
    ...rest,
    durationMs: performance.now() - started
  });
  if (request.signal?.aborted)
    return ended("cancelled", {});
  if (kindOf(request.cwd) !== "folder")
    return ended("spawn_failed", { stderr: `no such folder: ${request.cwd}` });
  const file = findCommand(request.command, request.env, request.cwd);
  if (file === null)
    return ended("not_found", { stderr: `${request.command}: not found on PATH` });
  let child;
  try {
    child = Bun.spawn([file, ...request.args], {
      cwd: request.cwd,
      env: request.env,
      stdin: request.stdin ? new TextEncoder().encode(request.stdin) : "ignore",
      stdout: "pipe",
      stderr: "pipe",
      detached: true
    });
  } catch (error) {
    return ended("spawn_failed", { stderr: error instanceof Error ? error.message : String(error) });
  }
  endWithThisProcess(child.pid);
  const limit = request.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES;
  const onLine = request.onLine;
  const stdout = drain(child.stdout, limit, onLine && ((line) => onLine(line, "stdout")));
  const stderr = drain(child.stderr, limit, onLine && ((line) => onLine(line, "stderr")));
  const drained = Promise.all([stdout.done, stderr.done]);
  const stop = stopSignal(request.timeoutMs, request.signal);
  const first = await Promise.race([child.exited.then(() => "exited"), stop.reason]);
  if (first === "exited")
    await Promise.race([settledWithin(drained, graceMs), stop.reason]);
  stop.clear();
  await endGroup(child.pid, graceMs);
  await settledWithin(Promise.all([child.exited, drained]), Math.min(graceMs, 500));
  stdout.abandon();
  stderr.abandon();
  child.unref();
  liveGroups.delete(child.pid);
  return ended(first, {
    exitCode: child.exitCode,
    signal: child.signalCode === null ? null : String(child.signalCode),
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.truncated() || stderr.truncated()
  });
}
async function endGroup(pid, graceMs = DEFAULT_GRACE_MS) {
  if (!Number.isSafeInteger(pid) || pid <= 1 || pid === process.pid || !groupExists(pid))
    return;
  const family = new Map;
  const left = () => {
    const table = runningProcesses();
    const known = table.filter((entry) => entry.group === pid || family.get(entry.pid) === entry.started);
    const rest = [...known, ...descendants(table, new Set(known.map((entry) => entry.pid)))];
    for (const entry of rest)
      family.set(entry.pid, entry.started);
    return rest;
  };
  const toAll = (signal, members) => {
    kill(-pid, signal);
    for (const entry of members)
      if (entry.group !== pid)
        kill(entry.pid, signal);
  };
  let members = left();
  for (let known = 0, looks = 0;known < family.size && looks < MAX_LOOKS; looks++) {
    known = family.size;
    toAll("SIGSTOP", members);
    await Bun.sleep(SETTLE_MS);
    members = left();
  }
  toAll("SIGTERM", members);
  toAll("SIGCONT", members);
  await comesTrue(() => !left().some((entry) => entry.group === pid), graceMs);
  toAll("SIGKILL", []);
  await comesTrue(() => {
    const rest = left();
    for (const entry of rest)
      kill(entry.pid, "SIGKILL");
    return rest.length === 0;
  }, 1000);
}
function groupExists(pid) {
  try {
    process.kill(-pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
async function comesTrue(condition, withinMs) {
  const until = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() >= until)
      return false;
    await Bun.sleep(POLL_MS);
  }
  return true;
}
var liveGroups = new Set;
function endWithThisProcess(pid) {
  if (liveGroups.size === 0 && !process.listeners("exit").includes(endLiveGroups))
    process.on("exit", endLiveGroups);
  liveGroups.add(pid);
}
function endLiveGroups() {
  if (liveGroups.size === 0)
    return;
  const family = descendants(runningProcesses(), liveGroups);
  for (const pid of liveGroups)
    kill(-pid, "SIGKILL");
  for (const { pid } of family)
    kill(pid, "SIGKILL");
}
function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {}
}
function findCommand(command, env, cwd) {
  const path = resolve(cwd, command);
  if (command.includes("/"))
    return kindOf(path) === "file" ? path : null;
  const PATH = (env.PATH ?? "").split(delimiter).filter(isAbsolute).join(delimiter);
  return PATH === "" || command === "" ? null : Bun.which(command, { PATH });
}
function kindOf(path) {
  try {
    const stat = statSync(path);
    return stat.isDirectory() ? "folder" : stat.isFile() ? "file" : "nothing";
  } catch {
    return "nothing";
  }
}
function stopSignal(timeoutMs, signal) {
  const { promise, resolve: settle } = Promise.withResolvers();
  const timer = setTimeout(() => settle("timeout"), Math.min(timeoutMs, MAX_TIMER_MS));
  const cancel = () => settle("cancelled");
  signal?.addEventListener("abort", cancel, { once: true });
  const clear = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
  };
  return { reason: promise, clear };
}
async function settledWithin(work, ms) {
  const { promise, resolve: settle } = Promise.withResolvers();
  const timer = setTimeout(settle, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}

export { drain, runProcess, endGroup };
