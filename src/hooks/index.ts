import { existsSync } from "node:fs";
import { join } from "node:path";
import { Refused } from "../engine/commands.ts";
import { type Output, STEP } from "../host/answer.ts";
import { HAND_BACK, hasDialog } from "../host/host.ts";
import { shellLine } from "../host/shell-call.ts";
import { isGone } from "../record/copies.ts";
import { isForeign } from "../record/outside.ts";
import { readRun } from "../run/life/run.ts";
import { withOutcomes } from "../run/views/outcome.ts";
import { launched, notLaunched } from "./launches.ts";
import { hostTaskCreated, hostTaskUpdated } from "./mirror.ts";
import { saidByPerson } from "./persons.ts";
import { type HookCall, owns } from "./step.ts";

type Handler = (hook: HookCall) => Output | Promise<Output>;

/*
 * Each handler is loaded for its event alone: a process answers one event, and all of them together take 150 ms to load, where
 * this file takes 40.
 */

/** Handlers before a tool call of the main thread. */
async function before(tool: string): Promise<Handler | undefined> {
  switch (tool) {
    case "Agent":
    case "Task":
    case "Bash":
      return (await import("./dispatch.ts")).dispatch;
    case "AskUserQuestion":
      return (await import("./dialogs.ts")).fillDialog;
    case "TaskUpdate":
      return (await import("./host-ids.ts")).putHostIds;
  }
}

const WRITES = new Set(["Write", "Edit", "MultiEdit"]);

/** Handlers after a tool call of the main thread, which alone is given directives. */
async function after(tool: string): Promise<Handler | undefined> {
  switch (tool) {
    case "Agent":
    case "Task":
    case "Bash":
      return launched;
    case "TaskCreate":
      return hostTaskCreated;
    case "TaskUpdate":
      return hostTaskUpdated;
  }
  if (WRITES.has(tool)) return (await import("./writes.ts")).passSettings;
}

/** Handlers of a tool call inside of an agent, before it and after it. */
async function beforeInAgent(tool: string): Promise<Handler> {
  if (tool === HAND_BACK) return (await import("./hand-back.ts")).checkHandBack;
  return (await import("./agent-calls.ts")).bindAndDecide;
}

async function afterInAgent(tool: string): Promise<Handler | undefined> {
  if (tool === HAND_BACK) return (await import("./hand-back.ts")).handedBack;
  return WRITES.has(tool) ? (await import("./writes.ts")).written : undefined;
}

/** What a person says: a command of this plugin, a prompt, or an answer in a dialog. */
async function ofPerson(event: string): Promise<Handler> {
  if (event === "UserPromptExpansion") return (await import("./slash-commands.ts")).slashCommand;
  if (event === "UserPromptSubmit") return (await import("./typed.ts")).typedPrompt;
  return (await import("./answers.ts")).readAnswers;
}

/** The handler of an event of the host, and of its tool; undefined: nothing to do. */
async function handlerOf({ payload }: HookCall): Promise<Handler | undefined> {
  if (saidByPerson(payload)) return ofPerson(payload.event);
  const inAgent = payload.agent !== null;
  switch (payload.event) {
    case "SessionStart":
      return (await import("./sessions.ts")).sessionStart;
    case "SessionEnd":
      return (await import("./sessions.ts")).sessionEnd;
    case "UserPromptSubmit":
      return (await import("./prompts.ts")).hostsWords;
    case "PreToolUse":
      return inAgent ? beforeInAgent(payload.tool) : before(payload.tool);
    case "PostToolUse":
      return inAgent ? afterInAgent(payload.tool) : after(payload.tool);
    case "PostToolUseFailure":
      return inAgent ? undefined : notLaunched;
    case "SubagentStop":
      return (await import("./stops.ts")).subagentStop;
    case "Stop":
      return (await import("./stops.ts")).stop;
    case "StopFailure":
      return (await import("./failures.ts")).stopFailure;
  }
}

/** A run that this machine did not start is told of at the start of a session, and nothing else happens because of it. */
async function foreign(hook: HookCall): Promise<Output> {
  return hook.payload.event === "SessionStart" ? (await import("./sessions.ts")).foreignRun(hook) : null;
}

/** Events of the main thread at which its screen shows what came of the tasks that ended. */
const TELLS = /^(?:UserPromptSubmit|Stop|SessionStart)$/;

/** An answer with what came of the tasks that ended since that was last told, where there is a screen. */
function withNews({ project, payload, env }: HookCall, output: NonNullable<Output>): Output {
  const run = hasDialog(env) ? readRun(project) : null;
  return run === null || !owns(run, payload.session) ? output : withOutcomes(project, run, output);
}

/** Changes the run as the event says, and returns the answer for the host. */
export async function handle(input: HookCall): Promise<Output> {
  const { event } = input.payload;
  if (isGone(input.project, input.env)) {
    // Seldom: what judges and watches calls is not loaded for any other event.
    const answer = await (await import("./watch.ts")).recordGone(input);
    if (answer !== undefined) return answer;
    if (event === "PreToolUse") {
      const output = (await import("../policy/policy.ts")).policy(input.payload, input.project, input.env);
      if (output !== STEP) {
        (await import("./before-command.ts")).beforeCommand(input.payload, input.project, input.env, output);
        return output;
      }
    }
  }
  // Commands of the person say themselves what they may do then.
  if (event !== "UserPromptExpansion" && isForeign(input.project, input.env)) return foreign(input);
  // `SILENCES`: there only where somebody is told of silent agents, and what looks for them is loaded only then.
  if (existsSync(join(input.project.task, "silences.json")))
    (await import("../run/notify/start.ts")).lookForSilence(input.project);
  if (event.startsWith("PostToolUse") && shellLine(input.payload) !== null) {
    const refused = await (await import("./watch.ts")).behindCommand(input);
    if (refused !== undefined) return refused;
  }
  const handler = await handlerOf(input);
  try {
    const output = handler ? await handler(input) : null;
    return output === null || !TELLS.test(event) ? output : withNews(input, output);
  } catch (error) {
    // The run was reset meanwhile.
    if (error instanceof Refused && error.code === "no_run") return null;
    throw error;
  }
}
