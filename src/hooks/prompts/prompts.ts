import type { Command } from "../../engine/commands.ts";
import { isLive, type Run, type Task, taskOfCall, voidCallsOf } from "../../engine/run.ts";
import { context, type Output, swallow } from "../../host/answer.ts";
import { callOfAgent } from "../../host/host.ts";
import type { Payload } from "../../host/payload.ts";
import { lookUntil } from "../../process/look.ts";
import { pauseText } from "../../render/directive.ts";
import { endWords } from "../../render/outcome.ts";
import { forgetOrphans, noteOrphans, orphanOf, parkedText } from "../../run/end/orphans.ts";
import type { JournalStep } from "../../run/journal/change.ts";
import { clean } from "../../text.ts";
import { laterSpent, taskOfEnded } from "../agents/stops.ts";
import { type HookCall, wasDialogOpened } from "../hook-call.ts";
import { hostsPrompt, WAKE } from "../persons.ts";

const tag = (prompt: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(prompt)?.[1]?.trim() ?? "";

/** The call that has ended, and its agent ("" for none), as the host says it at the prompt. */
interface Notified {
  call: string;
  agent: string;
}

/**
 * The call that a prompt of the host tells of; null: a person typed it. An agent that handed back
 * is told by a message with its words, every other end by a notification.
 */
function notified({ prompt, transcript }: Payload): Notified | null {
  const about = hostsPrompt(prompt);
  if (about === null) return null;
  if (about === "notification")
    return { call: tag(prompt, "tool-use-id"), agent: tag(prompt, "task-id") };
  return { call: callOfAgent(transcript, about.from) ?? "", agent: about.from };
}

/**
 * UserPromptSubmit of the host: the end of one of our calls. Or a command, of which what has a name
 * here is told that.
 */
export async function hostsWords(hook: HookCall): Promise<Output> {
  const of = notified(hook.payload);
  if (of === null) return (await import("./names-here.ts")).answeredName(hook);
  const ofOrphan = await orphanNotification(hook, of);
  if (ofOrphan !== null) return ofOrphan;
  return hook.run === null ? null : notification(hook, hook.run, of);
}

/**
 * The end of a call whose run was left: nobody is woken for it. What the live run has to do next is
 * told all the same: of two prompts that the host reads together, the first one being blocked takes
 * the other with it.
 */
async function orphanNotification(hook: HookCall, { call, agent }: Notified): Promise<Output> {
  const { project } = hook;
  const one = orphanOf(project, agent || null, call || null);
  if (one === undefined) return null;
  forgetOrphans(project, (other) => other.call === one.call);
  // It goes on: its end was taken in with another one's.
  if (hook.liveRun?.run === one.run) return null;
  const run = await settled(hook);
  const due = run !== null && isLive(run) && hook.owns(run);
  const given = due ? hook.contextAfter((now) => now && wake(hook, now)) : null;
  const isHere = run?.run === one.run;
  const text =
    (isHere ? null : parkedText(project, one.run)) ??
    `Run ${one.run} is ${isHere ? "over" : "archived"}; none of it continues.`;
  return given ?? withoutRequest(hook, run, text);
}

/** In milliseconds: how long a prompt waits for an agent that is about to end. */
const MAX_WAIT_MS = 1_500;

/**
 * The run once no agent of this session is about to end: its artifact is written, and its message
 * may be read together with this prompt. Blocked as the first of the two, this one would take the
 * next directive with it.
 */
function settled(hook: HookCall): Promise<Run | null> {
  return lookUntil(
    (isAgain) => (isAgain ? hook.renew() : hook).run,
    (now) => now?.tasks.some((task) => isEnding(hook, task)) !== true,
    MAX_WAIT_MS,
  );
}

/** Whether an agent of this session has written its result, and so is about to end. */
const isEnding = ({ payload }: HookCall, { status, dispatch }: Task): boolean =>
  status === "running" && dispatch?.session === payload.session && dispatch.wrote !== undefined;

/**
 * Ends a prompt of the host without a request to the model. Not while an agent is still about to
 * end: its message may stand after this prompt, so the model is asked, and told to wait.
 */
const withoutRequest = (hook: HookCall, run: Run | null, reason: string): Output =>
  run?.tasks.some((task) => isEnding(hook, task)) === true
    ? context("UserPromptSubmit", hook.directiveFor(run))
    : swallow(reason);

async function notification(hook: HookCall, run: Run, { call, agent }: Notified): Promise<Output> {
  const { payload, project } = hook;
  const isVoid = voidCallsOf(run, agent, call).length > 0;
  const task = taskOfCall(run, call) ?? taskOfEnded(hook, run, agent);
  // It is ours if the journal knows its call, also when that has ended.
  const known =
    isVoid || task !== undefined || run.calls.includes(call) || payload.prompt.includes(WAKE);
  if (!known) return null;
  const voids = isVoid
    ? [...voidCallsOf(run, agent, callOfAgent(payload.transcript, agent)), { call }]
    : [];
  const steps: JournalStep[] = voids.map((one) => ({ do: "gone", call: one.call }));
  if (!hook.owns(run)) {
    hook.change(() => steps);
    return swallow(
      `Run ${run.run} ${run.owner?.driver ? "continues in the background" : "moved to another session"}.`,
    );
  }
  // Cancelled outside of this session: the person is told without a request to the model.
  if (!isLive(run) && run.status !== "complete") {
    hook.change(() => [...steps, hook.deliver("once")]);
    return swallow(`Run ${run.run} is over: ${endWords(run)}; none of it continues.`);
  }
  const halt = hook.haltOf(run);
  if (halt !== null) steps.push(halt);
  const halted = halt?.tasks.some((one) => one.task === task?.id) === true;
  if (task?.dispatch && !halted)
    steps.push(await hook.endedCommand(run, task, false, task.dispatch.agent ?? (agent || null)));
  // The write of what counts has ended these as well, and their notifications are on the way.
  for (const one of run.tasks.filter((other) => other.id !== task?.id && isEnding(hook, other))) {
    const command = await hook.endedCommand(run, one);
    if (!command.result.ok) continue;
    steps.push(command);
    const { call: of, agent: by, session, host } = one.dispatch!;
    // Where the session may end checks run here, and the run may be over when they come.
    if (!hook.at.stays)
      noteOrphans(project, run.run, [{ call: of, agent: by, session, host, ended: true }]);
  }
  steps.push(...laterSpent(hook, run, call, agent));
  const woken: JournalStep = (now) => now && wake(hook, now);
  let changed = hook.change(() => [...steps, woken]);
  if (hook.onlyWaiting(changed.run!) && (await settled(hook)) !== changed.run)
    changed = hook.change(() => [woken]);
  const next = hook.nextFor(changed.run!);
  const isGiven = changed.events.some((event) => event.type === "delivered");
  if (isGiven && hook.showsEnd(next)) return swallow(clean(hook.reportOf(changed.run!)));
  if (isGiven) return context("UserPromptSubmit", hook.directiveFor(changed.run!));
  return withoutRequest(
    hook,
    changed.run,
    pauseText(changed.run!, hook.readAt) ||
      problemOf(payload) ||
      hook.atWork(changed.run) ||
      (await nextText(changed.run!)),
  );
}

/** What the person does next. The host shows each prompt that is blocked, also one without news. */
const nextText = async (run: Run): Promise<string> =>
  clean(`Next: ${(await import("../../run/views/status.ts")).glanceAt(run).next}`);

/**
 * What to do next, given with every notification. The host reads several at once, and where one is
 * blocked it drops what the others gave. A question that a dialog has shown is given once.
 */
function wake(hook: HookCall, run: Run): Command | null {
  const next = hook.nextFor(run);
  if (next.do === "wait") return null;
  // After what is followed no end is shown.
  if (hook.showsEnd(next) && hook.followUpRun(run) === null) return hook.showEnd(run);
  const isOpen = next.do === "dispatch" || (next.do === "ask" && !wasDialogOpened(run));
  return hook.deliver(isOpen ? "always" : "once")(run);
}

/**
 * Why a check could not be started, as its hook says it in a prompt; "": it says nothing of that.
 */
const problemOf = ({ prompt }: Payload): string =>
  (prompt.split(WAKE)[1] ?? "").replace(/<\/system-reminder>\s*$/, "").trim();
