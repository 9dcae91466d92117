import { afterAll, beforeAll, expect, test } from "bun:test";
import { cleanup } from "../harness/project.ts";
import { cli } from "./cli.ts";
import { type MadeRun, STATES } from "./make-run.ts";

afterAll(cleanup);

let made: MadeRun;
beforeAll(async () => {
  made = await STATES["complete after fixes and a waiver"]();
});

test("--pr prints title and body, and tells beside it how to open the pull request", async () => {
  const { code, out, err } = await cli(made.root, ["report", "--pr"]);
  expect(code).toBe(0);
  expect(out).toStartWith("Say goodbye by name\n\n## What and why\n");
  expect(out).not.toContain("gh pr create");
  expect(err).toContain('| { IFS= read -r title; gh pr create --title "$title" --body-file -; }\n');
});

test("what it tells to type gives gh the title and the whole body", async () => {
  const { out, err } = await cli(made.root, ["report", "--pr"]);
  const line = /to open it: .*? \| (.*)\n/.exec(err)![1]!;
  const gh = 'gh() { printf "%s|" "$@"; cat; }';
  const { stdout } = Bun.spawnSync(["sh", "-c", `${gh}; ${line}`], { stdin: Buffer.from(out) });
  const [title = "", ...body] = out.split("\n");
  expect(stdout.toString()).toBe(`pr|create|--title|${title}|--body-file|-|${body.join("\n")}`);
});

test("--md prints markdown; with --json both are data, and both at once are none", async () => {
  const [md, data, request, both] = await Promise.all([
    cli(made.root, ["report", "--md"]),
    cli(made.root, ["report", "--md", "--json"]),
    cli(made.root, ["report", "--pr", "--json"]),
    cli(made.root, ["report", "--md", "--pr"]),
  ]);
  expect(md.out).toStartWith(`# Report of ${made.run.run}\n`);
  expect(data.json).toEqual({ markdown: expect.stringContaining("## Reviewers (6)") });
  expect(request.json).toEqual({ title: "Say goodbye by name", body: expect.stringContaining("## What and why") });
  expect([both.code, both.err]).toEqual([2, expect.stringContaining("give one of them")]);
});
