import { acceptedTasks, type Run } from "../../engine/run.ts";
import type { Functions } from "../../engine/workflow.ts";
import { runsUnasked } from "../own-commands.ts";
import { PLAN } from "./vote/recorded.ts";
import { tallyOf } from "./vote/tally.ts";
import { seatTasks } from "./vote/votes.ts";

/** Rules and lists that the data of the council names. Pure. */

/** Commands that the newest accepted plan brings along. */
export const planCommands = (run: Run): string[] =>
  acceptedTasks(run).findLast((task) => task.schema === PLAN)?.commands ?? [];

export const RULES: Functions["rules"] = {
  /** Neither a command nor a new folder has to be agreed to. */
  runsOnlyAllowed: (run) =>
    planCommands(run).every((one) => runsUnasked(run, one)) &&
    !acceptedTasks(run).some((task) => task.facts.base_dir_missing === true),
  lacksGit: (run) => acceptedTasks(run).findLast((task) => task.who.program === "host-audit")?.facts.git === false,
};

/** Nothing is built that the council has not approved, whatever led to this question. */
export const BARS: Functions["bars"] = {
  notApproved: (run) => (tallyOf(run, seatTasks(run)).approved ? [] : ["the council has not approved this plan"]),
};

export const SHOWS: Functions["shows"] = { planCommands };
