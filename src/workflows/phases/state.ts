import type { Overview, PhaseOverview } from "./planning/model.ts";
import type { NewState } from "./planning/write-state.ts";
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

/** Lines under `Blockers/Concerns` that the program writes: each of them it takes away again. */
const OWN = /^\s*[-*+] (?:Phase [\d.]+ (?:has open criteria|waits for a person):|A check failed:|By hand:) /;

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
  const { roadmap, project, phases, state } = planning;
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
    core_value: project?.["Core Value"]?.split("\n")[0] ?? "",
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

/** A STATE.md without the blockers that the program has written before; `None` stands where nothing else is left. */
export function withoutBlockers(text: string): string {
  const lines = text.split(/(?<=\n)/);
  const heading = lines.findIndex((line) => /^#+\s+Blockers\b/i.test(line));
  if (heading < 0) return text;
  const next = lines.findIndex((line, at) => at > heading && /^#+\s/.test(line));
  const end = next < 0 ? lines.length : next;
  const inside = lines.slice(heading + 1, end);
  const kept = inside.filter((line) => !OWN.test(line));
  if (kept.length === inside.length) return text;
  const isEmpty = kept.every((line) => line.trim() === "");
  const first = inside.findIndex((line) => OWN.test(line));
  const ending = /\r?\n$/.exec(inside[first]!)?.[0] ?? "";
  const left = isEmpty
    ? [...inside.slice(0, first), `None${ending}`, ...inside.slice(first).filter((line) => !OWN.test(line))]
    : kept;
  return [...lines.slice(0, heading + 1), ...left, ...lines.slice(end)].join("");
}

/** Without the line that says since when the work is paused. */
export const withoutPause = (text: string): string =>
  text
    .split(/(?<=\n)/)
    .filter((line) => !/^\s*(?:\*\*)?Paused at:/i.test(line))
    .join("");
