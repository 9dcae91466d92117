import { PLUGIN } from "../../plugin.ts";
import { clip, plural, someOf } from "../../text.ts";
import { existing } from "./new-project/existing.ts";
import { PHASES, REQUIREMENTS, ROADMAP } from "./paths.ts";
import { problemText } from "./phase-found.ts";
import type {
  Overview,
  PhaseFolder,
  PhaseNumber,
  PhaseOverview,
  PhasePlan,
  Problem,
  RoadmapPhase,
  Verification,
} from "./planning/model.ts";
import { byNumber } from "./planning/numbers.ts";
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
  /** Ids of plans that have commits and no summary. */
  begun: string[];
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

/** What is looked up in the roadmap once. */
interface Seen {
  folders: Map<PhaseNumber, PhaseOverview[]>;
  /** Phases that are not finished, in the order of the roadmap. */
  open: RoadmapPhase[];
  /** The first of them that has to wait for none; null: there is none. */
  due: RoadmapPhase | null;
}

/** What a row says when it fits: why, and where it differs the action, the phase and the problems. */
type Fit = Partial<Pick<Route, "action" | "phase" | "problems">> & Pick<Route, "why">;

/** A row about the project. */
interface ProjectRow {
  row: string;
  action: Action;
  fits(facts: RouteFacts & Seen): Fit | null;
}
/** A row about the phase that comes next. */
interface PhaseRow {
  row: string;
  action: Action;
  fits(planning: Overview, folder: PhaseFolder | null, look: PhaseLook, number: PhaseNumber): Fit | null;
}

/** Names that a sentence lists. */
const MOST = 5;

/** Plans that are carried out here; those of another workflow are its own. */
const plansOf = ({ plans }: PhaseFolder): PhasePlan[] => plans.filter(({ type }) => type !== "council");

/** Plans of a phase without a summary. */
export const openPlans = (folder: PhaseFolder): PhasePlan[] =>
  plansOf(folder).filter(({ plan }) => !folder.summaries.some((one) => one.plan === plan));

/** Whether a verification says that the phase is not reached; one over fewer criteria than there are is no pass. */
const hasGaps = (said: Verification | null): boolean =>
  said !== null && (said.status === "gaps_found" || (said.status === "passed" && said.met < said.total));

/**
 * Whether nothing is left to do in a phase: its box is ticked, and no file says otherwise. A box without any file counts: the
 * person did the work by hand, or by a tool that keeps none. `folders`: those with its number.
 */
export const isFinished = (phase: RoadmapPhase, folders: readonly PhaseOverview[]): boolean =>
  phase.done &&
  folders.every((one) => one.plans.every(({ summary }) => summary !== null) && !hasGaps(one.verification));

/** By their names alone a plan that another one took the place of looks as if it were still to be done. */
const isFinishedAtALook = (phase: RoadmapPhase, look: PhaseLook): boolean =>
  phase.done &&
  look.folders.length === 1 &&
  openPlans(look.folders[0]!).length === 0 &&
  !hasGaps(look.folders[0]!.verification);

function seen(planning: Overview, look?: RouteFacts["look"]): Seen {
  const folders = new Map<PhaseNumber, PhaseOverview[]>();
  for (const one of planning.phases) folders.set(one.number, [...(folders.get(one.number) ?? []), one]);
  const all = (planning.roadmap?.phases ?? []).toSorted((one, other) => byNumber(one.number, other.number));
  const isOver = (one: RoadmapPhase): boolean =>
    isFinished(one, folders.get(one.number) ?? []) ||
    (one.done && look !== undefined && isFinishedAtALook(one, look(one.number)));
  const finished = new Set(all.filter(isOver).map(({ number }) => number));
  const open = all.filter(({ number }) => !finished.has(number));
  const due = open.find(({ depends_on }) => depends_on.every((one) => finished.has(one) || isEarlier(one, all)));
  return { folders, open, due: due ?? null };
}

/** Numbers go on over milestones: what lies before the first phase of the roadmap was done in an earlier one. */
const isEarlier = (number: PhaseNumber, [first]: readonly RoadmapPhase[]): boolean =>
  first !== undefined && byNumber(number, first.number) < 0;

/** The phase that comes next by the roadmap: the first that is not finished and waits for none; null: there is none. */
export const phaseDue = (planning: Overview): RoadmapPhase | null => seen(planning).due;

/** What is said of a roadmap that is gone while there is work that it was about. */
export const NO_ROADMAP = `it is missing, expected the phases of the project: bring it back (git log -- ${ROADMAP} tells where it is)`;

const filesOf = (problems: Problem[]): string => someOf([...new Set(problems.map(({ file }) => file))], MOST);

const unreadable = (problems: Problem[]): Fit | null =>
  problems.length === 0 ? null : { why: `${filesOf(problems)} cannot be read as it stands`, problems };

/** What is archived says that nothing is left to do. */
const shipped = (archived: string[]): Fit => ({ action: "done", why: `milestone ${archived.at(-1)} is complete` });

/** Whether the milestone is in the archive already: what ends one takes its requirements away, and a new one brings its own. */
const isShipped = ({ planning: { requirements }, archived }: RouteFacts): boolean =>
  archived.length > 0 && requirements === null;

/** Rows about the project as a whole, before any phase is looked at. */
const OF_PROJECT: ProjectRow[] = [
  {
    row: "paused",
    action: "resume",
    fits({ planning: { paused, state } }) {
      if (!paused) return null;
      return { why: (state?.paused ? state.stopped_at : null) ?? "you paused the work" };
    },
  },
  {
    row: "nothing is there",
    action: "new-project",
    fits: ({ planning }) => (planning.exists ? null : { why: "there is no .planning/ here" }),
  },
  {
    row: "between milestones",
    action: "done",
    fits: ({ planning: { roadmap, requirements }, archived }) =>
      archived.length > 0 && requirements === null && (roadmap === null || roadmap.phases.length === 0)
        ? shipped(archived)
        : null,
  },
  {
    row: "unreadable",
    action: "mend",
    fits: ({ planning }) => unreadable(planning.problems.filter(({ file }) => !file.startsWith(`${PHASES}/`))),
  },
  {
    row: "error",
    action: "debug",
    fits: ({ planning: { error } }) =>
      error === null ? null : { why: `a check failed that nobody has taken up: ${error}` },
  },
  {
    row: "no roadmap",
    action: "new-project",
    fits({ planning, archived }) {
      if (planning.roadmap !== null) return null;
      const why = `${ROADMAP} is missing`;
      // With work under way no new project may begin: the roadmap has to come back.
      if (existing(planning, archived.length > 0) === null) return { why };
      return { action: "mend", why, problems: [{ file: ROADMAP, line: null, problem: NO_ROADMAP }] };
    },
  },
  {
    row: "no phases",
    action: "mend",
    fits({ planning: { roadmap } }) {
      if (roadmap!.phases.length > 0) return null;
      const problem = 'found no phase, expected a heading such as "### Phase 1: <name>"';
      return { why: "the roadmap has no phases", problems: [{ file: ROADMAP, line: null, problem }] };
    },
  },
  {
    row: "doubled",
    action: "mend",
    fits({ planning }) {
      const { phases } = planning.roadmap!;
      const problems = phases.flatMap(({ number, line }, at): Problem[] => {
        const first = phases.findIndex((one) => one.number === number);
        if (first === at) return [];
        return [
          { file: ROADMAP, line, problem: `found phase ${number} once more (first in line ${phases[first]!.line})` },
        ];
      });
      return problems.length === 0 ? null : { why: "the roadmap has one number twice", problems };
    },
  },
  {
    row: "unknown dependency",
    action: "mend",
    fits({ planning, open }) {
      const { phases } = planning.roadmap!;
      const known = phases.map(({ number }) => number).toSorted(byNumber);
      const problems = open.flatMap(({ number, line, depends_on }): Problem[] => {
        const unknown = depends_on.filter((one) => !known.includes(one) && byNumber(one, known[0]!) > 0);
        if (unknown.length === 0) return [];
        const problem = `phase ${number} depends on ${someOf(unknown, MOST)}, which the roadmap does not have; it has ${someOf(known, MOST)}`;
        return [{ file: ROADMAP, line, problem }];
      });
      return problems.length === 0 ? null : { why: "a phase depends on one that is not there", problems };
    },
  },
  {
    row: "all are finished",
    action: "complete-milestone",
    fits(all) {
      const { planning, open, archived, folders } = all;
      if (open.length > 0) return null;
      if (isShipped(all)) return shipped(archived);
      const phases = planning.roadmap!.phases.toSorted((one, other) => byNumber(one.number, other.number));
      const unread = unreadable(planning.problems);
      if (unread !== null) return { action: "mend", ...unread };
      // Later phases change what earlier ones were verified on: one verification has to be about the project as it is now.
      const verified = phases.filter(({ number }) => folders.get(number)?.some((one) => one.verification !== null));
      const newest = verified.toReversed();
      const [last] = newest;
      if (last !== undefined && !newest.some(({ number }) => all.look(number).stale === null))
        return { action: "verify-work", phase: last.number, why: all.look(last.number).stale! };
      return { why: `${plural(phases.length, "phase is", "phases are")} done` };
    },
  },
  {
    row: "each waits",
    action: "mend",
    fits({ open, due }) {
      if (due !== null) return null;
      const problems = open.map(({ number, line, depends_on }): Problem => {
        const problem = `phase ${number} depends on ${someOf(depends_on, MOST)}, and one of them waits for it in turn; expected phases that can be done before it`;
        return { file: ROADMAP, line, problem };
      });
      return { why: "each phase that is open waits for another one", problems };
    },
  },
];

/** Rows about the phase that comes next; the last one fits always. */
const OF_PHASE: PhaseRow[] = [
  {
    row: "doubled folder",
    action: "mend",
    fits(_planning, _folder, { folders }, number) {
      if (folders.length < 2) return null;
      const names = folders.map(({ name }) => name).join(" and ");
      const problem = `found ${names} for phase ${number}, expected one folder for it`;
      return { why: `${names} have the same number`, problems: [{ file: PHASES, line: null, problem }] };
    },
  },
  {
    row: "unreadable phase",
    action: "mend",
    fits: (_planning, _folder, { problems }) => unreadable(problems),
  },
  {
    row: "a summary does not hold",
    action: "mend",
    fits: (_planning, _folder, { unheld }) =>
      unheld.length === 0
        ? null
        : {
            why: "a plan counts as done by its summary: mend it, or take it away to have the plan carried out",
            problems: unheld,
          },
  },
  {
    row: "no requirements",
    action: "mend",
    fits({ requirements }, folder) {
      if (requirements !== null || (folder !== null && plansOf(folder).length > 0)) return null;
      const problem = "it is missing, expected the requirements that phases name, such as - [ ] **AUTH-01**: <text>";
      return { why: `${REQUIREMENTS} is missing`, problems: [{ file: REQUIREMENTS, line: null, problem }] };
    },
  },
  {
    row: "nothing is written",
    action: "discuss-phase",
    fits({ config }, folder) {
      if (folder !== null && (plansOf(folder).length > 0 || folder.context !== null || folder.research !== null))
        return null;
      return config.skip_discuss
        ? { action: "plan-phase", why: "it has no plans, and by config.json it is not talked over first" }
        : { why: "nothing is written about it yet" };
    },
  },
  {
    row: "no plans",
    action: "plan-phase",
    fits: (_planning, folder) => (plansOf(folder!).length > 0 ? null : { why: "it has no plans yet" }),
  },
  {
    row: "begun",
    action: "execute-phase",
    fits(_planning, _folder, { begun }) {
      if (begun.length === 0) return null;
      return {
        why: `${someOf(begun, MOST)} has commits and no summary; you are asked before anything runs`,
      };
    },
  },
  {
    row: "open plans",
    action: "execute-phase",
    fits(_planning, folder) {
      const open = openPlans(folder!).map(({ id }) => id);
      if (open.length === 0) return null;
      return {
        why: `${open.length} of ${plural(plansOf(folder!).length, "plan")} without a summary: ${someOf(open, MOST)}`,
      };
    },
  },
  {
    row: "not verified",
    action: "verify-work",
    fits: (_planning, folder) =>
      folder!.verification === null ? { why: "its plans are done, and nothing is verified yet" } : null,
  },
  {
    // Before its gaps: what was done since may have closed them, and a plan for a gap that is closed is one too many.
    row: "stale",
    action: "verify-work",
    fits: (_planning, folder, { stale }) => {
      const said = folder!.verification!;
      // One of another tool may name no state: its gaps are planned for, and that it passed counts for nothing.
      const isOpen = hasGaps(said) || said.status === "human_needed";
      return stale === null || (isOpen && !namesState(said)) ? null : { why: stale };
    },
  },
  {
    row: "gaps",
    action: "plan-phase",
    fits(_planning, folder) {
      const { met, total, gaps, escalated, status } = folder!.verification!;
      if (!hasGaps(folder!.verification)) return null;
      if (escalated) return { action: "verify-work", why: "rounds do not close its gaps: say what becomes of them" };
      const told =
        met === total ? `${folder!.verification!.path} says ${status}` : `${met} of ${total} criteria are met`;
      return { why: `${told}${gaps.length === 0 ? "" : `; open: ${someOf(gaps, 2)}`}` };
    },
  },
  {
    row: "a person is needed",
    action: "verify-work",
    fits: (_planning, folder) =>
      folder!.verification!.status === "human_needed" ? { why: "something is left that only you can judge" } : null,
  },
  {
    row: "not ticked",
    action: "verify-work",
    fits: () => ({ why: "it is verified, and its box in the roadmap is not ticked" }),
  },
];

/** The row of a phase. */
function phaseRow({ planning, look }: RouteFacts, number: PhaseNumber): { row: string; action: Action } & Fit {
  const seen = look(number);
  for (const { row, action, fits } of OF_PHASE) {
    const fit = fits(planning, seen.folders[0] ?? null, seen, number);
    if (fit !== null) return { row, action, ...fit };
  }
  throw new Error("the last row fits always");
}

/** The one next action. Total: each state of a `.planning` folder, also one written by hand, leads to exactly one. */
export function routeOf(facts: RouteFacts): Route {
  const all = { ...facts, ...seen(facts.planning, facts.look) };
  for (const { row, action, fits } of OF_PROJECT) {
    const fit = fits(all);
    if (fit !== null) return { row, action, phase: null, problems: [], ...fit };
  }
  const { number } = all.due!;
  return { phase: number, problems: [], ...phaseRow(facts, number) };
}

/** How a command of this workflow is typed in the host. `args`: what stands behind it. */
export const typedIn = (command: string, args = ""): string => `/${PLUGIN}:${command} ${args}`.trim();

/** What a route is in words: what comes next, why, and what to type for it. */
interface RouteWords {
  what: string;
  why: string;
  /** What ends this state; a command of the host. */
  type: string;
  /** Lines with what has to be mended, before that is typed. */
  problems: string[];
}

/** Problems that are shown. */
const MOST_PROBLEMS = 8;

/** `names`: of the phases, by number. */
export function routeWords(
  { action, phase, why, problems }: Route,
  { roadmap }: Pick<Overview, "roadmap">,
): RouteWords {
  const name = roadmap?.phases.find(({ number }) => number === phase)?.name;
  const about = phase === null ? "" : ` phase ${phase}${name === undefined ? "" : ` (${name})`}`;
  const words = (what: string, type: string): RouteWords => ({
    what,
    why,
    type,
    problems: clip(problems, MOST_PROBLEMS, problemText),
  });
  switch (action) {
    case "resume":
      return words("the work is paused", typedIn("next", "--resume"));
    case "mend":
      return words(`mend${about === "" ? " a file of .planning/" : about} by hand`, typedIn("next"));
    case "done":
      return words("nothing is left to do", typedIn("new-project", "<idea>"));
    case "new-project":
      return words("begin the project", typedIn("new-project", "<idea>"));
    case "debug":
      return words("find out what failed", typedIn("debug"));
    case "complete-milestone":
      return words("complete the milestone", typedIn(action));
    default: {
      const verb = {
        "discuss-phase": "talk over",
        "plan-phase": "plan",
        "execute-phase": "execute",
        "verify-work": "verify",
      };
      return words(`${verb[action]}${about}`, typedIn(action, phase ?? ""));
    }
  }
}

/** The same as text: one line, and one for each problem. */
export const routeText = ({ what, why, type, problems }: RouteWords): string =>
  [
    `${what[0]!.toUpperCase()}${what.slice(1)}: ${why}.`,
    ...problems.map((line) => `  ${line}`),
    `${problems.length === 0 ? "Type" : "Then type"} ${type}`,
  ].join("\n");
