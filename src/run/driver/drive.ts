import { directive } from "../../engine/directive.ts";
import { type Dispatch, isLive, type Run, type Task, taskOf } from "../../engine/run.ts";
import type { AgentHost } from "../../host/agent-host.ts";
import { directCall } from "../../host/driver.ts";
import { isAlive, livingOwner } from "../../host/host.ts";
import {
  shareUsed,
  spentSince,
  transcriptBytes,
  usageIn,
} from "../../host/transcript/transcript.ts";
import { attempt } from "../../process/attempt.ts";
import { ownProcess } from "../../process/identity.ts";
import type { ProcessResult } from "../../process/run.ts";
import type { Project } from "../../project/project.ts";
import type { Mask } from "../../project/secrets/mask.ts";
import { projectMask } from "../../project/secrets/mask-text.ts";
import { isGone } from "../../record/machine/copies.ts";
import { type NewOwner, taking } from "../../record/machine/owner.ts";
import { isCheck } from "../../render/directive.ts";
import { cut, oneLine } from "../../text.ts";
import { noteCommand } from "../audit/calls.ts";
import { GONE, restoreRecord } from "../audit/folder.ts";
import { bindStep } from "../audit/workplace.ts";
import { endWork } from "../dispatch/check-task.ts";
import { prepare } from "../dispatch/prepare.ts";
import { endOf, loseCheck, runCheck } from "../dispatch/run-checks.ts";
import { forgetOrphans } from "../end/orphans.ts";
import { forgetTemporary, leaveGit, tidy } from "../fence/leftovers.ts";
import { change, type JournalStep, readRun } from "../journal/change.ts";
import { type Follower, followRun } from "../journal/follow-run.ts";
import { readable } from "../journal/read-run.ts";
import type { Sink } from "../journal/sink.ts";
import { startNotifying } from "../notify/start.ts";
import { transcriptFor } from "../results/agent-files.ts";
import { type EndedAgent, takeIn } from "../results/take-in.ts";
import { isEndReported } from "../views/task-outcome.ts";
import { AgentHosts, type AgentHostsRequest } from "./agent-hosts.ts";
import { newDriver } from "./background.ts";
import { HostTime, mostFor, UNGUARDED } from "./host-time.ts";
import { leaveDriver } from "./stop-driver.ts";

/**
 * Carries a run on without a main thread: each task's agent is a host of its own, started by this
 * process and ended with it. What an agent has written is taken in when its host is gone.
 */

export interface DriveRequest extends Follower, AgentHostsRequest, Pick<NewOwner, "given"> {
  signal: AbortSignal;
  /**
   * Starts a run that belongs to this driver, or takes over the live one; returns what the person
   * should know of that.
   */
  begin: (driver: NewOwner, signal: AbortSignal) => Promise<string[]>;
  say: (line: string) => void;
  /** Keeps each event before the next dispatch is paid; null: nobody does. */
  sink: Sink | null;
  /** Nobody waits for this driver: the run stays until a session has told the person of its end. */
  background?: boolean;
}

/** How a drive ended; the outcome of the run itself is in its journal. */
export type DriveEnd =
  /** `held`: Claude's API does not answer, and the run waits for the person to go on. */
  | { how: "ended" | "question" | "held"; run: Run }
  /**
   * `stalled`: the run is live, asks nothing, and nothing of it can be started; `sink_gone`:
   * whoever keeps its events does not
   * acknowledge them.
   */
  | { how: "stalled" | "sink_gone" | "host_failed"; run: Run; output: string }
  | { how: "cancelled"; run: Run | null };

/** Hosts that work beside each other. */
const MAX_AT_ONCE = 8;
/**
 * How often the driver looks whether a task was taken from its agent: cancelled, parked, given to
 * somebody else.
 */
const LOOK_MS = 250;
const STDERR_SHOWN = 2_000;
/** The same of one that ended while its agent was at work: it stays on record. */
const DEATH_SHOWN = 200;
/** A task at work: its agent, or its check. */
interface Work {
  call: string;
  /** The agent's host; null: a check. */
  host: AgentHost | null;
  time: HostTime | null;
  stop: AbortController;
  done: Promise<void>;
}

/**
 * Drives a run until it is over, asks the person, waits, or nothing of it can be started. @throws
 * BrokenChain
 */
export async function driveDirect(request: DriveRequest): Promise<DriveEnd> {
  const { project, signal, given = {} } = request;
  const followed = followRun(request);
  const driver: NewOwner = { ...newDriver(project), host: ownProcess(), given };
  const drive = new Drive(request, driver);
  try {
    if (request.fenced !== null) {
      tidy(project.root);
      forgetTemporary(request.env);
    }
    const lines = await request.begin(driver, signal);
    followed.run();
    lines.forEach(request.say);
    for (;;) {
      const run = runNow(request);
      if (signal.aborted || run === null || run.owner?.session !== driver.session) break;
      const end = await drive.step(run);
      if (end === null) continue;
      const gone = await drive.keep();
      return gone === null ? end : { how: "sink_gone", run: readRun(project) ?? run, output: gone };
    }
    const run = followed.run();
    // What was taken in at the start was the last of it.
    if (run?.status === "complete" && !signal.aborted)
      return { how: "ended", run: drive.released(run) };
    return { how: "cancelled", run };
  } finally {
    try {
      await drive.end();
    } finally {
      const next = readable(project);
      const isTaken =
        next?.owner?.driver === true &&
        next.owner.session !== driver.session &&
        livingOwner(next) !== null;
      // The commands of the next driver's agents are in fences that need it.
      if (request.fenced !== null && !isTaken) leaveGit(project.root);
      followed.end();
      request.sink?.close();
      // Where nobody is told anything there is nothing to load.
      if (!signal.aborted && readable(project)?.settings.notify?.length) {
        const { deliverNotices, TO_THE_END } = await import("../notify/deliver.ts");
        await deliverNotices(project, request.env, TO_THE_END).catch(() => {});
      }
    }
  }
}

/**
 * The run; the record that a command has removed is brought back from its copy, and that is noted.
 * Null: there is none.
 */
function runNow({ project, env }: DriveRequest): Run | null {
  try {
    const run = readRun(project);
    if (run !== null || !isGone(project, env)) return run;
  } catch {
    // A command has changed the journal: it is mended by its copy. Of a folder that is just being
    // removed the journal may go before the snapshot that tells of it.
    if (!isGone(project, env)) return change(project, () => []).run;
  }
  return restoreRecord(project, env, { ...GONE, hold: false });
}

/**
 * How a host ended that was neither done nor stopped, with the line of what it said that tells
 * most.
 */
function deathOf(
  title: string,
  { outcome, exitCode, signal, stderr }: ProcessResult,
  mask: Mask,
): string | undefined {
  if (outcome !== "exited" || exitCode === 0) return undefined;
  const errorLines = mask(stderr).trim().split("\n");
  const line =
    errorLines.findLast((errorLine) => /error|fatal|cannot|denied/i.test(errorLine)) ??
    errorLines.at(-1)!;
  const why = cut(oneLine(line), DEATH_SHOWN);
  return `${title} ended with ${signal ?? `exit code ${exitCode}`}${why ? `: ${why}` : ""}`;
}

/** Why nothing more is started, for the person. */
const failureOf = ({ title }: AgentHost, words: string): string => `${title} failed:\n${words}`;

/** All that an agent without hooks does, as one command of its task. */
const wholeCall = ({ root }: Project, { call, session }: AgentHost) => ({
  ...{ call, session, cwd: root, agent: session },
  ...{ tool: "Bash", input: { command: "" } },
});

/** One drive of a run: who works, and what could not be started. */
class Drive {
  private readonly working = new Map<string, Work>();
  /** Why the host does not start. */
  private failure: string | null = null;
  private readonly hosts: AgentHosts;
  /**
   * What some work ended with that could not be done to its end, such as a journal that cannot be
   * read.
   */
  private thrown: { error: unknown } | null = null;
  /** Why the sink acknowledges nothing any more. */
  private unkept: string | null = null;

  constructor(
    private readonly request: DriveRequest,
    private readonly driver: NewOwner,
  ) {
    this.hosts = new AgentHosts(request);
  }

  /** Does what is due, then waits for news. Returns how the drive ends, if it does. */
  async step(run: Run): Promise<DriveEnd | null> {
    if (this.thrown !== null) throw this.thrown.error;
    this.leave(run);
    this.request.sink?.send();
    const next = directive(run);
    const isFull = this.working.size >= MAX_AT_ONCE;
    if (
      next.do === "dispatch" &&
      !isFull &&
      this.failure === null &&
      (await this.keep()) === null
    ) {
      const refused: string[] = [];
      for (const id of next.tasks) {
        const problem = this.working.has(id) ? "" : await this.start(run, taskOf(run, id)!);
        if (problem === null) return null;
        refused.push(problem);
      }
      if (this.working.size === 0) {
        // Nothing could be started: the run has something else to do now, or it has stalled.
        const now = runNow(this.request);
        const isOther = now === null || directive(now).id !== next.id;
        return isOther ? null : { how: "stalled", run: now, output: refused.join("\n") };
      }
    }
    if (this.working.size > 0) {
      this.hosts.foresee(run);
      await Promise.race([
        ...[...this.working.values()].map(({ done }) => done),
        Bun.sleep(LOOK_MS),
      ]);
      return null;
    }
    return this.ending(run, next.do);
  }

  /**
   * Waits until all events are kept elsewhere, where somebody keeps them. Returns why they are not.
   */
  async keep(): Promise<string | null> {
    this.unkept ??= (await this.request.sink?.settled()) ?? null;
    return this.unkept;
  }

  /** How it ends when nobody is at work and nothing is to be started. */
  private ending(run: Run, due: string): DriveEnd | null {
    if (this.failure !== null) return { how: "host_failed", run, output: this.failure };
    if (!isLive(run)) return { how: "ended", run: this.released(run) };
    if (due === "ask") return this.asks(run);
    if (due === "held") return { how: "held", run };
    return { how: "stalled", run, output: `None of its tasks can start (${due}).` };
  }

  /**
   * The person decides. In the background whoever records the answer starts the next driver, and
   * finds none here any more.
   */
  private asks(run: Run): DriveEnd | null {
    if (!this.request.background) return { how: "question", run };
    const { session } = this.driver;
    const left = change(this.request.project, (now) =>
      now?.owner?.session === session && directive(now).do === "ask"
        ? [{ do: "attach", session, host: null, driver: true, force: false }]
        : [],
    ).run;
    return left?.owner?.host === null ? { how: "question", run: left } : null;
  }

  /**
   * The end of a run is told by this program itself; in the background by the next session, unless
   * it was told there.
   */
  released(run: Run): Run {
    if (this.request.background && !isEndReported(this.request.project, run)) return run;
    return change(this.request.project, () => [{ do: "release" }]).run ?? run;
  }

  /**
   * Ends whoever works on a task that is not theirs any more, whose time is up, or who works
   * without any rule.
   */
  private leave(run: Run): void {
    for (const [id, work] of this.working) {
      const task = taskOf(run, id);
      const isTheirs = task?.status === "running" && task.dispatch?.call === work.call;
      const end = isTheirs ? this.endOf(task.dispatch!, work) : { fault: null };
      if (end === null) continue;
      this.failure = end.fault ?? this.failure;
      work.stop.abort();
    }
  }

  /**
   * Why work has to end that is still somebody's. Null: it goes on, as a check does, which has a
   * limit of its own.
   */
  private endOf(dispatch: Dispatch, { host, time }: Work): { fault: string | null } | null {
    if (host === null || time === null) return null;
    const transcript = () => transcriptFor(this.request.project, this.request.env, host.session);
    const end = time.look(dispatch, () => transcript() !== null);
    if (end !== null) return end.fault === null ? end : { fault: failureOf(host, end.fault) };
    // Where hooks run they say so to the agent before, and then deny its calls.
    const { agent, bounds } = dispatch;
    if (host.hasHooks || bounds === null || agent === null) return null;
    const used = usageIn(transcriptBytes(transcript() ?? "", agent));
    return shareUsed(dispatch, { ...used, minutes: 0 }) >= 1 ? { fault: null } : null;
  }

  /** Starts a task; returns why it could not be, null where it was. */
  private async start(run: Run, task: Task): Promise<string | null> {
    const { project, env } = this.request;
    const { session, host } = this.driver;
    const own = isCheck(run, task) ? null : this.hosts.take(run, task);
    const call = own?.call ?? directCall(crypto.randomUUID());
    const prepared = await prepare(
      { project, env, session, host, call, with: () => null },
      run,
      task,
    );
    if (!prepared.ok) {
      await own?.end();
      return "refuse" in prepared ? prepared.refuse : "why" in prepared ? prepared.why : "";
    }
    // The dispatch itself is kept, too. One that is not stays unpaid, and is made again when the
    // run goes on.
    const unkept = await this.keep();
    if (unkept !== null) {
      await own?.end();
      return unkept;
    }
    const stop = new AbortController();
    const signal = AbortSignal.any([this.request.signal, stop.signal]);
    const work =
      own === null
        ? this.check(task.id, call, prepared.nonce, signal)
        : this.agent(task.id, own, prepared.brief, signal);
    const done = work
      .catch((error) => {
        this.thrown = { error };
      })
      .finally(() => {
        this.working.delete(task.id);
        startNotifying(project, readable(project));
      });
    this.working.set(task.id, { call, host: own, stop, done, time: own && new HostTime(own) });
    return null;
  }

  private async check(id: string, call: string, nonce: string, signal: AbortSignal): Promise<void> {
    await runCheck(this.request, id, call, nonce, signal);
    // Its commands may have removed the record.
    if (runNow(this.request) !== null) loseCheck(this.request.project, id, call);
  }

  /** Runs an agent to its end, and takes in what it has written. */
  private async agent(
    id: string,
    host: AgentHost,
    brief: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { project, env } = this.request;
    const now = runNow(this.request);
    const task = now && taskOf(now, id);
    const dispatch = task?.dispatch ?? null;
    const begun = (): void => {
      if (host.hasHooks || !now || !task) return;
      const bound = change(project, () => [bindStep(project, now, task, host.session)]).run;
      const mine = bound && taskOf(bound, id);
      if (mine?.dispatch?.call === host.call)
        noteCommand(project, bound!, mine, wholeCall(project, host), env, mostFor(mine.dispatch));
    };
    const result = await host.work(brief, signal, begun);
    if (this.request.fenced !== null) tidy(project.root);
    const transcript = transcriptFor(project, env, host.session);
    // It has asked nobody anything: the host itself does not start.
    const mask = projectMask(project.root, 0);
    if (transcript === null && result.outcome !== "cancelled")
      this.failure = failureOf(
        host,
        mask([result.stderr, result.stdout].join("\n")).trim().slice(-STDERR_SHOWN) ||
          `exit ${result.exitCode}`,
      );
    // No hook of it has been heard: what it wrote, it wrote without any rule, and the next one
    // would do the same.
    const heard = attempt(() => runNow(this.request), null)?.tasks.find(
      (task) => task.id === id,
    )?.dispatch;
    const isUnheard =
      host.hasHooks && transcript !== null && heard?.call === host.call && heard.agent === null;
    if (isUnheard && result.outcome === "exited") this.failure = failureOf(host, UNGUARDED);
    const died = isUnheard ? UNGUARDED : deathOf(host.title, result, mask);
    await this.takeIn(id, host.call, dispatch, {
      transcript: isUnheard ? "" : (transcript ?? ""),
      agent: host.session,
      died,
    });
  }

  /** What the agent of a call has written counts, if the task still waits for that call. */
  private async takeIn(
    id: string,
    call: string,
    begun: Dispatch | null,
    over: EndedAgent,
  ): Promise<void> {
    const { project, env, signal } = this.request;
    const run = runNow(this.request);
    forgetOrphans(project, (one) => one.call === call);
    if (run === null) return;
    const task = taskOf(run, id);
    if (task?.status !== "running" || task.dispatch?.call !== call) {
      const isVoid = run.void_calls.some((voidCall) => voidCall.call === call);
      const spent = begun && spentSince(begun, over.transcript, over.agent, Date.now());
      const paid: JournalStep[] = spent === null ? [] : [{ do: "spent", task: id, call, spent }];
      if (isVoid) change(project, () => [...paid, { do: "gone", call }]);
      return;
    }
    const { nonce } = task.dispatch;
    if (task.runs_on)
      change(project, () => [{ do: "changed", task: id, files: {}, runs_on: false }]);
    if (over.transcript === "" && !signal.aborted)
      change(project, () => [
        { do: "lost", task: id, nonce, why: over.died ?? "it never started" },
      ]);
    // Stopped by the person: what is not finished is given to another agent when the run goes on.
    else await takeIn({ project, env }, run, task, over, signal.aborted);
  }

  /** Ends everything that is still at work. */
  async end(): Promise<void> {
    const { project, env } = this.request;
    for (const { stop } of this.working.values()) stop.abort();
    await this.hosts.end();
    await Promise.all([...this.working.values()].map(({ done }) => done));
    const run = runNow(this.request);
    if (run?.owner?.session === this.driver.session) await endWork({ project, env }, run);
  }
}

/**
 * A driver takes over the live run of one that is gone. What an agent had finished is taken in
 * first, and what a check has begun, such as an external model that is asked, is waited for: nobody
 * is paid for it twice.
 */
export async function takeOver(
  { project, env, say }: Pick<DriveRequest, "project" | "env" | "say">,
  driver: NewOwner,
  signal: AbortSignal,
): Promise<string[]> {
  const before = readRun(project);
  const isTaken = (run: Run | null) => livingOwner(run) !== null;
  // Two were started at once.
  if (before === null || isTaken(before)) return [];
  for (const { id, subject, dispatch } of before.tasks) {
    if (!dispatch?.check || !isAlive(dispatch.process)) continue;
    say(`${id} ${oneLine(subject)} is still running; waiting for it.`);
    await endOf(dispatch.process, signal);
  }
  if (signal.aborted) return [];
  await leaveDriver({ project, env }, before);
  change(project, (now) =>
    isTaken(now) ? [] : [taking(project, before.run, driver, env, false), { do: "go_on" }],
  );
  return [];
}
