import { approvedCommands, type Run } from "../../../engine/run.ts";
import type { Functions } from "../../../engine/workflow.ts";
import { runsUnasked } from "../../own-commands.ts";
import { GATE, humanAnswers, humanCount, isSettled } from "./recorded.ts";

/** Rules and lists that the gates of a verification name. Pure. */

const survey = (run: Run) => run.tasks.findLast((task) => task.gate === GATE.survey && !task.void);

/** Commands of criteria and plans. */
export const verifyCommands = (run: Run): string[] => (survey(run)?.facts.commands as string[] | undefined) ?? [];

/** Those of them that the person approved in an earlier run of the phase; missing in a run of before. */
export const knownCommands = (run: Run): string[] => (survey(run)?.facts.known as string[] | undefined) ?? [];

export const RULES: Functions["rules"] = {
  verifyIsSettled: isSettled,
  /** Each was approved, or it is the project's own and nobody is to be asked. */
  verifyRunsOnlyAllowed(run) {
    const approved = [...approvedCommands(run).map(({ text }) => text), ...knownCommands(run)];
    return verifyCommands(run).every((one) => approved.includes(one) || runsUnasked(run, one));
  },
  verifyAsksPerson: (run) => humanCount(run) > 0,
  /** The person has said something to each item that only a person can judge. */
  verifyPersonAnswered: (run) => humanAnswers(run).length >= humanCount(run),
};

export const SHOWS: Functions["shows"] = { verifyCommands, verifyKnown: knownCommands };
