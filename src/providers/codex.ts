import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ProcessResult, runProcess } from "../process/run.ts";
import { isObject, parseJson } from "../store/small-file.ts";
import {
  classify,
  type FailureFacts,
  failureMessage,
  INSTALL,
  lastPart,
  oneLine,
  plainWords,
  resetTime,
} from "./codex-failures.ts";
import type {
  Absence,
  Provider,
  ProviderState,
  ReviewFailure,
  ReviewRequest,
  ReviewResult,
  Usage,
} from "./provider.ts";
import { dropNulls, toStrictSchema } from "./strict-schema.ts";

const REQUIRED_FLAGS = [
  "--config",
  "--json",
  "--output-last-message",
  "--output-schema",
  "--sandbox",
  "--skip-git-repo-check",
];
const PROBE_LIMIT_MS = 10_000;
const LOGIN_LIMIT_MS = 5_000;
const NOT_LOGGED_IN = /not logged in/i;
const MAX_VERDICT_BYTES = 1_048_576;
const MAX_DETAIL_BYTES = 2_048;

/** OpenAI's Codex CLI as a reviewer: `codex exec`, read-only. `command` is what is looked for on PATH, or a path. */
export function codexProvider({ command = "codex" }: { command?: string } = {}): Provider {
  return {
    id: "codex",
    title: "Codex",
    program: command,
    setup: `${INSTALL}, then codex login`,
    absence: (env) => absence(command, env),
    probe: (env) => probe(command, env),
    review: (request) => review(command, request),
  };
}

async function review(command: string, request: ReviewRequest): Promise<ReviewResult> {
  const started = performance.now();
  let usage: Usage | undefined;
  const fail = (failure: ReviewFailure, facts: Partial<FailureFacts> = {}, detail = ""): ReviewResult => ({
    ok: false,
    failure,
    message: failureMessage(failure, { words: "", limitMs: request.timeoutMs, ...facts }),
    detail: lastPart(detail, MAX_DETAIL_BYTES),
    durationMs: performance.now() - started,
    ...(usage && { usage }),
    ...(facts.resetsAt && { resetsAt: facts.resetsAt }),
  });
  try {
    const schemaFile = join(request.scratch, "verdict-schema.json");
    const verdictFile = join(request.scratch, "verdict.json");
    // A verdict of an earlier run must never count.
    for (const file of [schemaFile, verdictFile]) rmSync(file, { force: true });
    writeFileSync(schemaFile, JSON.stringify(toStrictSchema(request.schema)), { flag: "wx", mode: 0o600 });

    const run = { command, cwd: request.cwd, env: request.env, signal: request.signal };
    const helpLimitMs = Math.min(request.timeoutMs, PROBE_LIMIT_MS);
    const help = await runProcess({ ...run, args: ["exec", "--help"], timeoutMs: helpLimitMs });
    const broken = withoutEnd(help);
    if (broken) return fail(broken, { words: help.stderr, limitMs: helpLimitMs }, help.stderr);
    if (help.exitCode !== 0) return fail("failed", { words: errorLine(help) }, help.stderr);
    const flags = flagsIn(help.stdout);
    const missing = [...REQUIRED_FLAGS, ...(request.model ? ["--model"] : [])].filter((flag) => !flags.has(flag));
    if (missing.length > 0) return fail("too_old", { words: `it lacks ${missing.join(", ")}` });

    // One without a login tries again for minutes before it says so.
    const loggedOut = await loginProblem(command, request.env);
    if (loggedOut !== null) return fail("not_logged_in", { words: loggedOut });

    const events = eventReader();
    request.sending?.();
    const result = await runProcess({
      ...run,
      args: execArguments(request, flags, schemaFile, verdictFile),
      stdin: request.prompt,
      timeoutMs: Math.max(1, request.timeoutMs - help.durationMs),
      onLine: (line, stream) => stream === "stdout" && events.read(line),
    });
    const { failed, lastError } = events.seen();
    usage = events.seen().usage;
    const detail = [failed ?? lastError, result.stderr].filter(Boolean).join("\n");
    const stopped = withoutEnd(result);
    if (stopped) return fail(stopped, { words: lastError ?? (stopped === "failed" ? result.stderr : "") }, detail);
    if (result.exitCode !== 0 || failed !== undefined) {
      const words = failed ?? lastError ?? errorLine(result);
      const failure = classify(words);
      return fail(failure, { words, ...(failure === "quota" && { resetsAt: resetTime(words) }) }, detail);
    }
    const verdict = readVerdict(verdictFile);
    if ("problem" in verdict) return fail("invalid_output", { words: verdict.problem }, verdict.excerpt || detail);
    return { ok: true, text: verdict.text, ...(usage && { usage }), durationMs: performance.now() - started };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return fail("failed", { words }, words);
  }
}

/** The failure of a process that did not end by itself; undefined when it did. */
function withoutEnd({ outcome }: ProcessResult): ReviewFailure | undefined {
  if (outcome === "exited") return undefined;
  if (outcome === "not_found") return "not_installed";
  return outcome === "spawn_failed" ? "failed" : outcome;
}

function flagsIn(help: string): Set<string> {
  return new Set(help.match(/--[a-z][a-z-]+/g));
}

function execArguments(request: ReviewRequest, flags: Set<string>, schemaFile: string, verdictFile: string): string[] {
  const optional = (flag: string, ...rest: string[]) => (flags.has(flag) ? [flag, ...rest] : []);
  const settings = [
    // The person's own settings may let commands out of the sandbox after a review by a model.
    'approval_policy="never"',
    // AGENTS.md would instruct the reviewer in the name of what it reviews.
    "project_doc_max_bytes=0",
    // Project settings can start programs outside the sandbox, if the person once trusted the project.
    `projects=${untrusted(request.cwd)}`,
    // Variables with secrets are not for commands that a model makes up.
    'shell_environment_policy.inherit="core"',
  ];
  return [
    "exec",
    "--json",
    "--skip-git-repo-check",
    ...["--sandbox", "read-only"],
    ...["--output-schema", schemaFile],
    ...["--output-last-message", verdictFile],
    ...(request.model ? [`--model=${request.model}`] : []),
    // No copy of the prompt under CODEX_HOME; no rules of the project that allow commands; no colours.
    ...optional("--ephemeral"),
    ...optional("--ignore-rules"),
    ...optional("--color", "never"),
    ...settings.flatMap((setting) => ["--config", setting]),
    "-",
  ];
}

/** An inline TOML table: Codex takes trust from the folder itself or from the git root above it. */
function untrusted(cwd: string): string {
  const folders = new Set<string>();
  for (const start of [cwd, realpathSync(cwd)]) {
    for (let folder = start; !folders.has(folder); folder = dirname(folder)) folders.add(folder);
  }
  return `{${[...folders].map((folder) => `${JSON.stringify(folder)}={trust_level="untrusted"}`).join(",")}}`;
}

/** Items of a turn that are no calls of tools. */
const WORDS = new Set(["agent_message", "reasoning", "todo_list", "error"]);

/** Collects what the `--json` events say about failure and cost; everything else in them is text of the model. */
function eventReader() {
  let failed: string | undefined;
  let lastError: string | undefined;
  let usage: Omit<Usage, "calls"> | undefined;
  let calls = 0;
  const read = (line: string) => {
    const event = JSON.parse(line);
    // `error` is also what a retry says ("Reconnecting... 2/5"): only `turn.failed` and the exit code are final.
    if (event.type === "error" && typeof event.message === "string") lastError = plainWords(event.message);
    if (event.type === "turn.failed") failed = plainWords(String(event.error?.message ?? "the turn failed"));
    if (event.type === "item.completed" && !WORDS.has(event.item?.type)) calls += 1;
    const {
      input_tokens: input,
      cached_input_tokens: cached,
      output_tokens: output,
    } = (event.type === "turn.completed" && event.usage) || {};
    if (Number.isFinite(input) && Number.isFinite(output))
      usage = { input, cached: Number.isFinite(cached) ? Math.min(cached, input) : 0, output };
  };
  return { read, seen: () => ({ failed, lastError, usage: usage && { ...usage, calls } }) };
}

/** The line of stderr that says most. */
function errorLine(result: ProcessResult): string {
  const lines = result.stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((text) => /^error/i.test(text)) ?? lines.at(-1);
  return line ?? (result.signal ? `it was ended by ${result.signal}` : `it ended with code ${result.exitCode}`);
}

function readVerdict(file: string): { text: string } | { problem: string; excerpt: string } {
  const bad = (problem: string, excerpt = "") => ({ problem, excerpt });
  let bytes: Buffer;
  let fd: number;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return bad(missing ? "it wrote no verdict file" : "its verdict file cannot be opened, or is a link");
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return bad("its verdict is not a regular file");
    if (stat.size > MAX_VERDICT_BYTES) return bad("its verdict is larger than 1 MB");
    bytes = readFileSync(fd);
  } finally {
    closeSync(fd);
  }
  const text = bytes.toString("utf8");
  if (text.trim() === "") return bad("its verdict is empty");
  // Read as the artifacts of agents are: a raw line break within a text is what was meant.
  const json = parseJson(bytes);
  if (!json.ok) return bad(json.problem.replace(/^it /, "its verdict "), text);
  if (!isObject(json.value)) return bad("its verdict is not a JSON object", text);
  return { text: `${JSON.stringify(dropNulls(json.value), null, 2)}\n` };
}

async function probe(command: string, env: ReviewRequest["env"]): Promise<ProviderState> {
  // Not in the project: what lies there must not matter.
  const run = (...args: string[]) =>
    runProcess({ command, args, cwd: tmpdir(), env, timeoutMs: PROBE_LIMIT_MS, maxOutputBytes: 65_536 });
  const version = await run("--version");
  if (version.outcome === "not_found") {
    const remedy = `run \`${INSTALL}\`, then \`codex login\``;
    return { installed: false, loggedIn: "unknown", problem: "Codex is not installed", remedy };
  }
  const number = /\d+\.\d+\.\d+\S*/.exec(version.stdout)?.[0];
  const state = { installed: true, ...(number && { version: number }) };
  const startProblem = (result: ProcessResult): ProviderState => {
    const why = result.outcome === "timeout" ? "it hangs" : oneLine(errorLine(result), 200);
    const remedy = `run \`codex ${result === version ? "--version" : "exec --help"}\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...state, loggedIn: "unknown", problem: `Codex does not start: ${why}`, remedy };
  };
  if (version.exitCode !== 0) return startProblem(version);
  const [help, login] = await Promise.all([run("exec", "--help"), run("login", "status")]);
  if (help.exitCode !== 0) return startProblem(help);
  const flags = flagsIn(help.stdout);
  const missing = REQUIRED_FLAGS.filter((flag) => !flags.has(flag));
  if (missing.length > 0) {
    const remedy = `update it: \`${INSTALL}@latest\``;
    return { ...state, loggedIn: "unknown", problem: `Codex is too old: it lacks ${missing.join(", ")}`, remedy };
  }
  if (login.exitCode === 0) return { ...state, loggedIn: true };
  if (!NOT_LOGGED_IN.test(`${login.stdout}${login.stderr}`)) {
    const problem = `Codex cannot tell whether it is logged in: ${oneLine(errorLine(login), 200)}`;
    return { ...state, loggedIn: "unknown", problem, remedy: "run `codex login status` in a terminal" };
  }
  if (hasOtherCredentials(env)) return { ...state, loggedIn: "unknown" };
  return { ...state, loggedIn: false, problem: "Codex is not logged in", remedy: "run `codex login`" };
}

async function absence(command: string, env: ReviewRequest["env"]): Promise<Absence | null> {
  const limitMs = LOGIN_LIMIT_MS;
  if (Bun.which(command, { PATH: env.PATH ?? "" }) === null)
    return { failure: "not_installed", message: failureMessage("not_installed", { words: "", limitMs }) };
  const words = await loginProblem(command, env);
  return words === null
    ? null
    : { failure: "not_logged_in", message: failureMessage("not_logged_in", { words, limitMs }) };
}

/** Keys that Codex takes from the environment. */
const KEYS = ["CODEX_API_KEY", "OPENAI_API_KEY", "CODEX_ACCESS_TOKEN"];

/**
 * Why Codex has no login that it could use, in its words; null: it has one, or it cannot be told. `login status` alone says
 * "Not logged in" also with a key in the environment, and knows no model provider of the person's own.
 */
async function loginProblem(command: string, env: ReviewRequest["env"]): Promise<string | null> {
  const config = credentials(env);
  if (config.known) return config.problem;
  const status = await runProcess({
    command,
    args: ["login", "status"],
    cwd: tmpdir(),
    env,
    timeoutMs: LOGIN_LIMIT_MS,
    maxOutputBytes: 65_536,
  });
  const said = `${status.stdout}${status.stderr}`;
  return status.outcome === "exited" && status.exitCode !== 0 && NOT_LOGGED_IN.test(said) ? "not logged in" : null;
}

interface Config {
  model_provider?: unknown;
  profile?: unknown;
  profiles?: Record<string, Config>;
  model_providers?: Record<string, { env_key?: unknown }>;
}

/** What files and the environment tell of a login; `known: false`: ask Codex. */
function credentials(env: ReviewRequest["env"]): { known: false } | { known: true; problem: string | null } {
  const folder = env.CODEX_HOME || join(env.HOME ?? "", ".codex");
  const text = (name: string): string | null => {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch {
      return null;
    }
  };
  let config: Config = {};
  try {
    config = Bun.TOML.parse(text("config.toml") ?? "") as Config;
  } catch {
    // Codex will say what is wrong with it.
    return { known: true, problem: null };
  }
  const profile = typeof config.profile === "string" ? config.profiles?.[config.profile] : undefined;
  const named = profile?.model_provider ?? config.model_provider;
  if (typeof named === "string" && named !== "openai") {
    const key = config.model_providers?.[named]?.env_key;
    const missing = typeof key === "string" && !env[key];
    return { known: true, problem: missing ? `Missing environment variable ${key} of model provider ${named}` : null };
  }
  if (KEYS.some((key) => env[key]) || text("auth.json") !== null) return { known: true, problem: null };
  return { known: false };
}

/** Whether something else than `codex login` gives it access, or may. */
function hasOtherCredentials(env: ReviewRequest["env"]): boolean {
  const found = credentials(env);
  return found.known && found.problem === null;
}
