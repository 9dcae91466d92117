import { Refused } from "../engine/commands.ts";
import type { Output } from "../host/answer.ts";
import { launched, notLaunched } from "./launches.ts";
import { hostTaskCreated, hostTaskUpdated } from "./mirror.ts";
import type { HookCall } from "./step.ts";
import { stop, subagentStop } from "./stops.ts";
import { written } from "./writes.ts";

type Handler = (step: HookCall) => Output | Promise<Output>;

/** What the main thread is about to do. Each handler is loaded when its event comes: a process answers one event. */
async function before(tool: string): Promise<Handler | undefined> {
  switch (tool) {
    case "Agent":
    case "Task":
    case "Bash":
      return (await import("./dispatch.ts")).dispatch;
    case "AskUserQuestion":
      return (await import("./dialogs.ts")).fillDialog;
  }
}

/** What the main thread has done: it alone carries directives out, and what an agent starts never brings it one. */
async function after(tool: string): Promise<Handler | undefined> {
  switch (tool) {
    case "Agent":
    case "Task":
    case "Bash":
      return launched;
    case "AskUserQuestion":
      return (await import("./dialogs.ts")).readAnswers;
    case "TaskCreate":
      return hostTaskCreated;
    case "TaskUpdate":
      return hostTaskUpdated;
  }
}

const WRITES = new Set(["Write", "Edit", "MultiEdit"]);

/** One handler per event of the host, and of a call per tool. Undefined: nothing to do. */
async function handlerOf({ payload }: HookCall): Promise<Handler | undefined> {
  const inAgent = payload.agent !== null;
  switch (payload.event) {
    case "SessionStart":
      return (await import("./sessions.ts")).sessionStart;
    case "SessionEnd":
      return (await import("./sessions.ts")).sessionEnd;
    case "UserPromptSubmit":
      return (await import("./prompts.ts")).userPromptSubmit;
    case "UserPromptExpansion":
      return (await import("./slash-commands.ts")).slashCommand;
    case "PreToolUse":
      return inAgent ? (await import("./agent-calls.ts")).bindAndDecide : before(payload.tool);
    case "PostToolUse":
      if (!inAgent) return after(payload.tool);
      return WRITES.has(payload.tool) ? written : undefined;
    case "PostToolUseFailure":
      return inAgent ? undefined : notLaunched;
    case "SubagentStop":
      return subagentStop;
    case "Stop":
      return stop;
    case "StopFailure":
      return (await import("./failures.ts")).stopFailure;
  }
}

/** Moves the run as the event says, and answers the host. */
export async function handle(input: HookCall): Promise<Output> {
  const handler = await handlerOf(input);
  try {
    return handler ? await handler(input) : null;
  } catch (error) {
    // The person's reset came between: nothing is left to move.
    if (error instanceof Refused && error.code === "no_run") return null;
    throw error;
  }
}
