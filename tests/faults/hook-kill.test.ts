// Guarantee: A crash loses nothing.
// Whole processes of a run, killed at each of their calls that change something.
// MULTI_AI_FAULTS=full: at all of them.
// Runs: in full too, first.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { someOf } from "../harness/in-full.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { fault } from "./counted.ts";
import { buildDying, copyOf, journalOf, perform, projectAt } from "./hook-build.ts";
import { SCENARIOS, type Scenario } from "./hook-scenarios.ts";

const FULL = process.env.MULTI_AI_FAULTS === "full";
/** Kill points of one step in the quick run. */
const FEW = 2;

afterAll(cleanup);

let program: string;
beforeAll(async () => {
  program = await buildDying(tempDir());
});

/**
 * The calls of a step that changes something, in order; a name that ends in " torn" is one that can
 * be half done.
 */
function callsOf(scenario: Scenario, template: string): string[] {
  using copy = copyOf(template);
  scenario.spoil?.(projectAt(copy.root));
  const trace = join(tempDir(), "calls");
  const { exitCode, stderr } = perform(program, scenario.step, copy.root, {
    MULTI_AI_CALLS: trace,
  });
  expect([exitCode, stderr.toString()]).toEqual([0, ""]);
  return readFileSync(trace, "utf8").split("\n").slice(0, -1);
}

test.each(someOf(SCENARIOS).map((scenario) => [scenario.name, scenario] as const))(
  "12. kill -9 at each call: %s",
  async (name, scenario) => {
    const template = await scenario.make();
    const before = journalOf(projectAt(template));
    const points = callsOf(scenario, template).flatMap((call, index) =>
      (call.endsWith(" torn") ? [false, true] : [false]).map((torn) => ({
        at: index + 1,
        call,
        torn,
      })),
    );
    const step = FULL ? 1 : Math.ceil(points.length / FEW);
    for (const [index, { at, call, torn }] of points.entries()) {
      // The last ones are the likeliest to be forgotten: counted from the end.
      if ((points.length - 1 - index) % step !== 0) continue;
      using copy = copyOf(template);
      scenario.spoil?.(projectAt(copy.root));
      const died = perform(program, scenario.step, copy.root, {
        MULTI_AI_DIE_AT: String(at),
        MULTI_AI_DIE_TORN: torn ? "1" : "0",
      });
      // What other tests have left outside of the project is swept by a start, too: its last calls
      // may be missing by now.
      if (died.exitCode === 0 && at > callsOf(scenario, template).length) continue;
      expect([at, call, died.signalCode]).toEqual([at, call, "SIGKILL"]);
      await fault(`kill points: hook process, ${name}`, async () => {
        try {
          await scenario.goOn(projectAt(copy.root), before);
        } catch (error) {
          throw new Error(
            `killed at call ${at} of ${points.at(-1)!.at} (${call}${torn ? ", half done" : ""})`,
            {
              cause: error,
            },
          );
        }
      });
    }
  },
);
