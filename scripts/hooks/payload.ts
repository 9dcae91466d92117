/** A hook's standard input, narrowed by hand: the policy path may not pay for a schema library. */
export interface Payload {
  event: string;
  session: string;
  transcript: string;
  cwd: string;
  tool: string;
  input: Record<string, unknown>;
  response: Record<string, unknown>;
  call: string;
  /** Set inside an agent. */
  agent: string | null;
  agentType: string;
  prompt: string;
  commandName: string;
  commandArgs: string;
  source: string;
  background: { id: string; type: string; status: string }[];
  lastMessage: string;
  hostTask: string;
  subject: string;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const string = (value: unknown): string => (typeof value === "string" ? value : "");

/** Longest input that is read, in bytes: a Write carries its whole content. */
const MAX_INPUT = 64 * 1024 * 1024;
/** How long an input may take, in milliseconds: it may never end. */
const MAX_WAIT = 2_000;

export class BadPayload extends Error {}

/** What the host sent. @throws BadPayload when it does not end in time, is too large or is no JSON object */
export async function readPayload(stream: ReadableStream<Uint8Array>): Promise<Payload> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((done) => {
    timer = setTimeout(() => done("late"), MAX_WAIT);
  });
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), late]);
      if (next === "late") throw new BadPayload(`standard input did not end within ${MAX_WAIT / 1000} s`);
      if (next.done) break;
      size += next.value.byteLength;
      if (size > MAX_INPUT) throw new BadPayload(`standard input is larger than ${MAX_INPUT} bytes`);
      parts.push(next.value);
    }
  } finally {
    clearTimeout(timer);
  }
  const text = new TextDecoder().decode(Buffer.concat(parts));
  try {
    return narrow(JSON.parse(text));
  } catch (error) {
    if (error instanceof BadPayload) throw error;
    throw new BadPayload("standard input is not JSON");
  }
}

/** Keeps what hooks use; a field of the wrong type counts as not there. @throws BadPayload without an event name */
export function narrow(value: unknown): Payload {
  const raw = record(value);
  const event = string(raw.hook_event_name);
  if (event === "") throw new BadPayload("hook_event_name is missing");
  const agent = string(raw.agent_id);
  return {
    event,
    session: string(raw.session_id),
    transcript: string(raw.transcript_path),
    cwd: string(raw.cwd),
    tool: string(raw.tool_name),
    input: record(raw.tool_input),
    response: record(raw.tool_response),
    call: string(raw.tool_use_id),
    agent: agent === "" ? null : agent,
    agentType: string(raw.agent_type),
    prompt: string(raw.prompt),
    commandName: string(raw.command_name),
    commandArgs: string(raw.command_args),
    source: string(raw.source),
    background: (Array.isArray(raw.background_tasks) ? raw.background_tasks : []).map((one) => {
      const task = record(one);
      return { id: string(task.id), type: string(task.type), status: string(task.status) };
    }),
    lastMessage: string(raw.last_assistant_message),
    hostTask: string(raw.task_id),
    subject: string(raw.task_subject),
  };
}
