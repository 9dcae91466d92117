import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { cleanup } from "../harness/project.ts";
import { contextTokens } from "./hosts.ts";
import { repository } from "./temp-plugin.ts";

afterAll(cleanup);

test("what the plugin costs in context is within its bars, and as docs/benchmarks.md says", async () => {
  const { always, invoke } = await contextTokens(repository);
  expect([always, invoke].map((tokens, at) => tokens <= [200, 1_200][at]!)).toEqual([true, true]);
  const told = await Bun.file(join(repository, "docs/benchmarks.md")).text();
  expect(told).toContain(`| always-on tokens | ${always} | 200 |`);
  expect(told).toContain(`| tokens of /multi-ai on invoke | ${invoke} | 1,200 |`);
});
