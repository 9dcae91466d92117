import { spentOn } from "../../engine/bounds.ts";
import { isLive, type Run } from "../../engine/run.ts";
import { isItemDone } from "../../engine/wave.ts";
import type { Scene } from "../../record/scene.ts";
import { fit, type Layout, oneLine, plural, table, tokens, wrap } from "../../text.ts";
import { knownMoney, type Money, moneyOf, moneyText } from "../money/money.ts";
import { SEATS } from "./seats.ts";
import { isBlocking, ledgerOf } from "./vote/ledger.ts";
import { verdictLines, voteText } from "./vote/verdict.ts";
import { vendorOf } from "./vote/votes.ts";

/** A run of the council as plain data: its phases with their cost, the seats, the tasks of the plan. */

interface SeatRow {
  seat: string;
  title: string;
  veto: boolean;
  who: string;
  vote: string;
  open: number;
  tokens: number;
  cost: Money;
}
export interface CouncilView {
  /** Rounds of synthesis and votes so far. */
  iterations: number;
  /** Phases in the order of the run. */
  phases: { phase: string; tokens: number; minutes: number; cost: Money }[];
  seats: SeatRow[];
  verdict: string[];
  open_objections: { id: string; severity: string; at: string; problem: string }[];
  tasks: { item: string; title: string; state: string; reason: string | null }[];
  tasks_done: number;
  snapshot: string | null;
  files_changed: number | null;
  next: string;
}

function phasesOf(run: Run): CouncilView["phases"] {
  const names = [...new Set(run.tasks.map((task) => task.token))];
  return names.map((phase) => {
    const own = run.tasks.filter((task) => task.token === phase);
    const all = own.map(spentOn);
    const sum = (key: "tokens" | "minutes"): number => all.reduce((total, one) => total + one[key], 0);
    return {
      phase,
      tokens: sum("tokens"),
      minutes: Math.round(sum("minutes") * 10) / 10,
      cost: moneyOf(own, run.settings),
    };
  });
}

function seatRows(run: Run): SeatRow[] {
  const open = ledgerOf(run).objections.filter(isBlocking);
  return SEATS.map(({ id, title, veto }) => {
    // What was made void was paid for all the same.
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
      cost: moneyOf(all, run.settings),
    };
  });
}

function itemRows(run: Run): CouncilView["tasks"] {
  return (run.items ?? []).map((item) => {
    const at = run.tasks.find(
      (task) => task.item === item.item && ["running", "waiting", "ready"].includes(task.status),
    );
    const state =
      item.dropped !== null
        ? "failed"
        : isItemDone(run, item)
          ? "done"
          : isLive(run)
            ? (at?.status ?? "blocked")
            : "not done";
    return { item: item.item, title: item.title, state, reason: item.dropped };
  });
}

const factOf = (run: Run, name: string): unknown =>
  run.tasks.findLast((task) => !task.void && task.facts[name] !== undefined)?.facts[name];

export function viewOf({ run }: Pick<Scene, "run">, next = ""): CouncilView {
  const tasks = itemRows(run);
  const { rounds, objections } = ledgerOf(run);
  const changed = factOf(run, "files_changed");
  return {
    iterations: rounds.length,
    phases: phasesOf(run),
    seats: seatRows(run),
    verdict: verdictLines(run),
    open_objections: objections
      .filter(isBlocking)
      .map(({ id, severity, at, problem }) => ({ id, severity, at, problem })),
    tasks,
    tasks_done: tasks.filter((one) => one.state === "done").length,
    snapshot: (factOf(run, "snapshot") as string | undefined) ?? null,
    files_changed: Array.isArray(changed) ? changed.length : typeof changed === "number" ? changed : null,
    next,
  };
}

export const own = (scene: Scene, next: string): Record<string, unknown> => ({ council: viewOf(scene, next) });

const MAX_ROWS = 30;

/** The seats and the tasks as tables, under the run in one line. */
export function lines(
  data: Record<string, unknown>,
  head: string,
  { width, paint, table: room = width }: Layout,
): string[][] {
  const view = data.council as CouncilView;
  const spent = view.phases.filter((one) => one.tokens > 0).map((one) => `${one.phase} ${tokens(one.tokens)}`);
  // Of the host's agents of an older journal there is nothing to show beside tokens.
  const paid = (cost: Money): string => moneyText(knownMoney(cost));
  const costs = view.phases.flatMap(({ phase, cost }) => (paid(cost) === "" ? [] : [`${phase} ${paid(cost)}`]));
  const [seatHead, ...seats] = table(
    [
      ["Seat", "Model", "Vote", "Open", "Tokens", "Cost"],
      ...view.seats.map((one) => [
        `${one.seat}${one.veto ? " (veto)" : ""}`,
        one.who,
        one.vote,
        one.open === 0 ? "" : String(one.open),
        one.tokens === 0 ? "" : tokens(one.tokens),
        paid(one.cost),
      ]),
    ],
    room,
    [1, 0],
  );
  const shown = view.tasks.slice(0, MAX_ROWS);
  const [taskHead, ...tasks] = table(
    [["Task", "State"], ...shown.map((one) => [oneLine(`${one.item} ${one.title}`), one.state])],
    room,
    [0],
  );
  return [
    [
      ...wrap(view.iterations === 0 ? head : `${head} · ${plural(view.iterations, "iteration")}`, width),
      ...(spent.length > 0 ? wrap(`Tokens: ${spent.join(", ")}`, width) : []),
      ...(costs.length > 0 ? wrap(`Cost by phase: ${costs.join(", ")}`, width) : []),
      ...(view.snapshot === null ? [] : [`Snapshot: ${view.snapshot.slice(0, 12)}`]),
      ...(view.files_changed === null ? [] : [`Files changed: ${view.files_changed}`]),
    ],
    [paint.dim(seatHead!), ...seats],
    view.verdict.flatMap((line) => wrap(line, width)),
    ...(view.open_objections.length > 0
      ? [
          [
            paint.yellow(`${plural(view.open_objections.length, "open objection")}:`),
            ...view.open_objections
              .slice(0, MAX_ROWS)
              .map((one) => fit(`  ${one.id} (${one.severity}) ${one.at}: ${oneLine(one.problem)}`, width)),
          ],
        ]
      : []),
    ...(shown.length === 0
      ? []
      : [
          [
            paint.dim(taskHead!),
            ...tasks.flatMap((row, at) => [
              row,
              ...(shown[at]!.reason === null ? [] : wrap(`  ${oneLine(shown[at]!.reason)}`, width)),
            ]),
          ],
        ]),
  ];
}
