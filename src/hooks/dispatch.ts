import { Refused } from "../engine/commands.ts";
import { isRunAsked } from "../engine/directive.ts";
import { beginsWork, isOver, type Run, type Task, taskOf } from "../engine/run.ts";
import { deny, type Output, replace } from "../host/answer.ts";
import { checkCall } from "../host/check-call.ts";
import { checkShellCommand, FOREGROUND_MS, waitShellCommand } from "../host/check-command.ts";
import { isAlive, killsBackground } from "../host/host.ts";
import { pluginApart, sandboxOf } from "../host/program.ts";
import { shellLine } from "../host/shell-call.ts";
import { inHost, isOwnAgent } from "../plugin.ts";
import { headOf } from "../project/head.ts";
import { TreeUnreadable } from "../project/kept-trees.ts";
import { restoreReads } from "../record/accepted.ts";
import { isTree } from "../record/subject.ts";
import { isAsLooked } from "../record/watched.ts";
import { dispatchItem, heldText, isCheck } from "../render/directive.ts";
import { briefOf, NONCE_LINE } from "../run/brief.ts";
import type { Kept } from "../run/rollback.ts";
import { type Change, type Changed, change } from "../run/run.ts";
import { movedSince, subjectOf, treeAtStart } from "../run/subject.ts";
import { takeOverOf } from "../run/take-over.ts";
import { sha256 } from "../store/journal.ts";
import { putObjects } from "../store/objects.ts";
import { deliverDenied, directiveFor, type HookCall, haltSoon, liveRun, owns, remedy } from "./step.ts";

/** A new nonce: 128 random bits, in hex. */
function newNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
}

/** The task that an Agent call is for: its prompt is the id, or it calls one of our agents, see `taskInWords`. */
function namedTask({ payload: { input } }: HookCall, run: Run): Task | null {
  const prompt = typeof input.prompt === "string" ? input.prompt.trim() : "";
  if (/^T\d{1,4}$/.test(prompt)) return taskOf(run, prompt) ?? null;
  return isOwnAgent(input.subagent_type) ? taskInWords(run, input, prompt) : null;
}

/**
 * One of our agents called with words: for the first task of its type that they name and that is not over, else for the one
 * that is ready: words like to name what came before it. A task that is over is taken where none is ready, and told of.
 */
function taskInWords(run: Run, input: Record<string, unknown>, prompt: string): Task | null {
  const type = String(input.subagent_type);
  const ids = `${prompt} ${String(input.description ?? "")}`.match(/\bT\d{1,4}\b/g) ?? [];
  const named = ids.flatMap((id) => taskOf(run, id) ?? []).filter((task) => dispatchItem(run, task).agent === type);
  return named.find((task) => !isOver(task)) ?? onlyReady(run, type) ?? named[0] ?? null;
}

/** The one task that is ready for this type of agent; null: there is none, or several. */
function onlyReady(run: Run, type: string): Task | null {
  const due = run.tasks.filter((task) => task.status === "ready" && !isCheck(run, task));
  const own = due.filter((task) => dispatchItem(run, task).agent === type);
  return own.length === 1 ? own[0]! : null;
}

const elsewhere = (run: Run, { payload, host }: HookCall): string =>
  `Run ${run.run} belongs to another session. ${inHost(takeOverOf(run, payload.session, host) ?? "resume")} takes it over.`;

/** PreToolUse of an Agent call, or of the line that starts a check: dispatches the task that it names. */
export async function dispatch(hook: HookCall): Promise<Output> {
  const run = liveRun(hook);
  if (run === null) return null;
  const { payload, project } = hook;
  const isBash = payload.tool === "Bash";
  const checkId = (isBash && checkCall(shellLine(payload) ?? "")) || "";
  const task = isBash ? (taskOf(run, checkId) ?? null) : namedTask(hook, run);
  const isOwn = isBash || isOwnAgent(payload.input.subagent_type);
  if (task === null && isOwn && !owns(run, payload.session)) return deny(elsewhere(run, hook));
  if (task === null) {
    const prompt = String(payload.input.prompt ?? "").trim();
    if (isBash || /^T\d{1,4}$/.test(prompt))
      return deny(`Run ${run.run} has no task ${checkId || prompt}.`, remedy(hook));
    if (isOwn)
      return deny(
        `${payload.input.subagent_type} works on tasks of run ${run.run} alone, and not exactly one is ready for it.`,
        remedy(hook),
      );
    return null;
  }
  if (!owns(run, payload.session)) return deny(elsewhere(run, hook));
  // The person declined it, and the model tries again in the same turn.
  const halt = task.status === "running" ? await haltSoon(hook, run) : null;
  if (halt !== null) return deny(heldText(change(project, () => [halt]).run!));
  if (isBash !== isCheck(run, task)) return deny(`${task.id} is started another way.`, remedy(hook));
  if (isBash && killsBackground(hook.env) && task.dispatch?.check && isAlive(task.dispatch.process))
    return replace(checkInput(hook, waitShellCommand(project, task), `${task.id} ${task.subject}`));
  const replaced = task.status === "ready" && !isRunAsked(run) ? await askAboutPrograms(hook, run, task) : null;
  if (replaced !== null) return replaced;
  const edited = task.status === "ready" && !isRunAsked(run) ? await askAboutEdits(hook, run, task) : null;
  if (edited !== null) return edited;
  // Only before the task runs: its agent may write one of these files itself.
  const gone = task.status === "ready" ? restoreReads(project, run, task) : null;
  if (gone !== null)
    return deny(`${task.id} cannot start: ${gone}. ${inHost("reset")} ends the run; then start it again.`);
  const subject = subjectOf(project, run, task);
  if (!subject.ok) return deny(`${task.id} cannot start: ${subject.problem}. Mend that, then make the call again.`);
  const isReviewed = task.edits === null && isTree(subject.subject);
  const noticed = isReviewed ? (await import("../record/git-notice.ts")).gitNotice(project, run, hook.env) : null;
  if (noticed !== null) {
    const { run: now } = change(project, () => [
      noticed,
      (after) => (after !== null && isRunAsked(after) ? deliverDenied(hook)(after) : null),
    ]);
    if (now !== null && isRunAsked(now))
      return deny(`${task.id} does not start yet: git's settings changed.`, directiveFor(hook, now));
  }
  // Needed once in a run, so it is loaded on use.
  const snapshot: Kept = beginsWork(run, task)
    ? (await import("../run/rollback.ts")).snapshotBefore(project, run, task)
    : { ok: true, commit: null, drop: () => {} };
  if (!snapshot.ok) return deny(`${task.id} cannot start: ${snapshot.problem}. Mend that, then make the call again.`);
  const nonce = newNonce();
  const text = await briefOf(project, run, task, nonce, subject.subject).catch((error: unknown) => {
    if (error instanceof TreeUnreadable) return error;
    throw error;
  });
  if (text instanceof TreeUnreadable) {
    snapshot.drop();
    return deny(`${task.id} cannot start: ${text.message}. Mend that, then make the call again.`);
  }
  const [stored] = putObjects(project.task, [text.replace(NONCE_LINE, "")]);
  const item = dispatchItem(run, task);
  let changed: Changed;
  try {
    changed = change(project, () => [
      {
        do: "dispatch",
        task: task.id,
        call: payload.call,
        nonce: sha256(nonce),
        agentType: item.agent,
        session: payload.session,
        host: hook.host,
        brief: stored!,
        subject: subject.subject ?? treeAtStart(project, run),
        moved: movedSince(project, run, task, subject.subject),
        check: isBash,
        head: headOf(project.root),
        ...(snapshot.commit === null ? {} : { snapshot: snapshot.commit }),
      },
      (now) => (now && taskOf(now, task.id)?.status === "running" ? null : deliverDenied(hook)(now)),
    ]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    snapshot.drop();
    return deny(`${error.message}.`, remedy(hook));
  }
  if (!changed.events.some((event) => event.type === "dispatched")) {
    snapshot.drop();
    return deny(
      `${task.id} does not start yet: the project changed after the tests had run.`,
      directiveFor(hook, changed.run!),
    );
  }
  if (isBash)
    return replace(
      checkInput(hook, checkShellCommand(project, task, nonce, killsBackground(hook.env)), item.description),
    );
  return replace({
    description: item.description,
    prompt: text,
    subagent_type: item.agent,
    ...(item.model === "inherit" ? {} : { model: item.model }),
    run_in_background: true,
  });
}

/**
 * Asks about programs that the task uses and that are others than when the run began, and about settings and files that decide
 * whether hooks run; null: there is nothing to ask.
 */
async function askAboutPrograms(hook: HookCall, run: Run, task: Task): Promise<Output> {
  const { project, env } = hook;
  const replaced = isCheck(run, task)
    ? (await import("../run/programs.ts")).changedProgram(project, run, task, env)
    : null;
  const notices: Change[] = replaced === null ? [] : [replaced];
  const plugin = pluginApart(project);
  if (!isAsLooked(project, env, plugin))
    notices.push(...(await import("../run/folder.ts")).lookAgain(project, env, plugin).notices);
  if (notices.length === 0) return null;
  const { run: now } = change(hook.project, () => [
    ...notices,
    (after) => (after !== null && isRunAsked(after) ? deliverDenied(hook)(after) : null),
  ]);
  if (now === null || !isRunAsked(now)) return null;
  const why = replaced === null ? "settings or files changed" : "its program is another one than when the run began";
  return deny(`${task.id} does not start yet: ${why}.`, directiveFor(hook, now));
}

/** Asks which counts of a file that a task reads and that somebody has changed by hand; null: there is nothing to ask. */
async function askAboutEdits(hook: HookCall, run: Run, task: Task): Promise<Output> {
  const { editsFor, restoreTexts } = await import("../run/edits.ts");
  const edits = await editsFor(hook.project, run, task);
  const { run: now } =
    edits.length === 0
      ? { run }
      : change(hook.project, () => [
          ...edits.map((edit) => ({ do: "edited" as const, edit })),
          (after) => (after !== null && isRunAsked(after) ? deliverDenied(hook)(after) : null),
        ]);
  if (now === null) return null;
  if (!isRunAsked(now)) {
    restoreTexts(hook.project, now, task);
    return null;
  }
  return deny(`${task.id} does not start yet: ${edits.at(-1)!.path} was changed by hand.`, directiveFor(hook, now));
}

/** A check runs in the background, except where the host would kill it there at the end of the turn. */
function checkInput(hook: HookCall, command: string, description: string): Record<string, unknown> {
  // In the host's sandbox the program could write neither the record nor outside of the project.
  const outside = sandboxOf(hook.env, hook.project.root).isOn ? { dangerouslyDisableSandbox: true } : {};
  return killsBackground(hook.env)
    ? { command, description, timeout: FOREGROUND_MS, ...outside }
    : { command, description, run_in_background: true, ...outside };
}
