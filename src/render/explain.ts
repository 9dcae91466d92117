import type { Recorded } from "../engine/events.ts";
import {
  clip,
  cut,
  duration,
  type Layout,
  oneLine,
  PLAIN_LAYOUT,
  plural,
  wrapWhole,
} from "../text.ts";
import type { Caught } from "../workflows/contract/contract.ts";
import { findingLine } from "../workflows/finding-words.ts";
import { becameText } from "./report-parts.ts";
import { resultOf } from "./status.ts";
import type { RunView, TaskView } from "./view.ts";

/** Why a task is blocked or waiting, in one paragraph. */

type TaskEvent = Extract<Recorded, { task: string }>;

/** Characters of what an agent was told. */
const MAX_PROBLEM = 300;
/** Findings of a task that are told; the report has all. */
const MAX_FINDINGS = 3;

const problemText = (text: string): string => cut(oneLine(text), MAX_PROBLEM);

const named = (view: RunView, id: string): string => {
  const task = view.tasks.find((task) => task.id === id);
  return task ? `${id} ${oneLine(task.subject)}` : id;
};

/** What the status says of it. */
function standsText(view: RunView, task: TaskView, questions: string[]): string {
  if (questions.length > 0) return `It is waiting for your answer to ${questions.join(", ")}`;
  const result = resultOf(view, task);
  if (task.status === "waiting") return `It is waiting for those who review the same: ${result}`;
  if (result.startsWith(task.status)) return `It is ${result}`;
  return `It is ${task.status}${result === "" ? "" : `: ${result}`}`;
}

/** Why a task counts no more that the run has cancelled since it was moved up. */
function droppedText(events: readonly Recorded[], own: readonly TaskEvent[]): string[] {
  const end = own.findLast(({ type }) => type === "task_voided");
  const first = end && end.seq - (end.batch?.[0] ?? 1);
  const moved = events.findLast(
    (event) => event.type === "options_set" && end && first! < event.seq && event.seq < end.seq,
  );
  return moved?.type === "options_set" && moved.options.moved
    ? [
        `It no longer counts, because the run switched to more steps: ${problemText(moved.options.moved)}`,
      ]
    : [];
}

/** What became of each dispatch, oldest first. */
function historyOf(events: readonly TaskEvent[], task: TaskView): string[] {
  const dispatches = events.filter(({ type }) => type === "dispatched").length;
  const scripts = events.filter(({ type }) => type === "tried").length;
  const used = task.spent.minutes > 0 ? ` in ${duration(task.spent.minutes)}` : "";
  const refused = events.flatMap((event) =>
    event.type === "refused" ? [event.problems.join("\n")] : [],
  );
  const came = events.flatMap((event) => {
    if (event.type === "refused")
      return [`Its result was sent back: ${problemText(event.problems.join("; "))}`];
    if (event.type === "check_failed")
      return event.message === task.outcome
        ? []
        : [`The check failed: ${problemText(event.message)}`];
    if (event.type !== "returned") return [];
    if (event.reason === "api") return ["It had to wait for the run to continue"];
    const note =
      event.note === "" || refused.includes(event.note) ? "" : `: ${problemText(event.note)}`;
    return [`It was started again (${event.reason.replaceAll("_", " ")})${note}`];
  });
  return [
    ...(dispatches > 1 ? [`It was started ${plural(dispatches, "time")}${used}`] : []),
    ...new Set(came),
    ...(scripts > 0 ? [`It had ${plural(scripts, "script")} run`] : []),
  ];
}

/** A line for each thing that the task found: what it is, and who mended it and agreed. */
const findingLines = ({ caught }: Explained, width: number): string[] =>
  clip(
    caught,
    MAX_FINDINGS,
    (one) =>
      `${one.id} ${findingLine({ ...one, problem: cut(one.problem, 160).replace(/[.\s]+$/, "") })}; ${becameText(one)}.`,
  ).flatMap((line) => wrapWhole(line, width));

/** The part of a task that a view does not have. */
interface Explained {
  kind: string;
  /** The reviews that asked for it; none: the workflow has it from its beginning. */
  asked: string[];
  /** Ids of the open questions about it. */
  questions: string[];
  /** What it found, and what became of that. */
  caught: Caught[];
}

/** Why a task is there that no workflow has from its beginning. */
function causeOf(view: RunView, { asked, kind }: Explained): string[] {
  if (asked.length === 0) return [];
  const outcome = view.tasks.find((task) => task.id === asked[0])?.outcome ?? "";
  const found = outcome === "" || outcome === "done" ? "" : ` (${oneLine(outcome)})`;
  return [
    `It was added because ${asked.map((id) => named(view, id)).join(" and ")} asked for ${kind === "fix" ? "changes" : "another review"}${found}`,
  ];
}

/** The paragraph, what the task found, and what to do now. `events`: those of the run. */
export function explainText(
  view: RunView,
  task: TaskView,
  more: Explained,
  events: readonly Recorded[],
  { width }: Layout = PLAIN_LAYOUT,
): string {
  const who = [task.agent, task.model].filter((word) => word !== "").join(", ");
  const own = events.filter(
    (event): event is TaskEvent =>
      "task" in event && event.task === task.id && event.run === view.run,
  );
  const sentences = [
    `${task.id} ${oneLine(task.subject)} (${who})`,
    ...causeOf(view, more),
    standsText(view, task, more.questions),
    ...droppedText(events, own),
    ...historyOf(own, task),
    ...(task.earlier === undefined ? [] : [`Its review is kept in ${task.earlier}`]),
  ].map((one) => `${one.replace(/[.\s]+$/, "")}.`);
  return [
    ...wrapWhole(sentences.join(" "), width, 0),
    ...findingLines(more, width),
    `Next: ${view.next}`,
  ].join("\n");
}
