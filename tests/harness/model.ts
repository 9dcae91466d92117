// One loopback server that plays the model for Claude Code, for Codex and behind a vendor's address,
// as a script decides.
import {
  handingBack,
  isJudging,
  type MessagesBody,
  type Reply,
  readTurn,
  type Turn,
  writeReply,
} from "./messages-api.ts";
import { patient } from "./patience.ts";
import { type CacheUse, PrefixCache } from "./prefix-cache.ts";
import { onCleanup } from "./project.ts";
import {
  type CodexReply,
  type CodexTurn,
  type ResponsesBody,
  readCodexTurn,
  writeCodexReply,
} from "./responses-api.ts";

export type { Reply, ToolResult, Turn } from "./messages-api.ts";
export type { CodexReply, CodexTurn } from "./responses-api.ts";

/** Decides what Claude Code's model answers, for main and agents alike. */
export type Script = (turn: Turn) => Reply | Promise<Reply>;
/** Decides what Codex' model answers. */
export type CodexScript = (turn: CodexTurn) => CodexReply | Promise<CodexReply>;

export interface ModelOptions {
  script?: Script;
  codex?: CodexScript;
  /**
   * How dangerous auto mode's judge finds what it is shown, 0 to 100; from 50 on the host refuses
   * it. 0 unless said otherwise.
   */
  severity?: (turn: Turn) => number;
  /** Answers all requests itself, as a vendor does: see `modelServer`. */
  vendor?: (request: Request) => Promise<Response>;
  /** It speaks https with this certificate. */
  tls?: { key: string; cert: string };
}

/** One model request that reached the server. */
export interface LoggedRequest {
  thread: Turn["thread"] | "codex";
  agentId: string | null;
  sessionId: string;
  /** Size of the conversation (`messages`, for Codex `input`) as JSON, in bytes. */
  bytes: number;
  /** The same for each part of a request. */
  parts: { system: number; tools: number; messages: number };
  /** What the prompt cache would have had of it; null for Codex. */
  cache: CacheUse | null;
  /** What is new in this request: texts and tool results after the last assistant message. */
  text: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** The request as the script saw it; null for Codex. */
  turn: Turn | null;
  /** What was answered; null until the script has decided. */
  reply: Reply | CodexReply | null;
}

export interface Model extends AsyncDisposable {
  readonly url: string;
  readonly requests: LoggedRequest[];
  /** What auto mode's judge was asked, in order; no script sees it. */
  readonly judged: (Turn & Pick<LoggedRequest, "parts" | "cache">)[];
  /** Paths that were asked for and are no model request, such as `HEAD /`. */
  readonly otherPaths: string[];
  /** What scripts threw; `runHost` fails when there is something. */
  readonly failures: Error[];
  /**
   * Resolves with the first logged request, past or future, that fits. Rejects after `ms` with the
   * log.
   */
  until(predicate: (request: LoggedRequest) => boolean, ms?: number): Promise<LoggedRequest>;
  /** The log in one line per request, for failure messages. */
  describe(): string;
  stop(): Promise<void>;
}

const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value ?? ""));
const partsOf = ({ system, tools, messages }: MessagesBody) => ({
  system: size(system),
  tools: size(tools),
  messages: size(messages),
});
/** What a developer says to Codex' model is its own; among that are descriptions of its tools. */
const codexParts = ({ input, instructions, tools }: ResponsesBody) => {
  const [own, asked] = [true, false].map((isOwn) =>
    input.filter(({ role }) => (role === "developer") === isOwn),
  );
  return { system: size(instructions) + size(own), tools: size(tools), messages: size(asked) };
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts the server on a free loopback port. It is stopped by `stop` or by `cleanup`. */
export function startModel({
  script,
  codex,
  severity = () => 0,
  vendor,
  tls,
}: ModelOptions): Model {
  const requests: LoggedRequest[] = [];
  const judged: Model["judged"][number][] = [];
  const otherPaths: string[] = [];
  const failures: Error[] = [];
  const watchers = new Set<(request: LoggedRequest) => void>();
  const kept = new PrefixCache();

  function log(request: LoggedRequest): LoggedRequest {
    requests.push(request);
    for (const watch of watchers) watch(request);
    return request;
  }

  async function decide<T extends Reply | CodexReply>(
    logged: LoggedRequest,
    ask: () => T | Promise<T>,
  ): Promise<T> {
    try {
      const reply = await ask();
      logged.reply = reply;
      if (reply.delayMs !== undefined) await pause(reply.delayMs);
      await reply.hold;
      return reply;
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      failures.push(error);
      return { status: 400, text: `the script failed: ${error.message}` } as T;
    }
  }

  async function answerMessages(request: Request): Promise<Response> {
    const body = (await request.json()) as MessagesBody;
    const turn = readTurn(request.headers, body);
    const at = Date.now();
    const cache = kept.use(body, at);
    if (isJudging(turn)) {
      judged.push({ ...turn, parts: partsOf(body), cache });
      return writeReply(body, { text: `<severity>${severity(turn)}</severity>` });
    }
    const { thread, agentId, sessionId } = turn;
    const text = turn.told;
    const parts = partsOf(body);
    const bytes = parts.messages;
    const logged = log({
      thread,
      agentId,
      sessionId,
      bytes,
      parts,
      cache,
      text,
      at,
      turn,
      reply: null,
    });
    const reply = await decide(logged, async () => {
      if (script) return handingBack(turn, await script(turn));
      throw new Error("Claude Code asked, but the model has no script for it");
    });
    return writeReply(body, reply);
  }

  async function answerResponses(request: Request): Promise<Response> {
    const body = (await request.json()) as ResponsesBody;
    const turn = readCodexTurn(request.headers, body);
    const parts = codexParts(body);
    const text = turn.outputs.at(-1) ?? turn.prompt;
    const { sessionId } = turn;
    const logged = log({
      thread: "codex",
      agentId: null,
      sessionId,
      bytes: size(body.input),
      parts,
      cache: null,
      text,
      at: Date.now(),
      turn: null,
      reply: null,
    });
    const reply = await decide(logged, () => {
      if (codex) return codex(turn);
      throw new Error("Codex asked, but the model has no script for it");
    });
    if (reply.hang) await new Promise<never>(() => {});
    return writeCodexReply(reply);
  }

  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    development: false,
    ...(tls && { tls }),
    fetch(request) {
      if (vendor) return vendor(request);
      const { pathname } = new URL(request.url);
      const route = `${request.method} ${pathname}`;
      if (route === "POST /v1/messages") return answerMessages(request);
      if (route === "POST /v1/responses") return answerResponses(request);
      otherPaths.push(route);
      if (route === "POST /v1/messages/count_tokens") return Response.json({ input_tokens: 1000 });
      return new Response(null, { status: route === "HEAD /" ? 200 : 404 });
    },
  });

  const describe = () =>
    requests
      .map(
        ({ thread, agentId, text }) =>
          `${thread} ${agentId ?? ""} ${JSON.stringify(text.slice(-200))}`,
      )
      .join("\n");
  const stop = () => server.stop(true);
  onCleanup(stop);

  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${server.port}`,
    requests,
    judged,
    otherPaths,
    failures,
    describe,
    stop,
    [Symbol.asyncDispose]: stop,
    until(predicate, ms = 25_000) {
      const seen = requests.find(predicate);
      if (seen) return Promise.resolve(seen);
      return new Promise((resolve, reject) => {
        const watch = (request: LoggedRequest) => {
          if (!predicate(request)) return;
          finish();
          resolve(request);
        };
        const timer = setTimeout(() => {
          finish();
          reject(new Error(`no request fitted within ${patient(ms)} ms; seen:\n${describe()}`));
        }, patient(ms));
        const finish = () => {
          clearTimeout(timer);
          watchers.delete(watch);
        };
        watchers.add(watch);
      });
    },
  };
}
