// What a run asks of the model stays within its bars. Tokens are bytes of requests by four, cached reads in full.
import { afterEach, expect, test } from "bun:test";
import { inFull } from "../harness/in-full.ts";
import { readLive } from "../harness/live.ts";
import { cleanup } from "../harness/project.ts";
import { type Carried, type Carrier, carried, sumOf } from "./carried.ts";
import { COURSES } from "./courses.ts";
import { verdictsOf } from "./replayed.ts";

afterEach(cleanup);

/** At most so many tokens, in thousands. */
const BARS = {
  chain: 200,
  quick: 60,
  quickWithFixes: 60,
  session: 450, // without the judge, who has no place in it
};
/** Main requests for each task of a session. */
const MAIN = 0.75;
/** Of what a session asks for with its judge, a run without a main thread asks for so much. */
const SHARE = 0.2;

const play = async (name: keyof typeof COURSES, carrier: Carrier) => carried(carrier, await COURSES[name]());
const kiloTokens = (run: Carried, isWanted?: (role: string) => boolean): number =>
  Math.round(sumOf(run, isWanted).bytes / 4_000);
const requestsOf = (run: Carried, role: string): number => sumOf(run, (one) => one === role).requests;

inFull("a real model's small change, without a main thread: the same verdicts, within its bar", async () => {
  const run = await play("multi-ai", "direct");
  expect(verdictsOf(run)).toEqual(readLive("python-timelog").run.verdicts);
  expect([requestsOf(run, "main"), requestsOf(run, "judge")]).toEqual([0, 0]);
  expect(kiloTokens(run)).toBeLessThanOrEqual(BARS.chain);
});

test("a quick run", async () => {
  const run = await play("multi-ai --quick", "direct");
  expect(kiloTokens(run)).toBeLessThanOrEqual(BARS.quick);
});

inFull("a quick run with a round of fixes in each half", async () => {
  const run = await play("--quick, with fixes", "direct");
  expect(kiloTokens(run)).toBeLessThanOrEqual(BARS.quickWithFixes);
});

inFull("the same small change in a session", async () => {
  const run = await play("multi-ai", "session");
  expect(kiloTokens(run, (role) => role !== "judge")).toBeLessThanOrEqual(BARS.session);
  expect(requestsOf(run, "main") / run.count).toBeLessThanOrEqual(MAIN);
});

for (const name of ["team", "team, its walkthrough", "council", "phases"] as const)
  inFull(`${name}: without a main thread at most a fifth of a session`, async () => {
    const [direct, session] = [await play(name, "direct"), await play(name, "session")];
    expect(kiloTokens(direct) / kiloTokens(session)).toBeLessThanOrEqual(SHARE);
  });
