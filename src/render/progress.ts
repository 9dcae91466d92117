import type { Recorded } from "../engine/events.ts";
import { openQuestion, type Run, taskOf } from "../engine/run.ts";
import { type Paint, PLAIN, wrapWhole } from "../text.ts";
import { questionWords, workflowOf } from "../workflows/index.ts";
import { heldText } from "./directive.ts";
import { endWords, isGood, type Look, outcomeText } from "./outcome.ts";
import { type Moment, momentsOf, named } from "./shown/moments.ts";

/** What happens in a run, in the lines of a terminal. */

interface ProgressOptions {
  paint?: Paint;
  /** Reads an accepted artifact by its hash; null when it is not kept any more. */
  look?: Look;
  /** Columns of a line, where longer ones are broken between words. */
  width?: number;
}

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

/** How each kind of moment is marked. */
const MARKED: Record<Moment["kind"], (text: string, paint: Paint) => string> = {
  begins: (text, { bold }) => text.replace(/^\S+/, bold),
  added: (text, { dim }) => dim(`+ ${text}`),
  starts: (text, { cyan }) => `${cyan("▶")} ${text}`,
  good: (text, { green }) => `${green("✓")} ${text}`,
  warn: (text, { yellow }) => `${yellow("●")} ${text}`,
  bad: (text, { red }) => `${red("✗")} ${text}`,
  again: (text, { yellow }) => `${yellow("↺")} ${text}`,
  note: (text) => `  ${text}`,
  quiet: (text, { dim }) => dim(`  ${text}`),
  dropped: (text, { dim }) => dim(`- ${text}`),
  waits: (text, { yellow }) => yellow(text),
  asks: (text, { bold }) => `${bold("?")} ${text}`,
  complete: (text, { green, bold }) => green(bold(text)),
  over: (text, { red }) => red(text),
};

/** A moment in lines, without its time. */
function marked({ kind, text, more }: Moment, paint: Paint): string[] {
  const below = (line: string): string =>
    kind === "bad" ? paint.red(line) : line.replace(/^F\d+/, (id) => paint.yellow(id));
  return [MARKED[kind](text, paint), ...more.map((line) => `    ${below(line)}`)];
}

/**
 * The lines of one event with the time since the run began; none for bookkeeping. `run`: the run
 * after the event.
 */
export function progressLines(run: Run, event: Recorded, options: ProgressOptions = {}): string[] {
  const { paint = PLAIN, width = Number.POSITIVE_INFINITY, look } = options;
  const time = elapsed(run, event.at).padStart(6);
  return momentsOf(run, event, look)
    .flatMap((moment) => marked(moment, paint))
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
