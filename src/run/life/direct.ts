import { directive } from "../../engine/directive.ts";
import { isLive, type Run, type Task, taskOf } from "../../engine/run.ts";
import { checkShellCommand } from "../../host/check-command.ts";
import { DRIVER, endingWithDriver } from "../../host/driver.ts";
import { isAlive, transcriptIn } from "../../host/host.ts";
import { startTime } from "../../process/identity.ts";
import { runProcess } from "../../process/run.ts";
import { staysGone } from "../../record/copies.ts";
import { type NewOwner, noteOwner } from "../../record/owner.ts";
import { isCheck } from "../../render/directive.ts";
import { endChecks, lostCheck } from "../audit/check.ts";
import { bringBack } from "../audit/folder.ts";
import { beforeEnd, endedCommand } from "../audit/take-in.ts";
import { newDriver } from "./background.ts";
import { followRun } from "./follow.ts";
import type { HeadlessEnd, HeadlessRequest } from "./headless.ts";
import { forgetOrphans } from "./orphans.ts";
import { prepare } from "./prepare.ts";
import { type Change, change, readRun } from "./run.ts";
import type { Sink } from "./sink.ts";

/**
 * Carries a run on without a main thread: each task's agent is a host of its own, started by this process and ended with it.
 * What an agent has written is taken in when its host is gone.
 */

interface DirectRequest extends Omit<HeadlessRequest, "prompt"> {
  /** Starts a run that belongs to this driver, or takes over the live one; returns what the person should know of that. */
  begin: (driver: NewOwner, signal: AbortSignal) => Promise<string[]>;
  say: (line: string) => void;
  /** Keeps each event before the next dispatch is paid; null: nobody does. */
  sink: Sink | null;
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
const STDERR_SHOWN = 2_000;

/** A task at work: its agent, or its check. */
interface Work {
  call: string;
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
    const lines = await request.begin(driver, signal);
    followed.run();
    lines.forEach(request.say);
    for (;;) {
      if (broken !== null) throw broken;
      const run = readRun(project) ?? broughtBack(request);
      if (signal.aborted || run === null || run.owner?.session !== driver.session) break;
      const end = await drive.step(run);
      const gone = end === null || request.sink === null ? null : await request.sink.settled();
      if (gone !== null) return { how: "sink_gone", run: readRun(project) ?? run, output: gone };
      if (end !== null) return end;
    }
    const run = followed.run();
    return { how: "cancelled", run };
  } finally {
    try {
      await drive.end();
    } finally {
      followed.end();
      request.sink?.close();
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
  /** Why the sink acknowledges nothing any more. */
  private unkept: string | null = null;

  constructor(
    private readonly request: DirectRequest,
    private readonly driver: NewOwner,
  ) {}

  /** Does what is due, then waits for news. Returns how the drive ends, if it does. */
  async step(run: Run): Promise<HeadlessEnd | null> {
    this.leave(run);
    this.request.sink?.send();
    const next = directive(run);
    const isFull = this.working.size >= MAX_AT_ONCE;
    if (next.do === "dispatch") await this.keep();
    if (this.failure === null && this.unkept === null && next.do === "dispatch" && !isFull) {
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

  /** Waits until all events are kept elsewhere, where somebody keeps them. */
  private async keep(): Promise<void> {
    this.unkept ??= (await this.request.sink?.settled()) ?? null;
  }

  /** How it ends when nobody is at work and nothing is to be started. */
  private ending(run: Run, due: string): HeadlessEnd | null {
    if (this.unkept !== null) return { how: "sink_gone", run, output: this.unkept };
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
  private released(run: Run): Run {
    if (this.request.background && run.status !== "cancelled") return run;
    return change(this.request.project, () => [{ do: "release" }]).run ?? run;
  }

  /** Ends whoever works on a task that is not theirs any more. */
  private leave(run: Run): void {
    for (const [id, { call, stop }] of this.working) {
      const task = taskOf(run, id);
      if (task?.status !== "running" || task.dispatch?.call !== call) stop.abort();
    }
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
    const call = `direct-${own}`;
    const agent = isProgram ? {} : { agent: own };
    const prepared = await prepare({ project, env, session, host, call, ...agent, with: () => null }, run, task);
    if (!prepared.ok) return "refuse" in prepared ? prepared.refuse : "why" in prepared ? prepared.why : "";
    // The dispatch itself is kept, too. One that is not stays unpaid, and is made again when the run goes on.
    await this.keep();
    if (this.unkept !== null) return this.unkept;
    const stop = new AbortController();
    const signal = AbortSignal.any([this.request.signal, stop.signal]);
    const work = isProgram
      ? this.check(task, call, checkShellCommand(project, task, prepared.nonce, false), signal)
      : this.agent(task.id, call, own, prepared.item, prepared.brief, signal);
    const done = work.finally(() => this.working.delete(task.id));
    this.working.set(task.id, { call, stop, done });
    return null;
  }

  /** Runs a check to its end. It writes its result itself; one that ends without is lost. */
  private async check(task: Task, call: string, line: string, signal: AbortSignal): Promise<void> {
    const { project, env } = this.request;
    const timeoutMs = MAX_MINUTES * 60_000;
    await runProcess({ command: "/bin/sh", args: ["-c", line], cwd: project.root, env, timeoutMs, signal });
    change(project, (run) => {
      const now = run && taskOf(run, task.id);
      return now?.status === "running" && now.dispatch?.call === call ? [lostCheck(now)] : [];
    });
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
    const result = await runProcess({
      command: command!,
      args: words,
      cwd: project.root,
      // A brief is material: without this the host would read each file that a word such as @name names.
      env: { ...env, CLAUDE_CODE_DISABLE_ATTACHMENTS: "1", [DRIVER]: String(process.pid) },
      stdin: brief,
      timeoutMs: minutes * 60_000,
      signal,
    });
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
    if (run?.owner?.session === this.driver.session) await endChecks({ project, env }, run);
  }
}

/** How often it is looked whether a check that runs on has ended. */
const CHECK_MS = 200;

/**
 * A driver takes over the live run of one that is gone. What an agent had finished is taken in first, and what a check has
 * begun, such as an external model that is asked, is waited for: nobody is paid for it twice.
 */
export async function takeOver(
  { project, env, say }: Pick<DirectRequest, "project" | "env" | "say">,
  driver: NewOwner,
  signal: AbortSignal,
): Promise<string[]> {
  const before = readRun(project);
  // Two were started at once.
  if (before === null || isAlive(before.owner?.host ?? null)) return [];
  for (const task of before.tasks) {
    const agent = task.dispatch?.agent ?? null;
    const transcript = agent === null ? null : transcriptIn(env, agent);
    if (task.status !== "running" || transcript === null) continue;
    const command = await endedCommand(project, readRun(project)!, task, false, { transcript, agent });
    if (command.result.ok) change(project, () => [command]);
  }
  for (const { id, dispatch } of before.tasks) {
    if (!dispatch?.check || !isAlive(dispatch.process)) continue;
    say(`${id} is still at work, since before: it is waited for.`);
    while (isAlive(dispatch.process) && !signal.aborted) await Bun.sleep(CHECK_MS);
  }
  if (signal.aborted) return [];
  noteOwner(project, before.run, driver, env);
  const { session, host } = driver;
  change(project, (run) =>
    isAlive(run?.owner?.host ?? null)
      ? []
      : [{ do: "attach", session, host, driver: true, force: false }, { do: "go_on" }],
  );
  return [];
}
