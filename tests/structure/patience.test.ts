// Runs: together.
import { expect, test } from "bun:test";

test("`npm test` gives a test more than Bun's five seconds; by hand that is `bun test --timeout 300000`", async () => {
  await Bun.sleep(5_500);
  expect(true).toBe(true);
});
