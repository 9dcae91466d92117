// @bun
import {
  runProcess
} from "./s236.js";
import {
  oneLine
} from "./s58.js";
import {
  INSTALL,
  LOGIN,
  NOT_LOGGED_IN,
  hasOtherCredentials
} from "./s235.js";

// src/providers/codex-probe.ts
import { tmpdir } from "os";
var REQUIRED_FLAGS2 = [
  "--config",
  "--json",
  "--output-last-message",
  "--output-schema",
  "--sandbox",
  "--skip-git-repo-check"
];
var PROBE_LIMIT_MS2 = 1e4;
function flagsIn2(help) {
  return new Set(help.match(/--[a-z][a-z-]+/g));
}
function errorLine2(result) {
  const lines = result.stderr.split(`
`).filter((line) => line.trim() !== "");
  const line = lines.find((text) => /^error/i.test(text)) ?? lines.at(-1);
  return line ?? (result.signal ? `it was ended by ${result.signal}` : `it ended with code ${result.exitCode}`);
}
async function probe2(command, env) {
  const run = (...args) => runProcess({ command, args, cwd: tmpdir(), env, timeoutMs: PROBE_LIMIT_MS2, maxOutputBytes: 65536 });
  const version = await run("--version");
  if (version.outcome === "not_found") {
    const remedy = `run \`${INSTALL}\`, then \`${LOGIN}\``;
    const command = INSTALL.split(" ");
    return { installed: false, loggedIn: "unknown", problem: "Codex is not installed", remedy, command };
  }
  const number = /\d+\.\d+\.\d+\S*/.exec(version.stdout)?.[0];
  const state = { installed: true, ...number && { version: number } };
  const startProblem = (result) => {
    const why = result.outcome === "timeout" ? "it hangs" : oneLine(errorLine2(result), 200);
    const remedy = `run \`codex ${result === version ? "--version" : "exec --help"}\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...state, loggedIn: "unknown", problem: `Codex does not start: ${why}`, remedy };
  };
  if (version.exitCode !== 0)
    return startProblem(version);
  const [help, login] = await Promise.all([run("exec", "--help"), run("login", "status")]);
  if (help.exitCode !== 0)
    return startProblem(help);
  const flags = flagsIn2(help.stdout);
  const missing = REQUIRED_FLAGS2.filter((flag) => !flags.has(flag));
  if (missing.length > 0) {
    const update = `${INSTALL}@latest`;
    const remedy = `update it: \`${update}\``;
    const problem = `Codex is too old: it lacks ${missing.join(", ")}`;
    return { ...state, loggedIn: "unknown", problem, remedy, command: update.split(" ") };
  }
  if (login.exitCode === 0)
    return { ...state, loggedIn: true };
  if (!NOT_LOGGED_IN.test(`${login.stdout}${login.stderr}`)) {
    const problem = `Codex cannot tell whether it is logged in: ${oneLine(errorLine2(login), 200)}`;
    return { ...state, loggedIn: "unknown", problem, remedy: "run `codex login status` in a terminal" };
  }
  if (hasOtherCredentials(env))
    return { ...state, loggedIn: "unknown" };
  const remedy = `run \`${LOGIN}\``;
  return { ...state, loggedIn: false, problem: "Codex is not logged in", remedy, command: LOGIN.split(" ") };
}

export { REQUIRED_FLAGS2, PROBE_LIMIT_MS2, flagsIn2, errorLine2, probe2 };
