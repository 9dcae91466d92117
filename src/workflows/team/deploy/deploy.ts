import { statSync } from "node:fs";
import { join } from "node:path";
import { realPath } from "../../../project/project.ts";
import type { DeploySettings } from "../settings.ts";
import type { CheckStatus } from "../statuses.ts";
import { dockerCompose } from "./docker-compose.ts";
import { checkHealth } from "./health.ts";
import { type DeployContext, type DeployStep, failureOf, Steps } from "./steps.ts";

export interface DeployResult {
  /** FAIL: it does not run, does not work, or nothing was to be deployed. WARN: nothing could tell whether it works. */
  status: CheckStatus;
  adapter: DeploySettings["adapter"];
  environment: string;
  /** What the adapter found, in its own words; for docker-compose `compose_up_exit` and `services_healthy`. */
  adapter_result: Record<string, unknown>;
  /** Services that are well by their own health check, or run where they have none. */
  services_healthy: string[];
  /** False when it failed, and when none was run. */
  smoke_test_passed: boolean;
  /** The runbook that the settings name is there. */
  runbook_referenced: boolean;
  /** What takes the deployment back; the program never runs it. */
  rollback_command: string | null;
  blockers: string[];
  warnings: string[];
  steps: DeployStep[];
}

/** What an adapter did. */
export interface Brought {
  /** Something may have been changed: from here on a way back is named. */
  begun: boolean;
  adapter_result: Record<string, unknown>;
  services_healthy: string[];
  blockers: string[];
  /** It saw itself that what it started is well. */
  known: boolean;
}

/**
 * One way to deploy. It starts what is to be deployed and waits for it; runbook, health check, smoke test and the way
 * back are the same for all and none of its business. Never rejects because of what it starts.
 */
export interface DeployAdapter {
  name: Exclude<DeploySettings["adapter"], "none">;
  bring(settings: DeploySettings, steps: Steps): Promise<Brought>;
}

/** Any command of the person: exit code 0 says that it deployed, nothing says that it works. */
const commandAdapter: DeployAdapter = {
  name: "command",
  async bring(settings, steps) {
    const ran = await steps.line("deploy", settings.command ?? "");
    steps.keep(ran.step);
    const failure = failureOf(ran);
    return {
      begun: ran.outcome !== "not_found" && ran.outcome !== "spawn_failed",
      adapter_result: { exit: ran.step.exit },
      services_healthy: [],
      blockers: failure === null ? [] : [`Deployment failed: ${failure}`],
      known: false,
    };
  },
};

const ADAPTERS: Record<DeployAdapter["name"], DeployAdapter> = {
  "docker-compose": dockerCompose,
  command: commandAdapter,
};

/**
 * Deploys to an environment as the settings say: looks for the runbook, starts what is to be deployed, waits until it is
 * healthy, runs the smoke test. Nothing is taken back: the result names the command for that, and the person runs it.
 * Never rejects because of what it starts; when the signal fires, everything that it started is ended, and the result
 * is FAIL.
 */
export async function deploy(
  settings: DeploySettings,
  environment: string,
  context: DeployContext,
): Promise<DeployResult> {
  const { adapter } = settings;
  if (adapter === "none") return nothingDeployed(environment);
  const steps = new Steps(context, environment, settings.timeout_minutes * 60_000);
  // Masked late: an adapter finds more that has to be hidden.
  const rollback = () => (settings.rollback === undefined ? null : steps.shown(settings.rollback));
  const base = { adapter, environment, warnings: notSet(settings), steps: steps.done };

  const runbook = runbookProblem(settings.runbook, context.project.root);
  if (runbook !== null)
    return {
      status: "FAIL",
      ...base,
      adapter_result: {},
      services_healthy: [],
      smoke_test_passed: false,
      runbook_referenced: false,
      rollback_command: rollback(),
      blockers: [runbook],
    };

  const brought = await ADAPTERS[adapter].bring(settings, steps);
  const blockers = [...brought.blockers];
  if (blockers.length === 0 && settings.health) {
    const problem = await checkHealth(steps, settings.health);
    if (problem !== null) blockers.push(problem);
  }
  const smoke = blockers.length === 0 && settings.smoke !== undefined ? await smokeTest(settings.smoke, steps) : null;
  if (smoke !== null && smoke.problem !== null) blockers.push(smoke.problem);

  const decided = brought.known || settings.health !== undefined || settings.smoke !== undefined;
  if (blockers.length > 0 && brought.begun) blockers.push(wayBack(rollback()));
  const undecided = "Nothing could tell whether the deployment works; set deploy.health or deploy.smoke";
  return {
    status: blockers.length > 0 ? "FAIL" : decided ? "PASS" : "WARN",
    ...base,
    adapter_result: brought.adapter_result,
    services_healthy: brought.services_healthy,
    smoke_test_passed: smoke !== null && smoke.problem === null,
    runbook_referenced: settings.runbook !== undefined,
    rollback_command: rollback(),
    blockers,
    warnings: blockers.length === 0 && !decided ? [...base.warnings, undecided] : base.warnings,
  };
}

const nothingDeployed = (environment: string): DeployResult => ({
  status: "FAIL",
  adapter: "none",
  environment,
  adapter_result: {},
  services_healthy: [],
  smoke_test_passed: false,
  runbook_referenced: false,
  rollback_command: null,
  blockers: ["Nothing was deployed: deploy.adapter is none"],
  warnings: [],
  steps: [],
});

const wayBack = (rollback: string | null): string =>
  rollback === null
    ? "The deployment was begun and not taken back; deploy.rollback names no command for it"
    : `The deployment was begun and not taken back; to do so run: ${rollback}`;

/** Told before anything is deployed, because it is needed when something goes wrong. */
function runbookProblem(path: string | undefined, root: string): string | null {
  if (path === undefined) return null;
  const remedy = "write it, or take deploy.runbook out of the settings";
  if (!realPath(join(root, path)).startsWith(`${realPath(root)}/`))
    return `deploy.runbook: ${path} lies outside of the project; ${remedy}`;
  try {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (!found?.isFile()) return `deploy.runbook: there is no file ${path}; ${remedy}`;
    return found.size === 0 ? `deploy.runbook: ${path} is empty; ${remedy}` : null;
  } catch {
    return `deploy.runbook: ${path} cannot be read; ${remedy}`;
  }
}

function notSet({ runbook, smoke, rollback }: DeploySettings): string[] {
  const missing = Object.entries({ runbook, smoke, rollback }).filter(([, value]) => value === undefined);
  return missing.length === 0 ? [] : [`Not set: ${missing.map(([name]) => `deploy.${name}`).join(", ")}`];
}

async function smokeTest(command: string, steps: Steps): Promise<{ problem: string | null }> {
  const ran = await steps.line("smoke", command);
  steps.keep(ran.step);
  const failure = failureOf(ran);
  return { problem: failure === null ? null : `Smoke test failed: ${failure}` };
}
