// @bun
import {
  runProcess
} from "./s236.js";
import {
  classify,
  oneLine,
  lastPart
} from "./s58.js";
import {
  MAX_ANSWER_BYTES,
  readAnswer,
  inWords
} from "./s166.js";
import {
  isObject
} from "./s81.js";

// src/providers/gemini-cli-ask.ts
import { mkdtempSync } from "fs";
import { join } from "path";
var NO_LOGIN = 41;
async function ask(command, request) {
  const started = performance.now();
  const { model, schema } = request;
  let usage;
  const seen = () => ({ ...model && { model }, ...usage && { usage }, durationMs: performance.now() - started });
  const fail = (failure, words, detail, raw) => ({
    ok: false,
    failure,
    message: messageOf(failure, oneLine(words, 240), request.timeoutMs),
    detail: lastPart(detail, 2048),
    ...raw !== undefined && { raw },
    ...seen()
  });
  try {
    const asked = schema === undefined ? request.prompt : `${request.prompt}
${inWords(schema)}`;
    const empty = mkdtempSync(join(request.scratch, "empty-"));
    if (Bun.which(command, { PATH: request.env.PATH ?? "" }) === null)
      return fail("not_installed", "", "");
    request.sending?.();
    const result = await runProcess({
      command,
      args: ["--output-format", "json", "--extensions", "none", ...model ? [`--model=${model}`] : []],
      cwd: empty,
      env: request.env,
      stdin: request.system === undefined ? asked : `${request.system}

${asked}`,
      timeoutMs: request.timeoutMs,
      maxOutputBytes: MAX_ANSWER_BYTES,
      ...request.signal && { signal: request.signal }
    });
    const { outcome, stdout, stderr, exitCode } = result;
    if (outcome === "not_found")
      return fail("not_installed", stderr, stderr);
    if (outcome !== "exited")
      return fail(outcome === "spawn_failed" ? "failed" : outcome, stderr, stderr);
    const told = lastObject(stdout) ?? (exitCode === 0 ? null : lastObject(stderr));
    usage = usageOf(told);
    const error = isObject(told?.error) ? String(told.error.message ?? "") : "";
    if (exitCode !== 0 || error !== "") {
      const words = error || stderr.trim().split(`
`).at(-1) || `it ended with code ${exitCode}`;
      return fail(exitCode === NO_LOGIN ? "not_logged_in" : classify(words), words, error || stderr);
    }
    if (told === null)
      return fail("invalid_output", "what it printed is no JSON, or more than 1 MB", stderr);
    const raw = typeof told.response === "string" ? told.response : "";
    if (raw.trim() === "")
      return fail("invalid_output", "its answer is empty", stderr);
    if (schema === undefined)
      return { ok: true, text: raw, raw, ...seen() };
    const object = readAnswer(raw);
    if (!object.ok)
      return fail("invalid_output", `its answer ${object.problem}`, raw, raw);
    return { ok: true, text: object.text, raw, ...seen() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return fail("failed", words, words);
  }
}
function lastObject(output) {
  const start = output.startsWith("{") ? 0 : output.indexOf(`
{`) + 1;
  try {
    const value = JSON.parse(output.slice(start));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
function usageOf(told) {
  const { models, tools } = isObject(told?.stats) ? told.stats : {};
  if (!isObject(models))
    return;
  const counted = Object.values(models).map((one) => isObject(one) && isObject(one.tokens) ? one.tokens : {});
  if (counted.length === 0)
    return;
  const sum = (...names) => counted.reduce((all, one) => all + names.reduce((own, name) => own + (Number(one[name]) || 0), 0), 0);
  const calls = isObject(tools) ? Number(tools.totalCalls) || 0 : 0;
  return {
    input: sum("prompt"),
    cached: Math.min(sum("cached"), sum("prompt")),
    output: sum("candidates", "thoughts"),
    calls
  };
}
var said = (words) => words === "" ? "" : ` ("${words}")`;
function messageOf(failure, words, limitMs) {
  const again = "start this again";
  const messages = {
    not_installed: `Gemini CLI is not installed: run \`npm install -g @google/gemini-cli\`, log in with \`gemini\`, and ${again}.`,
    not_logged_in: `Gemini CLI has no valid login${said(words)}: run \`gemini\` in a terminal, log in, and ${again}.`,
    quota: `Gemini CLI's limit is used up${said(words)}: wait and ${again}, or decide without it.`,
    timeout: `Gemini CLI gave no answer within ${Math.round(limitMs / 1000)} s and was ended${said(words)}: ${again}.`,
    cancelled: "The request to Gemini CLI was cancelled: start it again when you want it.",
    invalid_output: `Gemini CLI ended without a usable answer (${words}): ${again}.`,
    failed: `Gemini CLI failed${said(words)}: put that right and ${again}; \`gemini -p hello\` in a terminal shows whether it works at all.`,
    too_old: `This Gemini CLI cannot be asked (${words}): update it with \`npm install -g @google/gemini-cli@latest\` and ${again}.`
  };
  return oneLine(messages[failure], 500);
}
export {
  ask
};
