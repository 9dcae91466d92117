import type { Run, Task } from "../engine/run.ts";
import { context, endTurn, type Output } from "../host/answer.ts";
import { heldText } from "../render/directive.ts";
import { change, readRun } from "../run/life/run.ts";
import { bindStep } from "./agent-calls.ts";
import { atWorkNow, deliver, endedAgent, type HookCall, liveRun, onlyWaiting, owns, textBehind } from "./step.ts";

/** PostToolUse of a dispatch: it runs in the background and the turn ends, or it has finished and the run goes on. */
export async function launched(hook: HookCall): Promise<Output> {
  const { payload } = hook;
  const run = readRun(hook.project);
  if (run === null || !owns(run, payload.session)) return null;
  if (!run.calls.includes(payload.call)) return null;
  const task = run.tasks.find((one) => one.dispatch?.call === payload.call);
  const { response } = payload;
  return response.status === "async_launched" ? inBackground(hook, run, task) : inForeground(hook, run, task);
}

function inBackground(hook: HookCall, run: Run, task: Task | undefined): Output {
  const { payload, project } = hook;
  if (run.paused !== null) return endTurn(heldText(run));
  // It ended before this hook ran: its notification brings the directive.
  if (task?.dispatch?.call !== payload.call)
    return onlyWaiting(hook, run) ? endTurn("All is well: the run continues by itself.") : null;
  const agent = payload.response.agentId;
  const bind = typeof agent === "string" && task.dispatch.agent === null;
  const now = bind ? change(project, () => [bindStep(project, run, task, agent)]).run! : run;
  return onlyWaiting(hook, now) ? endTurn(atWorkNow(hook, now, [task.id])) : null;
}

/** The host ran it in the foreground: it has ended, and no notification will follow. */
async function inForeground(hook: HookCall, run: Run, task: Task | undefined): Promise<Output> {
  const event = hook.payload.event;
  // What reads artifacts takes 40 ms to load, and most agents go on in the background.
  const over =
    task?.dispatch &&
    (await (
      await import("../run/audit/take-in.ts")
    ).endedCommand(hook.project, run, task, false, endedAgent(hook, task)));
  const text = textBehind(hook, ...(over ? [over] : []), deliver(hook, "once"));
  return text === null ? null : context(event, text);
}

/** PostToolUseFailure of a dispatch: no agent runs. */
export async function notLaunched(hook: HookCall): Promise<Output> {
  const run = liveRun(hook);
  const task = run?.tasks.find((one) => one.dispatch?.call === hook.payload.call);
  if (!run || !task) return null;
  const why = "the host did not start it";
  const lost = { do: "lost" as const, task: task.id, nonce: task.dispatch!.nonce, why };
  const text = textBehind(hook, lost, deliver(hook, "always"));
  return text === null ? null : context("PostToolUseFailure", text);
}
