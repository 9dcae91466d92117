import type { EventOf, Recorded } from "../engine/events.ts";
import { ASSUMED_TO_RUN } from "../engine/outcomes.ts";
import { openQuestion, type Run, type Task, taskOf } from "../engine/run.ts";
import { cut, given, oneLine, type Paint, PLAIN, wrapWhole } from "../text.ts";
import { MAX_SAID } from "../workflows/finding-words.ts";
import { assumedText, questionName, questionWords, workflowOf } from "../workflows/index.ts";
import { modelsText } from "../workflows/money/estimate.ts";
import { endOf } from "../workflows/test-words.ts";
import { waiverWords } from "../workflows/words.ts";
import { heldText } from "./directive.ts";
import { endWords, isGood, type Look, outcomeText, toYou } from "./outcome.ts";
import { optionLabel } from "./questions.ts";
import { cameOf } from "./shown/came.ts";

interface ProgressOptions {
  paint?: Paint;
  /** Reads an accepted artifact by its hash; null when it is not kept any more. */
  look?: (sha: string) => unknown;
  /** Columns of a line, where longer ones are broken between words. */
  width?: number;
}

type Shows = ProgressOptions & { paint: Paint };

const clipText = (text: string): string => cut(oneLine(text), MAX_SAID);

/** The time from the run's beginning: `1:05`, or `2:01:05` from an hour on. */
export function elapsed(run: Run, at: string): string {
  const seconds =
    Math.max(0, Math.floor((Date.parse(at) - Date.parse(run.created_at)) / 1_000)) || 0;
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** A task by its id, and its subject where the run has it. */
const named = (run: Run, { task: id }: { task: string }): string =>
  `${id} ${oneLine(taskOf(run, id)?.subject ?? "")}`.trimEnd();
const whoOf = (task: Task): string => `${task.who.agent}, ${task.who.provider ?? task.who.model}`;

function accepted(
  run: Run,
  event: Extract<Recorded, { type: "accepted" }>,
  { paint, look }: Shows,
): string[] {
  const { good, words, findings } = cameOf(run, taskOf(run, event.task), event, look);
  const mark = good ? paint.green("✓") : paint.yellow("●");
  const note =
    typeof event.facts?.why_all === "string" ? [`    ${clipText(event.facts.why_all)}`] : [];
  const told = findings.map((line) => `    ${line.replace(/^F\d+/, (id) => paint.yellow(id))}`);
  return [`${mark} ${named(run, event)}: ${words}`, ...note, ...told];
}

type Writer = {
  [T in Recorded["type"]]?: (
    run: Run,
    event: Extract<Recorded, { type: T }>,
    options: Shows,
  ) => string[];
};

/** Why a task starts again, behind those words. */
const RETURNED: Record<Exclude<EventOf<"returned">["reason"], "api">, string> = {
  again: "",
  answered: " with your answer",
  invalid: ": its result was not valid",
  lost: ": its agent is gone",
  stale: ": what it reviews has changed",
  changed: ": what it reviews has changed",
  taken_over: ": its session is gone",
  bounded: ": its agent reached its limit",
  stopped: ": it was stopped",
};

/**
 * The lines for each event that a person who watches is shown; the other events are bookkeeping.
 */
const LINES: Writer = {
  run_created: (run, event, { paint }) => [
    `${paint.bold(event.run)} starts: ${clipText(event.request.text)}`,
    ...modelsText(workflowOf(run.workflow), run).map((line) => paint.dim(line)),
  ],
  task_created: (run, event, { paint }) =>
    event.kind === "gate"
      ? []
      : [paint.dim(`+ ${named(run, event)}, after ${event.blocked_by.join(" and ")}`)],
  dispatched: (run, event, { paint }) => {
    const task = taskOf(run, event.task);
    return [`${paint.cyan("▶")} ${named(run, event)}${task ? paint.dim(` (${whoOf(task)})`) : ""}`];
  },
  accepted,
  refused: (run, event, { paint }) => [
    `${paint.red("✗")} ${named(run, event)}: rejected, sent back with the reasons`,
    ...event.problems.map((problem) => `    ${paint.red(clipText(problem))}`),
  ],
  tests_decided: (_run, { commands, approved, by }, { paint }) => {
    const text = `  Tests ${approved ? "approved" : "not approved"} (${by}): ${clipText(commands.join("; "))}`;
    return given(commands.length > 0, paint.dim(text));
  },
  tested: (_run, event, { paint }) =>
    event.commands.map((command) => {
      const mark = command.state === "passed" ? paint.green("✓") : paint.red("✗");
      return `${mark} ${clipText(command.command)}: ${endOf(command)}`;
    }),
  check_failed: (run, event, { paint }) => [
    `${paint.red("✗")} ${named(run, event)}: ${clipText(event.message)}`,
  ],
  // What the person is asked about, or what waits for the API with the run, does not start again by
  // itself. Why an agent is gone no other line says.
  returned: (run, event, { paint }) => {
    const isAsked = run.questions.some(
      (question) => question.kind === "stuck" && question.task === event.task,
    );
    if (event.reason === "api" || (isAsked && event.reason !== "lost")) return [];
    const why = `${RETURNED[event.reason]}${event.note ? `: ${clipText(event.note)}` : ""}`;
    return [`${paint.yellow("↺")} ${named(run, event)}${isAsked ? "" : " restarts"}${why}`];
  },
  task_done(run, event, { paint }) {
    const { kind = "", reason = "" } = event.waiver ?? {};
    const text = `${paint.yellow("●")} ${named(run, event)}: ${waiverWords(kind)}, ${clipText(toYou(reason))}`;
    return given(event.waiver !== null, text);
  },
  options_set: (_run, { options: { moved } }) =>
    moved ? [`  Switched to more steps: ${clipText(moved)}`] : [],
  task_cancelled: (run, event, { paint }) => [paint.dim(`- ${named(run, event)} is cancelled`)],
  substituted: (run, event) => [
    `${named(run, event)}: now done by ${event.who.agent} (${event.who.model})`,
  ],
  // A task may pass in several parts: its commands, and what its agent assumed.
  auto_approved: (run, { task, assumptions, unasked }, { paint }) => {
    const all = [...unasked, ...assumptions];
    const [first, ...more] = all.filter((one) => !one.endsWith(ASSUMED_TO_RUN));
    if (first === undefined && all.length > 0) return [];
    const auto = run.auto ? " (--auto)" : "";
    const rest = more.length === 0 ? "" : `; and ${more.length} more`;
    const what = `${assumptions.length === 0 ? "nobody is asked" : "assumed"}${auto}${first === undefined ? "" : `: ${clipText(assumedText(run.workflow, first))}${rest}`}`;
    return [paint.dim(`  ${named(run, { task })}: ${what}`)];
  },
  held: (run, _event, { paint }) => [
    paint.yellow(clipText(heldText(run, "elsewhere") || "The run was waiting")),
  ],
  asked: (run, event, { paint }) => [
    `${paint.bold("?")} ${event.question} is open (${questionName(run.workflow, event.kind)})`,
  ],
  answered: (run, { question, option, text }) => {
    const kind = run.decisions.findLast((decision) => decision.question === question)?.kind ?? "";
    return [
      `  ${question} is answered: ${clipText([optionLabel(run, { kind }, option), text ?? ""].filter(Boolean).join(", "))}`,
    ];
  },
  request_changed: (_run, event) => [`  The request changes: ${clipText(event.request.text)}`],
  ended: (_run, event, { paint }) => [
    event.status === "complete"
      ? paint.green(paint.bold("The run is complete"))
      : paint.red(`The run is over: ${clipText(endWords(event))}`),
  ],
};

/**
 * The lines of one event with the time since the run began; none for bookkeeping. `run`: the run
 * after the event.
 */
export function progressLines(run: Run, event: Recorded, options: ProgressOptions = {}): string[] {
  const write = LINES[event.type] as
    | ((run: Run, event: Recorded, options: Shows) => string[])
    | undefined;
  const { paint = PLAIN, width = Number.POSITIVE_INFINITY } = options;
  const time = elapsed(run, event.at).padStart(6);
  const lines = write?.(run, event, { ...options, paint }) ?? [];
  return lines
    .flatMap((line) => wrapWhole(line, width - time.length - 2))
    .map((line, index) => `${index === 0 ? paint.dim(time) : " ".repeat(time.length)}  ${line}`);
}

/** What a session shows in passing of a run beside it, and how much it matters: 0 is the most. */
export interface Passing {
  rank: number;
  text: string;
}

/** How much an event matters to who does not watch; null: not at all. */
const PASSING: {
  [T in Recorded["type"]]?: (
    run: Run,
    event: Extract<Recorded, { type: T }>,
    look: Look,
  ) => Passing;
} = {
  asked(run, { question: id }) {
    const open = openQuestion(run, id);
    const title =
      open &&
      questionWords(run.workflow, open.kind).title(
        { workflow: workflowOf(run.workflow), run },
        open,
      );
    return { rank: 0, text: `${id} waits for you${title ? `: ${title}` : ""}` };
  },
  ended: (_run, { status, reason }) => ({
    rank: 1,
    text:
      status === "complete"
        ? "the run is complete"
        : `the run is over: ${endWords({ status, reason })}`,
  }),
  held: (run) => ({ rank: 1, text: heldText(run, "elsewhere") || "the run was waiting" }),
  accepted(run, event, look) {
    const task = taskOf(run, event.task);
    return {
      rank: isGood(run, task, event.outcome) ? 3 : 2,
      text: `${named(run, event)}: ${task ? outcomeText(run, task, look) : event.outcome}`,
    };
  },
};

/** What matters most of the events of one decision; `run`: the run after them. */
export function passingOf(run: Run, events: readonly Recorded[], look: Look): Passing | null {
  const found = events.flatMap((event) => {
    const write = PASSING[event.type] as
      | ((run: Run, event: Recorded, look: Look) => Passing)
      | undefined;
    return write === undefined ? [] : [write(run, event, look)];
  });
  return found.toSorted((a, b) => a.rank - b.rank)[0] ?? null;
}

/**
 * The line when nothing has happened for a while: which tasks run, and for how long. `now`: ISO
 * 8601.
 */
export function waitingLine(
  run: Run,
  now: string,
  { paint = PLAIN }: ProgressOptions = {},
): string {
  const running = run.tasks.filter((task) => task.status === "running" && task.dispatch !== null);
  const lines = running.map((task) => {
    const seconds = Math.max(
      0,
      Math.round((Date.parse(now) - Date.parse(task.dispatch!.at)) / 1_000),
    );
    return `${task.id} ${task.subject} has been running for ${seconds} s`;
  });
  return paint.dim(
    `${elapsed(run, now).padStart(6)}  … ${lines.join("; ") || "waiting for the main thread"}`,
  );
}
