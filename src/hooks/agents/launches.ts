import { type Run, type Task, taskOfCall } from "../../engine/run.ts";
import { endTurn, type Output } from "../../host/answer.ts";
import { pauseText } from "../../render/directive.ts";
import { bindStep } from "../../run/audit/workplace.ts";
import type { HookCall } from "../hook-call.ts";

/**
 * PostToolUse of a dispatch: it runs in the background and the turn ends, or it has finished and
 * the run goes on.
 */
export async function launched(hook: HookCall): Promise<Output> {
  const { payload } = hook;
  const run = hook.ownRun;
  if (!run?.calls.includes(payload.call)) return null;
  const task = taskOfCall(run, payload.call);
  const { response } = payload;
  return response.status === "async_launched"
    ? inBackground(hook, run, task)
    : inForeground(hook, run, task);
}

function inBackground(hook: HookCall, run: Run, task: Task | undefined): Output {
  const { payload, project } = hook;
  const agent = payload.response.agentId;
  const bind = typeof agent === "string" && task?.dispatch?.agent === null;
  const now = bind ? hook.change(() => [bindStep(project, run, task, agent)]).run! : run;
  if (now.paused !== null) return endTurn(pauseText(now, hook.readAt));
  // On a busy machine it may have ended before this hook, or while it ran.
  const atWork = taskOfCall(now, payload.call);
  if (hook.onlyWaiting(now))
    return endTurn(
      atWork ? hook.atWorkNow(now, [atWork.id]) : "All is well: the run continues by itself.",
    );
  // The main thread is asked anyway: what comes next is told now, its notification costs nothing
  // then.
  return atWork || hook.showsEnd(hook.nextFor(now))
    ? null
    : hook.contextAfter(hook.deliver("once"));
}

/** The host ran it in the foreground: it has ended, and no notification will follow. */
async function inForeground(hook: HookCall, run: Run, task: Task | undefined): Promise<Output> {
  const over = task?.dispatch ? [await hook.endedCommand(run, task)] : [];
  return hook.contextAfter(...over, hook.deliver("once"));
}

/** PostToolUseFailure of a dispatch: no agent runs. */
export async function notLaunched(hook: HookCall): Promise<Output> {
  const run = hook.liveRun;
  const task = taskOfCall(run, hook.payload.call);
  if (!run || !task) return null;
  const why = "the host did not start it";
  const lost = { do: "lost" as const, task: task.id, nonce: task.dispatch!.nonce, why };
  return hook.contextAfter(lost, hook.deliver("always"));
}
