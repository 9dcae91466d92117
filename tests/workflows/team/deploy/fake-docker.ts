// A stand-in for docker on PATH: records its arguments, one call a line, and does for each verb what a file of that name says.
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir, writeFiles } from "../../../harness/project.ts";

export interface FakeDocker {
  /** The environment of a deployment, with the fake in front on PATH. */
  env: Record<string, string | undefined>;
  /** The calls so far, without those for the version. */
  calls(): string[];
}

export interface FakeOptions {
  /** What a verb does, in shell, in place of its default; `$WELL` is a docker whose services are well. */
  verbs?: Partial<Record<"version" | "config" | "up" | "ps", string>>;
  /** Resolved configuration of Compose. */
  config?: object;
  /** Rows of `ps`. */
  ps?: object[];
  /** The program's name: `docker`, or `docker-compose` that stands alone. */
  name?: "docker" | "docker-compose";
  env?: Record<string, string>;
}

export const CONFIG = { services: { api: { image: "api" }, worker: { image: "worker" } } };
export const WELL = ["api", "worker"].map((Service) => ({ Service, State: "running", Health: "healthy", ExitCode: 0 }));

const SCRIPT = `#!/bin/sh
printf '%s\\n' "$*" >> "$RECORD/calls"
for word in "$@"; do
  case "$word" in version|config|up|ps) verb=$word; break ;; esac
done
. "$RECORD/$verb.sh"
`;

/** Makes the fake. Nothing else that is called docker can be found with its environment. */
export function fakeDocker({
  verbs = {},
  config = CONFIG,
  ps = WELL,
  name = "docker",
  env = {},
}: FakeOptions = {}): FakeDocker {
  const folder = tempDir("docker-");
  writeFiles(folder, {
    [`bin/${name}`]: SCRIPT,
    "config.json": JSON.stringify(config),
    "ps.json": ps.map((row) => JSON.stringify(row)).join("\n"),
    "version.sh": verbs.version ?? "echo 2.29.1",
    "config.sh": verbs.config ?? 'cat "$RECORD/config.json"',
    "up.sh": verbs.up ?? "echo ' Container shop-api-1  Healthy' >&2",
    "ps.sh": verbs.ps ?? 'cat "$RECORD/ps.json"',
  });
  chmodSync(join(folder, "bin", name), 0o755);
  const calls = join(folder, "calls");
  return {
    env: { ...withoutDocker(), PATH: `${join(folder, "bin")}:/usr/bin:/bin`, RECORD: folder, ...env },
    calls: () =>
      existsSync(calls)
        ? readFileSync(calls, "utf8")
            .trim()
            .split("\n")
            .filter((line) => !line.includes("version"))
        : [],
  };
}

/** An environment with the usual programs and no docker. */
export function withoutDocker(): Record<string, string | undefined> {
  const folder = tempDir("programs-");
  return {
    HOME: folder,
    PATH: process.env.PATH?.split(":")
      .filter((one) => !existsSync(join(one, "docker")) && !existsSync(join(one, "docker-compose")))
      .join(":"),
  };
}
