import { basename, isAbsolute } from "node:path";
import { here } from "../../../plugin.ts";
import { hasGit, placesOf } from "../../../project/git.ts";
import { lazily } from "../../kit/lazily.ts";
import { PLANNING } from "../paths.ts";
import { isThere } from "../planning/files.ts";
import {
  type PhaseFolder,
  type PhasePlan,
  type PlanSummary,
  type Problem,
  problemIn,
} from "../planning/model.ts";
import { plainId, planId } from "../planning/numbers.ts";
import { isCheckpoint } from "../planning/plan.ts";
import {
  changesOf,
  commitThatAdded,
  lostReason,
  planCommits,
  plansNamed,
  wasDeleted,
} from "./history.ts";

/** Whether a plan is done: its summary says so, and what it says is there. */

/** The summary of a plan; undefined: there is none. */
export const summaryOf = (
  folder: Pick<PhaseFolder, "summaries">,
  { plan }: Pick<PhasePlan, "plan">,
) => folder.summaries.find((one) => one.plan === plan);

/**
 * Commits of a plan that changed something of the project; one that only says so shows nothing.
 * `id`: such as `02-01`.
 */
const worksOf = (root: string, id: string): number =>
  planCommits(root, [id]).filter(({ commit }) =>
    [...changesOf(root, [commit]).keys()].some((path) => !path.startsWith(`${PLANNING}/`)),
  ).length;

const waitsAlone = ({ tasks }: PhasePlan): boolean => tasks.length > 0 && tasks.every(isCheckpoint);

/** More wrong places of one text are not looked for: each costs a call of git. */
const MOST = 20;
const firstOf = (all: readonly string[], wrong: (one: string) => string | null): string[] => {
  const problems = all.values().map(wrong);
  return [...problems.filter((one) => one !== null).take(MOST)];
};

const isBelow = (path: string): boolean => !isAbsolute(path) && !path.split("/").includes("..");

/**
 * What keeps a plan with this summary from being done; empty: it is. Every commit that it names has
 * to be in the history, or as many of its plan, where history was rewritten; where it names none,
 * git has to have one of its plan. Every file has to be there, unless later work has taken it away.
 * `plan`: null where its file is gone. `root`: the project; `branch`: the one that commits of the
 * phase belong on.
 */
export function doneProblems(
  root: string,
  plan: PhasePlan | null,
  summary: PlanSummary,
  branch = "<name>",
): Problem[] {
  const { path, commits, files, self_check, problems } = summary;
  if (problems.length > 0) return problems;
  const found: string[] = self_check ? [] : [SELF_CHECK];
  if (summary.vouched) return found.map((problem) => problemIn(path, problem));
  if (summary.halted) found.push(`its status is ${summary.halted}`);
  const id = planId(summary.phase, summary.plan);
  // Without git nobody can tell of any commit.
  const isInGit = hasGit() && placesOf(root) !== null;
  const own = lazily({ commits: () => (isInGit ? worksOf(root, id) : 0) });
  // A plan that names no file may change nothing, and has no commit then.
  const mayChange = (one: PhasePlan): boolean =>
    !waitsAlone(one) &&
    (one.tasks.length === 0 ||
      one.files_modified.length > 0 ||
      one.tasks.some((task) => task.files.length > 0));
  // What had to hold of its work stands in the plan: without it a verification looks for less.
  const planPath = path.replace(/SUMMARY\.md$/, "PLAN.md");
  const name = basename(planPath);
  if (plan === null && isInGit && commitThatAdded(root, planPath) !== null)
    found.push(`its plan, ${name}, was deleted: restore it from git`);
  else if (plan === null && own.commits === 0)
    found.push(`found neither its plan, ${name}, nor a commit of it, such as \`feat(${id}): …\``);
  else if (plan !== null && isInGit && commits.length === 0 && mayChange(plan) && own.commits === 0)
    found.push(
      `found no commit, expected those of its tasks under "Task Commits", such as \`1a2b3c4\`, or \`feat(${id}): …\` in git`,
    );
  // Commits that all say that they are another plan's carry out nothing of this one.
  const named = plansNamed(root, commits);
  const others = [...new Set(named.filter((one) => one !== null))];
  if (named.length > 0 && named.every((one) => one !== null && plainId(one) !== plainId(id)))
    found.push(`found only commits of plan ${others.join(", ")}, expected those of ${id}`);
  const lost = isInGit ? firstOf(commits, (one) => lostReason(root, one, branch)) : [];
  found.push(
    ...(lost.length > 0 && own.commits < commits.length ? lost : []),
    ...firstOf(files, (one) =>
      isBelow(one) && (isThere(root, one) || wasDeleted(root, one))
        ? null
        : `${one} is missing, and no commit deleted it`,
    ),
  );
  return found.map((problem) => problemIn(path, problem));
}

export const SELF_CHECK = "its self-check says that something is missing";

/** Summaries of a phase that say so of themselves. */
export const failedSelfChecks = ({ summaries }: Pick<PhaseFolder, "summaries">): Problem[] =>
  summaries.filter((one) => !one.self_check).map(({ path }) => problemIn(path, SELF_CHECK));

/** Summaries of a phase that do not hold. `branch`: the one that its commits belong on. */
export function unheldSummaries(root: string, folder: PhaseFolder, branch?: string): Problem[] {
  const { plans, summaries } = folder;
  return summaries.flatMap((summary) => {
    const plan = plans.find((one) => one.plan === summary.plan);
    return doneProblems(root, plan ?? null, summary, branch);
  });
}

/** What helps where summaries do not hold: nobody vouches for one that failed its own check. */
export function onUnheld(unheld: readonly Problem[]): string {
  const failed = unheld.some(({ problem }) => problem === SELF_CHECK);
  const vouch = failed ? "" : `type ${here("roadmap adopt")} if it is done, else `;
  return `a plan with a summary counts as done: ${vouch}fix it, or remove it to have the plan carried out`;
}
