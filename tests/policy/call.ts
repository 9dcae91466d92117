import { DEFER, type Output } from "../../src/host/answer.ts";
import { narrow, type Payload } from "../../src/host/payload.ts";

/** Whose call it is: of the main thread without an agent. */
export interface Caller {
  agent?: string | null;
  type?: string;
  cwd?: string;
  transcript?: string;
}

/** A tool call as the host asks about it. */
export const toolCall = (
  tool: string,
  input: object,
  {
    agent = null,
    type = "multi-ai:implementer",
    cwd,
    transcript = "/nowhere/s.jsonl",
  }: Caller = {},
): Payload =>
  narrow({
    hook_event_name: "PreToolUse",
    session_id: "s",
    transcript_path: transcript,
    ...(cwd === undefined ? {} : { cwd }),
    tool_name: tool,
    tool_input: input,
    tool_use_id: "x",
    ...(agent === null ? {} : { agent_id: agent, agent_type: type }),
  });

/** What the policy decides: the host's word for it, `silent`, or `step` where a handler decides. */
export function verdictOf(answer: Output | typeof DEFER): string {
  if (answer === DEFER) return "step";
  if (answer === null) return "silent";
  return (answer.hookSpecificOutput as { permissionDecision: string }).permissionDecision;
}
