import { Refused } from "../engine/commands.ts";
import { block, type Output, STEP } from "../host/answer.ts";
import { CALL } from "../host/driver.ts";
import { hasDialog } from "../host/host.ts";
import { hasOwnHost } from "../host/payload.ts";
import { HAND_BACK, mayRun } from "../host/shell-call.ts";
import { PLUGIN } from "../plugin.ts";
import { attempt } from "../process/attempt.ts";
import { isGone } from "../record/copies.ts";
import { isForeign } from "../record/outside.ts";
import { readRun } from "../run/life/run.ts";
import { withOutcomes } from "../run/views/outcome.ts";
import { launched, notLaunched } from "./launches.ts";
import { hostTaskCreated, hostTaskUpdated } from "./mirror.ts";
import { saidByPerson } from "./persons.ts";
import type { HookCall } from "./step.ts";

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

/** By event, of a tool call with its tool behind it. The main thread alone is given directives. */
const OF_MAIN: Record<string, Load> = {
  SessionStart: async () => (await import("./sessions.ts")).sessionStart,
  SessionEnd: async () => (await import("./sessions.ts")).sessionEnd,
  UserPromptSubmit: async () => (await import("./prompts.ts")).hostsWords,
  ...each("PreToolUse", STARTS, async () => (await import("./dispatch.ts")).dispatch),
  "PreToolUse AskUserQuestion": async () => (await import("./dialogs.ts")).fillDialog,
  ...each("PostToolUse", STARTS, () => launched),
  ...each("PostToolUse", WRITES, async () => (await import("./writes.ts")).passSettings),
  "PostToolUse TaskCreate": () => hostTaskCreated,
  "PostToolUse TaskUpdate": () => hostTaskUpdated,
  PostToolUseFailure: () => notLaunched,
  SubagentStop: async () => (await import("./stops.ts")).subagentStop,
  Stop: async () => (await import("./stops.ts")).stop,
  FileChanged: async () => (await import("./background.ts")).driverSaid,
  StopFailure: async () => (await import("./stops.ts")).stopFailure,
};

/** The same of tool calls inside of an agent. */
const IN_AGENT: Record<string, Load> = {
  PreToolUse: async () => (await import("./agent-calls.ts")).bindAndDecide,
  [`PreToolUse ${HAND_BACK}`]: async () => (await import("./hand-back.ts")).checkHandBack,
  [`PostToolUse ${HAND_BACK}`]: async () => (await import("./hand-back.ts")).handedBack,
  ...each("PostToolUse", WRITES, async () => (await import("./writes.ts")).written),
};

/** What a person says: a command of this plugin, a prompt, or an answer in a dialog. */
const OF_PERSON: Record<string, Load> = {
  UserPromptExpansion: async () => (await import("./slash-commands.ts")).slashCommand,
  UserPromptSubmit: async () => (await import("./typed.ts")).typedPrompt,
  PostToolUse: async () => (await import("./answers.ts")).readAnswers,
};

/** The handler of an event of the host, and of its tool; undefined: nothing to do. */
async function handlerOf({ payload }: HookCall): Promise<Handler | undefined> {
  const { event, tool, agent } = payload;
  const ofThread = agent !== null && event.includes("ToolUse") ? IN_AGENT : OF_MAIN;
  const handlers = saidByPerson(payload) ? OF_PERSON : ofThread;
  return (handlers[`${event} ${tool}`] ?? handlers[event])?.();
}

/**
 * Events of the main thread at which its screen shows what came of the tasks that ended. Not where a command of the plugin is
 * typed: it is answered by itself, and with a prompt that is refused nothing else is shown.
 */
const tells = ({ event, prompt }: HookCall["payload"]): boolean =>
  event === "UserPromptSubmit" ? !prompt.startsWith(`/${PLUGIN}`) : event === "Stop" || event === "SessionStart";

/** Events of the main thread behind which checks may be due. */
const RUNS_CHECKS = /^(?:UserPromptSubmit|UserPromptExpansion|PostToolUse|Stop)$/;

/** Events of a session that mean nothing where the session is an agent: its prompt is the brief. */
const OF_SESSION = /^(?:SessionStart|SessionEnd)$/;

/** An answer with what came of the tasks that ended since that was last told, where there is a screen. */
async function withNews(hook: HookCall, output: Output): Promise<Output> {
  const { project, env } = hook;
  const run = hasDialog(env) ? readRun(project) : null;
  if (run?.owner?.driver) return (await import("./background.ts")).withBackground(hook, run, output);
  return run === null || output === null || !hook.owns(run) ? output : withOutcomes(project, run, output);
}

/** An answer with what the person should read before the question that it has the main thread ask. */
async function withQuestions(hook: HookCall, output: Output): Promise<Output> {
  const { project, payload, env } = hook;
  // Of a call that is about to be made the host prints nothing.
  const isBehind = payload.event !== "PreToolUse" && output?.hookSpecificOutput !== undefined;
  const isAnswer = isBehind && payload.agent === null && hasDialog(env);
  const run = isAnswer ? readRun(project) : null;
  const asks = run !== null && hook.owns(run) && hook.nextFor(run).do === "ask";
  if (!asks) return output;
  return (await import("../run/views/reading.ts")).withReading(project, run, payload.session, output!);
}

/** An answer behind the checks that were due, and behind those of runs that begin by themselves. */
async function carriedOn(hook: HookCall, output: Output): Promise<Output> {
  const { behindChecks } = await import("./checks.ts");
  const checked = await behindChecks(hook, output);
  const { project, payload } = hook;
  const run = payload.agent === null ? readRun(project) : null;
  const next = run !== null && hook.owns(run) ? hook.toFollow(run) : null;
  if (next === null) return checked;
  // Few events begin a run, and that takes longer to load than all else that most of them need.
  return await carriedOn(hook, (await import("./follow.ts")).follow(hook, run!, next, checked));
}

/** An agent of a driver may start another host: what is typed there is no person's word. */
const NOBODYS = "multi-ai: nothing was done: an agent of a run started this session, so no person is typing here.";

/** Changes the run as the event says, and returns the answer for the host. */
export async function handle(input: HookCall): Promise<Output> {
  const { event } = input.payload;
  if (hasOwnHost(input.payload)) {
    if (OF_SESSION.test(event)) return null;
    // Its driver sees by this that hooks run in it.
    if (event === "UserPromptSubmit") {
      (await import("./agent-calls.ts")).bind(input.project, input.payload);
      return null;
    }
  } else if (input.env[CALL] !== undefined && saidByPerson(input.payload))
    return event === "UserPromptExpansion" ? block(NOBODYS) : null;
  if (isGone(input.project, input.env)) {
    // Seldom: what judges and watches calls is not loaded for any other event.
    const answer = await (await import("./watch.ts")).recordGone(input);
    if (answer !== undefined) return answer;
    if (event === "PreToolUse") {
      const output = (await import("./judge.ts")).judged(input.payload, input.project, input.env);
      if (output !== STEP) return output;
    }
  }
  // A run that this machine did not start is told of at the start of a session, and nothing else happens because of it: commands
  // of the person say themselves what they may do then.
  if (event !== "UserPromptExpansion" && isForeign(input.project, input.env))
    return event === "SessionStart" ? (await import("./sessions.ts")).foreignRun(input) : null;
  if (event.startsWith("PostToolUse") && mayRun(input.payload)) {
    const refused = await (await import("./watch.ts")).behindCommand(input);
    if (refused !== undefined) return refused;
  }
  const handler = await handlerOf(input);
  try {
    // A command that only looks, or refuses, waits for no check.
    const seqNow = () => attempt(() => readRun(input.project)?.seq, undefined);
    const seq = event === "UserPromptExpansion" ? seqNow() : null;
    const output = handler ? await handler(input) : null;
    const isDue = RUNS_CHECKS.test(event) && (seq === null || seqNow() !== seq);
    const checked = isDue ? await carriedOn(input, output) : output;
    const news = tells(input.payload) ? await withNews(input, checked) : checked;
    const told = await withQuestions(input, news);
    return event === "SessionStart" && hasDialog(input.env)
      ? (await import("./background.ts")).watching(input, told)
      : told;
  } catch (error) {
    // The run was reset meanwhile.
    if (error instanceof Refused && error.code === "no_run") return null;
    throw error;
  }
}
