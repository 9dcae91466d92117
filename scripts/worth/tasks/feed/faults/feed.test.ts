import { heapStats } from "bun:jsc";
import { expect, test } from "bun:test";
import { ManualClock } from "../src/clock.ts";
import { Feed, FeedTimeout } from "../src/feed.ts";
import { Session } from "../src/session.ts";

const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );

function made() {
  const clock = new ManualClock();
  return { clock, feed: new Feed(clock) };
}

/** Time for all promises that are settled to say so. */
const settled = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("who stops before their turn is not told", () => {
  const { feed } = made();
  const seen: unknown[] = [];
  feed.on("price", () => stop());
  const stop = feed.on("price", (payload) => seen.push(payload));
  feed.emit("price", 1);
  expect(seen).toEqual([]);
});

test("a wait that begins while a message is told gets the one after it", async () => {
  const { feed } = made();
  const waits: Promise<unknown>[] = [];
  feed.on("price", () => {
    if (waits.length === 0) waits.push(feed.next("price"));
  });
  feed.emit("price", "first");
  feed.emit("price", "second");
  expect(await Promise.all(waits)).toEqual(["second"]);
});

test("a listener that was added twice is told twice", () => {
  const { feed } = made();
  const seen: unknown[] = [];
  const listener = (payload: unknown) => seen.push(payload);
  feed.on("price", listener);
  const stop = feed.on("price", listener);
  feed.emit("price", 1);
  stop();
  feed.emit("price", 2);
  expect(seen).toEqual([1, 1, 2]);
});

test("a time of 0 ms is over at once", async () => {
  const { feed, clock } = made();
  const next = outcome(feed.next("price", { timeoutMs: 0 }));
  clock.advance(0);
  clock.advance(1);
  feed.emit("price", "too late");
  const { error } = (await next) as { error: unknown };
  expect(error).toBeInstanceOf(FeedTimeout);
});

test("a time of a month is not over at once", async () => {
  const feed = new Feed();
  const leaving = new AbortController();
  const month = { timeoutMs: 30 * 24 * 60 * 60 * 1_000, signal: leaving.signal };
  const next = outcome(feed.next("price", month));
  const other = outcome(feed.next("other", month));
  await settled(30);
  feed.emit("price", 1);
  leaving.abort("the end");
  expect([await next, await other]).toEqual([{ value: 1 }, { error: "the end" }]);
});

test("without a time somebody waits for as long as it takes", async () => {
  const { feed, clock } = made();
  const session = new Session(feed, "7");
  const waiting = Promise.all([outcome(feed.next("price")), outcome(session.ready())]);
  clock.advance(14 * 24 * 60 * 60 * 1_000);
  feed.emit("price", 1);
  session.login("Ada");
  expect(await waiting).toEqual([{ value: 1 }, { value: { name: "Ada" } }]);
});

test("who waits counts as one who listens", async () => {
  const { feed } = made();
  const ready = new Session(feed, "7").ready();
  expect(feed.count("login:7")).toBe(1);
  const next = feed.next("login:7");
  expect(feed.count("login:7")).toBe(2);
  feed.emit("login:7", { name: "Ada" });
  await Promise.all([ready, next]);
});

test("a listener that throws does not come before who waited already", async () => {
  const { feed } = made();
  let got: unknown = "nothing";
  feed.next("price").then((payload) => {
    got = payload;
  });
  feed.on("price", () => {
    throw new Error("no such chart");
  });
  expect(() => feed.emit("price", 1)).toThrow("no such chart");
  await settled();
  expect(got).toBe(1);
});

test("who stops behind a listener that threw is off the topic", () => {
  const { feed } = made();
  const broken = feed.on("price", () => {
    throw new Error("no such chart");
  });
  expect(() => feed.emit("price", 1)).toThrow("no such chart");
  broken();
  const seen: unknown[] = [];
  const stop = feed.on("price", (payload) => seen.push(payload));
  stop();
  expect(feed.count("price")).toBe(0);
  feed.emit("price", 2);
  expect(seen).toEqual([]);
});

test("a listener that stops itself keeps the message from nobody who waits", async () => {
  const { feed } = made();
  const stop = feed.on("price", () => stop());
  const next = feed.next("price");
  feed.emit("price", 1);
  feed.emit("price", 2);
  expect(await next).toBe(1);
});

test("a message for eight times as many takes about eight times as much work", async () => {
  const used = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  const once = async (count: number): Promise<number> => {
    const { feed } = made();
    const from = used();
    const waits = Array.from({ length: count }, () => feed.next("price"));
    feed.emit("price", 1);
    await Promise.all(waits);
    return used() - from;
  };
  const best = async (count: number): Promise<number> =>
    Math.min(await once(count), await once(count));
  await best(600);
  const [few, many] = [await best(600), await best(4_800)];
  // 8 where the work for each is the same; 64 where it grows with their number.
  expect(many).toBeLessThan(20 * Math.max(few, 3));
}, 60_000);

test("a topic may be called like a property of every object", async () => {
  const { feed } = made();
  for (const topic of ["constructor", "toString", "__proto__"]) {
    const next = feed.next(topic);
    feed.emit(topic, topic);
    expect(await Promise.race([next, settled(20)])).toBe(topic);
  }
});

test("topics on which nobody waits any more take no memory", async () => {
  const { feed } = made();
  const use = async (from: number, to: number): Promise<number> => {
    for (let at = from; at < to; at++) {
      const next = feed.next(`login:${at}`);
      feed.emit(`login:${at}`, at);
      await next;
    }
    await settled();
    Bun.gc(true);
    return heapStats().objectCount;
  };
  const before = await use(0, 1_000);
  const after = await use(1_000, 6_000);
  expect(after - before).toBeLessThan(2_500);
  expect(feed.count("login:1")).toBe(0);
}, 60_000);
