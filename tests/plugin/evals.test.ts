// The eval cases of the agents in the real `claude plugin eval`, on a scripted model: what a right
// answer scores, and a wrong one.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startModel } from "../harness/model.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { claudePath } from "../harness/sandbox.ts";

afterEach(cleanup);

const repository = join(import.meta.dir, "../..");

interface Result {
  cases: {
    name: string;
    arms: { with: { error: string | null; graders: { name: string; passed: boolean }[] }[] };
  }[];
}

/**
 * Runs the reviewers' cases once. `review`: what each agent writes; `verdict`: what the judge says
 * of it. @returns what each grader says
 */
async function graded(
  review: object,
  verdict: "PASS" | "FAIL",
): Promise<Record<string, Record<string, boolean>>> {
  const plugin = join(tempDir("agents-"), "plugin");
  const made = Bun.spawnSync([
    process.execPath,
    join(repository, "scripts/agents-alone.ts"),
    plugin,
  ]);
  expect(made.stderr.toString()).toBe("");
  const model = startModel({
    script: (turn) => {
      if (turn.thread !== "main")
        return turn.toolResults.length > 0
          ? { text: "written" }
          : {
              calls: [
                {
                  name: "Write",
                  input: { file_path: "review.json", content: JSON.stringify(review) },
                },
              ],
            };
      if (!turn.tools.includes("Agent")) return { text: verdict };
      const agent = /the agent `multi-ai:([\w-]+)`/.exec(turn.told)?.[1];
      if (agent === undefined || turn.toolResults.length > 0) return { text: "done" };
      const [, task = ""] = turn.told.split("\n---\n");
      return {
        calls: [
          {
            name: "Agent",
            input: { subagent_type: `multi-ai:${agent}`, description: "review", prompt: task },
          },
        ],
      };
    },
  });
  const home = tempDir("evals-");
  const words = [
    "--case",
    "*-reviewer-*",
    "--ablation",
    "none",
    "--runs",
    "1",
    "--scaffold",
    "--no-publish",
  ];
  const more = ["--trust-plugin", "--allow-tools", "Write", "--json", join(home, "result.json")];
  const child = Bun.spawn([claudePath("new"), "plugin", "eval", plugin, ...words, ...more], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: home,
      TMPDIR: home,
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: "sk-mock-key-of-the-test-harness",
      DISABLE_AUTOUPDATER: "1",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  const { cases } = JSON.parse(readFileSync(join(home, "result.json"), "utf8")) as Result;
  expect(cases.flatMap(({ arms }) => arms.with.flatMap(({ error }) => error ?? []))).toEqual([]);
  return Object.fromEntries(
    cases.map(({ name, arms }) => [
      name,
      Object.fromEntries(
        arms.with.flatMap(({ graders }) => graders.map((one) => [one.name, one.passed])),
      ),
    ]),
  );
}

test("a plain approval is right for the sound change alone", async () => {
  expect(
    await graded({ status: "approved", summary: "", criteria: [], findings: [] }, "PASS"),
  ).toMatchObject({
    "code-reviewer-planted-defects": { "asks-for-changes": false },
    "code-reviewer-sound-change": { approves: true, "nothing-invented": true, evidence: true },
    "plan-reviewer-gap": { "asks-for-changes": false },
  });
});

test("changes are right for the other two, and what is found counts as far as the judge says", async () => {
  const findings = [
    { id: "F1", severity: "blocker", file: "src/pages.mjs", line: 5, problem: "x", fix: "y" },
  ];
  expect(
    await graded({ status: "needs_changes", summary: "", criteria: [], findings }, "FAIL"),
  ).toEqual({
    "code-reviewer-planted-defects": {
      "asks-for-changes": true,
      "empty-test": false,
      "last-page": false,
      "shell-injection": false,
      unmoved: false,
    },
    "code-reviewer-sound-change": { approves: false, "nothing-invented": false, evidence: false },
    "plan-reviewer-gap": { "asks-for-changes": true, "broken-caller": false, "empty-name": false },
  });
});
