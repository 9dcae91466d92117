// What is noted of a run when it is archived.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { archiveIndex } from "../../src/record/history.ts";
import { archiveRun } from "../../src/run/life/kept-runs.ts";
import { makeRun } from "../cli/make-run.ts";
import { cleanup, makeProject } from "../harness/project.ts";

afterAll(cleanup);

test("an archived run notes what it took", async () => {
  const { project, run } = await makeRun({ answers: { story: { option: "approve", text: null } } });
  expect(run.status).toBe("complete");
  archiveRun(project, run);
  expect(archiveIndex(project)).toMatchObject([
    { run: run.run, workflow: "multi-ai", status: "complete", tokens: 0, unpriced: [] },
  ]);
});

test("lines that cannot be read are left out", () => {
  const project = findProject(makeProject());
  mkdirSync(join(project.task, "history"), { recursive: true });
  writeFileSync(join(project.task, "history/index.jsonl"), '{torn\nnull\n[]\n5\n{"run":"multi-ai-1"}\n');
  expect(archiveIndex(project).map(({ run }) => run)).toEqual(["multi-ai-1"]);
});
