// `multi-ai run` at a terminal with the real host: from the request to the report in one call, each question answered there.
import { afterAll, expect, test } from "bun:test";
import { findProject } from "../../src/project/project.ts";
import { readRun } from "../../src/run/life/run.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { atScreen, PROGRAM } from "./cli.ts";

afterAll(cleanup);

test("the story and the lack of tests are asked for there, and the run ends complete", async () => {
  const project = makeProject();
  const model = startModel({ script: team(honest()), codex: codexReviewer() });
  const { env } = makeSandbox({ version: "new", project, model });
  const command = [process.execPath, PROGRAM, "run", "--claude", claudePath("new"), "multi-ai", "Say goodbye"];
  const { result, screen } = await atScreen(command, project, ["A\r", "B\r"], env);
  expect([result.code, readRun(findProject(project))!.status]).toEqual([0, "complete"]);
  expect(screen).toContain("Recorded: Q1 is answered with approve.");
  expect(screen).toContain("The run is complete");
  expect(readRun(findProject(project))!.decisions.map(({ via }) => via)).toEqual(["cli", "cli"]);
});
