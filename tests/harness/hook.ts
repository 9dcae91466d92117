// A hook, without the host: the events of a session in a project, and what is typed there.

import { type HookCall, hookCall } from "../../src/hooks/hook-call.ts";
import { handle } from "../../src/hooks/index.ts";
import { narrow } from "../../src/host/payload.ts";
import { findProject } from "../../src/project/project.ts";

/** What the hook answers, as far as tests look at it. */
export interface Answer {
  decision?: string;
  reason?: string;
  systemMessage?: string;
  hookSpecificOutput?: {
    hookEventName?: string;
    additionalContext?: string;
    permissionDecision?: string;
    updatedInput?: unknown;
  };
}

/** Who sends an event: the session, and the environment of its host. */
export interface Sender {
  session?: string;
  env?: object;
}

/** One event of the host. */
export const eventIn = (
  root: string,
  name: string,
  fields: object = {},
  { session = "s", env = { PATH: process.env.PATH } }: Sender = {},
): HookCall => {
  const about = { session_id: session, transcript_path: "/nowhere/t.jsonl", cwd: root };
  const payload = narrow({ hook_event_name: name, ...about, ...fields });
  return hookCall(payload, findProject(root), { ...env });
};

/** What the hook answers to it; null: nothing. */
export const answerTo = async (...event: Parameters<typeof eventIn>): Promise<Answer | null> =>
  (await handle(eventIn(...event))) as Answer | null;

/** The same to a command of the plugin that a person types, with what is typed behind it. */
export const typed = (root: string, command: string, args = "", sender?: Sender, more = {}) =>
  answerTo(
    root,
    "UserPromptExpansion",
    { command_name: `multi-ai:${command}`, command_args: args, ...more },
    sender,
  );
