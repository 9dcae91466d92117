// @bun
import {
  startTime
} from "./s203.js";

// src/process/terminal.ts
import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from "fs";
import { StringDecoder } from "string_decoder";
function ownStat() {
  try {
    const text = readFileSync("/proc/self/stat", "latin1");
    const [, , group, session, , foreground] = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
    return { group, session, foreground };
  } catch {
    return null;
  }
}
function sessionLeader() {
  const pid = ownStat()?.session ?? 0;
  const start = pid > 0 ? startTime(pid) : null;
  return start === null ? null : { pid, start };
}
var MAX_LINE = 4096;
var MAX_DROPPED = 2 * MAX_LINE;
function dropTyped() {
  let fd = null;
  try {
    fd = openSync("/dev/tty", constants.O_RDONLY | constants.O_NONBLOCK);
    const part = Buffer.alloc(MAX_LINE);
    for (let dropped = 0;dropped < MAX_DROPPED; ) {
      const count = readSync(fd, part, 0, part.length, null);
      if (count === 0)
        return true;
      dropped += count;
    }
  } catch {} finally {
    if (fd !== null)
      closeSync(fd);
  }
  return false;
}
function ownTerminal() {
  const stat = ownStat();
  if (stat !== null && stat.foreground !== stat.group)
    return null;
  let fd;
  try {
    fd = openSync("/dev/tty", "r+");
  } catch {
    return null;
  }
  const ask = (text) => {
    try {
      const isEnded = dropTyped();
      writeSync(fd, text);
      if (isEnded)
        return null;
      const decoder = new StringDecoder("utf8");
      const part = Buffer.alloc(MAX_LINE);
      for (let line = "";; ) {
        const count = readSync(fd, part, 0, part.length, null);
        line += decoder.write(part.subarray(0, count));
        if (count === 0)
          return line === "" ? null : line;
        if (line.includes(`
`) || line.length > MAX_LINE)
          return line.split(`
`, 1)[0];
      }
    } catch {
      return null;
    }
  };
  const tell = (text) => {
    try {
      writeSync(fd, text);
    } catch {}
  };
  return { ask, tell, run: (command, env) => runAt(fd, command, env), close: () => closeSync(fd) };
}
async function runAt(fd, [name = "", ...args], env) {
  const file = Bun.which(name, { PATH: env.PATH ?? "" });
  if (file === null)
    return "was not found";
  const stay = () => {};
  process.on("SIGINT", stay);
  try {
    const child = Bun.spawn([file, ...args], { cwd: env.HOME || "/", env, stdin: fd, stdout: fd, stderr: fd });
    const code = await child.exited;
    if (child.signalCode !== null)
      return `was ended by ${child.signalCode}`;
    return code === 0 ? null : `ended with code ${code}`;
  } catch (error) {
    return `did not start: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    process.off("SIGINT", stay);
  }
}

export { sessionLeader, dropTyped, ownTerminal };
