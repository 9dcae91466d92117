import { STATE } from "./paths.ts";
import { type Applied, applyChanges } from "./planning/files.ts";
import type { Overview, PhaseOverview } from "./planning/model.ts";
import { hasPlanning, readOverview } from "./planning/read.ts";
import { type NewState, renderState } from "./planning/state.ts";
import { routeIn } from "./route-facts.ts";
import { type Action, isFinished, type Route } from "./routes.ts";

/** What `STATE.md` says of a project: a projection of the files and of the run that was the last to change them. Pure. */

/** What the files do not tell. */
export interface Happened {
  /** ISO 8601. */
  now: string;
  /** What was done last, in a few words. */
  last: string;
  /** Where the session ended, in a few words; null: nowhere in particular. */
  stopped_at: string | null;
  /** What a person decided in this run. */
  decisions: string[];
  /** A check that failed and that nobody has taken up; null: none. */
  error: string | null;
  /** A person has paused the work, and has not ended that. */
  paused: boolean;
}

/** The words of GSD for what is due; `mend` and `done` say nothing of how far the work is. */
const STATUS: Partial<Record<Action, string>> = {
  "discuss-phase": "discussing",
  "plan-phase": "planning",
  "execute-phase": "executing",
  "verify-work": "verifying",
  "complete-milestone": "completed",
  done: "completed",
};

const isDone = ({ summary }: PhaseOverview["plans"][number]): boolean => summary !== null;

function blockersOf({ phases, roadmap }: Overview, route: Route, error: string | null): string[] {
  const known = new Set(roadmap?.phases.map(({ number }) => number) ?? []);
  const ofPhases = phases.flatMap(({ number, verification: said }) => {
    if (said === null || !known.has(number)) return [];
    if (said.status === "human_needed")
      return [`Phase ${number} waits for a person: ${said.human.join("; ") || "something only a person can judge"}`];
    if (said.status !== "gaps_found") return [];
    return [`Phase ${number} has open criteria: ${said.gaps.join("; ") || `${said.met} of ${said.total} are met`}`];
  });
  return [
    ...(error === null ? [] : [`A check failed: ${error}`]),
    ...(route.action === "mend" ? [`By hand: ${route.why}`] : []),
    ...ofPhases,
  ];
}

/** `route`: the next action without the pause and the error that `happened` tells. */
export function stateOf(planning: Overview, route: Route, happened: Happened): NewState {
  const { roadmap, phases, state } = planning;
  const all = roadmap?.phases ?? [];
  const folders = Map.groupBy(phases, ({ number }) => number);
  const foldersOf = (number: string): PhaseOverview[] => folders.get(number) ?? [];
  const plans = all.flatMap(({ number }) => foldersOf(number).flatMap((one) => one.plans));
  const due = all.find(({ number }) => number === route.phase) ?? null;
  const own = due === null ? [] : foldersOf(due.number).flatMap((one) => one.plans);
  const before = state?.status ?? null;
  const kept = before === null || /^(?:paused|stopped|error|failed)\b/i.test(before) ? "planning" : before;
  const status =
    happened.error !== null ? `error: ${happened.error}` : happened.paused ? "paused" : (STATUS[route.action] ?? kept);
  return {
    milestone: roadmap?.milestone ?? state?.milestone ?? null,
    phase: due === null ? null : { number: due.number, name: due.name },
    plan: own.length === 0 ? null : { number: Math.min(own.filter(isDone).length + 1, own.length), of: own.length },
    status,
    phases: { done: all.filter((one) => isFinished(one, foldersOf(one.number))).length, total: all.length },
    plans: { done: plans.filter(isDone).length, total: plans.length },
    now: happened.now,
    last: happened.last,
    stopped_at: happened.stopped_at,
    decisions: happened.decisions,
    blockers: blockersOf(planning, route, happened.error),
  };
}

/** A pause, and an error, that are told by nobody are as they stand in the file. */
type Told = Omit<Happened, "paused" | "error"> & Partial<Pick<Happened, "paused" | "error">>;

/** What becomes of a STATE.md, or of none, by what lies around it. `root`: the project. */
function stateText(root: string, before: string | null, told: Told): string {
  const read = readOverview(root);
  // Neither is a step of the work, and what is wrong in the file itself is written anew.
  const planning = {
    ...read,
    paused: false,
    error: null,
    problems: read.problems.filter(({ file }) => file !== STATE),
  };
  const route = routeIn(root, planning);
  const paused = told.paused ?? read.state?.paused ?? false;
  const error = told.error === undefined ? read.error : told.error;
  return renderState(before, stateOf(planning, route, { ...told, paused, error }));
}

/** Brings STATE.md up to date; a folder without `.planning` stays without. Never throws. */
export function writeState(root: string, told: Told): Applied {
  if (!hasPlanning(root)) return { ok: true, written: [] };
  return applyChanges(root, [{ path: STATE, edit: (before) => ({ ok: true, text: stateText(root, before, told) }) }]);
}
