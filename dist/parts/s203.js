// @bun
import {
  processOf,
  hasEnded
} from "./s16.js";

// src/process/identity.ts
import { readFileSync } from "fs";
function hostName() {
  if (process.platform === "linux") {
    try {
      return readFileSync("/proc/sys/kernel/hostname", "utf8").trim();
    } catch {}
  }
  return process.getBuiltinModule("node:os").hostname();
}
function startTime(pid) {
  const seen = look(pid);
  return seen === null || hasEnded(seen) ? null : seen.started;
}
function alive(pid, start) {
  if (!Number.isSafeInteger(pid) || pid <= 0)
    return false;
  if (process.platform !== "linux" && !signalReaches(pid))
    return false;
  const seen = look(pid);
  if (seen === null)
    return signalReaches(pid);
  if (hasEnded(seen))
    return false;
  return start === null || sameStart(seen.started, start);
}
function look(pid) {
  if (pid === process.pid && process.platform !== "linux")
    return { state: "R", started: String(Math.round(Date.now() / 1000 - process.uptime())) };
  return processOf(pid);
}
function sameStart(a, b) {
  return a === b || process.platform !== "linux" && Math.abs(Number(a) - Number(b)) <= 2;
}
function signalReaches(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
var bootedAt = () => Date.now() - process.getBuiltinModule("node:os").uptime() * 1000;

export { hostName, startTime, alive, bootedAt };
