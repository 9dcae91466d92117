// Guarantee: The journal is the truth.
// Runs: in full too, together.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { compose, type Position, START, scan } from "../../src/store/journal.ts";
import { events } from "./counting-fold.ts";

/**
 * One write: on what its writer had read `behind` writes ago, so many events, without the last
 * `short` bytes. A blind writer looked at the file's last byte before a torn write of somebody
 * else.
 */
const write = fc.record({
  behind: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(4)),
  size: fc.integer({ min: 1, max: 3 }),
  short: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constant(1), fc.nat(700)),
  blind: fc.boolean(),
});

/** The decisions that count, each as its events' keys joined. */
function read(bytes: Buffer, from: Position) {
  const decisions: string[] = [];
  const { position, broken } = scan(bytes.subarray(from.bytes), from, (batch) => {
    decisions.push(batch.map((event) => event.key).join());
  });
  return { decisions, position, broken };
}

test("12. whatever late, torn and blind writes do, what once counted counts for ever, from wherever one reads", () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 14 }), (writes) => {
      let file = Buffer.alloc(0);
      const views = [read(file, START)];
      const written: string[] = [];
      for (const [at, { behind, size, short, blind }] of writes.entries()) {
        const before = views[views.length - 1]!;
        const base = views[Math.max(0, views.length - 1 - behind)]!.position;
        const keys = Array.from({ length: size }, (_, index) => `${at}.${index}`);
        written.push(keys.join());
        const terminated = file.length === 0 || file.at(-1) === 10;
        const { text } = compose(events(...keys), base, "2030-01-01T00:00:00.000Z");
        const line = Buffer.from(terminated || blind ? text : `\n${text}`);
        file = Buffer.concat([file, line.subarray(0, Math.max(0, line.length - short))]);

        const now = read(file, START);
        expect(now.broken).toBeNull();
        expect(now.decisions.slice(0, before.decisions.length)).toEqual(before.decisions);
        expect(new Set(now.decisions).size).toBe(now.decisions.length);
        for (const decision of now.decisions) expect(written).toContain(decision);
        if (terminated && behind === 0 && short === 0)
          expect(now.decisions.at(-1)).toBe(keys.join());
        views.push(now);
      }
      const whole = views[views.length - 1]!.decisions;
      for (const { position, decisions } of views) {
        const tail = read(file, position);
        // Where the tail alone cannot tell, the reader starts over; what it tells before that is
        // right.
        const rest = whole.slice(decisions.length);
        expect(tail.decisions).toEqual(
          tail.broken === null ? rest : rest.slice(0, tail.decisions.length),
        );
      }
    }),
    { numRuns: Number(process.env.MULTI_AI_FAULTS === "full" ? 20_000 : 400) },
  );
});
