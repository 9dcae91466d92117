/** Stage 08: the deployment, where the person asked for one. */

import { openWarnings } from "../../../engine/run.ts";
import { deploy as deployTo } from "../deploy/deploy.ts";
import { deployGate } from "../deploy/gate.ts";
import { trackOf } from "../track.ts";
import { currentTree, nothing, type RunStageCheck, timestamp } from "./check.ts";

/** What `deploy` is set to where a checkpoint asked for it: the environment of the settings. */
const OF_SETTINGS = "asked";

export const deploy: RunStageCheck = async (check) => {
  const { project, run, signal } = check;
  const settings = run.settings.deploy ?? (await import("../settings.ts")).DEFAULT_DEPLOY;
  const asked = run.options.deploy ?? OF_SETTINGS;
  const environment = asked === OF_SETTINGS ? settings.environment : asked;
  const result = await deployTo(settings, environment, { project, env: process.env, signal });
  const carried = openWarnings(run).map((one) => `${one.id}: ${one.text}`);
  const gate = deployGate(result, { track: trackOf(run), timestamp: timestamp(), signedOff: true, carried });
  return {
    ...nothing,
    outcome: gate.status === "FAIL" ? "fail" : gate.status === "WARN" ? "warn" : "pass",
    tree: currentTree(check).tree,
    gate,
    rollback: result.rollback_command,
    commands: result.steps.map((step) => ({
      name: step.name,
      command: step.command,
      state: step.exit === 0 ? "passed" : "failed",
      failed: [],
      lines: step.lines,
    })),
    facts: {
      status: gate.status,
      blockers: gate.blockers.slice(0, 30),
      warnings: result.warnings,
      flags: { smoke_test_passed: result.smoke_test_passed },
      note: result.smoke_test_passed ? "smoke tests pass" : result.adapter,
    },
  };
};
