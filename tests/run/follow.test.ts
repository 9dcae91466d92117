// A run that is followed: each event once, nothing written, and of a long journal what is new alone.
import { afterEach, expect, test } from "bun:test";
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { followRun } from "../../src/run/follow.ts";
import { RUN } from "../../src/run/read.ts";
import { readRun, recordedEvents, repairRun } from "../../src/run/run.ts";
import { disk } from "../../src/store/disk.ts";
import { compose } from "../../src/store/journal.ts";
import { openView } from "../../src/store/reader.ts";
import { apply, carryOn, makeRun, STATES } from "../cli/make-run.ts";
import { cleanup } from "../harness/project.ts";

afterEach(cleanup);

const APPROVE = { story: { option: "approve", text: null } };

test("each event is told once, with the run after its decision, also those of a run that comes later", async () => {
  const { root, project } = await STATES["story question open"]();
  const told: number[] = [];
  const follower = followRun(project, (run, event) => {
    expect(run.seq).toBeGreaterThanOrEqual(event.seq);
    told.push(event.seq);
  });
  expect([follower.poll(), follower.poll()]).toEqual([true, false]);
  await carryOn(root, { answers: APPROVE });
  expect([follower.poll(), follower.poll()]).toEqual([true, false]);
  expect(told).toEqual(recordedEvents(project).map((event) => event.seq));
  expect(follower.run()).toEqual(readRun(project));
});

test("events that were cut away and come anew are told, those before them not again", async () => {
  const { project } = await makeRun();
  const told: Recorded[] = [];
  const follower = followRun(project, (_, event) => told.push(event));
  follower.poll();
  const before = told.length;
  repairRun(project, before);
  apply(project, { do: "cancel", reason: "enough" });
  expect([follower.poll(), follower.problem()]).toEqual([true, null]);
  const now = recordedEvents(project);
  // The decision that the cut event was part of went with it.
  expect(told.slice(before)).toEqual(now.slice(-1));
  expect(now.length).toBeLessThan(before);
  expect([follower.problem(), follower.run()!.status]).toEqual([null, "cancelled"]);
});

test("a journal that breaks is told, keeps what was known, and is read again once it is mended", async () => {
  const { project } = await makeRun();
  const follower = followRun(project, () => {});
  follower.poll();
  const path = join(project.task, "events.jsonl");
  const good = readFileSync(path);
  const [first = ""] = good.toString().split("\n");
  appendFileSync(path, `${JSON.stringify({ ...JSON.parse(first), seq: 999, prev: "0".repeat(64) })}\n`);
  expect(follower.poll()).toBe(true);
  expect(follower.problem()).toMatch(/is broken at line \d+/);
  expect([follower.run()!.status, follower.poll()]).toEqual(["waiting_for_user", false]);
  writeFileSync(path, good);
  follower.poll();
  expect([follower.problem(), follower.run()]).toEqual([null, readRun(project)]);
});

/** Events that only count, so that a journal is long. */
function lengthen(task: string, events: number): void {
  const { view, fd } = openView(task, RUN, "read", disk);
  if (fd !== null) disk.close(fd);
  const { run } = view.state!;
  const body = { type: "noticed", run, what: "git", key: "k", text: "Something was seen", asked: false };
  const { text } = compose(
    Array.from({ length: events }, (_, at) => ({ ...body, key: `k${at}` })),
    view.position,
    new Date().toISOString(),
  );
  appendFileSync(join(task, "events.jsonl"), text);
}

test("of a long journal only what is new is read, and nothing where nothing is", async () => {
  const { project } = await makeRun();
  lengthen(project.task, 3_000);
  let bytes = 0;
  const counting = {
    ...disk,
    read: (...of: Parameters<typeof disk.read>): number => {
      const count = disk.read(...of);
      bytes += count;
      return count;
    },
  };
  const told: number[] = [];
  const follower = followRun(project, (_, event) => told.push(event.seq), counting);
  follower.poll();
  const size = statSync(join(project.task, "events.jsonl")).size;
  expect(bytes).toBeGreaterThanOrEqual(size);
  expect(told.length).toBeGreaterThan(3_000);
  bytes = 0;
  for (let polls = 0; polls < 20; polls++) follower.poll();
  expect(bytes).toBe(0);
  lengthen(project.task, 1);
  expect([follower.poll(), follower.problem()]).toEqual([true, null]);
  // With the line before it, which tells that it is still the same journal.
  expect(bytes).toBeLessThan(3 * (statSync(join(project.task, "events.jsonl")).size - size));
  expect(told.at(-1)).toBe(follower.run()!.seq);
});
