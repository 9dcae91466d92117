// `--quick` in the real host: five tasks, and every code reviewer where the diff is no small one.
import { afterEach, describe, expect, test } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { honest, implementation } from "../harness/workers.ts";
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

  test("that outgrows it gets every code reviewer, each on the code as it is", async () => {
    const edits = Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [`src/part${at}.ts`, `export const n = ${at};\n`]),
    );
    const worker = honest((brief) => {
      if (!brief.writes.endsWith("impl-result.json")) return undefined;
      const work = implementation(brief);
      return { ...work, edits: { ...work.edits, ...edits } };
    });
    const { run, state, tasks } = await play({ version, prompt, worker });
    expect([run.exitCode, state.status]).toEqual([0, "complete"]);
    const done = tasks.filter((one) => one.status === "done").map((one) => one.subject);
    expect(done.filter((one) => one.startsWith("Code Review"))).toEqual([
      "Code Review - Sonnet",
      "Code Review - Opus v2",
      "Code Review - Codex",
    ]);
    expect(run.results.join("\n")).toContain("moved up: the diff has 7 files, at most 5.");
  });
});
