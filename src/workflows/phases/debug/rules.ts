import type { Run } from "../../../engine/run.ts";
import type { Functions } from "../../../engine/workflow.ts";
import { runsUnasked } from "../../own-commands.ts";
import { debugCommands, GATE } from "./recorded.ts";

/** Rules and lists that the gates of a debug session name. Pure. */

export const LIMITS = { debug_rounds: 5, debug_tries: 3 };

/** Questions behind which the person's word begins another allotment. */
const GOES_ON = ["debug-limit", "debug-accept"];

/** Whether a person has seen this very line and said yes, here or in the settings. */
export const isApproved = (run: Run, command: string): boolean =>
  run.tests.decided.some((one) => one.text === command && one.approved && one.by !== "auto");

/** Whether a command may run without a question. What no person has seen is the project's own, and gets no shell. */
export const isAllowed = (run: Run, command: string): boolean => isApproved(run, command) || runsUnasked(run, command);

/** How often a gate was done since the person last said how to go on. */
function tries({ tasks, decisions }: Run, gate: string): number {
  const decided = decisions.filter((one) => GOES_ON.includes(one.kind)).map((one) => one.task);
  const from = tasks.findLastIndex((task) => decided.includes(task.id));
  return tasks.slice(from + 1).filter((task) => task.gate === gate && task.outcome !== null).length;
}

const limit = (run: Run, name: keyof typeof LIMITS): number => run.settings.limits[name] ?? LIMITS[name];

/** Programs that look whether something stands there, and run nothing of the project. */
const LOOKS = /^(?:test|\[|grep|egrep|rg|ls|cat|find|stat|diff|cmp|head|tail|wc)(?=\s)/;

/** The command of the newest failing test. */
const reproducedBy = (run: Run): string[] =>
  run.tasks.findLast((task) => task.gate === GATE.reproduce && task.artifact !== null && !task.void)?.commands ?? [];

export const RULES: Functions["rules"] = {
  debugAsksConsent: (run) => !debugCommands(run).every((one) => isAllowed(run, one)),
  /** With --auto: a test of the project was red and is green now. What only looks at text is the person's to judge. */
  debugShownByTest: (run) => run.auto && !reproducedBy(run).some((one) => LOOKS.test(one)),
  debugMayGoOn: (run) => tries(run, GATE.test) < limit(run, "debug_rounds"),
  debugMayTryAgain: (run, gate) => tries(run, gate.key) < limit(run, "debug_tries"),
};

export const SHOWS: Functions["shows"] = { debugCommands };
