// @bun
import {
  here
} from "./s12.js";
import {
  fit,
  table,
  wrap,
  wrapWhole,
  clip,
  clean,
  oneLine2,
  moment,
  duration,
  PLAIN_LAYOUT,
  plural,
  tokens,
  spentText,
  mainText
} from "./s27.js";
import {
  moduleOf
} from "./s70.js";
import {
  countText
} from "./s195.js";
import {
  questionText
} from "./s266.js";
import {
  requestLine
} from "./s155.js";
import {
  moneyText,
  pricedText
} from "./s71.js";

// src/render/status.ts
var MAX_TASKS = 14;
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
var stateOf = (task) => task.void ? "skipped" : task.status === "done" && (task.passed === false || task.waiver !== null) ? "settled" : task.status;
var tint = (paint, status, text) => paint[SIGNS[status]?.[1] ?? "bold"](text);
function signOf(task, paint) {
  const state = stateOf(task);
  return { sign: SIGNS[state]?.[0] ?? " ", tint: (text) => tint(paint, state, text) };
}
function standsText({ held, status, tasks }) {
  if (held !== null)
    return "waits";
  if (status === "waiting_for_user")
    return "waits for you";
  if (status !== "running")
    return status;
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
  const extra = Math.max(0, tasks.length - MAX_TASKS);
  let hidden = 0;
  const rows = tasks.filter((task) => !(over(task) && hidden < extra && ++hidden > 0));
  return { hidden, rows: rows.slice(0, MAX_TASKS) };
}
function resultOf(view, task) {
  if (task.at_work)
    return `at work for ${duration(task.at_work.minutes)}`;
  if (task.void || task.outcome !== "")
    return oneLine2(task.outcome);
  if (task.status === "waiting")
    return "waits for your answer";
  if (task.status === "ready")
    return view.reach === "own" ? "comes next" : "";
  return task.blocked_by.length > 0 ? `after ${task.blocked_by.join(", ")}` : task.status;
}
var NARROW = 60;
function taskLines(view, task, { width, paint }) {
  const { sign, tint: coloured } = signOf(task, paint);
  const [first = "", ...rest] = wrapWhole(`${task.id} ${oneLine2(task.subject)}: ${resultOf(view, task)}`, width - 2);
  return [`${coloured(sign)} ${first}`, ...rest.map((line) => `  ${line}`)];
}
function taskTable(view, { width, paint }) {
  const { hidden, rows } = shownTasks(view.tasks);
  const left = view.tasks.length - hidden - rows.length;
  const others = [
    ...hidden > 0 ? [paint.dim(`(${hidden} earlier tasks are over; --json has all)`)] : [],
    ...left > 0 ? [paint.dim(`(${left} more tasks; --json has all)`)] : []
  ];
  if (width < NARROW)
    return [...rows.flatMap((task) => taskLines(view, task, { width, paint })), ...others];
  const cells = rows.map((task) => [
    SIGNS[stateOf(task)]?.[0] ?? "",
    task.id,
    oneLine2(task.subject),
    oneLine2([task.agent, task.model].filter((word) => word !== "").join("/")),
    resultOf(view, task),
    task.spent.minutes > 0 ? duration(task.spent.minutes) : "",
    task.spent.tokens > 0 ? tokens(task.spent.tokens) : ""
  ]);
  const [head, ...lines] = table([["", "", "task", "by", "outcome", "time", "tokens"], ...cells], width, [3, 4, 2]);
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
  const open = view.findings.filter((one) => !one.outside);
  if (open.length === 0)
    return [];
  const lines = clip(open, MAX_FINDINGS, (one) => fit(`  ${one.id} ${one.severity} (${one.reviewer}, ${one.task}): ${oneLine2(one.problem)}`, width));
  return [paint.yellow(`Open findings: ${countText(open)}`), ...lines];
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
  return view.questions.flatMap((shown) => clean(questionText(shown, view.reach === "own" ? here("decide") : null)).split(`
`).flatMap((line) => line.startsWith("Answer: ") ? [line] : wrapWhole(line, width, 0)));
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

export { signOf, standsText, header, resultOf, SILENT_MINUTES, questionLines, statusText2, shortStatusText };
