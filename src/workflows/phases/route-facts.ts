import { basename } from "node:path";
import { placesOf } from "../../project/git.ts";
import { findProject } from "../../project/project.ts";
import { lazily } from "../kit/lazily.ts";
import { doneProblems } from "./execute/done.ts";
import { planCommits } from "./execute/history.ts";
import { PHASES } from "./paths.ts";
import type { Overview, PhaseFolder, PhaseNumber, Problem } from "./planning/model.ts";
import { archivedMilestones, readPhase } from "./planning/read.ts";
import { openPlans, type PhaseLook, type Route, type RouteFacts, routeOf } from "./routes.ts";
import { staleReason } from "./verify/seen.ts";

/** What the table of routes asks of a project on the disk. Git is started for the one phase that the table comes to. */

/** Ids of plans without a summary, of which the history has commits. */
function begunPlans(root: string, folder: PhaseFolder): string[] {
  const open = openPlans(folder).map(({ id }) => id);
  const named = new Set(planCommits(root, open).map(({ plan }) => plan));
  return open.filter((id) => named.has(id));
}

/**
 * Summaries of plans that are not done although they say so. Once all plans have one, the verification looks at what is
 * missing by their own words, and at their files; without git nobody can tell of their commits.
 */
function unheldSummaries(root: string, folder: PhaseFolder): Problem[] {
  const { plans, summaries } = folder;
  // What had to hold of its work stands in the plan: without it the verification would look for less.
  const unplanned = summaries
    .filter(({ plan }) => plans.every((one) => one.plan !== plan))
    .map(({ path }): Problem => {
      const problem = `found no ${basename(path).replace(/SUMMARY\.md$/, "PLAN.md")}, expected the plan that it is about: bring it back, or take the summary away, too`;
      return { file: path, line: null, problem };
    });
  const areAll = openPlans(folder).length === 0;
  if (areAll && placesOf(root) === null) return unplanned;
  const unheld = plans.flatMap((plan) => {
    const summary = summaries.find((one) => one.plan === plan.plan);
    if (summary === undefined || summary.problems.length > 0) return [];
    const { path, commits } = summary;
    if (areAll && commits.length === 0 && plan.files_modified.length === 0) return [];
    const judged = areAll ? { ...summary, self_check: true, files: [] } : summary;
    return doneProblems(root, plan, judged, "<name>").map((text): Problem => {
      const problem = text.startsWith(`${path}: `) ? text.slice(path.length + 2) : text;
      return { file: path, line: null, problem };
    });
  });
  return [...unplanned, ...unheld];
}

function lookAt(root: string, number: PhaseNumber, { phases: known }: Overview): PhaseLook {
  const { phases, problems } = readPhase(root, number);
  const names = known.filter((one) => one.number === number).map(({ name }) => `${PHASES}/${name}`);
  const [folder] = phases;
  return lazily<PhaseLook>({
    folders: () => phases,
    problems: () => problems.filter(({ file }) => names.some((name) => file === name || file.startsWith(`${name}/`))),
    // Git is asked for what a row asks for.
    unheld: () => (folder === undefined ? [] : unheldSummaries(root, folder)),
    begun: () => (folder === undefined ? [] : begunPlans(root, folder)),
    stale: () => (folder?.verification ? staleReason(findProject(root), folder.verification) : null),
  });
}

/** `planning`: of this project, as it was read. */
export function routeFacts(root: string, planning: Overview): RouteFacts {
  const known = new Map<PhaseNumber, PhaseLook>();
  return {
    planning,
    archived: archivedMilestones(root),
    look(number) {
      const found = known.get(number) ?? lookAt(root, number, planning);
      known.set(number, found);
      return found;
    },
  };
}

/** What comes next by what was read of a project. */
export const routeIn = (root: string, planning: Overview): Route => routeOf(routeFacts(root, planning));
