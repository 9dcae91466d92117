import { isOver, type Run, type Task, taskOf } from "../../engine/run.ts";
import { deny, type Output, replace } from "../../host/answer.ts";
import { inHost, isOwnAgent } from "../../plugin.ts";
import { type DispatchItem, dispatchItem, isCheck, pauseText } from "../../render/directive.ts";
import { prepare } from "../../run/dispatch/prepare.ts";
import { takeOverOf } from "../../run/driver/take-over.ts";
import type { HookCall } from "../hook-call.ts";

/** Why a call starts nothing; `next`: the run's directive goes with it. */
interface Refusal {
  refuse: string;
  next?: true;
}

/**
 * The task that an Agent call is for: its prompt is the id. One of our agents that is called with
 * words is for the task of its type that they name, or that alone is ready: words like to name what
 * came before it.
 */
function namedTask({ payload: { input } }: HookCall, run: Run): Task | null {
  const prompt = typeof input.prompt === "string" ? input.prompt.trim() : "";
  const ids: string[] = prompt.match(/\bT\d{1,4}\b/g) ?? [];
  if (ids[0] === prompt) return taskOf(run, prompt) ?? null;
  const type = input.subagent_type;
  if (!isOwnAgent(type)) return null;
  const isOfType = (task: Task): boolean => dispatchItem(run, task).agent === type;
  const ofType = run.tasks.filter((task) => !isCheck(run, task) && isOfType(task));
  const named = ofType.filter(({ id }) => ids.includes(id));
  const ready = ofType.filter(({ status }) => status === "ready");
  return (
    named.find((task) => !isOver(task)) ?? (ready.length === 1 ? ready[0]! : (named[0] ?? null))
  );
}

/** Why a call names no task of the run; null: it is none of ours. */
function noTask({ payload }: HookCall, run: Run): Refusal | null {
  const id = String(payload.input.prompt ?? "").trim();
  const type = payload.input.subagent_type;
  if (/^T\d{1,4}$/.test(id)) return { refuse: `Run ${run.run} has no task ${id}.`, next: true };
  if (!isOwnAgent(type)) return null;
  return {
    refuse: `${type} works on tasks of run ${run.run} alone, and not exactly one is ready for it.`,
    next: true,
  };
}

/** PreToolUse of an Agent call: dispatches the task that it names. */
export async function dispatch(hook: HookCall): Promise<Output> {
  const run = hook.liveRun;
  if (run === null) return null;
  const { payload, project } = hook;
  const task = namedTask(hook, run);
  if (task === null) {
    const isOwn = isOwnAgent(payload.input.subagent_type);
    const stop = isOwn && !hook.owns(run) ? elsewhere(run, hook) : noTask(hook, run);
    return stop && refused(hook, stop);
  }
  const stop = await callProblem(hook, run, task);
  if (stop !== null) return refused(hook, stop);
  const { session, call } = payload;
  const starter = {
    project,
    env: hook.env,
    session,
    host: hook.host,
    call,
    with: hook.deliverDue("once"),
  };
  const prepared = await prepare(starter, run, task);
  if (prepared.ok) return replace(agentInput(prepared.brief, prepared.item));
  if ("refuse" in prepared) return refused(hook, prepared);
  return prepared.run === null ? null : deny(prepared.why, hook.directiveFor(prepared.run));
}

const refused = (hook: HookCall, { refuse, next }: Refusal): Output =>
  deny(refuse, next ? hook.deliverOnDenial() : "");

const elsewhere = (run: Run, { payload, host }: HookCall): Refusal => ({
  refuse: `Run ${run.run} belongs to another session. ${inHost(takeOverOf(run, payload.session, host) ?? "resume")} takes it over.`,
});

/** Why this call may not start the task, whatever the task is. */
async function callProblem(hook: HookCall, run: Run, task: Task): Promise<Refusal | null> {
  if (!hook.owns(run)) return elsewhere(run, hook);
  // The person declined it, and the model tries again in the same turn.
  const halt = task.status === "running" ? await hook.haltSoon() : null;
  if (halt !== null) return { refuse: pauseText(hook.change(() => [halt]).run!, hook.readAt) };
  return isCheck(run, task)
    ? { refuse: `${task.id} is a check, which code starts.`, next: true }
    : null;
}

const agentInput = (
  prompt: string,
  { description, agent, model }: DispatchItem,
): Record<string, unknown> => ({
  description,
  prompt,
  subagent_type: agent,
  ...(model === "inherit" ? {} : { model }),
  run_in_background: true,
});
