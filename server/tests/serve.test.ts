// `serve` as a process: its own Postgres, its first token, a second start, and what is left of one that was killed.
import { afterEach, expect, test } from "bun:test";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { cleanup, tempDir } from "../../tests/harness/project.ts";
import { ask, serve } from "./at-work.ts";

afterEach(cleanup);

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
