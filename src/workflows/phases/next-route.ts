import { adoptableLines } from "./adopt/survey.ts";
import { PHASES } from "./paths.ts";
import type { PhaseNumber, Planning } from "./planning/model.ts";
import { readPlanning } from "./planning/read.ts";
import { type Action, type Route, type RouteFacts, routeFacts, routeOf, typedIn } from "./routes.ts";
import { Stopped } from "./stopped.ts";

/** What comes next: what the table of routes says, unless the command that it names would refuse to begin. */

type Preflight = (root: string, phase: PhaseNumber, facts: RouteFacts) => unknown;

/** How each command looks whether it may begin; it throws `Stopped`. Loaded on use: only one of them is asked. */
const PREFLIGHTS: Partial<Record<Action, () => Preflight>> = {
  "discuss-phase": () => (require("./plan/survey.ts") as typeof import("./plan/survey.ts")).planningAt,
  "plan-phase": () => (require("./plan/survey.ts") as typeof import("./plan/survey.ts")).planningAt,
  "execute-phase": () => (require("./execute/prepare.ts") as typeof import("./execute/prepare.ts")).lookAtPhase,
  "verify-work": () => (require("./verify/checks.ts") as typeof import("./verify/checks.ts")).verifyingAt,
  "complete-milestone": () => (root, _phase, facts) => {
    const { completing } = require("./milestone/checks.ts") as typeof import("./milestone/checks.ts");
    const { hard } = completing(root, facts);
    if (hard.length > 0) throw new Stopped(...hard);
  },
};

/** Why a command would not begin, a line each; none: it begins. */
function refusals(root: string, { action, phase }: Route, facts: RouteFacts): string[] {
  try {
    PREFLIGHTS[action]?.()(root, phase ?? "", facts);
    return [];
  } catch (error) {
    if (error instanceof Stopped) return error.problems;
    throw error;
  }
}

/** What comes next by what was read of a project: a command that begins, or what has to be mended before one does. */
export function routeIn(root: string, planning: Planning): Route {
  const facts = routeFacts(root, planning);
  const route = routeOf(facts);
  const problems = [...route.problems, ...refusals(root, route, facts)];
  if (problems.length === 0) return route;
  const command = typedIn(route.action, route.phase ?? "");
  const mend: Route = {
    ...{ ...route, action: "mend", problems },
    why: route.action === "mend" ? route.why : `${command} would not begin`,
  };
  const lines = problems.filter((one) => one.startsWith(`${PHASES}/`));
  if (lines.length === 0) return mend;
  // Where all that is wrong is what others have written of work that is done, the person may say that it counts.
  const known = adoptableLines(root, readPlanning(root, route.phase ?? undefined));
  return lines.every((one) => known.has(one))
    ? { ...mend, action: "adopt", why: "its plan has a summary, and nothing shows the work" }
    : mend;
}
