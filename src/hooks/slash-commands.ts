import { Refused } from "../engine/decide.ts";
import { isLive, type Run, type Start } from "../engine/run.ts";
import { block, type Output } from "../host/answer.ts";
import { isAlive } from "../host/host.ts";
import { parseDecision } from "../render/decision.ts";
import { standingText } from "../render/directive.ts";
import { rollbackText } from "../render/rollback.ts";
import { endChecks } from "../run/check.ts";
import { viewQuestion, viewQuestions } from "../run/questions.ts";
import { rollBack } from "../run/rollback.ts";
import { type Change, readRun } from "../run/run.ts";
import { finishUnpark, resetRun, storeRequest } from "../run/start.ts";
import { changeProblem, readStart } from "../run/start-request.ts";
import { statusOf } from "../run/status.ts";
import { clean } from "../text.ts";
import { allStarts, STARTS, startText, typedCommand } from "../workflows/index.ts";
import { begin, proceed, replacedBy, settingsOr } from "./starts.ts";
import { change, deliver, type HookCall, owns } from "./step.ts";

type Handler = (step: HookCall, args: string) => Output | Promise<Output>;

const NO_RUN = `No run here. Start one: ${allStarts()}`;

/** A command that starts a run: with nothing behind it, it says where things stand. */
async function start(step: HookCall, name: string, args: string): Promise<Output> {
  if (args.trim() === "") return block(statusOf(step.project));
  const settings = await settingsOr(step);
  if ("refusal" in settings) return settings.refusal;
  const read = readStart(name, args, settings.settings, step.project.root);
  if (!read.ok) return block(`Nothing was started. ${read.problem}`);
  const { request, start } = read.value;
  if (request === "")
    return block(
      `Nothing was started: ${clean(args.trim())} says how, and not what. Type it behind: ${typedCommand(name)} ${STARTS[name]!.request} ${clean(args.trim())}`,
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

function status(step: HookCall): Output {
  return block(statusOf(step.project));
}

async function cancel(step: HookCall): Promise<Output> {
  const run = readRun(step.project);
  if (run === null || !isLive(run)) return block(NO_RUN);
  change(step.project, () => [{ do: "cancel", reason: "cancelled by the person" }, deliver(step, "once")]);
  await endChecks(run);
  return block(
    `Run ${run.run} is cancelled. Its agents are denied every further call; what they changed stays. ${startText(run)} starts a new one.`,
  );
}

async function reset(step: HookCall): Promise<Output> {
  const run = readRun(step.project);
  const done = resetRun(step.project, "reset by the person");
  if (run !== null) await endChecks(run);
  return block(
    done === null
      ? NO_RUN
      : `Run ${done.run.run} is archived in .task/history/${done.run.run}. ${startText(done.run)} starts a new one.`,
  );
}

async function resume(step: HookCall, args: string): Promise<Output> {
  const run = readRun(step.project);
  if (run === null || !isLive(run)) return block(`${NO_RUN}\nParked runs come back with: multi-ai resume <run>`);
  finishUnpark(step.project, run);
  const force = /(^|\s)--force(\s|$)/.test(args);
  const here = owns(run, step.payload.session) && run.owner?.host?.pid === step.host?.pid;
  if (!here && !force && isAlive(run.owner?.host ?? null))
    return block(
      `Run ${run.run} belongs to a session that is at work (process ${run.owner!.host!.pid}). End that session, or take the run over: /multi-ai:resume --force (its running tasks start again).`,
    );
  const attach: Change[] = here
    ? [{ do: "go_on" }]
    : [{ do: "attach", session: step.payload.session, host: step.host, force }];
  const changed = change(step.project, () => [...attach, deliver(step, "always")]);
  if (!here) await endChecks(run);
  return proceed(step, changed, standingText(changed.run!));
}

async function decide(step: HookCall, args: string): Promise<Output> {
  const run = readRun(step.project);
  if (run === null || !isLive(run)) return block(NO_RUN);
  if (!owns(run, step.payload.session))
    return block(
      `Run ${run.run} belongs to another session; decide there, or outside the host: multi-ai decide ${args}`,
    );
  const decision = parseDecision(args, run, (question) => viewQuestion(step.project, run, question));
  if (!decision.ok)
    return block(
      `${decision.problem}\n${viewQuestions(step.project, run)
        .map((one) => one.question)
        .join("\n")}`,
    );
  const refused = decision.change === undefined ? null : changeProblem(run, decision.change);
  if (refused !== null) return block(refused);
  const command: Change =
    decision.change !== undefined
      ? { do: "change", request: storeRequest(step.project, decision.change) }
      : {
          do: "answer",
          question: decision.question,
          option: decision.option,
          text: decision.text,
          via: "command",
          session: step.payload.session,
        };
  const changed = change(step.project, () => [{ do: "go_on" }, command, deliver(step, "always")]);
  return (await replacedBy(step, run, changed)) ?? proceed(step, changed);
}

/** Asks for a ruling now, on what the person typed. */
function ruling(step: HookCall, args: string): Output {
  const run = readRun(step.project);
  if (run === null || !isLive(run)) return block(NO_RUN);
  if (!owns(run, step.payload.session))
    return block(
      `Run ${run.run} belongs to another session; ask there, or outside the host: multi-ai ruling "<topic>"`,
    );
  const topic = args.trim();
  if (topic === "") return block("Say what the ruling is about: /multi-ai:ruling <topic>");
  const stored = storeRequest(step.project, topic);
  return proceed(
    step,
    change(step.project, () => [{ do: "consult", topic: stored }, deliver(step, "always")]),
  );
}

/** Shows a rollback; `--yes` does it. The person's own hand, so whose session the run belongs to does not matter. */
function rollback(step: HookCall, args: string): Output {
  const words = args.split(/\s+/).filter((word) => word !== "");
  const unknown = words.find((word) => word !== "--yes" && word !== "--undo");
  if (unknown !== undefined)
    return block(`/multi-ai:rollback takes --yes and --undo, found ${unknown}. Nothing was changed.`);
  const run = readRun(step.project);
  if (run === null) return block("No run here. Of an archived one: multi-ai rollback --run <id> in a terminal.");
  const options = { undo: words.includes("--undo"), yes: words.includes("--yes"), timeout: 15_000 };
  return block(clean(rollbackText(rollBack(step.project, run, run, options), "/multi-ai:rollback")));
}

const COMMANDS: Record<string, Handler> = {
  ...Object.fromEntries(
    Object.keys(STARTS).map((name): [string, Handler] => [name, (step, args) => start(step, name, args)]),
  ),
  status,
  cancel,
  reset,
  resume,
  rollback,
  decide,
  ruling,
};

/** UserPromptExpansion of the plugin's own commands. All but a start and what goes on with a run cost no model request. */
export async function slashCommand(step: HookCall): Promise<Output> {
  const name = step.payload.commandName.replace(/^multi-ai:/, "");
  const handler = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!handler) return null;
  try {
    return await handler(step, step.payload.commandArgs);
  } catch (error) {
    if (error instanceof Refused) return block(`${error.message}.`);
    throw error;
  }
}
