import { acceptedTasks, type Decision, type Run, type Task } from "../../engine/run.ts";
import type { Functions, Item, PanelRules } from "../../engine/workflow.ts";
import { plural } from "../../text.ts";
import { unshownToAsk } from "../tests/evidence.ts";
import { areasOf, areasWithWork, changedParts, isApart, ownerRole, PRINCIPAL } from "./areas.ts";
import { peer } from "./gates.ts";
import { reviewsOf, standings } from "./peer-review/tally.ts";
import { questionKey, roleOf, teamFacts } from "./record/recorded.ts";
import { noDeployment } from "./shows.ts";
import { latestVerdicts, newestOf, tasksOf, verdictOf } from "./status/standing.ts";
import { isBad } from "./status/statuses.ts";
import { openWarnings } from "./status/warnings.ts";
import { hasChecks, isExpected, TRACKS, trackOf } from "./tracks.ts";

/**
 * Questions to the role that answers them, in the order in which they were asked, each once, with
 * who asked it first and its answer.
 */
export function questionsOf(run: Run) {
  const all = new Map<string, { text: string; role: string; answer: string | null }>();
  for (const task of acceptedTasks(run)) {
    for (const text of teamFacts(task).questions ?? [])
      if (!all.has(questionKey(text)))
        all.set(questionKey(text), { text, role: roleOf(task), answer: null });
    for (const { question, answer } of teamFacts(task).answered ?? []) {
      const known = all.get(questionKey(question));
      if (known) known.answer = answer;
    }
  }
  return [...all.values()];
}

export const openQuestions = (run: Run) =>
  questionsOf(run).filter((question) => question.answer === null);

/** Rules of a workflow with stages, areas and checkpoints, by name. Pure. */

/** Parts of the workflow that do not hold, by the newest word on each. */
export const failing = (run: Run): string[] =>
  latestVerdicts(run)
    .filter((task) => isBad(teamFacts(task).status ?? "none") && task.waiver === null)
    // The person went on without the same gate's next look: one that came to nothing has no verdict
    // of its own.
    .filter((task) => tasksOf(run, task.gate).at(-1)?.waiver == null)
    .map((task) => `${task.subject} is ${teamFacts(task).status}`);

/**
 * Parts that have changed and are not approved as they are; none on a track without reviews of one
 * another.
 */
function unapproved(run: Run): string[] {
  if (!TRACKS[trackOf(run)].includes("06")) return [];
  return standings(run, peer, tasksOf(run, peer.key))
    .filter((standing) => standing.status !== "PASS")
    .map(
      ({ part, approved, required }) =>
        `${part} has ${approved.length} of ${plural(required, "approval")}`,
    );
}

const passesBy = (run: Run, which: "a" | "b" | "c"): boolean => {
  const rule = run.settings.checkpoints?.[which]?.auto_pass_when ?? null;
  if (rule === null || failing(run).length > 0) return false;
  if (which === "c" && unapproved(run).length + unshownToAsk(run).length > 0) return false;
  // A check that could not decide, what the person went on without and whom the person overruled
  // stand as warnings.
  const isWarning = (task: Task): boolean =>
    !task.void && (task.waiver !== null || verdictOf(task) === "WARN");
  const overrules = ({ kind, option }: Decision): boolean =>
    kind === "peer-undecided" && option === "owner";
  if (run.tasks.some(isWarning) || run.decisions.some(overrules)) return false;
  const isAnswered = openQuestions(run).length === 0;
  if (rule === "no_warnings")
    return openWarnings(run).length === 0 && (which === "b" || isAnswered);
  return allCriteriaMet(run) && isAnswered;
};

/**
 * Every criterion is met, has a test of its own that the program saw pass, and no warning of its
 * says that tests may hide something.
 */
function allCriteriaMet(run: Run): boolean {
  const { flags } = teamFacts(newestOf(run, "qa-tests"));
  return (
    flags?.all_criteria_met === true && flags.one_to_one === true && flags.tests_doubted !== true
  );
}

/** Whether a seat has anything to look at. */
const isNeeded = (run: Run, item: string): boolean =>
  reviewsOf(run, { item, scope: [] }).length > 0;

export const isDeployRequested = (run: Run): boolean => (run.options.deploy ?? "") !== "";

export const TEAM_RULES: Functions["rules"] = {
  openQuestions: (run) => openQuestions(run).length > 0,
  /**
   * One that was held back for its questions is written again once they are answered; with --auto
   * the checkpoint asks.
   */
  briefHolds: (run) => {
    const brief = newestOf(run, "brief");
    return run.auto || brief?.outcome !== "questions" || !isBad(teamFacts(brief).status ?? "none");
  },
  /** What is there is what the project was before: nobody has been told to change it. */
  nothingBuilt: (run) => !run.tasks.some((task) => task.dispatches > 0 && task.edits !== null),
  areaHasWork: (run, gate) => areasWithWork(run).includes(gate.item ?? ""),
  /**
   * Areas are built in worktrees, or their owners have said that all is built, and changed nothing.
   */
  mergeDue: (run) => isApart(run) || changedParts(run).length === 0,
  /**
   * Rules that fired, or a change that could not be read, ask for a review: before the reviews, or
   * with the last tests. On a track that looks at no change before its tests, these say it; where
   * they came to nothing it is due.
   */
  securityDue: (run) => {
    const fired = (task: Task | undefined): boolean => {
      const { rules = [] } = teamFacts(task);
      return rules === null || rules.some((rule) => !isExpected(trackOf(run), rule));
    };
    const [checked, tested] = [newestOf(run, "pre-review"), newestOf(run, "qa-tests")];
    if (hasChecks(trackOf(run))) return checked === undefined || fired(checked) || fired(tested);
    const hasBegun = tasksOf(run, "qa-tests").some((task) => task.dispatches > 0);
    return hasBegun && (teamFacts(tested).rules === undefined || fired(tested));
  },
  seatNeeded: (run, gate) => isNeeded(run, gate.item ?? ""),
  /** One reviewer of the code has scripts run: security, else the first seat that looks. */
  seatRuns: (run, gate) =>
    !TEAM_RULES.securityDue!(run, gate) &&
    SELECTORS.seats!(run, null).find(({ item }) => isNeeded(run, item))?.item === gate.item,
  /** The code has moved since the last run of this check. */
  checkDue: (run, gate) => {
    const last = newestOf(run, gate.key);
    const moved = acceptedTasks(run).findLast((task) => task.edits !== null)?.acceptedSeq ?? 0;
    return last === undefined || teamFacts(last).status !== "PASS" || moved > last.acceptedSeq;
  },
  signedByHand: (run) =>
    trackOf(run) === "hotfix" || !allCriteriaMet(run) || TEAM_BARS.release(run).length > 0,
  isLight: (run) => trackOf(run) !== "full",
  isFull: (run) => trackOf(run) === "full",
  /** The settings say how, the track has a place for it, and it was not asked for at the start. */
  canDeploy: (run) => noDeployment(trackOf(run), run.settings) === null && !isDeployRequested(run),
  deployAsked: isDeployRequested,
  /** What the person went on without has not come to anybody. */
  deployed: (run) => {
    const last = newestOf(run, "deploy");
    return last !== undefined && last.waiver === null;
  },
  /** The role has done something in this run. */
  tookPart: (run, gate) =>
    run.tasks.some(
      (task) =>
        task.who.role === gate.item && task.dispatches > 0 && !task.gate.startsWith("retro"),
    ),
  passesA: (run) => passesBy(run, "a"),
  passesB: (run) => passesBy(run, "b"),
  passesC: (run) => passesBy(run, "c"),
};

/** What is bad or not answered. */
const held = (run: Run): string[] => [
  ...failing(run),
  ...openQuestions(run).map((question) => `an open question: ${question.text}`),
];

/** What speaks against going on, whatever the person says, in words. */
export const TEAM_BARS = {
  proceed: held,
  /** The same, and what lacks an approval of the tree that is there. */
  release: (run) => [...held(run), ...unapproved(run)],
  /** After this checkpoint the questions are answered. */
  proceedWithQuestions: failing,
} satisfies Functions["bars"];

/**
 * Why a ruling cannot be asked for now: nothing is built yet, or what comes after the reviews is
 * passed.
 */
export const refusesRuling: NonNullable<PanelRules["refuses"]> = (run, later) => {
  const early = "nothing is built yet; to change the design, answer its checkpoint with revise";
  const counting = run.tasks.filter((task) => !task.void);
  if (
    !counting.some(
      ({ edits, status }) => edits !== null && status !== "blocked" && status !== "skipped",
    )
  )
    return { code: "too_early", why: early };
  const isLater = ({ gate }: Task): boolean => later.some((one) => one.key === gate);
  const passed = counting.find(
    (task) => isLater(task) && task.schema === "decision" && task.status === "done",
  );
  return passed
    ? {
        code: "too_late",
        why: `${passed.subject} has passed; start a new run to change what it signed off`,
      }
    : null;
};

/**
 * Moves the run where the person, or its newest check, says that its track is too light; what it
 * lacks then follows.
 */
export const regrade: Functions["regrade"] = (run): Record<string, string> | null => {
  const before = trackOf(run);
  const { wanted_track: wanted } = run.options;
  if (wanted)
    return { track: wanted, wanted_track: "", moved: `${before} to ${wanted} (chosen by you)` };
  const outgrown = teamFacts(acceptedTasks(run).at(-1)).outgrown;
  if (!outgrown || before === outgrown.to) return null;
  return { track: outgrown.to, moved: `${before} to ${outgrown.to} (${outgrown.reason})` };
};

/** Items that a gate, or a fix, has one task for; pure, by name, so that a workflow is data. */

export const byOwner = (item: string): Item => ({ item, role: ownerRole(item) });
const areas = (run: Pick<Run, "settings">): Item[] =>
  Object.keys(areasOf(run.settings)).map(byOwner);

export const SELECTORS: Functions["selectors"] = {
  areas,
  /** Everybody who may look at another one's area. */
  seats: (run) => [...areas(run), byOwner(PRINCIPAL)],
  /** Everybody who has a part in a run. */
  roles: (run) =>
    ["pm", PRINCIPAL, ...areas(run).map(({ role }) => role), "dev-qa", "security"].map((role) => ({
      item: role,
      role,
    })),
  /** Whoever has to mend what a task found; the principal where nobody can be told. */
  owners: (_run, task) =>
    (task?.facts.owners?.length ? task.facts.owners : [PRINCIPAL]).map(byOwner),
  /** Not empty where areas are built one after the other, in the checkout itself. */
  in_checkout: (run) => (isApart(run) ? [] : [{ item: "checkout", role: "checkout" }]),
};
