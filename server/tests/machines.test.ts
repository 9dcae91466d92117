// A worker on a second machine: another home, and another network, from which only the server's database and page are reached.
// Runs: in full only, on both databases.
import { afterEach, expect, test } from "bun:test";
import { appendFileSync, chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../../tests/harness/codex-reviewer.ts";
import { startModel } from "../../tests/harness/model.ts";
import { IS_ROOT } from "../../tests/harness/mount.ts";
import { cleanup, git, makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../../tests/harness/sandbox.ts";
import { team } from "../../tests/harness/team.ts";
import { honest } from "../../tests/harness/workers.ts";
import { findBinaries } from "../src/database/binaries.ts";
import { startPostgres } from "../src/database/postgres.ts";
import { ENDED, type Job } from "../src/jobs/job.ts";
import { MAIN, serve } from "./at-work.ts";
import { relay } from "./relay.ts";

afterEach(cleanup);

const SERVER = `mai-s-${process.pid}`;
const WORKER = `mai-w-${process.pid}`;
const NETWORK = "10.77.0";
const HOST = `${NETWORK}.1`;

/** @throws Error with what it said */
function run(...command: string[]): string {
  const { exitCode, stdout, stderr } = Bun.spawnSync(command);
  if (exitCode !== 0) throw new Error(`${command.join(" ")}: ${stderr}`);
  return stdout.toString();
}
const within = (machine: string): string[] => ["ip", "netns", "exec", machine];

/** Two machines with a cable between them. */
function twoMachines(): void {
  for (const machine of [SERVER, WORKER]) {
    run("ip", "netns", "add", machine);
    onCleanup(() => void Bun.spawnSync(["ip", "netns", "del", machine]));
    run("ip", "-n", machine, "link", "set", "lo", "up");
  }
  run(
    "ip",
    "link",
    "add",
    "cable",
    "netns",
    SERVER,
    "type",
    "veth",
    "peer",
    "name",
    "cable",
    "netns",
    WORKER,
  );
  for (const [at, machine] of [SERVER, WORKER].entries()) {
    run("ip", "-n", machine, "addr", "add", `${NETWORK}.${at + 1}/24`, "dev", "cable");
    run("ip", "-n", machine, "link", "set", "cable", "up");
  }
}

/** Why there are none; empty: there can be. */
function missing(): string {
  if (!IS_ROOT) return "a second machine needs root, for a network of its own";
  const lacks = ["ip", "nsenter"].filter((name) => Bun.which(name) === null);
  if (lacks.length > 0) return `a second machine needs ${lacks.join(" and ")}`;
  try {
    twoMachines();
    return "";
  } catch (error) {
    return `a second machine cannot be made: ${(error as Error).message}`;
  } finally {
    for (const machine of [SERVER, WORKER]) Bun.spawnSync(["ip", "netns", "del", machine]);
  }
}
const why = missing();
if (why !== "") console.log(`skipped: ${why}`);

/** A Postgres on the server's machine that other machines reach, with a password. Returns the latter. */
async function networkedPostgres(): Promise<string> {
  const above = tempDir();
  chmodSync(above, 0o711);
  const folder = join(above, "postgres");
  await (await startPostgres(folder, () => {})).stop();
  const data = join(folder, "data");
  appendFileSync(join(data, "pg_hba.conf"), `host all all ${NETWORK}.0/24 scram-sha-256\n`);
  const { folder: programs, user } = findBinaries(folder);
  const as = [
    "nsenter",
    `--net=/run/netns/${SERVER}`,
    `--setuid=${user!.uid}`,
    `--setgid=${user!.gid}`,
  ];
  const words = ["-D", data, "-k", folder, "-c", `listen_addresses=${HOST}`];
  const child = Bun.spawn([...as, join(programs, "postgres"), ...words], {
    ...{
      cwd: "/",
      env: { LC_ALL: "C.UTF-8" },
      stdin: "ignore",
      stdout: "ignore",
      stderr: "ignore",
    },
  });
  onCleanup(async () => {
    child.kill("SIGINT");
    await child.exited;
  });
  return readFileSync(join(folder, "password"), "utf8");
}

test.skipIf(why !== "")(
  "a worker in another network and home carries a job, whose question is answered from there, and outlives a cable that is out",
  async () => {
    twoMachines();
    const password = await networkedPostgres();
    const hosts = ["--hosts", "repositories.example"];
    const server = await serve(
      tempDir(),
      ["--slots", "0", "--host", HOST, ...hosts],
      {
        DATABASE_URL: `postgres://multi_ai:${password}@${HOST}/postgres`,
      },
      within(SERVER),
    );
    expect(server.url).toStartWith(`http://${HOST}:`);
    const origin = makeProject();
    const model = startModel({ script: team(honest()), codex: codexReviewer() });
    const sandbox = makeSandbox({ version: "new", project: origin, model });
    // The way to the models and to the repositories, which are elsewhere.
    const [socket, ssh] = [join(tempDir(), "model"), join(tempDir(), "ssh")];
    const toModel = relay(socket, new URL(model.url).port);
    onCleanup(() => void toModel.close());
    writeFileSync(ssh, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 });
    writeFileSync(join(sandbox.home, ".pgpass"), `${HOST}:5432:postgres:multi_ai:${password}\n`, {
      mode: 0o600,
    });
    const start = (words: string[]) => {
      const child = Bun.spawn([...within(WORKER), process.execPath, ...words], {
        ...{
          env: { ...sandbox.env, GIT_SSH_COMMAND: ssh },
          stdin: "ignore",
          stdout: "inherit",
          stderr: "inherit",
        },
      });
      onCleanup(async () => {
        child.kill("SIGTERM");
        await child.exited;
      });
    };
    start([join(import.meta.dir, "relay.ts"), new URL(model.url).port, socket]);
    const carrying = ["--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)"];
    start([
      MAIN,
      "worker",
      "--url",
      `postgres://multi_ai@${HOST}/postgres`,
      "--data",
      tempDir(),
      ...hosts,
      ...carrying,
    ]);

    /** As a person at the worker's machine asks the server; here nothing leads to it. */
    const asked = (path: string, body?: object): string => {
      const request = {
        headers: { authorization: `Bearer ${server.token}`, "content-type": "application/json" },
      };
      const more = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      const words = JSON.stringify([new URL(path, server.url), { ...request, ...more }]);
      return run(
        ...within(WORKER),
        process.execPath,
        "-e",
        `console.log(await (await fetch(...${words})).text())`,
      );
    };
    const isReached = await fetch(server.url!, { signal: AbortSignal.timeout(2_000) }).then(
      () => true,
      () => false,
    );
    expect(isReached).toBe(false);
    const project = `ssh://git@repositories.example${origin}`;
    const { job } = JSON.parse(asked("/api/jobs", { project, request: "Say goodbye" })) as {
      job: Job;
    };
    let pulls = 0;
    let now = job;
    while (!ENDED.includes(now.state) && now.state !== "parked") {
      const [open] = now.question?.all ?? [];
      if (open !== undefined) {
        const option = open.options[0]!;
        const answer = {
          question: open.id,
          option: option.name,
          text: option.text ? "bun test" : null,
        };
        asked(`/api/jobs/${job.id}/decide`, answer);
      } else if (now.run !== null && pulls++ === 0) {
        run("ip", "-n", WORKER, "link", "set", "cable", "down");
        await Bun.sleep(4_000);
        run("ip", "-n", WORKER, "link", "set", "cable", "up");
      }
      await Bun.sleep(300);
      now = JSON.parse(asked(`/api/jobs/${job.id}`));
    }
    expect([now.state, now.reason, pulls > 0]).toEqual(["complete", null, true]);
    expect(asked(`/api/jobs/${job.id}/diff`)).toContain("goodbye");
    expect(git(origin, "branch", "--list", "multi-ai/*")).toBe("");
  },
);
