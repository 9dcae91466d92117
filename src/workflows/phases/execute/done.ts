import { basename, isAbsolute } from "node:path";
import { hasGit, placesOf } from "../../../project/git.ts";
import { isThere } from "../planning/files.ts";
import { type PhaseFolder, type PhasePlan, type PlanSummary, type Problem, problemIn } from "../planning/model.ts";
import { plainId } from "../planning/numbers.ts";
import { lostReason, planCommits, plansNamed, wasDeleted } from "./history.ts";

/** Whether a plan is done: its summary says so, and what it says is there. */

/** The summary of a plan; undefined: there is none. */
export const summaryOf = (folder: Pick<PhaseFolder, "summaries">, { plan }: Pick<PhasePlan, "plan">) =>
  folder.summaries.find((one) => one.plan === plan);

const waitsAlone = ({ tasks }: PhasePlan): boolean =>
  tasks.length > 0 && tasks.every(({ type }) => type.startsWith("checkpoint"));

const isBelow = (path: string): boolean => !isAbsolute(path) && !path.split("/").includes("..");

/**
 * What keeps a plan with this summary from being done; empty: it is. Every commit that it names has to be in the history;
 * where it names none, git has to have one of its plan. Every file has to be there, unless later work has taken it away.
 * `root`: the project; `branch`: the one that commits of the phase belong on.
 */
export function doneProblems(root: string, plan: PhasePlan, summary: PlanSummary, branch = "<name>"): Problem[] {
  const { path, commits, files, self_check, problems } = summary;
  if (problems.length > 0) return problems;
  // Without git nobody can tell of any commit.
  const isInGit = hasGit() && placesOf(root) !== null;
  const found: string[] = self_check ? [] : [SELF_CHECK];
  // A plan that names no file may change nothing, and has no commit then.
  const filesNamed = plan.files_modified.length + plan.tasks.reduce((sum, one) => sum + one.files.length, 0);
  if (
    isInGit &&
    commits.length === 0 &&
    filesNamed > 0 &&
    !waitsAlone(plan) &&
    planCommits(root, [plan.id]).length === 0
  )
    found.push(
      `found no commit, expected those of its tasks under "Task Commits", such as \`1a2b3c4\`, or \`feat(${plan.id}): …\` in git`,
    );
  // Commits that all say that they are another plan's carry out nothing of this one.
  const named = plansNamed(root, commits);
  const others = [...new Set(named.filter((one) => one !== null))];
  if (named.length > 0 && named.every((one) => one !== null && plainId(one) !== plainId(plan.id)))
    found.push(`found commits of plan ${others.join(", ")} alone, expected those of ${plan.id}`);
  found.push(
    ...commits.flatMap((one) => (isInGit && lostReason(root, one, branch)) || []),
    ...files
      .filter((one) => !isBelow(one) || !(isThere(root, one) || wasDeleted(root, one)))
      .map((one) => `${one} is not there, and no commit has taken it away`),
  );
  return found.map((problem) => problemIn(path, problem));
}

const SELF_CHECK = "its self-check says that something is missing";

/** Summaries of a phase that say so of themselves. */
export const failedSelfChecks = ({ summaries }: Pick<PhaseFolder, "summaries">): Problem[] =>
  summaries.filter((one) => !one.self_check).map(({ path }) => problemIn(path, SELF_CHECK));

/** Summaries of a phase that do not hold. `branch`: the one that its commits belong on. */
export function unheldSummaries(root: string, folder: PhaseFolder, branch?: string): Problem[] {
  const { plans, summaries } = folder;
  return summaries.flatMap((summary) => {
    const plan = plans.find((one) => one.plan === summary.plan);
    if (plan !== undefined) return doneProblems(root, plan, summary, branch);
    // What had to hold of its work stands in the plan: without it a verification would look for less.
    const name = basename(summary.path).replace(/SUMMARY\.md$/, "PLAN.md");
    const what = `found no ${name}, expected the plan that it is about: bring it back, or take the summary away, too`;
    return [problemIn(summary.path, what)];
  });
}
