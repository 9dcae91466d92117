import { Refused } from "../engine/commands.ts";
import { block, DEFER, type Output } from "../host/answer.ts";
import { CALL } from "../host/driver.ts";
import { hasOwnHost } from "../host/payload.ts";
import { HAND_BACK, mayRun } from "../host/shell/shell-call.ts";
import { PLUGIN } from "../plugin.ts";
import { isGone } from "../record/machine/copies.ts";
import { isForeign } from "../record/machine/outside.ts";
import { withOutcomes } from "../run/views/task-outcome.ts";
import { launched, notLaunched } from "./agents/launches.ts";
import { hostTaskCreated, hostTaskUpdated, refuseCompletion } from "./agents/mirror.ts";
import { GOES_ON, type HookCall } from "./hook-call.ts";
import { saidByPerson } from "./persons.ts";
import { inOtherWindow } from "./sessions/other-window.ts";

type Handler = (hook: HookCall) => Output | Promise<Output>;

/*
 * Each handler is loaded for its event alone: a process answers one event, and all of them together take 150 ms to load, where
 * this file takes 40.
 */

type Load = () => Handler | Promise<Handler>;
const each = (event: string, tools: string[], load: Load): Record<string, Load> =>
  Object.fromEntries(tools.map((tool) => [`${event} ${tool}`, load]));

const STARTS = ["Agent", "Task"];
const WRITES = ["Write", "Edit", "MultiEdit", "NotebookEdit"];

/** By event, of a tool call with its tool after it. The main thread alone is given directives. */
const OF_MAIN: Record<string, Load> = {
  SessionStart: async () => (await import("./sessions/sessions.ts")).sessionStart,
  SessionEnd: async () => (await import("./sessions/sessions.ts")).sessionEnd,
  UserPromptSubmit: async () => (await import("./prompts/prompts.ts")).hostsWords,
  ...each("PreToolUse", STARTS, async () => (await import("./agents/dispatch.ts")).dispatch),
  "PreToolUse AskUserQuestion": async () => (await import("./prompts/dialogs.ts")).fillDialog,
  ...each("PostToolUse", STARTS, () => launched),
  ...each("PostToolUse", WRITES, async () => (await import("./calls/writes.ts")).passSettings),
  "PostToolUse TaskCreate": () => hostTaskCreated,
  "PostToolUse TaskUpdate": () => hostTaskUpdated,
  PostToolUseFailure: () => notLaunched,
  TaskCompleted: () => refuseCompletion,
  SubagentStop: async () => (await import("./agents/stops.ts")).subagentStop,
  Stop: async () => (await import("./agents/stops.ts")).stop,
  FileChanged: async () => (await import("./sessions/background.ts")).driverSaid,
  StopFailure: async () => (await import("./agents/stops.ts")).stopFailure,
};

/** The same of tool calls inside of an agent. */
const IN_AGENT: Record<string, Load> = {
  PreToolUse: async () => (await import("./agents/agent-calls.ts")).bindAndDecide,
  [`PreToolUse ${HAND_BACK}`]: async () => (await import("./agents/hand-back.ts")).checkHandBack,
  [`PostToolUse ${HAND_BACK}`]: async () => (await import("./agents/hand-back.ts")).handedBack,
  ...each("PostToolUse", WRITES, async () => (await import("./calls/writes.ts")).written),
};

/** What a person says: a command of this plugin, a prompt, or an answer in a dialog. */
const OF_PERSON: Record<string, Load> = {
  UserPromptExpansion: async () => (await import("./prompts/slash-commands.ts")).slashCommand,
  UserPromptSubmit: async () => (await import("./prompts/typed.ts")).typedPrompt,
  PostToolUse: async () => (await import("./prompts/answers.ts")).readAnswers,
};

/** The handler of an event of the host, and of its tool; undefined: nothing to do. */
async function handlerOf({ payload }: HookCall): Promise<Handler | undefined> {
  const { event, tool, agent } = payload;
  const ofThread = agent !== null && event.includes("ToolUse") ? IN_AGENT : OF_MAIN;
  const handlers = saidByPerson(payload) ? OF_PERSON : ofThread;
  return (handlers[`${event} ${tool}`] ?? handlers[event])?.();
}

/**
 * Events of the main thread at which its screen shows what came of the tasks that ended. Not where
 * a command of the plugin is typed: it is answered by itself, and with a prompt that is refused
 * nothing else is shown.
 */
const tells = ({ event, prompt }: HookCall["payload"]): boolean =>
  event === "UserPromptSubmit"
    ? !prompt.startsWith(`/${PLUGIN}`)
    : event === "Stop" || event === "SessionStart";
/** Events of a session that mean nothing where the session is an agent: its prompt is the brief. */
const OF_SESSION = /^(?:SessionStart|SessionEnd|UserPromptSubmit)$/;
/** An agent of a driver may start another host: what is typed there is no person's word. */
const NOBODYS =
  "multi-ai: nothing was done: an agent of a run started this session, so no person is typing here.";

/** What answers an event; undefined: the next one does. */
type Responder = (hook: HookCall) => Output | undefined | Promise<Output | undefined>;
/** What becomes of an answer. */
type PostProcessor = (hook: HookCall, output: Output) => Output | Promise<Output>;

/** In this order: what a later one looks at has passed the earlier ones. */
const RESPONDERS: Responder[] = [
  inOtherWindow,
  inAgentsHost,
  withoutRecord,
  ofForeignRun,
  afterCommand,
  handled,
];

/** After the answer of a handler, in this order. */
const POST_PROCESSORS: PostProcessor[] = [carriedOn, withOutcomesShown, watching];

async function inAgentsHost(hook: HookCall): Promise<Output | undefined> {
  const { payload, env } = hook;
  const { event } = payload;
  if (!hasOwnHost(payload)) {
    if (env[CALL] === undefined || !saidByPerson(payload)) return undefined;
    return event === "UserPromptExpansion" ? block(NOBODYS) : null;
  }
  // Its driver sees by this that hooks run in it.
  if (event === "UserPromptSubmit") (await import("./agents/agent-calls.ts")).bind(hook);
  return OF_SESSION.test(event) ? null : undefined;
}

async function withoutRecord(hook: HookCall): Promise<Output | undefined> {
  const { payload, project, env } = hook;
  if (!isGone(project, env)) return undefined;
  // Seldom: what judges and watches calls is not loaded for any other event.
  const answer = await (await import("./calls/after-command.ts")).recordGone(hook);
  if (answer !== undefined || payload.event !== "PreToolUse") return answer;
  const output = (await import("./calls/judge.ts")).judged(payload, project, env);
  return output === DEFER ? undefined : output;
}

/**
 * A run that this machine did not start is told of at the start of a session, and nothing else
 * happens because of it: commands of the person say themselves what they may do then.
 */
async function ofForeignRun(hook: HookCall): Promise<Output | undefined> {
  const { event } = hook.payload;
  if (event === "UserPromptExpansion" || !isForeign(hook.project, hook.env)) return undefined;
  return event === "SessionStart"
    ? (await import("./sessions/sessions.ts")).foreignRun(hook)
    : null;
}

async function afterCommand(hook: HookCall): Promise<Output | undefined> {
  const isAfter = hook.payload.event.startsWith("PostToolUse") && mayRun(hook.payload);
  return isAfter ? (await import("./calls/after-command.ts")).afterCommand(hook) : undefined;
}

async function handled(hook: HookCall): Promise<Output> {
  const handler = await handlerOf(hook);
  try {
    let output = handler ? await handler(hook) : null;
    for (const postProcess of POST_PROCESSORS) output = await postProcess(hook, output);
    return output;
  } catch (error) {
    // The run was reset meanwhile.
    if (error instanceof Refused && error.code === "no_run") return null;
    throw error;
  }
}

/** The checks that are due, and runs that begin by themselves, with the checks of those. */
async function carriedOn(hook: HookCall, output: Output): Promise<Output> {
  const { event, agent } = hook.payload;
  // A command that only looks, or refuses, waits for no check.
  if (!GOES_ON.test(event) || (event === "UserPromptExpansion" && !hook.hasChanged)) return output;
  const { afterChecks } = await import("./sessions/checks.ts");
  for (let answer = output; ; ) {
    answer = await afterChecks(hook, answer);
    const run = agent === null ? hook.ownRun : null;
    const next = run && hook.followUpRun(run);
    if (next === null) return answer;
    // Few events begin a run, and that takes longer to load than all else that most of them need.
    answer = (await import("./prompts/follow.ts")).follow(hook, run!, next, answer);
  }
}

/**
 * What a screen shows beside an answer: what came of the tasks that ended since that was last told,
 * and what the person should read before the question that the main thread is to ask.
 */
async function withOutcomesShown(hook: HookCall, output: Output): Promise<Output> {
  const { project, payload } = hook;
  const { event, agent, session } = payload;
  // Of a call that is about to be made the host prints nothing.
  const mayAsk =
    event !== "PreToolUse" && agent === null && output?.hookSpecificOutput !== undefined;
  const isTold = tells(payload);
  const run = (isTold || mayAsk) && hook.at.shows ? hook.run : null;
  if (run === null) return output;
  if (isTold && run.owner?.driver)
    return (await import("./sessions/background.ts")).withBackground(hook, run, output);
  if (output === null || !hook.owns(run)) return output;
  const withNews = isTold ? withOutcomes(project, run, output) : output;
  if (!mayAsk || hook.nextFor(run).do !== "ask") return withNews;
  return (await import("../run/views/reading.ts")).withReading(project, run, session, withNews);
}

async function watching(hook: HookCall, output: Output): Promise<Output> {
  return hook.payload.event === "SessionStart" && hook.at.terminal
    ? (await import("./sessions/background.ts")).watching(hook, output)
    : output;
}

/** Changes the run as the event says, and returns the answer for the host. */
export async function handle(hook: HookCall): Promise<Output> {
  for (const respond of RESPONDERS) {
    const answer = await respond(hook);
    if (answer !== undefined) return answer;
  }
  return null;
}
