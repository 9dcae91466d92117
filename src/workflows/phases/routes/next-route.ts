import { startHere } from "../../../plugin.ts";
import { clip } from "../../../text.ts";
import { foreignPlanning } from "../planning/document.ts";
import type { PhaseNumber, Planning } from "../planning/model.ts";
import { readOverview } from "../planning/read.ts";
import { Stopped } from "../stopped.ts";
import {
  MOST_PROBLEMS,
  type Route,
  type RouteFacts,
  routeFacts,
  routeOf,
  routeWords,
} from "./routes.ts";

/**
 * What comes next: what the table of routes says, unless the command that it names would refuse to
 * begin. Each command that is typed is asked the same.
 */

type Options = Readonly<Record<string, string>>;
type Preflight = (root: string, options: Options, facts: RouteFacts) => unknown;

const planning = () => require("../plan/survey.ts") as typeof import("../plan/survey.ts");
const milestone = () =>
  require("../milestone/checks.ts") as typeof import("../milestone/checks.ts");

/** `look`: loaded on use, as only one of them is asked. */
const ofPhase =
  (look: () => (root: string, number: PhaseNumber) => unknown): Preflight =>
  (root, { phase = "" }) =>
    look()(root, phase);

/** How each command looks whether it may begin, by its entry; it throws `Stopped`. */
const PREFLIGHTS: Record<string, Preflight> = {
  "new-project": (root, options) =>
    (require("../new-project/survey.ts") as typeof import("../new-project/survey.ts")).mayBegin(
      root,
      options,
    ),
  "discuss-phase": ofPhase(() => planning().planningAt),
  "plan-phase": ofPhase(() => planning().plannableAt),
  "execute-phase": ofPhase(
    () => (require("../execute/prepare.ts") as typeof import("../execute/prepare.ts")).lookAtPhase,
  ),
  "verify-work": ofPhase(
    () => (require("../verify/checks.ts") as typeof import("../verify/checks.ts")).verifyingAt,
  ),
  "complete-milestone": (_root, { version }, facts) => milestone().completable(facts, version),
};

/** Why a command cannot start, a line each; none: it begins. */
function refusals(root: string, entry: string, options: Options, facts: RouteFacts): string[] {
  try {
    PREFLIGHTS[entry]?.(root, options, facts);
    return [];
  } catch (error) {
    if (error instanceof Stopped) return error.problems;
    throw error;
  }
}

/**
 * What comes next by what was read of a project: a command that begins, or what has to be mended
 * before one does.
 */
export function routeIn(root: string, read: Planning): Route {
  const facts = routeFacts(root, read);
  const route = routeOf(facts);
  const options: Options = route.phase === null ? {} : { phase: route.phase };
  const problems = [...route.problems, ...refusals(root, route.action, options, facts)];
  if (problems.length === 0) return route;
  const command = startHere(route.action, route.phase ?? "");
  return {
    ...{ ...route, action: "mend", problems },
    why: route.action === "mend" ? route.why : `${command} cannot start`,
  };
}

/**
 * Why a command that was typed starts nothing, with what comes next in its place; null: it begins.
 */
export function notBegun(root: string, entry: string, options: Options): string | null {
  const read = readOverview(root);
  if (read.foreign && entry !== "new-project") return foreignPlanning();
  const problems = refusals(root, entry, options, routeFacts(root, read));
  if (problems.length === 0) return null;
  const route = routeIn(root, read);
  const { type } = routeWords(route, read);
  const text = clip(problems, MOST_PROBLEMS, String).join("\n");
  // What has to be mended stands in the problems, and many a one names the command that helps.
  return ["mend", entry].includes(route.action) || text.includes(type)
    ? text
    : `${text}; next is ${type}`;
}
