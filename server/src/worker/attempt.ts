import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Projects } from "../api/project.ts";
import { vendorOf } from "../jobs/admission.ts";
import { type Answer, answeredBranch } from "../jobs/job.ts";
import { reachedLimit } from "../jobs/limits.ts";
import { alone } from "./alone.ts";
import { commitLeft, diffOf, dropOwnRefs, titleOf } from "./branch.ts";
import {
  Busy,
  dropRefs,
  type Folder,
  makeFolder,
  NoProject,
  noteGroup,
  removeFolder,
} from "./folder.ts";
import { followUp } from "./follow-up.ts";
import { GitFailed, git, gitOrNull } from "./git.ts";
import {
  type AttemptOutput,
  type Ending,
  Forked,
  type Hold,
  type LeasedJob,
  Lost,
  type OpenQuestions,
  type Spent,
} from "./hold.ts";
import { lackedByAll, missingLogin, NOT_LOGGED_IN, RequirementError } from "./lacks.ts";
import {
  type Carrying,
  Program,
  type RunEnd,
  repliesCode,
  repliesQuestion,
  SEND,
  settingsCode,
  settingsQuestion,
  WITHOUT,
} from "./program.ts";
import { pushBranch } from "./push.ts";
import { type Event, SinkServer } from "./sink.ts";
import { restore, State } from "./state.ts";

/** One attempt at a job: its folder, what earlier attempts left, the run, and what it came to. */

export interface Place {
  data: string;
  projects: Projects;
  carrying: Carrying;
}

/**
 * Where the API gives no answer, or a person has to wait their turn, it is tried again after these,
 * and that counts for nothing.
 */
const HELD_S = 300;
const TURN_S = 60;
/** After a failure it is tried again soon, each time twice as late. */
const SOON_S = 2;
const MINUTE_MS = 60_000;
/** A commit that was pushed is the pull request's last one some seconds later. */
const SHOWN_MS = 2_000;
const LOOKS = 5;
/** Why a run is asked to end, and gets its time for that. */
export const STOPPING = "the worker ends";
const UNHEARD = "its worker was not heard for a while";

interface Line {
  type?: string;
  at?: string;
  run?: string;
  call?: string;
  tokens?: number;
  question?: string;
  who?: { agent?: string; provider?: string };
}

const readLine = (line: string): Line => {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
};

/** What the lines of a journal come to, for whoever has only those. */
class Tally {
  run: string | null = null;
  isOver = false;
  readonly answered = new Set<string>();
  readonly vendors = new Set<string>();
  private readonly tokensOf = new Map<string, number>();

  add(lines: Iterable<string>): { isProgress: boolean; isSpent: boolean } {
    let isProgress = false;
    let isSpent = false;
    for (const { type, run, call = "", tokens, question, who } of [...lines].map(readLine)) {
      // What the program does itself asks nobody.
      if (who !== undefined && who.agent !== "program") this.vendors.add(vendorOf(who.provider));
      if (type === "run_created") this.run = run ?? null;
      else if (type === "accepted") isProgress = true;
      else if (type === "ended") this.isOver = true;
      else if (type === "answered") this.answered.add(question ?? "");
      else if (type === "spent" && typeof tokens === "number") {
        // Recorded twice, the larger figure counts.
        this.tokensOf.set(call, Math.max(tokens, this.tokensOf.get(call) ?? 0));
        isSpent = true;
      }
    }
    return { isProgress, isSpent };
  }

  get tokens(): number {
    return [...this.tokensOf.values()].reduce((sum, one) => sum + one, 0);
  }
}

/**
 * Works on a job until it has ended, asks somebody, or is to be tried again, and returns what it
 * came to; null: somebody else has the job, or it was cancelled. `stop`: its reason is STOPPING,
 * unless the queue has given the job up here: where nobody has it yet, it is given back.
 */
export async function attemptJob(
  hold: Hold,
  place: Place,
  stop: AbortSignal,
): Promise<Ending | null> {
  const { job } = hold;
  let folder: Folder | null = null;
  const settle = async (ended: Ending, spent?: Spent): Promise<Ending> => {
    const ending = classed(ended, place);
    await hold.settle(ending, spent);
    return ending;
  };
  try {
    const left = await hold.left();
    const tally = new Tally();
    tally.add(left.lines);
    const bundleOf = (id: string) => hold.bundleOf(id);
    folder = await makeFolder(job, place, tally.run, left.bundle, bundleOf, stop);
    const { repository } = folder;
    const gone = await hold.clearedRuns();
    if (gone.length > 0) await alone(repository, () => dropRefs(repository, gone), stop);
    if (job.wish !== null)
      return await settle(await followUp(hold, job.wish, folder, left, place.carrying));
    await hold.begin(folder.base, folder.branch);
    const attempt = new Attempt(hold, place, folder, left, tally, stop);
    const ending = await attempt.carry();
    return await settle(ending, attempt.spent());
  } catch (error) {
    if (error instanceof Lost || hold.lost.aborted) return null;
    return await settle(endingOf(error as Error, job, stop)).catch((lost) => {
      if (!(lost instanceof Lost)) throw lost;
      return null;
    });
  } finally {
    if (folder !== null) await removeFolder(folder.path);
  }
}

/** A failure is the machine's, and no attempt, where it lacks what every job needs. */
function classed(ending: Ending, place: Place): Ending {
  const isFailure =
    ending.state === "again"
      ? !ending.isOurs
      : ending.state === "failed" && ending.report === null && ending.branch === null;
  const [missing] = isFailure ? lackedByAll(place) : [];
  return missing === undefined ? ending : { state: "lacks", lack: missing };
}

/** What comes next, at the server: nobody has the folder of the run. */
function nextText(state: "complete" | "failed", branch: string | null): string {
  const has = state === "complete" ? "the change" : "what was done so far";
  const does =
    state === "complete"
      ? "push it for a pull request, or roll it back"
      : "have the job tried again";
  const where = branch === null ? "" : `- The branch \`${branch}\` has ${has}.\n`;
  const page =
    branch === null && state === "complete" ? "" : `- On the job's page you can ${does}.\n`;
  return where + page === "" ? "" : `\n\n## Next\n\n${where}${page}`.trimEnd();
}

const soon = ({ attempts }: LeasedJob): number => SOON_S * 2 ** (attempts - 1);

/** What a failure outside of the run comes to. */
function endingOf(error: Error, job: LeasedJob, stop: AbortSignal): Ending {
  if (stop.aborted) {
    const isOurs = stop.reason === STOPPING;
    return { state: "again", reason: isOurs ? STOPPING : UNHEARD, seconds: 0, isOurs };
  }
  if (error instanceof RequirementError) return { state: "lacks", lack: error.lack };
  if (error instanceof Busy)
    return { state: "again", reason: error.message, seconds: TURN_S, isOurs: true };
  if (job.wish !== null && (error instanceof NoProject || error instanceof GitFailed))
    return { state: "followed", reason: `not done: ${error.message}`, done: null };
  if (error instanceof NoProject || error instanceof Forked)
    return { state: "failed", reason: error.message, report: null, diff: null, branch: null };
  const reason = error instanceof GitFailed ? error.message : `the worker failed: ${error.message}`;
  return { state: "again", reason, seconds: soon(job), isOurs: false };
}

class Attempt {
  private readonly program: Program;
  private readonly state: State;
  private readonly known: string[];
  private readonly begun = performance.now();
  /** Ends the run: the job is lost, this worker ends, or a limit is reached. */
  private readonly end = new AbortController();
  private limit: string | null = null;
  private money: number | null;

  constructor(
    private readonly hold: Hold,
    private readonly place: Place,
    private readonly folder: Folder,
    private readonly left: AttemptOutput,
    private readonly tally: Tally,
    private readonly stop: AbortSignal,
  ) {
    const { job } = hold;
    this.program = new Program(place.carrying, folder, job);
    this.state = new State(folder, job.id);
    this.known = left.lines;
    this.money = job.spent.money ?? null;
  }

  private get job(): LeasedJob {
    return this.hold.job;
  }

  async carry(): Promise<Ending> {
    const { known, job } = this;
    const isBegun = known.length > 0;
    if (isBegun) {
      await restore(this.folder, job.id, this.left);
      this.state.note(this.left.objects.keys());
    } else {
      const later = await this.answerSettings();
      if (later !== null) return later;
    }
    const over = this.tally.isOver ? null : await this.checkLimits(false);
    if (over !== null) return this.ended("failed", over);
    const sink = await SinkServer.open(
      (events) => this.keep(events),
      (error) => this.end.abort(error),
    );
    const forward = (): void => this.end.abort(this.stop.reason);
    if (this.stop.aborted) forward();
    else this.stop.addEventListener("abort", forward, { once: true });
    const timer = this.timer();
    try {
      const begun = (group: number): void => noteGroup(this.folder.path, group);
      const driven = { sink: sink.path, signal: this.end.signal, begun };
      const due = job.answers.filter((one) => this.isDue(one));
      const ended = await (isBegun ? this.program.goOn(due, driven) : this.program.run(driven));
      clearTimeout(timer);
      return await this.endingOf(ended);
    } finally {
      clearTimeout(timer);
      this.stop.removeEventListener("abort", forward);
      sink.close();
    }
  }

  /** Whether the run does not have it yet. */
  private isDue({ question }: Answer): boolean {
    const isOurs = settingsCode(question) !== null || repliesCode(question) !== null;
    return !isOurs && !this.tally.answered.has(question);
  }

  /**
   * Says of the project's settings what a person has said. Returns when that is tried again, where
   * it cannot be said now; else null.
   */
  private async answerSettings(): Promise<Ending | null> {
    for (const { question, option } of this.job.answers) {
      const code = settingsCode(question);
      const refusal = code === null ? null : await this.program.trust(code, option === WITHOUT);
      // Not beside an agent that is at work on this machine, which could have typed it.
      if (refusal !== null)
        return { state: "again", reason: refusal, seconds: TURN_S, isOurs: true };
    }
    return null;
  }

  /** Keeps events, and what they speak of, before they are acknowledged. */
  private async keep(events: Event[]): Promise<void> {
    // Each start of the run sends its journal from the first event on.
    const news = events.filter(({ seq, line }) => {
      const was = this.known[seq - 1];
      if (was !== undefined && was !== line) throw new Forked(seq);
      return was === undefined;
    });
    if (news.length === 0) return;
    if (!existsSync(join(this.folder.project, ".task/events.jsonl")))
      throw new Error(`${this.job.request} has got other commits since it was looked at`);
    const { isProgress, isSpent } = this.tally.add(news.map(({ line }) => line));
    const { run } = this.tally;
    const objects = this.state.objects();
    const bundle = run === null ? null : await this.state.bundle(run);
    if (isSpent && this.job.limits.money !== undefined)
      this.money = (await this.program.standing()).money ?? this.money;
    await this.hold.keep({
      events: news,
      objects,
      bundle,
      spent: this.spent(),
      isProgress,
      run,
      vendors: [...this.tally.vendors],
    });
    this.state.note(objects.keys());
    this.known.push(...news.map(({ line }) => line));
    if (isSpent) await this.checkLimits(true);
  }

  /** What the job has taken so far. */
  spent(): Spent {
    const minutes = (this.job.spent.minutes ?? 0) + (performance.now() - this.begun) / MINUTE_MS;
    return {
      tokens: this.tally.tokens,
      money: this.money,
      minutes: Math.round(minutes * 100) / 100,
    };
  }

  /** Why the job may not go on; null: it may. `isRunning`: the run is ended then. */
  private async checkLimits(isRunning: boolean): Promise<string | null> {
    this.limit ??= reachedLimit(this.job.limits, this.spent())?.text ?? null;
    if (this.limit !== null && isRunning) this.end.abort(this.limit);
    return this.limit;
  }

  private timer(): ReturnType<typeof setTimeout> | undefined {
    const { minutes } = this.job.limits;
    if (minutes === undefined) return undefined;
    const left = (minutes - (this.job.spent.minutes ?? 0)) * MINUTE_MS;
    const over = (): void => {
      this.limit ??= reachedLimit({ minutes }, { minutes })!.text;
      this.end.abort(this.limit);
    };
    return setTimeout(over, Math.max(0, left));
  }

  private async endingOf(ended: RunEnd): Promise<Ending> {
    const { signal } = this.end;
    if (this.hold.lost.aborted) throw new Lost();
    if (ended.end === "ended" && ended.code === 0) return this.ended("complete", null, true);
    if (this.limit !== null) return this.ended("failed", this.limit);
    if (signal.aborted && signal.reason instanceof Error) throw signal.reason;
    if (ended.end === "question") return this.question(ended.refusal);
    if (ended.end === "ended") {
      const { reason, status } = await this.program.standing();
      return this.ended(
        "failed",
        reason || status || "the run is over without being complete",
        true,
      );
    }
    if (this.stop.aborted) return { state: "again", reason: STOPPING, seconds: 0, isOurs: true };
    if (ended.waiting !== "")
      return { state: "question", reason: null, questions: [settingsQuestion(ended)] };
    // A wrong request stays wrong; what is missing on this machine may be there on another.
    if (ended.end === "refused" && ended.code !== 3) return this.ended("failed", ended.said);
    if (ended.failure === NOT_LOGGED_IN)
      return { state: "lacks", lack: missingLogin(this.place, ended.said) };
    if (ended.end === "held")
      return { state: "again", reason: ended.said, seconds: HELD_S, isOurs: true };
    const reason = `${ended.end || `exit ${ended.code}`}: ${ended.said}`;
    return { state: "again", reason, seconds: soon(this.job), isOurs: false };
  }

  private async question(refusal: string | null): Promise<Ending> {
    const { questions, money } = await this.program.standing();
    this.money = money ?? this.money;
    if (questions.length === 0)
      throw new Error("the run waits for an answer, and shows no question");
    return { state: "question", reason: refusal, questions, diff: await diffOf(this.folder) };
  }

  /** The run is over: its report, and a branch with what it has changed. */
  private async ended(
    told: "complete" | "failed",
    why: string | null,
    isOver = false,
  ): Promise<Ending> {
    const { run } = this.tally;
    const strayed = await this.strayed();
    const state = strayed === null ? told : "failed";
    const reason = strayed ?? why;
    if (run !== null) this.money = (await this.program.standing()).money ?? this.money;
    const report = run === null ? null : await this.program.report();
    const isAnswer = answeredBranch(this.job) !== null;
    const { request } = this.job;
    if (!isAnswer) await commitLeft(this.folder, titleOf(request));
    // What is not reviewed to its end comes on no branch that is pushed later. Comments count from
    // the last commit on: those that have come since this began are not answered yet.
    else if (state === "complete")
      await commitLeft(this.folder, `Answer what came back on ${request}`, this.began());
    // A run that is over goes on nowhere: what is kept of it from now on ends with its work.
    const bundle = run !== null && isOver ? await this.state.bundle(run) : null;
    await dropOwnRefs(this.folder, this.job.id);
    const branch = await this.keptBranch();
    const diff = branch === null ? null : await diffOf(this.folder);
    // Who has asked on an issue is answered by a pull request.
    const isWhole = state === "complete";
    // Somebody may have pushed since, where a person was asked about the replies.
    const isThere = this.replied.length > 0;
    const isAsked = isWhole && branch !== null && this.job.source.by === "github" && !isThere;
    const unpushed = isAsked ? await pushBranch(this.folder, this.job, branch) : null;
    const isDue = isWhole && isAnswer && unpushed === null;
    const replies = isDue ? await this.reply() : null;
    if (replies !== null && typeof replies !== "string") {
      await this.hold.keepCommits(bundle);
      return { ...replies, diff };
    }
    return {
      state,
      reason: unpushed ?? replies ?? reason,
      report: report && report + nextText(state, branch),
      branch,
      diff,
      bundle,
    };
  }

  /**
   * That its worktree is on another branch than that of the pull request, as a command of its
   * project can bring about: nothing is committed or pushed there. Null: it is not.
   */
  private async strayed(): Promise<string | null> {
    const { worktree, branch } = this.folder;
    if (answeredBranch(this.job) === null) return null;
    const on = await gitOrNull(worktree, ["symbolic-ref", "--short", "-q", "HEAD"]);
    return on === branch ? null : `its worktree is on ${on ?? "no branch"}, expected ${branch}`;
  }

  /** When the run began. */
  private began(): string | null {
    return readLine(this.known[0] ?? "").at ?? null;
  }

  /** What a person has said about replies. */
  private get replied(): Answer[] {
    return this.job.answers.filter(({ question }) => repliesCode(question) !== null);
  }

  /**
   * Sends what a person has seen and had sent, and asks about what they have not. In words what
   * came of it otherwise; null: all of it is there.
   */
  private async reply(): Promise<OpenQuestions | string | null> {
    const said = this.replied.at(-1);
    if (said !== undefined && said.option !== SEND) return "its replies were not sent, as you said";
    const problem = said && (await this.program.reply(repliesCode(said.question)!));
    if (problem === null) return null;
    let replies = await this.program.replies();
    for (let look = 1; typeof replies === "string" && look < LOOKS; look++) {
      await Bun.sleep(SHOWN_MS);
      replies = await this.program.replies();
    }
    if (replies === null) return null;
    if (typeof replies === "string") return `its replies were not sent: ${replies}`;
    return {
      state: "question",
      reason: problem ?? null,
      questions: [repliesQuestion(replies)],
    };
  }

  /** The branch with the run's work; null: it has changed nothing. */
  private async keptBranch(): Promise<string | null> {
    const { worktree, base, branch, repository } = this.folder;
    const head = await git(worktree, ["rev-parse", "HEAD"]);
    if (head === base) {
      await git(worktree, ["switch", "-q", "--detach"]);
      if (branch.startsWith("multi-ai/") && answeredBranch(this.job) === null)
        await gitOrNull(repository, ["update-ref", "-d", `refs/heads/${branch}`, base]);
      return null;
    }
    return (await gitOrNull(worktree, ["symbolic-ref", "--short", "-q", "HEAD"])) ?? branch;
  }
}
