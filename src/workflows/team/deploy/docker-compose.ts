import type { DeploySettings } from "../settings.ts";
import { type ComposeConfig, configSecrets, readConfig, secretFiles } from "./compose-secrets.ts";
import type { Brought, DeployAdapter } from "./deploy.ts";
import { failureOf, type Ran, type Steps } from "./steps.ts";

/** Docker Compose: checks the file, starts the services and waits for them, and asks how each is. */
export const dockerCompose: DeployAdapter = { name: "docker-compose", bring };

/** A resolved configuration is read as data and must not be cut. */
const MAX_CONFIG = 8_000_000;

const REMEDY = "or set deploy.adapter to command or none";
const INSTALL = `install Docker with Compose 2 (https://docs.docker.com/compose/install/), ${REMEDY}`;

async function bring(settings: DeploySettings, steps: Steps): Promise<Brought> {
  const failed = (...blockers: string[]): Brought => ({
    begun: false,
    adapter_result: { compose_up_exit: null, services_healthy: [] },
    services_healthy: [],
    blockers,
    known: false,
  });
  const secrets = secretFiles(steps.context, settings);
  if (!secrets.ok) return failed(secrets.problem);
  steps.hide(secrets.variables);

  const program = await findCompose(steps);
  if (!program.ok) return failed(program.problem);
  const compose = [...program.words, ...(settings.compose_file === undefined ? [] : ["-f", settings.compose_file])];

  const config = await steps.words("config", [...compose, "config", "--format", "json"], {
    maxOutputBytes: MAX_CONFIG,
    keepOutput: false,
  });
  steps.keep(config.step);
  const wrong = failureOf(config);
  if (wrong !== null) return failed(`The compose file is not valid: ${wrong}${lastLine(config)}`);
  const resolved = readConfig(config.stdout);
  if (resolved === null)
    return failed(
      "The resolved compose file could not be read: expected JSON from docker compose config; update Compose",
    );
  steps.hide(configSecrets(resolved));
  const wanted = settings.services ?? expected(resolved);
  const unknown = wanted.filter((name) => !Object.hasOwn(resolved.services, name));
  if (unknown.length > 0)
    return failed(
      `deploy.services names ${unknown.join(", ")}; the compose file has ${Object.keys(resolved.services).join(", ")}`,
    );

  const up = await steps.words("up", [...compose, "up", "-d", "--wait", ...(settings.services ?? [])]);
  steps.keep(up.step);
  const notUp = failureOf(up);
  const ended = up.outcome === "timeout" || up.outcome === "cancelled";
  const seen = ended ? null : await look(steps, compose, wanted);
  const healthy = seen?.healthy ?? [];
  return {
    begun: true,
    adapter_result: {
      compose_up_exit: up.step.exit,
      services_healthy: healthy,
      ...(seen?.bad.length ? { services_failed: seen.bad } : {}),
    },
    services_healthy: healthy,
    blockers: [
      ...(notUp === null ? [] : [`Services did not start: ${notUp}${daemonRemedy(up)}`]),
      ...(seen?.blockers ?? []),
    ],
    known: seen !== null && seen.blockers.length === 0 && seen.checked,
  };
}

/** What Compose says of the services after they were started. */
async function look(steps: Steps, compose: string[], wanted: string[]) {
  const ps = await steps.words("ps", [...compose, "ps", "--all", "--format", "json"], {
    maxOutputBytes: MAX_CONFIG,
    keepOutput: false,
  });
  steps.keep(ps.step);
  const nothing = { healthy: [], bad: [], checked: false };
  const failure = failureOf(ps);
  if (failure !== null) return { ...nothing, blockers: [`How the services are is not known: ${failure}`] };
  const states = readComposePs(ps.stdout);
  if (states === null)
    return {
      ...nothing,
      blockers: ["How the services are is not known: docker compose ps wrote no JSON; update Compose"],
    };
  const own = wanted.map(
    (service) =>
      states.find((one) => one.service === service) ?? { service, state: "bad" as const, words: "no container" },
  );
  const bad = own.filter((one) => one.state === "bad");
  const well = own.filter((one) => one.state === "healthy" || one.state === "running");
  return {
    healthy: well.map((one) => one.service),
    bad: bad.map((one) => one.service),
    checked: well.length > 0 && well.every((one) => one.state === "healthy"),
    blockers: bad.map(
      (one) => `Service ${one.service} is not well: ${steps.shown(one.words)}; see docker compose logs ${one.service}`,
    ),
  };
}

/** Services of the file that are to have a container. */
const expected = ({ services }: ComposeConfig): string[] =>
  Object.entries(services)
    .filter(([, one]) => one.scale !== 0 && one.deploy?.replicas !== 0)
    .map(([name]) => name)
    .sort();

type Found = { ok: true; words: string[] } | { ok: false; problem: string };

/** `docker compose`, else `docker-compose` when that is a Compose 2. */
async function findCompose(steps: Steps): Promise<Found> {
  const plugin = await steps.words("version", ["docker", "compose", "version", "--short"], { keepOutput: false });
  if (plugin.step.exit === 0) return { ok: true, words: ["docker", "compose"] };
  const alone = await steps.words("version", ["docker-compose", "version", "--short"], { keepOutput: false });
  if (alone.step.exit === 0) {
    const version = alone.stdout.trim().replace(/^v/, "").slice(0, 20);
    if (Number.parseInt(version, 10) >= 2) return { ok: true, words: ["docker-compose"] };
    return { ok: false, problem: `docker-compose ${version} is too old: it cannot wait for health; ${INSTALL}` };
  }
  const stopped = [plugin, alone].find(({ outcome }) => outcome === "timeout" || outcome === "cancelled");
  if (stopped) return { ok: false, problem: `Docker could not be asked: ${failureOf(stopped)}` };
  if (plugin.outcome === "not_found") return { ok: false, problem: `docker is not on PATH; ${INSTALL}` };
  steps.keep(plugin.step);
  return { ok: false, problem: `docker is there without its compose plugin; install docker-compose-plugin, ${REMEDY}` };
}

const lastLine = ({ step }: Ran): string => (step.lines.length === 0 ? "" : ` (${step.lines.at(-1)})`);

const daemonRemedy = ({ step }: Ran): string =>
  step.lines.some((line) => /cannot connect to the docker daemon|is the docker daemon running/i.test(line))
    ? "; start Docker and deploy again"
    : "";

/** How a deployment's service is. */
interface ServiceState {
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
