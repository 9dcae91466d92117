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
  clean,
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

/** The live screen of a run: data to lines, keys to what is shown next. Pure. */

/** Rows and columns of a terminal. */
export interface Size {
  rows: number;
  width: number;
}

/** A finding as the screen lists it. */
type WatchedFinding = Pick<Caught, "id" | "task" | "severity" | "state" | "place" | "problem" | "fix">;

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
  /** The text of the page that is open, as whole lines. */
  page: Page | null;
}

/** What is read by scrolling. */
export interface Page {
  title: string;
  lines: readonly string[];
  /** Its lines are those of a diff. */
  diff?: true;
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

/** The lines of a page, broken to a width. */
export const pageLines = ({ lines }: Page, width: number): string[] =>
  lines.flatMap((line) => folded(clean(line), Math.max(1, width)));

// ---------------------------------------------------------------- keys

/** What is looked at: the run, or a page over it. `top`: first line of the page that is seen. */
export type Place = { on: "run" } | { on: "task" | "diff" | "keys"; top: number };

export interface Screen {
  /** The last one is seen; the first one is the run. */
  places: readonly Place[];
  /** The task that was chosen; null: none was, and the one at work is marked. */
  chosen: string | null;
}

export const FIRST_SCREEN: Screen = { places: [{ on: "run" }], chosen: null };

export const placeOf = ({ places }: Screen): Place => places.at(-1)!;

/** What keys do that have several names. */
const SAME: Record<string, string> = {
  j: "down",
  k: "up",
  space: "pagedown",
  b: "pageup",
  g: "home",
  G: "end",
  enter: "return",
  escape: "q",
};

/** What a key is pressed on. */
interface Pressed {
  /** Ids of the tasks, as they are listed. */
  tasks: readonly string[];
  /** The one that is marked. */
  marked: string | null;
  /** Lines of the page that is open, and how many of them are seen at once. */
  lines: number;
  seen: number;
}

/** The screen after a key, by the name that Node has for it; "leave": the person is done. */
export function press(screen: Screen, typed: string, { tasks, marked, lines, seen }: Pressed): Screen | "leave" {
  if (typed === "ctrl-c") return "leave";
  const key = SAME[typed] ?? typed;
  const place = placeOf(screen);
  const open = (on: "task" | "diff" | "keys"): Screen =>
    place.on === on ? screen : { ...screen, places: [...screen.places, { on, top: 0 }] };
  if (key === "?") return open("keys");
  if (key === "d") return open("diff");
  if (key === "q") {
    if (screen.places.length > 1) return { ...screen, places: screen.places.slice(0, -1) };
    return typed === "q" ? "leave" : { ...screen, chosen: null };
  }
  if (place.on === "run") {
    if (key === "return") return marked === null ? screen : { ...open("task"), chosen: marked };
    const step = { up: -1, down: 1, pageup: -10, pagedown: 10, home: -tasks.length, end: tasks.length }[key];
    if (step === undefined || tasks.length === 0) return screen;
    const at = marked === null ? 0 : tasks.indexOf(marked);
    return { ...screen, chosen: tasks[Math.max(0, Math.min(tasks.length - 1, at + step))]! };
  }
  const page = Math.max(1, seen - 1);
  const step = { up: -1, down: 1, pageup: -page, pagedown: page, home: -lines, end: lines }[key];
  if (step === undefined) return screen;
  const top = Math.max(0, Math.min(lines - seen, Math.min(place.top, lines - seen) + step));
  return { ...screen, places: [...screen.places.slice(0, -1), { ...place, top }] };
}

/** The task that is marked: the chosen one, else the first at work, the next one, or the last. Null: there is none. */
export function markedTask(view: RunView | null, { chosen }: Screen): string | null {
  const tasks = view?.tasks ?? [];
  const now =
    tasks.find((one) => one.id === chosen) ??
    tasks.find((one) => one.at_work !== null) ??
    tasks.find((one) => one.status === "waiting" || one.status === "ready") ??
    tasks.at(-1);
  return now?.id ?? null;
}

// ---------------------------------------------------------------- the run

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

function taskRows(
  view: RunView,
  shown: readonly TaskView[],
  marked: string | null,
  { width, paint }: Layout,
): string[] {
  const cells = shown.map((task) => {
    const [, ...rest] = taskCells(view, task);
    return [`${task.id === marked ? "›" : " "}${signOf(task, paint).sign}`, ...rest];
  });
  const columned = width < NARROW ? null : taskColumns(cells, width);
  const lines =
    columned === null
      ? cells.map(([mark, id, subject, , outcome]) =>
          fit(width < NARROW ? `${mark} ${id} ${subject}` : `${mark} ${id} ${subject}: ${outcome}`, width),
        )
      : table(columned.rows, width, [columned.outcome]);
  return lines.map((line, at) => {
    const task = shown[at]!;
    const { tint } = signOf(task, paint);
    const rest = line.slice(2);
    return `${line.slice(0, 1)}${tint(line.slice(1, 2))}${task.id === marked ? paint.bold(rest) : rest}`;
  });
}

function taskPart(view: RunView, marked: string | null, layout: Layout): Part {
  const at = view.tasks.findIndex((one) => one.id === marked);
  return {
    title: "Tasks",
    want: view.tasks.length,
    least: 3,
    make: (rows) => taskRows(view, around(view.tasks, Math.max(0, at), rows), marked, layout),
  };
}

/** What a workflow shows in place of the tasks, or above them; they stand below it all the same, to be chosen. */
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

function runLines(watched: Watched, screen: Screen, rows: number, layout: Layout): string[] {
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
  // Beside a question one task is left in sight, the one that is marked, under its heading where there is one.
  const next = nextPart(view, rows - head.length - Math.min(2, broken.length), rows >= TALL ? 2 : 1, layout);
  const work = workPart(view, watched.used, layout);
  const tasks = taskPart(view, markedTask(view, screen), layout);
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

// ---------------------------------------------------------------- pages

const KEYS: Page = {
  title: "Keys",
  lines: [
    "↑ ↓, k j      choose a task; on a page: scroll",
    "Enter         what is known of the task",
    "d             what the run has changed so far",
    "PageUp, b     back by a page",
    "PageDown, blank  on by a page",
    "Home g, End G the first, the last",
    "Esc, q        back; q where the run is shown leaves",
    "Ctrl-C        leaves",
    "",
    "This only looks: leaving it changes nothing of the run.",
  ],
};

const DIFF_COLOUR: [begins: string, colour: keyof Paint][] = [
  ["+", "green"],
  ["-", "red"],
  ["@@", "cyan"],
];

/** The page that a place shows; null for the run. */
export const pageOf = (watched: Pick<Watched, "page">, place: Place): Page | null =>
  place.on === "run" ? null : place.on === "keys" ? KEYS : (watched.page ?? { title: "", lines: ["…"] });

/** Rows of a page that are text: without its title and the line of keys. */
export const pageRows = ({ rows }: Size): number => Math.max(1, rows - 2);

function shownPage(page: Page, top: number, size: Size, paint: Paint): string[] {
  const all = page.lines.flatMap((line) => {
    const colour = page.diff ? DIFF_COLOUR.find(([begins]) => line.startsWith(begins))?.[1] : undefined;
    const parts = pageLines({ ...page, lines: [line] }, size.width);
    return colour === undefined ? parts : parts.map((part) => paint[colour](part));
  });
  const seen = pageRows(size);
  const from = Math.max(0, Math.min(top, all.length - seen));
  const where = all.length > seen ? ` (${from + 1} to ${Math.min(all.length, from + seen)} of ${all.length})` : "";
  return [paint.bold(fit(`${oneLine(page.title)}${where}`, size.width)), ...all.slice(from, from + seen)];
}

const keyLine = (on: Place["on"] | "nothing", width: number): string => {
  const [long, short] =
    on === "nothing"
      ? ["? keys · q leaves", "? q"]
      : on === "run"
        ? ["↑↓ choose a task · Enter opens it · d diff · ? keys · q leaves", "↑↓ Enter d ? q"]
        : ["↑↓ PageUp PageDown scroll · Esc goes back · ? keys", "↑↓ Esc"];
  return fit(columns(long!) <= width ? long! : short!, width);
};

/** The whole screen: as many lines as there are rows, none wider than its columns. */
export function watchLines(watched: Watched, screen: Screen, size: Size, paint: Paint, zone?: Zone): string[] {
  const { rows, width } = size;
  const layout: Layout = { width, paint, ...(zone === undefined ? {} : { zone }) };
  const place = placeOf(screen);
  const page = pageOf(watched, place);
  const body =
    page === null || place.on === "run"
      ? runLines(watched, screen, Math.max(0, rows - 1), layout)
      : shownPage(page, place.top, size, paint);
  const filled = [...body, ...Array<string>(Math.max(0, rows - 1 - body.length)).fill("")].slice(0, rows - 1);
  return [...filled, paint.dim(keyLine(place.on === "run" && watched.view === null ? "nothing" : place.on, width))].map(
    (line) => fitPainted(cleanPainted(line.replaceAll(/[\t\n]/g, " ")), width),
  );
}

// ---------------------------------------------------------------- what is known of a task

/** All that is known of one task. */
export interface KnownTask {
  title: string;
  /** As `explain` says it. */
  why: string;
  findings: readonly WatchedFinding[];
  /** What it was accepted with: parsed JSON, or the text itself; null before that. */
  result: unknown;
  /** What its agent was told; null where that is not kept. */
  brief: string | null;
}

/** A value of JSON as lines that a person reads: names and values, lists with dashes, deeper ones indented. */
export function readable(value: unknown, indent = ""): string[] {
  const plain = (one: unknown): boolean => typeof one !== "object" || one === null;
  const linesOf = (one: unknown): string[] => (typeof one === "string" ? one.split("\n") : [String(one)]);
  const under = (head: string, lines: string[], deeper: string): string[] =>
    lines.length <= 1 ? [`${head} ${lines[0] ?? ""}`.trimEnd()] : [head, ...lines.map((line) => `${deeper}${line}`)];
  if (plain(value)) return linesOf(value).map((line) => `${indent}${line}`);
  if (Array.isArray(value))
    return value.flatMap((one) => {
      if (plain(one)) return under(`${indent}-`, linesOf(one), `${indent}  `);
      const [first = "", ...rest] = readable(one, `${indent}  `);
      return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
    });
  return Object.entries(value as object).flatMap(([name, one]) => {
    const head = `${indent}${name.replaceAll("_", " ")}:`;
    if (one === null || one === "" || (Array.isArray(one) && one.length === 0)) return [];
    return plain(one) ? under(head, linesOf(one), `${indent}  `) : [head, ...readable(one, `${indent}  `)];
  });
}

/** What is known of a task, as a page. */
export function taskPage({ title, why, findings, result, brief }: KnownTask): Page {
  const part = (head: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", `── ${head}`, ...lines];
  return {
    title,
    lines: [
      ...why.split("\n"),
      ...part(
        "Findings",
        findings.flatMap((one) => [
          `${one.id} ${CALLED[one.state]}, ${one.severity}${atPlace(one)}`,
          `  ${oneLine(one.problem)}`,
          ...(one.fix === "" ? [] : [`  Fix: ${oneLine(one.fix)}`]),
        ]),
      ),
      ...part("Result", result === null ? [] : readable(result)),
      ...part("Brief", brief === null ? [] : brief.trimEnd().split("\n")),
    ],
  };
}
