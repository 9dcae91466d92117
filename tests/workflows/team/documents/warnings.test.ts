import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  closeWarnings,
  numberWarnings,
  referenceOf,
  type Warning,
} from "../../../../src/workflows/team/documents/warnings.ts";

const redis = { id: "W1", text: "Redis not confirmed — rate limiting uses in-memory for now" };

test("one warning in the three wordings of the walkthrough counts once when they name its id", () => {
  const first = numberWarnings([], [redis.text]);
  expect(first).toEqual({ warnings: [redis], ids: ["W1"], problems: [] });
  const later = [
    "W1: In-memory rate limiter not cluster-safe",
    "W1: Rate limiting is in-memory",
    redis.text.toUpperCase(),
  ];
  expect(numberWarnings(first.warnings, later)).toEqual({ warnings: [redis], ids: ["W1", "W1", "W1"], problems: [] });
});

test("a text that names an unknown warning is a problem and is kept", () => {
  const { warnings, ids, problems } = numberWarnings([redis], ["W9: lost"]);
  expect(problems).toEqual(['warnings: found "W9: lost", expected the id of an open warning (W1)']);
  expect(ids).toEqual(["W2"]);
  expect(warnings).toEqual([redis, { id: "W2", text: "W9: lost" }]);
});

test("the number of a closed warning is not given again", () => {
  expect(numberWarnings([], ["new"], 4).ids).toEqual(["W5"]);
});

test.each<[string, string | null]>([
  ["W1: a", "W1"],
  ["  W12:  a", "W12"],
  ["W1 a", null],
  ["W0: a", null],
  ["W1:a", null],
  ["see W1: a", null],
])("%p refers to %p", (text, id) => {
  expect(referenceOf(text)).toBe(id);
});

test("closing takes a reason and an open warning", () => {
  expect(closeWarnings([redis], [{ id: "W1", reason: "Redis came" }])).toEqual({
    open: [],
    closed: [{ id: "W1", reason: "Redis came" }],
    problems: [],
  });
  expect(closeWarnings([redis], [{ id: "W1", reason: " " }])).toMatchObject({
    open: [redis],
    closed: [],
    problems: [expect.stringMatching(/W1 without a reason/)],
  });
  expect(closeWarnings([redis], [{ id: "W2", reason: "x" }]).problems).toEqual([
    'closed_warnings: found "W2", expected the id of an open warning (W1)',
  ]);
  expect(
    closeWarnings(
      [redis],
      [
        { id: "W1", reason: "x" },
        { id: "W1", reason: "y" },
      ],
    ),
  ).toMatchObject({ closed: [{ reason: "x" }], problems: [expect.stringContaining('"W1"')] });
});

const text = fc.oneof(fc.constantFrom("a", "A ", "b", "c", "W1: a", "W2: b", "W30: z"), fc.string({ minLength: 1 }));
const step = fc.record({
  raise: fc.array(text, { maxLength: 5 }),
  close: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
});

test("over any run no warning is lost, none is doubled, and none ends without a reason", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let open: Warning[] = [];
      let last = 0;
      const closed: string[] = [];
      const raised = new Set<string>();
      for (const { raise, close } of steps) {
        const numbered = numberWarnings(open, raise, last);
        expect(numbered.ids).toHaveLength(raise.length);
        expect(numbered.warnings.slice(0, open.length)).toEqual(open);
        for (const id of numbered.ids) expect(numbered.warnings.filter((one) => one.id === id)).toHaveLength(1);
        for (const one of numbered.warnings) raised.add(one.id);
        last = Math.max(last, ...numbered.warnings.map((one) => Number(one.id.slice(1))));
        const after = closeWarnings(
          numbered.warnings,
          close.map((one) => ({ id: `W${one}`, reason: "done" })),
        );
        open = after.open;
        closed.push(...after.closed.map((one) => one.id));
        expect(new Set(open.map((one) => one.id)).size).toBe(open.length);
        expect(new Set(open.map((one) => one.text.toLowerCase().trim())).size).toBe(open.length);
      }
      expect(new Set(closed).size).toBe(closed.length);
      expect([...closed, ...open.map((one) => one.id)].sort()).toEqual([...raised].sort());
    }),
    { numRuns: 500 },
  );
});
