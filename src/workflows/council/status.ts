import { spentOn } from "../../engine/bounds.ts";
import { isLive, type PlannedItem, type Run, type Task } from "../../engine/run.ts";
import { isItemDone } from "../../engine/wave.ts";
import type { Scene } from "../../record/scene.ts";
import { fit, given, type Layout, oneLine, plural, table, tokens, wrap } from "../../text.ts";
import type { Notice, NoticeAdds } from "../contract/notice.ts";
import { knownMoney, type Money, moneyOf, moneyText } from "../money/money.ts";
import { SEATS } from "./seats.ts";
import { isBlocking, ledgerOf } from "./vote/ledger.ts";
import { verdictLines, votesLine, voteText, whyBlocked } from "./vote/verdict.ts";
import { vendorOf } from "./vote/votes.ts";

/** A run of the council as plain data: the seats with their cost, the tasks of the plan. */

export type CouncilView = ReturnType<typeof viewOf>;

/** What tasks took; what was made void was paid for all the same. */
const spentBy = (run: Run, tasks: Task[]) => ({
  tokens: tasks.reduce((total, one) => total + spentOn(one).tokens, 0),
  cost: moneyOf(tasks, run.settings),
});

function seatRows(run: Run) {
  const open = ledgerOf(run).objections.filter(isBlocking);
  return SEATS.map(({ id, title, veto }) => {
    const all = run.tasks.filter((task) => task.item === id);
    const last = all.findLast((task) => !task.void);
    const { tokens, cost } = spentBy(run, all);
    return {
      seat: id,
      title,
      veto,
      who: last ? `${vendorOf(last)}/${last.who.model}` : "",
      vote: voteText(run, id),
      open: open.filter((one) => one.seat === id).length,
      tokens,
      cost,
    };
  });
}

function stateOf(run: Run, item: PlannedItem): string {
  if (item.dropped !== null) return "failed";
  if (isItemDone(run, item)) return "done";
  const at = run.tasks.find((task) => task.item === item.item && ["running", "waiting", "ready"].includes(task.status));
  return isLive(run) ? (at?.status ?? "blocked") : "not done";
}

const factOf = (run: Run, name: string): unknown =>
  run.tasks.findLast((task) => !task.void && task.facts[name] !== undefined)?.facts[name];

export function viewOf({ run }: Pick<Scene, "run">, next = "") {
  const { rounds, objections } = ledgerOf(run);
  const tasks = (run.items ?? []).map((one) => {
    return { item: one.item, title: one.title, state: stateOf(run, one), reason: one.dropped };
  });
  const changed = factOf(run, "files_changed");
  return {
    /** Rounds of synthesis and votes so far. */
    iterations: rounds.length,
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
// Of the host's agents of an older journal there is nothing to show beside tokens.
const paid = (cost: Money): string => moneyText(knownMoney(cost));
const shownIf = (count: number, text: string): string => (count === 0 ? "" : text);

/** The seats and the tasks as tables, under the run in one line. */
export function lines(
  data: Record<string, unknown>,
  head: string,
  { width, paint, table: room = width }: Layout,
): string[][] {
  const view = data.council as CouncilView;
  const { iterations, snapshot, files_changed: changed, open_objections: open } = view;
  const seats = view.seats.map((one) => [
    `${one.seat}${one.veto ? " (veto)" : ""}`,
    one.who,
    one.vote,
    shownIf(one.open, String(one.open)),
    shownIf(one.tokens, tokens(one.tokens)),
    paid(one.cost),
  ]);
  const [seatHead, ...seatTable] = table([["Seat", "Model", "Vote", "Open", "Tokens", "Cost"], ...seats], room, [1, 0]);
  const shown = view.tasks.slice(0, MAX_ROWS);
  const items = shown.map((one) => [oneLine(`${one.item} ${one.title}`), one.state]);
  const [taskHead, ...taskTable] = table([["Task", "State"], ...items], room, [0]);
  const tasks = taskTable.flatMap((row, at) => {
    const { reason } = shown[at]!;
    return [row, ...(reason === null ? [] : wrap(`  ${oneLine(reason)}`, width))];
  });
  const objections = open
    .slice(0, MAX_ROWS)
    .map((one) => fit(`  ${one.id} (${one.severity}) ${one.at}: ${oneLine(one.problem)}`, width));
  const groups = [
    [
      ...wrap(iterations === 0 ? head : `${head} · ${plural(iterations, "iteration")}`, width),
      ...given(snapshot !== null, `Snapshot: ${snapshot?.slice(0, 12)}`),
      ...given(changed !== null, `Files changed: ${changed}`),
    ],
    [paint.dim(seatHead!), ...seatTable],
    view.verdict.flatMap((line) => wrap(line, width)),
    given(open.length > 0, paint.yellow(`${plural(open.length, "open objection")}:`), ...objections),
    given(shown.length > 0, paint.dim(taskHead!), ...tasks),
  ];
  return groups.filter((one, at) => one.length > 0 || at < 3);
}

/** What a message about a run of the council says beside what every message says. */
export function notice(scene: Scene, { on, questions }: Notice): NoticeAdds {
  const { run } = scene;
  const { snapshot, tasks } = viewOf(scene);
  const kept = snapshot === null ? [] : [`Snapshot ${snapshot.slice(0, 12)}`];
  if (on === "iteration") {
    const open = ledgerOf(run).objections.filter(isBlocking).length;
    return { lines: [votesLine(run), ...verdictLines(run), `Open objections: ${open}`] };
  }
  if (on === "question" && questions.some((one) => one.kind === "blocked"))
    return { lines: [`BLOCKED: ${whyBlocked(run)}`] };
  const done = tasks.filter((one) => one.state === "done").length;
  return { lines: [...(tasks.length === 0 ? [] : [`Tasks of the plan: ${done} of ${tasks.length}`]), ...kept] };
}
