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
  mainText,
  moment,
  oneLine,
  PLAIN_LAYOUT,
  spentText,
  thenText,
  tokens,
  wrapWhole,
} from "../text.ts";
import { linesPart, type Part, type Row } from "../workflows/contract/contract.ts";
import { moduleOf } from "../workflows/index.ts";
import { unknownText } from "../workflows/unshown.ts";
import { foundText, openFindings } from "./caught.ts";
import { costLines } from "./cost.ts";
import { BY_PERSON, countText, statusWords, toYou } from "./outcome.ts";
import { headLines, partLines } from "./print/text.ts";
import { answerLine, questionText, wantsWords } from "./questions.ts";
import { findingRow } from "./report-parts.ts";
import type { RoundsView, RunView, TaskView } from "./view.ts";

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
export function header(view: RunView, { zone }: Pick<Layout, "zone"> = {}): string {
  const isYours = view.reason === BY_PERSON;
  const isCut = !isYours && ["cancelled", "failed"].includes(view.status);
  return [
    `${view.run} (${view.command})`,
    ...given(view.kept !== "here", view.kept),
    ...given(view.kept !== "parked", isYours ? toYou(view.reason) : standsText(view)),
    isCut ? oneLine(toYou(view.reason)) : "",
    `${view.done} of ${view.total} tasks done`,
    `${duration(view.minutes)} since ${moment(view.started_at, zone)}`,
    ...given(view.auto, "--auto"),
    unknownText(view.unknown),
  ]
    .filter((text) => text !== "")
    .join(" · ");
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

/**
 * From so many minutes without a sign of life on it is said: a long thought, or a test run, takes
 * some.
 */
const SILENT_MINUTES = 5;

/** The agents that are at work, and what each was last seen to do. */
const atWorkPart = ({ tasks }: RunView): Part => ({
  rows: tasks.flatMap(({ id, subject, at_work: now, agent }) => {
    // Of a check, and of an agent that has made no call yet, the table says all there is.
    if (now === null || now.step === null) return [];
    const { step, silent } = now;
    const quiet = silent !== null && silent >= SILENT_MINUTES;
    return [
      {
        text: fit(oneLine(`${id} ${subject} (${agent}): ${step.tool} ${step.what}`), MAX_OUTCOME),
        more: given(quiet, `no activity for ${duration(silent ?? 0)}`),
      },
    ];
  }),
});

const limited = ({ rounds, limit }: RoundsView): string =>
  `${rounds}${Number.isFinite(limit) ? ` of ${limit}` : ""}`;

/** Re-reviews so far, by group and reviewer; none where nobody has reviewed again. */
const roundLines = ({ groups }: RunView): string[] =>
  groups.flatMap((group) => {
    const each = group.reviewers
      .filter(({ rounds }) => rounds > 0)
      .map((one) => `${one.reviewer} ${limited(one)}`);
    const name = group.name.replaceAll("_", " ");
    return given(group.rounds > 0, `Re-reviews, ${name}: ${limited(group)} (${each.join(", ")})`);
  });

/** What the run has used so far. */
function usedLines({ cost, ceiling_tokens: ceiling, spent }: RunView): string[] {
  const { total, main_thread: main } = spent;
  const asks = ceiling === null ? "" : `; asks you at ${tokens(ceiling)} tokens`;
  const used = `Used: ${spentText(total)}${main ? `; ${mainText(main)}` : ""}${asks}`;
  return [...given(total.tool_calls > 0 || ceiling !== null, used), ...costLines(cost)];
}

/** What is known of it beside its tasks. */
function standingParts(view: RunView): Part[] {
  const { findings, tests, unknown, tasks, unsent } = view;
  const open = openFindings(findings);
  const earlier = tasks.flatMap(({ id, earlier = "" }) =>
    given(earlier !== "", `${earlier} (${id})`),
  );
  const found = foundText(findings);
  const listed = (what: string, names: string[]): string[] =>
    given(names.length > 0, `${what}: ${clip(names, MOST, oneLine).join(", ")}`);
  const lines = [
    ...roundLines(view),
    ...given(found !== "", `Findings: ${found}`),
    ...listed("Earlier reviews", earlier),
    ...tests.map((test) => `Tests: ${test}`),
    ...listed("Shown to no reviewer", unknown.files),
    ...usedLines(view),
    ...(unsent === null ? [] : [`Notifications: ${unsent}`]),
  ];
  const title = `Open findings: ${countText(open)}`;
  return [linesPart(lines), { title, rows: open.map(findingRow), count: null }];
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

/** Where a run stands, for a person: what it is, its tasks, what is open, and what to do now. */
export function statusText(view: RunView, layout: Layout = PLAIN_LAYOUT): string {
  const { status } = moduleOf(view.workflow);
  const parts = [
    ...(status?.parts(view) ?? []),
    ...given(!status?.instead, tasksPart(view)),
    atWorkPart(view),
    ...standingParts(view),
  ];
  const { width } = layout;
  const blocks = [
    view.rolled_back === null ? [] : inColumns(view.rolled_back, width).split("\n"),
    view.held === null ? [] : wrapWhole(`Waits: ${view.held}`, width, 0),
    questionLines(view, layout),
    [nextLine(view, layout)],
  ];
  const doc = { title: header(view, layout), glance: [], request: view.request, lines: [], parts };
  const lines = [
    ...headLines(doc, layout),
    ...parts.flatMap((part) => partLines(part, layout, MOST)),
    ...blocks.flatMap((block) => (block.length === 0 ? [] : ["", ...block])),
  ];
  return lines.join("\n");
}
