import { setTimeout as sleep } from "node:timers/promises";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import * as z from "zod/mini";
import { messageOf } from "../process/attempt.ts";
import { MAX_ANSWER_BYTES, readAnswer } from "./answer.ts";
import { type Endpoint, type Key, keyOf } from "./endpoint.ts";
import { type CallError, TooLong, type Trouble, troubleOf } from "./endpoint-trouble.ts";
import { type FailureFacts, failedAsk, type Remedies } from "./failures.ts";
import type { AskFailure, AskRequest, AskResult, Failed, Usage } from "./provider.ts";

/**
 * Asks a model behind an address. A file of its own when it is built: it brings the client library
 * along.
 */

/** Bytes of an answer that are read, headers aside. */
const MAX_BODY_BYTES = 8_000_000;
const MAX_OUTPUT_TOKENS = 16_384;
const MAX_RETRIES = 3;

type Language = ReturnType<ReturnType<typeof createAnthropic>>;
type Reply = Awaited<ReturnType<Language["doGenerate"]>>;
/** What one request gives: an answer, or what went wrong. */
type Once = { reply: Reply } | { trouble: Trouble };

/** What helps against a failure of this endpoint. */
function remediesOf({ id, baseUrl }: Endpoint, key: Key): Remedies {
  const where = `providers.${id}.base_url (${baseUrl})`;
  return {
    bad_key: `put a valid one into ${(key.ok && key.name) || "the environment"} and retry`,
    unknown_model: `name another one in providers.${id}.model, or fix ${where}, then retry`,
    unreachable: `check the network, or ${where}, then retry`,
    server_error: `retry later; if it persists, check ${where}`,
  };
}

/**
 * One answer of an endpoint, with retries. Rejects never: what goes wrong is told in the result.
 */
export async function ask(
  endpoint: Endpoint,
  request: AskRequest,
  firstWaitMs: number,
): Promise<AskResult> {
  const started = performance.now();
  const model = request.model ?? endpoint.model ?? "";
  const key = keyOf(endpoint, request.env);
  const hide = masking(key.ok ? key.key : null);
  const leftMs = (): number => request.timeoutMs - (performance.now() - started);
  const stopped = () => (request.signal?.aborted ? "cancelled" : leftMs() <= 0 ? "timeout" : null);
  let usage: Usage | undefined;
  let by = model;
  const seen = () => ({
    ...(model !== "" && { model }),
    ...(by !== model && { answered: by }),
    ...(usage && { usage }),
    durationMs: performance.now() - started,
  });
  const about = {
    title: endpoint.title,
    limitMs: request.timeoutMs,
    remedies: remediesOf(endpoint, key),
  };
  const fail = (failure: AskFailure, words: string, { raw, resetsAt }: FailureFacts = {}): Failed =>
    failedAsk(about, failure, { words: hide(words), raw: raw && hide(raw), resetsAt }, seen());
  if (!key.ok) {
    const message = `${endpoint.title} ${key.problem}; nothing was sent: ${key.remedy}, then retry.`;
    return { ...fail(key.failure, ""), message };
  }
  if (model === "") return fail("unknown_model", "none is set");
  try {
    // The library brings all of zod, which sets words of its own for the whole process, and not
    // only when it is loaded.
    z.config({ customError: () => "Invalid input" });
    // Anthropic's protocol knows JSON by a schema alone: there the words of the prompt say the
    // form.
    let isHeld = request.json === true && endpoint.protocol === "openai";
    for (let retries = 0; ; ) {
      const before = stopped();
      if (before !== null) return fail(before, "");
      request.sending?.();
      const signals = [
        AbortSignal.timeout(Math.max(0, Math.ceil(leftMs()))),
        ...(request.signal ? [request.signal] : []),
      ];
      const limit = AbortSignal.any(signals);
      const once = await generate(endpoint, key.key, { request, model, isHeld, limit });
      if ("reply" in once) {
        usage = usageOf(once.reply);
        by = once.reply.response?.modelId || model;
        return answered(once.reply);
      }
      const { trouble } = once;
      const late = stopped();
      if (late !== null) return fail(late, "");
      // An endpoint may not know the form that was asked for; then the words of the prompt have to
      // do.
      if (trouble.failure === "failed" && isHeld) {
        isHeld = false;
        continue;
      }
      // Not all that were refused at once come again at once.
      const waitMs = trouble.waitMs ?? firstWaitMs * 2 ** retries * (0.75 + Math.random() / 2);
      if (!trouble.again || retries >= MAX_RETRIES || waitMs >= leftMs()) {
        const resetsAt = trouble.waitMs === undefined ? undefined : timeIn(trouble.waitMs);
        return fail(trouble.failure, trouble.words, { resetsAt });
      }
      retries++;
      // An abort ends it early.
      await sleep(waitMs, undefined, { signal: request.signal }).catch(() => {});
    }
  } catch (error) {
    const words = messageOf(error);
    return fail("failed", words);
  }

  function answered(reply: Reply): AskResult {
    const raw = reply.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("");
    const most = request.maxOutputTokens ?? MAX_OUTPUT_TOKENS;
    const cut = `its answer was cut at ${most} tokens; providers.${endpoint.id}.max_output_tokens allows more`;
    if (reply.finishReason.unified === "length") return fail("invalid_output", cut, { raw });
    if (reply.finishReason.unified === "content-filter")
      return fail("invalid_output", "it declined to answer", { raw });
    if (Buffer.byteLength(raw) > MAX_ANSWER_BYTES)
      return fail("invalid_output", "its answer is larger than 1 MB");
    if (raw.trim() === "") return fail("invalid_output", "its answer is empty", { raw });
    if (request.json !== true) return { ok: true, text: hide(raw), raw: hide(raw), ...seen() };
    const object = readAnswer(hide(raw));
    return object.ok
      ? { ok: true, text: object.text, raw: hide(raw), ...seen() }
      : fail("invalid_output", `its answer ${object.problem}`, { raw });
  }
}

/** One request, and what came of it. */
async function generate(
  endpoint: Endpoint,
  key: string | null,
  of: { request: AskRequest; model: string; isHeld: boolean; limit: AbortSignal },
): Promise<Once> {
  const { request, model, isHeld, limit } = of;
  try {
    const reply = await clientOf(endpoint, key, model).doGenerate({
      prompt: [
        { role: "user" as const, content: [{ type: "text" as const, text: request.prompt }] },
      ],
      maxOutputTokens: request.maxOutputTokens ?? MAX_OUTPUT_TOKENS,
      ...(isHeld && { responseFormat: { type: "json" as const } }),
      abortSignal: limit,
    });
    return { reply };
  } catch (error) {
    return { trouble: troubleOf(error as CallError) };
  }
}

/** The library's model for an endpoint. */
function clientOf(endpoint: Endpoint, key: string | null, model: string): Language {
  const { id, baseUrl: baseURL, boundField } = endpoint;
  // Both name a key, so that none is looked for in the environment of this process.
  if (endpoint.protocol === "anthropic")
    return createAnthropic({ baseURL, apiKey: key ?? "none", fetch: safeFetch })(model);
  return createOpenAICompatible({
    name: id,
    baseURL,
    ...(key !== null && { apiKey: key }),
    fetch: safeFetch,
    ...(boundField !== undefined && {
      transformRequestBody: ({ max_tokens, ...body }) => ({ ...body, [boundField]: max_tokens }),
    }),
  })(model) as Language;
}

/**
 * A redirect would take the key and the prompt to an address that nobody has named; a project's
 * settings can put into the environment that certificates are not looked at. The answer is read up
 * to a bound.
 */
const safeFetch = (async (input: Request | URL | string, init?: RequestInit) => {
  const safe = { redirect: "manual" as const, tls: { rejectUnauthorized: true } };
  const response = await globalThis.fetch(input, { ...init, ...safe });
  return new Response(response.body?.pipeThrough(boundedBody()), response);
}) as typeof fetch;

function boundedBody(): TransformStream<Uint8Array, Uint8Array> {
  let length = 0;
  return new TransformStream({
    transform(chunk, control) {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) control.error(new TooLong());
      else control.enqueue(chunk);
    },
  });
}

/** The time so many milliseconds from now, to the second. */
const timeIn = (ms: number): string =>
  new Date(Date.now() + ms).toISOString().replace(/\.\d+Z$/, "Z");

/** What a reply took; undefined where the endpoint does not say, or says what cannot be. */
function usageOf({ usage }: Reply): Usage | undefined {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens.total === undefined || outputTokens.total === undefined) return undefined;
  const raw = (usage.raw ?? {}) as Record<string, unknown>;
  const number = (name: string): number =>
    typeof raw[name] === "number" ? (raw[name] as number) : 0;
  const input = inputTokens.total;
  // Some count what a model thought only in the total; it is paid for as output.
  const output = Math.max(outputTokens.total, number("total_tokens") - input);
  const cached = Math.min(input, inputTokens.cacheRead || number("prompt_cache_hit_tokens"));
  // Below zero they would lower what was spent before, and of a number beyond all bounds nothing
  // can be written down.
  return [input, outputTokens.total, output, cached].every(isCount)
    ? { input, cached, output, calls: 0 }
    : undefined;
}

const MAX_TOKENS = 1_000_000_000;
const isCount = (tokens: number): boolean => tokens >= 0 && tokens <= MAX_TOKENS;

const MASK = "[masked]";
/** Takes a key out of a text, in the forms in which one is sent or shown. */
const masking =
  (key: string | null) =>
  (text: string): string => {
    const forms = key === null ? [] : [key, encodeURIComponent(key), btoa(key)];
    return forms.reduce((all, one) => all.replaceAll(one, MASK), text);
  };
