import { SEVERITIES } from "../engine/run.ts";
import { here } from "../plugin.ts";
import {
  clean,
  clip,
  fit,
  type Layout,
  mainText,
  moment,
  oneLine,
  type Paint,
  PLAIN_LAYOUT,
  spentText,
  table,
  tokens,
  wrap,
} from "../text.ts";
import { moduleOf } from "../workflows/index.ts";
import { externalMoney, type Money, moneyText } from "../workflows/money.ts";
import { questionText } from "./questions.ts";
import { type RoundsView, type RunView, requestLine, type TaskView } from "./view.ts";

/** Rows of the task table; of a longer one the oldest finished tasks are only counted. */
const MAX_TASKS = 14;
const MAX_FINDINGS = 6;

const COLOUR: Record<string, keyof Paint> = {
  running: "cyan",
  ready: "cyan",
  waiting: "yellow",
  waiting_for_user: "yellow",
  done: "green",
  complete: "green",
  failed: "red",
  cancelled: "red",
  blocked: "dim",
  skipped: "dim",
};

const tint = (paint: Paint, status: string): string => paint[COLOUR[status] ?? "bold"](status);

function header(view: RunView, { paint }: Layout): string {
  const kept = view.kept === "here" ? [] : [view.kept];
  const why = view.status === "cancelled" || view.status === "failed" ? [oneLine(view.reason)] : [];
  return [
    `${paint.bold(view.run)} (${view.workflow})`,
    ...kept,
    tint(paint, view.status),
    ...why.filter((reason) => reason !== ""),
    `phase ${view.phase}`,
    `since ${moment(view.created_at)}`,
    `${view.done} of ${view.total} tasks done`,
    ...(view.auto ? ["--auto"] : []),
  ].join(" · ");
}

function shownTasks(tasks: TaskView[]): { hidden: number; rows: TaskView[] } {
  const over = (task: TaskView): boolean =>
    ["done", "skipped", "cancelled", "failed"].includes(task.status) || task.void;
  const extra = Math.max(0, tasks.length - MAX_TASKS);
  let hidden = 0;
  const rows = tasks.filter((task) => !(over(task) && hidden < extra && ++hidden > 0));
  return { hidden, rows: rows.slice(0, MAX_TASKS) };
}

function taskTable(view: RunView, { width, paint }: Layout): string[] {
  const { hidden, rows } = shownTasks(view.tasks);
  const cells = rows.map((task) => [
    task.id,
    oneLine(task.subject),
    oneLine([task.agent, task.model].filter((word) => word !== "").join("/")),
    task.void ? "void" : task.waiver ? task.waiver.kind : task.status,
    String(task.round),
    task.spent.tokens > 0 ? tokens(task.spent.tokens) : "",
    task.blocked_by.join(" "),
  ]);
  const [head, ...lines] = table(
    [["", "task", "agent/model", "status", "round", "tokens", "waits for"], ...cells],
    width,
    [2, 1],
  );
  const left = view.tasks.length - hidden - rows.length;
  return [
    paint.dim(head!),
    ...lines.map((line, at) => tintWord(line, cells[at]![3]!, paint)),
    ...(hidden > 0 ? [paint.dim(`(${hidden} earlier tasks are over; --json has all)`)] : []),
    ...(left > 0 ? [paint.dim(`(${left} more tasks; --json has all)`)] : []),
  ];
}

/** Colours the status in a line of the table. It is searched as a cell, because the subject may contain the same word. */
function tintWord(line: string, word: string, paint: Paint): string {
  const at = line.search(new RegExp(`  ${word}(?=  |$)`));
  const colour = COLOUR[word];
  if (at < 0 || colour === undefined) return line;
  return `${line.slice(0, at + 2)}${paint[colour](word)}${line.slice(at + 2 + word.length)}`;
}

const limited = ({ rounds, limit }: RoundsView): string => `${rounds}${Number.isFinite(limit) ? ` of ${limit}` : ""}`;

/** Re-reviews so far, by group and reviewer. */
function roundLines(view: RunView, { width }: Layout): string[] {
  return view.groups.flatMap((group) => {
    const each = view.reviewers.filter((one) => one.group === group.name);
    const said = each.map((one) => `${one.reviewer} ${limited(one)}`).join(", ");
    return wrap(`Re-reviews, ${group.name.replaceAll("_", " ")}: ${limited(group)} (${said})`, width);
  });
}

function findingLines(view: RunView, { width, paint }: Layout): string[] {
  const open = view.findings.filter((one) => !one.outside);
  if (open.length === 0) return [];
  const counts = SEVERITIES.flatMap((severity) => {
    const count = open.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const lines = clip(open, MAX_FINDINGS, (one) =>
    fit(`  ${one.id} ${one.severity} (${one.reviewer}, ${one.task}): ${oneLine(one.problem)}`, width),
  );
  return [paint.yellow(`Open findings: ${counts.join(", ")}`), ...lines];
}

const testLines = ({ tests }: RunView, { width }: Layout): string[] =>
  tests.map((one) => fit(`Tests: ${oneLine(one)}`, width));

/** Money, once an external model has taken tokens: the host's agents have no price here. */
const costWords = (cost: Money): string => {
  const external = externalMoney(cost);
  const names = external.unknown.length === 0 ? "" : ` (${external.unknown.join(", ")})`;
  return moneyText(external) === "" ? "" : `; external models ${moneyText(external)}${names}`;
};

/** What the run has used so far. */
function spentLines({ spent, main_thread, cost, ceiling_tokens: ceiling }: RunView): string[] {
  if (spent.tool_calls === 0 && ceiling === null) return [];
  return [
    `Spent: ${spentText(spent)}${main_thread ? `; ${mainText(main_thread)}` : ""}${costWords(cost)}${ceiling === null ? "" : `; asked at ${tokens(ceiling)} tokens`}`,
  ];
}

function ownerLine(view: RunView): string {
  if (view.owner === null) return "Owner: no session";
  const { session, pid, alive } = view.owner;
  const process =
    alive === null ? "its process is not known" : alive ? `process ${pid}, alive` : `process ${pid}, gone`;
  return `Owner: session ${session.slice(0, 8)} (${process})`;
}

/** The questions of the next dialog, and how to answer them. */
function questionLines(view: RunView, { width }: Layout): string[] {
  return view.questions.flatMap((shown) =>
    clean(questionText(shown, view.reach === "own" ? here("decide") : null))
      .split("\n")
      .flatMap((line) => (line.startsWith("Answer: ") ? [line] : wrap(line, width))),
  );
}

/** Where a run stands, for a person: what it is, its tasks, what is open, and what to do now. */
export function statusText(view: RunView, layout: Layout = PLAIN_LAYOUT): string {
  const { paint, width } = layout;
  const head = [header(view, layout), fit(`Request: ${requestLine(view)}`, width)];
  const { status } = moduleOf(view.workflow);
  const parts = [
    ...(status?.lines?.(view, head[0]!, layout) ?? [
      [...head, ...(status?.about?.(view, layout) ?? [])],
      taskTable(view, layout),
    ]),
    [
      ...roundLines(view, layout),
      ...findingLines(view, layout),
      ...testLines(view, layout),
      ...spentLines(view),
      ownerLine(view),
    ],
    view.held === null ? [] : wrap(`Waits: ${view.held}`, layout.width),
    questionLines(view, layout),
    [`${paint.bold("Next:")} ${view.next}`],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** The status in a few lines: the run, its running and ready tasks, its questions, and what to do now. */
export function shortStatusText(view: RunView, layout: Layout = PLAIN_LAYOUT): string {
  const at = view.tasks.filter((task) => task.status === "running" || task.status === "ready");
  return [
    header(view, layout),
    fit(`Request: ${requestLine(view)}`, layout.width),
    ...at.map((task) =>
      fit(`${task.id} ${oneLine(task.subject)}: ${tint(layout.paint, task.status)}`, layout.width + 10),
    ),
    ...questionLines(view, layout),
    `${layout.paint.bold("Next:")} ${view.next}`,
  ].join("\n");
}
