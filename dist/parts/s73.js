// @bun
import {
  processOf,
  hasEnded
} from "./s10.js";

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

// src/process/path.ts
import { existsSync, realpathSync } from "fs";
import { dirname, join } from "path";
var real = (path) => {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
};
function around(folder, home) {
  let top = folder;
  while (!existsSync(join(top, ".git"))) {
    if (dirname(top) === top)
      return folder;
    top = dirname(top);
  }
  return home && top === real(home) ? folder : top;
}
function pathApart(path, project, home) {
  const start = real(project) ?? project;
  const top = around(start, home);
  return (path ?? "").split(":").filter((one) => {
    const at = one.startsWith("/") ? real(one) : null;
    if (at === null || [one, at].some((way) => `${way}/`.includes("/node_modules/")))
      return false;
    return top === "/" || !`${at}/`.startsWith(`${top}/`);
  }).join(":");
}
var apart = (env, project) => ({
  ...env,
  PATH: pathApart(env.PATH, project, env.HOME)
});

export { hostName, startTime, alive, pathApart, apart };
