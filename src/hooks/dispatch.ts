import { isOver, type Run, type Task, taskOf } from "../engine/run.ts";
import { deny, type Output, replace } from "../host/answer.ts";
import { checkCall } from "../host/check-call.ts";
import { checkShellCommand, FOREGROUND_MS, waitShellCommand } from "../host/check-command.ts";
import { isAlive, killsBackground } from "../host/host.ts";
import { sandboxIsOn } from "../host/program.ts";
import { shellLine } from "../host/shell-call.ts";
import { inHost, isOwnAgent, PLUGIN } from "../plugin.ts";
import { type DispatchItem, dispatchItem, heldText, isCheck } from "../render/directive.ts";
import { prepare } from "../run/life/prepare.ts";
import { change } from "../run/life/run.ts";
import { takeOverOf } from "../run/life/take-over.ts";
import { deliverDenied, directiveFor, type HookCall, haltSoon, liveRun, owns, remedy } from "./step.ts";

/** Why a call starts nothing; `next`: the run's directive goes with it. */
interface Refusal {
  refuse: string;
  next?: true;
}

/**
 * The task that an Agent call is for: its prompt is the id. One of our agents that is called with words is for the task of its
 * type that they name, or that alone is ready: words like to name what came before it.
 */
function namedTask({ payload: { input } }: HookCall, run: Run): Task | null {
  const prompt = typeof input.prompt === "string" ? input.prompt.trim() : "";
  const ids: string[] = prompt.match(/\bT\d{1,4}\b/g) ?? [];
  if (ids[0] === prompt) return taskOf(run, prompt) ?? null;
  const type = input.subagent_type;
  if (!isOwnAgent(type)) return null;
  // In earlier versions each role was a type of agent.
  const isOfType = (task: Task): boolean =>
    [dispatchItem(run, task).agent, `${PLUGIN}:${task.who.agent}`].includes(type as string);
  const ofType = run.tasks.filter((task) => !isCheck(run, task) && isOfType(task));
  const named = ofType.filter(({ id }) => ids.includes(id));
  const ready = ofType.filter(({ status }) => status === "ready");
  return named.find((task) => !isOver(task)) ?? (ready.length === 1 ? ready[0]! : (named[0] ?? null));
}

/** Why a call names no task of the run; null: it is none of ours. */
function noTask({ payload }: HookCall, run: Run, lineFor: string | null): Refusal | null {
  const id = lineFor ?? String(payload.input.prompt ?? "").trim();
  const type = payload.input.subagent_type;
  if (lineFor !== null || /^T\d{1,4}$/.test(id)) return { refuse: `Run ${run.run} has no task ${id}.`, next: true };
  if (!isOwnAgent(type)) return null;
  return { refuse: `${type} works on tasks of run ${run.run} alone, and not exactly one is ready for it.`, next: true };
}

/** PreToolUse of an Agent call, or of the line that starts a check: dispatches the task that it names. */
export async function dispatch(hook: HookCall): Promise<Output> {
  const run = liveRun(hook);
  if (run === null) return null;
  const { payload, project } = hook;
  const isBash = payload.tool === "Bash";
  const lineFor = isBash ? (checkCall(shellLine(payload) ?? "") ?? "") : null;
  const task = lineFor === null ? namedTask(hook, run) : (taskOf(run, lineFor) ?? null);
  if (task === null) {
    const isOwn = isBash || isOwnAgent(payload.input.subagent_type);
    const stop = isOwn && !owns(run, payload.session) ? elsewhere(run, hook) : noTask(hook, run, lineFor);
    return stop && refused(hook, stop);
  }
  // It works already: where a background does not outlive the turn, the call waits for it.
  if (
    isBash &&
    owns(run, payload.session) &&
    isCheck(run, task) &&
    killsBackground(hook.env) &&
    task.dispatch?.check &&
    isAlive(task.dispatch.process)
  )
    return replace(checkInput(hook, waitShellCommand(project, task), `${task.id} ${task.subject}`));
  const stop = await callProblem(hook, run, task, isBash);
  if (stop !== null) return refused(hook, stop);
  const prepared = await prepare(
    {
      project,
      env: hook.env,
      session: payload.session,
      host: hook.host,
      call: payload.call,
      with: deliverDenied(hook),
    },
    run,
    task,
  );
  if (prepared.ok)
    return replace(
      isBash ? lineInput(hook, task, prepared.nonce, prepared.item) : agentInput(prepared.brief, prepared.item),
    );
  if ("refuse" in prepared) return refused(hook, prepared);
  return prepared.run === null ? null : deny(prepared.why, directiveFor(hook, prepared.run));
}

const refused = (hook: HookCall, { refuse, next }: Refusal): Output => deny(refuse, next ? remedy(hook) : "");

const elsewhere = (run: Run, { payload, host }: HookCall): Refusal => ({
  refuse: `Run ${run.run} belongs to another session. ${inHost(takeOverOf(run, payload.session, host) ?? "resume")} takes it over.`,
});

/** Why this call may not start the task, whatever the task is. */
async function callProblem(hook: HookCall, run: Run, task: Task, isBash: boolean): Promise<Refusal | null> {
  if (!owns(run, hook.payload.session)) return elsewhere(run, hook);
  // The person declined it, and the model tries again in the same turn.
  const halt = task.status === "running" ? await haltSoon(hook, run) : null;
  if (halt !== null) return { refuse: heldText(change(hook.project, () => [halt]).run!) };
  return isBash === isCheck(run, task) ? null : { refuse: `${task.id} is started another way.`, next: true };
}

const agentInput = (prompt: string, { description, agent, model }: DispatchItem): Record<string, unknown> => ({
  description,
  prompt,
  subagent_type: agent,
  ...(model === "inherit" ? {} : { model }),
  run_in_background: true,
});

const lineInput = (hook: HookCall, task: Task, nonce: string, { description }: DispatchItem) =>
  checkInput(hook, checkShellCommand(hook.project, task, nonce, killsBackground(hook.env)), description);

/** A check runs in the background, except where the host would kill it there at the end of the turn. */
function checkInput(hook: HookCall, command: string, description: string): Record<string, unknown> {
  // In the host's sandbox the program could write neither the record nor outside of the project.
  const outside = sandboxIsOn(hook.env, hook.project.root) ? { dangerouslyDisableSandbox: true } : {};
  return killsBackground(hook.env)
    ? { command, description, timeout: FOREGROUND_MS, ...outside }
    : { command, description, run_in_background: true, ...outside };
}
