import { here } from "../../plugin.ts";
import { atPlace, CALLED } from "../../render/caught.ts";
import {
  header,
  questionLines,
  SILENT_MINUTES,
  signOf,
  standsText,
  taskCells,
  taskColumns,
} from "../../render/status.ts";
import type { RunView, TaskView } from "../../render/view.ts";
import {
  cleanPainted,
  columns,
  cut,
  duration,
  fit,
  type Layout,
  oneLine,
  type Paint,
  table,
  tokens,
  wrap,
  wrapWhole,
  type Zone,
} from "../../text.ts";
import type { Caught } from "../../workflows/contract/contract.ts";
import { moduleOf } from "../../workflows/index.ts";
import { moneyText } from "../../workflows/money/money.ts";

/** The live screen of a run: data to lines. Pure. */

/** Rows and columns of a terminal. */
export interface Size {
  rows: number;
  width: number;
}

/** A finding as the screen lists it. */
type WatchedFinding = Pick<Caught, "id" | "task" | "severity" | "state" | "place" | "problem">;

/** All that the screen shows. Texts may be anybody's: they are cleaned here. */
export interface Watched {
  /** Null: there is no run. */
  view: RunView | null;
  /** What is said where there is no run. */
  none: string;
  /** What is wrong with the journal; null: nothing. */
  problem: string | null;
  /** Newest findings first. */
  findings: readonly WatchedFinding[];
  /** Lines of progress, oldest first, painted. */
  events: readonly string[];
  /** What running agents have used so far, by task. */
  used: ReadonlyMap<string, { tokens: number; tool_calls: number }>;
}

/** Below this many columns there is no table. */
const NARROW = 40;
/** Rows from which on each part has a heading. */
const TALL = 18;
const MAX_FINDINGS = 6;

// ---------------------------------------------------------------- text

const TAB = "    ";

/** `fit` for a text with colours: they take no columns, and none of them is left on where the text is cut. */
const fitPainted = (text: string, width: number): string => Bun.sliceAnsi(text, 0, width, { ellipsis: "…" });

/** A line in parts of at most `width` columns; nothing of it is lost. */
const folded = (line: string, width: number): string[] => wrapWhole(line.replaceAll("\t", TAB), width, 0);

// ---------------------------------------------------------------- the run

/** The task that is kept in sight: the first at work, else the next one, else the last. Null: there is none. */
function taskInSight({ tasks }: RunView): string | null {
  const now =
    tasks.find((one) => one.at_work !== null) ??
    tasks.find((one) => one.status === "waiting" || one.status === "ready") ??
    tasks.at(-1);
  return now?.id ?? null;
}

/** A part of the screen: `want` rows at most, `least` where room is short. */
interface Part {
  title: string;
  want: number;
  least: number;
  /** Its lines in so many rows. */
  make(rows: number): string[];
}

/** `size` of the items around one of them. */
function around<T>(items: readonly T[], at: number, size: number): readonly T[] {
  const from = Math.max(0, Math.min(items.length - size, at - Math.floor(size / 2)));
  return items.slice(from, from + size);
}

/** What is asked in lines: what it is about, its options, and how to answer. */
interface Asked {
  about: string[];
  options: string[];
  answer: string[];
}

/** A question in so many rows. Its first line and how to answer are there as long as may be, and options all or none. */
function askedLines({ about, options, answer }: Asked, gap: string, rows: number): string[] {
  const all = [...about, ...options, ...answer];
  if (all.length <= rows) return all;
  const end = options.length + answer.length + 2 <= rows ? [...options, ...answer] : answer;
  if (rows <= 2) return [...about.slice(0, 1), ...answer].slice(0, rows);
  const kept = end.slice(-(rows - 2));
  return [...about.slice(0, rows - kept.length - 1), gap, ...kept];
}

function taskRows(view: RunView, shown: readonly TaskView[], { width, paint }: Layout): string[] {
  const cells = shown.map((task) => {
    const [, ...rest] = taskCells(view, task);
    return [` ${signOf(task, paint).sign}`, ...rest];
  });
  const columned = width < NARROW ? null : taskColumns(cells, width);
  const lines =
    columned === null
      ? cells.map(([mark, id, subject, , outcome]) =>
          fit(width < NARROW ? `${mark} ${id} ${subject}` : `${mark} ${id} ${subject}: ${outcome}`, width),
        )
      : table(columned.rows, width, [columned.outcome]);
  return lines.map((line, at) => {
    const { tint } = signOf(shown[at]!, paint);
    return `${line.slice(0, 1)}${tint(line.slice(1, 2))}${line.slice(2)}`;
  });
}

function taskPart(view: RunView, layout: Layout): Part {
  const inSight = taskInSight(view);
  const at = view.tasks.findIndex((one) => one.id === inSight);
  return {
    title: "Tasks",
    want: view.tasks.length,
    least: 3,
    make: (rows) => taskRows(view, around(view.tasks, Math.max(0, at), rows), layout),
  };
}

/** What a workflow shows in place of the tasks, or above them; they stand below it all the same. */
function ownPart(view: RunView, layout: Layout): Part {
  const { lines, about } = moduleOf(view.workflow).status ?? {};
  const own = lines?.(view, view.run, layout).flat() ?? about?.(view, layout) ?? [];
  const shown = (layout.width < NARROW ? [] : own).filter((line) => oneLine(line) !== "");
  return { title: "", want: shown.length, least: 0, make: (rows) => shown.slice(0, rows) };
}

function workPart(view: RunView, used: Watched["used"], { width, paint }: Layout): Part {
  const lines = view.tasks.flatMap((task) => {
    const now = task.at_work;
    if (now === null) return [];
    const { step, silent } = now;
    const did = step === null ? "no call was seen yet" : `${step.tool} ${cut(oneLine(step.what), 200)}`.trimEnd();
    const spent = used.get(task.id);
    const quiet = silent !== null && silent >= SILENT_MINUTES;
    const facts = [
      ...(spent === undefined ? [] : [`${tokens(spent.tokens)} tokens`]),
      duration(now.minutes),
      ...(silent === null || quiet ? [] : [`seen ${duration(silent)} ago`]),
    ].join(", ");
    // What it does may be long, and what it used is not: the one is cut so that the other fits.
    const name = width < NARROW ? task.id : `${task.id} ${oneLine(task.subject)}`;
    const head = fit(`${name}: ${did}`, Math.max(12, width - columns(facts) - 3));
    return [
      fit(`${head} · ${facts}`, width),
      ...(quiet ? [paint.yellow(fit(`  nothing was seen of it for ${duration(silent)}`, width))] : []),
    ];
  });
  return { title: "At work", want: lines.length, least: 2, make: (rows) => lines.slice(0, rows) };
}

const STATE_COLOUR: Record<Caught["state"], keyof Paint> = {
  open: "yellow",
  mended: "green",
  accepted: "yellow",
  withdrawn: "dim",
  outside: "dim",
  void: "dim",
};

function findingPart(findings: Watched["findings"], { width, paint }: Layout): Part {
  const lines = findings.map((one) => {
    const line = fit(
      `${one.id} ${CALLED[one.state]}, ${one.severity}${one.task === "" ? "" : ` (${one.task})`}${atPlace(one)}: ${oneLine(one.problem)}`,
      width,
    );
    return line.startsWith(one.id) ? `${paint[STATE_COLOUR[one.state]](one.id)}${line.slice(one.id.length)}` : line;
  });
  const want = Math.min(MAX_FINDINGS, lines.length);
  return { title: "Newest findings", want, least: 1, make: (rows) => lines.slice(0, rows) };
}

/** What all agents used, those at work among them, and at how much the person is asked. */
function spentLine(view: RunView, used: Watched["used"], { width, paint }: Layout): string {
  const now = [...used.values()].reduce((sum, one) => sum + one.tokens, 0);
  const all = view.spent.tokens + now;
  const ceiling = view.ceiling_tokens;
  const share = ceiling === null || ceiling === 0 ? null : all / ceiling;
  const lines =
    share === null
      ? `${tokens(all)} tokens`
      : `${tokens(all)} of ${tokens(ceiling!)} tokens (${Math.floor(share * 100)} %), then you are asked`;
  const money = moneyText(view.cost);
  const line = fit(`Spent: ${lines}${money === "" ? "" : ` · ${money}`}`, width);
  return share !== null && share >= NEAR_CEILING ? paint.yellow(line) : line;
}
/** From this share of the ceiling on it has a colour. */
const NEAR_CEILING = 0.8;

/** An option of a question, with its letter. */
const OPTION = /^ {2}[A-Z] {2}\S/;

/** What is asked, and how to answer; else what comes next. `rows`: those that there are; `spare`: rows for others, if it can do without them. */
function nextPart(view: RunView, rows: number, spare: number, layout: Layout): Part {
  const { width, paint } = layout;
  const wraps = (text: string): string[] => folded(oneLine(text), width);
  const folds = (some: readonly string[]): string[] => some.flatMap((line) => folded(line, width));
  const held = view.held === null ? [] : wraps(`Waits: ${view.held}`).map(paint.yellow);
  const lines = questionLines(view, layout).filter((line) => line !== "");
  if (lines.length === 0) {
    const next = [...held, ...wraps(`Next: ${view.next}`)];
    return { title: "", want: next.length, least: Math.min(next.length, 2), make: (some) => next.slice(0, some) };
  }
  // Of several questions the options stand with what they are about.
  const first = view.questions.length === 1 ? lines.findIndex((line) => OPTION.test(line)) : -1;
  const from = first < 0 ? lines.length - 1 : first;
  const asked: Asked = {
    about: [...held, ...folds(lines.slice(0, from))],
    options: folds(lines.slice(from, -1)),
    answer: folds(lines.slice(-1)),
  };
  const want = asked.about.length + asked.options.length + asked.answer.length;
  const needed = Math.min(want, asked.options.length + asked.answer.length + 2);
  return {
    title: "",
    want,
    least: Math.min(want, Math.max(rows - spare, Math.min(rows, needed))),
    make: (some) => askedLines(asked, fit(`… all of it: ${here("status")}`, width), some),
  };
}

/** Parts in so many rows: first what each needs at least, in the order of `urgent`, then more in the same order. */
function laidOut(parts: Part[], urgent: Part[], rows: number, { paint, width }: Layout): string[] {
  const heading = (part: Part): number => (rows >= TALL && part.title !== "" ? 1 : 0);
  const given = new Map<Part, number>();
  let left = rows;
  const give = (part: Part, most: number): void => {
    const had = given.get(part) ?? 0;
    const free = left - (had === 0 ? heading(part) : 0);
    const more = Math.min(most, part.want - had, free);
    if (more <= 0) return;
    left -= more + (had === 0 ? heading(part) : 0);
    given.set(part, had + more);
  };
  for (const part of urgent) give(part, part.least);
  for (const part of urgent) give(part, part.title === "Tasks" ? Math.ceil(left / 2) : part.want);
  for (const part of urgent) give(part, part.want);
  return parts.flatMap((part) => {
    const some = given.get(part) ?? 0;
    if (some === 0) return [];
    return [...(heading(part) ? [paint.dim(fit(part.title, width))] : []), ...part.make(some)];
  });
}

const OVER = new Set(["complete", "failed", "cancelled"]);

function headLines(view: RunView, layout: Layout): string[] {
  const { width, paint } = layout;
  const over = OVER.has(view.status) ? [paint.bold(fit(`The run is over: ${view.status}.`, width))] : [];
  const whole = header(view, layout);
  if (columns(whole) <= width) return [whole, ...over];
  const stands = `${standsText(view)} · ${view.done}/${view.total} · ${duration(view.minutes)}`;
  return [paint.bold(fit(view.run, width)), fit(stands, width), ...over];
}

function runLines(watched: Watched, rows: number, layout: Layout): string[] {
  const { view } = watched;
  const { width, paint } = layout;
  const broken = watched.problem === null ? [] : wrap(oneLine(watched.problem), width).map(paint.red);
  const wrong: Part = { title: "", want: broken.length, least: 2, make: (some) => broken.slice(0, some) };
  if (view === null) {
    // Whether there is a run nobody knows where its journal cannot be read.
    if (watched.problem !== null) return laidOut([wrong], [wrong], rows, layout);
    const noneLines = watched.none.split("\n").flatMap((line) => folded(line, width));
    const waits = fit("A run that begins here is shown.", width);
    const none: Part = { title: "", want: noneLines.length, least: 1, make: (some) => noneLines.slice(0, some) };
    const then: Part = { title: "", want: 1, least: 1, make: () => [paint.dim(waits)] };
    return laidOut([wrong, none, then], [wrong, none, then], rows, layout);
  }
  const head = headLines(view, layout);
  const top: Part = { title: "", want: head.length, least: head.length, make: (some) => head.slice(0, some) };
  const isAsked = view.questions.length > 0;
  // Beside a question one task is left in sight, under its heading where there is one.
  const next = nextPart(view, rows - head.length - Math.min(2, broken.length), rows >= TALL ? 2 : 1, layout);
  const work = workPart(view, watched.used, layout);
  const tasks = taskPart(view, layout);
  const own = ownPart(view, layout);
  const spent: Part = { title: "", want: 1, least: 1, make: () => [spentLine(view, watched.used, layout)] };
  const findings = findingPart(watched.findings, layout);
  const lines = watched.events.map((line) => fitPainted(line.replaceAll("\t", TAB), width));
  const events: Part = { title: "Newest events", want: lines.length, least: 1, make: (some) => lines.slice(-some) };
  return laidOut(
    [top, wrong, own, tasks, work, spent, findings, events, next],
    [top, wrong, next, ...(isAsked ? [tasks, work] : [work, tasks]), spent, findings, events, own],
    rows,
    layout,
  );
}

/** The whole screen: as many lines as there are rows, none wider than its columns. */
export function watchLines(watched: Watched, { rows, width }: Size, paint: Paint, zone?: Zone): string[] {
  const layout: Layout = { width, paint, ...(zone === undefined ? {} : { zone }) };
  const body = runLines(watched, Math.max(0, rows - 1), layout);
  const filled = [...body, ...Array<string>(Math.max(0, rows - 1 - body.length)).fill("")].slice(0, rows - 1);
  return [...filled, paint.dim(fit("q leaves", width))].map((line) =>
    fitPainted(cleanPainted(line.replaceAll(/[\t\n]/g, " ")), width),
  );
}
