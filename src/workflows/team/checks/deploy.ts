import { type DeployResult, deploy as deployTo } from "../deploy/deploy.ts";
import { timestamp } from "../documents/days.ts";
import { deploySettingsOf } from "../named.ts";
import { type CheckStatus, STATUSES } from "../statuses.ts";
import { type Track, trackOf } from "../tracks.ts";
import { openWarnings } from "../warnings.ts";
import { currentTree, MAX_BLOCKERS, nothing, type TeamCheck } from "./check.ts";
import { unseen } from "./unseen.ts";

/** What `deploy` is set to where a checkpoint asked for it: the environment of the settings. */
const OF_SETTINGS = "asked";

/** Stage 08: the deployment, where the person asked for one. */
export const deploy: TeamCheck = async (scene, task, signal) => {
  const { project, run } = scene;
  const { ask, warnings } = unseen(scene, task);
  if (ask !== null) return ask;
  const settings = deploySettingsOf(run) ?? (await import("../settings.ts")).DEFAULT_DEPLOY;
  const asked = run.options.deploy ?? OF_SETTINGS;
  const environment = asked === OF_SETTINGS ? settings.environment : asked;
  const result = await deployTo(settings, environment, { project, env: process.env, signal });
  const carried = [...openWarnings(run).map((one) => `${one.id}: ${one.text}`), ...warnings];
  const gate = deployGate(result, { track: trackOf(run), timestamp: timestamp(), signedOff: true, carried });
  return {
    ...nothing,
    about: gate.status === "FAIL" && settings.adapter === "command" ? [settings.command ?? ""] : [],
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
      warnings: [...warnings, ...result.warnings],
      flags: { smoke_test_passed: result.smoke_test_passed },
    },
  };
};

/**
 * The deployment's gate of stage 08. `signedOff`: the sign-off before it, by pm or folded; without one the gate is FAIL
 * whatever the deployment did. The way back stands in the blockers of one that failed. `carried`: open warnings of earlier
 * stages, in their order, put before the deployment's. `timestamp`: ISO 8601, UTC.
 */
export function deployGate(
  result: DeployResult,
  { track, timestamp, signedOff, carried }: { track: Track; timestamp: string; signedOff: boolean; carried: string[] },
) {
  const unsigned = signedOff ? [] : ["Deployed without a sign-off: pm has to sign stage 08 off."];
  const status: CheckStatus = signedOff ? result.status : "FAIL";
  return {
    stage: "stage-08",
    status,
    agent: "platform",
    track,
    timestamp,
    adapter: result.adapter,
    environment: result.environment,
    pm_signoff: signedOff,
    smoke_test_passed: result.smoke_test_passed,
    runbook_referenced: result.runbook_referenced,
    adapter_result: result.adapter_result,
    blockers: [...unsigned, ...result.blockers],
    warnings: [...new Set([...carried, ...result.warnings])],
  };
}
