import { rmSync } from "node:fs";
import { join } from "node:path";
import { Refused } from "../../engine/commands.ts";
import { decide } from "../../engine/decide.ts";
import { isRunQuestionOpen } from "../../engine/directive.ts";
import { type Host, type Run, type Task, taskOf } from "../../engine/run.ts";
import { isDirectCall } from "../../host/driver.ts";
import { codexModel, inHost, PLUGIN } from "../../plugin.ts";
import { once } from "../../process/once.ts";
import { headOf } from "../../project/git/head.ts";
import type { Project } from "../../project/project.ts";
import { TreeUnreadable } from "../../project/snapshots/trees.ts";
import { gitNotice } from "../../record/guarded/git-notice.ts";
import { isAsLooked } from "../../record/guarded/watched.ts";
import { isTree, type SubjectResult } from "../../record/subject.ts";
import { type DispatchItem, dispatchItem, isCheck } from "../../render/directive.ts";
import { randomHex, sha256 } from "../../store/journal.ts";
import { putObjects } from "../../store/objects.ts";
import { workflowOf } from "../../workflows/index.ts";
import { changedAtEnd } from "../audit/calls.ts";
import { restoreReads } from "../audit/edits.ts";
import { broughtBefore, movedSince, subjectOf, treeAtStart } from "../audit/subject.ts";
import { snapshotBefore } from "../end/rollback.ts";
import { change, type JournalStep } from "../journal/change.ts";
import { briefOf } from "./brief.ts";
import { NONCE_LINE, ownFile, shows } from "./brief-files.ts";

/** Prepares a task for whoever starts it: a main thread, or a driver. */

/** Who starts a task. */
export interface Starter {
  project: Project;
  env: NodeJS.ProcessEnv;
  /** The session that the run belongs to, and its process. */
  session: string;
  host: Host | null;
  /** Names the start in the journal. */
  call: string;
  /** Recorded together with what keeps the task from starting. */
  with: JournalStep;
}

interface Start extends Starter {
  run: Run;
  task: Task;
  /** Taken at its first use. */
  subject(): SubjectResult;
}

/**
 * Why a task does not start. A refusal: its reason; `next`: the run has something else to do. A
 * question: what is recorded; if the run waits for the person after that, the task does not start,
 * for the reason.
 */
type Stop = { refuse: string; next?: true } | { ask: JournalStep[]; because: string };

/**
 * `brief`: what the agent is given. Otherwise: the refusal; or the run, which has something else to
 * do now, with the reason; or
 * nothing, as there is no run any more.
 */
type Prepared =
  | { ok: true; item: DispatchItem; brief: string; nonce: string }
  | { ok: false; refuse: string; next?: true }
  | { ok: false; run: Run; why: string }
  | { ok: false; run: null };

type Check = (start: Start) => Stop | null | Promise<Stop | null>;

/** In this order: a later check relies on the earlier ones. */
const CHECKS: Check[] = [isDue, hasDriver, hasKnownSettings, hasItsFiles, hasSubject, hasKnownGit];

/**
 * Checks that a task may start, keeps what was there, writes the brief, and records that the task
 * is at work.
 */
export async function prepare(starter: Starter, run: Run, task: Task): Promise<Prepared> {
  const { project } = starter;
  let start: Start = { ...starter, run, task, subject: once(() => subjectOf(project, run, task)) };
  for (const check of CHECKS) {
    const stop = await check(start);
    if (stop === null) continue;
    if ("refuse" in stop) return { ok: false, ...stop };
    const asked = change(project, () => [
      ...stop.ask,
      (after) =>
        after !== null && isRunQuestionOpen(after) ? carriedOut(starter.with, after) : null,
    ]).run;
    // It was reset meanwhile.
    if (asked === null) return { ok: false, run: null };
    if (isRunQuestionOpen(asked))
      return { ok: false, run: asked, why: `${task.id} does not start yet: ${stop.because}.` };
    start = { ...start, run: asked, task: taskOf(asked, task.id)! };
  }
  return begin(start);
}

const carriedOut = (step: JournalStep, run: Run) => (typeof step === "function" ? step(run) : step);

async function begin({ run, task, subject: subjectNow, ...starter }: Start): Promise<Prepared> {
  const { project, call, session, host } = starter;
  const about = subjectNow();
  const subject = about.ok ? about.subject : null;
  const snapshot = snapshotBefore(project, run, task, subject);
  if (!snapshot.ok) return { ok: false, ...cannotStart(task, snapshot.problem) };
  // Whoever worked on it before may have been killed in the middle of a command.
  const lastChanges = changedAtEnd(project, run, task);
  const nonce = randomHex(16);
  const item = dispatchItem(run, task);
  const head = headOf(project.root);
  try {
    const own = ownFile({ project, run }, task);
    const brief = await briefOf(project, run, task, nonce, subject);
    const [stored] = putObjects(project.task, [brief.replace(NONCE_LINE, "")]);
    const changed = change(project, () => [
      ...lastChanges,
      {
        do: "dispatch",
        task: task.id,
        call,
        nonce: sha256(nonce),
        agentType: item.agent,
        session,
        host,
        brief: stored!,
        subject: subject ?? treeAtStart(project, run),
        moved: movedSince(project, run, task, subject),
        check: isCheck(run, task),
        head,
        brought: broughtBefore(project, run, task, subject, head),
        ...(snapshot.commit === null ? {} : { snapshot: snapshot.commit }),
      },
      (now) =>
        now !== null && taskOf(now, task.id)?.status !== "running"
          ? carriedOut(starter.with, now)
          : null,
    ]);
    if (changed.events.some((event) => event.type === "dispatched")) {
      // `restoreOwn` puts it back, where nothing comes of the task.
      if (own !== null && shows(brief, own)) rmSync(join(project.root, own), { force: true });
      return { ok: true, item, brief, nonce };
    }
    snapshot.drop();
    const why = `${task.id} does not start yet: the project changed after the tests had run.`;
    return { ok: false, run: changed.run!, why };
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof TreeUnreadable)) throw error;
    snapshot.drop();
    if (error instanceof Refused) return { ok: false, refuse: `${error.message}.`, next: true };
    return { ok: false, ...cannotStart(task, error.message) };
  }
}

/** Something that the person has to mend. */
const cannotStart = ({ id }: Task, problem: string): { refuse: string } => ({
  refuse: `${id} cannot start: ${problem}. Fix that, then make the call again.`,
});

/** Asks the engine, before anything is prepared for a task that it refuses. */
function isDue({ run, task, session, call, host }: Start): Stop | null {
  const about = { task: task.id, call, session, host, check: isCheck(run, task), head: null };
  const unknown = { nonce: "", agentType: "", brief: "", subject: null, moved: null };
  try {
    decide(workflowOf(run.workflow), run, { do: "dispatch", ...about, ...unknown });
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { refuse: `${error.message}.`, next: true };
  }
}

/** Why a session does not start an agent, and what starts it. */
export const forDriver = (agent: string, model: string, how = "run --continue"): string =>
  `the setting models gives ${agent} the model ${model}, and Codex as an agent needs a driver: ${PLUGIN} ${how} in a terminal`;

/** A session's host starts no other agents than its own. */
function hasDriver({ run, task, call }: Start): Stop | null {
  const isOther = codexModel(task.who.model) !== null && !isCheck(run, task);
  return isOther && !isDirectCall(call)
    ? { refuse: `${task.id} cannot start here: ${forDriver(task.who.agent, task.who.model)}.` }
    : null;
}

/** Whether settings that decide whether hooks run are as they were. */
async function hasKnownSettings({ project, env }: Start): Promise<Stop | null> {
  if (isAsLooked(project, env)) return null;
  // Seldom, and 20 ms.
  const { lookAgain } = await import("../audit/folder.ts");
  return { ask: lookAgain(project, env).notices, because: "settings changed" };
}

/** Only before the task runs: its agent may write one of these files itself. */
function hasItsFiles({ project, run, task }: Start): Stop | null {
  const { problem, notice } = restoreReads(project, run, task);
  const way = `${inHost("reset")} ends the run; then start it again.`;
  if (problem !== null) return { refuse: `${task.id} cannot start: ${problem}. ${way}` };
  return notice && { ask: [notice], because: "a file of the run was changed" };
}

function hasSubject({ task, subject }: Start): Stop | null {
  const about = subject();
  return about.ok ? null : cannotStart(task, about.problem);
}

/** Whether git keeps the files of a tree under review as it did when the run began. */
function hasKnownGit({ project, env, run, task, subject }: Start): Stop | null {
  const about = subject();
  if (task.edits !== null || !about.ok || !isTree(about.subject)) return null;
  const notice = gitNotice(project, run, env);
  return notice && { ask: [notice], because: "git's settings changed" };
}
