import type { Payload } from "../host/payload.ts";

/**
 * A message that the host makes of an agent's words: the agent's name. The host may put notes of
 * its own before it.
 */
const AGENT_MESSAGE = /^<agent-message from="([^"]*)">/m;

/**
 * What the main thread is woken with after a check: the hook of that prompt gives the directive.
 */
export const WAKE = "multi-ai: a check has ended.";

/**
 * What a prompt that the host made is about: a call that has ended, or the agent of this name;
 * null: a person typed it.
 */
export function hostsPrompt(prompt: string): "notification" | { from: string } | null {
  if (prompt.startsWith("<task-notification>")) return "notification";
  const from = AGENT_MESSAGE.exec(prompt)?.[1];
  return from === undefined ? null : { from };
}

/**
 * Whether a person says something by this event: a command of this plugin, a prompt, an answer in a
 * dialog.
 */
export function saidByPerson({ event, tool, agent, prompt }: Payload): boolean {
  switch (event) {
    case "UserPromptExpansion":
      return true;
    case "UserPromptSubmit":
      return !prompt.startsWith("/") && hostsPrompt(prompt) === null;
    case "PostToolUse":
      return tool === "AskUserQuestion" && agent === null;
    default:
      return false;
  }
}
