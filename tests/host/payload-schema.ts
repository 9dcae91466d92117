import * as z from "zod/mini";

const text = z.optional(z.nullable(z.string()));

/**
 * A hook's standard input, as far as the plugin reads it. The hooks narrow by hand, which costs
 * nothing; a property test holds that they accept nothing that this refuses.
 */
export const payload = z.looseObject({
  hook_event_name: z.string().check(z.minLength(1)),
  session_id: text,
  transcript_path: text,
  cwd: text,
  tool_name: text,
  tool_input: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  tool_use_id: text,
  agent_id: text,
  agent_type: text,
  prompt: text,
  permission_mode: text,
  command_name: text,
  command_args: text,
  source: text,
  last_assistant_message: text,
  task_id: text,
  task_subject: text,
});
