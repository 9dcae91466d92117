import { startHere } from "../../../plugin.ts";
import { findProject } from "../../../project/project.ts";
import { clip, oneLine, plural, someOf } from "../../../text.ts";
import type { Part } from "../../contract/contract.ts";
import { lazily } from "../../kit/lazily.ts";
import { onUnproven, openPlans, unprovenSummaries } from "../execute/done.ts";
import { PHASES, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { namesState } from "../planning/documents/verification.ts";
import {
  type PhaseFolder,
  type PhaseNumber,
  type Planning,
  type Problem,
  problemIn,
  problemText,
  type RoadmapPhase,
  stops,
  type Verification,
} from "../planning/model.ts";
import { byNumber } from "../planning/numbers.ts";
import { archivedMilestones, existing, readOverview, readPhase } from "../planning/read.ts";
import { staleReason } from "../verify/seen.ts";

/**
 * What comes next in a project, by what `.planning` says: a table, of which the first row that fits
 * counts.
 */

/** What leads on: a command, a file that only the person can mend, or nothing. */
export type Action =
  | "new-project"
  | "mend"
  | "debug"
  | "discuss-phase"
  | "plan-phase"
  | "execute-phase"
  | "verify-work"
  | "complete-milestone"
  | "done";

/** What git and the files of a phase say; asked only of the one that the table comes to. */
interface PhaseLook {
  /** What cannot be read in its folders. */
  problems: Problem[];
  /**
   * Summaries that do not hold: what they name is not there, or they say themselves that something
   * is missing.
   */
  unheld: Problem[];
  /** Why its verification says nothing of what is there now; null: it holds. */
  stale: string | null;
}

/** All that decides. `look` always answers the same for a phase. */
export interface RouteFacts {
  planning: Planning;
  /** Versions of milestones in the archive, such as `v1.0`. */
  archived: string[];
  look(number: PhaseNumber): PhaseLook;
}

/** Folders with a phase's number: one, none, or more where somebody made a mistake. */
export const foldersOf = (
  { phases }: Pick<Planning, "phases">,
  number: PhaseNumber,
): PhaseFolder[] => phases.filter((phase) => phase.number === number);

export interface Route {
  action: Action;
  /** Name of the row that led here. */
  row: string;
  /** The phase that the action is about; null: it is about the project. */
  phase: PhaseNumber | null;
  /** Why, in words that follow `because`; names files, plans, numbers. */
  why: string;
  /** What keeps it from going on, for `mend`: a line each, with its file. */
  problems: string[];
}

/** A row of the table: a route that is about the project, unless it says more. */
const to = (row: string, action: Action, why: string, more: Partial<Route> = {}): Route => ({
  ...{ row, action, why, phase: null, problems: [] },
  ...more,
});
const mend = (row: string, why: string, ...problems: Problem[]): Route =>
  to(row, "mend", why, { problems: problems.map(problemText) });

/** Names that a sentence lists. */
const MOST = 5;

/** Whether a verification says that the phase is not reached. */
export const hasGaps = (verification: Verification | null): boolean =>
  verification?.status === "gaps_found";

/**
 * Whether nothing is left to do in a phase: its box is ticked, and no file says otherwise. A box
 * without any file counts: the person did the work by hand, or by a tool that keeps none.
 * `folders`: those with its number.
 */
export const isFinished = (phase: RoadmapPhase, folders: readonly PhaseFolder[]): boolean =>
  phase.done &&
  folders.every(
    (folder) =>
      !hasGaps(folder.verification) &&
      // By their names alone a plan that another one took the place of looks as if it were still to
      // be done.
      (folder.named.every(({ summary }) => summary !== null) || openPlans(folder).length === 0),
  );

/**
 * A phase that is carried out, and that the person was asked to judge and put off. One of another
 * tool may never have asked.
 */
const waitsForLook = ({ verification, named }: PhaseFolder): boolean =>
  verification?.status === "human_needed" &&
  namesState(verification) &&
  named.every(({ summary }) => summary !== null);

/** What is looked up in the roadmap once. */
function seen({ planning }: RouteFacts) {
  const folders = Map.groupBy(planning.phases, ({ number }) => number);
  const all = (planning.roadmap?.phases ?? []).toSorted((one, other) =>
    byNumber(one.number, other.number),
  );
  const open = all.filter((one) => !isFinished(one, folders.get(one.number) ?? []));
  const isOpen = (number: PhaseNumber): boolean => open.some((one) => one.number === number);
  // What the person will look at another time holds nothing else up.
  const isPutOff = (number: PhaseNumber): boolean => (folders.get(number) ?? []).some(waitsForLook);
  const isOver = (number: PhaseNumber): boolean =>
    isEarlier(number, all) ||
    (all.some((one) => one.number === number) && (!isOpen(number) || isPutOff(number)));
  const free = open.filter(({ depends_on }) => depends_on.every(isOver));
  const due = free.find(({ number }) => !isPutOff(number)) ?? free[0];
  return {
    /** All phases, in their order. */
    all,
    isOver,
    /** Those that are not finished. */
    open,
    /** The first of them that has to wait for none; null: there is none. */
    due: due ?? null,
  };
}

/**
 * Numbers go on over milestones: what lies before the first phase of the roadmap was done in an
 * earlier one.
 */
const isEarlier = (number: PhaseNumber, [first]: readonly RoadmapPhase[]): boolean =>
  first !== undefined && byNumber(number, first.number) < 0;

/** What is said of a roadmap that is gone while there is work that it was about. */
export const NO_ROADMAP = `it is missing, expected the phases of the project: restore it (git log -- ${ROADMAP} shows its commits)`;

export const NO_PHASE = 'found no phase, expected entries below "phases:"';

const unreadable = (row: string, problems: Problem[]): Route =>
  mend(
    row,
    `${someOf([...new Set(problems.map(({ file }) => file))], MOST)} cannot be read`,
    ...problems,
  );

/**
 * The newest verification, where none is about the project as it is now; null: one is, or there is
 * none. Later phases change what earlier ones were verified on.
 */
export function staleVerification({ planning, look }: RouteFacts): Route | null {
  const verified = new Set(
    planning.phases.filter((phase) => phase.verification !== null).map(({ number }) => number),
  );
  const newestFirst = planning.roadmap!.phases.toSorted((one, other) =>
    byNumber(other.number, one.number),
  );
  let newest: Route | null = null;
  for (const { number } of newestFirst.filter((one) => verified.has(one.number))) {
    const why = look(number).stale;
    if (why === null) return null;
    newest ??= to("all are finished", "verify-work", why, { phase: number });
  }
  return newest;
}

/** The row of a project that another tool has planned. */
const FOREIGN = "another form";

/** The row that is about the whole project; null: one of its phases comes next. */
function projectRoute(
  facts: RouteFacts,
  { all, open, due, isOver }: ReturnType<typeof seen>,
): Route | null {
  const { planning, archived } = facts;
  const { problems, requirements, roadmap, error } = planning;
  if (!planning.exists)
    return problems.length > 0
      ? unreadable("unreadable", problems)
      : to("nothing is there", "new-project", "there is no .planning/ here");
  if (planning.foreign)
    return to(FOREIGN, "new-project", "its files are of another tool or an earlier version");
  // What ends a milestone takes its requirements away, and a new one brings its own.
  const isShipped = archived.length > 0 && requirements === null;
  const shipped = to("between milestones", "done", `milestone ${archived.at(-1)} is complete`);
  const top = problems.filter(
    (problem) => !problem.file.startsWith(`${PHASES}/`) && stops(problem, null),
  );
  if (top.length > 0) return unreadable("unreadable", top);
  if (error !== null) return to("error", "debug", `a check failed and is not fixed yet: ${error}`);
  const missing = `${ROADMAP} is missing`;
  // With work under way no new project may begin: the roadmap has to come back.
  if (roadmap === null && existing(planning, archived.length > 0) !== null)
    return mend("no roadmap", missing, problemIn(ROADMAP, NO_ROADMAP));
  if (isShipped && all.length === 0) return shipped;
  if (roadmap === null) return to("no roadmap", "new-project", missing);
  if (all.length === 0)
    return mend("no phases", "the roadmap has no phases", problemIn(ROADMAP, NO_PHASE));
  if (due !== null) return null;
  if (open.length > 0) {
    const waiting = open.map(({ number, depends_on }) => {
      const others = depends_on.filter((one) => !isOver(one)).join(", ");
      return problemIn(
        ROADMAP,
        `phase ${number} waits for ${others}; expected one that waits for none`,
      );
    });
    return mend("each waits", "every open phase waits for another one", ...waiting);
  }
  if (isShipped) {
    const over = `phases of ${archived.at(-1)}, which is archived, are still in it; take them out`;
    return mend("between milestones", shipped.why, problemIn(ROADMAP, over));
  }
  const left = problems.filter((problem) => Boolean(problem.of) || stops(problem, null));
  if (left.length > 0) return unreadable("all are finished", left);
  const done = `${plural(all.length, "phase is", "phases are")} done`;
  return staleVerification(facts) ?? to("all are finished", "complete-milestone", done);
}

/** The row of a phase in which nothing is open but its box. */
export const VERIFIED = "not ticked";

function rowOf(
  { requirements, problems }: Planning,
  phase: RoadmapPhase | null,
  folder: PhaseFolder | null,
  look: PhaseLook,
): Route {
  const own = problems.filter((problem) => problem.of !== undefined && stops(problem, phase));
  if (own.length + look.problems.length > 0)
    return unreadable("unreadable phase", [...own, ...look.problems]);
  if (look.unheld.length > 0) return mend("a summary does not hold", onUnproven(), ...look.unheld);
  // Those that are carried out here; those of another workflow are its own.
  const plans = folder?.plans ?? [];
  // Of what was done the plan may be gone.
  if (folder === null || (plans.length === 0 && folder.summaries.length === 0)) {
    const missing = "it is missing, expected the requirements that phases name";
    if (requirements === null)
      return mend(
        "no requirements",
        `${REQUIREMENTS} is missing`,
        problemIn(REQUIREMENTS, missing),
      );
    if (phase?.criteria.length === 0)
      return to("no criteria", "discuss-phase", "nothing says yet when it is done");
    const isBlank = (folder?.context ?? folder?.research ?? null) === null;
    return isBlank
      ? to("nothing is written", "discuss-phase", "nothing is written about it yet")
      : to("no plans", "plan-phase", "it has no plans yet");
  }
  const open = openPlans(folder).map(({ id }) => id);
  if (open.length > 0) {
    const why = `${open.length} of ${plural(plans.length, "plan")} without a summary: ${someOf(open, MOST)}`;
    return to("open plans", "execute-phase", why);
  }
  const { verification } = folder;
  if (verification === null) {
    return to("not verified", "verify-work", "its plans are done, and nothing is verified yet");
  }
  const { met, total, gaps, escalated, status, path } = verification;
  // Before its gaps: what was done since may have closed them, and a plan for a gap that is closed
  // is one too many. One of another tool may name no state: its gaps are planned for, and that it
  // passed counts for nothing.
  const isOpen = hasGaps(verification) || status === "human_needed";
  const isClosed = plans.some(({ gap_closure }) => gap_closure)
    ? "plans for its gaps were carried out"
    : null;
  const stale = isOpen && !namesState(verification) ? isClosed : look.stale;
  if (stale !== null) return to("stale", "verify-work", stale);
  if (hasGaps(verification)) {
    if (escalated)
      return to(
        "gaps",
        "verify-work",
        "rounds did not close its gaps: decide what to do with them",
      );
    const result = met === total ? `${path} says ${status}` : `${met} of ${total} criteria are met`;
    return to(
      "gaps",
      "plan-phase",
      `${result}${gaps.length === 0 ? "" : `; open: ${someOf(gaps, 2)}`}`,
    );
  }
  if (status === "human_needed")
    return to("a person is needed", "verify-work", "something is left that only you can judge");
  return to(VERIFIED, "verify-work", "it is verified, but its box in the roadmap is not ticked");
}

/** What comes next for one phase, whether it is due or not. */
export const phaseRoute = ({ planning, look }: RouteFacts, number: PhaseNumber): Route => ({
  ...rowOf(
    planning,
    planning.roadmap?.phases.find((phase) => phase.number === number) ?? null,
    foldersOf(planning, number)[0] ?? null,
    look(number),
  ),
  phase: number,
});

/**
 * Why a milestone cannot be completed by what is about the whole project; null: by its phases
 * alone.
 */
export function projectInTheWay(facts: RouteFacts): Route | null {
  const route = projectRoute(facts, seen(facts));
  return route === null || ["complete-milestone", "verify-work"].includes(route.action)
    ? null
    : route;
}

/**
 * The one next action. Total: each state of a `.planning` folder, also one written by hand, leads
 * to exactly one.
 */
export function routeOf(facts: RouteFacts): Route {
  const found = seen(facts);
  return projectRoute(facts, found) ?? phaseRoute(facts, found.due!.number);
}

/** Problems that are shown. */
export const MOST_PROBLEMS = 8;

/** What actions are called that are no command about a phase, and what is typed for them. */
const ACTIONS: Partial<Record<Action, (row: string) => [what: string, type: string]>> = {
  done: () => ["start the next milestone", startHere("new-project", "<idea>")],
  "new-project": (row) =>
    row === FOREIGN
      ? ["make a project of what is here", startHere("new-project")]
      : ["start the project", startHere("new-project", "<idea>")],
  debug: () => ["find out what failed", startHere("debug")],
  "complete-milestone": () => ["complete the milestone", startHere("complete-milestone")],
};

/**
 * What a route is in words: what comes next, why, what to type for it, and what has to be mended
 * before.
 */
export function routeWords(
  { action, row, phase, why, problems }: Route,
  { roadmap }: Pick<Planning, "roadmap">,
) {
  const name = roadmap?.phases.find(({ number }) => number === phase)?.name;
  const about = `phase ${phase}${name === undefined ? "" : ` (${name})`}`;
  const mended = phase === null ? "a file of .planning/" : about;
  // `plan-phase 2` is to plan phase 2.
  const [what, type] =
    action === "mend"
      ? [`fix ${mended} by hand`, startHere("next")]
      : (ACTIONS[action]?.(row) ?? [
          `${action.split("-")[0]} ${about}`,
          startHere(action, phase ?? ""),
        ]);
  return { what, why, type, problems: clip(problems, MOST_PROBLEMS, String) };
}

/** The same as text: one line, and one for each problem. */
export const routeText = ({ what, why, type, problems }: ReturnType<typeof routeWords>): string =>
  [
    `${what[0]!.toUpperCase()}${what.slice(1)}: ${why}.`,
    ...problems.map((line) => `  ${line}`),
    `${problems.length === 0 ? "Type" : "Then type"} ${type}`,
  ].join("\n");

/** The same as a part. */
export const nextPart = ({ what, why, type, problems }: ReturnType<typeof routeWords>): Part => ({
  title: "Next",
  count: null,
  rows: [
    ...problems.map((text) => ({ text })),
    { command: type, text: `${what}: ${oneLine(why)}` },
  ],
});

/**
 * What the table of routes asks of a project on the disk. Git is started for the one phase that the
 * table comes to.
 */

function lookAt(root: string, number: PhaseNumber): PhaseLook {
  const { phases, problems } = readPhase(root, number);
  const [folder] = phases;
  return lazily<PhaseLook>({
    problems: () => problems,
    // Git is asked for what a row asks for.
    unheld: () => (folder === undefined ? [] : unprovenSummaries(root, folder)),
    stale: () =>
      folder?.verification ? staleReason(findProject(root), folder.verification) : null,
  });
}

/** `planning`: of this project, as it was read. */
export function routeFacts(root: string, planning: Planning = readOverview(root)): RouteFacts {
  const known = new Map<PhaseNumber, PhaseLook>();
  return {
    planning,
    archived: archivedMilestones(root),
    look(number) {
      const found = known.get(number) ?? lookAt(root, number);
      known.set(number, found);
      return found;
    },
  };
}
