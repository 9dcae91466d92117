import { dirname, join } from "node:path";
import type { Command, CommandOf } from "../engine/commands.ts";
import {
  type Directive,
  directive,
  END_SHOWN,
  type Giving,
  giving,
  isEndShown,
  questionsToAsk,
} from "../engine/directive.ts";
import { isLive, type Run, type Task, taskOf } from "../engine/run.ts";
import { hasDialog, hasTaskTools, hostIdentity } from "../host/host.ts";
import type { Payload } from "../host/payload.ts";
import { contextIn, priceableIn, sessionBytes } from "../host/transcript.ts";
import { lookUntil } from "../process/look.ts";
import type { Project } from "../project/project.ts";
import type { NewOwner } from "../record/owner.ts";
import { atWorkText, directiveText, isCheck } from "../render/directive.ts";
import type { QuestionView } from "../render/questions.ts";
import type { EndedAgent } from "../run/audit/take-in.ts";
import { endedText, following } from "../run/life/following.ts";
import { haltCommand } from "../run/life/halted.ts";
import { type Change, type Changed, change, readRun } from "../run/life/run.ts";
import { viewQuestions } from "../run/views/questions.ts";
import type { Resolved } from "../workflows/contract/contract.ts";

/** Carries out changes and returns the directive's text, if that was given with them. */
export function textBehind(hook: HookCall, ...steps: Change[]): string | null {
  let isRead = false;
  const changed = change(hook.project, (run) => {
    isRead = run !== null && isEndShown(run);
    return steps;
  });
  return deliveredText(hook, changed, { isRead });
}
export const deliverNow = (hook: HookCall, mode: Giving): string | null => textBehind(hook, deliver(hook, mode));

/** One call of a hook that may change a run: the host's payload, the project, the environment, the host's process. */
export type HookCall = ReturnType<typeof hookCall>;

export const hookCall = (payload: Payload, project: Project, env: Record<string, string | undefined>) => ({
  payload,
  project,
  env,
  host: hostIdentity(env),
});

/** Whether the session owns the run; only the owner is given directives. */
export const owns = (run: Run, session: string): boolean => run.owner?.session === session;

/** Who takes a run by this event, as it is noted outside of the project. */
export const newOwner = ({ host, payload, project, env }: HookCall): NewOwner => ({
  host,
  session: payload.session,
  transcript: payload.transcript,
  root: startFolder(env) ?? project.root,
});

/** The folder in which the host was started. */
export const startFolder = (env: HookCall["env"]): string | undefined =>
  env.MULTI_AI_PROJECT_START ?? env.CLAUDE_PROJECT_DIR;

/** What the main thread has to do next, with entries for the host's own task list where it has one: the checks are code's. */
export function nextFor(hook: HookCall, run: Run): Directive {
  // The task list of `claude -p` ends with the process: completing its last entries is not worth a request.
  const lasts = isLive(run) || hasDialog(hook.env);
  return directive(run, { mirror: lasts && hasTaskTools(hook.env), isOthers: (task) => isCheck(run, task) });
}

export const endedAgent = (hook: HookCall, task: Task, agent = task.dispatch!.agent): EndedAgent => ({
  transcript: hook.payload.transcript,
  agent,
});

/** The command for what the person has stopped, or declined to start, in this session or another one; null: nothing. */
export const haltOf = (
  { payload: { transcript, session } }: HookCall,
  run: Run | null,
  of = session,
): CommandOf<"halt"> | null => haltCommand(run, (at) => (at === of ? join(dirname(transcript), `${of}.jsonl`) : null));

/** In milliseconds: how long a row is waited for that the host writes late. */
const MAX_WAIT_MS = 2_000;

/**
 * The same in a moment in which nothing else can tell why a call has begun nothing: its person said no, and the host has not
 * written that down yet. Resolves at once where every call has begun.
 */
export async function haltSoon(hook: HookCall, run: Run | null): Promise<CommandOf<"halt"> | null> {
  const isIdle = ({ status, dispatch: call }: Task): boolean =>
    status === "running" && call?.session === hook.payload.session && call.agent === null && !call.check;
  const look = (isAgain: boolean) => {
    const now = isAgain ? readRun(hook.project) : run;
    return { halt: haltOf(hook, now), isOpen: now?.tasks.some(isIdle) === true };
  };
  const { halt } = await lookUntil(look, (found) => found.halt !== null || !found.isOpen, MAX_WAIT_MS);
  return halt;
}

/** A command that records the directive as given to this session; null when nothing is to be given. */
export function deliver(hook: HookCall, mode: Giving): (run: Run | null) => Command | null {
  return (run) => {
    const { session } = hook.payload;
    if (run === null || !owns(run, session)) return null;
    const next = nextFor(hook, run);
    const { give, reminder } = giving(run, next, session, mode);
    // Behind what is followed nothing is to be said.
    if (!give || (next.do === "done" && toFollow(hook, run) !== null)) return null;
    return delivery(hook, next.id, reminder);
  };
}

function delivery({ payload: { transcript, session } }: HookCall, directive: string, reminder: boolean): Command {
  const bytes = sessionBytes(transcript);
  const context = contextIn(bytes);
  const main = { ...priceableIn(bytes), ...(context === null ? {} : { context }) };
  return { do: "deliver", directive, session, reminder, main };
}

export type Follows = Extract<Resolved, { ok: true }>;

/** Events of the main thread behind which another run may begin. */
const BEGINS = /^(?:UserPromptSubmit|UserPromptExpansion|PostToolUse|Stop)$/;

/**
 * What begins now behind a complete run by itself; null: nothing. Entries of the host's own task list come first, as far as
 * the main thread completes them.
 */
export function toFollow(hook: HookCall, run: Run): Follows | null {
  const { event, session, permissionMode } = hook.payload;
  // In plan mode no agent could write its result.
  // Behind an end that was shown nothing follows any more, whatever becomes of the files.
  const isOpen = !run.released && !isEndShown(run);
  const next = BEGINS.test(event) && permissionMode !== "plan" && isOpen ? following(hook.project, run) : null;
  if (!next?.ok) return null;
  const { id, mirror } = nextFor(hook, run);
  const isGiven = run.delivered?.directive === id && run.delivered.session === session;
  return mirror.length === 0 || (event === "Stop" && isGiven) ? next : null;
}

/** Whether a screen can show the end of the run by itself: nothing is left to the main thread, such as entries of the host's list. */
export const showsEnd = ({ env }: HookCall, next: Directive): boolean =>
  hasDialog(env) && next.do === "done" && next.mirror.length === 0;

/** A command that records that this screen shows the end of the run; null when it has. */
export const showEnd =
  (hook: HookCall) =>
  (run: Run): Command | null =>
    isEndShown(run) || run.delivered?.directive === nextFor(hook, run).id ? null : delivery(hook, END_SHOWN, false);

/** Whether the dialog of the questions that are due was opened since they were last asked for. */
export const wasShown = (run: Run): boolean => {
  const due = questionsToAsk(run);
  return due.length > 0 && due.every((one) => one.shown);
};
/** The same for a denial, which says what comes next; while agents are at work there is nothing to record. */
export const deliverDenied =
  (hook: HookCall) =>
  (run: Run | null): Command | null =>
    run === null || nextFor(hook, run).do === "wait" ? null : deliver(hook, "once")(run);

/** The directive that goes with a denial, or "". It goes out by that, so it is recorded as given. */
export function remedy(hook: HookCall): string {
  const { run } = change(hook.project, () => [deliverDenied(hook)]);
  return run === null ? "" : directiveFor(hook, run);
}

/** `onScreen`: the host shows it to the person as well; `isRead`: the person has read its report. */
interface Reading {
  onScreen?: boolean;
  isRead?: boolean;
}

/** The directive's text, if this change recorded it as given; else null. */
export function deliveredText(hook: HookCall, changed: Changed, reading: Reading = {}): string | null {
  const { run, events } = changed;
  if (run === null || !events.some((event) => event.type === "delivered")) return null;
  return directiveFor(hook, run, reading);
}

export const questionsOf = ({ project }: HookCall, run: Run): QuestionView[] => viewQuestions(project, run);
/** Loaded at the end of a run: every event loads this file. Of a run that is followed the report is for who asks for it. */
export function reportOf({ project }: HookCall, run: Run): string {
  const next = following(project, run);
  if (next?.ok) return `Run ${run.run} is complete.`;
  if (run.status !== "complete") return endedText(next) ?? "";
  const { reportOf: report } = require("../run/views/report.ts") as typeof import("../run/views/report.ts");
  return [report(project, run), endedText(next)].filter((one) => one !== null).join("\n\n");
}

export function directiveFor(hook: HookCall, run: Run, reading: Reading = {}): string {
  const next = nextFor(hook, run);
  return directiveText(run, next, {
    shown: next.do === "ask" ? questionsOf(hook, run) : [],
    report: isLive(run) ? "" : reportOf(hook, run),
    dialog: hasDialog(hook.env),
    hasTaskTools: hasTaskTools(hook.env),
    ...reading,
  });
}

/** Whether agents are at work and nothing is left to start or ask. */
export const onlyWaiting = (hook: HookCall, run: Run): boolean => nextFor(hook, run).do === "wait";

/** That agents are at work, as the person reads it: on a screen they were told of results as they came. */
export const atWorkNow = ({ env }: HookCall, run: Run, tasks: string[]): string =>
  atWorkText(
    run,
    tasks.map((id) => taskOf(run, id)!),
    { told: hasDialog(env), now: new Date().toISOString() },
  );

export const liveRun = (hook: HookCall): Run | null => {
  const run = readRun(hook.project);
  return run !== null && isLive(run) ? run : null;
};
