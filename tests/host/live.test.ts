// What a real model wrote, in a project that is not JavaScript, counts with this plugin as it did
// when it was written.
// Runs: in full only, by a driver too, first.
import { afterEach, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { firstOf } from "../harness/in-full.ts";
import { readLive } from "../harness/live.ts";
import { cleanup } from "../harness/project.ts";
import { replayLive } from "./replayed.ts";

afterEach(cleanup);

const KEPT = readdirSync(join(import.meta.dir, "../fixtures/live"), {
  withFileTypes: true,
}).flatMap((one) => (one.isDirectory() ? [one.name] : []));

/** Tasks that run at once end in either order. */
const sorted = (verdicts: [string, string][]): string[] =>
  verdicts.map((one) => one.join(": ")).sort();

// The others run in `npm run test:faults`.
test.each(firstOf(KEPT))("%s: the same answers come to the same end", async (name) => {
  const { run } = readLive(name);
  const { played, verdicts, differences } = await replayLive(name);
  const came = { status: played.state.status, verdicts: sorted(verdicts) };
  const then = { status: run.status, verdicts: sorted(run.verdicts) };
  // What was asked otherwise than then says why an answer counts no more.
  if (!Bun.deepEquals(came, then)) console.log(differences.join("\n"));
  expect(came).toEqual(then);
});
