// While no server runs, jobs of a worker that is gone go on elsewhere all the same, if later.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { cleanup } from "../../tests/harness/project.ts";
import { ENDED, linesOf, reaches, standIn, submit, workerProcess } from "./at-work.ts";
import { testDatabase } from "./database.ts";

afterEach(cleanup);

test("a worker takes over for another one that was killed, without a server", async () => {
  const base = await testDatabase();
  const { env, go } = standIn();
  const first = workerProcess(base, env);
  const { id } = await submit(base, "task wait");
  const begun = async () =>
    (await linesOf(base, id)).filter(({ task, type }) => task === "T2" && type === "dispatched");
  while ((await begun()).length < 1) await Bun.sleep(50);
  const second = workerProcess(base, env);
  await Bun.sleep(2_000);
  // The server is gone; what looks at the database goes on.
  await base.queue.stop();
  first.kill("SIGKILL");
  while ((await begun()).length < 2) await Bun.sleep(200);
  go();
  expect((await reaches(base, id, ENDED)).state).toBe("complete");
  second.kill("SIGTERM");
  await second.exited;
  await base.close();
});
