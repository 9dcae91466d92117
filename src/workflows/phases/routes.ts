import { PLUGIN } from "../../plugin.ts";
import { clip, plural, someOf } from "../../text.ts";
import { existing } from "./new-project/existing.ts";
import { PHASES, REQUIREMENTS, ROADMAP } from "./paths.ts";
import { problemText } from "./phase-found.ts";
import {
  type Overview,
  type PhaseFolder,
  type PhaseNumber,
  type PhaseOverview,
  type PhasePlan,
  type Problem,
  problemIn,
  type RoadmapPhase,
  type Verification,
} from "./planning/model.ts";
import { byNumber } from "./planning/numbers.ts";
import { orderProblems } from "./planning/waves.ts";
import { namesState } from "./verify/seen.ts";

/** What comes next in a project, by what `.planning` says: a table, of which the first row that fits counts. */

/** Flag of `next` that ends a pause, and option of its run. */
export const RESUME = "resume";

/** What leads on: a command, a word of the person that ends a pause, a file that only the person can mend, or nothing. */
export type Action =
  | "new-project"
  | "resume"
  | "mend"
  | "debug"
  | "discuss-phase"
  | "plan-phase"
  | "execute-phase"
  | "verify-work"
  | "complete-milestone"
  | "done";

/** A phase looked at closely, with what git says of it; asked only of the one that the table comes to. */
export interface PhaseLook {
  /** Folders with its number. */
  folders: PhaseFolder[];
  /** What cannot be read in them. */
  problems: Problem[];
  /** Summaries that do not hold: what they name is not there, or they say themselves that something is missing. */
  unheld: Problem[];
  /** Why its verification says nothing of what is there now; null: it holds. */
  stale: string | null;
}

/** All that decides. `look` always answers the same for a phase. */
export interface RouteFacts {
  planning: Overview;
  /** Versions of milestones in the archive, such as `v1.0`. */
  archived: string[];
  look(number: PhaseNumber): PhaseLook;
}

export interface Route {
  action: Action;
  /** Name of the row that led here. */
  row: string;
  /** The phase that the action is about; null: it is about the project. */
  phase: PhaseNumber | null;
  /** Why, in words that follow `because`; names files, plans, numbers. */
  why: string;
  /** What cannot be read, for `mend`. */
  problems: Problem[];
}

/** What a row says where it fits: why, and what of its route is not as usual. */
type Fit = Partial<Pick<Route, "action" | "phase" | "problems">> & Pick<Route, "why">;
interface Row<N> {
  row: string;
  action: Action;
  fits: (now: N) => Fit | string | null;
}
const row = <N>(name: string, action: Action, fits: Row<N>["fits"]): Row<N> => ({ row: name, action, fits });

/** Of the first row that fits; null: none does. */
function routeBy<N>(rows: readonly Row<N>[], now: N, phase: PhaseNumber | null): Route | null {
  for (const { row: name, action, fits } of rows) {
    const fit = fits(now);
    if (fit === null) continue;
    const own = typeof fit === "string" ? { why: fit } : fit;
    return { row: name, action, phase, problems: [], ...own };
  }
  return null;
}

/** Names that a sentence lists. */
const MOST = 5;

/** Plans that are carried out here; those of another workflow are its own. */
const plansOf = (folder: PhaseFolder | null): PhasePlan[] =>
  (folder?.plans ?? []).filter(({ type }) => type !== "council");

/** Plans of a phase without a summary. */
const openPlans = (folder: PhaseFolder): PhasePlan[] =>
  plansOf(folder).filter(({ plan }) => !folder.summaries.some((one) => one.plan === plan));

/** Whether a verification says that the phase is not reached; one over fewer criteria than there are is no pass. */
export const hasGaps = (verification: Verification | null): boolean =>
  verification !== null &&
  (verification.status === "gaps_found" || (verification.status === "passed" && verification.met < verification.total));

/**
 * Whether nothing is left to do in a phase: its box is ticked, and no file says otherwise. A box without any file counts: the
 * person did the work by hand, or by a tool that keeps none. `folders`: those with its number.
 */
export const isFinished = (phase: RoadmapPhase, folders: readonly PhaseOverview[]): boolean =>
  phase.done &&
  folders.every((one) => one.plans.every(({ summary }) => summary !== null) && !hasGaps(one.verification));

/** By their names alone a plan that another one took the place of looks as if it were still to be done. */
const isFinishedAtALook = ({ folders: [folder, ...others] }: PhaseLook): boolean =>
  folder !== undefined && others.length === 0 && openPlans(folder).length === 0 && !hasGaps(folder.verification);

/** What is looked up in the roadmap once. */
interface Seen {
  /** All phases, in their order. */
  all: RoadmapPhase[];
  /** Phases that are not finished, in the order of the roadmap. */
  open: RoadmapPhase[];
  /** The first of them that has to wait for none; null: there is none. */
  due: RoadmapPhase | null;
}

function seen({ planning, look }: RouteFacts): Seen {
  const folders = Map.groupBy(planning.phases, ({ number }) => number);
  const all = (planning.roadmap?.phases ?? []).toSorted((one, other) => byNumber(one.number, other.number));
  const isOver = (one: RoadmapPhase): boolean =>
    isFinished(one, folders.get(one.number) ?? []) || (one.done && isFinishedAtALook(look(one.number)));
  const finished = new Set(all.filter(isOver).map(({ number }) => number));
  const open = all.filter(({ number }) => !finished.has(number));
  const due = open.find(({ depends_on }) => depends_on.every((one) => finished.has(one) || isEarlier(one, all)));
  return { all, open, due: due ?? null };
}

/** Numbers go on over milestones: what lies before the first phase of the roadmap was done in an earlier one. */
const isEarlier = (number: PhaseNumber, [first]: readonly RoadmapPhase[]): boolean =>
  first !== undefined && byNumber(number, first.number) < 0;

/** What is said of a roadmap that is gone while there is work that it was about. */
export const NO_ROADMAP = `it is missing, expected the phases of the project: bring it back (git log -- ${ROADMAP} tells where it is)`;

export const NO_PHASE = 'found no phase, expected headings such as "### Phase 1: <name>"';

/** What the person has to mend; null: nothing. */
const mending = (why: string, problems: Problem[]): Fit | null => (problems.length === 0 ? null : { why, problems });

const unreadable = (problems: Problem[]): Fit | null => {
  const files = someOf([...new Set(problems.map(({ file }) => file))], MOST);
  return mending(`${files} cannot be read as it stands`, problems);
};

/** What is archived says that nothing is left to do. */
const shipped = ({ archived }: RouteFacts): Fit => ({
  action: "done",
  why: `milestone ${archived.at(-1)} is complete`,
});

/** Whether the milestone is in the archive already: what ends one takes its requirements away, and a new one brings its own. */
const isShipped = ({ planning: { requirements }, archived }: RouteFacts): boolean =>
  archived.length > 0 && requirements === null;

/**
 * The newest verification, where none is about the project as it is now; null: one is, or there is none. Later phases change
 * what earlier ones were verified on.
 */
export function staleVerification({ planning, look }: RouteFacts): Fit | null {
  const verified = new Set(planning.phases.filter((one) => one.verification !== null).map(({ number }) => number));
  const newestFirst = planning.roadmap!.phases.toSorted((one, other) => byNumber(other.number, one.number));
  let newest: Fit | null = null;
  for (const { number } of newestFirst.filter((one) => verified.has(one.number))) {
    const why = look(number).stale;
    if (why === null) return null;
    newest ??= { action: "verify-work", phase: number, why };
  }
  return newest;
}

/** What is about the whole project. */
const OF_PROJECT: Row<RouteFacts & Seen>[] = [
  row("paused", "resume", ({ planning: { paused, state } }) =>
    paused ? ((state?.paused ? state.stopped_at : null) ?? "you paused the work") : null,
  ),
  row("nothing is there", "new-project", ({ planning }) => (planning.exists ? null : "there is no .planning/ here")),
  row("between milestones", "done", (now) =>
    isShipped(now) && (now.planning.roadmap?.phases ?? []).length === 0 ? shipped(now) : null,
  ),
  row("unreadable", "mend", ({ planning }) =>
    unreadable(planning.problems.filter(({ file }) => !file.startsWith(`${PHASES}/`))),
  ),
  row("error", "debug", ({ planning: { error } }) =>
    error === null ? null : `a check failed that nobody has taken up: ${error}`,
  ),
  row("no roadmap", "new-project", ({ planning, archived }) => {
    if (planning.roadmap !== null) return null;
    const why = `${ROADMAP} is missing`;
    // With work under way no new project may begin: the roadmap has to come back.
    if (existing(planning, archived.length > 0) === null) return why;
    return { action: "mend", why, problems: [problemIn(ROADMAP, NO_ROADMAP)] };
  }),
  row("no phases", "mend", ({ planning }) =>
    mending("the roadmap has no phases", planning.roadmap!.phases.length > 0 ? [] : [problemIn(ROADMAP, NO_PHASE)]),
  ),
  row("all are finished", "complete-milestone", (now) => {
    const { planning, open } = now;
    if (open.length > 0) return null;
    if (isShipped(now)) return shipped(now);
    const unread = unreadable(planning.problems);
    if (unread !== null) return { action: "mend", ...unread };
    return staleVerification(now) ?? `${plural(planning.roadmap!.phases.length, "phase is", "phases are")} done`;
  }),
  row("each waits", "mend", ({ all, open, due }) => {
    if (due !== null) return null;
    const waiting = open.map(({ number, depends_on }) => ({
      id: number,
      path: `phase ${number}`,
      depends_on: depends_on.filter((one) => !isEarlier(one, all)),
    }));
    const finished = new Set(all.filter((one) => !open.includes(one)).map(({ number }) => number));
    const problems = orderProblems(waiting, finished).map(({ file, problem }) =>
      problemIn(ROADMAP, `${file}: ${problem}`),
    );
    return mending("each phase that is open waits for another one", problems);
  }),
];

/** A phase that is looked at closely. */
interface PhaseNow {
  planning: Overview;
  number: PhaseNumber;
  look: PhaseLook;
  /** Null: it has none. */
  folder: PhaseFolder | null;
}

/** The row of a phase in which nothing is open but its box. */
export const VERIFIED = "not ticked";

/** What is about one phase; the last row fits always. */
const OF_PHASE: Row<PhaseNow>[] = [
  row("unreadable phase", "mend", ({ look }) => unreadable(look.problems)),
  row("a summary does not hold", "mend", ({ look }) =>
    mending("a plan counts as done by its summary: mend it, or take it away to have the plan carried out", look.unheld),
  ),
  row("no requirements", "mend", ({ planning: { requirements }, folder }) => {
    if (requirements !== null || plansOf(folder).length > 0) return null;
    const problem = "it is missing, expected the requirements that phases name, such as - [ ] **AUTH-01**: <text>";
    return { why: `${REQUIREMENTS} is missing`, problems: [problemIn(REQUIREMENTS, problem)] };
  }),
  row("nothing is written", "discuss-phase", ({ planning, folder }) => {
    if (plansOf(folder).length > 0 || (folder?.context ?? folder?.research ?? null) !== null) return null;
    return planning.config.skip_discuss
      ? { action: "plan-phase", why: "it has no plans, and by config.json it is not talked over first" }
      : "nothing is written about it yet";
  }),
  row("no plans", "plan-phase", ({ folder }) => (plansOf(folder).length > 0 ? null : "it has no plans yet")),
  row("open plans", "execute-phase", ({ folder }) => {
    const open = openPlans(folder!).map(({ id }) => id);
    return open.length === 0
      ? null
      : `${open.length} of ${plural(plansOf(folder).length, "plan")} without a summary: ${someOf(open, MOST)}`;
  }),
  row("not verified", "verify-work", ({ folder }) =>
    folder!.verification === null ? "its plans are done, and nothing is verified yet" : null,
  ),
  // Before its gaps: what was done since may have closed them, and a plan for a gap that is closed is one too many.
  row("stale", "verify-work", ({ folder, look }) => {
    const verification = folder!.verification!;
    // One of another tool may name no state: its gaps are planned for, and that it passed counts for nothing.
    const isOpen = hasGaps(verification) || verification.status === "human_needed";
    return isOpen && !namesState(verification) ? null : look.stale;
  }),
  row("gaps", "plan-phase", ({ folder }) => {
    const { met, total, gaps, escalated, status, path } = folder!.verification!;
    if (!hasGaps(folder!.verification)) return null;
    if (escalated) return { action: "verify-work", why: "rounds do not close its gaps: say what becomes of them" };
    const result = met === total ? `${path} says ${status}` : `${met} of ${total} criteria are met`;
    return `${result}${gaps.length === 0 ? "" : `; open: ${someOf(gaps, 2)}`}`;
  }),
  row("a person is needed", "verify-work", ({ folder }) =>
    folder!.verification!.status === "human_needed" ? "something is left that only you can judge" : null,
  ),
  row(VERIFIED, "verify-work", () => "it is verified, and its box in the roadmap is not ticked"),
];

/** What comes next for the project as a whole; null: one of its phases does. */
const projectRoute = (facts: RouteFacts, found: Seen): Route | null =>
  routeBy(OF_PROJECT, { ...facts, ...found }, null);

/** Why a milestone cannot be completed by what is about the whole project; null: by its phases alone. */
export function projectInTheWay(facts: RouteFacts): Route | null {
  const route = projectRoute(facts, seen(facts));
  return route === null || ["complete-milestone", "verify-work"].includes(route.action) ? null : route;
}

/** What comes next for one phase, whether it is due or not. */
export function phaseRoute({ planning, look }: RouteFacts, number: PhaseNumber): Route {
  const close = look(number);
  const now = { planning, number, look: close, folder: close.folders[0] ?? null };
  return routeBy(OF_PHASE, now, number)!;
}

/** The one next action. Total: each state of a `.planning` folder, also one written by hand, leads to exactly one. */
export function routeOf(facts: RouteFacts): Route {
  const found = seen(facts);
  return projectRoute(facts, found) ?? phaseRoute(facts, found.due!.number);
}

/** How a command of this workflow is typed in the host. `args`: what stands behind it. */
export const typedIn = (command: string, args = ""): string => `/${PLUGIN}:${command} ${args}`.trim();

/** What a route is in words: what comes next, why, and what to type for it. */
export interface RouteWords {
  what: string;
  why: string;
  /** What ends this state; a command of the host. */
  type: string;
  /** Lines with what has to be mended, before that is typed. */
  problems: string[];
}

/** Problems that are shown. */
const MOST_PROBLEMS = 8;

/** What actions are called that are no command about a phase, and what is typed for them. */
const ACTIONS: Partial<Record<Action, [what: string, ...typed: [command: string, args?: string]]>> = {
  resume: ["the work is paused", "next", "--resume"],
  done: ["nothing is left to do", "new-project", "<idea>"],
  "new-project": ["begin the project", "new-project", "<idea>"],
  debug: ["find out what failed", "debug"],
  "complete-milestone": ["complete the milestone", "complete-milestone"],
};

/** `names`: of the phases, by number. */
export function routeWords(
  { action, phase, why, problems }: Route,
  { roadmap }: Pick<Overview, "roadmap">,
): RouteWords {
  const name = roadmap?.phases.find(({ number }) => number === phase)?.name;
  const about = `phase ${phase}${name === undefined ? "" : ` (${name})`}`;
  const mended = phase === null ? "a file of .planning/" : about;
  // `plan-phase 2` is to plan phase 2.
  const ofPhase = [`${action.split("-")[0]} ${about}`, action, phase ?? ""] as const;
  const [what, command, args] =
    action === "mend" ? ([`mend ${mended} by hand`, "next"] as const) : (ACTIONS[action] ?? ofPhase);
  return { what, why, type: typedIn(command, args), problems: clip(problems, MOST_PROBLEMS, problemText) };
}

/** The same as text: one line, and one for each problem. */
export const routeText = ({ what, why, type, problems }: RouteWords): string =>
  [
    `${what[0]!.toUpperCase()}${what.slice(1)}: ${why}.`,
    ...problems.map((line) => `  ${line}`),
    `${problems.length === 0 ? "Type" : "Then type"} ${type}`,
  ].join("\n");
