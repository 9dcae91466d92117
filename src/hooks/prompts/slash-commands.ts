import type { Run, Start } from "../../engine/run.ts";
import { block, type Output, withMessage } from "../../host/answer.ts";
import { HOOK_PATIENCE_MS, livingOwner } from "../../host/host.ts";
import { inHost, PLUGIN, START_FILE, startHere } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import { taking } from "../../record/machine/owner.ts";
import { partsText } from "../../render/report/print/text.ts";
import { type Command, type Context, failed, liveStranger } from "../../run/commands/command.ts";
import { COMMANDS } from "../../run/commands/index.ts";
import { carryOut, parseLine } from "../../run/commands/usage/arguments.ts";
import { asksForHelp, slipIn, startHelp } from "../../run/commands/usage/slips.ts";
import { backgroundProblem, PLAN_MODE } from "../../run/driver/background.ts";
import { takeOverOf } from "../../run/driver/take-over.ts";
import { readBeginning } from "../../run/start/begin-run.ts";
import { readFlags } from "../../run/start/start-request.ts";
import { storeRequest } from "../../run/start/start-run.ts";
import { takenNames, takenText } from "../../run/start/taken-names.ts";
import { clean, HOST_TABLE, PLAIN_LAYOUT, sentence } from "../../text.ts";
import { allStarts, standingParts, startOf } from "../../workflows/index.ts";
import type { HookCall } from "../hook-call.ts";
import {
  begin,
  beginInBackground,
  beginInWorktree,
  proceed,
  replacedBy,
  settingsOr,
} from "./starts.ts";

/**
 * Whether a run is live that would go on if somebody said so: its session is gone, or has not taken
 * its next step.
 */
function standsStill(hook: HookCall): boolean {
  const run = hook.liveRun;
  if (run === null || run.paused !== null || run.owner?.driver) return false;
  if (liveStranger(contextOf(hook, [])) !== null) return false;
  return hook.owns(run) ? hook.nextFor(run).do === "dispatch" : livingOwner(run) === null;
}

/**
 * Why nothing can start where nothing stands after the command, as its project says it; null: it
 * says nothing.
 */
function lackText({ project }: HookCall, name: string): string | null {
  const meant = startOf(name).resolves?.()(project.root, "", {});
  return meant?.ok === false ? `Nothing was started. ${sentence(clean(meant.problem))}` : null;
}

/**
 * No run is live that the command could be about, and either nothing has to be typed after it, or
 * its project says what.
 */
const startsBare = (hook: HookCall, name: string): boolean =>
  hook.liveRun === null && (startOf(name).bare === true || lackText(hook, name) !== null);

/**
 * A command that starts a run; without arguments it shows the status, or goes on with a run that
 * stands still.
 */
async function start(hook: HookCall, name: string, args: string): Promise<Output> {
  if (args.trim() === "" && !startsBare(hook, name)) {
    const next = standsStill(hook) ? "resume" : "status";
    return given(hook, next, COMMANDS[next], "");
  }
  // The plugin's own command has the list of all the others.
  if (asksForHelp(args)) {
    const { programHelp } = await import("../../run/commands/usage/help.ts");
    const all = name === PLUGIN ? [programHelp(COMMANDS, HOST_TABLE, true)] : [];
    return block([startHelp(name), ...all].join("\n\n"));
  }
  const slip = slipIn("host", name, args);
  if (slip !== null)
    return block(
      [partsText(standingParts(hook.project.root), PLAIN_LAYOUT), clean(slip)].join("\n").trim(),
    );
  // That meets no other run.
  const typed = readFlags(name, args);
  if (!typed.ok) return block(`Nothing was started. ${sentence(clean(typed.problem))}`);
  const isBeside = typed.flags.has("worktree");
  const stranger = isBeside ? null : liveStranger(contextOf(hook, []));
  if (stranger !== null) return block(`Nothing was started. ${sentence(stranger.text)}`);
  const settings = await settingsOr(hook);
  if ("refusal" in settings) return settings.refusal;
  const live = isBeside ? null : hook.liveRun;
  // What could be started is read from files that this run is still writing.
  const refusal = live && heldElsewhere(hook, live);
  if (refusal !== null) return refusal;
  const read = await readBeginning(contextOf(hook, []), settings.settings, name, typed);
  if (!read.ok) {
    const own = read.ofIssue
      ? `\nIn your own words: ${startHere(name, startOf(name).request)}`
      : "";
    return block(`Nothing was started. ${sentence(clean(read.problem))}${own}`);
  }
  const { request, start } = read.value;
  if (request === "")
    return block(
      (args.trim() === "" ? lackText(hook, name) : null) ??
        `Nothing was started: ${startOf(name).request} is missing. Type: ${startHere(name, startOf(name).request)} ${clean(args.trim())}`,
    );
  if (live !== null && !read.value.at) return second(hook, request, start);
  const mode = hook.payload.permissionMode;
  const problem =
    read.background || read.value.at
      ? backgroundProblem(hook.project, hook.env, mode)
      : mode === "plan"
        ? PLAN_MODE
        : null;
  if (problem !== null) return block(`Nothing was started. ${problem}`);
  if (read.worktree || read.value.at) return beginInWorktree(hook, read.value);
  return read.background ? beginInBackground(hook, read.value) : begin(hook, read.value);
}

/** That a live run is in other hands, and what can be done; null: it is this session's. */
function heldElsewhere(hook: HookCall, run: Run): Output | null {
  if (run.owner?.driver)
    return block(
      `Nothing was started: run ${run.run} ${run.questions.length > 0 ? "waits for you" : "is running here by itself"}. ${inHost("status")} shows it, ${inHost("park")} puts it aside, ${inHost("cancel")} ends it; then run this again. With --worktree it starts beside that run.`,
    );
  const takeOver = takeOverOf(run, hook.payload.session, hook.host);
  if (takeOver === null) return null;
  return block(
    `Run ${run.run} is not over and belongs to another session. ${inHost(takeOver)} takes it over; ${inHost("cancel")} ends it. With --worktree another starts beside it.`,
  );
}

/** A request while a run of this session is live: the person is asked what to do with it. */
function second(hook: HookCall, request: string, start: Start): Output {
  const stored = storeRequest(hook.project, request);
  return proceed(
    hook,
    hook.change(() => [
      { do: "go_on" },
      { do: "second_request", request: stored, start },
      hook.deliver("always"),
    ]),
  );
}

/** The host as the place where a command is typed; what it warns of is added to `warnings`. */
const contextOf = (hook: HookCall, warnings: string[]): Context => ({
  project: hook.project,
  from: hook.startFolder ?? hook.project.root,
  session: {
    id: hook.payload.session,
    host: hook.host,
    deliver: (mode) => hook.deliver(mode),
    mode: hook.payload.permissionMode,
    takes: (run, force) => taking(hook.project, run, hook.newOwner(), hook.env, force),
  },
  belowHost: () => true,
  confirm: async () => null,
  patience: HOOK_PATIENCE_MS,
  json: false,
  ...PLAIN_LAYOUT,
  // What the host would break again is broken as it does.
  width: HOST_TABLE,
  table: HOST_TABLE,
  zone: "local",
  env: hook.env,
  say: () => {},
  warn: (line) => warnings.push(`multi-ai: ${line}`),
});

/** The person is shown a command's answer; if the run goes on, the model is given the directive. */
async function given(
  hook: HookCall,
  name: string,
  command: Command,
  args: string,
): Promise<Output> {
  const warnings: string[] = [];
  const answer = await carryOut(
    name,
    command,
    parseLine(name, command, args),
    contextOf(hook, warnings),
  );
  hook.renew();
  const text = clean([answer.text, ...warnings].join("\n"));
  if (!answer.goesOn) return block(text);
  const { before, changed, lead } = answer.goesOn;
  return withMessage(
    (await replacedBy(hook, before, changed)) ?? proceed(hook, changed, lead),
    text,
  );
}

/** An agent that the person has stopped is not at work any more: no event has said so. */
async function noteStopped(hook: HookCall): Promise<void> {
  // The command says what is wrong with the journal.
  if (attempt(() => hook.run, null) === null) return;
  const halt = await hook.haltSoon();
  if (halt !== null) hook.change(() => [halt]);
}

const OWN_NAME = /^multi-ai(?::|$)/;

/**
 * A command or skill of somebody else that was called by a name of the plugin: its text reaches no
 * model.
 */
function refuseTakenName({ payload, project, env }: HookCall): Output {
  const taken = takenNames(project.root, env).filter(({ by }) => by === payload.commandName);
  const text = takenText(taken);
  if (text !== null) return block(`Nothing was done. ${sentence(clean(text))}`);
  return OWN_NAME.test(payload.commandName)
    ? block(
        `Nothing was done: a command of ${payload.commandSource} takes the name /${payload.commandName} from this plugin. Rename it, then run this again.`,
      )
    : null;
}

/**
 * UserPromptExpansion of the plugin's own commands, and of what takes their names. Only a start,
 * and what goes on with a run, cost a model request.
 */
export async function slashCommand(hook: HookCall): Promise<Output> {
  const { commandName, commandSource, commandArgs: args } = hook.payload;
  const typed = commandName.replace(/^multi-ai:/, "");
  const name = typed === START_FILE ? PLUGIN : typed;
  const isOwn = commandSource === "plugin" || commandSource === "";
  try {
    if (!isOwn || !OWN_NAME.test(commandName)) return refuseTakenName(hook);
    // By force nothing is read: the journal may be of any size.
    if (!(name === "cancel" && /(?:^|\s)--force(?:\s|$)/.test(args))) await noteStopped(hook);
    if (Object.hasOwn(allStarts(), name)) return await start(hook, name, args);
    const commands: Record<string, Command> = COMMANDS;
    return Object.hasOwn(commands, name) ? await given(hook, name, commands[name]!, args) : null;
  } catch (error) {
    if (hook.env.MULTI_AI_DEBUG) console.error(error);
    return block(clean(failed(error, "host").text));
  }
}
