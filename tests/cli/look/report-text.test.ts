// Runs: in full too.
// Not in npm test: ^--pr prints|^--md prints
import { afterAll, beforeAll, expect, test } from "bun:test";
import { reportOf } from "../../../src/run/views/report.ts";
import { cleanup, git } from "../../harness/project.ts";
import { cli } from "../cli.ts";
import { type MadeRun, STATES } from "../made/make-run.ts";

afterAll(cleanup);

let made: MadeRun;
beforeAll(async () => {
  made = await STATES["complete after fixes and a waiver"]();
  git(made.root, "remote", "add", "origin", "https://example.com/greeter.git");
});

test("what it names next is about the run that was named", async () => {
  const { run } = made.run;
  const { out } = await cli(made.root, ["report", "--run", run]);
  expect(out).toContain(`multi-ai report --pr --run ${run}`);
  expect(out).toContain(`multi-ai pr --run ${run} opens one`);
});

test("it is the report at the end of the run; markdown says the same", async () => {
  const { out } = await cli(made.root, ["report"]);
  expect(out.trimEnd()).toBe(reportOf(made.project, made.run));
  expect(out).toContain("\n      Quote: ");
  expect((await cli(made.root, ["report", "--md"])).out).toContain("\n  - Quote: ");
});

test("--pr prints title and body", async () => {
  const { code, out } = await cli(made.root, ["report", "--pr"]);
  expect(code).toBe(0);
  expect(out).toStartWith("Say goodbye by name\n\n## What and why\n");
});

test("--md prints markdown; with --json both are data, and both at once are none", async () => {
  const [md, data, request, both] = await Promise.all([
    cli(made.root, ["report", "--md"]),
    cli(made.root, ["report", "--md", "--json"]),
    cli(made.root, ["report", "--pr", "--json"]),
    cli(made.root, ["report", "--md", "--pr"]),
  ]);
  expect(md.out).toStartWith(`# Report of ${made.run.run}: complete\n`);
  expect(data.json).toEqual({ markdown: expect.stringContaining("## Reviewers (6)") });
  expect(request.json).toEqual({
    title: "Say goodbye by name",
    body: expect.stringContaining("## What and why"),
  });
  expect([both.code, both.err]).toEqual([2, expect.stringContaining("choose one")]);
});
