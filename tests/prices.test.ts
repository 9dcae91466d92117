import { expect, test } from "bun:test";
import fc from "fast-check";
import { LONG_PROMPT } from "../src/host/transcript/transcript.ts";
import { costOf, costOfCounts, PRICES_OF, SAY_NO_COST } from "../src/prices.ts";
import { ENDPOINTS } from "../src/providers/endpoints.ts";
import { allProviders } from "../src/providers/index.ts";

const usage = (input: number, cached = 0, output = 0) => ({ input, cached, output, calls: 0 });
const MILLION = 1_000_000;

test("tokens cost what the list says, those from the cache less, a long request more", () => {
  const sonnet = "claude-sonnet-5-5";
  expect(costOf(sonnet, usage(MILLION))).toBe(2);
  expect(costOf(sonnet, usage(MILLION, MILLION))).toBe(0.1);
  expect(costOf(sonnet, usage(0, 0, MILLION))).toBe(10);
  const grok = "grok-4.7";
  expect(costOf(grok, usage(200_000))).toBeCloseTo(0.4, 12);
  expect(costOf(grok, usage(200_001))).toBeCloseTo(0.800004, 12);
  expect(PRICES_OF).toBe("2026-11");
});

test("a model without a price is unknown, which is not 0; a price of 0 is one", () => {
  expect(costOf("mistral-large-of-tomorrow", usage(MILLION))).toBeNull();
  expect(costOf("constructor", usage(1))).toBeNull();
  const free = { prices: { anything: { input: 0, output: 0 } } };
  expect(costOf("anything", usage(MILLION, 0, MILLION), free)).toBe(0);
});

test("the model of a provider that nobody has chosen another for has a price", () => {
  const ofVendors = ENDPOINTS.filter(({ model }) => model !== null);
  expect(ofVendors.map(({ id }) => id)).toContain("mistral");
  const unpriced = ofVendors.filter(({ model }) => costOf(model!, usage(1)) === null);
  expect(unpriced.map(({ id }) => id)).toEqual([]);
});

test("programs that say no cost are called as their providers are", () => {
  const titles = Object.fromEntries(allProviders().map(({ id, title }) => [id, title]));
  expect(titles).toMatchObject(SAY_NO_COST);
});

test("the person's price for a model comes first, then the list", () => {
  const model = "claude-sonnet-5-5";
  const own = {
    prices: { [model]: { input: 7, output: 1 } },
  };
  const of = (given: object) => costOf(model, usage(MILLION), given);
  expect([of(own), of({})]).toEqual([7, 2]);
  // Without a price for the cache it costs what other input does.
  expect(costOf(model, usage(MILLION, MILLION), own)).toBe(7);
});

test("more tokens never cost less, and several answers cost what each does", () => {
  const price = fc.record({
    input: fc.double({ min: 0, max: 100, noNaN: true }),
    output: fc.double({ min: 0, max: 100, noNaN: true }),
  });
  const tokens = fc.nat(10_000_000);
  fc.assert(
    fc.property(price, tokens, tokens, tokens, (one, input, output, more) => {
      const of = (a: number, b: number) => costOf("m", usage(a, 0, b), { prices: { m: one } })!;
      expect(of(input + more, output)).toBeGreaterThanOrEqual(of(input, output));
      expect(of(input + more, output)).toBeCloseTo(of(input, output) + of(more, 0), 6);
    }),
  );
});

test("models that are asked for without being named have a list price", () => {
  const unpriced = allProviders().flatMap(({ id, model }) =>
    model !== null && costOf(model, usage(1)) === null ? [id] : [],
  );
  expect(unpriced).toEqual([]);
});

test("counts of a model of the host cost what the list says of each: input, writes, reads, output, writes for an hour", () => {
  const opus = (...counts: number[]) => costOfCounts("claude-opus-5-5", counts);
  expect(opus(MILLION)).toBe(4);
  expect(opus(0, MILLION)).toBe(5);
  expect(opus(0, 0, MILLION)).toBe(0.2);
  expect(opus(0, 0, 0, MILLION)).toBe(20);
  // Those for an hour are among the writes.
  expect(opus(0, MILLION, 0, 0, MILLION)).toBe(8);
  expect(opus(MILLION, MILLION, MILLION, MILLION, 500_000)).toBeCloseTo(4 + 2.5 + 4 + 0.2 + 20, 12);
  // Whatever a prompt's length, but where the list has a price for long ones.
  expect(opus(MILLION, 0, 0, 0, 0, MILLION)).toBe(4);
  const haiku = (...counts: number[]) => costOfCounts("claude-haiku-5-5", counts);
  expect(haiku(MILLION)).toBe(0.1);
  expect(haiku(MILLION, 0, 0, MILLION, 0, MILLION, 0, 0, MILLION)).toBe(3);
  const short = { input: LONG_PROMPT, cached: 0, output: 0 };
  const at = "claude-haiku-5-5";
  expect(costOf(at, short)).toBe(0.01);
  expect(costOf(at, { ...short, input: LONG_PROMPT + 1 })).toBeCloseTo(0.0500005, 12);
});

test("a model of the host is known without the date of its snapshot and its window; the person's price comes first", () => {
  const counts = [MILLION, MILLION];
  expect(costOfCounts("claude-haiku-4-5-20251001", counts)).toBe(2.25);
  expect(costOfCounts("claude-opus-5-5[1m]", counts)).toBe(9);
  for (const model of ["claude-opus-9", "constructor", "unknown", "<synthetic>", "gpt"])
    expect([model, costOfCounts(model, counts)]).toEqual([model, null]);
  const prices = {
    "claude-opus-5-5": { input: 1, output: 1 },
    "claude-opus-9": { input: 1, output: 1, cache_write: 3 },
  };
  // Without a price for writes they cost 1.25 times what other input does.
  expect(costOfCounts("claude-opus-5-5[1m]", counts, { prices })).toBe(2.25);
  expect(costOfCounts("claude-opus-9", counts, { prices })).toBe(4);
});
