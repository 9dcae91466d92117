import { type Run, type Task, taskOf } from "../engine/run.ts";
import { context, endTurn, type Output } from "../host/answer.ts";
import { checkedTask } from "../host/check-command.ts";
import { isAlive } from "../host/host.ts";
import { checkCommand } from "../plugin.ts";
import { atWorkText, heldText } from "../render/directive.ts";
import {
  change,
  deliver,
  deliveredText,
  endedAgent,
  type HookCall,
  liveRun,
  onlyWaiting,
  owns,
  readRun,
} from "./step.ts";

/** PostToolUse of a dispatch: it runs in the background and the turn ends, or it came back and the run goes on. */
export async function launched(step: HookCall): Promise<Output> {
  const { payload } = step;
  const run = readRun(step.project);
  if (run === null || !owns(run, payload.session)) return null;
  const waited = payload.tool === "Bash" ? checkedTask(String(payload.input.command ?? "")) : null;
  if (!run.calls.includes(payload.call) && waited === null) return null;
  const task =
    run.tasks.find((one) => one.dispatch?.call === payload.call) ?? (waited ? taskOf(run, waited) : undefined);
  const { response } = payload;
  const background = response.status === "async_launched" || typeof response.backgroundTaskId === "string";
  return background ? inBackground(step, run, task) : inForeground(step, run, task);
}

function inBackground(step: HookCall, run: Run, task: Task | undefined): Output {
  const { payload, project } = step;
  if (run.paused !== null) return endTurn(heldText(run));
  // Over before this hook ran: its notification brings the directive.
  if (task?.dispatch?.call !== payload.call)
    return onlyWaiting(step, run) ? endTurn("All is well: the run goes on by itself.") : null;
  const agent = payload.response.agentId;
  const bind = typeof agent === "string" && task.dispatch.agent === null;
  const now = bind ? change(project, () => [{ do: "bind", task: task.id, call: payload.call, agent }]).run! : run;
  return onlyWaiting(step, now) ? endTurn(atWorkText(now, task)) : null;
}

/** The host ran it in the foreground: it is over, and only this event tells the main thread. */
async function inForeground(step: HookCall, run: Run, task: Task | undefined): Promise<Output> {
  const event = step.payload.event;
  if (task?.dispatch?.check && isAlive(task.dispatch.process))
    return context(
      event,
      `[multi-ai ${run.run}] ${task.id} is still at work. Make this call now, exactly as written:\nBash(command: "${checkCommand(task.id)}", description: "${task.id} ${task.subject}")`,
    );
  const over =
    task?.dispatch &&
    (task.dispatch.check
      ? { do: "lost" as const, task: task.id, nonce: task.dispatch.nonce, why: "its check ended without a result" }
      : await (await import("./ended.ts")).endedCommand(step.project, run, task, false, endedAgent(step, task)));
  const text = deliveredText(
    step,
    change(step.project, () => [...(over ? [over] : []), deliver(step, "once")]),
  );
  return text === null ? null : context(event, text);
}

/** The dispatch's call failed: no agent runs. */
export async function notLaunched(step: HookCall): Promise<Output> {
  const { payload, project } = step;
  if (payload.tool === "Bash") return launched(step);
  const run = liveRun(step);
  const task = run?.tasks.find((one) => one.dispatch?.call === payload.call);
  if (!run || !task) return null;
  const why = "the host did not start it";
  const changed = change(project, () => [
    { do: "lost", task: task.id, nonce: task.dispatch!.nonce, why },
    deliver(step, "always"),
  ]);
  const text = deliveredText(step, changed);
  return text === null ? null : context("PostToolUseFailure", text);
}
