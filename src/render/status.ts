import { here } from "../plugin.ts";
import {
  clean,
  clip,
  cut,
  duration,
  fit,
  given,
  inColumns,
  type Layout,
  moment,
  oneLine,
  PLAIN_LAYOUT,
  thenText,
  tokens,
  wrapWhole,
} from "../text.ts";
import { linesPart, type Part, type Row } from "../workflows/contract/contract.ts";
import { moduleOf } from "../workflows/index.ts";
import { unknownText } from "../workflows/unshown.ts";
import { headOf } from "./history/head.ts";
import { BY_PERSON, countText, standsText, toYou } from "./outcome.ts";
import { questionText } from "./questions.ts";
import { costLines, spentLines } from "./report/cost.ts";
import { findingRow, openFindings } from "./report/finding-outcomes.ts";
import { docLines } from "./report/print/text.ts";
import type { RunView, TaskView } from "./view.ts";

/** Rows of a list, and files and reviews that are named. */
const MOST = 8;

/** How each state of a task is marked. */
const TONES: Record<string, NonNullable<Row["tone"]>> = {
  ...({ running: "busy", ready: "next", waiting: "asks", done: "good", settled: "warn" } as const),
  ...({ failed: "bad", cancelled: "bad", blocked: "none", skipped: "skipped" } as const),
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

/** What a run is and where it stands, in one line. */
export function header(view: RunView, { zone }: Pick<Layout, "zone"> = {}): string {
  const isYours = view.reason === BY_PERSON;
  const isCut = !isYours && ["cancelled", "failed"].includes(view.status);
  return [
    `${view.run} (${view.command})`,
    ...given(view.kept !== "here", view.kept),
    ...given(view.kept !== "parked", isYours ? toYou(view.reason) : standsText(view)),
    isCut ? oneLine(toYou(view.reason)) : "",
    `${view.done} of ${view.total} tasks done`,
    `since ${moment(view.started_at, zone)}`,
    ...given(view.auto, "--auto"),
    unknownText(view.unknown),
  ]
    .filter((text) => text !== "")
    .join(" · ");
}

/** From so many minutes without a sign of life on it is said: a test run takes some. */
const SILENT_MINUTES = 5;

/** For how long an agent has been at work, and what it was last seen to do. */
function atWorkText({ minutes, step, silent }: NonNullable<TaskView["at_work"]>): string {
  const seen = step === null ? "" : `: ${oneLine(`${step.tool} ${step.what}`)}`;
  const isQuiet = silent !== null && silent >= SILENT_MINUTES;
  const quiet = isQuiet ? `, no activity for ${duration(silent)}` : "";
  return `running for ${duration(minutes)}${quiet}${seen}`;
}

/** A task's result so far, else what it waits for. */
export function resultOf(view: RunView, task: TaskView): string {
  if (task.at_work) return atWorkText(task.at_work);
  if (isLeft(task)) return `${oneLine(task.outcome)}; cancelled with the run`;
  if (task.void || task.outcome !== "") return oneLine(task.outcome);
  if (task.status === "waiting") return "needs your answer";
  if (task.status === "ready") return view.reach === "own" ? "next" : "";
  return task.blocked_by.length > 0 ? `after ${task.blocked_by.join(", ")}` : task.status;
}

/** Characters of what came of a task: a failure may be told in many. */
const MAX_OUTCOME = 200;

const tasksPart = (view: RunView): Part => ({
  columns: ["task", "outcome", "time", "tokens", "by"],
  rows: view.tasks.map((task) => ({
    tone: TONES[stateOf(task)] ?? "none",
    id: task.id,
    text: task.subject,
    cells: [
      cut(resultOf(view, task), MAX_OUTCOME),
      task.spent.minutes > 0 ? duration(task.spent.minutes) : "",
      task.spent.tokens > 0 ? tokens(task.spent.tokens) : "",
      [task.agent, task.model].filter((word) => word !== "").join("/"),
    ],
  })),
});

/** What is known of it beside its tasks. */
function standingParts(view: RunView): Part[] {
  const { findings, tested, unknown, tasks, unsent, spent, cost, ceiling_tokens: ceiling } = view;
  const open = openFindings(findings);
  const earlier = tasks.flatMap(({ id, earlier = "" }) =>
    given(earlier !== "", `${earlier} (${id})`),
  );
  const listed = (what: string, names: string[]): string[] =>
    given(names.length > 0, `${what}: ${clip(names, MOST, oneLine).join(", ")}`);
  const lines = [
    ...listed("Earlier reviews", earlier),
    ...tested.after.map(({ command, text }) => `Tests: ${command}: ${text}`),
    ...tested.before.map(({ command, text }) => `Tests before the change: ${command}: ${text}`),
    ...listed("Shown to no reviewer", unknown.files),
    ...spentLines(spent),
    ...costLines(cost),
    ...(ceiling === null ? [] : [`You are asked at ${tokens(ceiling)} tokens`]),
    ...(unsent === null ? [] : [`Notifications: ${unsent}`]),
  ];
  const title = `Open findings: ${countText(open)}`;
  return [linesPart(lines), { title, rows: open.map(findingRow), count: null }];
}

/** The questions of the next dialog, and how to answer them. */
function questionLines(view: RunView, { width }: Layout): string[] {
  const { questions, questions_behind: later } = view;
  const ids = questions.map(({ id }) => id).join(", ");
  const first = later.length === 0 ? [] : [fit(`Asked first: ${ids}${thenText(later)}`, width)];
  const lines = questions.flatMap((shown) =>
    inColumns(
      clean(questionText(shown, view.reach === "own" ? here("decide") : null)),
      width,
    ).split("\n"),
  );
  return [...first, ...lines];
}

/** Where a run stands, for a person: what it is, its tasks, what is open, and what to do now. */
export function statusText(view: RunView, layout: Layout = PLAIN_LAYOUT): string {
  const { status } = moduleOf(view.workflow);
  const parts = [
    ...(status?.parts(view) ?? []),
    ...given(!status?.instead, tasksPart(view)),
    ...standingParts(view),
  ];
  const { width } = layout;
  const blocks = [
    view.rolled_back === null ? [] : inColumns(view.rolled_back, width).split("\n"),
    view.held === null ? [] : wrapWhole(`Waits: ${view.held}`, width, 0),
    questionLines(view, layout),
    [`${layout.paint.bold("Next:")} ${view.next}`],
  ];
  const doc = {
    title: header(view, layout),
    // How it stands is said in the title.
    glance: headOf(view).slice(1),
    ...{ request: view.request, lines: [], parts },
  };
  const lines = [
    ...docLines(doc, layout, MOST),
    ...blocks.flatMap((block) => (block.length === 0 ? [] : ["", ...block])),
  ];
  return lines.join("\n");
}
