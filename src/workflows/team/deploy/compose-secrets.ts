import { statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { readDotEnv, type Variable } from "../../../project/secrets.ts";
import { readPlainText } from "../../../store/plain-file.ts";
import type { DeploySettings } from "../settings.ts";
import type { DeployContext } from "./steps.ts";

/** Largest file whose values are read, in bytes. */
const MAX_BYTES = 1_000_000;

/** What Compose looks for without being told, with what it lays over it. */
const OWN_FILES = ["compose", "docker-compose"].flatMap((name) =>
  ["", ".override"].flatMap((kind) => [`${name}${kind}.yaml`, `${name}${kind}.yml`]),
);

type SecretFiles = { ok: true; variables: Variable[] } | { ok: false; problem: string };

/**
 * The variables of the `.env` files that Compose reads: those beside the compose file and in the project, those that
 * COMPOSE_ENV_FILES names, and those that services name as `env_file`. A file that is too large to be read is a
 * problem: its values could not be hidden.
 */
export function secretFiles({ project, env }: DeployContext, settings: DeploySettings): SecretFiles {
  const variables: Variable[] = [];
  const named =
    settings.compose_file === undefined ? (env.COMPOSE_FILE?.split(":") ?? OWN_FILES) : [settings.compose_file];
  const composeFiles = named.map((path) => resolve(project.root, path));
  const folders = new Set([project.root, ...composeFiles.map((path) => dirname(path))]);
  const files = [
    ...[...folders].map((folder) => join(folder, ".env")),
    ...(env.COMPOSE_ENV_FILES ?? "")
      .split(",")
      .filter((path) => path !== "")
      .map((path) => resolve(project.root, path)),
    ...composeFiles.flatMap(envFilesOf),
  ];
  for (const path of new Set(files)) {
    const text = readText(path);
    if (text === "too large")
      return {
        ok: false,
        problem: `${path} is larger than ${MAX_BYTES} bytes, so its values cannot be masked; make it smaller`,
      };
    if (text !== null) variables.push(...readDotEnv(text.text));
  }
  return { ok: true, variables };
}

/** Null for what is no file. Links are followed, as Compose does. */
function readText(path: string): { text: string } | "too large" | null {
  try {
    const found = statSync(path);
    if (!found.isFile()) return null;
    if (found.size > MAX_BYTES) return "too large";
    const text = readPlainText(path, MAX_BYTES);
    return text === null ? null : { text };
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Paths of the `env_file` entries of a compose file; none when it cannot be read, which Compose itself will tell. */
function envFilesOf(path: string): string[] {
  const read = readText(path);
  if (read === null || read === "too large") return [];
  let value: unknown;
  try {
    value = Bun.YAML.parse(read.text);
  } catch {
    return [];
  }
  const services = isObject(value) && isObject(value.services) ? Object.values(value.services) : [];
  return services
    .filter(isObject)
    .flatMap(({ env_file }) => (Array.isArray(env_file) ? (env_file as unknown[]) : [env_file]))
    .map((one) => (isObject(one) ? one.path : one))
    .filter((one) => typeof one === "string")
    .map((one) => (isAbsolute(one) ? one : resolve(dirname(path), one)));
}

/** The parts of `docker compose config --format json` that are read. */
export interface ComposeConfig {
  services: Record<
    string,
    { environment?: unknown; build?: unknown; scale?: unknown; deploy?: { replicas?: unknown } }
  >;
  secrets: Record<string, unknown>;
}

/** Null when it is not what Compose writes. */
export function readConfig(json: string): ComposeConfig | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isObject(value) || !isObject(value.services) || !Object.values(value.services).every(isObject)) return null;
  const services = value.services as ComposeConfig["services"];
  return { services, secrets: isObject(value.secrets) ? value.secrets : {} };
}

/** Values that Compose itself put together: environments and build arguments of services, and its secrets' files. */
export function configSecrets({ services, secrets }: ComposeConfig): Variable[] {
  const found: Variable[] = [];
  for (const { environment, build } of Object.values(services))
    for (const values of [environment, isObject(build) ? build.args : undefined])
      if (isObject(values))
        // Compose writes a dollar sign twice there, and once into the container.
        for (const [name, value] of Object.entries(values))
          if (typeof value === "string")
            for (const one of new Set([value, value.replaceAll("$$", "$")]))
              found.push({ name, value: one, fromFile: false });
  for (const [name, secret] of Object.entries(secrets)) {
    const text = isObject(secret) && typeof secret.file === "string" ? readText(secret.file) : null;
    if (text !== null && text !== "too large")
      found.push({ name: `${name}_secret`, value: text.text.trimEnd(), fromFile: true });
  }
  return found;
}
