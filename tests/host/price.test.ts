// What a run asks of the model stays within its bars. Tokens are bytes of requests by four, cached
// reads in full.
// Runs: in full only, alone.

import { afterEach, describe, expect, test } from "bun:test";
import { SETTINGS_FILE } from "../../src/settings.ts";
import { inFull } from "../harness/in-full.ts";
import { readLive } from "../harness/live.ts";
import { cleanup } from "../harness/project.ts";
import { type Carried, type Carrier, carried, sumOf } from "./carried.ts";
import { COURSES } from "./courses.ts";
import { atTerminal, phaseCourse, priceOf } from "./phase.ts";
import { verdictsOf } from "./replayed.ts";

afterEach(cleanup);

/** At most so many tokens, in thousands, and US dollars at list prices. */
const BARS = {
  chain: [200, 0.45],
  quick: [60, 0.065],
  quickWithFixes: [60, 0.13],
  // Without the judge, who has no place in it.
  session: [450, 0.65],
};
/** Main requests for each task of a session. */
const MAIN = 0.75;
/** Of what a session asks for with its judge, a run without a main thread asks for so much. */
const SHARE = 0.2;

const play = async (name: keyof typeof COURSES, carrier: Carrier) =>
  carried(carrier, await COURSES[name]());
const kiloTokens = (run: Carried, isWanted?: (role: string) => boolean): number =>
  Math.round(sumOf(run, isWanted).bytes / 4_000);
/** What it is above its bars; null: within. */
function above(
  run: Carried,
  bars: readonly number[],
  isWanted?: (role: string) => boolean,
): string | null {
  const [tokens, usd] = bars as [number, number];
  const asked = [kiloTokens(run, isWanted), sumOf(run, isWanted).usd] as const;
  return asked[0] <= tokens && asked[1] <= usd ? null : `${asked[0]} k, $${asked[1].toFixed(3)}`;
}
const requestsOf = (run: Carried, role: string): number =>
  sumOf(run, (one) => one === role).requests;

inFull(
  "a real model's small change, without a main thread: the same verdicts, within its bar",
  async () => {
    const run = await play("multi-ai", "direct");
    // Those who review the same at once may end in any order.
    expect(verdictsOf(run).sort()).toEqual(readLive("python-timelog").run.verdicts.sort());
    expect([requestsOf(run, "main"), requestsOf(run, "judge")]).toEqual([0, 0]);
    expect(above(run, BARS.chain)).toBeNull();
  },
);

test("a quick run", async () => {
  const run = await play("multi-ai --quick", "direct");
  expect(above(run, BARS.quick)).toBeNull();
});

inFull("a quick run with a round of fixes in each half", async () => {
  const run = await play("--quick, with fixes", "direct");
  expect(above(run, BARS.quickWithFixes)).toBeNull();
});

inFull("the same small change in a session", async () => {
  const run = await play("multi-ai", "session");
  expect(above(run, BARS.session, (role) => role !== "judge")).toBeNull();
  expect(requestsOf(run, "main") / run.count).toBeLessThanOrEqual(MAIN);
});

/**
 * Main requests of a phase, from its discussion to its verification, whatever it has of plans side
 * by side.
 */
const PHASE = 10;
const UNREVIEWED = { [SETTINGS_FILE]: JSON.stringify({ phases: { skip: ["code_review"] } }) };

describe("a phase", () => {
  test("at a terminal, with all that is asked: its report costs no request, and the next prompt brings it", async () => {
    const course = phaseCourse(["sorry"]);
    const { terminal, model } = await atTerminal(course);
    expect(priceOf(model).requests).toBeLessThanOrEqual(PHASE);
    await terminal.submit("What was done?");
    const { text } = await model.until((one) => one.text.includes("What was done?"));
    expect(text).toMatch(/the person has read this report[\s\S]*Report of phases-\w+: complete/);
    expect(model.failures).toEqual([]);
  });

  for (const functions of [["sorry"], ["sorry", "thanks", "cheers"]])
    inFull(`of ${functions.length}, in claude -p; and none by itself`, async () => {
      const plain = await carried("session", phaseCourse(functions, UNREVIEWED));
      expect(requestsOf(plain, "main")).toBeLessThanOrEqual(PHASE);
      const reviewed = await carried("session", phaseCourse(functions));
      expect(requestsOf(reviewed, "main")).toBeLessThanOrEqual(PHASE + 1);
      const direct = await carried("direct", phaseCourse(functions));
      expect([requestsOf(direct, "main"), requestsOf(direct, "judge")]).toEqual([0, 0]);
    });
});

for (const name of ["team", "team, its walkthrough", "council", "phases"] as const)
  inFull(`${name}: without a main thread at most a fifth of a session`, async () => {
    const [direct, session] = [await play(name, "direct"), await play(name, "session")];
    expect(kiloTokens(direct) / kiloTokens(session)).toBeLessThanOrEqual(SHARE);
  });
