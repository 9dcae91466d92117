import { spentBy } from "../../engine/bounds.ts";
import type { Recorded } from "../../engine/events.ts";
import { panelGates } from "../../engine/gates.ts";
import { seatsOf } from "../../engine/panel.ts";
import { isOver, isPersons, type Run, type Task, taskOf } from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";
import { countedTasks } from "../../render/directive.ts";
import type { Occasion } from "../../settings.ts";
import { minutesBetween } from "../../text.ts";
import type { Notice } from "../../workflows/contract/notice.ts";

/**
 * What of one batch of the journal is worth a message; `before` and `after`: the run around it.
 * Pure.
 */
export function noticesOf(
  workflow: Workflow,
  before: Run | null,
  after: Run,
  events: readonly Recorded[],
): Notice[] {
  const last = events.at(-1);
  if (last === undefined) return [];
  const notice = (on: Occasion, more: Partial<Notice>): Notice => noticeOf(on, after, last, more);
  const round = roundOver(workflow, before, after, events);
  const needed = personNeeded(after, events);
  const ended = events.find((event) => event.type === "ended");
  return [
    ...(round === null ? [] : [notice("iteration", { round })]),
    ...(beginsExecution(before, after, events) ? [notice("execution", {})] : []),
    ...(needed === null ? [] : [notice("question", needed)]),
    // Whoever cancels a run knows that it is over.
    ...(ended === undefined || ended.status === "cancelled"
      ? []
      : [notice("end", { failed: failedTasks(after) })]),
  ];
}

/** A notice about a run as it stood at the event `last`. */
function noticeOf(
  on: Occasion,
  run: Run,
  last: Pick<Recorded, "seq" | "at">,
  more: Partial<Notice>,
): Notice {
  const counted = countedTasks(run);
  return {
    on,
    seq: last.seq,
    run: run.run,
    workflow: run.workflow,
    status: run.status,
    minutes: Math.floor(minutesBetween(run.created_at, last.at)),
    tokens: spentBy(run).tokens,
    done: counted.filter((task) => task.status === "done").length,
    total: counted.length,
    round: null,
    questions: [],
    held: null,
    failed: [],
    ...more,
  };
}

/**
 * The seats of a panel that have voted, where all that were to vote have: the round is over, or
 * waits for the person.
 */
function votedIn(workflow: Workflow, run: Run | null, panel: string): Task[] {
  const open = run === null ? [] : seatsOf(workflow, run, panel).filter((task) => !isOver(task));
  return open.every((task) => task.status === "waiting" && task.outcome !== null) ? open : [];
}

/**
 * The engine is done with all seats of a round in one decision; a round that the person has to
 * settle was told before that.
 */
function roundOver(
  workflow: Workflow,
  before: Run | null,
  after: Run,
  events: readonly Recorded[],
): Notice["round"] {
  const done = new Set(events.flatMap((event) => (event.type === "task_done" ? [event.task] : [])));
  for (const panel of new Set(panelGates(workflow, after).map((gate) => gate.panel))) {
    if (votedIn(workflow, before, panel).length > 0) continue;
    const all = seatsOf(workflow, after, panel);
    const settled = all.filter((task) => done.has(task.id));
    // Those that approved an older plan vote on the same one behind those that had asked for
    // changes.
    if (
      settled.length > 0 &&
      all.some((task) => task.status === "ready" || task.status === "running")
    )
      continue;
    const seats = settled.length > 0 ? settled : votedIn(workflow, after, panel);
    if (seats.length > 0)
      return {
        number: Math.max(...seats.map((task) => task.version)),
        votes: seats.map((task) => ({
          seat: task.item ?? task.who.role ?? task.subject,
          verdict: verdictOf(workflow, after, panel, task),
        })),
      };
  }
  return null;
}

/** What a seat's task says of what its panel looks at: one part to be changed is a no. */
function verdictOf(workflow: Workflow, run: Run, panel: string, seat: Task): string {
  const [gate] = panelGates(workflow, run, panel);
  const parts =
    workflow.panels?.[panel]?.standings(run, gate!, seatsOf(workflow, run, panel)) ?? [];
  const own = parts.flatMap(({ verdicts }) =>
    verdicts.filter((verdict) => verdict.task.id === seat.id),
  );
  if (own.length === 0) return seat.outcome ?? seat.waiver?.kind ?? "no verdict";
  return own.some((one) => one.verdict === "changes") ? "asks for changes" : "approved";
}

/** The first task of the run that may change the project was given to its agent. */
function beginsExecution(before: Run | null, after: Run, events: readonly Recorded[]): boolean {
  if (before?.tasks.some((task) => task.edits !== null && task.dispatches > 0)) return false;
  return events.some(
    (event) => event.type === "dispatched" && (taskOf(after, event.task)?.edits ?? null) !== null,
  );
}

function personNeeded(
  run: Run,
  events: readonly Recorded[],
): Pick<Notice, "questions" | "held"> | null {
  const asked = new Set(
    events.flatMap((event) => (event.type === "asked" ? [event.question] : [])),
  );
  // One that was answered in the same decision asks nobody.
  const questions = run.questions
    .filter(({ id }) => asked.has(id))
    .map(({ id, kind, task }) => ({ id, kind, about: taskName(run, task) }));
  const isHeld =
    events.some((event) => event.type === "held") && run.paused !== null && !isPersons(run.paused);
  return questions.length === 0 && !isHeld
    ? null
    : { questions, held: isHeld ? run.paused!.failure : null };
}

function taskName(run: Run, id: string | null): string {
  const task = taskOf(run, id);
  return task === undefined ? run.run : `${task.id} ${task.subject}`;
}

/**
 * What did not get through, of a run that is over: a task that failed for good ends as cancelled
 * when the run fails.
 */
const failedTasks = (run: Run): string[] =>
  run.status === "complete"
    ? []
    : [
        ...run.tasks
          .filter(
            (task) =>
              !task.void &&
              task.status !== "done" &&
              (task.status === "failed" || task.failure !== null),
          )
          .map((task) => taskName(run, task.id)),
        ...(run.items ?? [])
          .filter((item) => item.dropped !== null)
          .map(({ item, title }) => `${item} ${title}`),
      ];
