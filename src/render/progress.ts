import type { Recorded } from "../engine/events.ts";
import type { Run } from "../engine/run.ts";
import { type Layout, oneLine, PLAIN_LAYOUT } from "../text.ts";
import type { FindingOutcome } from "../workflows/contract/contract.ts";
import { sinceText } from "./directive.ts";
import { type Moment, momentRow, momentsOf } from "./history/moments.ts";
import { rowLines } from "./report/print/text.ts";

/** What happens in a run, in the lines of a terminal, while it happens. */

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

/**
 * The lines of one event with the time since the run began; none for bookkeeping. `run`: the run
 * after the event.
 */
export function progressLines(
  run: Run,
  event: Recorded,
  caught: readonly FindingOutcome[],
  layout: Layout = PLAIN_LAYOUT,
): string[] {
  const time = elapsed(run, event.at).padStart(6);
  const inner = { ...layout, width: layout.width - time.length - 2 };
  return momentsOf(run, event, caught)
    .flatMap((one) => rowLines(momentRow(one), inner))
    .map((line, at) => `${at === 0 ? layout.paint.dim(time) : " ".repeat(time.length)}  ${line}`);
}

/** What a session shows in passing of a run beside it, and how much it matters: 0 is the most. */
export interface Passing {
  rank: number;
  text: string;
}

/** How much each kind of moment matters to who does not watch; the others do not. */
const RANKS: Partial<Record<Moment["kind"], number>> = {
  ...{ asks: 0, complete: 1, over: 1, waits: 1, warn: 2, good: 3 },
};

/** What matters most of the events of one decision; `run`: the run after them. */
export function passingOf(run: Run, events: readonly Recorded[]): Passing | null {
  const found = events
    .flatMap((event) => momentsOf(run, event))
    .flatMap(({ kind, text }) => {
      const rank = RANKS[kind];
      return rank === undefined ? [] : [{ rank, text }];
    });
  return found.toSorted((a, b) => a.rank - b.rank)[0] ?? null;
}

/**
 * The line when nothing has happened for a while: which tasks run, and for how long. `now`: ISO
 * 8601.
 */
export function waitingLine(run: Run, now: string, { paint }: Layout = PLAIN_LAYOUT): string {
  const running = run.tasks.filter((task) => task.status === "running" && task.dispatch !== null);
  const what = running.map((task) => oneLine(sinceText(task, now))).join("; ");
  return paint.dim(`${elapsed(run, now).padStart(6)}  … ${what || "waiting for the main thread"}`);
}
