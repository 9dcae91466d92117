// @bun
import {
  sessionLeader
} from "./s257.js";
import {
  sha256
} from "./s68.js";
import {
  readOutside,
  writeOutside
} from "./s189.js";
import {
  alive
} from "./s203.js";

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

export { TOKEN, noteScript, scriptOf };
