import { PLUGIN } from "../../plugin.ts";
import { clip, plural, someOf } from "../../text.ts";
import type { PhaseFolder, PhaseNumber, PhasePlan, Planning, Problem, RoadmapPhase } from "./planning/model.ts";

/** What comes next in a project, by what `.planning` says: a table, of which the first row that fits counts. */

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

/** What git says of a phase; asked only of the one that the table comes to. */
export interface PhaseHistory {
  /** Ids of plans that have commits although no summary of them counts. */
  begun: string[];
  /** Why its verification says nothing of what is there now; null: it holds. */
  stale: string | null;
}

/** All that decides. `history` is asked at most once for a phase, and always answers the same. */
export interface RouteFacts {
  planning: Planning;
  /** Whether a phase is talked over before it is planned. */
  discuss: boolean;
  /** Versions of milestones in the archive, such as `v1.0`. */
  archived: string[];
  history(folder: PhaseFolder): PhaseHistory;
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
  folders: Map<PhaseNumber, PhaseFolder>;
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
  fits(facts: Pick<RouteFacts, "discuss" | "history" | "planning">, folder: PhaseFolder | null): Fit | null;
}

const PHASE_FILE = /^\.planning\/phases\/([^/]+)/;
const ROADMAP_FILE = ".planning/ROADMAP.md";

const summaryOf = (folder: PhaseFolder, { plan }: PhasePlan) => folder.summaries.find((one) => one.plan === plan);

/** Plans of a phase without a summary that counts: it is there, can be read, and its self-check has not failed. */
export const openPlans = (folder: PhaseFolder): PhasePlan[] =>
  folder.plans.filter((plan) => {
    const summary = summaryOf(folder, plan);
    return summary === undefined || summary.problems.length > 0 || !summary.self_check;
  });

/** Whether a verification says that the phase is not reached; one over fewer criteria than there are is no pass. */
const hasGaps = ({ verification: said }: PhaseFolder): boolean =>
  said !== null && (said.status === "gaps_found" || (said.status === "passed" && said.met < said.total));

/**
 * Whether nothing is left to do in a phase: its box is ticked, and no file says otherwise. A box without any file counts: the
 * person did the work by hand, or by a tool that keeps none. `folder`: undefined where the phase has none.
 */
export const isFinished = (phase: RoadmapPhase, folder: PhaseFolder | undefined): boolean =>
  phase.done &&
  (folder === undefined || (folder.plans.every((plan) => summaryOf(folder, plan) !== undefined) && !hasGaps(folder)));

function seen(planning: Planning): Seen {
  const folders = new Map(planning.phases.map((folder) => [folder.number, folder]));
  const all = planning.roadmap?.phases ?? [];
  const finished = new Set(all.filter((one) => isFinished(one, folders.get(one.number))).map(({ number }) => number));
  const open = all.filter(({ number }) => !finished.has(number));
  const due = open.find(({ depends_on }) => depends_on.every((number) => finished.has(number))) ?? null;
  return { folders, open, due };
}

/** The phase that comes next by the roadmap: the first that is not finished and waits for none; null: there is none. */
export const phaseDue = (planning: Planning): RoadmapPhase | null => seen(planning).due;

const filesOf = (problems: Problem[]): string => someOf([...new Set(problems.map(({ file }) => file))], MOST);
/** Names that a sentence lists. */
const MOST = 5;

const unreadable = (problems: Problem[]): Fit | null =>
  problems.length === 0 ? null : { why: `${filesOf(problems)} cannot be read as it stands`, problems };

const REQUIREMENTS_FILE = ".planning/REQUIREMENTS.md";

/** What is archived says that nothing is left to do. */
const shipped = (archived: string[]): Fit => ({ action: "done", why: `milestone ${archived.at(-1)} is complete` });

/**
 * Whether the milestone of the roadmap is in the archive already. Where the roadmap names none, what ends a milestone tells:
 * its requirements, or the folders of its phases, are gone.
 */
function isShipped({ planning: { roadmap, phases, requirements }, archived }: RouteFacts): boolean {
  const milestone = roadmap?.milestone ?? null;
  if (archived.length === 0) return false;
  return milestone === null ? phases.length === 0 || requirements === null : archived.includes(milestone.version);
}

/** Rows about the project as a whole, before any phase is looked at. */
const OF_PROJECT: ProjectRow[] = [
  {
    row: "paused",
    action: "resume",
    fits: ({ planning }) => (planning.paused ? { why: "you paused the work" } : null),
  },
  {
    row: "nothing is there",
    action: "new-project",
    fits: ({ planning }) => (planning.exists ? null : { why: "there is no .planning/ here" }),
  },
  {
    row: "unreadable",
    action: "mend",
    fits: ({ planning }) => unreadable(planning.problems.filter(({ file }) => !PHASE_FILE.test(file))),
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
    fits({ planning: { roadmap }, archived }) {
      if (roadmap !== null) return null;
      return archived.length > 0 ? shipped(archived) : { why: `${ROADMAP_FILE} is missing` };
    },
  },
  {
    row: "no phases",
    action: "mend",
    fits({ planning: { roadmap }, archived }) {
      if (roadmap!.phases.length > 0) return null;
      if (archived.length > 0) return shipped(archived);
      const problem = 'found no phase, expected a heading such as "### Phase 1: <name>"';
      return { why: "the roadmap has no phases", problems: [{ file: ROADMAP_FILE, line: null, problem }] };
    },
  },
  {
    row: "all are finished",
    action: "complete-milestone",
    fits(all) {
      const { planning, open, archived, folders } = all;
      if (open.length > 0) return null;
      if (isShipped(all)) return shipped(archived);
      const { phases } = planning.roadmap!;
      // Later phases change what earlier ones were verified on: the last one is what the milestone stands on.
      const last = phases.findLast(({ number }) => folders.get(number)?.verification?.commit);
      const stale = last === undefined ? null : all.history(folders.get(last.number)!).stale;
      if (stale !== null) return { action: "verify-work", phase: last!.number, why: stale };
      return { why: `${plural(phases.length, "phase is", "phases are")} done` };
    },
  },
  {
    row: "each waits",
    action: "mend",
    fits({ planning, open, due }) {
      if (due !== null) return null;
      const known = planning.roadmap!.phases.map(({ number }) => number);
      const problems = open.map(({ number, line, depends_on }): Problem => {
        const unknown = depends_on.filter((one) => !known.includes(one));
        const problem =
          unknown.length > 0
            ? `phase ${number} depends on ${someOf(unknown, MOST)}, which the roadmap does not have; it has ${someOf(known, MOST)}`
            : `phase ${number} depends on ${someOf(depends_on, MOST)}, and one of them waits for it in turn; expected phases that can be done before it`;
        return { file: ROADMAP_FILE, line, problem };
      });
      return { why: "each phase that is open waits for another one", problems };
    },
  },
];

/** Rows about the phase that comes next; the last one fits always. */
const OF_PHASE: PhaseRow[] = [
  {
    row: "unreadable phase",
    action: "mend",
    fits({ planning }, folder) {
      if (folder === null) return null;
      return unreadable([
        ...planning.problems.filter(({ file }) => PHASE_FILE.exec(file)?.[1] === folder.name),
        ...folder.plans.flatMap(({ problems }) => problems),
        ...(folder.verification?.problems ?? []),
      ]);
    },
  },
  {
    row: "no requirements",
    action: "mend",
    fits({ planning }, folder) {
      if (planning.requirements !== null || (folder?.plans.length ?? 0) > 0) return null;
      const problem = "it is missing, expected the requirements that phases name, such as - [ ] **AUTH-01**: <text>";
      return {
        why: `${REQUIREMENTS_FILE} is missing`,
        problems: [{ file: REQUIREMENTS_FILE, line: null, problem }],
      };
    },
  },
  {
    row: "nothing is written",
    action: "discuss-phase",
    fits({ discuss }, folder) {
      if (folder !== null && (folder.plans.length > 0 || folder.context !== null || folder.research !== null))
        return null;
      return discuss
        ? { why: "nothing is written about it yet" }
        : { action: "plan-phase", why: "it has no plans, and by config.json it is not talked over first" };
    },
  },
  {
    row: "no plans",
    action: "plan-phase",
    fits: (_facts, folder) => (folder!.plans.length > 0 ? null : { why: "it has no plans yet" }),
  },
  {
    row: "begun",
    action: "execute-phase",
    fits({ history }, folder) {
      const begun = openPlans(folder!).length === 0 ? [] : history(folder!).begun;
      if (begun.length === 0) return null;
      return {
        why: `${someOf(begun, MOST)} has commits and no summary that counts; you are asked before anything runs`,
      };
    },
  },
  {
    row: "open plans",
    action: "execute-phase",
    fits(_facts, folder) {
      const open = openPlans(folder!).map(({ id }) => id);
      if (open.length === 0) return null;
      return {
        why: `${open.length} of ${plural(folder!.plans.length, "plan")} without a summary that counts: ${someOf(open, MOST)}`,
      };
    },
  },
  {
    row: "not verified",
    action: "verify-work",
    fits: (_facts, folder) =>
      folder!.verification === null ? { why: "its plans are done, and nothing is verified yet" } : null,
  },
  {
    row: "gaps",
    action: "verify-work",
    fits(_facts, folder) {
      if (!hasGaps(folder!)) return null;
      const { met, total, gaps } = folder!.verification!;
      return { why: `${met} of ${total} criteria are met${gaps.length === 0 ? "" : `; open: ${someOf(gaps, 2)}`}` };
    },
  },
  {
    row: "a person is needed",
    action: "verify-work",
    fits: (_facts, folder) =>
      folder!.verification!.status === "human_needed" ? { why: "something is left that only you can judge" } : null,
  },
  {
    row: "stale",
    action: "verify-work",
    fits({ history }, folder) {
      const { stale } = history(folder!);
      return stale === null ? null : { why: stale };
    },
  },
  {
    row: "not ticked",
    action: "verify-work",
    fits: () => ({ why: "it is verified, and its box in the roadmap is not ticked" }),
  },
];

/** The row of a phase. `folder`: null where it has none. */
function phaseRow(facts: RouteFacts, folder: PhaseFolder | null): { row: string; action: Action } & Fit {
  for (const { row, action, fits } of OF_PHASE) {
    const fit = fits(facts, folder);
    if (fit !== null) return { row, action, ...fit };
  }
  throw new Error("the last row fits always");
}

/** The one next action. Total: each state of a `.planning` folder, also one written by hand, leads to exactly one. */
export function routeOf(facts: RouteFacts): Route {
  const all = { ...facts, ...seen(facts.planning) };
  for (const { row, action, fits } of OF_PROJECT) {
    const fit = fits(all);
    if (fit !== null) return { row, action, phase: null, problems: [], ...fit };
  }
  const { number } = all.due!;
  return { phase: number, problems: [], ...phaseRow(facts, all.folders.get(number) ?? null) };
}

/** A problem as a person finds it: file, line, what is wrong. */
export const problemText = ({ file, line, problem }: Problem): string =>
  `${line === null ? file : `${file}:${line}`}: ${problem}`;

/** How a command of this workflow is typed in the host. `args`: what stands behind it. */
export const typedIn = (command: string, args = ""): string => `/${PLUGIN}:${command} ${args}`.trim();

/** What a route is in words: what comes next, why, and what to type for it. */
export interface RouteWords {
  what: string;
  why: string;
  /** What ends this state; a command of the host. */
  type: string;
  /** Lines with what has to be mended. */
  problems: string[];
}

/** Problems that are shown. */
const MOST_PROBLEMS = 8;

/** `names`: of the phases, by number. */
export function routeWords({ action, phase, why, problems }: Route, { roadmap }: Planning): RouteWords {
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
  [`${what[0]!.toUpperCase()}${what.slice(1)}: ${why}.`, ...problems.map((line) => `  ${line}`), `Type ${type}`].join(
    "\n",
  );
