import { Refused } from "../engine/refused.ts";
import type { Output } from "./output.ts";
import type { StepInput } from "./step.ts";

type Handler = (step: StepInput) => Output | Promise<Output>;
/** Each handler is loaded when its event comes: a process answers one event, and need not set up what others use. */
type Loader = () => Promise<Handler>;

const dispatch: Loader = async () => (await import("./dispatch.ts")).dispatch;
const launched: Loader = async () => (await import("./launches.ts")).launched;
const written: Loader = async () => (await import("./writes.ts")).written;

const BEFORE: Record<string, Loader> = {
  Agent: dispatch,
  Task: dispatch,
  Bash: dispatch,
  AskUserQuestion: async () => (await import("./dialogs.ts")).putQuestions,
};
/** Only the main thread carries directives out: what an agent starts never brings it one. */
const AFTER: Record<string, Loader> = {
  Agent: launched,
  Task: launched,
  Bash: launched,
  AskUserQuestion: async () => (await import("./dialogs.ts")).takeAnswers,
  TaskCreate: async () => (await import("./mirror.ts")).hostTaskCreated,
  TaskUpdate: async () => (await import("./mirror.ts")).hostTaskUpdated,
};
const AFTER_IN_AGENT: Record<string, Loader> = { Write: written, Edit: written, MultiEdit: written };

/** One handler per event of the host; which tool is the tables' business. Null: nothing to do. */
const EVENTS: Record<string, (step: StepInput) => Loader | undefined> = {
  SessionStart: () => async () => (await import("./sessions.ts")).sessionStart,
  SessionEnd: () => async () => (await import("./sessions.ts")).sessionEnd,
  UserPromptSubmit: () => async () => (await import("./prompts.ts")).userPromptSubmit,
  UserPromptExpansion: () => async () => (await import("./slash-commands.ts")).slashCommand,
  PreToolUse: ({ payload }) =>
    payload.agent === null ? BEFORE[payload.tool] : async () => (await import("./agent-calls.ts")).bindAndDecide,
  PostToolUse: ({ payload }) => (payload.agent === null ? AFTER : AFTER_IN_AGENT)[payload.tool],
  PostToolUseFailure: ({ payload }) =>
    payload.agent === null ? async () => (await import("./launches.ts")).notLaunched : undefined,
  SubagentStop: () => async () => (await import("./stops.ts")).subagentStop,
  Stop: () => async () => (await import("./stops.ts")).stop,
  StopFailure: () => async () => (await import("./failures.ts")).stopFailure,
};

/** Moves the run as the event says, and answers the host. */
export async function step(input: StepInput): Promise<Output> {
  const handler = await EVENTS[input.payload.event]?.(input)?.();
  try {
    return handler ? await handler(input) : null;
  } catch (error) {
    // The person's reset came between: nothing is left to move.
    if (error instanceof Refused && error.code === "no_run") return null;
    throw error;
  }
}
