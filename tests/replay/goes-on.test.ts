// Guarantee: Decisions are reproducible.
// A run that an earlier version has begun goes on with this one: its journal, artifacts, objects
// and trees.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { carryOn } from "../cli/make-run.ts";
import { allStartedHere } from "../harness/known.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { codeObjection } from "../harness/workers.ts";

afterAll(cleanup);

const FOLDER = join(import.meta.dir, "..", "fixtures", "runs");

/** A copy of a kept project, whose `.task` is kept under a name that git does not ignore. */
function projectOf(name: string): string {
  const root = join(tempDir(), "project");
  cpSync(join(FOLDER, name), root, { recursive: true });
  renameSync(join(root, "task"), join(root, ".task"));
  // A version that keeps no record has begun it; the person has taken it over.
  allStartedHere(root);
  return root;
}

describe.each(readdirSync(FOLDER))("%s", (name) => {
  test("goes on to its end, and keeps each line of before", async () => {
    const root = projectOf(name);
    const journal = () => readFileSync(join(root, ".task/events.jsonl"), "utf8");
    const before = journal();
    const { run } = await carryOn(root);
    expect(run.status).toBe("complete");
    expect(run.tasks.filter((task) => task.status !== "done")).toEqual([]);
    expect(journal()).toStartWith(before);
  });

  test("what a reviewer of this version asks for is mended and looked at again", async () => {
    const root = projectOf(name);
    let asked = false;
    const { run } = await carryOn(root, {
      worker(brief) {
        if (asked || !/code-review-/.test(brief.writes)) return undefined;
        asked = true;
        return codeObjection(brief);
      },
    });
    expect(run.status).toBe("complete");
    expect(run.tasks.filter((task) => task.kind !== "gate").length).toBeGreaterThan(2);
  });
});
