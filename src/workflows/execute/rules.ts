import type { Functions } from "../../engine/workflow.ts";

/** Rules that the executor's gates name. */
export const EXECUTE_RULES: Functions["rules"] = {
  executeRunsCommands: (run) => run.settings.tests.run,
};
