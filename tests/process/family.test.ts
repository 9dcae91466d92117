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
