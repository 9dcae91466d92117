// The workflow for GitHub Actions as it is written: what it may do, who gives it text, and which
// step has the key.
// Runs: together.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { steps, workflow, workflowText } from "./github-actions.ts";

test("it starts by a label alone, in no fork, once at a time for an issue, and ends by itself", () => {
  const { on, jobs, concurrency } = workflow();
  expect(on).toEqual({ issues: { types: ["labeled"] } });
  expect(jobs.run.if).toBe(
    "github.event.label.name == 'multi-ai' && !github.event.repository.fork",
  );
  expect(concurrency).toEqual({
    group: "multi-ai-issue-${{ github.event.issue.number }}",
    "cancel-in-progress": false,
  });
  const limits = [
    jobs.run["timeout-minutes"],
    steps().find(({ name }) => name === "Run")!["timeout-minutes"],
  ];
  expect(limits[0]).toBeGreaterThan(limits[1]!);
});

test("it may read the repository and nothing else, and leaves no token behind", () => {
  const { permissions, jobs } = workflow();
  expect([permissions, jobs.run.permissions]).toEqual([{}, { contents: "read" }]);
  expect(steps()[0]!.with).toEqual({ "persist-credentials": false });
  expect(workflowText()).not.toMatch(/github\.token|GITHUB_TOKEN|gh issue|pull_request/);
});

test("no shell line has an expression in it, and only the step of the run has a secret", () => {
  const named = steps().map(
    ({ run = "", env = {}, name }) => [name, run.includes("${{"), JSON.stringify(env)] as const,
  );
  expect(named.filter(([, isFilled]) => isFilled)).toEqual([]);
  expect(named.flatMap(([name, , env]) => (env.includes("secrets.") ? [name] : []))).toEqual([
    "Run",
  ]);
  const { jobs, env } = workflow();
  expect([env, jobs.run.env]).toEqual([undefined, undefined]);
});

test("what it takes from others is named by its hash, and Claude Code by the version that is tried here", () => {
  const used = steps().flatMap(({ uses }) => uses ?? []);
  expect(used.filter((one) => !/^actions\/[a-z-]+@[0-9a-f]{40}$/.test(one))).toEqual([]);
  const tried = JSON.parse(
    readFileSync(join(import.meta.dir, "../package.json"), "utf8"),
  ).dependencies;
  const version = steps().find(({ env }) => env?.CLAUDE_VERSION !== undefined)!.env!.CLAUDE_VERSION;
  expect(version).toBe(tried["@anthropic-ai/claude-code"]);
});

test("the result is collected and uploaded also when the run has failed, with the files whose names begin with a dot", () => {
  const [collect, upload] = steps().slice(-2);
  expect([collect!.if, upload!.if]).toEqual(["always()", "always()"]);
  expect(upload!.with).toMatchObject({
    path: "${{ runner.temp }}/multi-ai",
    "include-hidden-files": true,
  });
});
