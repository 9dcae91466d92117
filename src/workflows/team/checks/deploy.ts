import { openWarnings } from "../../../engine/run.ts";
import { deploy as deployTo } from "../deploy/deploy.ts";
import { deployGate } from "../deploy/gate.ts";
import { timestamp } from "../documents/days.ts";
import { STATUSES } from "../statuses.ts";
import { trackOf } from "../tracks.ts";
import { currentTree, MAX_BLOCKERS, nothing, type TeamCheck } from "./check.ts";

/** What `deploy` is set to where a checkpoint asked for it: the environment of the settings. */
const OF_SETTINGS = "asked";

/** Stage 08: the deployment, where the person asked for one. */
export const deploy: TeamCheck = async (scene, _task, signal) => {
  const { project, run } = scene;
  const settings = run.settings.deploy ?? (await import("../settings.ts")).DEFAULT_DEPLOY;
  const asked = run.options.deploy ?? OF_SETTINGS;
  const environment = asked === OF_SETTINGS ? settings.environment : asked;
  const result = await deployTo(settings, environment, { project, env: process.env, signal });
  const carried = openWarnings(run).map((one) => `${one.id}: ${one.text}`);
  const gate = deployGate(result, { track: trackOf(run), timestamp: timestamp(), signedOff: true, carried });
  return {
    ...nothing,
    outcome: STATUSES[gate.status].check,
    tree: currentTree(scene).tree,
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
      blockers: gate.blockers.slice(0, MAX_BLOCKERS),
      warnings: result.warnings,
      flags: { smoke_test_passed: result.smoke_test_passed },
    },
  };
};
