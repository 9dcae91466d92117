// @bun
import {
  sha256
} from "./s83.js";
import {
  readOutside,
  writeOutside
} from "./s165.js";
import {
  startTime,
  alive
} from "./s176.js";

// src/process/terminal.ts
import { closeSync, openSync, readFileSync, readSync, writeSync } from "fs";
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
      writeSync(fd, text);
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
  return { ask, close: () => closeSync(fd) };
}

// src/record/scripts.ts
var TOKEN = "MULTI_AI_TOKEN";
var MIN_TOKEN = 16;
var fileOf = (run) => `scripts/${sha256(run).slice(0, 32)}.json`;
var tokenIn = (env) => {
  const token = env[TOKEN] ?? "";
  return token.length < MIN_TOKEN ? null : sha256(`${TOKEN} ${token}`);
};
function noteScript(project, run, env) {
  const script = { run, token: tokenIn(env), session: sessionLeader() };
  writeOutside(env, project, fileOf(run), script);
}
function scriptOf(project, run, env) {
  const known = readOutside(env, project, fileOf(run)).find((one) => one?.run === run);
  const token = tokenIn(env);
  if (token !== null && known?.token === token)
    return "token";
  const own = sessionLeader();
  const same = own !== null && known?.session?.pid === own.pid && known.session.start === own.start;
  return same && alive(own.pid, own.start) ? "session" : null;
}

export { ownTerminal, TOKEN, noteScript, scriptOf };
