// Streams of events, without a database: who waits for what a feed is reading lets others have a turn.
import { expect, test } from "bun:test";
import { boardStream, Changes, jobStream, Watched } from "../src/api/streams.ts";
import type { Job } from "../src/jobs/job.ts";
import type { Event, Store } from "../src/jobs/store.ts";

/** So often a viewer may look again until it counts as one that never lets go. */
const TURNS = 1_000;

const events = (from: number, to: number): Event[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({
    ...{ seq: from + at, line: `{"seq":${from + at}}`, at: "2026-01-01T00:00:00Z" },
  }));

test("a viewer with nothing new while its feed is in the middle of a reading waits for the bell", async () => {
  const job = { id: "one", state: "running" } as Job;
  let tell = (_job: string | null): void => {};
  const reads: ((events: Event[]) => void)[] = [];
  const store = {
    listen: (call: typeof tell) => {
      tell = call;
      return async () => {};
    },
    newsOf: () => new Promise((resolve) => reads.push((found) => resolve({ job, events: found }))),
  } as unknown as Store;
  let rung = false;
  let wake = (): void => {};
  const bell = {
    ring: () => {
      rung = true;
      wake();
    },
    async wait() {
      if (!rung) await new Promise<void>((resolve) => (wake = resolve));
      rung = false;
      return true;
    },
  };
  let turns = 0;
  // One that never waits would let this spec never go on: it is ended by what it asks at each turn.
  const signal = {
    get aborted() {
      return ++turns > TURNS;
    },
  };
  type Given = Parameters<ReturnType<typeof jobStream>>;
  const watched = new Watched(store, new Changes(store));
  const parts = jobStream(watched, job, 0)(bell as unknown as Given[0], signal as AbortSignal);

  const first = parts.next();
  reads.shift()!(events(1, 3));
  expect((await first).value).toContain("id: 3\n");
  const second = parts.next();
  tell("one");
  // As many as are read at once: there are more, which the feed is reading while the viewer has them all.
  reads.shift()!(events(4, 53));
  expect((await second).value).toContain("id: 53\n");
  const third = parts.next();
  await Bun.sleep(0);
  reads.shift()!(events(54, 54));
  expect((await third).value).toContain("id: 54\n");
  expect(turns).toBeLessThan(20);
});

test("a board of one project hears nothing of how much changes in others", async () => {
  let tell = (_job: string | null): void => {};
  const store = {
    listen: (call: typeof tell) => {
      tell = call;
      return async () => {};
    },
    getJobs: async (ids: string[]) =>
      ids.map((id) => ({ id, project: id === "mine" ? "mine" : "other" }) as Job),
  } as unknown as Store;
  let wake = (): void => {};
  const bell = {
    ring: () => wake(),
    wait: () => new Promise<boolean>((resolve) => (wake = () => resolve(true))),
  };
  type Given = Parameters<ReturnType<typeof boardStream>>;
  const watched = new Watched(store, new Changes(store));
  const { signal } = new AbortController();
  const [bound, free] = ["mine", null].map((project) =>
    boardStream(watched, project)(bell as unknown as Given[0], signal),
  );
  const told = async (parts: typeof bound): Promise<string | undefined> => {
    await parts!.next();
    const next = parts!.next();
    for (let at = 0; at < 60; at++) tell(`other ${at}`);
    tell("mine");
    return (await next).value;
  };
  expect(await told(free)).toStartWith("event: look\n");
  expect(await told(bound)).toBe('event: job\ndata: {"id":"mine","project":"mine"}\n\n');
});
