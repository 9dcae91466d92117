import { isAbsolute } from "node:path";
import { problemText } from "../phase-found.ts";
import { isThere } from "../planning/files.ts";
import type { PhaseFolder, PhasePlan, PlanSummary } from "../planning/model.ts";
import { plainId } from "../planning/numbers.ts";
import { lostReason, plansNamed, wasDeleted } from "./history.ts";

/** Whether a plan is done: its summary says so, and what it says is there. */

/** The summary of a plan; undefined: there is none. */
export const summaryOf = (folder: Pick<PhaseFolder, "summaries">, { plan }: Pick<PhasePlan, "plan">) =>
  folder.summaries.find((one) => one.plan === plan);

const waitsAlone = ({ tasks }: PhasePlan): boolean =>
  tasks.length > 0 && tasks.every(({ type }) => type.startsWith("checkpoint"));

/**
 * What keeps a plan with this summary from being done; empty: it is. Every commit that it names has to be in the history, and
 * every file has to be there, unless later work has taken it away. `root`: the project; `branch`: the one that commits of the phase belong on.
 */
export function doneProblems(root: string, plan: PhasePlan, summary: PlanSummary, branch: string): string[] {
  const { path, commits, files, self_check, problems } = summary;
  return [
    ...problems.map(problemText),
    ...(self_check ? [] : [`${path}: its self-check says that something is missing`]),
    ...(commits.length === 0 && !waitsAlone(plan)
      ? [`${path}: found no commit, expected those of its tasks under "Task Commits", such as \`1a2b3c4\``]
      : []),
    ...foreignProblems(root, plan, summary),
    ...commits.flatMap((one) => lostReason(root, one, branch) ?? []).map((one) => `${path}: ${one}`),
    ...files
      .filter((one) => !isBelow(one) || !(isThere(root, one) || wasDeleted(root, one)))
      .map((one) => `${path}: ${one} is not there, and no commit has taken it away`),
  ];
}

/** Commits that all say that they are another plan's carry out nothing of this one. */
function foreignProblems(root: string, { id }: PhasePlan, { path, commits }: PlanSummary): string[] {
  const named = plansNamed(root, commits);
  const others = [...new Set(named.filter((one) => one !== null))];
  return named.length > 0 && named.every((one) => one !== null && plainId(one) !== plainId(id))
    ? [`${path}: found commits of plan ${others.join(", ")} alone, expected those of ${id}`]
    : [];
}

const isBelow = (path: string): boolean => !isAbsolute(path) && !path.split("/").includes("..");
