// `serve` as a process: its own Postgres, its first token, a second start, and what is left of one that was killed.
import { afterEach, expect, test } from "bun:test";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { cleanup, onCleanup, tempDir } from "../../tests/harness/project.ts";

afterEach(cleanup);

/** Starts it, and returns what it has printed as soon as it serves, or has ended. */
async function serve(data: string, ...more: string[]) {
  const words = ["serve", "--port", "0", "--data", data, "--projects", data, ...more];
  const { DATABASE_URL: _, ...env } = process.env;
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "../src/main.ts"), ...words], {
    ...{ env, stdin: "ignore", stdout: "pipe", stderr: "pipe" },
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

const ask = (url: string, token: string, body?: object, method = body ? "POST" : "GET", path = "/api/jobs") =>
  fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

test("it starts with nothing; a second one on the same data is refused; killed, it starts again with all it had", async () => {
  const data = tempDir();
  chmodSync(data, 0o711);
  const first = await serve(data);
  expect(first.token).toStartWith("mai_");
  const made = await ask(first.url!, first.token!, { project: data, request: "Say goodbye" });
  expect(made.status).toBe(201);
  const second = await serve(data);
  expect([await second.child.exited, second.url]).toEqual([1, undefined]);
  expect(await new Response(second.child.stderr).text()).toContain(`(process ${first.child.pid})`);
  first.child.kill("SIGKILL");
  await first.child.exited;
  const third = await serve(data);
  expect(third.token).toBeUndefined();
  const { jobs } = (await (await ask(third.url!, first.token!)).json()) as { jobs: { request: string }[] };
  expect(jobs.map(({ request }) => request)).toEqual(["Say goodbye"]);
  // pg-boss finds the minute that is just over.
  const job = { project: data, request: "Each minute" };
  await ask(third.url!, first.token!, { cron: "* * * * *", job }, "PUT", "/api/schedules/often");
  const requests = async () =>
    ((await (await ask(third.url!, first.token!)).json()) as { jobs: { request: string }[] }).jobs;
  while (!(await requests()).some(({ request }) => request === "Each minute")) await Bun.sleep(200);
  third.child.kill("SIGTERM");
  expect(await third.child.exited).toBe(0);
  const { stdout } = Bun.spawnSync(["ps", "-eo", "args"]);
  expect(stdout.toString()).not.toContain(join(data, "postgres"));
});
