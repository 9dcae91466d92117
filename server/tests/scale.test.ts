// What many workers and jobs cost Postgres, by what is asked of it and how it answers; server/bench/scale.bench.ts has the figures.
import { afterEach, expect, test } from "bun:test";
import { cleanup, onCleanup, tempDir } from "../../tests/harness/project.ts";
import { openDatabase } from "../src/database/open.ts";
import { startWorker } from "../src/worker/worker.ts";
import { carrying, database, ENDED, reaches, submit } from "./at-work.ts";

afterEach(cleanup);

test("a worker with nothing to do asks hardly anything, and is rung for", async () => {
  const base = await database();
  const opened = await openDatabase(base.url, () => {}, "worker");
  let asked = 0;
  const { query } = opened.pool;
  opened.pool.query = ((...words: Parameters<typeof query>) => {
    asked++;
    return query.apply(opened.pool, words);
  }) as typeof query;
  const [data, projects] = [tempDir(), { folders: ["/"] }];
  const made = await startWorker({
    ...{ ...opened, slots: 4, data, projects, carrying: carrying({}), say: () => {} },
  });
  onCleanup(async () => {
    await made.stop();
    await opened.close();
  });
  // Each slot looks once; who polls each second would ask ten times as often.
  await Bun.sleep(2_500);
  expect(asked).toBeLessThanOrEqual(10);
  // It would look by itself much later.
  const jobs = await Promise.all([1, 2, 3, 4, 5].map(() => submit(base, "task")));
  for (const { id } of jobs) expect((await reaches(base, id, ENDED)).state).toBe("complete");
});
