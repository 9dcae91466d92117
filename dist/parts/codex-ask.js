// @bun
import {
  runProcess
} from "./s236.js";
import {
  REQUIRED_FLAGS2,
  PROBE_LIMIT_MS2,
  flagsIn2,
  errorLine2
} from "./s234.js";
import {
  classify,
  resetTime,
  plainWords,
  failureMessage,
  lastPart
} from "./s58.js";
import {
  toStrictSchema,
  MAX_ANSWER_BYTES,
  readObject
} from "./s166.js";
import {
  loginProblem
} from "./s235.js";

// src/providers/codex-ask.ts
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from "fs";
import { dirname, join } from "path";
var MAX_DETAIL_BYTES = 2048;
async function ask(command, request) {
  const started = performance.now();
  let usage;
  const fail = (failure, facts = {}, detail = "") => ({
    ok: false,
    failure,
    message: failureMessage(failure, { words: "", limitMs: request.timeoutMs, ...facts }),
    detail: lastPart(detail, MAX_DETAIL_BYTES),
    durationMs: performance.now() - started,
    ...usage && { usage },
    ...facts.resetsAt && { resetsAt: facts.resetsAt }
  });
  try {
    const schemaFile = join(request.scratch, "answer-schema.json");
    const answerFile = join(request.scratch, "answer");
    for (const file of [schemaFile, answerFile])
      rmSync(file, { force: true });
    if (request.schema !== undefined)
      writeFileSync(schemaFile, JSON.stringify(toStrictSchema(request.schema)), { flag: "wx", mode: 384 });
    const run = { command, cwd: request.cwd, env: request.env, signal: request.signal };
    const helpLimitMs = Math.min(request.timeoutMs, PROBE_LIMIT_MS2);
    const help = await runProcess({ ...run, args: ["exec", "--help"], timeoutMs: helpLimitMs });
    const broken = withoutEnd(help);
    if (broken)
      return fail(broken, { words: help.stderr, limitMs: helpLimitMs }, help.stderr);
    if (help.exitCode !== 0)
      return fail("failed", { words: errorLine2(help) }, help.stderr);
    const flags = flagsIn2(help.stdout);
    const missing = [...REQUIRED_FLAGS2, ...request.model ? ["--model"] : []].filter((flag) => !flags.has(flag));
    if (missing.length > 0)
      return fail("too_old", { words: `it lacks ${missing.join(", ")}` });
    const loggedOut = await loginProblem(command, request.env);
    if (loggedOut !== null)
      return fail("not_logged_in", { words: loggedOut });
    const events = eventReader();
    request.sending?.();
    const result = await runProcess({
      ...run,
      args: execArguments(request, flags, schemaFile, answerFile),
      stdin: request.system === undefined ? request.prompt : `${request.system}

${request.prompt}`,
      timeoutMs: Math.max(1, request.timeoutMs - help.durationMs),
      onLine: (line, stream) => stream === "stdout" && events.read(line)
    });
    const { failed, lastError } = events.seen();
    usage = events.seen().usage;
    const detail = [failed ?? lastError, result.stderr].filter(Boolean).join(`
`);
    const stopped = withoutEnd(result);
    if (stopped)
      return fail(stopped, { words: lastError ?? (stopped === "failed" ? result.stderr : "") }, detail);
    if (result.exitCode !== 0 || failed !== undefined) {
      const words = failed ?? lastError ?? errorLine2(result);
      const failure = classify(words);
      return fail(failure, { words, ...failure === "quota" && { resetsAt: resetTime(words) } }, detail);
    }
    const answer = readAnswer(answerFile, request.schema !== undefined, events.seen().said);
    if ("problem" in answer)
      return fail("invalid_output", { words: answer.problem }, answer.excerpt || detail);
    const { model } = request;
    return {
      ok: true,
      ...answer,
      ...model && { model },
      ...usage && { usage },
      durationMs: performance.now() - started
    };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return fail("failed", { words }, words);
  }
}
function withoutEnd({ outcome }) {
  if (outcome === "exited")
    return;
  if (outcome === "not_found")
    return "not_installed";
  return outcome === "spawn_failed" ? "failed" : outcome;
}
function execArguments(request, flags, schemaFile, answerFile) {
  const optional = (flag, ...rest) => flags.has(flag) ? [flag, ...rest] : [];
  const settings = [
    'approval_policy="never"',
    "project_doc_max_bytes=0",
    `projects=${untrusted(request.cwd)}`,
    'shell_environment_policy.inherit="core"'
  ];
  return [
    "exec",
    "--json",
    "--skip-git-repo-check",
    ...["--sandbox", "read-only"],
    ...request.schema === undefined ? [] : ["--output-schema", schemaFile],
    ...["--output-last-message", answerFile],
    ...request.model ? [`--model=${request.model}`] : [],
    ...optional("--ephemeral"),
    ...optional("--ignore-rules"),
    ...optional("--color", "never"),
    ...settings.flatMap((setting) => ["--config", setting]),
    "-"
  ];
}
function untrusted(cwd) {
  const folders = new Set;
  for (const start of [cwd, realpathSync(cwd)]) {
    for (let folder = start;!folders.has(folder); folder = dirname(folder))
      folders.add(folder);
  }
  return `{${[...folders].map((folder) => `${JSON.stringify(folder)}={trust_level="untrusted"}`).join(",")}}`;
}
var WORDS = new Set(["agent_message", "reasoning", "todo_list", "error"]);
function eventReader() {
  let failed;
  let lastError;
  let usage;
  let calls = 0;
  let said;
  const read = (line) => {
    const event = JSON.parse(line);
    if (event.type === "item.completed" && event.item?.type === "agent_message")
      said = String(event.item.text ?? "");
    if (event.type === "error" && typeof event.message === "string")
      lastError = plainWords(event.message);
    if (event.type === "turn.failed")
      failed = plainWords(String(event.error?.message ?? "the turn failed"));
    if (event.type === "item.completed" && !WORDS.has(event.item?.type))
      calls += 1;
    const {
      input_tokens: input,
      cached_input_tokens: cached,
      output_tokens: output
    } = event.type === "turn.completed" && event.usage || {};
    if (Number.isFinite(input) && Number.isFinite(output))
      usage = { input, cached: Number.isFinite(cached) ? Math.min(cached, input) : 0, output };
  };
  return { read, seen: () => ({ failed, lastError, said, usage: usage && { ...usage, calls } }) };
}
function readAnswer(file, isJson, said) {
  const bad = (problem, excerpt = "") => ({ problem, excerpt });
  let bytes;
  let fd;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const missing = error.code === "ENOENT";
    return bad(missing ? "it wrote no verdict file" : "its verdict file cannot be opened, or is a link");
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile())
      return bad("its verdict is not a regular file");
    if (stat.size > MAX_ANSWER_BYTES)
      return bad("its verdict is larger than 1 MB");
    bytes = readFileSync(fd);
  } finally {
    closeSync(fd);
  }
  const text = bytes.toString("utf8");
  if (text.trim() === "")
    return bad("its verdict is empty");
  if (said !== undefined && said.trim() !== text.trim())
    return bad("its verdict file is not what it said: another program has written there", said);
  if (!isJson)
    return { text, raw: text };
  const object = readObject(bytes);
  return object.ok ? { text: object.text, raw: text } : bad(`its verdict ${object.problem}`, text);
}
export {
  ask
};
