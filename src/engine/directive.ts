import { readyTasks } from "./decisions/wave.ts";
import { isLive, isOver, type Question, type Run, type Task, taskOf } from "./run.ts";

/** An entry of the host's own task list that the main thread has to make, chain or complete. */
type MirrorOp =
  | { op: "create"; task: string }
  | { op: "block"; task: string; by: string[] }
  | { op: "complete"; task: string };

/** What the main thread has to do next; `render/directive.ts` has the words. */
export interface Directive {
  /**
   * Names the state of affairs: a session is given the same id only once, and once more as a
   * reminder. A task that was sent back and is ready again, also before it was ever dispatched, is
   * another one.
   */
  id: string;
  do: "dispatch" | "ask" | "wait" | "held" | "done" | "stopped" | "none";
  tasks: string[];
  questions: string[];
  mirror: MirrorOp[];
}

/** The host's dialog shows at most this many questions at once. */
const MAX_QUESTIONS = 4;

const nothing = { tasks: [], questions: [], mirror: [] };

interface Reader {
  /** The host has its task tools. */
  mirror?: boolean;
  /** Whether a task is started by somebody else than the reader. */
  isOthers?: (task: Task) => boolean;
}

/** The next step of a run, from its state alone, for whoever carries it out. Pure. */
export function directive(run: Run | null, options: Reader = {}): Directive {
  if (run === null) return { id: "none", do: "none", ...nothing };
  const mirror = options.mirror ? mirrorOf(run) : [];
  if (run.status === "complete") return { id: "done", do: "done", ...nothing, mirror };
  if (!isLive(run)) return { id: `stopped:${run.status}`, do: "stopped", ...nothing };
  if (run.paused !== null) return { id: `held:${run.paused.at}`, do: "held", ...nothing };
  const turn = run.turn === 0 ? "" : `@${run.turn}`;
  const isOthers = options.isOthers ?? (() => false);
  const pending = readyTasks(run);
  const ready = pending.filter((task) => !isOthers(task));
  // A question about the run itself comes first: its answer may send back what would be started.
  if (ready.length > 0 && !isRunQuestionOpen(run)) {
    const id = `dispatch:${ready.map((task) => `${task.id}.${task.turn}`).join(",")}${turn}`;
    return { ...nothing, id, do: "dispatch", tasks: ready.map((task) => task.id), mirror };
  }
  const open = questionsToAsk(run);
  if (open.length > 0) {
    const id = `ask:${open.map((question) => `${question.id}${question.wants_reason ? `.${question.wants_reason}` : ""}`).join(",")}${turn}`;
    return { ...nothing, id, do: "ask", questions: open.map((question) => question.id), mirror };
  }
  const running = run.tasks.filter(
    (task) => task.status === "running" || (isOthers(task) && pending.includes(task)),
  );
  const id = `wait:${running.map((task) => `${task.id}.${task.dispatches}`).join(",")}`;
  return { ...nothing, id, do: "wait", tasks: running.map((task) => task.id) };
}

/** Whether a question about the run itself is open: until its answer nothing is started. */
export const isRunQuestionOpen = (run: Run): boolean =>
  run.questions.some((question) => question.task === null);

/**
 * How a directive is given. `once`: not a second time; `reminder`: once more; `always`: again, and
 * one reminder after it.
 */
export type Giving = "once" | "reminder" | "always";

/** Whether this directive is to be given to a session now, and as what. Pure. */
export function giving(
  run: Run,
  next: Directive,
  session: string,
  mode: Giving,
): { give: boolean; reminder: boolean } {
  const given = run.delivered?.directive === next.id && run.delivered.session === session;
  const enough = given && (mode === "once" || (mode === "reminder" && run.delivered!.reminder));
  return {
    give: !enough && next.do !== "none" && next.do !== "held",
    reminder: given && mode === "reminder",
  };
}

/**
 * What is recorded as given where code has shown the report of a complete run: its main thread
 * knows nothing of that yet.
 */
export const END_DELIVERED = "done:shown";
export const isEndDelivered = (run: Run): boolean => run.delivered?.directive === END_DELIVERED;

/** Whether this session was reminded of this directive, and has left it undone. */
export const wasReminded = (run: Run, next: Directive, session: string): boolean =>
  run.delivered?.directive === next.id &&
  run.delivered.session === session &&
  run.delivered.reminder;

/**
 * The questions of the next dialog: first those about the run itself, then those of one task, or of
 * several checkpoints.
 */
export function questionsToAsk(run: Run): Question[] {
  const first = run.questions.find((question) => question.task === null) ?? run.questions[0];
  if (!first) return [];
  if (first.wants_reason !== null) return [first];
  // What approves commands stands alone.
  const isPlain = ({ task, commands }: Question): boolean =>
    task !== null && commands === null && taskOf(run, task)?.who.agent === "person";
  const beside = (question: Question): boolean =>
    isPlain(first)
      ? isPlain(question)
      : question.task === first.task && question.kind === first.kind;
  return run.questions
    .filter((question) => beside(question) && question.wants_reason === null)
    .slice(0, MAX_QUESTIONS);
}

function mirrorOf(run: Run): MirrorOp[] {
  const ops: MirrorOp[] = [];
  for (const task of run.tasks) {
    if (task.host_task_id === null) {
      if (task.status !== "cancelled") ops.push({ op: "create", task: task.id });
      continue;
    }
    const by = task.blocked_by.filter(
      (id) => !task.host_blocked_by.includes(id) && taskOf(run, id)!.host_task_id !== null,
    );
    if (by.length > 0 && !task.host_completed && !isOver(task))
      ops.push({ op: "block", task: task.id, by });
    if (task.status === "done" && !task.host_completed) ops.push({ op: "complete", task: task.id });
  }
  return ops;
}
