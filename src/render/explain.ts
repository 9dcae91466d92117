import type { Recorded } from "../engine/events.ts";
import { clip, cut, duration, type Layout, oneLine, PLAIN_LAYOUT, plural, wrapWhole } from "../text.ts";
import type { Caught } from "../workflows/contract/contract.ts";
import { atPlace } from "./caught.ts";
import { becameText } from "./report-parts.ts";
import type { RunView, TaskView } from "./view.ts";

/** Why a task stands where it stands, in one paragraph. */

type TaskEvent = Extract<Recorded, { task: string }>;

/** Why a dispatch did not count, as a sentence goes on behind its number. */
const RETURNED: Record<Extract<Recorded, { type: "returned" }>["reason"], string> = {
  again: "as you decided",
  answered: "with your answer",
  invalid: "because no valid result came of the one before",
  lost: "because the agent before it was gone",
  stale: "because what it was about had changed meanwhile",
  changed: "because the project had changed since the check before it",
  taken_over: "because another session took the run over",
  bounded: "because the agent before it was at its bounds",
  api: "because the API had given no answer",
  stopped: "because you had stopped the agent before it",
};

/** Characters of what an agent was told. */
const MAX_PROBLEM = 300;

const named = (view: RunView, id: string): string => {
  const task = view.tasks.find((one) => one.id === id);
  return task ? `${id} ${oneLine(task.subject)}` : id;
};

/** What a task waits for, followed to the tasks that can go on now. */
function blockers(view: RunView, task: TaskView, seen = new Set<string>()): TaskView[] {
  return task.blocked_by.flatMap((id) => {
    const found = view.tasks.find((one) => one.id === id);
    if (!found || seen.has(id)) return [];
    seen.add(id);
    return found.status === "blocked" ? blockers(view, found, seen) : [found];
  });
}

const STANDS: Partial<Record<TaskView["status"], string>> = {
  ready: "comes next",
  waiting: "waits for your answer",
  running: "is at work",
};

function standsText(view: RunView, task: TaskView): string[] {
  if (task.void) return ["It does not count any more: what it was about was changed or decided anew."];
  if (task.skipped !== undefined) return [`It was left out: ${task.skipped}.`];
  switch (task.status) {
    case "blocked": {
      const first = blockers(view, task).map(
        (one) => `${named(view, one.id)}, which ${STANDS[one.status] ?? `is ${one.status}`}`,
      );
      const direct = task.blocked_by.map((id) => named(view, id)).join(" and ");
      const through = blockers(view, task).every((one) => task.blocked_by.includes(one.id));
      return [
        `It is blocked by ${through ? first.join(" and ") : direct}.`,
        ...(through || first.length === 0 ? [] : [`First comes ${first.join(" and ")}.`]),
      ];
    }
    case "ready":
      return [view.held === null ? "It comes next." : `It comes next; the run waits: ${oneLine(view.held)}.`];
    case "running": {
      const now = task.at_work;
      if (now === null) return ["It is at work."];
      const step =
        now.step === null ? "" : `; it was last seen at ${now.step.tool} ${cut(oneLine(now.step.what), 120)}`.trimEnd();
      const quiet = now.silent !== null && now.silent >= 1 ? `, ${duration(now.silent)} ago` : "";
      return [`It has been at work for ${duration(now.minutes)}${step}${quiet}.`];
    }
    case "waiting": {
      const asked = view.questions.map((one) => one.id).join(", ");
      return [asked === "" ? "It waits for your answer." : `It waits for your answer to ${asked}.`];
    }
    case "done":
      return [task.outcome === task.status ? "It is done." : `It is done: ${oneLine(task.outcome)}.`];
    default:
      return [`It is ${task.status}${task.outcome === "" ? "" : `; what came of it: ${oneLine(task.outcome)}`}.`];
  }
}

/** What became of each dispatch, oldest first. */
function historyText(events: readonly TaskEvent[], task: TaskView): string[] {
  const told: string[] = [];
  let dispatches = 0;
  let refused: string[] = [];
  const tell = (): void => {
    const last = refused.at(-1);
    if (last === undefined) return;
    const times = refused.length === 1 ? "" : ` ${refused.length} times, last`;
    told.push(`Its result was sent back${times}: ${cut(oneLine(last), MAX_PROBLEM)}`);
    refused = [];
  };
  for (const event of events) {
    if (event.type === "dispatched") dispatches++;
    if (event.type === "refused") refused.push(event.problems.join("; "));
    if (event.type === "check_failed") told.push(`The check failed: ${cut(oneLine(event.message), MAX_PROBLEM)}`);
    if (event.type === "returned") {
      tell();
      told.push(
        `It started once more ${RETURNED[event.reason]}${event.note === "" ? "" : `: ${cut(oneLine(event.note), MAX_PROBLEM)}`}`,
      );
    }
    if (event.type === "accepted") tell();
  }
  tell();
  const used = task.spent.minutes > 0 ? ` in ${duration(task.spent.minutes)}` : "";
  return [...(dispatches > 1 ? [`It was started ${plural(dispatches, "time")}${used}`] : []), ...told].map(
    (one) => `${one.replace(/[.\s]+$/, "")}.`,
  );
}

/** Findings of a task that are told; a page of the watch has all. */
const MAX_FINDINGS = 3;

/** A line for each thing that the task found: what it is, and who mended it and agreed. */
const findingLines = ({ caught }: Explained, width: number): string[] =>
  clip(caught, MAX_FINDINGS, (one) => {
    const problem = cut(oneLine(one.problem), 160).replace(/[.\s]+$/, "");
    return `${one.id} (${one.severity})${atPlace(one)}: ${problem}; ${becameText(one)}.`;
  }).flatMap((line) => wrapWhole(line, width));

/** Why a task is there that no workflow has from its beginning. */
function whyText(view: RunView, { fixes, kind }: Explained): string[] {
  if (fixes === null) return [];
  const review = view.tasks.find((one) => one.id === fixes);
  const found = review === undefined || review.outcome === "" ? "" : ` (${oneLine(review.outcome)})`;
  return [
    `It is there because ${named(view, fixes)} asked for ${kind === "fix" ? "changes" : "another look"}${found}.`,
  ];
}

/** The part of a task that a view does not have. */
interface Explained {
  kind: string;
  /** The review that a fix answers; null: it is no fix. */
  fixes: string | null;
  /** What it found, and what became of that. */
  caught: Caught[];
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
  const own = events.filter((one): one is TaskEvent => "task" in one && one.task === task.id && one.run === view.run);
  const sentences = [
    `${task.id} ${oneLine(task.subject)} (${who}).`,
    ...whyText(view, more),
    ...standsText(view, task),
    ...historyText(own, task),
  ];
  return [...wrapWhole(sentences.join(" "), width, 0), ...findingLines(more, width), `Next: ${view.next}`].join("\n");
}
