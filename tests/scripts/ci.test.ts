// The workflow that runs `npm test` on each platform: only what GitHub knows by the parts that it
// uses, and only commands that people are told. And the container for who works on this.
// Runs: together.
import { expect, test } from "bun:test";
import { z } from "zod";
import { codeLines, codeSpans, read } from "../docs/pages.ts";

/** Of the schema of such files the parts that are used; a key beside them is a slip. */
const Step = z.union([
  z.strictObject({
    uses: z.string().regex(/^actions\/[a-z-]+@[0-9a-f]{40}$/),
    with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  z.strictObject({ run: z.string() }),
]);
const Workflow = z.strictObject({
  name: z.string(),
  on: z.array(z.enum(["push", "pull_request"])),
  permissions: z.strictObject({ contents: z.literal("read") }),
  jobs: z.record(
    z.string().regex(/^[A-Za-z_][\w-]*$/),
    z.strictObject({
      strategy: z
        .strictObject({
          "fail-fast": z.boolean(),
          matrix: z.record(z.string(), z.array(z.string())),
        })
        .optional(),
      "runs-on": z.string(),
      container: z.string().optional(),
      "timeout-minutes": z.number().int().positive(),
      steps: z.array(Step).min(1),
    }),
  ),
});

const README = read("README.md");
const [, NODE] = /Node (\d+)\.\d+ or newer/.exec(README)!;
const { jobs } = Workflow.parse(Bun.YAML.parse(read(".github/workflows/ci.yml")));

test("each platform has a job, and the Node that is named", () => {
  const { test: hosted, musl } = jobs;
  expect(hosted!.strategy!.matrix.runner).toEqual([
    "ubuntu-24.04",
    "ubuntu-24.04-arm",
    "macos-15",
    "macos-15-intel",
  ]);
  const node = hosted!.steps.find((step) => "uses" in step && step.uses.includes("setup-node"));
  expect(node).toMatchObject({ with: { "node-version": Number(NODE) } });
  expect(musl!.container).toBe(`node:${NODE}-alpine`);
});

test("each step is a command of the readme, or installs a program that a clone needs", () => {
  const told = [...codeLines(README), ...codeSpans(README)].map((line) => line.split(/ {2,}/)[0]);
  const [, needs] = /You need (.*?) \(/.exec(read("CONTRIBUTING.md"))!;
  for (const { steps } of Object.values(jobs))
    for (const step of steps) {
      if (!("run" in step)) continue;
      const [, added] = /^apk add (.*)$/.exec(step.run) ?? [];
      if (added === undefined) expect(told).toContain(step.run);
      for (const name of added?.split(" ") ?? []) expect(needs!.split(/[ ,]+/)).toContain(name);
    }
});

test("the container has that Node, and git", () => {
  const container = z.strictObject({ name: z.string(), image: z.string() });
  const { image } = container.parse(JSON.parse(read(".devcontainer/devcontainer.json")));
  expect(image).toBe(`mcr.microsoft.com/devcontainers/javascript-node:${NODE}`);
});
