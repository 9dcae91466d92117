// What a council costs: shown as it is by hand, from what the model server was asked and answered;
// and its ceilings.
// Runs: in full only.

import { afterEach, expect, test } from "bun:test";
import { PRICES_OF } from "../../../src/prices.ts";
import { statusText } from "../../../src/render/status.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { viewOf } from "../../../src/run/views/status.ts";
import { PLAIN } from "../../../src/text.ts";
import { SEAT_IDS } from "../../../src/workflows/council/seats.ts";
import type { CouncilView } from "../../../src/workflows/council/status.ts";
import { makePricedCouncil, ownModel } from "../../cli/made/make-priced-council.ts";
import { revision } from "../../harness/council.ts";
import type { ModelCall } from "../../harness/model-server.ts";
import { cleanup } from "../../harness/project.ts";

afterEach(cleanup);

/** Dollars per million tokens; nobody knows what the last seat but one costs. */
const PRICES: Record<string, { input: number; output: number; cached?: number }> =
  Object.fromEntries(
    SEAT_IDS.map((seat, index) => [
      `${seat}-model`,
      { input: 1 + index, output: 10 + index, cached: 0.5 },
    ]),
  );
const UNPRICED = "grok-devil";
delete PRICES[`${UNPRICED}-model`];

const roles = Object.fromEntries(SEAT_IDS.map((seat) => [seat, ownModel(seat)]));

/** What these requests cost by the price table, one after the other. */
const byHand = (calls: ModelCall[]): number =>
  calls.reduce((sum, { model, usage }) => {
    const { input, output, cached = input } = PRICES[model]!;
    const dollars =
      (usage.input - usage.cached) * input + usage.cached * cached + usage.output * output;
    return sum + dollars / 1_000_000;
  }, 0);

test("status and report show what the server's log comes to by hand, and what has none no price is", async () => {
  let asks = 0;
  const { project, run, server } = await makePricedCouncil({
    settings: { council: { use: roles }, prices: PRICES },
    until: (now) => now.questions.length > 0,
    worker: (brief, task) =>
      task.who.role === "deepseek-code" && task.schema === "vote" && task.version === 1
        ? revision(brief)
        : undefined,
    // Every answer takes something else, and one has to be mended.
    answers: (asked, right) => {
      asks += 1;
      const usage = { input: 1_000 * asks, cached: 100 * asks, output: 10 * asks };
      return {
        text: asked.model.startsWith("gpt4o") && asked.nth === 1 ? "no plan" : right,
        usage,
      };
    },
  });
  expect(run.questions.map((one) => one.kind)).toEqual(["consent"]);

  const view = viewOf(project, run);
  const { iterations } = view.council as CouncilView;
  expect(iterations).toBe(2);
  const of = (seat: string) => server.log.filter((one) => one.model === `${seat}-model`);
  // The mended answer of one, the second round of those who look again.
  expect(of("gpt4o-product").length).toBeGreaterThan(2);

  const priced = server.log.filter(({ model }) => PRICES[model] !== undefined);
  const total = byHand(priced);
  expect(view.cost.usd).toBeCloseTo(total, 12);
  expect(view.cost.unknown).toEqual(["grok-devil-model"]);
  const text = statusText(view, { width: 250, paint: PLAIN });
  expect(text).not.toContain("$0.00");
  expect(text).toContain(
    `Cost: $${total.toFixed(2)} (list prices of ${PRICES_OF} or your own; grok-devil-model not counted)`,
  );
  const facts = reportFacts(project, run);
  expect(facts.cost).toEqual(view.cost);
});

test("a bound on dollars is passed by no more than the calls that are under way", async () => {
  const usd_max = 0.000_001;
  let open = 0;
  let all = (): void => {};
  const sixAreAsked = new Promise<void>((done) => {
    all = done;
  });
  const { run, server } = await makePricedCouncil({
    settings: { council: { use: roles }, prices: PRICES, budget: { usd_max } },
    answers: (_asked, right) => {
      open += 1;
      if (open === 6) all();
      // None is answered before all are asked.
      return { text: right, hold: sixAreAsked };
    },
  });
  expect([run.questions.map((one) => one.kind), server.log.length]).toEqual([["ceiling"], 6]);
  const inFlight = byHand(server.log.filter(({ model }) => PRICES[model] !== undefined));
  const spent = run.tasks.flatMap((task) => task.spent).reduce((sum, { usd = 0 }) => sum + usd, 0);
  expect(spent).toBeGreaterThan(usd_max);
  expect(spent).toBeCloseTo(inFlight, 12);
});
