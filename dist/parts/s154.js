// @bun
import {
  here
} from "./s12.js";
import {
  columns2,
  fit,
  table,
  wrap,
  wrapWhole,
  clip,
  cut,
  thenText,
  clean,
  oneLine2,
  moment,
  duration,
  PLAIN_LAYOUT,
  plural,
  tokens,
  spentText,
  mainText
} from "./s28.js";
import {
  moduleOf
} from "./s70.js";
import {
  countText,
  statusWords
} from "./s199.js";
import {
  questionText
} from "./s275.js";
import {
  requestLine
} from "./s159.js";
import {
  foundText
} from "./s74.js";
import {
  moneyText,
  pricedText
} from "./s135.js";

// src/render/status.ts
var MAX_TASKS = 14;
var MAX_MORE = 5;
var MAX_FINDINGS = 6;
var SIGNS = {
  running: ["\u25B6", "cyan"],
  ready: ["\u25B7", "cyan"],
  waiting: ["?", "yellow"],
  waiting_for_user: ["?", "yellow"],
  done: ["\u2713", "green"],
  complete: ["\u2713", "green"],
  failed: ["\u2717", "red"],
  cancelled: ["\u2717", "red"],
  blocked: ["\xB7", "dim"],
  skipped: ["\u2013", "dim"],
  settled: ["\u25CF", "yellow"]
};
var isLeft = (task) => task.status === "cancelled" && task.passed !== null;
var stateOf = (task) => task.void ? "skipped" : task.status === "done" && (task.passed === false || task.waiver !== null) || isLeft(task) ? "settled" : task.status;
var tint = (paint, status, text) => paint[SIGNS[status]?.[1] ?? "bold"](text);
function signOf(task, paint) {
  const state = stateOf(task);
  return { sign: SIGNS[state]?.[0] ?? " ", tint: (text) => tint(paint, state, text) };
}
function standsText({ held, status, tasks }) {
  if (held !== null)
    return "waits";
  if (status !== "running")
    return statusWords(status);
  return tasks.some((one) => one.at_work !== null) ? "at work" : "nothing at work";
}
function header(view, { paint, zone }) {
  const kept = view.kept === "here" ? [] : [view.kept];
  const why = view.status === "cancelled" || view.status === "failed" ? [oneLine2(view.reason)] : [];
  return [
    `${paint.bold(view.run)} (${view.workflow})`,
    ...kept,
    ...view.kept === "parked" ? [] : [tint(paint, view.held === null ? view.status : "waiting", standsText(view))],
    ...why.filter((reason) => reason !== ""),
    `${view.done} of ${view.total} tasks done`,
    `${duration(view.minutes)} since ${moment(view.created_at, zone)}`,
    ...view.auto ? ["--auto"] : []
  ].join(" \xB7 ");
}
function shownTasks(tasks) {
  const over = (task) => ["done", "skipped", "cancelled", "failed"].includes(task.status) || task.void;
  const most = tasks.length - MAX_TASKS <= MAX_MORE ? tasks.length : MAX_TASKS;
  const extra = tasks.length - most;
  let hidden = 0;
  const rows = tasks.filter((task) => !(over(task) && hidden < extra && ++hidden > 0));
  return { hidden, rows: rows.slice(0, most) };
}
function resultOf(view, task) {
  if (task.at_work)
    return `at work for ${duration(task.at_work.minutes)}`;
  if (isLeft(task))
    return `${oneLine2(task.outcome)}; cancelled with the run`;
  if (task.void || task.outcome !== "")
    return oneLine2(task.outcome);
  if (task.status === "waiting")
    return "waits for your answer";
  if (task.status === "ready")
    return view.reach === "own" ? "comes next" : "";
  return task.blocked_by.length > 0 ? `after ${task.blocked_by.join(", ")}` : task.status;
}
var COLUMNS = ["", "", "task", "by", "outcome", "time", "tokens"];
var [BY, OUTCOME, TIME, TOKENS] = [3, 4, 5, 6];
var LEAST_OUTCOME = 24;
var MAX_OUTCOME = 200;
function taskColumns(rows, room) {
  const widths = COLUMNS.map((_, at) => Math.max(0, ...rows.map((row) => columns2(row[at]))));
  const filled = COLUMNS.map((_, at) => at).filter((at) => rows.some((row) => row[at] !== "" && row[at] !== COLUMNS[at]));
  const longest = widths[OUTCOME];
  for (const [at, without] of [[], [BY], [BY, TOKENS], [BY, TOKENS, TIME]].entries()) {
    const kept = filled.filter((one) => !without.includes(one));
    const left = room - kept.reduce((sum, one) => sum + (one === OUTCOME ? 0 : widths[one]) + 2, -2);
    if (left < (at === 0 ? longest : Math.min(longest, LEAST_OUTCOME)))
      continue;
    return { rows: rows.map((row) => kept.map((one) => row[one])), outcome: kept.indexOf(OUTCOME), left };
  }
  return null;
}
var taskCells = (view, task) => [
  SIGNS[stateOf(task)]?.[0] ?? "",
  task.id,
  oneLine2(task.subject),
  oneLine2([task.agent, task.model].filter((word) => word !== "").join("/")),
  cut(resultOf(view, task), MAX_OUTCOME),
  task.spent.minutes > 0 ? duration(task.spent.minutes) : "",
  task.spent.tokens > 0 ? tokens(task.spent.tokens) : ""
];
function taskLines(view, task, { width, paint }) {
  const { sign, tint: coloured } = signOf(task, paint);
  const [first = "", ...rest] = wrapWhole(`${task.id} ${oneLine2(task.subject)}: ${resultOf(view, task)}`, width - 2);
  return [`${coloured(sign)} ${first}`, ...rest.map((line) => `  ${line}`)];
}
function taskTable(view, { width, paint, table: room = width }) {
  const { hidden, rows } = shownTasks(view.tasks);
  const left = view.tasks.length - hidden - rows.length;
  const others = [
    ...hidden > 0 ? [paint.dim(`(${hidden} earlier tasks are over; --json has all)`)] : [],
    ...left > 0 ? [paint.dim(`(${left} more tasks; --json has all)`)] : []
  ];
  const cells = rows.map((task) => taskCells(view, task));
  const shown = taskColumns([COLUMNS, ...cells], room);
  if (shown === null)
    return [...rows.flatMap((task) => taskLines(view, task, { width: room, paint })), ...others];
  const [head, ...lines] = table(shown.rows, room, [shown.outcome], true);
  return [
    paint.dim(head),
    ...lines.map((line, at) => {
      const sign = cells[at][0];
      return `${tint(paint, stateOf(rows[at]), sign)}${line.slice(sign.length)}`;
    }),
    ...others
  ];
}
var SILENT_MINUTES = 5;
function atWorkLines(view, { width, paint }) {
  return view.tasks.flatMap(({ id, subject, at_work: now, agent }) => {
    if (now === null || now.step === null)
      return [];
    const { step, silent } = now;
    const did = `${step.tool} ${oneLine2(step.what)}`.trimEnd();
    const line = fit(`${id} ${oneLine2(subject)} (${agent}): ${did}`, width);
    const quiet = silent !== null && silent >= SILENT_MINUTES;
    return [line, ...quiet ? [paint.yellow(`  nothing was seen of it for ${duration(silent)}`)] : []];
  });
}
var limited = ({ rounds, limit }) => `${rounds}${Number.isFinite(limit) ? ` of ${limit}` : ""}`;
function roundLines(view, { width }) {
  return view.groups.flatMap((group) => {
    if (group.rounds === 0)
      return [];
    const each = view.reviewers.filter((one) => one.group === group.name && one.rounds > 0);
    const said = each.map((one) => `${one.reviewer} ${limited(one)}`).join(", ");
    return wrap(`Re-reviews, ${group.name.replaceAll("_", " ")}: ${limited(group)} (${said})`, width);
  });
}
function findingLines(view, { width, paint }) {
  const found = foundText(view.found);
  const open = view.findings.filter((one) => !one.outside);
  const all = found === "" ? [] : [`Findings: ${found}`];
  if (open.length === 0)
    return all;
  const lines = clip(open, MAX_FINDINGS, (one) => fit(`  ${one.id} ${one.severity} (${[one.reviewer, one.task].filter(Boolean).join(", ")}): ${oneLine2(one.problem)}`, width));
  return [...all, paint.yellow(`Open findings: ${countText(open)}`), ...lines];
}
var testLines = ({ tests }, { width }) => tests.map((one) => fit(`Tests: ${oneLine2(one)}`, width));
function spentLines(view, { width }) {
  const { spent, main_thread, cost, spent_at_work: now, ceiling_tokens: ceiling } = view;
  const money = pricedText(cost);
  const said = [
    ...spent.tool_calls === 0 && ceiling === null ? [] : [
      `Spent: ${spentText(spent)}${main_thread ? `; ${mainText(main_thread)}` : ""}${ceiling === null ? "" : `; you are asked at ${tokens(ceiling)} tokens`}`
    ],
    ...money === "" ? [] : [`Cost: ${money}`],
    ...now === undefined ? [] : [
      `Beside that, at work: ${[`${tokens(now.tokens)} tokens`, plural(now.tool_calls, "tool call"), moneyText(now.cost)].filter(Boolean).join(", ")} so far`
    ]
  ];
  return said.flatMap((line) => wrap(line, width));
}
function ownerLine(view) {
  if (view.owner === null)
    return "Owner: no session";
  const { session, pid, alive } = view.owner;
  const process = alive === null ? "its process is not known" : alive ? `process ${pid}, alive` : `process ${pid}, gone`;
  return `Owner: session ${session.slice(0, 8)} (${process})`;
}
function questionLines(view, { width }) {
  const { questions, questions_behind: behind } = view;
  const ids = questions.map(({ id }) => id).join(", ");
  const first = behind.length === 0 ? [] : [fit(`Asked first: ${ids}${thenText(behind)}`, width)];
  const lines = questions.flatMap((shown) => clean(questionText(shown, view.reach === "own" ? here("decide") : null)).split(`
`).flatMap((line) => line.startsWith("Answer: ") ? [line] : wrapWhole(line, width, 0)));
  return [...first, ...lines];
}
function statusText2(view, layout = PLAIN_LAYOUT) {
  const { paint, width } = layout;
  const head = [header(view, layout), fit(`Request: ${requestLine(view)}`, width)];
  const { status } = moduleOf(view.workflow);
  const parts = [
    ...status?.lines?.(view, head[0], layout) ?? [
      [...head, ...status?.about?.(view, layout) ?? []],
      taskTable(view, layout)
    ],
    atWorkLines(view, layout),
    [
      ...roundLines(view, layout),
      ...findingLines(view, layout),
      ...testLines(view, layout),
      ...spentLines(view, layout),
      ...view.unsent === null ? [] : wrap(`Notifications: ${oneLine2(view.unsent)}`, layout.width),
      ownerLine(view)
    ],
    view.held === null ? [] : wrapWhole(`Waits: ${view.held}`, layout.width, 0),
    questionLines(view, layout),
    [`${paint.bold("Next:")} ${view.next}`]
  ];
  return parts.filter((lines) => lines.length > 0).map((lines) => lines.join(`
`)).join(`

`);
}
function shortStatusText(view, layout = PLAIN_LAYOUT) {
  const at = view.tasks.filter((task) => task.status === "running" || task.status === "ready");
  return [
    header(view, layout),
    fit(`Request: ${requestLine(view)}`, layout.width),
    ...at.map((task) => fit(`${task.id} ${oneLine2(task.subject)}: ${resultOf(view, task)}`, layout.width)),
    ...questionLines(view, layout),
    `${layout.paint.bold("Next:")} ${view.next}`
  ].join(`
`);
}

export { signOf, standsText, header, resultOf, taskColumns, taskCells, SILENT_MINUTES, questionLines, statusText2, shortStatusText };
