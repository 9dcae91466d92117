import type { DeploySettings } from "../settings.ts";
import type { DeployAdapterName } from "./gate.ts";
import type { Ran, Steps } from "./steps.ts";

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
  name: Exclude<DeployAdapterName, "none">;
  bring(settings: DeploySettings, steps: Steps): Promise<Brought>;
}

/** Why a command did not do what it should, for a blocker; null when it did. */
export function failureOf({ step, outcome }: Ran): string | null {
  if (outcome === "not_found") return `${step.command}: the program was not found; install it or mend the setting`;
  if (outcome === "spawn_failed") return `${step.command}: it could not be started`;
  if (outcome === "timeout") return `${step.command}: its time was up; see deploy.timeout_minutes`;
  if (outcome === "cancelled") return `${step.command}: it was stopped before its end`;
  if (step.exit === 0) return null;
  return `${step.command}: exit ${step.exit ?? "by a signal"}`;
}
