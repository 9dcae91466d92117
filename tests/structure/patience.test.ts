import { expect, test } from "bun:test";

// Bun's own limit is five seconds: without the preload of bunfig.toml this fails.
test("a test may take longer than Bun gives it", async () => {
  await Bun.sleep(5_500);
  expect(true).toBe(true);
});
