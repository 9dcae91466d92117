import type { Announcement, Measured } from "../contract/contract.ts";

/** What a person reads when a command begins, by its entry. */

const STUCK = "You are asked where agents get stuck";
const DOCUMENTS =
  "Documents in .planning/ are written, and committed unless the settings skip that";
const COMMITS = "Each task is a commit on the branch that is checked out";

/** See docs/benchmarks.md, "What a run asks of the model". */
const MEASURED: Measured = {
  session:
    "All commands of three small phases took 1.8 M input tokens on scripted models (cached ones whole)",
  direct:
    "All commands of three small phases took 122 k input tokens on scripted models (cached ones whole)",
};

const COMMANDS: Record<string, Announcement> = {
  "new-project": {
    does: "You say how you work and what the project is; agents research it, and write a roadmap of phases",
    asks: "You are asked about the process, the project, its requirements and the roadmap",
    leaves: DOCUMENTS,
  },
  "map-codebase": {
    does: "An agent writes a map of the code, which planners read",
    asks: STUCK,
    leaves: DOCUMENTS,
  },
  "discuss-phase": {
    does: "An agent lists what it would assume about the phase, and you correct it",
    asks: "You are asked about each assumption that you may want otherwise",
    leaves: DOCUMENTS,
  },
  "plan-phase": {
    does: "The phase is researched and planned, and another agent checks the plans",
    asks: STUCK,
    leaves: DOCUMENTS,
  },
  "execute-phase": {
    does: "The phase's plans are carried out in waves, and code runs each task's commands",
    asks: "You approve the commands first",
    leaves: COMMITS,
  },
  "verify-work": {
    does: "Commands are run again, and an agent looks for evidence of each criterion",
    asks: "You judge what only you can",
    leaves: DOCUMENTS,
  },
  "complete-milestone": {
    does: "Everything is checked again, and the milestone is archived",
    asks: "You are asked about whatever is not verified",
    leaves: DOCUMENTS,
  },
  debug: {
    does: "An agent suspects a cause and tests it; once one is found, it is fixed and tested",
    asks: "You approve each command",
  },
};

export const announced = (entry: string): Announcement => ({
  ...COMMANDS[entry]!,
  measured: MEASURED,
});
