// The workflows for GitHub Actions as they are written: what they may do, who gives them text, and which
// step has the key.
// Runs: together.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reviewWorkflow, steps, workflow, workflowText } from "./github-actions.ts";

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

describe("the review of pull requests", () => {
  const { on, permissions, concurrency, jobs } = reviewWorkflow();
  const { review, upload } = jobs;
  const all = [...review.steps, ...upload.steps];

  test("starts for those of forks, with this file and the files of the branch that they go into", () => {
    expect(Object.keys(on)).toEqual(["pull_request_target"]);
    expect(review.if).toContain("!github.event.repository.fork");
    const [checkout] = review.steps;
    expect(checkout!.with).toEqual({ "fetch-depth": 0, "persist-credentials": false });
    // Nothing else brings files of a pull request, and nothing approves what a repository would run.
    const left = "multi-ai trust all --without";
    expect(review.steps.filter(({ run }) => run === left).length).toBe(1);
    const lines = all.map(({ run = "" }) => run.replace(left, "")).join("\n");
    expect(lines).not.toMatch(/checkout|git fetch|head\.|trust|npm (?:ci|test|run)/);
    expect(concurrency).toEqual({
      group: "multi-ai-review-${{ github.event.pull_request.number }}",
      "cancel-in-progress": true,
    });
  });

  test("reads alone where the key is, and writes where it is not", () => {
    expect([permissions, review.permissions, upload.permissions]).toEqual([
      {},
      { contents: "read", "pull-requests": "read", issues: "read" },
      { "security-events": "write", actions: "read", contents: "read" },
    ]);
    const withSecrets = all.filter((step) => JSON.stringify(step).includes("secrets."));
    expect(withSecrets.map(({ name }) => name)).toEqual(["Review"]);
    expect(upload.steps.filter(({ run }) => run !== undefined)).toEqual([]);
    expect([review.env, upload.env]).toEqual([undefined, undefined]);
  });

  test("no shell line has an expression in it, and what a stranger writes comes in nowhere", () => {
    expect(all.filter(({ run = "" }) => run.includes("${{"))).toEqual([]);
    const given = JSON.stringify(jobs).match(/github\.event\.pull_request\.[\w.]+/g);
    expect([...new Set(given)].sort()).toEqual(
      ["draft", "head.sha", "number"].map((name) => `github.event.pull_request.${name}`),
    );
  });

  test("installs what the other workflow does, and takes all by its hash", () => {
    const install = (of: typeof all) => of.find(({ name }) => name?.startsWith("Install"));
    expect(install(review.steps)).toEqual(install(steps()));
    const used = all.flatMap(({ uses }) => uses ?? []);
    const known = /^(?:actions\/[a-z-]+|github\/codeql-action\/upload-sarif)@[0-9a-f]{40}$/;
    expect(used.filter((one) => !known.test(one))).toEqual([]);
  });

  test("hands the result over also when the review has failed, for the commit that was reviewed", () => {
    const [sent, got, scanned] = [review.steps.at(-1)!, ...upload.steps];
    expect([sent.if, upload.needs]).toEqual(["always()", "review"]);
    expect(upload.if).toContain("!cancelled()");
    expect(got!.with!.name).toBe(sent.with!.name);
    expect(scanned!.with).toEqual({
      sarif_file: "multi-ai/review.sarif",
      ref: "refs/pull/${{ github.event.pull_request.number }}/head",
      sha: "${{ github.event.pull_request.head.sha }}",
    });
  });
});
