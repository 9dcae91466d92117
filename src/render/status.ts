import { here } from "../plugin.ts";
import {
  clean,
  clip,
  columns,
  cut,
  duration,
  fit,
  given,
  inColumns,
  type Layout,
  mainText,
  moment,
  oneLine,
  type Paint,
  PLAIN_LAYOUT,
  spentText,
  table,
  thenText,
  tokens,
  wrap,
  wrapWhole,
} from "../text.ts";
import { findingLine, MAX_SAID, proofText } from "../workflows/finding-words.ts";
import { moduleOf } from "../workflows/index.ts";
import { unknownText } from "../workflows/unshown.ts";
import { foundText, openFindings } from "./caught.ts";
import { costLines } from "./cost.ts";
import { BY_PERSON, countText, statusWords, toYou } from "./outcome.ts";
import { answerLine, questionText, wantsWords } from "./questions.ts";
import { type RoundsView, type RunView, requestLine, type TaskView } from "./view.ts";

const MAX_FINDINGS = 6;

/**
 * A sign and a colour for each state of a task or run. Both say the same, so it can be read without
 * colour.
 */
const SIGNS: Record<string, [sign: string, colour: keyof Paint]> = {
  running: ["▶", "cyan"],
  ready: ["▷", "cyan"],
  waiting: ["?", "yellow"],
  waiting_for_user: ["?", "yellow"],
  done: ["✓", "green"],
  complete: ["✓", "green"],
  failed: ["✗", "red"],
  cancelled: ["✗", "red"],
  blocked: ["·", "dim"],
  skipped: ["–", "dim"],
  settled: ["●", "yellow"],
};

/** What it made was accepted, and then the run ended before what was due next. */
const isLeft = (task: TaskView): boolean => task.status === "cancelled" && task.passed !== null;

/**
 * A task that is done and asked for more, was let be by the person, or was left with the run, is
 * settled.
 */
const stateOf = (task: TaskView): string =>
  task.void
    ? "skipped"
    : (task.status === "done" && (task.passed === false || task.waiver !== null)) || isLeft(task)
      ? "settled"
      : task.status;

const tint = (paint: Paint, status: string, text: string): string =>
  paint[SIGNS[status]?.[1] ?? "bold"](text);

/** How a run stands, in words: it waits also where nobody is at work on it. */
export function standsText({
  held,
  status,
  tasks,
}: Pick<RunView, "held" | "status" | "tasks">): string {
  const isWaiting =
    held !== null || (status === "running" && tasks.every((task) => task.at_work === null));
  return isWaiting ? "waiting" : statusWords(status);
}

/** What a run is and where it stands, in one line. */
export function header(view: RunView, { paint, zone }: Layout): string {
  const kept = view.kept === "here" ? [] : [view.kept];
  const isYours = view.reason === BY_PERSON;
  const state = isYours ? toYou(view.reason) : standsText(view);
  const why =
    !isYours && ["cancelled", "failed"].includes(view.status) ? [oneLine(toYou(view.reason))] : [];
  return [
    `${paint.bold(view.run)} (${view.command})`,
    ...kept,
    ...given(
      view.kept !== "parked",
      tint(paint, view.held === null ? view.status : "waiting", state),
    ),
    ...why.filter((reason) => reason !== ""),
    `${view.done} of ${view.total} tasks done`,
    `${duration(view.minutes)} since ${moment(view.started_at, zone)}`,
    ...(view.auto ? ["--auto"] : []),
    ...[unknownText(view.unknown)].filter((text) => text !== "").map(paint.yellow),
  ].join(" · ");
}

/** A task's result so far, else what it waits for. */
export function resultOf(view: RunView, task: TaskView): string {
  if (task.at_work) return `running for ${duration(task.at_work.minutes)}`;
  if (isLeft(task)) return `${oneLine(task.outcome)}; cancelled with the run`;
  if (task.void || task.outcome !== "") return oneLine(task.outcome);
  if (task.status === "waiting") return "needs your answer";
  if (task.status === "ready") return view.reach === "own" ? "next" : "";
  return task.blocked_by.length > 0 ? `after ${task.blocked_by.join(", ")}` : task.status;
}

/** What a table of tasks has, by its place: sign, id, subject, who, outcome, time, tokens. */
const COLUMNS = ["", "", "task", "by", "outcome", "time", "tokens"];
const [BY, OUTCOME, TIME, TOKENS] = [3, 4, 5, 6];
/** With fewer columns what came of a task is no table's cell. */
const LEAST_OUTCOME = 24;
/** Characters of it in a cell: a failure may be told in many. */
const MAX_OUTCOME = 200;

/**
 * The columns of tasks that fit into `room`: those with nothing in them are left out, and who does
 * a task goes first. Names and outcome stay. `rows`: with those columns; `outcome`: the place of
 * the outcome. Null: no table fits.
 */
function taskColumns(
  rows: readonly string[][],
  room: number,
): { rows: string[][]; outcome: number } | null {
  const widths = COLUMNS.map((_, at) => Math.max(0, ...rows.map((row) => columns(row[at]!))));
  const filled = COLUMNS.map((_, at) => at).filter((at) =>
    rows.some((row) => row[at] !== "" && row[at] !== COLUMNS[at]),
  );
  const longest = widths[OUTCOME!]!;
  for (const [at, without] of [[], [BY], [BY, TOKENS], [BY, TOKENS, TIME]].entries()) {
    const kept = filled.filter((one) => !without.includes(one));
    const left =
      room - kept.reduce((sum, one) => sum + (one === OUTCOME ? 0 : widths[one]!) + 2, -2);
    if (left < (at === 0 ? longest : Math.min(longest, LEAST_OUTCOME))) continue;
    return {
      rows: rows.map((row) => kept.map((one) => row[one]!)),
      outcome: kept.indexOf(OUTCOME!),
    };
  }
  return null;
}

/** The cells of a task in a table. */
const taskCells = (view: RunView, task: TaskView): string[] => [
  SIGNS[stateOf(task)]?.[0] ?? "",
  task.id,
  oneLine(task.subject),
  oneLine([task.agent, task.model].filter((word) => word !== "").join("/")),
  cut(resultOf(view, task), MAX_OUTCOME),
  task.spent.minutes > 0 ? duration(task.spent.minutes) : "",
  task.spent.tokens > 0 ? tokens(task.spent.tokens) : "",
];

/** A task where no table fits: its sign, its name and what came of it, the whole of it. */
function taskLines(view: RunView, task: TaskView, { width, paint }: Layout): string[] {
  const state = stateOf(task);
  const [first = "", ...rest] = wrapWhole(
    `${task.id} ${oneLine(task.subject)}: ${resultOf(view, task)}`,
    width - 2,
  );
  return [
    `${tint(paint, state, SIGNS[state]?.[0] ?? " ")} ${first}`,
    ...rest.map((line) => `  ${line}`),
  ];
}

function taskTable(view: RunView, { width, paint, table: room = width }: Layout): string[] {
  const { tasks } = view;
  const cells = tasks.map((task) => taskCells(view, task));
  const shown = taskColumns([COLUMNS, ...cells], room);
  if (shown === null) return tasks.flatMap((task) => taskLines(view, task, { width: room, paint }));
  const [head, ...lines] = table(shown.rows, room, [shown.outcome], true);
  return [
    paint.dim(head!),
    ...lines.map((line, at) => {
      const sign = cells[at]![0]!;
      return `${tint(paint, stateOf(tasks[at]!), sign)}${line.slice(sign.length)}`;
    }),
  ];
}

/**
 * From so many minutes without a sign of life on it is said: a long thought, or a test run, takes
 * some.
 */
const SILENT_MINUTES = 5;

/** The agents that are at work, and what each was last seen to do. */
function atWorkLines(view: RunView, { width, paint }: Layout): string[] {
  return view.tasks.flatMap(({ id, subject, at_work: now, agent }) => {
    // Of a check, and of an agent that has made no call yet, the table says all there is.
    if (now === null || now.step === null) return [];
    const { step, silent } = now;
    const did = `${step.tool} ${oneLine(step.what)}`.trimEnd();
    const line = fit(`${id} ${oneLine(subject)} (${agent}): ${did}`, width);
    const quiet = silent !== null && silent >= SILENT_MINUTES;
    return [line, ...(quiet ? [paint.yellow(`  no activity for ${duration(silent)}`)] : [])];
  });
}

const limited = ({ rounds, limit }: RoundsView): string =>
  `${rounds}${Number.isFinite(limit) ? ` of ${limit}` : ""}`;

/** Re-reviews so far, by group and reviewer; none where nobody has reviewed again. */
function roundLines(view: RunView, { width }: Layout): string[] {
  return view.groups.flatMap((group) => {
    if (group.rounds === 0) return [];
    const each = group.reviewers.filter(({ rounds }) => rounds > 0);
    const limits = each.map((one) => `${one.reviewer} ${limited(one)}`).join(", ");
    return wrap(
      `Re-reviews, ${group.name.replaceAll("_", " ")}: ${limited(group)} (${limits})`,
      width,
    );
  });
}

function findingLines(view: RunView, { width, paint }: Layout): string[] {
  const found = foundText(view.findings);
  const open = openFindings(view.findings);
  const all = found === "" ? [] : [`Findings: ${found}`];
  if (open.length === 0) return all;
  const lines = clip(open, MAX_FINDINGS, (one) => {
    const notes = [one.reviewer, one.task, proofText(one.proof, one.tested)];
    return `${one.id} ${findingLine({ ...one, notes, problem: cut(one.problem, MAX_SAID) })}`;
  }).flatMap((line) => wrapWhole(line, width - 2).map((part) => `  ${part}`));
  return [...all, paint.yellow(`Open findings: ${countText(open)}`), ...lines];
}

const testLines = ({ tests }: RunView, { width }: Layout): string[] =>
  tests.map((test) => fit(`Tests: ${oneLine(test)}`, width));

const unshownLines = ({ unknown: { files } }: RunView, { width }: Layout): string[] =>
  files.length === 0
    ? []
    : [fit(`Shown to no reviewer: ${clip(files, MAX_FINDINGS, oneLine).join(", ")}`, width)];

/** Where reviews are whose reviewer has looked again. */
function earlierLines({ tasks }: RunView, { width }: Layout): string[] {
  const kept = tasks.flatMap(({ id, earlier }) =>
    earlier === undefined ? [] : [`${earlier} (${id})`],
  );
  return kept.length === 0
    ? []
    : wrap(`Earlier reviews: ${clip(kept, MAX_FINDINGS, oneLine).join(", ")}`, width);
}

/** What the run has used so far. */
function spentLines(view: RunView, { width }: Layout): string[] {
  const { cost, ceiling_tokens: ceiling } = view;
  const { total: spent, main_thread } = view.spent;
  const asks = ceiling === null ? "" : `; asks you at ${tokens(ceiling)} tokens`;
  const used = `Used: ${spentText(spent)}${main_thread ? `; ${mainText(main_thread)}` : ""}${asks}`;
  return [...given(spent.tool_calls > 0 || ceiling !== null, used), ...costLines(cost)].flatMap(
    (line) => wrap(line, width),
  );
}

/** The questions of the next dialog, and how to answer them. */
function questionLines(view: RunView, { width }: Layout): string[] {
  const { questions, questions_behind: behind } = view;
  const ids = questions.map(({ id }) => id).join(", ");
  const first = behind.length === 0 ? [] : [fit(`Asked first: ${ids}${thenText(behind)}`, width)];
  const lines = questions.flatMap((shown) =>
    inColumns(
      clean(questionText(shown, view.reach === "own" ? here("decide") : null)),
      width,
    ).split("\n"),
  );
  return [...first, ...lines];
}

/** What to do now. The line that answers a question stands above it. */
function nextLine({ next, questions: [first] }: RunView, { paint }: Layout): string {
  const line =
    first === undefined
      ? ""
      : `: ${answerLine(first.id, wantsWords(first), first.options.length, here("decide"))}`;
  return `${paint.bold("Next:")} ${line === "" ? next : next.replace(line, " as above")}`;
}

/** The same in few rows: what it is, its tasks, what is asked, and what to do now. */
export function shortStatusText(view: RunView, layout: Layout): string {
  const head = [header(view, layout), fit(`Request: ${requestLine(view)}`, layout.width)];
  const { status } = moduleOf(view.workflow);
  const own = status?.lines?.(view, head[0]!, layout).map((lines) => lines.join("\n"));
  return [
    ...(own ?? [...head, ...taskTable(view, layout)]),
    ...atWorkLines(view, layout),
    ...(view.held === null ? [] : wrapWhole(`Waits: ${view.held}`, layout.width, 0)),
    ...questionLines(view, layout),
    nextLine(view, layout),
  ].join("\n");
}

/** Where a run stands, for a person: what it is, its tasks, what is open, and what to do now. */
export function statusText(view: RunView, layout: Layout = PLAIN_LAYOUT): string {
  const head = [header(view, layout), fit(`Request: ${requestLine(view)}`, layout.width)];
  const { status } = moduleOf(view.workflow);
  const parts = [
    ...(status?.lines?.(view, head[0]!, layout) ?? [
      [...head, ...(status?.about?.(view, layout) ?? [])],
      taskTable(view, layout),
    ]),
    atWorkLines(view, layout),
    [
      ...roundLines(view, layout),
      ...findingLines(view, layout),
      ...earlierLines(view, layout),
      ...testLines(view, layout),
      ...unshownLines(view, layout),
      ...spentLines(view, layout),
      ...(view.unsent === null ? [] : wrap(`Notifications: ${oneLine(view.unsent)}`, layout.width)),
    ],
    view.rolled_back === null ? [] : inColumns(view.rolled_back, layout.width).split("\n"),
    view.held === null ? [] : wrapWhole(`Waits: ${view.held}`, layout.width, 0),
    questionLines(view, layout),
    [nextLine(view, layout)],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
