import { acceptedTasks, type Run } from "../../engine/run.ts";
import type { Functions } from "../../engine/workflow.ts";
import { runsUnasked } from "../own-commands.ts";
import { PLAN, takenFacts, takenIn } from "./vote/recorded.ts";
import { isBuiltUnasked, tallyOf } from "./vote/tally.ts";

/** Rules and lists that the data of the council names. Pure. */

/** Commands that the newest accepted plan brings along. */
export const planCommands = (run: Run): string[] =>
  acceptedTasks(run).findLast((task) => task.schema === PLAN || takenFacts(task))?.commands ?? [];

export const RULES: Functions["rules"] = {
  /** Nothing has to be agreed to. */
  runsOnlyAllowed: (run) => isBuiltUnasked(run) && planCommands(run).every((one) => runsUnasked(run, one)),
  skipsDone: (run) => takenIn(run)?.skips === true,
  lacksGit: (run) => acceptedTasks(run).findLast((task) => task.facts.git !== undefined)?.facts.git === false,
};

/** Nothing is built that the council has not approved, whatever led to this question. */
export const BARS: Functions["bars"] = {
  notApproved: (run) => (tallyOf(run).approved || takenIn(run) ? [] : ["the council has not approved this plan"]),
};

export const SHOWS: Functions["shows"] = { planCommands };
