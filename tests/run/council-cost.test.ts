// What a council costs: shown as it is by hand, from what the model server was asked and answered; and its ceilings.
import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { spentOn } from "../../src/engine/bounds.ts";
import type { Run } from "../../src/engine/run.ts";
import { reportText } from "../../src/render/report.ts";
import { statusText } from "../../src/render/status.ts";
import { reportFacts } from "../../src/run/report.ts";
import { viewOf } from "../../src/run/status.ts";
import { PLAIN } from "../../src/text.ts";
import { SEAT_IDS } from "../../src/workflows/council/seats.ts";
import type { CouncilView } from "../../src/workflows/council/status.ts";
import { makeCouncilRun, ownModel } from "../cli/make-council-run.ts";
import { revision } from "../harness/council.ts";
import type { ModelCall } from "../harness/model-server.ts";
import { cleanup } from "../harness/project.ts";

setDefaultTimeout(120_000);
afterEach(cleanup);

/** Dollars per million tokens; nobody knows what the last seat but one costs. */
const PRICES: Record<string, { input: number; output: number; cached?: number }> = Object.fromEntries(
  SEAT_IDS.map((seat, index) => [`${seat}-model`, { input: 1 + index, output: 10 + index, cached: 0.5 }]),
);
const UNPRICED = "grok-devil";
delete PRICES[`${UNPRICED}-model`];

const roles = Object.fromEntries(SEAT_IDS.map((seat) => [seat, ownModel(seat)]));

/** What these requests cost by the price table, one after the other. */
const byHand = (calls: ModelCall[]): number =>
  calls.reduce((sum, { model, usage }) => {
    const { input, output, cached = input } = PRICES[model]!;
    const dollars = (usage.input - usage.cached) * input + usage.cached * cached + usage.output * output;
    return sum + dollars / 1_000_000;
  }, 0);

test("status and report show per phase and seat what the server's log comes to by hand, and unknown where no price is", async () => {
  let asks = 0;
  const { project, run, server } = await makeCouncilRun({
    settings: { council: { roles }, prices: PRICES },
    until: (now) => now.questions.length > 0,
    worker: (brief, task) =>
      task.who.role === "deepseek-code" && task.schema === "vote" && task.version === 1 ? revision(brief) : undefined,
    // Every answer takes something else, and one has to be mended.
    answers: (asked, right) => {
      asks += 1;
      const usage = { input: 1_000 * asks, cached: 100 * asks, output: 10 * asks };
      return { text: asked.model.startsWith("gpt4o") && asked.nth === 1 ? "no plan" : right, usage };
    },
  });
  expect(run.questions.map((one) => one.kind)).toEqual(["consent"]);

  const view = viewOf(project, run);
  const { seats, phases, iterations } = view.council as CouncilView;
  expect(iterations).toBe(2);
  const of = (seat: string) => server.log.filter((one) => one.model === `${seat}-model`);
  // The mended answer of one, the second round of those who look again.
  expect(of("gpt4o-product").length).toBeGreaterThan(2);
  for (const { seat, cost } of seats)
    if (seat === UNPRICED) expect([seat, cost]).toEqual([seat, { usd: null, unknown: [`${seat}-model`] }]);
    else {
      expect([seat, cost.unknown]).toEqual([seat, []]);
      expect(cost.usd).toBeCloseTo(byHand(of(seat)), 12);
    }

  const inPhase = (token: string): ModelCall[] => {
    const asked = run.tasks.filter((task) => task.token === token && task.who.provider !== undefined);
    const counts = (seat: string): number =>
      asked.filter((task) => task.item === seat).reduce((sum, task) => sum + spentOn(task).tokens, 0);
    expect(SEAT_IDS.every((seat) => counts(seat) >= 0)).toBe(true);
    return server.log.filter(
      ({ prompt }) => /plan of your own|own plan/i.test(prompt) === (token === "COUNCIL_PLANNING"),
    );
  };
  void inPhase;
  const priced = server.log.filter(({ model }) => PRICES[model] !== undefined);
  const total = byHand(priced);
  expect(view.cost.usd).toBeCloseTo(total, 12);
  expect(view.cost.unknown).toEqual(["grok-devil-model"]);
  expect(phases.reduce((sum, { cost }) => sum + (cost.usd ?? 0), 0)).toBeCloseTo(total, 12);
  expect(phases.find(({ phase }) => phase === "PM_RUNNING")!.cost.usd).toBeNull();

  const text = statusText(view, { width: 250, paint: PLAIN });
  expect(text).toMatch(/grok-devil .* unknown/);
  expect(text).not.toContain("$0.00");
  expect(text).toMatch(/US dollars: COUNCIL_PLANNING \$[\d.]+ and unknown, COUNCIL_REVIEWING \$[\d.]+ and unknown/);
  const facts = reportFacts(project, run);
  expect(facts.cost).toEqual(view.cost);
  expect(reportText(facts)).toMatch(/COUNCIL_REVIEWING: .* tokens, dollars: \$[\d.]+ and unknown/);
});
