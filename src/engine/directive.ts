import { CEILING } from "./bounds.ts";
import { isLive, isOver, type Question, type Run, type Task, taskOf } from "./run.ts";

/** An entry of the host's own task list that the main thread has to make, chain or complete. */
export type MirrorOp =
  | { op: "create"; task: string }
  | { op: "block"; task: string; by: string[] }
  | { op: "complete"; task: string };

/** What the main thread has to do next; `render/directive.ts` has the words. */
export interface Directive {
  /** Names the situation: a session is given the same id only once, and once more as a reminder. */
  id: string;
  do: "dispatch" | "ask" | "wait" | "held" | "done" | "stopped" | "none";
  tasks: string[];
  questions: string[];
  mirror: MirrorOp[];
}

/** The host's dialog shows at most this many questions at once. */
const MAX_QUESTIONS = 4;

const nothing = { tasks: [], questions: [], mirror: [] };

/** The next step of a run, from its state alone. `mirror`: the host has its task tools. Pure. */
export function directive(run: Run | null, options: { mirror: boolean } = { mirror: false }): Directive {
  if (run === null) return { id: "none", do: "none", ...nothing };
  const mirror = options.mirror ? mirrorOf(run) : [];
  if (run.status === "complete") return { id: "done", do: "done", ...nothing, mirror };
  if (!isLive(run)) return { id: `stopped:${run.status}`, do: "stopped", ...nothing };
  if (run.paused !== null) return { id: `held:${run.paused.at}`, do: "held", ...nothing };
  const ready = run.tasks.filter((task) => task.status === "ready");
  const stopped = run.questions.some((question) => question.kind === CEILING.ask);
  if (ready.length > 0 && !stopped) {
    const id = `dispatch:${ready.map((task) => `${task.id}.${task.dispatches + 1}`).join(",")}`;
    return { id, do: "dispatch", tasks: ready.map((task) => task.id), questions: [], mirror };
  }
  const open = questionsToAsk(run);
  if (open.length > 0) {
    const id = `ask:${open.map((question) => `${question.id}${question.wants_reason ? `.${question.wants_reason}` : ""}`).join(",")}`;
    return { id, do: "ask", tasks: [], questions: open.map((question) => question.id), mirror };
  }
  const running = run.tasks.filter((task) => task.status === "running");
  return {
    id: `wait:${running.map((task) => `${task.id}.${task.dispatches}`).join(",")}`,
    do: "wait",
    tasks: running.map((task) => task.id),
    questions: [],
    mirror: [],
  };
}

/** The questions of the next dialog: first those about the run itself, then those of one task. */
export function questionsToAsk(run: Run): Question[] {
  const first = run.questions.find((question) => question.task === null) ?? run.questions[0];
  if (!first) return [];
  if (first.wants_reason !== null) return [first];
  return run.questions
    .filter(
      (question) => question.task === first.task && question.kind === first.kind && question.wants_reason === null,
    )
    .slice(0, MAX_QUESTIONS);
}

function mirrorOf(run: Run): MirrorOp[] {
  const ops: MirrorOp[] = [];
  for (const task of run.tasks) {
    if (task.host_task_id === null) {
      if (task.status !== "cancelled") ops.push({ op: "create", task: task.id });
      continue;
    }
    const by = task.blocked_by.filter((id) => !task.host_blocked_by.includes(id) && knownToHost(run, id));
    if (by.length > 0 && !task.host_completed && !isOver(task)) ops.push({ op: "block", task: task.id, by });
    if (task.status === "done" && !task.host_completed) ops.push({ op: "complete", task: task.id });
  }
  return ops;
}

const knownToHost = (run: Run, id: string): boolean => (taskOf(run, id) as Task).host_task_id !== null;

/** The token of the phase that the run is in: that of its current task, else the workflow's word for idle or complete. */
export function phaseOf(run: Run | null, words: { idle: string; complete: string }): string {
  if (run === null) return words.idle;
  if (run.status === "complete") return words.complete;
  if (!isLive(run)) return words.idle;
  const current = currentTask(run);
  return current ? current.token : words.idle;
}

/** The task to show as the current one: a running one, else a waiting, else a ready one, else the last that is done. */
export function currentTask(run: Run): Task | undefined {
  const live = run.tasks.filter((task) => !task.void);
  return (
    live.find((task) => task.status === "running") ??
    live.find((task) => task.status === "waiting") ??
    live.find((task) => task.status === "ready") ??
    live.findLast((task) => task.status === "done")
  );
}
