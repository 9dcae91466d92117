import { dirname, join } from "node:path";
import type { Command, CommandOf } from "../engine/commands.ts";
import {
  type Directive,
  directive,
  END_DELIVERED,
  type Giving,
  giving,
  isEndDelivered,
  questionsToAsk,
} from "../engine/directive.ts";
import { isLive, type Run, type Task, taskOf, taskOfAgent } from "../engine/run.ts";
import { context, MOST_FOR_MODEL, type Output } from "../host/answer.ts";
import { type EntryPoint, entryPoint, hasDialog } from "../host/entry-points.ts";
import { hasTaskTools, hostIdentity } from "../host/host.ts";
import type { Payload } from "../host/payload.ts";
import { contextIn, priceableIn, sessionBytes } from "../host/transcript/transcript.ts";
import { attempt } from "../process/attempt.ts";
import { lookUntil } from "../process/look.ts";
import type { Project } from "../project/project.ts";
import type { NewOwner } from "../record/machine/owner.ts";
import { atWorkText, directiveText, isCheck, type ReadAt } from "../render/directive.ts";
import { haltCommand } from "../run/dispatch/halt-command.ts";
import { endedText, following } from "../run/end/follow-up.ts";
import { type Changed, change, type JournalStep, readRun } from "../run/journal/change.ts";
import { viewQuestions } from "../run/views/questions.ts";
import type { Resolved } from "../workflows/contract/contract.ts";

export type Follows = Extract<Resolved, { ok: true }>;
/** In milliseconds: how long a row is waited for that the host writes late. */
const MAX_WAIT_MS = 2_000;
/** Events of the main thread after which checks may be due, and another run may begin. */
export const GOES_ON = /^(?:UserPromptSubmit|UserPromptExpansion|PostToolUse|Stop)$/;

/**
 * `onScreen`: the host shows it to the person as well; `isRead`: the person has read its report.
 */
interface Reading {
  onScreen?: boolean;
  isRead?: boolean;
}

/** Whether the dialog of the questions that are due was opened since they were last asked for. */
export const wasDialogOpened = (run: Run): boolean => {
  const pending = questionsToAsk(run);
  return pending.length > 0 && pending.every((one) => one.shown);
};

/**
 * One call of a hook that may change a run: the host's payload, the project, the environment, the
 * host's process.
 */
export class HookCall {
  readonly host: ReturnType<typeof hostIdentity>;

  private known: { run: Run | null } | null = null;
  private firstSeq: number | null | undefined;

  constructor(
    readonly payload: Payload,
    readonly project: Project,
    readonly env: NodeJS.ProcessEnv,
  ) {
    this.host = hostIdentity(env);
  }

  /**
   * The project's run: read once for the event, and again only after a change. @throws BrokenChain,
   * UnsafeFile
   */
  get run(): Run | null {
    this.known ??= { run: readRun(this.project) };
    if (this.firstSeq === undefined) this.firstSeq = this.known.run?.seq ?? null;
    return this.known.run;
  }

  /** Whether the run is another one, or further, than when this event first read it. */
  get hasChanged(): boolean {
    const seq = attempt(() => this.run?.seq ?? null, undefined);
    return seq !== this.firstSeq;
  }

  /** Changes the run, which is known as it is then. @throws Refused */
  change(steps: (run: Run | null) => JournalStep[]): Changed {
    this.known = null;
    const changed = change(this.project, steps);
    this.known = { run: changed.run };
    return changed;
  }

  /** Somebody else may have changed the run: it is read again when it is next asked for. */
  renew(): this {
    this.known = null;
    return this;
  }

  /** Whether this session owns the run; only the owner is given directives. */
  owns(run: Run): boolean {
    return run.owner?.session === this.payload.session;
  }

  /** The run of this session; null: there is none, or another one has it. */
  get ownRun(): Run | null {
    return this.run !== null && this.owns(this.run) ? this.run : null;
  }

  get liveRun(): Run | null {
    return this.run !== null && isLive(this.run) ? this.run : null;
  }

  /** The live run, and its task to which this call's agent is bound; null: there is none. */
  get bound(): { run: Run; task: Task } | null {
    const { agent } = this.payload;
    const run = agent === null ? null : this.liveRun;
    const task = taskOfAgent(run, agent);
    return run && task ? { run, task } : null;
  }

  /** Who takes a run by this event, as it is noted outside of the project. */
  newOwner(): NewOwner {
    const { session, transcript } = this.payload;
    return { host: this.host, session, transcript, root: this.startFolder ?? this.project.root };
  }

  /** What can be done where the host was opened. */
  get at(): EntryPoint {
    return entryPoint(this.env);
  }

  /** Where a text for the person is read. */
  get readAt(): ReadAt {
    return this.at.shell ? "shell" : "session";
  }

  /** The folder in which the host was started. */
  get startFolder(): string | undefined {
    return this.env.MULTI_AI_PROJECT_START ?? this.env.CLAUDE_PROJECT_DIR;
  }

  /**
   * What the main thread has to do next, with entries for the host's own task list where it has
   * one: the checks are code's.
   */
  nextFor(run: Run): Directive {
    // A task list ends with its process: completing its last entries is not worth a request there.
    const lasts = isLive(run) || this.at.stays;
    return directive(run, {
      mirror: lasts && hasTaskTools(this.env),
      isOthers: (task) => isCheck(run, task),
    });
  }

  /** Whether agents are at work and nothing is left to start or ask. */
  onlyWaiting(run: Run): boolean {
    return this.nextFor(run).do === "wait";
  }

  /**
   * The command for a task whose agent has ended. What reads artifacts takes 40 ms to load, and
   * most events need none of it.
   */
  async endedCommand(run: Run, task: Task, isBlockable = false, agent = task.dispatch!.agent) {
    const { endedCommand } = await import("../run/results/take-in.ts");
    const { transcript } = this.payload;
    const command = await endedCommand(this.project, run, task, isBlockable, { transcript, agent });
    this.renew();
    return command;
  }

  /**
   * The command for what the person has stopped, or declined to start, in this session or another
   * one; null: nothing.
   */
  haltOf(run: Run | null, of = this.payload.session): CommandOf<"halt"> | null {
    const folder = dirname(this.payload.transcript);
    return haltCommand(run, (at) => (at === of ? join(folder, `${of}.jsonl`) : null));
  }

  /**
   * The same in a moment in which nothing else can tell why a call has begun nothing: its person
   * said no, and the host has not written that down yet. Resolves at once where every call has
   * begun.
   */
  async haltSoon(): Promise<CommandOf<"halt"> | null> {
    const isIdle = ({ status, dispatch: call }: Task): boolean =>
      status === "running" &&
      call?.session === this.payload.session &&
      call.agent === null &&
      !call.check;
    const look = (isAgain: boolean) => {
      const { run } = isAgain ? this.renew() : this;
      return { halt: this.haltOf(run), isOpen: run?.tasks.some(isIdle) === true };
    };
    const { halt } = await lookUntil(
      look,
      (found) => found.halt !== null || !found.isOpen,
      MAX_WAIT_MS,
    );
    return halt;
  }

  /**
   * A command that records the directive as given to this session; null when nothing is to be
   * given.
   */
  deliver(mode: Giving): (run: Run | null) => Command | null {
    return (run) => {
      if (run === null || !this.owns(run)) return null;
      const next = this.nextFor(run);
      const { give, reminder } = giving(run, next, this.payload.session, mode);
      // After what is followed nothing is to be said.
      if (!give || (next.do === "done" && this.followUpRun(run) !== null)) return null;
      return this.delivery(next.id, reminder);
    };
  }

  private delivery(directive: string, reminder: boolean): Command {
    const { transcript, session } = this.payload;
    const bytes = sessionBytes(transcript);
    const context = contextIn(bytes);
    const main = { ...priceableIn(bytes), ...(context === null ? {} : { context }) };
    return { do: "deliver", directive, session, reminder, main };
  }

  /**
   * What begins now after a complete run by itself; null: nothing. Entries of the host's own task
   * list come first, as far as the main thread completes them.
   */
  followUpRun(run: Run): Follows | null {
    const { event, session, permissionMode } = this.payload;
    // In plan mode no agent could write its result.
    // After an end that was shown nothing follows any more, whatever becomes of the files.
    const isOpen = !run.released && !isEndDelivered(run);
    const next =
      GOES_ON.test(event) && permissionMode !== "plan" && isOpen
        ? following(this.project, run)
        : null;
    if (!next?.ok) return null;
    const { id, mirror } = this.nextFor(run);
    const isGiven = run.delivered?.directive === id && run.delivered.session === session;
    return mirror.length === 0 || (event === "Stop" && isGiven) ? next : null;
  }

  /**
   * Whether a screen can show the end of the run by itself: nothing is left to the main thread,
   * such as entries of the host's list.
   */
  showsEnd(next: Directive): boolean {
    return this.at.shows && next.do === "done" && next.mirror.length === 0;
  }

  /** A command that records that this screen shows the end of the run; null when it has. */
  showEnd(run: Run): Command | null {
    const isGiven = isEndDelivered(run) || run.delivered?.directive === this.nextFor(run).id;
    return isGiven ? null : this.delivery(END_DELIVERED, false);
  }

  /** The same as `deliver`; while agents are at work there is nothing to record. */
  deliverDue(mode: Giving): (run: Run | null) => Command | null {
    return (run) => (run === null || this.onlyWaiting(run) ? null : this.deliver(mode)(run));
  }

  /**
   * The directive that goes with a denial, or "". It goes out by that, so it is recorded as given.
   */
  deliverOnDenial(): string {
    const { run } = this.change(() => [this.deliverDue("once")]);
    return run === null ? "" : this.directiveFor(run);
  }

  /** Carries out changes and returns the directive's text, if that was given with them. */
  textAfter(...steps: JournalStep[]): string | null {
    let isRead = false;
    const changed = this.change((run) => {
      isRead = run !== null && isEndDelivered(run);
      return steps;
    });
    return this.deliveredText(changed, { isRead });
  }

  /** The same as the answer of the event. */
  contextAfter(...steps: JournalStep[]): Output {
    const text = this.textAfter(...steps);
    return text === null ? null : context(this.payload.event, text);
  }

  /** The directive's text, if this change recorded it as given; else null. */
  deliveredText({ run, events }: Changed, reading: Reading = {}): string | null {
    return run !== null && events.some(({ type }) => type === "delivered")
      ? this.directiveFor(run, reading)
      : null;
  }

  /**
   * Loaded at the end of a run: every event loads this file. Of a run that is followed the report
   * is for who asks for it.
   */
  reportOf(run: Run, most?: number): string {
    const next = following(this.project, run);
    if (next?.ok) return `Run ${run.run} is complete.`;
    if (run.status !== "complete") return endedText(next) ?? "";
    const { reportOf: report } =
      require("../run/views/report.ts") as typeof import("../run/views/report.ts");
    return [report(this.project, run, most), endedText(next)]
      .filter((one) => one !== null)
      .join("\n\n");
  }

  directiveFor(run: Run, reading: Reading = {}): string {
    const next = this.nextFor(run);
    return directiveText(run, next, {
      shown: next.do === "ask" ? viewQuestions(this.project, run) : [],
      report: isLive(run) ? "" : this.reportOf(run, MOST_FOR_MODEL),
      at: this.readAt,
      dialog: next.do === "ask" && hasDialog(this.env),
      hasTaskTools: hasTaskTools(this.env),
      ...reading,
    });
  }

  /**
   * That agents are at work, as the person reads it: on a screen they were told of results as they
   * came.
   */
  atWorkNow(run: Run, tasks: string[]): string {
    const working = tasks.map((id) => taskOf(run, id)!);
    return atWorkText(run, working, {
      now: new Date().toISOString(),
      prompt: this.payload.prompt,
    });
  }

  /** The same where nothing else is due; "": something is, or there is no run. */
  atWork(run: Run | null): string {
    const next = run && this.nextFor(run);
    return next?.do === "wait" ? this.atWorkNow(run!, next.tasks) : "";
  }
}

export const hookCall = (...of: ConstructorParameters<typeof HookCall>): HookCall =>
  new HookCall(...of);
