// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { restoreReads } from "../../src/run/audit/edits.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { endedCommand } from "../../src/run/results/take-in.ts";
import { dispatchTask, makeRun } from "../cli/made/make-run.ts";
import { cleanup } from "../harness/project.ts";
import { planApproval } from "../harness/workers.ts";
import { noteWritten } from "../harness/written.ts";
import { PLAN_OPUS, PLAN_SONNET } from "../workflows/multi-ai/ids.ts";

afterAll(cleanup);

const beforeT3 = () =>
  makeRun({
    answers: { story: { option: "approve", text: null } },
    until: (run) => taskOf(run, PLAN_SONNET)?.status === "ready",
  });

test("what a task reads is put back as it was accepted, whatever stands in its place", async () => {
  const { root, project, run } = await beforeT3();
  const task = taskOf(run, PLAN_SONNET)!;
  const paths = task.reads.map((path) => join(root, path));
  const good = paths.map((path) => readFileSync(path, "utf8"));
  expect(task.reads).toEqual([".task/user-story.json", ".task/plan-refined.json"]);
  for (const spoil of [
    (path: string) => writeFileSync(path, "{}"),
    (path: string) => rmSync(path),
    (path: string) => {
      rmSync(path);
      symlinkSync(join(root, "README.md"), path);
    },
  ]) {
    for (const path of paths) spoil(path);
    expect(restoreReads(project, run, task).problem).toBe(null);
    expect(paths.map((path) => readFileSync(path, "utf8"))).toEqual(good);
    expect(readFileSync(join(root, "README.md"), "utf8")).toContain("# Greeter");
  }
});

test("without the accepted story no task starts, and no verdict counts although no criterion could be missing", async () => {
  const { root, project, run } = await beforeT3();
  const brief = await dispatchTask(project, run, taskOf(run, PLAN_SONNET)!);
  const story = taskOf(run, "T1")!.artifact!;
  rmSync(join(project.task, "objects", story));
  expect(restoreReads(project, run, taskOf(run, PLAN_OPUS)!).problem).toContain(
    ".task/user-story.json cannot be read back",
  );
  const verdict = { task: PLAN_SONNET, nonce: brief.nonce, ...planApproval(brief), criteria: [] };
  writeFileSync(join(root, ".task/review-sonnet.json"), JSON.stringify(verdict));
  noteWritten(project, PLAN_SONNET);
  const now = readRun(project)!;
  expect(await endedCommand(project, now, taskOf(now, PLAN_SONNET)!, false)).toMatchObject({
    result: { ok: false, problems: [expect.stringContaining("as it was accepted is gone")] },
  });
});
