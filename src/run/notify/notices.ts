import { spentBy } from "../../engine/bounds.ts";
import type { Recorded } from "../../engine/events.ts";
import { panelGates } from "../../engine/gates.ts";
import { isPersons, type Run, taskOf } from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";
import { countedTasks } from "../../render/directive.ts";
import type { Occasion } from "../../settings.ts";
import type { Notice } from "../../workflows/notice.ts";

/**
 * What of one batch of the journal is worth a message; `before` and `after`: the run around it. Pure.
 */
export function noticesOf(workflow: Workflow, before: Run | null, after: Run, events: readonly Recorded[]): Notice[] {
  const last = events.at(-1);
  if (last === undefined) return [];
  const counted = countedTasks(after);
  const notice = (on: Occasion, more: Partial<Notice>): Notice => ({
    on,
    seq: last.seq,
    run: after.run,
    workflow: after.workflow,
    status: after.status,
    minutes: Math.max(0, Math.floor((Date.parse(last.at) - Date.parse(after.created_at)) / 60_000)),
    tokens: spentBy(after).tokens,
    done: counted.filter((task) => task.status === "done").length,
    total: counted.length,
    round: null,
    questions: [],
    held: null,
    failed: [],
    ...more,
  });
  const round = roundOver(workflow, after, events);
  const needed = personNeeded(after, events);
  const ended = events.find((event) => event.type === "ended");
  return [
    ...(round === null ? [] : [notice("iteration", { round })]),
    ...(beginsExecution(before, after, events) ? [notice("execution", {})] : []),
    ...(needed === null ? [] : [notice("question", needed)]),
    // Whoever cancels a run knows that it is over.
    ...(ended === undefined || ended.status === "cancelled" ? [] : [notice("end", { failed: failedTasks(after) })]),
  ];
}

/** Every seat that had something to say has said it: the engine is done with all of them in one decision. */
function roundOver(workflow: Workflow, run: Run, events: readonly Recorded[]): Notice["round"] {
  const keys = new Set(panelGates(workflow, run).map((gate) => gate.key));
  const seats = events.flatMap((event) => {
    const task = event.type === "task_done" ? taskOf(run, event.task) : undefined;
    return task !== undefined && task.kind !== "fix" && keys.has(task.gate) ? [task] : [];
  });
  if (seats.length === 0) return null;
  return {
    number: Math.max(...seats.map((task) => task.version)),
    votes: seats.map((task) => ({
      seat: task.item ?? task.who.role ?? task.subject,
      said: task.outcome ?? task.waiver?.kind ?? "nothing",
    })),
  };
}

/** The first task of the run that may change the project was given to its agent. */
function beginsExecution(before: Run | null, after: Run, events: readonly Recorded[]): boolean {
  if (before?.tasks.some((task) => task.edits !== null && task.dispatches > 0)) return false;
  return events.some((event) => event.type === "dispatched" && (taskOf(after, event.task)?.edits ?? null) !== null);
}

function personNeeded(run: Run, events: readonly Recorded[]): Pick<Notice, "questions" | "held"> | null {
  const asked = new Set(events.flatMap((event) => (event.type === "asked" ? [event.question] : [])));
  // One that was answered in the same decision asks nobody.
  const questions = run.questions
    .filter(({ id }) => asked.has(id))
    .map(({ id, kind, task }) => ({ id, kind, about: taskName(run, task) }));
  const isHeld = events.some((event) => event.type === "held") && run.paused !== null && !isPersons(run.paused);
  return questions.length === 0 && !isHeld ? null : { questions, held: isHeld ? run.paused!.failure : null };
}

function taskName(run: Run, id: string | null): string {
  const task = id === null ? undefined : taskOf(run, id);
  return task === undefined ? run.run : `${task.id} ${task.subject}`;
}

const failedTasks = (run: Run): string[] =>
  run.tasks
    .filter(
      (task) =>
        !task.void &&
        (task.status === "failed" || (run.status === "failed" && task.failure !== null && task.status !== "done")),
    )
    .map((task) => taskName(run, task.id));
