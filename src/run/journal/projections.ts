import { spentBy } from "../../engine/bounds.ts";
import { directive, questionsToAsk } from "../../engine/directive.ts";
import { gatesOf } from "../../engine/gates.ts";
import { isLive, type Question, type Run, rounds, type Task, taskOf } from "../../engine/run.ts";
import type { Gate } from "../../engine/workflow.ts";
import { pauseReason } from "../../render/directive.ts";
import { currentTask, phaseOf } from "../../render/phase.ts";
import { questionName, questionWords, workflowOf } from "../../workflows/index.ts";
import { deniedLines, linesAbout, whyText } from "../../workflows/words/words.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * The name of the run's task list: the project's folder, and a hash of its path, because two
 * folders may have one name.
 */
export function teamName(root: string): string {
  const folder = (root.split("/").pop() ?? "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .slice(0, 20);
  const hash = new Bun.CryptoHasher("sha256").update(root).digest("hex").slice(0, 6);
  return `multi-ai-${folder}-${hash}`;
}

function roundsOf(run: Run): Record<string, number> {
  const counts: Record<string, number> = {};
  const workflow = workflowOf(run.workflow);
  // A run that was begun without a reviewer does not have it; one whose variant leaves it out does.
  const isNew = ({ key }: Gate): boolean => !run.tasks.some((task) => task.gate === key);
  const missing = new Set(
    gatesOf(workflow, run).flatMap((gate) => (isNew(gate) ? [gate.key] : [])),
  );
  for (const gate of workflow.entries[run.entry]!.gates)
    if (gate.gate === "review" && !missing.has(gate.key))
      counts[gate.token] = rounds(run, [gate.key]);
  return counts;
}

/**
 * The key of a task: its token (of a check, which shares its token, its gate), from the second
 * round on with the number.
 */
function keyOf({ token, gate, version, who, kind }: Task): string {
  const name = who.program !== undefined && kind !== "fix" ? gate : token;
  return version === 1 ? name : `${name}.${version}`;
}

function blockerOf(run: Run): string | null {
  if (run.paused !== null) return pauseReason(run.paused);
  const [open] = questionsToAsk(run);
  if (!open) return isLive(run) ? null : run.reason;
  const failed = taskOf(run, open.task)?.failure;
  return `question ${open.id} (${questionName(run.workflow, open.kind)}) is open${failed ? `: ${failed.message}` : ""}`;
}

/**
 * Why the person is asked: the failure, or why a loop makes no progress; null where the question
 * itself says it.
 */
function reasonOf(run: Run, root: string, open: Question, task: Task | undefined): string | null {
  const about = linesAbout(run, open);
  if (about !== null) return about.join("\n");
  const why = whyText(workflowOf(run.workflow), run, open);
  const all = [
    why || task?.failure?.message || task?.note,
    ...(task === undefined ? [] : deniedLines(root, task)),
  ];
  return all.filter(Boolean).join("\n") || null;
}

/** An open question, for whoever reads the file: its words, its answers, and why it is asked. */
function questionOf(run: Run, root: string, open: Question): Record<string, unknown> {
  const workflow = workflowOf(run.workflow);
  const words = questionWords(run.workflow, open.kind);
  const task = taskOf(run, open.task);
  const own = open.labels.map((label) => ({ key: "answer", label }));
  return {
    id: open.id,
    kind: open.kind,
    task: open.task,
    text: words.title({ workflow, run }, open),
    options:
      own.length > 0
        ? own
        : open.options.map((key) => ({ key, label: words.options[key]?.label ?? key })),
    reason: reasonOf(run, root, open, task),
  };
}

export function stateFile(run: Run, root: string): Record<string, unknown> {
  const [open] = questionsToAsk(run);
  const task = currentTask(run);
  return {
    version: 1,
    run: run.run,
    workflow: run.workflow,
    request: run.request.text,
    phase: phaseOf(run, workflowOf(run.workflow)),
    status: run.status,
    blocker_reason: blockerOf(run),
    rounds: roundsOf(run),
    ...(open ? { question: questionOf(run, root, open) } : {}),
    subject: task?.reviewed ?? task?.dispatch?.subject ?? null,
    /** Of all dispatches that are over. */
    tokens: spentBy(run).tokens,
    updated_at: run.updated_at,
  };
}

export function tasksFile(run: Run, root: string): Record<string, unknown> {
  return {
    run: run.run,
    team: teamName(root),
    tasks: run.tasks.map((task) => ({
      id: task.id,
      key: keyOf(task),
      subject: task.subject,
      agent: task.who.agent,
      model: task.who.provider ?? task.who.model,
      status: task.status,
      /** Since when its agent, or its check, is at work; null: nothing is. */
      at_work_since: task.status === "running" ? (task.dispatch?.at ?? null) : null,
      /** Passed by the person's own decision and not by an approval. */
      waiver: task.waiver,
      /** The person's own version of what an agent had made. */
      by_person: task.by_person,
      /** Counts no more: what it was about was done anew. */
      void: task.void,
      blocked_by: task.blocked_by,
      output: task.writes,
      round: task.version,
      host_task_id: task.host_task_id,
    })),
  };
}

/**
 * Whether hooks have to work for this run: it is live, its session was not told of its end yet,
 * entries of the host's task list are still open, or one of its agents may still run.
 */
export function isGuarded(run: Run): boolean {
  if (isLive(run)) return true;
  if (run.released) return false;
  const isGiven = run.owner === null || run.delivered?.directive === directive(run).id;
  return !isGiven || run.void_calls.length > 0 || hasOpenEntries(run);
}

const hasOpenEntries = (run: Run): boolean =>
  run.status === "complete" &&
  run.tasks.some(
    (task) => task.status === "done" && task.host_task_id !== null && !task.host_completed,
  );

/** The content of every file that is derived from the journal; null: it must not exist. */
export function projections(run: Run | null, root: string): Record<string, string | null> {
  if (run === null) return { "state.json": null, "pipeline-tasks.json": null, live: null };
  return {
    "state.json": json(stateFile(run, root)),
    "pipeline-tasks.json": json(tasksFile(run, root)),
    live: isGuarded(run) ? `${run.run}\n` : null,
  };
}
