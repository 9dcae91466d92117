// What a killed process left in a run's private folder, found by another one that got the same
// process id.
// Runs: in full too.

import { afterAll, expect, test } from "bun:test";
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, taskOf } from "../../src/engine/run.ts";
import { projectTree } from "../../src/record/subject.ts";
import { rollBack } from "../../src/run/end/rollback.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { sceneOf } from "../../src/workflows/index.ts";
import { apply, dispatchTask, makeRun } from "../cli/made/make-run.ts";
import { cleanup, git, makeProject, writeFiles } from "../harness/project.ts";
import { fault } from "./counted.ts";

afterAll(cleanup);

const ready = (run: Run) => taskOf(run, "T6")?.status === "ready";

test("private indexes and folders of one with the same process id count for nothing", async () => {
  const { root, project, run } = await makeRun({ auto: true, until: ready });
  symlinkSync("README.md", join(root, "link"));
  // An index of another project, and one that is cut.
  const other = makeProject({ files: { "ghost.md": "of another time\n" } });
  const scratch = join(project.task, "objects/trees");
  mkdirSync(scratch, { recursive: true });
  const clean = projectTree(sceneOf(project, run));
  const leave = (): void => {
    copyFileSync(join(other, ".git/index"), join(scratch, `state-index-${process.pid}`));
    writeFileSync(join(scratch, `state-index-${process.pid}.lock`), "");
    for (let count = 0; count < 100; count++) {
      writeFileSync(join(scratch, `index-${process.pid}-${count}`), "DIRC");
      writeFileSync(join(scratch, `index-${process.pid}-${count}.lock`), "");
    }
    writeFiles(scratch, {
      [`links-${process.pid}/0`]: "a longer target than the one that comes",
      [`rules-${process.pid}/.gitignore`]: "*\n",
      [`rollback-${process.pid}/0`]: "half",
      [`rollback-${process.pid}/1`]: "half",
    });
  };
  fault("others: left behind by a process with the same id", () => {
    leave();
    expect(projectTree(sceneOf(project, run))).toEqual(clean);
  });
  await fault("others: left behind by a process with the same id", async () => {
    leave();
    await dispatchTask(project, run, taskOf(run, "T6")!);
    const files = git(root, "ls-tree", "-r", "--name-only", `refs/multi-ai/${run.run}`).split("\n");
    expect(files).toContain("link");
    expect(files).not.toContain("ghost.md");
    expect(git(root, "show", `refs/multi-ai/${run.run}:link`)).toBe("README.md");
  });
  fault("others: left behind by a process with the same id", () => {
    apply(project, { do: "cancel", reason: "cancelled by the person" });
    writeFiles(root, { "README.md": "changed\n", "new.md": "new\n" });
    leave();
    const now = readRun(project)!;
    const facts = rollBack(project, now, now, { undo: false, yes: true });
    expect(facts).toMatchObject({ refused: null, done: true });
    expect(facts.changes.map(({ path, status }) => [path, status])).toEqual([
      ["README.md", "modified"],
      ["new.md", "deleted"],
    ]);
  });
});
