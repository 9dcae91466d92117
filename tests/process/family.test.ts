import { expect, test } from "bun:test";
import { atMoments } from "../../src/process/family.ts";

test("output that arrives behind the end begins no look again", async () => {
  let looks = 0;
  const moments = atMoments(() => {
    looks += 1;
  });
  // So rare by then that a sign of life would bring the next look forward.
  while (looks < 2) await Bun.sleep(5);
  moments.end();
  moments.stir();
  const before = looks;
  await Bun.sleep(400);
  expect(looks).toBe(before);
});

test("one reading of the table serves all that look", async () => {
  const tables: [number, unknown][] = [];
  const lookers = [0, 1, 2].map((own) => atMoments((table) => tables.push([own, table])));
  while (tables.length < 6) await Bun.sleep(5);
  const [first, second] = [tables.slice(0, 3), tables.slice(3, 6)];
  for (const look of [first, second]) {
    expect(look.map(([own]) => own)).toEqual([0, 1, 2]);
    expect(new Set(look.map(([, table]) => table)).size).toBe(1);
  }
  expect(second[0]![1]).not.toBe(first[0]![1]);
  lookers[0]!.end();
  const before = tables.length;
  while (tables.length < before + 2) await Bun.sleep(5);
  expect(tables.slice(before, before + 2).map(([own]) => own)).toEqual([1, 2]);
  for (const looker of lookers) looker.end();
});
