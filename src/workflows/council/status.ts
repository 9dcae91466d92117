import { isItemDone } from "../../engine/decisions/wave.ts";
import { isLive, type PlannedItem, type Run } from "../../engine/run.ts";
import { here, startHere } from "../../plugin.ts";
import type { Project } from "../../project/project.ts";
import type { Scene } from "../../record/scene.ts";
import { given, plural } from "../../text.ts";
import { linesPart, type NextStep, type Part } from "../contract/contract.ts";
import type { Notice, NoticeAdds } from "../contract/notice.ts";
import { branchOf, hasCommits, itemEvidence, snapshotFacts } from "../execute/plan/plan.ts";
import { firstOpen, openLines, tasksLine } from "../execute/summary.ts";
import { takeInto } from "../execute/take.ts";
import { SEATS } from "./seats.ts";
import { isBlocking, ledgerOf } from "./vote/ledger.ts";
import { takenIn, vendorOf } from "./vote/recorded.ts";
import { whyBlocked } from "./vote/tally.ts";
import { verdictLines, votesLine, voteText } from "./vote/verdict.ts";
import { chain } from "./workflow.ts";

/** A run of the council as plain data: the seats with their votes, the tasks of the plan. */

export type CouncilView = ReturnType<typeof viewOf>;

function seatRows(run: Run) {
  const open = ledgerOf(run).objections.filter(isBlocking);
  return SEATS.map(({ id, veto }) => {
    const last = run.tasks.findLast((task) => task.item === id && !task.void);
    const who = last ? `${vendorOf(last)}/${last.who.model}` : "";
    return {
      seat: id,
      veto,
      who,
      vote: voteText(run, id),
      open: open.filter((one) => one.seat === id).length,
    };
  });
}

function stateOf(run: Run, item: PlannedItem): string {
  if (item.dropped !== null) return "failed";
  if (isItemDone(run, item)) return "done";
  const at = run.tasks.find(
    (task) => task.item === item.item && ["running", "waiting", "ready"].includes(task.status),
  );
  return isLive(run) ? (at?.status ?? "blocked") : "not done";
}

const factOf = (run: Run, name: string): unknown =>
  run.tasks.findLast((task) => !task.void && task.facts[name] !== undefined)?.facts[name];

/**
 * What a person types to have the plan of a run built that has ended; null: it has none, or has
 * built it.
 */
function buildOf(run: Run): string | null {
  const hasPlan = ledgerOf(run).rounds.length > 0 || takenIn(run) !== undefined;
  const isBuilt = run.status === "complete" && run.options.ask === undefined;
  return isLive(run) || isBuilt || !hasPlan ? null : startHere("council", `build ${run.run}`);
}

/** Commits that are on no branch of the person may come there. */
export function onwardOf(project: Project, run: Run): NextStep | null {
  if (run.status !== "complete" || !hasCommits(run)) return null;
  const lacks = takeInto({ project, run, workflow: chain.workflow }, "here", true);
  return lacks.ok && lacks.made > 0
    ? { command: here("take"), does: "puts the commits on your branch, or on a new one" }
    : null;
}

export function viewOf({ run }: Pick<Scene, "run">) {
  const tasks = (run.items ?? []).map((item) => {
    const state = stateOf(run, item);
    const shown = state === "done" ? (itemEvidence(run, item.item)?.words ?? null) : null;
    return { item: item.item, title: item.title, state, reason: item.dropped ?? shown };
  });
  const changed = factOf(run, "files_changed");
  const tasks_done = tasks.filter((task) => task.state === "done").length;
  return {
    /** Rounds of synthesis and votes so far. */
    iterations: ledgerOf(run).rounds.length,
    seats: seatRows(run),
    votes: votesLine(run),
    verdict: verdictLines(run),
    /** Of a plan that was there before: where it comes from, and who has approved it. */
    taken: takenIn(run)?.notes ?? [],
    build: buildOf(run),
    tasks,
    /** How many of them are done, and what is shown of their work. */
    shown: tasksLine(run),
    /** Of those tasks: which are not proven and why, and what their checks warn of. */
    open: openLines(run),
    tasks_done,
    /** With the commits of the tasks that changed something. */
    branch:
      tasks_done > 0 && snapshotFacts(run)?.commits
        ? String(factOf(run, "taken") ?? branchOf(run))
        : null,
    snapshot: (factOf(run, "snapshot") as string | undefined) ?? null,
    files_changed: Array.isArray(changed)
      ? changed.length
      : typeof changed === "number"
        ? changed
        : null,
  };
}

/**
 * How many tasks of the plan are done, and the commit to go back to; none before there is a plan.
 */
const builtLines = ({
  tasks,
  tasks_done: done,
  shown,
  open,
  snapshot,
  taken,
  build,
}: CouncilView): string[] => [
  ...taken,
  ...given(shown !== "", shown),
  ...firstOpen(open),
  ...given(tasks.length > 0 && shown === "", `Tasks of the plan: ${done} of ${tasks.length}`),
  ...given(snapshot !== null, `Snapshot ${snapshot?.slice(0, 12)}`),
  ...given(build !== null, `To build its plan: ${build}`),
];

/** Votes and plan. */
export function statusParts(data: Record<string, unknown>): Part[] {
  const view = data.council as CouncilView;
  const { iterations, votes, verdict, files_changed: changed } = view;
  const voted = iterations === 0 ? [] : [plural(iterations, "iteration"), votes, ...verdict];
  const files = given(changed !== null, `Files changed: ${changed}`);
  return [linesPart([...voted, ...builtLines(view), ...files])];
}

/** What a message about a run of the council says beside what every message says. */
export function notice(scene: Scene, { on, question }: Notice): NoticeAdds {
  const { run } = scene;
  if (on === "iteration") {
    const open = ledgerOf(run).objections.filter(isBlocking).length;
    return { lines: [votesLine(run), ...verdictLines(run), `Open objections: ${open}`] };
  }
  if (question?.kind === "blocked") return { lines: [`BLOCKED: ${whyBlocked(run)}`] };
  return { lines: builtLines(viewOf(scene)) };
}
