// The Anthropic Messages API as a script sees it: a request becomes a Turn, a Reply becomes an
// event stream.

interface Block {
  type: string;
  text?: string;
  tool_use_id?: string;
  content?: string | Block[];
  is_error?: boolean;
  [field: string]: unknown;
}

/**
 * One entry of `messages` as sent; besides user and assistant the host uses the role `system` here.
 */
export interface Message {
  role: "user" | "assistant" | "system";
  content: string | Block[];
}

/** What the scripted model is asked. */
export interface Turn {
  /** A request of the main conversation, or of a subagent. */
  thread: "main" | "agent";
  agentId: string | null;
  /** The agent that started this agent; null for main and for agents of main. */
  parentAgentId: string | null;
  sessionId: string;
  model: string;
  tools: string[];
  /** All system texts, joined. */
  system: string;
  messages: Message[];
  /** Number of assistant messages so far. */
  turn: number;
  /**
   * Every text after the last assistant message: of the user, and of the system entries beside it.
   */
  lastUser: string;
  /**
   * The task prompt: the last text of the first user message that is none of the host's reminders.
   */
  firstUser: string;
  /** Tool results after the last assistant message. */
  toolResults: ToolResult[];
  /**
   * `lastUser` and the texts of `toolResults`: an agent is sent back in the one or, in auto mode,
   * in the other.
   */
  told: string;
  /** The host asks for a summary of the conversation in order to compact it. */
  compaction: boolean;
  hasTool(name: string): boolean;
}

export interface ToolResult {
  id: string;
  text: string;
  isError: boolean;
}

/** What the scripted model answers. An empty reply is an empty text. */
export interface Reply {
  text?: string;
  calls?: Array<{ name: string; input: Record<string, unknown> }>;
  /**
   * Answer with this HTTP status instead. The host is told not to try again unless `retry` is set.
   */
  status?: number;
  /** The API's name for that error; `api_error` unless said otherwise. */
  error?: string;
  retry?: boolean;
  /** Safeguards stop the answer, as the API says it: by why it ends. */
  refuses?: true;
  delayMs?: number;
  /** Answer only when this has resolved. */
  hold?: Promise<unknown>;
  /** An agent's text is its end, also where the host gave it a tool for that. */
  plainEnd?: boolean;
  /** Token counts to report in place of the estimates. */
  usage?: { input?: number; cacheRead?: number; cacheCreation?: number; output?: number };
}

/** The body of `POST /v1/messages`, as far as it is read here. */
export interface MessagesBody {
  model: string;
  messages: Message[];
  system?: string | Block[];
  tools?: Array<{ name: string }>;
  stream?: boolean;
}

function texts(content: string | Block[] | undefined): string[] {
  if (content === undefined) return [];
  if (typeof content === "string") return [content];
  return content.flatMap((block) =>
    block.type === "text" && block.text !== undefined ? [block.text] : [],
  );
}

/** How the system text of auto mode's judge begins. */
const CLASSIFIER = "You are a security monitor for autonomous AI coding agents";

/**
 * Whether auto mode asks how dangerous a call, or the whole work of an agent, is; such a request is
 * no turn of the conversation.
 */
export const isJudging = (turn: Turn): boolean => turn.system.includes(CLASSIFIER);

/** The tool by which an agent of auto mode ends. */
export const HAND_BACK = "SubagentHandback";

/**
 * The reply of an agent that ends with a text, made as auto mode wants it: by the tool, where it
 * has one.
 */
export function handingBack(turn: Turn, reply: Reply): Reply {
  const ends =
    (reply.calls ?? []).length === 0 &&
    reply.status === undefined &&
    !reply.refuses &&
    reply.plainEnd !== true;
  if (turn.thread !== "agent" || !ends || !turn.hasTool(HAND_BACK)) return reply;
  return {
    ...reply,
    text: undefined,
    calls: [{ name: HAND_BACK, input: { message: reply.text ?? "" } }],
  };
}

/**
 * How a brief begins: an agent with a host of its own has it as its prompt, and is no agent of that
 * host.
 */
const BRIEF = /^run: \S+\ntask: T\d+\nnonce: /;

/** Reads one request as a Turn. */
export function readTurn(headers: Headers, body: MessagesBody): Turn {
  const { messages } = body;
  const fresh = messages.slice(
    messages.findLastIndex((message) => message.role === "assistant") + 1,
  );
  const agentId = headers.get("x-claude-code-agent-id");
  const tools = (body.tools ?? []).map((tool) => tool.name);
  const toolResults = fresh
    .flatMap((message) => (typeof message.content === "string" ? [] : message.content))
    .filter((block) => block.type === "tool_result")
    .map((block) => ({
      id: block.tool_use_id ?? "",
      text: texts(block.content).join("\n"),
      isError: block.is_error === true,
    }));
  const lastUser = fresh.flatMap((message) => texts(message.content)).join("\n");
  // Auto mode adds a line break to a prompt.
  const firstUser = (
    texts(messages.find((message) => message.role === "user")?.content).findLast(
      (text) => !text.startsWith("<system-reminder>"),
    ) ?? ""
  ).trimEnd();
  return {
    thread: agentId === null && !BRIEF.test(firstUser) ? "main" : "agent",
    agentId,
    parentAgentId: headers.get("x-claude-code-parent-agent-id"),
    sessionId: headers.get("x-claude-code-session-id") ?? "",
    model: body.model,
    tools,
    system: texts(body.system).join("\n"),
    messages,
    turn: messages.filter((message) => message.role === "assistant").length,
    lastUser,
    firstUser,
    toolResults,
    told: [lastUser, ...toolResults.map((result) => result.text)].join("\n"),
    compaction: isCompaction(lastUser),
    hasTool: (name) => tools.includes(name),
  };
}

/**
 * The request for a summary is an ordinary turn of the conversation that ends in a fixed
 * instruction.
 */
function isCompaction(lastUser: string): boolean {
  return lastUser.includes("Your task is to create a detailed summary of the conversation");
}

let serial = 0;
const unique = (prefix: string) =>
  `${prefix}_${(++serial).toString(36)}${Bun.randomUUIDv7("base64url").slice(-12).replace(/\W/g, "0")}`;

/** Turns a reply into the HTTP response: an event stream, a JSON message, or an error. */
export function writeReply(body: MessagesBody, reply: Reply): Response {
  if (reply.status !== undefined && reply.status >= 400) {
    const error = {
      type: reply.error ?? "api_error",
      message: reply.text ?? `scripted status ${reply.status}`,
    };
    const headers: Record<string, string> = reply.retry ? {} : { "x-should-retry": "false" };
    return Response.json({ type: "error", error }, { status: reply.status, headers });
  }
  const blocks: Block[] = [];
  const calls = reply.calls ?? [];
  if (reply.text !== undefined || calls.length === 0)
    blocks.push({ type: "text", text: reply.text ?? "" });
  for (const { name, input } of calls)
    blocks.push({ type: "tool_use", id: unique("toolu"), name, input });
  const usage = {
    input_tokens: reply.usage?.input ?? 10,
    cache_creation_input_tokens: reply.usage?.cacheCreation ?? 0,
    cache_read_input_tokens:
      reply.usage?.cacheRead ?? Math.ceil(JSON.stringify(body.messages).length / 4),
    output_tokens: reply.usage?.output ?? Math.ceil(JSON.stringify(blocks).length / 4),
  };
  const end = reply.refuses ? "refusal" : calls.length > 0 ? "tool_use" : "end_turn";
  const stop = { stop_reason: end, stop_sequence: null };
  const message = {
    id: unique("msg"),
    type: "message",
    role: "assistant",
    model: body.model,
    usage,
  };
  if (body.stream !== true) return Response.json({ ...message, content: blocks, ...stop });

  const start = { ...message, content: [], stop_reason: null, stop_sequence: null };
  const events = [
    { type: "message_start", message: { ...start, usage: { ...usage, output_tokens: 1 } } },
    ...blocks.flatMap(blockEvents),
    { type: "message_delta", delta: stop, usage },
    { type: "message_stop" },
  ];
  const stream = events
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join("");
  return new Response(stream, { headers: { "content-type": "text/event-stream" } });
}

function blockEvents(block: Block, index: number) {
  const isText = block.type === "text";
  const delta = isText
    ? { type: "text_delta", text: block.text }
    : { type: "input_json_delta", partial_json: JSON.stringify(block.input) };
  return [
    {
      type: "content_block_start",
      index,
      content_block: isText ? { type: "text", text: "" } : { ...block, input: {} },
    },
    { type: "content_block_delta", index, delta },
    { type: "content_block_stop", index },
  ];
}
