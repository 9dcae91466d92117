import { findProject } from "../../project/project.ts";
import { lazily } from "../kit/lazily.ts";
import { unheldSummaries } from "./execute/done.ts";
import type { PhaseNumber, Planning } from "./planning/model.ts";
import { archivedMilestones, readPhase } from "./planning/read.ts";
import { type PhaseLook, type Route, type RouteFacts, routeOf } from "./routes.ts";
import { staleReason } from "./verify/seen.ts";

/** What the table of routes asks of a project on the disk. Git is started for the one phase that the table comes to. */

function lookAt(root: string, number: PhaseNumber): PhaseLook {
  const { phases, problems } = readPhase(root, number);
  const [folder] = phases;
  return lazily<PhaseLook>({
    problems: () => problems,
    // Git is asked for what a row asks for.
    unheld: () => (folder === undefined ? [] : unheldSummaries(root, folder)),
    stale: () => (folder?.verification ? staleReason(findProject(root), folder.verification) : null),
  });
}

/** `planning`: of this project, as it was read. */
export function routeFacts(root: string, planning: Planning): RouteFacts {
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

/** What comes next by what was read of a project. */
export const routeIn = (root: string, planning: Planning): Route => routeOf(routeFacts(root, planning));
