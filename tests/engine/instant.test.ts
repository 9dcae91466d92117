// Guarantee: Late and repeated events do no harm.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { minutesIn } from "../../src/engine/bounds.ts";

test("minutes are those of the calendar", () => {
  const times = fc.date({
    min: new Date("1970-01-01T00:00:00Z"),
    max: new Date("2199-12-31T23:59:59Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(times, (time) => {
      expect(minutesIn(time.toISOString())).toBeCloseTo(time.getTime() / 60_000, 6);
    }),
  );
  expect(minutesIn("yesterday")).toBe(0);
  expect(minutesIn("")).toBe(0);
});
