import { statusText } from "../../render/status.ts";
import type { RunView, TaskView } from "../../render/view.ts";
import {
  cleanPainted,
  columns,
  fit,
  type Layout,
  oneLine,
  type Paint,
  type Zone,
} from "../../text.ts";

/** The live screen of a run: its status, and below it what happened last. Pure. */

/** Rows and columns of a terminal. */
export interface Size {
  rows: number;
  width: number;
}

/** All that the screen shows. Texts may be anybody's: they are cleaned here. */
export interface Watched {
  /** Null: there is no run. */
  view: RunView | null;
  /** What is said where there is no run. */
  none: string;
  /** What is wrong with the journal; null: nothing. */
  problem: string | null;
  /** Lines of progress, oldest first, painted. */
  events: readonly string[];
  /** A line for each run in another place of the project. */
  beside: readonly string[];
}

/** Rows at most that the first lines keep where not all fit: what run it is, and its request. */
const HEAD = 3;
/** Tasks that are left in sight. */
const FEWEST_TASKS = 3;

/** `size` of the tasks, around the first at work, else the next one, else the last. */
function around(tasks: readonly TaskView[], size: number): TaskView[] {
  const now = tasks.findIndex((task) => task.at_work !== null);
  const next = tasks.findIndex((task) => task.status === "waiting" || task.status === "ready");
  const at = now >= 0 ? now : next >= 0 ? next : tasks.length;
  const from = Math.max(0, Math.min(tasks.length - size, at - Math.floor(size / 2)));
  return tasks.slice(from, from + size);
}

/**
 * The status in so many rows: with fewer tasks where not all fit, then without blank lines and its
 * middle. How to answer stands at its end.
 */
function statusLines(view: RunView, rows: number, layout: Layout): string[] {
  const linesOf = (shown: RunView): string[] => folded(statusText(shown, layout), layout.width);
  const all = linesOf(view);
  if (all.length <= rows) return all;
  const few = Math.max(FEWEST_TASKS, view.tasks.length - (all.length - rows));
  const lines = linesOf({ ...view, tasks: around(view.tasks, few) });
  if (lines.length <= rows) return lines;
  const close = lines.filter((line) => line !== "");
  const head = Math.min(HEAD, Math.floor(rows / 4));
  return close.length <= rows
    ? close
    : [...close.slice(0, head), layout.paint.dim("…"), ...close.slice(head + 1 - rows)];
}

/** The lines of a painted text, none wider than the screen. */
const folded = (text: string, width: number): string[] =>
  text
    .split("\n")
    .flatMap((line) =>
      Bun.wrapAnsi(line.replaceAll("\t", "    "), width, { hard: true, trim: false }).split("\n"),
    )
    .map((line) => line.trimEnd());

function bodyLines(
  { view, none, problem, events, beside }: Watched,
  rows: number,
  layout: Layout,
): string[] {
  const { width, paint } = layout;
  const broken = problem === null ? [] : folded(oneLine(problem), width).map(paint.red);
  // Whether there is a run nobody knows where its journal cannot be read.
  if (view === null && problem !== null) return broken;
  if (view === null)
    return folded(`${none}\n${paint.dim("A run that starts here will appear.")}`, width);
  const wrong = broken.slice(0, Math.ceil(rows / 2));
  const others = (beside.length === 0 ? [] : ["", ...folded(beside.join("\n"), width)]).slice(
    0,
    Math.ceil(rows / 4),
  );
  const status = statusLines(view, rows - wrong.length - others.length, layout);
  const lines = [...wrong, ...status, ...others];
  const left = rows - lines.length - 2;
  return left < 1
    ? lines
    : [...lines, "", paint.dim(fit("Latest events", width)), ...events.slice(-left)];
}

/** The whole screen: as many lines as there are rows, none wider than its columns. */
export function watchLines(
  watched: Watched,
  { rows, width }: Size,
  paint: Paint,
  zone?: Zone,
): string[] {
  const layout: Layout = { width, paint, ...(zone === undefined ? {} : { zone }) };
  const body = bodyLines(watched, rows - 1, layout).slice(0, rows - 1);
  const filled = [
    ...body,
    ...Array<string>(rows - 1 - body.length).fill(""),
    paint.dim(fit("q quits", width)),
  ];
  return filled.map((line) => cutPainted(cleanPainted(line.replaceAll(/[\t\n]/g, " ")), width));
}

/** A painted line cut to the screen: colours take no columns, and none is left on at the cut. */
function cutPainted(line: string, width: number): string {
  const cut = (to: number): string => Bun.sliceAnsi(line, 0, to, { ellipsis: "…" });
  // Bun lets a wide character at the cut have a column too many.
  return columns(cut(width)) <= width ? cut(width) : cut(width - 1);
}
