// Reviewers who have found nothing in ten runs: the person leaves them out, in the real host.
// Runs: in full only, by a driver too.
import { afterEach, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENOUGH } from "../../src/workflows/idle.ts";
import { cli } from "../cli/cli.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, git, makeProject } from "../harness/project.ts";
import { obedientMain, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { carried } from "./carried.ts";
import { CARRIER, ofType } from "./scenario.ts";

afterEach(cleanup);

test("who has found nothing for long is left out once the person says so, and looks at nothing", async () => {
  const project = makeProject();
  const course = (...typed: [string, string, ...string[]][]) => ({
    project,
    model: startModel({ script: team(honest(), obedientMain), codex: codexReviewer() }),
    typed,
  });
  await carried(CARRIER, course(["multi-ai", "Say goodbye by name", "--auto"]));
  await cli(project, ["reset"]);
  git(project, "clean", "-fdq", "src", "tests");
  // What is noted of that run, as of nine more.
  const index = join(project, ".task/history/index.jsonl");
  const line = JSON.parse(readFileSync(index, "utf8"));
  const lines = Array.from({ length: ENOUGH }, (_, at) => ({ ...line, run: `${line.run}${at}` }));
  writeFileSync(index, lines.map((one) => `${JSON.stringify(one)}\n`).join(""));

  const { state, tasks, events } = await carried(CARRIER, {
    ...course(["multi-ai", "Say goodbye by name"]),
    answers: { "idle-story": () => ["quick", null], "no-tests": () => ["without", null] },
  });
  expect(state.status).toBe("complete");
  expect(ofType(events, "answered")[0]).toMatchObject({ option: "quick" });
  const looked = tasks.filter(({ subject, status }) => /Review/.test(subject) && status === "done");
  expect(looked.map(({ subject }) => subject)).toEqual([
    "Plan Review - Sonnet",
    "Code Review - Opus",
  ]);
  const { out } = await cli(project, ["report"]);
  expect(out).toContain("Quick: one review of the plan, one of the code");
});
