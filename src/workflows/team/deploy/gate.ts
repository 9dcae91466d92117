/** What came of a deployment, and the gate that it makes of stage 08. */
import type { CheckStatus } from "../statuses.ts";
import type { Track } from "../tracks.ts";

export const DEPLOY_ADAPTERS = ["docker-compose", "command", "none"] as const;
export type DeployAdapterName = (typeof DEPLOY_ADAPTERS)[number];

/** One command, or one address that was asked, as it is kept: secrets are masked in every text of it. */
export interface DeployStep {
  /** What it is for: `config`, `up`, `ps`, `deploy`, `health`, `smoke`. */
  name: string;
  command: string;
  /** Exit code or HTTP status; null when there was none (it did not start, or its time was up). */
  exit: number | null;
  /** Milliseconds. */
  ms: number;
  /** The last lines of its output. */
  lines: string[];
  /** Hash of the object that holds its output, at most 1 MB of it; null when there was none. */
  log: string | null;
}

export interface DeployResult {
  /** FAIL: it does not run, or does not work. WARN: nothing that was run could tell whether it works. */
  status: CheckStatus;
  adapter: DeployAdapterName;
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

/** How a deployment's service is. */
export interface ServiceState {
  service: string;
  state: "healthy" | "running" | "done" | "bad";
  /** In the words of Compose, for a person. */
  words: string;
}

const SERVICE = /^[A-Za-z0-9][\w.-]{0,99}$/;
const WORST: ServiceState["state"][] = ["bad", "running", "done", "healthy"];

/**
 * Reads `docker compose ps --all --format json`: one object a line since Compose 2.21, one list before. Of a service
 * with several containers the worst counts. Null when it is neither, so that nothing is taken for well.
 */
export function readComposePs(output: string): ServiceState[] | null {
  const rows = rowsOf(output.trim());
  if (rows === null) return null;
  const found = new Map<string, ServiceState>();
  for (const row of rows) {
    if (typeof row !== "object" || row === null) return null;
    const one = serviceState(row as Record<string, unknown>);
    if (one === null) return null;
    const before = found.get(one.service);
    if (!before || WORST.indexOf(one.state) < WORST.indexOf(before.state)) found.set(one.service, one);
  }
  return [...found.values()].sort((a, b) => (a.service < b.service ? -1 : 1));
}

function rowsOf(text: string): unknown[] | null {
  try {
    if (text.startsWith("[")) return JSON.parse(text) as unknown[];
    return text === "" ? [] : text.split("\n").map((line): unknown => JSON.parse(line));
  } catch {
    return null;
  }
}

function serviceState({ Service, State, Health, ExitCode }: Record<string, unknown>): ServiceState | null {
  if (typeof Service !== "string" || !SERVICE.test(Service) || typeof State !== "string") return null;
  const health = typeof Health === "string" ? Health : "";
  const state = State.toLowerCase();
  const running = state === "running" || state.startsWith("up");
  const words = [state.slice(0, 40), health.slice(0, 40)].filter((one) => one !== "").join(", ");
  if (running && health === "healthy") return { service: Service, state: "healthy", words };
  if (running && health === "") return { service: Service, state: "running", words };
  // A service that does one thing and ends, such as a migration.
  if (state === "exited" && ExitCode === 0) return { service: Service, state: "done", words: "exited with 0" };
  const code = state === "exited" && typeof ExitCode === "number" ? ` with ${ExitCode}` : "";
  return { service: Service, state: "bad", words: `${words}${code}` };
}
