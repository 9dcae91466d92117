import { bindAndDecide, dispatch } from "./agent-calls.ts";
import { putQuestions, takeAnswers } from "./dialogs.ts";
import { launched, notLaunched } from "./launches.ts";
import { hostTaskCreated, hostTaskUpdated, refuseCompletion } from "./mirror.ts";
import type { Output } from "./output.ts";
import { userPromptSubmit } from "./prompts.ts";
import { sessionEnd, sessionStart } from "./sessions.ts";
import { slashCommand } from "./slash-commands.ts";
import type { StepInput } from "./step.ts";
import { stop, subagentStop } from "./stops.ts";
import { written } from "./writes.ts";

type Handler = (step: StepInput) => Output | Promise<Output>;

const silent: Handler = () => null;

const BEFORE: Record<string, Handler> = {
  Agent: dispatch,
  Task: dispatch,
  Bash: dispatch,
  AskUserQuestion: putQuestions,
};
/** Only the main thread carries directives out: what an agent starts never brings it one. */
const AFTER: Record<string, Handler> = {
  Agent: launched,
  Task: launched,
  Bash: launched,
  AskUserQuestion: takeAnswers,
  TaskCreate: hostTaskCreated,
  TaskUpdate: hostTaskUpdated,
};
const AFTER_IN_AGENT: Record<string, Handler> = { Write: written, Edit: written, MultiEdit: written };

/** One handler per event of the host; which tool is the tables' business. */
const EVENTS: Record<string, Handler> = {
  SessionStart: sessionStart,
  SessionEnd: sessionEnd,
  UserPromptSubmit: userPromptSubmit,
  UserPromptExpansion: slashCommand,
  PreToolUse: (step) =>
    step.payload.agent === null ? (BEFORE[step.payload.tool] ?? silent)(step) : bindAndDecide(step),
  PostToolUse: (step) => ((step.payload.agent === null ? AFTER : AFTER_IN_AGENT)[step.payload.tool] ?? silent)(step),
  PostToolUseFailure: (step) => (step.payload.agent === null ? notLaunched(step) : null),
  SubagentStop: subagentStop,
  Stop: stop,
};

/** Moves the run as the event says, and answers the host. */
export const step: Handler = (input) => (EVENTS[input.payload.event] ?? silent)(input);

export { refuseCompletion };
