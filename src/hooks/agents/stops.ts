import { visible } from "../../command-line.ts";
import {
  type Directive,
  isEndDelivered,
  questionsToAsk,
  wasReminded,
} from "../../engine/directive.ts";
import {
  isLive,
  isUnforeseen,
  type Run,
  type Task,
  taskOf,
  taskOfAgent,
  taskOfCall,
  type VoidCall,
  voidCallsOf,
} from "../../engine/run.ts";
import { block, context, type Output } from "../../host/answer.ts";
import { hasDialog } from "../../host/entry-points.ts";
import { callOfAgent } from "../../host/host.ts";
import { hasOwnHost } from "../../host/payload.ts";
import { apiFailure } from "../../host/transcript/api-failure.ts";
import { withDenials } from "../../host/transcript/denials.ts";
import { hasHandedBack, spentIn, transcriptBytes } from "../../host/transcript/transcript.ts";
import { projectMask } from "../../project/secrets/mask-text.ts";
import { pauseText, printText, undoneText } from "../../render/directive.ts";
import { howTyped, questionText } from "../../render/questions.ts";
import { bindStep } from "../../run/audit/workplace.ts";
import { following } from "../../run/end/follow-up.ts";
import { forgetOrphans, noteOrphanEnded, orphanOf } from "../../run/end/orphans.ts";
import type { Changed, JournalStep } from "../../run/journal/change.ts";
import { isGuarded } from "../../run/journal/projections.ts";
import { viewQuestions } from "../../run/views/questions.ts";
import { type HookCall, wasDialogOpened } from "../hook-call.ts";

/** The running task whose agent this is, by its binding or by the call that started it. */
export const taskOfEnded = (hook: HookCall, run: Run, agent: string): Task | undefined =>
  taskOfAgent(run, agent) ?? taskOfCall(run, callOfAgent(hook.payload.transcript, agent));

/** The live run, and its task that the agent of this call works on; null: there is none. */
export function agentAtWork(hook: HookCall): { run: Run; task: Task } | null {
  const run = hook.liveRun;
  const task = run === null ? undefined : taskOfEnded(hook, run, hook.payload.agent ?? "");
  return run === null || task === undefined ? null : { run, task };
}

/** SubagentStop: accepts the artifact, or sends the agent back with what is wrong with it. */
export async function subagentStop(hook: HookCall): Promise<Output> {
  const { payload, project } = hook;
  if (payload.agent === null) return null;
  const orphan = orphanOf(project, payload.agent, callOfAgent(payload.transcript, payload.agent));
  if (orphan !== undefined) noteOrphanEnded(project, orphan);
  const { run } = hook;
  if (run === null) return null;
  const task = taskOfEnded(hook, run, payload.agent);
  // The call of a void agent stays known until its notification, which would wake the main thread
  // otherwise.
  if (!task) {
    const call = callOfAgent(payload.transcript, payload.agent);
    const steps: JournalStep[] = [
      ...voidCallsOf(run, payload.agent, call).map((voidCall) => ({
        do: "stopped" as const,
        call: voidCall.call,
      })),
      ...laterSpent(hook, run, call ?? "", payload.agent),
    ];
    if (steps.length > 0) hook.change(() => steps);
    return null;
  }
  // After a hand-back nothing keeps an agent: there the host has no last message of it.
  const isGone = payload.permissionMode === "auto" && payload.lastMessage === "";
  const command = await hook.endedCommand(run, task, !isGone, payload.agent);
  // Its driver takes it in, when the host is gone and has written all of its transcript.
  if (command.result.ok && hasOwnHost(payload)) return null;
  const { beforeEnd } = await import("../../run/results/take-in.ts");
  const before = await beforeEnd(hook, run, task, command);
  const changed = hook.change(() => [
    bindStep(project, run, task, payload.agent!),
    ...before,
    command,
  ]);
  const why = refusedText(changed, task);
  return why === null ? null : block(why);
}

/**
 * What an agent is sent back with, when this change refused its artifact and it goes on; else null.
 */
export function refusedText({ run, events }: Changed, task: Task): string | null {
  const refused = events.find((event) => event.type === "refused");
  const still = run ? taskOf(run, task.id) : undefined;
  if (refused?.type !== "refused" || still?.status !== "running") return null;
  return `${task.id} is not done: ${task.writes} does not count.\n${refused.problems.map((problem) => `- ${problem}`).join("\n")}\nFix the file (read it first if it exists), then end.`;
}

/** What an agent used, read again now that its transcript has more rows than when it ended. */
export function laterSpent(hook: HookCall, run: Run, call: string, agent: string): JournalStep[] {
  const task = run.tasks.find((task) => task.spent.some((spent) => spent.call === call));
  const known = task?.spent.find((spent) => spent.call === call);
  if (!task || !known || agent === "") return [];
  const spent = {
    ...spentIn(transcriptBytes(hook.payload.transcript, agent)),
    minutes: known.minutes,
  };
  const all = withDenials(spent, hook.payload.transcript, agent, projectMask(hook.project.root, 0));
  return [{ do: "spent", task: task.id, call, spent: all }];
}

/**
 * Commands for running tasks of this session that the host does not run any more, or never started.
 */
async function goneTasks(hook: HookCall, run: Run): Promise<JournalStep[]> {
  // One that has handed back may still be listed: its message came first, and there is no later
  // Stop.
  const isGone = goneFrom(hook, (agent) => hasHandedBack(hook.payload.transcript, agent));
  const halt = hook.haltOf(run);
  const steps: JournalStep[] = halt === null ? [] : [halt];
  for (const task of run.tasks) {
    const { id, status, dispatch } = task;
    if (status !== "running" || dispatch === null || dispatch.check || !isGone(dispatch)) continue;
    if (halt?.tasks.some((task) => task.task === id)) continue;
    const lost = { do: "lost", task: id, nonce: dispatch.nonce, why: "it never started" } as const;
    steps.push(dispatch.agent === null ? lost : await hook.endedCommand(run, task));
  }
  return steps;
}
/**
 * A function that says whether a call of this session is one that the host does not run any more.
 */
function goneFrom(
  { payload: { session, transcript, background } }: HookCall,
  hasEnded = (_: string) => false,
) {
  const alive = background.filter((one) => one.status === "running" && !hasEnded(one.id));
  const calls = new Set(alive.map((one) => callOfAgent(transcript, one.id)));
  return (one: Pick<VoidCall, "session" | "call" | "agent">): boolean =>
    one.session === session && !calls.has(one.call) && !alive.some(({ id }) => id === one.agent);
}

/** The end of a turn that gives the main thread nothing to do. */
interface TurnEnd {
  hook: HookCall;
  /** The run as this event has changed it, and what is due. */
  run: Run;
  next: Directive;
  /** The main thread was reminded of what is due, and has not done it. */
  isUnheeded: boolean;
}

/** Why the run does not go on by itself, as the person is told: the first of these that holds. */
const REASONS: { holds(turn: TurnEnd): boolean; text(turn: TurnEnd): string }[] = [
  {
    holds: ({ run }) => run.paused !== null,
    text: ({ hook, run }) => pauseText(run, hook.readAt),
  },
  {
    // The dialog was left, or did not open.
    holds: ({ hook, run, next, isUnheeded }) =>
      next.do === "ask" && hasDialog(hook.env) && (isUnheeded || wasDialogOpened(run)),
    text: ({ hook, run }) => {
      const questions = viewQuestions(hook.project, run);
      const texts = questions.map((one) => questionText(one, "/multi-ai:decide"));
      return [`The run is waiting for you. ${howTyped(questions[0]!)}`, ...texts].join("\n\n");
    },
  },
  {
    holds: ({ next, isUnheeded }) => next.do !== "ask" && isUnheeded,
    text: ({ hook, run, next }) => undoneText(run, next, hook.readAt),
  },
];

/** Whether the main thread's last words hold the questions, as far as the host tells them. */
const isPrinted = ({ payload: { lastMessage } }: HookCall, questions: string[]): boolean =>
  lastMessage === "" || questions.every((id) => lastMessage.includes(id));

/**
 * Notes which questions that have to be read this text, which the person reads, has shown: each
 * command whole.
 */
function notePrinted(hook: HookCall, run: Run, text: string): void {
  const printed = questionsToAsk(run).filter(
    (one) =>
      (one.commands?.length || isUnforeseen(one)) &&
      [
        `${one.id} ·`,
        // While it waits for words it names none.
        ...(one.wants_reason === null ? (one.commands ?? []) : []).map(visible),
      ].every((part) => text.includes(part)),
  );
  if (printed.length > 0)
    hook.change(() => [{ do: "show", questions: printed.map((one) => one.id), printed: true }]);
}

/** What the main thread is reminded of: it has not been given, or asked, what is due. */
function reminder(hook: HookCall, now: Run | null) {
  if (now === null) return null;
  const next = hook.nextFor(now);
  const carries = next.do === "dispatch" || next.do === "ask" || next.do === "done";
  // Without a dialog the question was printed once; to print it again would not help. One that was
  // opened was left by the person, or did not open: neither asks for it at once again.
  const asked =
    next.do === "ask" &&
    (hasDialog(hook.env) ? wasDialogOpened(now) : isPrinted(hook, next.questions));
  const isGiven =
    isEndDelivered(now) || (now.delivered?.directive === next.id && (asked || next.do === "done"));
  return carries && !isGiven ? hook.deliver("reminder")(now) : null;
}

/** Forgets the calls of earlier dispatches and runs that the host does not run any more. */
function forgetGone(hook: HookCall): void {
  const isGone = goneFrom(hook);
  // Of one that has ended the notification may still come, while the session may end soon.
  forgetOrphans(hook.project, (one) => isGone(one) && (hook.at.stays || one.ended !== true));
  const voids = (hook.run?.void_calls ?? []).filter(isGone);
  if (voids.length > 0) hook.change(() => voids.map(({ call }) => ({ do: "gone", call })));
}

/** Stop: reminds once of a directive that can be carried out now. */
export async function stop(hook: HookCall): Promise<Output> {
  forgetGone(hook);
  const before = hook.ownRun;
  // The file `live`, without which no hook runs, may have been deleted: an empty change writes it
  // again.
  if (before === null || (!isLive(before) && before.released)) {
    hook.change(() => []);
    return null;
  }
  const gone = isLive(before) ? await goneTasks(hook, before) : [];
  const { session, lastMessage } = hook.payload;
  const changed = hook.change(() => [
    ...gone,
    (now) =>
      now !== null && wasReminded(now, hook.nextFor(now), session) ? { do: "unheeded" } : null,
    (now) => reminder(hook, now),
  ]);
  const { run } = changed;
  if (run === null) return null;
  const { shows } = hook.at;
  const given = hook.deliveredText(changed, { onScreen: shows });
  const next = hook.nextFor(run);
  const turn = { hook, run, next, isUnheeded: wasReminded(run, next, session) };
  const reason = given === null ? REASONS.find(({ holds }) => holds(turn))?.text(turn) : undefined;
  // Where the host shows the questions, the model's own words are nothing that the person has read.
  notePrinted(hook, run, [reason ?? "", ...(shows ? [] : [lastMessage])].join("\n"));
  if (given !== null) return context("Stop", given);
  if (reason === undefined) {
    releaseOver(hook, run);
    return null;
  }
  // Where nothing is shown but what the model says, the model says it, once.
  const isNew =
    next.do === "ask"
      ? !hook.payload.isKeptOn && !isPrinted(hook, next.questions)
      : changed.events.some((event) => event.type === "held");
  return !shows && isNew ? context("Stop", printText(run, reason)) : { systemMessage: reason };
}

/** The report was given: open entries of the host's task list do not keep the hooks active. */
function releaseOver(hook: HookCall, run: Run): void {
  if (isLive(run) || run.delivered?.directive !== hook.nextFor(run).id) return;
  const next = following(hook.project, run);
  // What did not follow then follows no more, whatever becomes of the files.
  if (run.void_calls.length === 0 && !next?.ok && (next !== null || isGuarded(run)))
    hook.change(() => [{ do: "release" }]);
}

/**
 * StopFailure: the API did not answer an agent or the main thread. The run pauses; the host ignores
 * an answer here.
 */
export async function stopFailure(hook: HookCall): Promise<Output> {
  const { payload, project } = hook;
  const failure = apiFailure(payload.error, projectMask(project.root, 0)(payload.lastMessage));
  if (payload.agent === null) {
    if (hook.liveRun !== null && hook.ownRun !== null) hook.change(() => [{ do: "hold", failure }]);
    return null;
  }
  const found = agentAtWork(hook);
  if (found === null) return null;
  const { run, task } = found;
  const command = await hook.endedCommand(run, task, false, payload.agent);
  hook.change(() => [{ ...command, failure }]);
  return null;
}
