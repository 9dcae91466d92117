import type { Functions } from "../../engine/workflow.ts";
import { isInTime } from "./plan.ts";

/** Rules that the executor's gates name. */
export const EXECUTE_RULES: Functions["rules"] = {
  executeInTime: isInTime,
  executeRunsCommands: (run) => run.settings.tests.run,
};

/** Why a rule has left a task out. */
export const EXECUTE_SKIP_REASONS: Record<string, string> = {
  executeInTime: "the time of the execution is used up",
};
