// Models of several vendors behind one loopback address, scripted: OpenAI's chat completions (which
// xAI, DeepSeek, Mistral, Gemini's own such address, Ollama and vLLM speak, too) and Anthropic's
// messages. It answers, or misbehaves.
import { type ModelOptions, startModel } from "./model.ts";

/** What a model is asked. */
export interface ModelAsked {
  protocol: "openai" | "anthropic";
  model: string;
  /** The user's words, joined. */
  prompt: string;
  system: string;
  /** Whether the answer is held to JSON. */
  form: "json" | "text";
  maxTokens: number | null;
  /** The key that came with it; null without one. */
  key: string | null;
  /** Its path on the server. */
  path: string;
  /** How often this model has been asked, from 1. */
  nth: number;
}

/** What it answers; an empty one is an empty text. */
export interface ModelAnswer {
  /** A text, or an object as JSON. */
  text?: string | object;
  /** Answers with this HTTP status, and `text` as the error's message. */
  status?: number;
  /** What else stands in the error. */
  error?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** Tokens; estimated without. `input` with those from the cache. */
  usage?: { input: number; output: number; cached?: number };
  /** Why it stopped; by itself without. */
  stop?: "length" | "refusal";
  /**
   * Misbehaves: answers after nothing, sends a page, part of an answer, blanks without end, or far
   * too much.
   */
  does?: "hang" | "html" | "close" | "blanks" | "flood";
  /** Answers only when this has resolved. */
  hold?: Promise<unknown>;
}

export type ModelScript = (asked: ModelAsked) => ModelAnswer | Promise<ModelAnswer>;

/** What the server was asked, and what the answer took: 0 where it gave none. */
export interface ModelCall extends ModelAsked {
  usage: { input: number; cached: number; output: number };
  status: number;
}

export interface ModelServer {
  /** Without a slash at its end. */
  url: string;
  /** All requests, oldest first. */
  log: ModelCall[];
  /** The setting `providers`: each vendor at this server, by paths that are like its own. */
  providers(): Record<string, { base_url: string; key_env?: string; model?: string }>;
  /** A key for each vendor that wants one, by the variable that `providers` names. */
  keys(): Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Where each vendor's protocol stands on the server, and a variable for its key; those without one
 * need none.
 */
const VENDORS: Record<string, { path: string; key?: string; model?: string }> = {
  anthropic: { path: "/anthropic/v1", key: "ANTHROPIC_API_KEY" },
  openai: { path: "/openai/v1", key: "OPENAI_API_KEY" },
  xai: { path: "/xai/v1", key: "XAI_API_KEY" },
  deepseek: { path: "/deepseek", key: "DEEPSEEK_API_KEY" },
  mistral: { path: "/mistral/v1", key: "MISTRAL_API_KEY" },
  gemini: { path: "/v1beta/openai", key: "GEMINI_API_KEY" },
  ollama: { path: "/ollama/v1", model: "local-model" },
  vllm: { path: "/vllm/v1", model: "served-model" },
};

type Json = Record<string, unknown>;

/** The texts of a message's content. */
const texts = (content: unknown): string =>
  typeof content === "string"
    ? content
    : Array.isArray(content)
      ? content.map((part) => (typeof part?.text === "string" ? part.text : "")).join("\n")
      : "";

function read(path: string, headers: Headers, body: Json): Omit<ModelAsked, "nth"> {
  const messages = (body.messages ?? []) as { role: string; content: unknown }[];
  const of = (role: string): string =>
    messages
      .filter((one) => one.role === role)
      .map((one) => texts(one.content))
      .join("\n");
  const model = String(body.model);
  if (path.endsWith("/messages")) {
    const key = headers.get("x-api-key");
    const maxTokens = (body.max_tokens as number | undefined) ?? null;
    return {
      protocol: "anthropic",
      model,
      prompt: of("user"),
      system: texts(body.system),
      form: "text",
      maxTokens,
      key,
      path,
    };
  }
  const format = body.response_format as Json | undefined;
  const form = format?.type === "json_object" ? "json" : "text";
  const maxTokens = ((body.max_completion_tokens ?? body.max_tokens) as number | undefined) ?? null;
  const key = headers.get("authorization")?.replace(/^Bearer /, "") ?? null;
  return {
    protocol: "openai",
    model,
    prompt: of("user"),
    system: of("system"),
    form,
    maxTokens,
    key,
    path,
  };
}

/** An answer in the asked protocol. */
function write(asked: ModelAsked, answer: ModelAnswer, usage: ModelCall["usage"]): Json {
  const text = typeof answer.text === "object" ? JSON.stringify(answer.text) : (answer.text ?? "");
  const { model } = asked;
  if (asked.protocol === "anthropic") {
    const reason =
      { length: "max_tokens", refusal: "refusal" }[answer.stop as string] ?? "end_turn";
    return {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model,
      content: text === "" ? [] : [{ type: "text", text }],
      stop_reason: reason,
      stop_sequence: null,
      usage: {
        input_tokens: usage.input - usage.cached,
        cache_read_input_tokens: usage.cached,
        cache_creation_input_tokens: 0,
        output_tokens: usage.output,
      },
    };
  }
  const reason = { length: "length", refusal: "content_filter" }[answer.stop as string] ?? "stop";
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model,
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: reason }],
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
      prompt_tokens_details: { cached_tokens: usage.cached },
    },
  };
}

/** Bytes without end, or an end that comes too early. */
function endless(first: string, chunk: string | null, everyMs: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  let stopped = false;
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(bytes.encode(first));
      while (chunk !== null && !stopped) {
        await Bun.sleep(everyMs);
        if (!stopped) controller.enqueue(bytes.encode(chunk));
      }
    },
    cancel() {
      stopped = true;
    },
  });
}

/**
 * Starts the server; it ends with the test. `script`: what each model answers. `tls`: it speaks
 * https with a certificate that nobody trusts.
 */
export function modelServer(
  script: ModelScript,
  options: Pick<ModelOptions, "tls"> = {},
): ModelServer {
  const log: ModelCall[] = [];
  const { url, stop } = startModel({
    ...options,
    async vendor(request) {
      const { pathname } = new URL(request.url);
      const body = (await request.json()) as Json;
      const nth = 1 + log.filter((one) => one.model === body.model).length;
      const asked: ModelAsked = { ...read(pathname, request.headers, body), nth };
      const call: ModelCall = { ...asked, usage: { input: 0, cached: 0, output: 0 }, status: 0 };
      log.push(call);
      const answer = await script(asked);
      await answer.hold;
      const { status = 200, headers = {} } = answer;
      call.status = status;
      if (answer.does === "hang") return new Promise<Response>(() => {});
      if (answer.does === "html")
        return new Response("<!doctype html><h1>It works!</h1>", {
          status,
          headers: { "content-type": "text/html", ...headers },
        });
      if (answer.does === "blanks")
        return new Response(endless("{", " \n", 5), {
          headers: { "content-type": "application/json" },
        });
      if (answer.does === "flood")
        return new Response(endless("{", " ".repeat(1_000_000), 1), {
          headers: { "content-type": "application/json" },
        });
      if (status >= 300) {
        const message = typeof answer.text === "string" ? answer.text : `scripted status ${status}`;
        return Response.json(
          { error: { message, type: "error", ...answer.error } },
          { status, headers },
        );
      }
      const {
        input = Math.ceil(asked.prompt.length / 4),
        output = 20,
        cached = 0,
      } = answer.usage ?? {};
      call.usage = { input, cached, output };
      const text = JSON.stringify(write(asked, answer, call.usage));
      if (answer.does === "close") {
        const half = text.slice(0, text.length / 2);
        return new Response(broken(half), { headers: { "content-type": "application/json" } });
      }
      return new Response(text, { headers: { "content-type": "application/json", ...headers } });
    },
  });
  return {
    url,
    log,
    providers: () =>
      Object.fromEntries(
        Object.entries(VENDORS).map(([id, { path, key, model }]) => [
          id,
          { base_url: `${url}${path}`, ...(key && { key_env: key }), ...(model && { model }) },
        ]),
      ),
    keys: () =>
      Object.fromEntries(
        Object.entries(VENDORS).flatMap(([id, { key }]) =>
          key ? [[key, `key-of-${id}-0123`]] : [],
        ),
      ),
    stop,
  };
}

/** Part of an answer, behind which the connection breaks off. */
function broken(text: string): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    async pull(controller) {
      if (sent) {
        await Bun.sleep(5);
        controller.error(new Error("scripted: the connection breaks off"));
      } else controller.enqueue(new TextEncoder().encode(text));
      sent = true;
    },
  });
}

/** A certificate that nobody trusts, for 127.0.0.1, and its key, which guards nothing. */
export const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgecdnWGiqFtI/eOoX
IKvgW7Cg63ggWi00387n8PnOHJ2hRANCAASiGYZb5bAQd052AdTJmxaLSFLDmgfp
I1KUjOm8/JmnYek0Q1jithsxxtp2jw4l0evKbuy7EGbreBZURfXRKKW0
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUA+zwtvFbSc3xEEG+xoGSI0xYGucwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMTE2MjEwNVoYDzIxMjYxMDI4
MTYyMTA1WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASiGYZb5bAQd052AdTJmxaLSFLDmgfpI1KUjOm8/JmnYek0Q1jithsx
xtp2jw4l0evKbuy7EGbreBZURfXRKKW0o2QwYjAdBgNVHQ4EFgQU6uWNSN8WARSw
qtGKjNsC0mlwiOkwHwYDVR0jBBgwFoAU6uWNSN8WARSwqtGKjNsC0mlwiOkwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IGD+p9LkQ4U2/zir/jRwWkdLtuiozivK7iYnHoe5WNarAiEA10Hn5SRUNfWRTThJ
jtk7EMUJ38VknDVuGznsAKGIsTs=
-----END CERTIFICATE-----
`,
};
