import { directive } from "../../engine/directive.ts";
import { isLive, type Run, type Task, taskOf } from "../../engine/run.ts";
import { checkShellCommand } from "../../host/check-command.ts";
import { CALL, DRIVER, directCall, endingWithDriver } from "../../host/driver.ts";
import { isAlive, transcriptIn } from "../../host/host.ts";
import { startTime } from "../../process/identity.ts";
import { endStartedWith, type ProcessRequest, type ProcessResult, runProcess } from "../../process/run.ts";
import { staysGone } from "../../record/copies.ts";
import { type NewOwner, noteOwner } from "../../record/owner.ts";
import { isCheck } from "../../render/directive.ts";
import { endWork, lostCheck } from "../audit/check.ts";
import { bringBack } from "../audit/folder.ts";
import { beforeEnd, endedCommand } from "../audit/take-in.ts";
import { newDriver } from "./background.ts";
import { followRun } from "./follow.ts";
import type { HeadlessEnd, HeadlessRequest } from "./headless.ts";
import { leaveDriver } from "./leave-driver.ts";
import { forgetOrphans } from "./orphans.ts";
import { prepare } from "./prepare.ts";
import { type Change, change, readRun } from "./run.ts";

/**
 * Carries a run on without a main thread: each task's agent is a host of its own, started by this process and ended with it.
 * What an agent has written is taken in when its host is gone.
 */

interface DirectRequest extends Omit<HeadlessRequest, "prompt"> {
  /** Starts a run that belongs to this driver, or takes over the live one; returns what the person should know of that. */
  begin: (driver: NewOwner) => Promise<string[]>;
  say: (line: string) => void;
  /** Nobody waits for this driver: the run stays until a session has told the person of its end. */
  background?: boolean;
}

/** Hosts that work beside each other. */
const MAX_AT_ONCE = 8;
/** How long an agent may work whose dispatch has no limit; and what it has behind its limit, at which the policy ends it. */
const MAX_MINUTES = 120;
const GRACE_MINUTES = 3;
/** How often the driver looks whether a task was taken from its agent: cancelled, parked, given to somebody else. */
const LOOK_MS = 250;
/** For an agent's host. A brief is material: the host would read each file that a word such as @name names. What an agent starts in the background would keep its host from ending. */
const OF_AGENT = { CLAUDE_CODE_DISABLE_ATTACHMENTS: "1", CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: "1" };
const STDERR_SHOWN = 2_000;
/** How long a host may ask its model before one of the plugin's hooks has run in it. */
const UNGUARDED_MS = 5_000;
/** How long a host may take until it has taken its brief. */
const START_MS = 300_000;
const HANGS = "Claude Code has not begun to work within five minutes of its start.";
const UNGUARDED = "No hook of multi-ai runs in the Claude Code that was started: no rule would hold there.";

/** A task at work: its agent, or its check. */
interface Work {
  call: string;
  /** Session of the agent's host; null: a check. */
  session: string | null;
  /** When it was started, in milliseconds since 1970. */
  begun: number;
  /** Since when that has been seen to ask its model, in milliseconds since 1970. */
  asks: number | null;
  stop: AbortController;
  done: Promise<void>;
}

/** Drives a run until it is over, asks the person, waits, or nothing of it can be started. @throws BrokenChain */
export async function driveDirect(request: DirectRequest): Promise<HeadlessEnd> {
  const { project, signal } = request;
  let broken: unknown = null;
  const followed = followRun(request, (error) => {
    broken = error;
  });
  const driver: NewOwner = { ...newDriver(project), host: thisProcess() };
  const drive = new Drive(request, driver);
  try {
    const lines = await request.begin(driver);
    followed.run();
    lines.forEach(request.say);
    for (;;) {
      if (broken !== null) throw broken;
      const run = readRun(project) ?? broughtBack(request);
      if (signal.aborted || run === null || run.owner?.session !== driver.session) break;
      const end = await drive.step(run);
      if (end !== null) return end;
    }
    const run = followed.run();
    // What was taken in at the start was the last of it.
    if (run?.status === "complete" && !signal.aborted) return { how: "ended", run: drive.released(run) };
    return { how: "cancelled", run };
  } finally {
    try {
      await drive.end();
    } finally {
      followed.end();
    }
  }
}

/** The run of a record that a command has removed, brought back from its copy; null: there is none. */
function broughtBack({ project, env }: DirectRequest): Run | null {
  return staysGone(project, env) && bringBack(project, env) !== null ? readRun(project) : null;
}

function thisProcess(): NewOwner["host"] {
  const start = startTime(process.pid);
  return start === null ? null : { pid: process.pid, start };
}

/** One drive of a run: who works, and what could not be started. */
class Drive {
  private readonly working = new Map<string, Work>();
  /** Why the host does not start. */
  private failure: string | null = null;

  constructor(
    private readonly request: DirectRequest,
    private readonly driver: NewOwner,
  ) {}

  /** Does what is due, then waits for news. Returns how the drive ends, if it does. */
  async step(run: Run): Promise<HeadlessEnd | null> {
    this.leave(run);
    const next = directive(run);
    const isFull = this.working.size >= MAX_AT_ONCE;
    if (this.failure === null && next.do === "dispatch" && !isFull) {
      const refused = await this.start(run, next.tasks.slice(0, MAX_AT_ONCE - this.working.size));
      if (refused === null) return null;
      if (this.working.size === 0) return this.stands(next.id, refused);
    }
    if (this.working.size > 0) {
      await Promise.race([...[...this.working.values()].map(({ done }) => done), Bun.sleep(LOOK_MS)]);
      return null;
    }
    return this.ending(run, next.do);
  }

  /** How it ends when nobody is at work and nothing is to be started. */
  private ending(run: Run, due: string): HeadlessEnd | null {
    if (this.failure !== null) return { how: "host_failed", run, output: this.failure };
    if (!isLive(run)) return { how: "ended", run: this.released(run) };
    if (due === "ask") return this.asks(run);
    if (due === "held") return { how: "held", run };
    return { how: "stalled", run, output: `Nothing of it can be started (${due}).` };
  }

  /** The person decides. In the background whoever records the answer starts the next driver, and finds none here any more. */
  private asks(run: Run): HeadlessEnd | null {
    if (!this.request.background) return { how: "question", run };
    const { session } = this.driver;
    const left = change(this.request.project, (now) =>
      now?.owner?.session === session && directive(now).do === "ask"
        ? [{ do: "attach", session, host: null, driver: true, force: false }]
        : [],
    ).run;
    return left?.owner?.host === null ? { how: "question", run: left } : null;
  }

  /** Nothing could be started: the run has something else to do now, or it stands still. */
  private stands(id: string, output: string): HeadlessEnd | null {
    const now = readRun(this.request.project);
    return now === null || directive(now).id !== id ? null : { how: "stalled", run: now, output };
  }

  /** The end of a run is told by this program itself; in the background by the next session, unless the person ended it. */
  released(run: Run): Run {
    if (this.request.background && run.status !== "cancelled") return run;
    return change(this.request.project, () => [{ do: "release" }]).run ?? run;
  }

  /** Ends whoever works on a task that is not theirs any more, or without any rule. */
  private leave(run: Run): void {
    for (const [id, work] of this.working) {
      const task = taskOf(run, id);
      if (task?.status !== "running" || task.dispatch?.call !== work.call) work.stop.abort();
      else {
        const fault = this.faultOf(task, work);
        if (fault === null) continue;
        this.failure = fault;
        work.stop.abort();
      }
    }
  }

  /** Why an agent is none that no hook has bound to its task: its host does not begin, or asks its model without hooks. Null: it may come yet. */
  private faultOf({ dispatch }: Task, work: Work): string | null {
    if (work.session === null || dispatch!.agent !== null) return null;
    if (work.asks === null && transcriptIn(this.request.env, work.session) !== null) work.asks = Date.now();
    if (work.asks !== null) return Date.now() - work.asks > UNGUARDED_MS ? UNGUARDED : null;
    return Date.now() - work.begun > START_MS ? HANGS : null;
  }

  /** Starts tasks; returns why none of them could be, null where one was. */
  private async start(run: Run, ids: string[]): Promise<string | null> {
    const refused: string[] = [];
    for (const id of ids) {
      const now = readRun(this.request.project) ?? run;
      const task = taskOf(now, id)!;
      const problem = this.working.has(id) ? "" : await this.startOne(now, task);
      if (problem !== null) refused.push(problem);
    }
    return refused.length < ids.length ? null : refused.join("\n");
  }

  private async startOne(run: Run, task: Task): Promise<string | null> {
    const { project, env } = this.request;
    const { session, host } = this.driver;
    const own = crypto.randomUUID();
    const isProgram = isCheck(run, task);
    const call = directCall(own);
    const prepared = await prepare({ project, env, session, host, call, with: () => null }, run, task);
    if (!prepared.ok) return "refuse" in prepared ? prepared.refuse : "why" in prepared ? prepared.why : "";
    const stop = new AbortController();
    const signal = AbortSignal.any([this.request.signal, stop.signal]);
    const work = isProgram
      ? this.check(task, call, checkShellCommand(project, task, prepared.nonce, false), signal)
      : this.agent(task.id, call, own, prepared.item, prepared.brief, signal);
    const done = work.finally(() => this.working.delete(task.id));
    this.working.set(task.id, { call, session: isProgram ? null : own, stop, done, begun: Date.now(), asks: null });
    return null;
  }

  /** Runs a check to its end. It writes its result itself; one that ends without is lost. */
  private async check(task: Task, call: string, line: string, signal: AbortSignal): Promise<void> {
    const { project } = this.request;
    await this.toItsEnd(call, "/bin/sh", ["-c", line], { timeoutMs: MAX_MINUTES * 60_000, signal });
    change(project, (run) => {
      const now = run && taskOf(run, task.id);
      return now?.status === "running" && now.dispatch?.call === call ? [lostCheck(now)] : [];
    });
  }

  /** Runs a program for a call until it has ended, and ends what it has left at work. */
  private async toItsEnd(
    call: string,
    command: string,
    args: string[],
    more: Pick<ProcessRequest, "timeoutMs" | "signal" | "stdin">,
  ): Promise<ProcessResult> {
    const { project, env } = this.request;
    const own = { ...env, ...OF_AGENT, [DRIVER]: String(process.pid), [CALL]: call };
    const result = await runProcess({ command, args, cwd: project.root, env: own, ...more });
    await endStartedWith(`${CALL}=${call}`);
    return result;
  }

  /** Runs an agent to its end, and takes in what it has written. */
  private async agent(
    id: string,
    call: string,
    session: string,
    { agent, model }: { agent: string; model: string },
    brief: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { project, env, claude, args } = this.request;
    const bounds = taskOf(readRun(project)!, id)!.dispatch?.bounds ?? null;
    const minutes = bounds === null ? MAX_MINUTES : bounds.minutes + GRACE_MINUTES;
    const [command, ...words] = endingWithDriver([
      claude,
      ...["-p", "--agent", agent, "--session-id", session],
      ...args,
      ...(model === "inherit" ? [] : ["--model", model]),
      ...["--output-format", "json"],
    ]);
    const result = await this.toItsEnd(call, command!, words, { stdin: brief, timeoutMs: minutes * 60_000, signal });
    const transcript = transcriptIn(env, session);
    // It has asked nobody anything: the host itself does not start.
    if (transcript === null && result.outcome !== "cancelled")
      this.failure = [result.stderr, result.stdout].join("\n").trim().slice(-STDERR_SHOWN) || `exit ${result.exitCode}`;
    await this.takeIn(id, call, { transcript: transcript ?? "", agent: session });
  }

  /** What the agent of a call has written counts, if the task still waits for that call. */
  private async takeIn(id: string, call: string, over: { transcript: string; agent: string }): Promise<void> {
    const { project, env, signal } = this.request;
    const run = readRun(project);
    forgetOrphans(project, (one) => one.call === call);
    if (run === null) return;
    const task = taskOf(run, id);
    if (task?.status !== "running" || task.dispatch?.call !== call) {
      const isVoid = run.void_calls.some((one) => one.call === call);
      if (isVoid) change(project, () => [{ do: "gone", call }]);
      return;
    }
    const { nonce } = task.dispatch;
    const isUnstarted = over.transcript === "" && !signal.aborted;
    const command = isUnstarted ? null : await endedCommand(project, run, task, false, over);
    // Stopped by the person: what is not finished is given to another agent when the run goes on.
    if (signal.aborted && command?.result.ok !== true) return;
    const steps: Change[] =
      command === null
        ? [{ do: "lost", task: id, nonce, why: "it never started" }]
        : [...(await beforeEnd({ project, env }, run, task, command)), command];
    change(project, () => steps);
  }

  /** Ends everything that is still at work. */
  async end(): Promise<void> {
    const { project, env } = this.request;
    for (const { stop } of this.working.values()) stop.abort();
    await Promise.all([...this.working.values()].map(({ done }) => done.catch(() => {})));
    const run = readRun(project);
    if (run?.owner?.session === this.driver.session) await endWork({ project, env }, run);
  }
}

/** A driver takes over the live run of one that is gone. */
export async function takeOver(
  { project, env }: Pick<DirectRequest, "project" | "env">,
  driver: NewOwner,
): Promise<string[]> {
  const before = readRun(project);
  const isTaken = (run: Run | null) => isAlive(run?.owner?.host ?? null);
  // Two were started at once.
  if (before === null || isTaken(before)) return [];
  await leaveDriver({ project, env }, before);
  const { session, host } = driver;
  const { run } = change(project, (now) =>
    isTaken(now) ? [] : [{ do: "attach", session, host, driver: true, force: false }, { do: "go_on" }],
  );
  if (run?.owner?.session === session) noteOwner(project, before.run, driver, env);
  return [];
}
