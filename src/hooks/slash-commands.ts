import { isLive, type Run, type Start } from "../engine/run.ts";
import { block, type Output } from "../host/answer.ts";
import { carryOut, parseLine } from "../run/commands/arguments.ts";
import { type Answer, type Context, failed } from "../run/commands/command.ts";
import { COMMANDS } from "../run/commands/index.ts";
import { readRun } from "../run/run.ts";
import { storeRequest } from "../run/start.ts";
import { readStart } from "../run/start-request.ts";
import { clean, PLAIN_LAYOUT } from "../text.ts";
import { allStarts, startOf, typedCommand } from "../workflows/index.ts";
import { begin, proceed, replacedBy, settingsOr } from "./starts.ts";
import { change, deliver, type HookCall, owns } from "./step.ts";

/** Milliseconds: the host ends the hook after 30 s, and then nobody says why. */
const PATIENCE = 15_000;

/** A command that starts a run: with nothing behind it, it says where things stand. */
async function start(step: HookCall, name: string, args: string): Promise<Output> {
  if (args.trim() === "") return given(step, "status", "");
  const settings = await settingsOr(step);
  if ("refusal" in settings) return settings.refusal;
  const read = readStart(name, args, settings.settings, step.project.root);
  if (!read.ok) return block(`Nothing was started. ${read.problem}`);
  const { request, start } = read.value;
  if (request === "")
    return block(
      `Nothing was started: ${clean(args.trim())} says how, and not what. Type it behind: ${typedCommand(name)} ${startOf(name).request} ${clean(args.trim())}`,
    );
  const run = readRun(step.project);
  if (run !== null && isLive(run)) return second(step, run, request, start);
  if (step.payload.permissionMode === "plan")
    return block("Plan mode lets no agent write its result: leave it (shift+tab), then type the command again.");
  return begin(step, request, start);
}

/** A request while a run is live: the person says what becomes of it. */
function second(step: HookCall, run: Run, request: string, start: Start): Output {
  if (!owns(run, step.payload.session))
    return block(
      `Run ${run.run} is live here and belongs to another session. /multi-ai:resume takes it over; multi-ai cancel ends it.`,
    );
  const stored = storeRequest(step.project, request);
  return proceed(
    step,
    change(step.project, () => [{ do: "second_request", request: stored, start }, deliver(step, "always")]),
  );
}

/** The host as the place where a command is typed; `warnings` takes what goes wrong beside the answer. */
const contextOf = (step: HookCall, warnings: string[]): Context => ({
  project: step.project,
  from: step.env.MULTI_AI_PROJECT_START ?? step.env.CLAUDE_PROJECT_DIR ?? step.project.root,
  session: { id: step.payload.session, host: step.host, deliver: (mode) => deliver(step, mode) },
  belowHost: () => true,
  patience: PATIENCE,
  json: false,
  ...PLAIN_LAYOUT,
  env: step.env,
  say: () => {},
  warn: (line) => warnings.push(`multi-ai: ${line}`),
});

/** A command that a terminal has, too: the person reads what came of it, and where the run goes on, the model what comes next. */
async function given(step: HookCall, name: keyof typeof COMMANDS, args: string): Promise<Output> {
  const warnings: string[] = [];
  const command = COMMANDS[name];
  const answer = await carryOut(name, command, parseLine(name, command, args), contextOf(step, warnings));
  const text = clean([answer.text, ...warnings].join("\n"));
  return answer.goesOn ? goOn(step, answer.goesOn, text) : block(text);
}

async function goOn(step: HookCall, { before, changed, lead }: NonNullable<Answer["goesOn"]>, text: string) {
  const output = (await replacedBy(step, before, changed)) ?? proceed(step, changed, lead);
  const told = typeof output?.systemMessage === "string" ? `${text}\n${output.systemMessage}` : text;
  return { ...output, systemMessage: told };
}

/** UserPromptExpansion of the plugin's own commands. All but a start and what goes on with a run cost no model request. */
export async function slashCommand(step: HookCall): Promise<Output> {
  const name = step.payload.commandName.replace(/^multi-ai:/, "");
  const args = step.payload.commandArgs;
  try {
    if (Object.hasOwn(allStarts(), name)) return await start(step, name, args);
    return Object.hasOwn(COMMANDS, name) ? await given(step, name as keyof typeof COMMANDS, args) : null;
  } catch (error) {
    if (step.env.MULTI_AI_DEBUG) console.error(error);
    return block(clean(failed(error, "host").text));
  }
}
