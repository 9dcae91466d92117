// The OpenAI Responses API as a script for Codex sees it.

/** What the scripted model behind Codex is asked. */
export interface CodexTurn {
  /** The last user message. */
  prompt: string;
  /** All developer texts, joined. */
  developer: string;
  /** Outputs of the commands run so far, oldest first. */
  outputs: string[];
  /** Number of commands and messages of the model so far. */
  turn: number;
  /** The JSON schema that the client asks the answer to follow. */
  schema: unknown;
  /** One id per `codex exec`. */
  sessionId: string;
  model: string;
}

/** What it answers. An empty reply completes without a message. */
export interface CodexReply {
  text?: string;
  /** A shell command that Codex is to run. */
  exec?: string;
  /** A program for the tool `exec`, which newer models have in place of a shell command. */
  code?: string;
  /** Answer with this HTTP status instead. */
  status?: number;
  /** What stands in `error` then; else a plain one with the text. */
  error?: Record<string, unknown>;
  /** Answer that the response failed. */
  failed?: boolean;
  /** Never answer; the connection stays open until the client or the server ends. */
  hang?: boolean;
  /** Complete without any message. */
  noMessage?: boolean;
  delayMs?: number;
  /** Answer only when this has resolved. */
  hold?: Promise<unknown>;
}

interface Item {
  type: string;
  role?: string;
  content?: Array<{ text?: string }>;
  output?: string | Array<{ text?: string }>;
}

/** The body of `POST /v1/responses`, as far as it is read here. */
export interface ResponsesBody {
  model: string;
  instructions?: string;
  tools?: unknown[];
  input: Item[];
  text?: { format?: { schema?: unknown } };
}

const parts = (content: Array<{ text?: string }> | undefined) =>
  (content ?? []).map((part) => part.text ?? "").join("\n");

/** Reads one request as a CodexTurn. */
export function readCodexTurn(headers: Headers, body: ResponsesBody): CodexTurn {
  const messages = (role: string) =>
    body.input.filter((item) => item.type === "message" && item.role === role);
  return {
    prompt: parts(messages("user").at(-1)?.content),
    developer: messages("developer")
      .map((item) => parts(item.content))
      .join("\n"),
    outputs: body.input
      .filter(
        (item) => item.type === "function_call_output" || item.type === "custom_tool_call_output",
      )
      .map((item) => (typeof item.output === "string" ? item.output : parts(item.output))),
    turn:
      messages("assistant").length +
      body.input.filter((item) => item.type === "function_call" || item.type === "custom_tool_call")
        .length,
    schema: body.text?.format?.schema,
    sessionId: headers.get("session-id") ?? "",
    model: body.model,
  };
}

let serial = 0;
const unique = (prefix: string) =>
  `${prefix}_${(++serial).toString(36)}${crypto.randomUUID().replaceAll("-", "")}`;

/** Turns a reply into the HTTP response. `hang` is the server's business and not known here. */
export function writeCodexReply(reply: CodexReply): Response {
  if (reply.status !== undefined && reply.status >= 400) {
    const plain = {
      type: "invalid_request_error",
      message: reply.text ?? `scripted status ${reply.status}`,
    };
    const error = reply.error ?? plain;
    return Response.json({ error }, { status: reply.status });
  }
  const id = unique("resp");
  const item = reply.noMessage ? null : codexItem(reply);
  const usage = {
    input_tokens: 100,
    output_tokens: 20,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 120,
  };
  const end = reply.failed
    ? {
        type: "response.failed",
        response: {
          id,
          error: { code: "server_error", message: reply.text ?? "scripted failure" },
        },
      }
    : { type: "response.completed", response: { id, usage } };
  const events = [
    { type: "response.created", response: { id } },
    ...(item && !reply.failed
      ? [{ type: "response.output_item.done", output_index: 0, item }]
      : []),
    end,
  ];
  const stream = events
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join("");
  return new Response(stream, { headers: { "content-type": "text/event-stream" } });
}

function codexItem({ exec, code, text }: CodexReply) {
  if (code !== undefined)
    return {
      type: "custom_tool_call",
      id: unique("ctc"),
      call_id: unique("call"),
      name: "exec",
      input: code,
    };
  if (exec !== undefined) {
    return {
      type: "function_call",
      call_id: unique("call"),
      name: "exec_command",
      arguments: JSON.stringify({ cmd: exec }),
    };
  }
  if (text === undefined) return null;
  return {
    type: "message",
    role: "assistant",
    id: unique("msg"),
    content: [{ type: "output_text", text }],
  };
}
