import { basename, isAbsolute } from "node:path";
import { hasGit, placesOf } from "../../../project/git/git.ts";
import { lazily } from "../../kit/lazily.ts";
import { ROADMAP } from "../paths.ts";
import { isCheckpoint } from "../planning/documents/plan.ts";
import { isThere } from "../planning/files.ts";
import {
  type PhaseFolder,
  type PhasePlan,
  type PlanSummary,
  type Problem,
  problemIn,
} from "../planning/model.ts";
import { plainId, planId } from "../planning/numbers.ts";
import { CHANGING, lostReason, planCommits, plansNamed, wasDeleted } from "./history.ts";

/** Whether a plan is done: its summary says so, and what it says is there. */

/** Plans of a phase without a summary. */
export const openPlans = ({ plans, summaries }: PhaseFolder): PhasePlan[] =>
  plans.filter(({ plan }) => !summaries.some((summary) => summary.plan === plan));

/** Commits of a plan that changed something of the project. `id`: such as `02-01`. */
const worksOf = (root: string, id: string) => planCommits(root, [id], "branches", CHANGING.code);

/** More wrong places of one text are not looked for: each costs a call of git. */
const MOST = 20;
const firstOf = (all: readonly string[], wrong: (one: string) => string | null): string[] => {
  const problems = all.values().map(wrong);
  return [...problems.filter((problem) => problem !== null).take(MOST)];
};

const isBelow = (path: string): boolean => !isAbsolute(path) && !path.split("/").includes("..");

/** A plan that only a person carries out, or that names no file, may change nothing. */
const mayChange = ({ tasks, files_modified }: Planned): boolean =>
  !(tasks.length > 0 && tasks.every(isCheckpoint)) &&
  [...files_modified, ...tasks.flatMap((task) => task.files)].length > 0;
type Planned = Pick<PhasePlan, "tasks" | "files_modified">;

/**
 * Why nothing shows that the plan of a summary is done; empty: it is shown. Either the summary has
 * the commits of its tasks, which are in the history, or as many of its plan where history was
 * rewritten; or git has commits that this program has made for the plan. Every file is there, or a
 * commit has taken it away. `plan`: null where its file is gone. `root`: the project; `branch`: the
 * one that commits of the phase belong on.
 */
export function doneProblems(
  root: string,
  plan: Planned | null,
  summary: PlanSummary,
  branch = "<name>",
): Problem[] {
  const { path, commits, files, problems } = summary;
  if (problems.length > 0) return problems;
  const id = planId(summary.phase, summary.plan);
  // Without git nobody can tell of any commit.
  const isInGit = hasGit() && placesOf(root) !== null;
  const works = lazily({ all: () => (isInGit ? worksOf(root, id) : []) });
  const unknown = (why: string): Problem[] => [problemIn(path, why)];
  if (summary.self_check === "unknown" && works.all.every(({ task }) => task === null))
    return unknown(`this program has not carried out ${id}, and cannot tell whether it is done`);
  // What had to hold of its work stands in the plan: without it a verification looks for less.
  if (plan === null)
    return unknown(`its plan, ${basename(path).replace(/SUMMARY\.md$/, "PLAN.md")}, is gone`);
  if (isInGit && commits.length === 0 && mayChange(plan) && works.all.length === 0)
    return unknown(`found no commit, expected those of its tasks, such as \`feat(${id}): …\``);
  // Commits that all say that they are another plan's carry out nothing of this one.
  const named = plansNamed(root, commits);
  const others = [...new Set(named.filter((one) => one !== null))];
  if (named.length > 0 && named.every((one) => one !== null && plainId(one) !== plainId(id)))
    return unknown(`found only commits of plan ${others.join(", ")}, expected those of ${id}`);
  const lost = isInGit ? firstOf(commits, (one) => lostReason(root, one, branch)) : [];
  return [
    ...(lost.length > 0 && works.all.length < commits.length ? lost : []),
    ...firstOf(files, (one) =>
      isBelow(one) && (isThere(root, one) || wasDeleted(root, one))
        ? null
        : `${one} is missing, and no commit deleted it`,
    ),
  ].map((problem) => problemIn(path, problem));
}

/** Summaries of a phase that nothing shows to be true. `branch`: the one its commits belong on. */
export const unprovenSummaries = (
  root: string,
  { plans, summaries }: PhaseFolder,
  branch?: string,
): Problem[] =>
  summaries.flatMap((summary) => {
    const plan = plans.find((plan) => plan.plan === summary.plan);
    return doneProblems(root, plan ?? null, summary, branch);
  });

/** What helps where nothing shows them to be true. */
export const onUnproven = (): string =>
  `a plan with a summary counts as done: tick the phase in ${ROADMAP} if it is done, else remove the summary to have the plan carried out`;
