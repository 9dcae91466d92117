import { fieldsOf, isObject, valueIn } from "../store/json/fields.ts";

const textOr = (value: unknown): string => (typeof value === "string" ? value : "");

/** Bytes of standard input; the call of a Write has the whole content. */
const MAX_INPUT_BYTES = 64 * 1024 * 1024;
/** How long to wait for the end of standard input, which may never come. */
const MAX_WAIT_MS = 2_000;

export class BadPayload extends Error {}

/** Thrown for an empty input: a hook before this one has read it and ended without an answer. */
export class NoPayload extends BadPayload {}

/**
 * What the host sent. @throws BadPayload when it does not end in time, is too large or is no JSON
 * object
 */
export async function readPayload(stream: ReadableStream<Uint8Array>): Promise<Payload> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  const late = Promise.withResolvers<never>();
  const slow = new BadPayload(`standard input did not end within ${MAX_WAIT_MS / 1000} s`);
  const timer = setTimeout(() => late.reject(slow), MAX_WAIT_MS);
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), late.promise]);
      if (next.done) break;
      size += next.value.byteLength;
      if (size > MAX_INPUT_BYTES)
        throw new BadPayload(`standard input is larger than ${MAX_INPUT_BYTES} bytes`);
      parts.push(next.value);
    }
  } catch (error) {
    // A waiting read would keep this process alive for as long as the other end is open.
    void reader.cancel().catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
  if (size === 0) throw new NoPayload("standard input is empty");
  const value = valueIn(new TextDecoder().decode(Buffer.concat(parts)));
  if (value === null) throw new BadPayload("standard input is not JSON");
  return narrow(value);
}

type Raw = Record<string, unknown>;

/**
 * An optional text field, "" when it is missing. @throws BadPayload for another type, which must
 * not count as missing
 */
function text(raw: Raw, field: string): string {
  const value = raw[field];
  if (value === undefined || value === null) return "";
  if (typeof value !== "string")
    throw new BadPayload(`${field} is ${typeof value}, expected a string`);
  return value;
}

function object(raw: Raw, field: string): Raw {
  const value = raw[field];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new BadPayload(`${field} is not an object`);
  return value;
}

/**
 * A hook's standard input, narrowed by hand: the policy path may not pay for a schema library.
 * @throws BadPayload without an event name, or for a field of the wrong type
 */
export function narrow(value: unknown) {
  if (!isObject(value)) throw new BadPayload("it is not a JSON object");
  const raw = value;
  const named = text(raw, "hook_event_name");
  if (named === "") throw new BadPayload("hook_event_name is missing");
  const session = text(raw, "session_id");
  const agentType = text(raw, "agent_type");
  const inside = text(raw, "agent_id") || null;
  // A host that was started as one of our agents, by `--agent`: its session is that agent.
  const isAgent = inside === null && agentType.startsWith("multi-ai:");
  // A shell line in a skill's text is judged as a call of the tool that runs it.
  const event = named === "PreSkillShellCommand" ? "PreToolUse" : named;
  return {
    event: isAgent && event === "Stop" ? "SubagentStop" : event,
    session,
    transcript: text(raw, "transcript_path"),
    cwd: text(raw, "cwd"),
    tool: text(raw, "tool_name"),
    input: object(raw, "tool_input"),
    // Tools answer with whatever they like: only objects are of interest.
    response: fieldsOf(raw.tool_response),
    /** Of a skill's shell line that of the skill. */
    call: text(raw, "tool_use_id").replace(/:preamble-\d+$/, ""),
    /** Set inside an agent: its id, or its session where it has a host of its own. */
    agent: isAgent ? session : inside,
    agentType,
    prompt: text(raw, "prompt"),
    permissionMode: text(raw, "permission_mode"),
    /** Whether a person typed the name of the skill whose shell line this is. */
    isTyped: raw.invoked_by === "user",
    commandName: text(raw, "command_name"),
    commandArgs: text(raw, "command_args"),
    /** `plugin`, or whose settings a command or skill of that name stands in. */
    commandSource: textOr(raw.command_source),
    source: text(raw, "source"),
    /** Why a session ends. */
    reason: textOr(raw.reason),
    background: (Array.isArray(raw.background_tasks) ? raw.background_tasks : []).map((one) => {
      const task = fieldsOf(one);
      return { id: textOr(task.id), type: textOr(task.type), status: textOr(task.status) };
    }),
    lastMessage: text(raw, "last_assistant_message"),
    /** Whether a hook has kept this turn going already. */
    isKeptOn: raw.stop_hook_active === true,
    /** Kind of the API's failure, in StopFailure. */
    error: textOr(raw.error),
    hostTask: text(raw, "task_id"),
    subject: text(raw, "task_subject"),
  };
}
export type Payload = ReturnType<typeof narrow>;

/** Whether this comes from an agent that has a host of its own. */
export const hasOwnHost = ({ agent, session }: Payload): boolean =>
  agent !== null && agent === session;
