import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { runProcess } from "../process/run.ts";
import { isObject } from "../store/small-file.ts";
import { inWords, MAX_ANSWER_BYTES, readAnswer } from "./answer.ts";
import { classify, lastPart, oneLine, type ProgramFailure } from "./codex-failures.ts";
import type { AskRequest, AskResult, Usage } from "./provider.ts";

/** Exit code when there is no way to log in. */
const NO_LOGIN = 41;

/** One answer of `gemini` in its headless mode. Rejects never: what goes wrong is told in the result. */
export async function ask(command: string, request: AskRequest): Promise<AskResult> {
  const started = performance.now();
  const { model, schema } = request;
  let usage: Usage | undefined;
  const seen = () => ({ ...(model && { model }), ...(usage && { usage }), durationMs: performance.now() - started });
  const fail = (failure: ProgramFailure, words: string, detail: string, raw?: string): AskResult => ({
    ok: false,
    failure,
    message: messageOf(failure, oneLine(words, 240), request.timeoutMs),
    detail: lastPart(detail, 2_048),
    ...(raw !== undefined && { raw }),
    ...seen(),
  });
  try {
    const asked = schema === undefined ? request.prompt : `${request.prompt}\n${inWords(schema)}`;
    // Settings, rules and files of the project are not for it: all that it is to know stands in the prompt.
    const empty = mkdtempSync(join(request.scratch, "empty-"));
    if (Bun.which(command, { PATH: request.env.PATH ?? "" }) === null) return fail("not_installed", "", "");
    request.sending?.();
    const result = await runProcess({
      command,
      args: ["--output-format", "json", "--extensions", "none", ...(model ? [`--model=${model}`] : [])],
      cwd: empty,
      env: request.env,
      stdin: request.system === undefined ? asked : `${request.system}\n\n${asked}`,
      timeoutMs: request.timeoutMs,
      maxOutputBytes: MAX_ANSWER_BYTES,
      ...(request.signal && { signal: request.signal }),
    });
    const { outcome, stdout, stderr, exitCode } = result;
    if (outcome === "not_found") return fail("not_installed", stderr, stderr);
    if (outcome !== "exited") return fail(outcome === "spawn_failed" ? "failed" : outcome, stderr, stderr);
    const parsed = lastObject(stdout) ?? (exitCode === 0 ? null : lastObject(stderr));
    usage = usageOf(parsed);
    const error = isObject(parsed?.error) ? String(parsed.error.message ?? "") : "";
    if (exitCode !== 0 || error !== "") {
      const words = error || stderr.trim().split("\n").at(-1) || `it ended with code ${exitCode}`;
      return fail(exitCode === NO_LOGIN ? "not_logged_in" : classify(words), words, error || stderr);
    }
    if (parsed === null) return fail("invalid_output", "what it printed is no JSON, or more than 1 MB", stderr);
    const raw = typeof parsed.response === "string" ? parsed.response : "";
    if (raw.trim() === "") return fail("invalid_output", "its answer is empty", stderr);
    if (schema === undefined) return { ok: true, text: raw, raw, ...seen() };
    const object = readAnswer(raw);
    if (!object.ok) return fail("invalid_output", `its answer ${object.problem}`, raw, raw);
    return { ok: true, text: object.text, raw, ...seen() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return fail("failed", words, words);
  }
}

/** The JSON object that an output is; null: it is none. Warnings may stand before it, each on a line of its own. */
function lastObject(output: string): Record<string, unknown> | null {
  const start = output.startsWith("{") ? 0 : output.indexOf("\n{") + 1;
  try {
    const value: unknown = JSON.parse(output.slice(start));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Tokens of all models that took part. */
function usageOf(parsed: Record<string, unknown> | null): Usage | undefined {
  const { models, tools } = isObject(parsed?.stats) ? parsed.stats : {};
  if (!isObject(models)) return undefined;
  const counted = Object.values(models).map((one) => (isObject(one) && isObject(one.tokens) ? one.tokens : {}));
  if (counted.length === 0) return undefined;
  const sum = (...names: string[]): number =>
    counted.reduce((all, one) => all + names.reduce((own, name) => own + (Number(one[name]) || 0), 0), 0);
  const calls = isObject(tools) ? Number(tools.totalCalls) || 0 : 0;
  return {
    input: sum("prompt"),
    cached: Math.min(sum("cached"), sum("prompt")),
    output: sum("candidates", "thoughts"),
    calls,
  };
}

const quoted = (words: string): string => (words === "" ? "" : ` ("${words}")`);

function messageOf(failure: ProgramFailure, words: string, limitMs: number): string {
  const again = "start this again";
  const messages: Record<ProgramFailure, string> = {
    not_installed: `Gemini CLI is not installed: run \`npm install -g @google/gemini-cli\`, log in with \`gemini\`, and ${again}.`,
    not_logged_in: `Gemini CLI has no valid login${quoted(words)}: run \`gemini\` in a terminal, log in, and ${again}.`,
    quota: `Gemini CLI's limit is used up${quoted(words)}: wait and ${again}, or decide without it.`,
    timeout: `Gemini CLI gave no answer within ${Math.round(limitMs / 1_000)} s and was ended${quoted(words)}: ${again}.`,
    cancelled: "The request to Gemini CLI was cancelled: start it again when you want it.",
    invalid_output: `Gemini CLI ended without a usable answer (${words}): ${again}.`,
    failed: `Gemini CLI failed${quoted(words)}: put that right and ${again}; \`gemini -p hello\` in a terminal shows whether it works at all.`,
    too_old: `This Gemini CLI cannot be asked (${words}): update it with \`npm install -g @google/gemini-cli@latest\` and ${again}.`,
  };
  return oneLine(messages[failure], 500);
}
