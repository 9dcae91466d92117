// @bun
import {
  fit,
  table,
  wrap,
  oneLine2,
  plural,
  tokens
} from "./s28.js";
import {
  SEATS
} from "./s34.js";
import {
  voteText,
  verdictLines
} from "./s195.js";
import {
  vendorOf
} from "./s89.js";
import {
  isBlocking,
  ledgerOf
} from "./s193.js";
import {
  moneyOf,
  moneyText,
  knownMoney
} from "./s135.js";
import {
  isItemDone
} from "./s107.js";
import {
  isLive
} from "./s5.js";
import {
  spentOn
} from "./s3.js";

// src/workflows/council/status.ts
function phasesOf(run) {
  const names = [...new Set(run.tasks.map((task) => task.token))];
  return names.map((phase) => {
    const own = run.tasks.filter((task) => task.token === phase);
    const all = own.map(spentOn);
    const sum = (key) => all.reduce((total, one) => total + one[key], 0);
    return {
      phase,
      tokens: sum("tokens"),
      minutes: Math.round(sum("minutes") * 10) / 10,
      cost: moneyOf(own, run.settings)
    };
  });
}
function seatRows(run) {
  const open = ledgerOf(run).objections.filter(isBlocking);
  return SEATS.map(({ id, title, veto }) => {
    const all = run.tasks.filter((task) => task.item === id);
    const last = all.findLast((task) => !task.void);
    return {
      seat: id,
      title,
      veto,
      who: last ? `${vendorOf(last)}/${last.who.model}` : "",
      vote: voteText(run, id),
      open: open.filter((one) => one.seat === id).length,
      tokens: all.reduce((total, task) => total + spentOn(task).tokens, 0),
      cost: moneyOf(all, run.settings)
    };
  });
}
function itemRows(run) {
  return (run.items ?? []).map((item) => {
    const at = run.tasks.find((task) => task.item === item.item && ["running", "waiting", "ready"].includes(task.status));
    const state = item.dropped !== null ? "failed" : isItemDone(run, item) ? "done" : isLive(run) ? at?.status ?? "blocked" : "not done";
    return { item: item.item, title: item.title, state, reason: item.dropped };
  });
}
var factOf = (run, name) => run.tasks.findLast((task) => !task.void && task.facts[name] !== undefined)?.facts[name];
function viewOf2({ run }, next = "") {
  const tasks = itemRows(run);
  const { rounds, objections } = ledgerOf(run);
  const changed = factOf(run, "files_changed");
  return {
    iterations: rounds.length,
    phases: phasesOf(run),
    seats: seatRows(run),
    verdict: verdictLines(run),
    open_objections: objections.filter(isBlocking).map(({ id, severity, at, problem }) => ({ id, severity, at, problem })),
    tasks,
    tasks_done: tasks.filter((one) => one.state === "done").length,
    snapshot: factOf(run, "snapshot") ?? null,
    files_changed: Array.isArray(changed) ? changed.length : typeof changed === "number" ? changed : null,
    next
  };
}
var own2 = (scene, next) => ({ council: viewOf2(scene, next) });
var MAX_ROWS = 30;
function lines2(data, head, { width, paint, table: room = width }) {
  const view = data.council;
  const spent = view.phases.filter((one) => one.tokens > 0).map((one) => `${one.phase} ${tokens(one.tokens)}`);
  const paid = (cost) => moneyText(knownMoney(cost));
  const costs = view.phases.flatMap(({ phase, cost }) => paid(cost) === "" ? [] : [`${phase} ${paid(cost)}`]);
  const [seatHead, ...seats] = table([
    ["Seat", "Model", "Vote", "Open", "Tokens", "Cost"],
    ...view.seats.map((one) => [
      `${one.seat}${one.veto ? " (veto)" : ""}`,
      one.who,
      one.vote,
      one.open === 0 ? "" : String(one.open),
      one.tokens === 0 ? "" : tokens(one.tokens),
      paid(one.cost)
    ])
  ], room, [1, 0]);
  const shown = view.tasks.slice(0, MAX_ROWS);
  const [taskHead, ...tasks] = table([["Task", "State"], ...shown.map((one) => [oneLine2(`${one.item} ${one.title}`), one.state])], room, [0]);
  return [
    [
      ...wrap(view.iterations === 0 ? head : `${head} \xB7 ${plural(view.iterations, "iteration")}`, width),
      ...spent.length > 0 ? wrap(`Tokens: ${spent.join(", ")}`, width) : [],
      ...costs.length > 0 ? wrap(`Cost by phase: ${costs.join(", ")}`, width) : [],
      ...view.snapshot === null ? [] : [`Snapshot: ${view.snapshot.slice(0, 12)}`],
      ...view.files_changed === null ? [] : [`Files changed: ${view.files_changed}`]
    ],
    [paint.dim(seatHead), ...seats],
    view.verdict.flatMap((line) => wrap(line, width)),
    ...view.open_objections.length > 0 ? [
      [
        paint.yellow(`${plural(view.open_objections.length, "open objection")}:`),
        ...view.open_objections.slice(0, MAX_ROWS).map((one) => fit(`  ${one.id} (${one.severity}) ${one.at}: ${oneLine2(one.problem)}`, width))
      ]
    ] : [],
    ...shown.length === 0 ? [] : [
      [
        paint.dim(taskHead),
        ...tasks.flatMap((row, at) => [
          row,
          ...shown[at].reason === null ? [] : wrap(`  ${oneLine2(shown[at].reason)}`, width)
        ])
      ]
    ]
  ];
}

export { viewOf2, own2, lines2 };
