import { Refused } from "../engine/commands.ts";
import { beginsWork, isOver, type Run, type Task, taskOf } from "../engine/run.ts";
import { deny, type Output, replace } from "../host/answer.ts";
import { checkCall } from "../host/check-call.ts";
import { checkShellCommand, FOREGROUND_MS, waitShellCommand } from "../host/check-command.ts";
import { isAlive, killsBackground } from "../host/host.ts";
import { sandboxIsOn } from "../host/program.ts";
import { shellLine } from "../host/shell-call.ts";
import { isOwnAgent } from "../plugin.ts";
import { once } from "../process/once.ts";
import { headOf } from "../project/head.ts";
import { TreeUnreadable } from "../project/kept-trees.ts";
import { type DispatchItem, dispatchItem, isCheck } from "../render/directive.ts";
import { movedSince, subjectOf, treeAtStart } from "../run/audit/subject.ts";
import { briefOf, NONCE_LINE } from "../run/life/brief.ts";
import { type Kept, snapshotBefore } from "../run/life/rollback.ts";
import { change } from "../run/life/run.ts";
import { sha256 } from "../store/journal.ts";
import { putObjects } from "../store/objects.ts";
import { cannotStart, checkStart, elsewhere, refused, type Start, type Stop } from "./start-checks.ts";
import { deliverDenied, directiveFor, type HookCall, liveRun, owns } from "./step.ts";

/** A new nonce: 128 random bits, in hex. */
function newNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
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
  const ofType = run.tasks.filter((task) => !isCheck(run, task) && dispatchItem(run, task).agent === type);
  const named = ofType.filter(({ id }) => ids.includes(id));
  const ready = ofType.filter(({ status }) => status === "ready");
  return named.find((task) => !isOver(task)) ?? (ready.length === 1 ? ready[0]! : (named[0] ?? null));
}

/** Why a call names no task of the run; null: it is none of ours. */
function noTask({ payload }: HookCall, run: Run, lineFor: string | null): Extract<Stop, { refuse: string }> | null {
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
  const subject = once(() => subjectOf(project, run, task));
  const checked = await checkStart({ hook, run, task, isBash, subject });
  return "denied" in checked ? checked.denied : begin(checked.start);
}

/** Keeps what was there, writes the brief, and records that the task is at work. */
async function begin({ hook, run, task, isBash, subject: subjectNow }: Start): Promise<Output> {
  const { payload, project } = hook;
  const about = subjectNow();
  const subject = about.ok ? about.subject : null;
  const snapshot: Kept = beginsWork(run, task)
    ? snapshotBefore(project, run, task)
    : { ok: true, commit: null, drop: () => {} };
  if (!snapshot.ok) return refused(hook, cannotStart(task, snapshot.problem));
  const nonce = newNonce();
  const item = dispatchItem(run, task);
  try {
    const text = await briefOf(project, run, task, nonce, subject);
    const [brief] = putObjects(project.task, [text.replace(NONCE_LINE, "")]);
    const changed = change(project, () => [
      {
        do: "dispatch",
        task: task.id,
        call: payload.call,
        nonce: sha256(nonce),
        agentType: item.agent,
        session: payload.session,
        host: hook.host,
        brief: brief!,
        subject: subject ?? treeAtStart(project, run),
        moved: movedSince(project, run, task, subject),
        check: isBash,
        head: headOf(project.root),
        ...(snapshot.commit === null ? {} : { snapshot: snapshot.commit }),
      },
      (now) => (now && taskOf(now, task.id)?.status === "running" ? null : deliverDenied(hook)(now)),
    ]);
    if (!changed.events.some((event) => event.type === "dispatched")) {
      snapshot.drop();
      const why = `${task.id} does not start yet: the project changed after the tests had run.`;
      return deny(why, directiveFor(hook, changed.run!));
    }
    return replace(isBash ? lineInput(hook, task, nonce, item) : agentInput(text, item));
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof TreeUnreadable)) throw error;
    snapshot.drop();
    const isRefused = error instanceof Refused;
    return refused(hook, isRefused ? { refuse: `${error.message}.`, next: true } : cannotStart(task, error.message));
  }
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
