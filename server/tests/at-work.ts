// Jobs, workers and servers for tests, as they are; the runs are a stand-in's, unless a test says otherwise.
import { expect } from "bun:test";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeProject, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { openDatabase } from "../src/database/open.ts";
import { startPostgres } from "../src/database/postgres.ts";
import { type Job, JobRequest, type State } from "../src/jobs/job.ts";
import { startWorker } from "../src/worker/worker.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

/** The program behind `multi-ai serve` and `multi-ai worker`. */
export const MAIN = join(import.meta.dir, "../src/main.ts");

export const TOKEN = { by: "token", name: "test" } as const;
export const ENDED: State[] = ["complete", "failed", "cancelled", "parked"];
export const OVER: State[] = ["question", ...ENDED];

export type Base = Pick<TestDatabase, "url" | "pool" | "queue" | "store">;

export async function database(): Promise<TestDatabase> {
  const made = await testDatabase();
  onCleanup(() => made.close());
  return made;
}

export async function reaches({ store }: Base, id: string, states: State[]): Promise<Job> {
  for (;;) {
    const job = (await store.getJob(id).catch(() => null)) ?? null;
    if (job !== null && states.includes(job.state)) return job;
    await Bun.sleep(100);
  }
}

/** What the stand-in is told beside its request. */
export function standIn() {
  const folder = tempDir();
  const [go, paid] = [join(folder, "go"), join(folder, "paid")];
  const lines = (): string[] =>
    existsSync(paid) ? readFileSync(paid, "utf8").trim().split("\n") : [];
  return {
    env: { STAND_IN_GO: go, STAND_IN_PAID: paid },
    go: () => writeFileSync(go, ""),
    paid: lines,
  };
}

export const carrying = (env: Record<string, string>) => ({
  program: [process.execPath, join(import.meta.dir, "stand-in.ts")],
  arguments: [],
  env: { ...process.env, ...env },
});

/** A worker in this process. */
export async function worker(
  base: Base,
  env: Record<string, string> = {},
  slots = 2,
): Promise<void> {
  const projects = { folders: ["/"] };
  const made = await startWorker({
    ...base,
    slots,
    data: tempDir(),
    projects,
    carrying: carrying(env),
    say: () => {},
  });
  onCleanup(() => made.stop());
}

/** One as a process of its own; `before`: words of what starts it. */
export function workerProcess(
  { url }: Pick<Base, "url">,
  env: Record<string, string>,
  { data = tempDir(), slots = 1, before = [] as string[] } = {},
) {
  const words = [join(import.meta.dir, "worker-process.ts"), url, data, String(slots)];
  const child = Bun.spawn([...before, process.execPath, ...words], {
    ...{ env: { ...process.env, ...env }, stdin: "ignore", stdout: "ignore", stderr: "inherit" },
  });
  onCleanup(async () => {
    child.kill("SIGCONT");
    child.kill("SIGTERM");
    await child.exited;
  });
  return child;
}

/**
 * In the place of ssh: what would run on the other machine runs here, where `at` is another path.
 * Returns the program.
 */
export function sshHere(at: Record<string, string> = {}): string {
  const file = join(tempDir(), "ssh");
  const lines = Object.entries(at).map(([from, to]) => `-e "s#'${from}'#'${to}'#"`);
  const script = `for last; do :; done\nexec sh -c "$(printf %s "$last" | sed -e "" ${lines.join(" ")})"`;
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const before = process.env.GIT_SSH_COMMAND;
  process.env.GIT_SSH_COMMAND = file;
  onCleanup(() => {
    if (before === undefined) delete process.env.GIT_SSH_COMMAND;
    else process.env.GIT_SSH_COMMAND = before;
  });
  return file;
}

export const submit = async ({ store }: Base, request: string, more: object = {}): Promise<Job> =>
  (await store.createJob(JobRequest.parse({ project: makeProject(), request, ...more }), TOKEN))
    .job;

export const linesOf = async ({ store }: Base, id: string) =>
  (await store.eventsAfter(id, 0, 10_000)).map(({ seq, line }) => ({
    ...JSON.parse(line),
    stored: seq,
  }));

/** Whether the events of a job are those of one journal, from its first on. */
export async function isWhole(base: Base, id: string): Promise<void> {
  const lines = await linesOf(base, id);
  expect(lines.map(({ stored, seq }) => [stored, seq])).toEqual(
    lines.map((_, at) => [at + 1, at + 1]),
  );
}

/** Starts `serve` as a process, and returns what it has printed as soon as it serves, or has ended. */
export async function serve(
  data: string,
  more: string[] = [],
  env: Record<string, string> = {},
  before: string[] = [],
) {
  const words = ["serve", "--port", "0", "--data", data, "--projects", data, ...more];
  const { DATABASE_URL: _, ...own } = process.env;
  const child = Bun.spawn([...before, process.execPath, MAIN, ...words], {
    ...{ env: { ...own, ...env }, stdin: "ignore", stdout: "pipe", stderr: "pipe" },
  });
  onCleanup(async () => {
    child.kill("SIGTERM");
    await child.exited;
  });
  let printed = "";
  const reader = child.stdout.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    printed += new TextDecoder().decode(value);
    const [, url] = /serves on (\S+)/.exec(printed) ?? [];
    const [, token] = /shown this once: (\S+)/.exec(printed) ?? [];
    if (done || url !== undefined) return { child, url, token, printed };
  }
}

export const ask = (
  url: string,
  token: string,
  body?: object,
  method = body ? "POST" : "GET",
  path = "/api/jobs",
) =>
  fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** A Postgres that a test may end, with the server's tables and its queue. */
export async function ownPostgres(say: (line: string) => void = () => {}, above = tempDir()) {
  chmodSync(above, 0o711);
  const folder = join(above, "postgres");
  const postgres = await startPostgres(folder, say);
  onCleanup(() => postgres.stop());
  const { url } = postgres;
  const base = await openDatabase(url, () => {});
  onCleanup(() => base.close());
  return { postgres, folder, base };
}
