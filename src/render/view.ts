import { ceilingOf, spentOn } from "../engine/bounds.ts";
import { limitOf } from "../engine/decisions/rounds.ts";
import { directive } from "../engine/directive.ts";
import { gatesOf } from "../engine/gates.ts";
import {
  DECLINED,
  isLive,
  isOver,
  isPersons,
  openQuestion,
  type Run,
  rounds,
  type Task,
  UNHEEDED,
} from "../engine/run.ts";
import type { Bounds, ReviewGate } from "../engine/workflow.ts";
import { inHost, isInHost, here as typedHere } from "../plugin.ts";
import { minutesBetween } from "../text.ts";
import { earlierPath } from "../workflows/earlier.ts";
import { nextText, skipReason, startText, unknownIn, workflowOf } from "../workflows/index.ts";
import { isCheck, onceOver, pauseReason } from "./directive.ts";
import { isGood, outcomeText } from "./outcome.ts";
import { currentTask, phaseOf } from "./phase.ts";
import { answerLine, type QuestionView } from "./questions.ts";
import type { ReportModel } from "./report/report.ts";

/**
 * What an agent was last seen to do. `seen`: when the host wrote the newest of it, ISO 8601; empty
 * where nothing tells.
 */
export interface Step {
  tool: string;
  what: string;
  seen: string;
}

/**
 * What the reader of a view may do with the run: all that its messages name; nothing before a
 * command of the host takes it over for their session; of one that this machine did not start,
 * nothing but end it or take it as theirs.
 */
export type Reach = "own" | "resume" | "resume --force" | "foreign";

/** What is true of a run only where it is: who is alive, what is asked, what was sent. */
interface Present {
  /** Where the run is kept; `here`: it is the project's own. */
  kept: "here" | "parked" | "archived";
  reach?: Reach;
  questions: QuestionView[];
  ownerAlive: boolean | null;
  unsent?: string | null;
  /** What is typed next in the project; left out: a start like the last one. */
  onward?: string;
  /** What running agents were last seen to do, by task. */
  steps?: ReadonlyMap<string, Step | null>;
  /** The time of the reader, ISO 8601; the run's last event unless said. */
  now?: string;
  /** Tasks whose agent has ended with its host; none unless said. */
  gone?: string[];
}

/** The review gates of this run. */
export const reviewGates = (run: Run): ReviewGate[] =>
  gatesOf(workflowOf(run.workflow), run).filter(
    (gate): gate is ReviewGate => gate.gate === "review",
  );

/** Of an agent, or a check, that runs now: since when, and what it was last seen to do. */
function atWork({ status, dispatch }: Task, step: Step | null, now: string) {
  if (status !== "running" || dispatch === null) return null;
  const seen = step?.seen || null;
  return {
    since: dispatch.at,
    minutes: minutesBetween(dispatch.at, now),
    step,
    /** Minutes since the host wrote anything of it; null: nothing tells. */
    silent: seen === null ? null : minutesBetween(seen, now),
  };
}

/** What every view says of a task. */
function shownTask(run: Run, task: Task) {
  const { id, subject, who, status, version: round, started_at, ended_at } = task;
  const waits = task.blocked_by.filter((id) =>
    run.tasks.some((task) => task.id === id && !isOver(task)),
  );
  return {
    ...{ id, subject, status, round },
    agent: isCheck(run, task) ? (who.provider ?? who.agent) : who.agent,
    model: isCheck(run, task) ? "" : who.model,
    /** Tasks that it still waits for. */
    blocked_by: isOver(task) ? [] : waits,
    /** What came of it, in a few words; empty while nothing has. */
    outcome: outcomeText(run, task),
    /** That lets the run go on by itself; null while there is none. */
    passed: task.outcome === null ? null : isGood(run, task, { ...task, outcome: task.outcome }),
    /** What its finished dispatches used. */
    spent: spentOn(task) as Bounds,
    ...{ started_at, ended_at },
  };
}
export type TaskSummary = ReturnType<typeof shownTask>;

export const taskSummaries = (run: Run): TaskSummary[] =>
  inOrder(run.tasks).map((task) => shownTask(run, task));

function taskView(run: Run, task: Task, { steps, kept, now = run.updated_at }: Present) {
  const earlier = kept === "here" ? earlierPath(run, task) : null;
  return {
    ...shownTask(run, task),
    /** Where its review is kept, after which its reviewer looked again. */
    ...(earlier === null ? {} : { earlier }),
    waiver: task.waiver,
    /** Why it was skipped. */
    ...(task.skipped === null ? {} : { skipped: skipReason(run.workflow, task.skipped) }),
    /** It does not count any more, because of a changed request or an earlier gate. */
    void: task.void,
    /** Those of the running dispatch. */
    bounds: task.dispatch?.bounds ?? null,
    at_work: atWork(task, steps?.get(task.id) ?? null, now),
  };
}
export type TaskView = ReturnType<typeof taskView>;

/** Re-reviews of each group of reviewers and of each of them, and how many there may be. */
function groupsOf(run: Run, gates: ReviewGate[]) {
  const limit = (of: string): number => limitOf(workflowOf(run.workflow), run, of);
  return [...new Set(gates.map((gate) => gate.group))].map((name) => {
    const members = gates.filter((gate) => gate.group === name);
    const keys = members.map((gate) => gate.key);
    const reviewers = members.map(({ title, reviewer, key }) => ({
      ...{ name: title, reviewer, rounds: rounds(run, [key]), limit: limit("per_reviewer") },
    }));
    return { name, rounds: rounds(run, keys), limit: limit(name), reviewers };
  });
}

/**
 * Tasks in the order in which they can be done: a fix and its re-review come before the tasks that
 * wait for them.
 */
function inOrder(tasks: Task[]): Task[] {
  const left = [...tasks];
  const placed = new Set<string>();
  const ordered: Task[] = [];
  while (left.length > 0) {
    const at = left.findIndex((task) => task.blocked_by.every((id) => placed.has(id)));
    const [task] = left.splice(Math.max(0, at), 1);
    placed.add(task!.id);
    ordered.push(task!);
  }
  return ordered;
}

/** How a run stands where it is, and what a person should do now. Pure. */
export function standingOf(run: Run, facts: Present) {
  const { kept, questions, gone = [] } = facts;
  const standing = {
    status: run.status,
    phase: phaseOf(run, workflowOf(run.workflow)),
    kept,
    reach: facts.reach ?? ("own" as Reach),
    updated_at: run.updated_at,
    /** What of the change nobody has proven or refuted. */
    unknown: unknownIn(run),
    tasks: inOrder(run.tasks).map((task) => taskView(run, task, facts)),
    groups: groupsOf(run, reviewGates(run)),
    questions,
    /** Ids of the open questions that are asked after these. */
    questions_behind: laterQuestions(run, questions),
    /** The tokens after which the person is asked while it goes on. */
    ceiling_tokens: isLive(run) ? ceilingOf(run) : null,
    /** Why the run waits without a question. */
    held: run.paused
      ? pauseReason(run.paused)
      : gone.length > 0
        ? `Claude Code has ended, along with the agent of ${listed(run, gone)}`
        : null,
    /** Messages about it that did not reach somebody who is to be told, in one line. */
    unsent: facts.unsent ?? null,
    owner: run.owner
      ? {
          session: run.owner.session,
          pid: run.owner.host?.pid ?? null,
          alive: facts.ownerAlive,
          ...(run.owner.driver ? { driver: true } : {}),
        }
      : null,
  };
  const next = nextStep(run, standing, facts.onward && `next is ${facts.onward}`);
  return { ...standing, next };
}

type Standing = ReturnType<typeof standingOf>;
/**
 * A run as plain data with all that renderers show. A workflow adds its own fields, such as the
 * state of each of its stages.
 */
export type RunView = Omit<ReportModel, "status" | "tasks"> & Standing & Record<string, unknown>;

const listed = (run: Run, ids: string[]): string =>
  ids
    .map((id) => `${id} ${run.tasks.find((task) => task.id === id)?.subject ?? ""}`.trim())
    .join(", ");

/**
 * Ids of open questions after those that are shown; a run whose questions are not shown has none.
 */
const laterQuestions = (run: Run, shown: readonly { id: string }[]): string[] =>
  shown.length === 0
    ? []
    : run.questions.map(({ id }) => id).filter((id) => !shown.some((one) => one.id === id));

/** The questions that are open, and the line that answers the first of them. */
function answerOf(run: Run, questions: string[], where = ": "): string {
  const first = openQuestion(run, questions[0])!;
  const { length } = first.labels.length > 0 ? first.labels : first.options;
  return `${questions.join(", ")}${where}${answerLine(first.id, first.wants_reason !== null, length, typedHere("decide"))}`;
}

/** How a run of another machine becomes the person's own; `at`: how a command is typed. */
export const takesOver = (at: (command: string) => string, run: string): string =>
  `${at(`trust --run ${run}`)} shows what it would do, and lets you take it over`;
const FOREIGN = "it was not started on this machine, or this project was moved or copied.";

/** What to do with a run that is not the reader's to go on with. */
function outOfReach(run: Run, reach: Reach): string {
  if (reach === "foreign")
    return `${FOREIGN} ${typedHere("cancel")} ends it, ${typedHere("reset")} archives it. ${takesOver(typedHere, run.run)}`;
  const { do: due, questions } = directive(run);
  const asked = questions.join(", ");
  const takes = `${inHost(reach)} takes it over for this session`;
  const then = due === "ask" ? `; then you are asked ${asked}` : "";
  if (reach === "resume") return `${takes}${then}`;
  // Nobody has to take over what goes on by itself.
  const there =
    due === "ask"
      ? `answer ${asked} in the session that runs it`
      : due === "held"
        ? "it waits in the session that runs it"
        : "nothing to do here: it continues in another session";
  const isAtWork = run.tasks.some(({ status }) => status === "running");
  return `${there}; ${takes}${isAtWork ? ", and its running tasks start again" : ""}${then}`;
}

/** How a run that waits goes on: in its session, else from here. */
const goOn = (run: Run, here: boolean, inSession: string): string =>
  here ? orResume(inSession) : takeUp(run);

/** How to go on with a run that has no session. */
export function takeUp(run: Run): string {
  if (isInHost()) return `type ${resumes(run)}`;
  const { do: due, questions } = directive(run);
  const there =
    due === "ask" ? `answer ${answerOf(run, questions)}` : `run ${typedHere("run --continue")}`;
  return `open Claude Code here and type ${inHost("resume")}, or ${there}`;
}

/**
 * How a session goes on with a run. A run of a driver keeps its driver, so that the session does
 * not pay for it.
 */
const resumes = (run: Run): string =>
  run.owner?.driver
    ? `${inHost("resume --background")} to continue in the background, or ${inHost("resume")} in this session`
    : inHost("resume");

/**
 * What is typed in the session that owns the run. From a terminal it would be read as a command for
 * any session.
 */
const orResume = (inSession: string): string =>
  isInHost() ? `${inSession}, or ${inHost("resume")}` : inSession;

/** What a person should do now, in one line. */
function nextStep(run: Run, view: Omit<Standing, "next">, onward = nextText(run)): string {
  if (view.kept === "parked" && view.reach === "foreign")
    return `${FOREIGN} ${takesOver(typedHere, run.run)}`;
  if (view.kept === "parked") return `${typedHere(`resume ${run.run}`)} brings it back`;
  if (view.kept === "archived")
    return `${typedHere(`report --run ${run.run}`)} shows what was done`;
  if (!isLive(run) && view.reach === "foreign")
    return `${FOREIGN} ${typedHere("report")} shows what its files say`;
  if (run.status === "complete") return `${typedHere("report")} shows what was done; ${onward}`;
  if (!isLive(run))
    return `${startText(run)} starts a new run; ${typedHere("report")} shows what was done`;
  if (view.reach !== "own") return outOfReach(run, view.reach);
  const next = directive(run);
  const isDriven = run.owner?.driver === true;
  const here = view.owner !== null && view.owner.alive !== false && !isDriven;
  if (next.do === "held" && isPersons(run.paused!))
    return `${goOn(run, here, 'type "go on" in the session')}; ${run.paused!.failure === DECLINED ? "then it starts" : "its tasks start again"}`;
  if (next.do === "held")
    return `${run.paused!.failure === UNHEEDED ? "" : `${onceOver(run.paused!)}: `}${goOn(run, here, 'type anything in the session, such as "go on"')}`;
  if (next.do === "ask")
    return `answer ${answerOf(run, next.questions, here ? " in the session, or: " : ": ")}`;
  if (isDriven && view.owner?.alive === true)
    return `nothing to do: the run continues by itself (process ${view.owner.pid})`;
  if (!here) return takeUp(run);
  if (next.do === "dispatch")
    return `it starts ${listed(run, next.tasks)} at the session's next prompt or notification: ${orResume('type anything there, such as "go on"')}`;
  const at = currentTask(run);
  return `nothing to do: ${at ? `${at.id} ${at.subject}` : "the run"} is running, and the run continues by itself`;
}
