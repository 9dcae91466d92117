import { Refused } from "../engine/commands.ts";
import { decide } from "../engine/decide.ts";
import { isRunAsked } from "../engine/directive.ts";
import { type Run, type Task, taskOf } from "../engine/run.ts";
import { deny, type Output } from "../host/answer.ts";
import { pluginApart } from "../host/program.ts";
import { inHost } from "../plugin.ts";
import type { SubjectResult } from "../record/subject.ts";
import { isAsLooked } from "../record/watched.ts";
import { heldText, isCheck } from "../render/directive.ts";
import { restoreReads } from "../run/audit/edits.ts";
import { changedProgram } from "../run/external/programs.ts";
import { type Change, change } from "../run/life/run.ts";
import { takeOverOf } from "../run/life/take-over.ts";
import { workflowOf } from "../workflows/index.ts";
import { deliverDenied, directiveFor, type HookCall, haltSoon, owns, remedy } from "./step.ts";

/** A call for a task of a live run. */
export interface Start {
  hook: HookCall;
  run: Run;
  task: Task;
  isBash: boolean;
  /** Taken at its first use. */
  subject(): SubjectResult;
}

/**
 * Why a task does not start. A refusal: its reason, `next` with the run's directive. A question: what is recorded; if the run
 * waits for the person behind that, the task does not start, for the reason.
 */
export type Stop = { refuse: string; next?: true } | { ask: Change[]; because: string };

type Check = (start: Start) => Stop | null | Promise<Stop | null>;

/** In this order: what a later one looks at has passed the earlier ones. */
const CHECKS: Check[] = [
  isOwners,
  isWanted,
  isStartedThisWay,
  isDue,
  hasItsProgram,
  hasKnownSettings,
  hasItsFiles,
  hasSubject,
];

/** Walks the checks: the denial by the first that stops the task, or the start as it is behind all of them. */
export async function checkStart(begun: Start): Promise<{ denied: Output } | { start: Start }> {
  const { hook } = begun;
  let start = begun;
  for (const check of CHECKS) {
    const stop = await check(start);
    if (stop === null) continue;
    if ("refuse" in stop) return { denied: refused(hook, stop) };
    const { id } = start.task;
    const { run } = change(hook.project, () => [
      ...stop.ask,
      (after) => (after !== null && isRunAsked(after) ? deliverDenied(hook)(after) : null),
    ]);
    // It was reset meanwhile.
    if (run === null) return { denied: null };
    if (isRunAsked(run)) return { denied: deny(`${id} does not start yet: ${stop.because}.`, directiveFor(hook, run)) };
    start = { ...start, run, task: taskOf(run, id)! };
  }
  return { start };
}

export const refused = (hook: HookCall, { refuse, next }: Extract<Stop, { refuse: string }>): Output =>
  deny(refuse, next ? remedy(hook) : "");

/** Something that the person has to mend. */
export const cannotStart = ({ id }: Task, problem: string): { refuse: string } => ({
  refuse: `${id} cannot start: ${problem}. Mend that, then make the call again.`,
});

export const elsewhere = (run: Run, { payload, host }: HookCall): { refuse: string } => ({
  refuse: `Run ${run.run} belongs to another session. ${inHost(takeOverOf(run, payload.session, host) ?? "resume")} takes it over.`,
});

function isOwners({ hook, run }: Start): Stop | null {
  return owns(run, hook.payload.session) ? null : elsewhere(run, hook);
}

/** The person declined it, and the model tries again in the same turn. */
async function isWanted({ hook, run, task }: Start): Promise<Stop | null> {
  const halt = task.status === "running" ? await haltSoon(hook, run) : null;
  return halt === null ? null : { refuse: heldText(change(hook.project, () => [halt]).run!) };
}

function isStartedThisWay({ run, task, isBash }: Start): Stop | null {
  return isBash === isCheck(run, task) ? null : { refuse: `${task.id} is started another way.`, next: true };
}

/** Asks the engine, before anything is prepared for a task that it refuses. */
function isDue({ hook, run, task, isBash }: Start): Stop | null {
  const { session, call } = hook.payload;
  const about = { task: task.id, call, session, host: hook.host, check: isBash, head: null };
  const unknown = { nonce: "", agentType: "", brief: "", subject: null, moved: null };
  try {
    decide(workflowOf(run.workflow), run, { do: "dispatch", ...about, ...unknown });
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { refuse: `${error.message}.`, next: true };
  }
}

/** Whether the program of an external reviewer is the one that the run began with. */
function hasItsProgram({ hook, run, task }: Start): Stop | null {
  const notice = changedProgram(hook.project, run, task, hook.env);
  return notice && { ask: [notice], because: "its program is another one than when the run began" };
}

/** Whether settings and files that decide whether hooks run are as they were. */
async function hasKnownSettings({ hook: { project, env } }: Start): Promise<Stop | null> {
  const plugin = pluginApart(project);
  if (isAsLooked(project, env, plugin)) return null;
  // Seldom, and 20 ms.
  const { lookAgain } = await import("../run/audit/folder.ts");
  return { ask: lookAgain(project, env, plugin).notices, because: "settings or files changed" };
}

/** Only before the task runs: its agent may write one of these files itself. */
function hasItsFiles({ hook, run, task }: Start): Stop | null {
  const { problem, notice } = restoreReads(hook.project, run, task);
  const way = `${inHost("reset")} ends the run; then start it again.`;
  if (problem !== null) return { refuse: `${task.id} cannot start: ${problem}. ${way}` };
  return notice && { ask: [notice], because: "a file of the run was changed by hand" };
}

function hasSubject({ task, subject }: Start): Stop | null {
  const about = subject();
  return about.ok ? null : cannotStart(task, about.problem);
}
