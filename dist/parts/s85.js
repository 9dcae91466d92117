// @bun
import {
  runProcess2
} from "./s87.js";

// src/providers/codex-failures.ts
var INSTALL = "npm install -g @openai/codex";
function classify(words) {
  for (const [failure, phrases] of PHRASES)
    if (phrases.test(words))
      return failure;
  return "failed";
}
var PHRASES = [
  [
    "quota",
    /usage limit|quota exceeded|insufficient_quota|out of credits|status:? 429|429 too many|rate limit|upgrade to (plus|pro)\b/i
  ],
  [
    "not_logged_in",
    /401 unauthorized|not logged in|codex login|(log|sign)(ing)? in again|(incorrect|invalid) api key|access token could not be refreshed|missing environment variable/i
  ],
  ["too_old", /^error: (unexpected argument|unrecognized subcommand|invalid value)/i]
];
function resetTime(words) {
  return /try again at ([^.]{1,60})\./i.exec(words)?.[1]?.trim();
}
function plainWords(message) {
  try {
    const inner = JSON.parse(message)?.error?.message;
    if (typeof inner === "string" && inner !== "")
      return inner;
  } catch {}
  return message;
}
function failureMessage(failure, facts) {
  return oneLine(MESSAGES[failure](facts), 500);
}
var said = (words) => words === "" ? "" : ` ("${oneLine(words, 240)}")`;
var MESSAGES = {
  not_installed: () => `Codex is not installed: run \`${INSTALL}\`, then \`codex login\`, and start this review again.`,
  not_logged_in: ({ words }) => `Codex has no valid login${said(words)}: run \`codex login\` in a terminal and start this review again.`,
  quota: ({ words, resetsAt }) => `Codex' limit is used up${resetsAt ? ` until ${resetsAt}` : ""}${resetsAt ? "" : said(words)}: ` + "wait and start this review again, or decide without it.",
  timeout: ({ words, limitMs }) => `Codex gave no verdict within ${duration(limitMs)} and was ended${said(words)}: ` + "start this review again; codex.timeout_minutes gives the next run's reviews longer.",
  cancelled: () => "The Codex review was cancelled: start it again when you want it.",
  invalid_output: ({ words }) => `Codex ended without a usable verdict (${oneLine(words, 240)}): start this review again.`,
  failed: ({ words }) => `Codex failed${said(words)}: put that right, or start this review again; \`codex exec "hello"\` in a terminal shows whether Codex works at all.`,
  too_old: ({ words }) => `This Codex cannot do reviews (${oneLine(words, 240)}): update it with \`${INSTALL}@latest\` and start this review again.`
};
function duration(ms) {
  return ms < 120000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60000)} min`;
}
function oneLine(text, max) {
  const line = printable(text).replace(/\s+/g, " ").trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}\u2026`;
}
function lastPart(text, maxBytes) {
  const bytes = Buffer.from(printable(text).trim());
  if (bytes.length <= maxBytes)
    return bytes.toString();
  let from = bytes.length - maxBytes;
  while ((bytes[from] & 192) === 128)
    from++;
  return bytes.subarray(from).toString();
}
function printable(text) {
  return Bun.stripANSI(text).replace(/[^\P{C}\n\t]/gu, "");
}

// src/providers/codex-state.ts
import { readFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
var REQUIRED_FLAGS = [
  "--config",
  "--json",
  "--output-last-message",
  "--output-schema",
  "--sandbox",
  "--skip-git-repo-check"
];
var PROBE_LIMIT_MS = 1e4;
var LOGIN_LIMIT_MS = 5000;
var NOT_LOGGED_IN = /not logged in/i;
function flagsIn(help) {
  return new Set(help.match(/--[a-z][a-z-]+/g));
}
function errorLine(result) {
  const lines = result.stderr.split(`
`).filter((line) => line.trim() !== "");
  const line = lines.find((text) => /^error/i.test(text)) ?? lines.at(-1);
  return line ?? (result.signal ? `it was ended by ${result.signal}` : `it ended with code ${result.exitCode}`);
}
async function probe(command, env) {
  const run = (...args) => runProcess2({ command, args, cwd: tmpdir(), env, timeoutMs: PROBE_LIMIT_MS, maxOutputBytes: 65536 });
  const version = await run("--version");
  if (version.outcome === "not_found") {
    const remedy = `run \`${INSTALL}\`, then \`codex login\``;
    return { installed: false, loggedIn: "unknown", problem: "Codex is not installed", remedy };
  }
  const number = /\d+\.\d+\.\d+\S*/.exec(version.stdout)?.[0];
  const state = { installed: true, ...number && { version: number } };
  const startProblem = (result) => {
    const why = result.outcome === "timeout" ? "it hangs" : oneLine(errorLine(result), 200);
    const remedy = `run \`codex ${result === version ? "--version" : "exec --help"}\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...state, loggedIn: "unknown", problem: `Codex does not start: ${why}`, remedy };
  };
  if (version.exitCode !== 0)
    return startProblem(version);
  const [help, login] = await Promise.all([run("exec", "--help"), run("login", "status")]);
  if (help.exitCode !== 0)
    return startProblem(help);
  const flags = flagsIn(help.stdout);
  const missing = REQUIRED_FLAGS.filter((flag) => !flags.has(flag));
  if (missing.length > 0) {
    const remedy = `update it: \`${INSTALL}@latest\``;
    return { ...state, loggedIn: "unknown", problem: `Codex is too old: it lacks ${missing.join(", ")}`, remedy };
  }
  if (login.exitCode === 0)
    return { ...state, loggedIn: true };
  if (!NOT_LOGGED_IN.test(`${login.stdout}${login.stderr}`)) {
    const problem = `Codex cannot tell whether it is logged in: ${oneLine(errorLine(login), 200)}`;
    return { ...state, loggedIn: "unknown", problem, remedy: "run `codex login status` in a terminal" };
  }
  if (hasOtherCredentials(env))
    return { ...state, loggedIn: "unknown" };
  return { ...state, loggedIn: false, problem: "Codex is not logged in", remedy: "run `codex login`" };
}
async function absence(command, env) {
  const limitMs = LOGIN_LIMIT_MS;
  if (Bun.which(command, { PATH: env.PATH ?? "" }) === null)
    return { failure: "not_installed", message: failureMessage("not_installed", { words: "", limitMs }) };
  const words = await loginProblem(command, env);
  return words === null ? null : { failure: "not_logged_in", message: failureMessage("not_logged_in", { words, limitMs }) };
}
var KEYS = ["CODEX_API_KEY", "OPENAI_API_KEY", "CODEX_ACCESS_TOKEN"];
async function loginProblem(command, env) {
  const config = credentials(env);
  if (config.known)
    return config.problem;
  const status = await runProcess2({
    command,
    args: ["login", "status"],
    cwd: tmpdir(),
    env,
    timeoutMs: LOGIN_LIMIT_MS,
    maxOutputBytes: 65536
  });
  const said = `${status.stdout}${status.stderr}`;
  return status.outcome === "exited" && status.exitCode !== 0 && NOT_LOGGED_IN.test(said) ? "not logged in" : null;
}
function credentials(env) {
  const folder = env.CODEX_HOME || join(env.HOME ?? "", ".codex");
  const text = (name) => {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch {
      return null;
    }
  };
  let config = {};
  try {
    config = Bun.TOML.parse(text("config.toml") ?? "");
  } catch {
    return { known: true, problem: null };
  }
  const profile = typeof config.profile === "string" ? config.profiles?.[config.profile] : undefined;
  const named = profile?.model_provider ?? config.model_provider;
  if (typeof named === "string" && named !== "openai") {
    const key = config.model_providers?.[named]?.env_key;
    const missing = typeof key === "string" && !env[key];
    return { known: true, problem: missing ? `Missing environment variable ${key} of model provider ${named}` : null };
  }
  if (KEYS.some((key) => env[key]) || text("auth.json") !== null)
    return { known: true, problem: null };
  return { known: false };
}
function hasOtherCredentials(env) {
  const found = credentials(env);
  return found.known && found.problem === null;
}

export { INSTALL, classify, resetTime, plainWords, failureMessage, lastPart, REQUIRED_FLAGS, PROBE_LIMIT_MS, flagsIn, errorLine, probe, absence, loginProblem };
