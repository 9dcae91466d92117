import { approvedCommands, type Run } from "../../../engine/run.ts";
import type { Functions } from "../../../engine/workflow.ts";
import { runsUnasked } from "../../own-commands.ts";
import { GATE, humanAnswers, humanCount, isSettled } from "./recorded.ts";

/** Rules and lists that the gates of a verification name. Pure. */

const survey = (run: Run) => run.tasks.findLast((task) => task.gate === GATE.survey && !task.void);

/** Commands of criteria and plans. */
export const verifyCommands = (run: Run): string[] => (survey(run)?.facts.commands as string[] | undefined) ?? [];

/** Whether a command may run without a question: it was approved, or it is the project's own and nobody is to be asked. */
export function isAllowed(run: Run, command: string): boolean {
  const isApproved = approvedCommands(run).some((one) => one.text === command);
  return isApproved || runsUnasked(run, command);
}

export const RULES: Functions["rules"] = {
  verifyIsSettled: isSettled,
  verifyRunsOnlyAllowed: (run) => verifyCommands(run).every((one) => isAllowed(run, one)),
  verifyAsksPerson: (run) => humanCount(run) > 0,
  /** The person has said something to each item that only a person can judge. */
  verifyPersonAnswered: (run) => humanAnswers(run).length >= humanCount(run),
};

export const SHOWS: Functions["shows"] = { verifyCommands };
