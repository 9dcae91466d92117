import { here } from "../../../plugin.ts";
import { clip, given, oneLine, plural } from "../../../text.ts";
import type { NextStep, Part, Row } from "../../contract/contract.ts";
import { STATE } from "../paths.ts";
import { quickText, readQuickTasks } from "../planning/documents/quick.ts";
import { percentOf, renderState, type Undone } from "../planning/documents/state.ts";
import { openTestsLines } from "../planning/documents/uat.ts";
import { type Applied, applyChanges } from "../planning/files.ts";
import type { PhaseFolder, Planning } from "../planning/model.ts";
import { byNumber } from "../planning/numbers.ts";
import { hasPlanning, readOverview } from "../planning/read.ts";
import { routeIn } from "../routes/next-route.ts";
import { type Action, isFinished, type Route, routeWords } from "../routes/routes.ts";

/**
 * What `STATE.md` says of a project: a projection of the files and of the run that was the last to
 * change them.
 */

/** What the files do not tell. */
interface StateFacts {
  /** ISO 8601. */
  now: string;
  /** What happened last, in a few words. */
  last: string;
  stopped_at: string | null;
  decisions: string[];
  /**
   * Tasks that were done, and those left undone; what the file says of others stays until their
   * plan is done.
   */
  carried?: Pick<Undone, "plan" | "task">[];
  /** What else the person has to know of from now on. */
  concerns?: string[];
  undone?: Undone[];
  /**
   * A check that failed and that nobody has taken up; null: none; left out: as it stands in the
   * file.
   */
  error?: string | null;
}
const NOTHING: StateFacts = { now: "", last: "", stopped_at: null, decisions: [] };

/** The words of GSD for what is due; `mend` and `done` say nothing of how far the work is. */
const STATUS: Partial<Record<Action, string>> = {
  "discuss-phase": "discussing",
  "plan-phase": "planning",
  "execute-phase": "executing",
  "verify-work": "verifying",
  "complete-milestone": "completed",
  done: "completed",
};

const isDone = ({ summary }: PhaseFolder["named"][number]): boolean => summary !== null;

/** `route`: the next action without the error that is told. */
export function stateOf(planning: Planning, route: Route, news: StateFacts = NOTHING) {
  const { roadmap, phases, state } = planning;
  const all = roadmap?.phases ?? [];
  const folders = Map.groupBy(phases, ({ number }) => number);
  const foldersOf = (number: string): PhaseFolder[] => folders.get(number) ?? [];
  const plans = all.flatMap(({ number }) => foldersOf(number).flatMap((folder) => folder.named));
  const current = all.find(({ number }) => number === route.phase) ?? null;
  const own = current === null ? [] : foldersOf(current.number).flatMap((folder) => folder.named);
  const before = state?.status ?? null;
  const kept =
    before === null || /^(?:paused|stopped|error|failed)\b/i.test(before) ? "planning" : before;
  const {
    error = null,
    now,
    last,
    stopped_at,
    decisions,
    carried = [],
    undone = [],
    concerns = [],
  } = news;
  const isOpen = ({ plan, task }: Undone): boolean =>
    plans.some((one) => one.id === plan && !isDone(one)) &&
    ![...carried, ...undone].some((one) => one.plan === plan && one.task === task);
  const status = error !== null ? `error: ${error}` : (STATUS[route.action] ?? kept);
  return {
    milestone: roadmap?.milestone ?? state?.milestone ?? null,
    /** The one that is at work, or next; null: none is left. */
    phase:
      current === null
        ? null
        : {
            number: current.number,
            name: current.name,
            order: all.toSorted((a, b) => byNumber(a.number, b.number)).indexOf(current) + 1,
          },
    /** The newest one that was begun, of how many; null: not planned. */
    plan:
      own.length === 0
        ? null
        : { number: Math.min(own.filter(isDone).length + 1, own.length), of: own.length },
    status,
    phases: {
      done: all.filter((one) => isFinished(one, foldersOf(one.number))).length,
      total: all.length,
    },
    plans: { done: plans.filter(isDone).length, total: plans.length },
    ...{ now, last, stopped_at, decisions, concerns },
    undone: [...(state?.undone ?? []).filter(isOpen), ...undone],
  };
}

/** What becomes of a STATE.md, or of none, by what lies around it. `root`: the project. */
function stateText(root: string, before: string | null, news: StateFacts): string {
  const read = readOverview(root);
  // An error is no step of the work, and what is wrong in the file itself is written anew.
  const planning = {
    ...read,
    error: null,
    problems: read.problems.filter(({ file }) => file !== STATE),
  };
  const route = routeIn(root, planning);
  const error = news.error === undefined ? read.error : news.error;
  return renderState(before, stateOf(planning, route, { ...news, error }));
}

/** Brings STATE.md up to date; a folder without `.planning` stays without. Never throws. */
export function writeState(root: string, news: StateFacts): Applied {
  if (!hasPlanning(root)) return { ok: true, written: [] };
  return applyChanges(root, [{ path: STATE, edit: (before) => stateText(root, before, news) }]);
}

/**
 * Where the project stands, beside the run: which phase, how much of it, what comes next. Read from
 * `.planning` alone.
 */

export type Standing = NonNullable<ReturnType<typeof standingOf>>;

/** Null: there is no `.planning` here. `root`: the project. */
export function standingOf(root: string) {
  const planning = readOverview(root);
  if (!planning.exists) return null;
  const route = routeIn(root, planning);
  const state = stateOf(planning, route);
  const { problems: _, ...words } = routeWords(route, planning);
  return {
    /** The phase that comes next; null: none does. */
    phase: state.phase,
    phases: state.phases,
    /** Of the roadmap. */
    percent: percentOf(state),
    /** Phases with open tests of a person, a line for each. */
    untested: openTestsLines(planning.phases),
    quick: quickText(readQuickTasks(root), false),
    /** How many things in it cannot be read as they stand. */
    problems: planning.problems.length,
    next: { action: route.action, ...words },
  };
}

/** The command that comes next, and why. */
export function onwardOf(root: string): NextStep | null {
  const { type, what, why } = standingOf(root)?.next ?? {};
  return type === undefined ? null : { command: type, does: `${what}: ${oneLine(why!)}` };
}

/** Phases with open tests that a status lists. */
const MOST_UNTESTED = 3;

/** The same in a line or two; `isLive`: a run is at work, which has its own next step. */
export function standingPart(standing: Standing, isLive: boolean): Part {
  const { phase, phases, percent, untested, quick, problems, next } = standing;
  const done =
    phases.total === 0
      ? "no phase is planned"
      : `${phases.done} of ${plural(phases.total, "phase")} done`;
  const parts = [
    // Numbers go on over milestones, and have decimals: how many there are is said beside them.
    `Project: ${phase ? `phase ${phase.number} (${oneLine(phase.name)}) · ${done}` : done}`,
    phases.total > 0 && `${percent} % of the roadmap`,
    quick,
    problems > 0 && `${plural(problems, "problem")}, ${here("roadmap")} shows them`,
  ];
  const { what, why, type } = next;
  const texts = (lines: string[]): Row[] => lines.map((text) => ({ text }));
  return {
    rows: [
      ...texts([parts.filter(Boolean).join(" · ")]),
      ...texts(clip(untested, MOST_UNTESTED, String)),
      ...texts(given(!isLive, `Next in the project: ${type} (${what}: ${oneLine(why)})`)),
    ],
  };
}
