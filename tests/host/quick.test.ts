// Guarantee: A quick run stays small.
// `--quick` in the real host: five tasks, and every code reviewer where the diff is no small one.
import { afterEach, describe, expect, test } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { play, subjects } from "./scenario.ts";

afterEach(cleanup);

const prompt = "/multi-ai --quick --auto Say goodbye by name";

describe.each(hostsOf("new"))("a quick run (%s)", (version) => {
  test("has one review of the plan and one of the code, and ends with its report", async () => {
    const { run, state, tasks } = await play({ version, prompt });
    expect([run.exitCode, state.status]).toEqual([0, "complete"]);
    expect(subjects(tasks)).toEqual([
      "Gather requirements",
      "Create implementation plan",
      "Plan Review - Sonnet",
      "Implementation",
      "Code Review - Opus",
    ]);
    expect(run.results.join("\n")).toContain("Quick (--quick): one review of the plan, one of the code.");
  });
});
