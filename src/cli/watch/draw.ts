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
/** With fewer rows the status alone is shown. */
const LEAST_ROWS = 12;
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
 * The status in so many rows: in short where not all of it fits, with fewer tasks where that does
 * not, then without blank lines and its middle. How to answer stands at its end.
 */
function statusLines(view: RunView, rows: number, layout: Layout): string[] {
  const linesOf = (shown: RunView, isShort = true): string[] =>
    folded(statusText(shown, layout, isShort), layout.width);
  const whole = linesOf(view, false);
  if (whole.length <= rows) return whole;
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
  // The newest event is in sight at all times, but for a screen of a few rows.
  const newest = rows < LEAST_ROWS ? [] : events.slice(-1);
  const room = rows - wrong.length - others.length - newest.length;
  const lines = [...wrong, ...statusLines(view, room, layout), ...others];
  const left = rows - lines.length - 2;
  return left < 1
    ? [...lines, ...newest]
    : [...lines, "", paint.dim(fit("Latest events", width)), ...events.slice(-left)];
}

/** What the screen shows in place of the status, by its key. */
export const PAGES = { f: "findings", s: "story" } as const;
export type PageName = (typeof PAGES)[keyof typeof PAGES];
/** A page, from its line `from` on. */
export interface Page {
  name: PageName;
  lines: readonly string[];
  from: number;
}

const KEYS = Object.entries(PAGES).map(([key, name]) => `${key} ${name}`);

/** A page as the screen has room for it, and how many lines stand below. */
function pageLines({ name, lines, from }: Page, rows: number, { width, paint }: Layout): string[] {
  const all = folded(lines.join("\n"), width);
  const first = Math.min(Math.max(0, from), lastLine(all.length, rows));
  const more = Math.max(0, all.length - first - (rows - 1));
  const title = `${name[0]!.toUpperCase()}${name.slice(1)}${more === 0 ? "" : ` · ${more} more lines below`}`;
  return [paint.bold(fit(title, width)), ...all.slice(first)];
}

/** The last line from which a page can be shown: then its end is in sight. */
const lastLine = (length: number, rows: number): number => Math.max(0, length - rows + 1);

/** A page that is scrolled by so many lines; its end stays in sight. */
export function scrolled(page: Page, by: number, { rows, width }: Size): Page {
  const { length } = folded(page.lines.join("\n"), width);
  return { ...page, from: Math.min(lastLine(length, rows - 1), Math.max(0, page.from + by)) };
}

/** The whole screen: as many lines as there are rows, none wider than its columns. */
export function watchLines(
  watched: Watched,
  { rows, width }: Size,
  paint: Paint,
  zone?: Zone,
  page: Page | null = null,
): string[] {
  const layout: Layout = { width, paint, ...(zone === undefined ? {} : { zone }) };
  const all =
    page === null ? bodyLines(watched, rows - 1, layout) : pageLines(page, rows - 1, layout);
  const body = all.slice(0, rows - 1);
  const keys = page === null ? KEYS : ["arrows scroll", "esc back"];
  const filled = [
    ...body,
    ...Array<string>(rows - 1 - body.length).fill(""),
    paint.dim(fit([...(watched.view === null ? [] : keys), "q quits"].join(" · "), width)),
  ];
  return filled.map((line) => cutPainted(cleanPainted(line.replaceAll(/[\t\n]/g, " ")), width));
}

/** A painted line cut to the screen: colours take no columns, and none is left on at the cut. */
function cutPainted(line: string, width: number): string {
  const cut = (to: number): string => Bun.sliceAnsi(line, 0, to, { ellipsis: "…" });
  // Bun lets a wide character at the cut have a column too many.
  return columns(cut(width)) <= width ? cut(width) : cut(width - 1);
}
