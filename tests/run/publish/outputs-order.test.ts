// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../src/project/project.ts";
import { change, readRun, writeCurrentOutputs } from "../../../src/run/journal/change.ts";
import { putObjects } from "../../../src/store/objects.ts";
import { startTeam } from "../../cli/made/make-team-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { smallFiles } from "../../harness/small-team.ts";

afterAll(cleanup);

test("a step that keeps its files late does not cover those of a later step", async () => {
  const root = makeProject({ files: smallFiles() });
  await startTeam(root, { track: "quick" }, false, "Greet people");
  const project = findProject(root);
  const early = readRun(project)!;
  const diagram = () => readFileSync(join(root, "pipeline/diagram.md"), "utf8");
  const before = diagram();
  const [brief] = putObjects(project.task, ["a brief"]);
  change(project, () => [
    {
      do: "dispatch",
      task: "T1",
      call: "toolu_1",
      nonce: "0".repeat(64),
      agentType: "multi-ai:pm",
      session: "3f0c2c1e-0000-4000-8000-000000000001",
      host: null,
      brief: brief!,
      subject: null,
      check: false,
    },
  ]);
  expect(diagram()).not.toBe(before);
  const after = diagram();
  expect(writeCurrentOutputs(project, early)).toBeUndefined();
  expect(diagram()).toBe(after);
});
