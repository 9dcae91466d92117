// Guarantee: Decisions are reproducible.
// A run that an earlier version has begun goes on with this one: its journal, artifacts, objects
// and trees.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { carryOn } from "../cli/make-run.ts";
import { carryTeamOn } from "../cli/make-team-run.ts";
import { allStartedHere } from "../harness/known.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { codeObjection } from "../harness/workers.ts";

afterAll(cleanup);

const FOLDER = join(import.meta.dir, "..", "fixtures", "runs");

/** A copy of a kept project, whose `.task` is kept under a name that git does not ignore. */
function projectOf(name: string, folder = FOLDER): string {
  const root = join(tempDir(), "project");
  cpSync(join(folder, name), root, { recursive: true });
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

test("a team whose owners wrote their notes in markdown, and whose tasks name markdown, goes on to its end", async () => {
  const root = projectOf("team-0.4", join(FOLDER, ".."));
  const { run } = await carryTeamOn(root, {
    answer: ({ kind }) =>
      kind === "peer-escalation"
        ? { option: "answer", text: "A" }
        : { option: kind === "checkpoint-c" ? "deploy" : "proceed", text: null },
  });
  expect([run.status, run.tasks.filter(({ note }) => note !== "")]).toEqual(["complete", []]);
  const read = (path: string): string => readFileSync(join(root, "pipeline", path), "utf8");
  expect(read("design-review-notes.md")).toContain("- The spec doesn't mention rate limiting");
  expect(read("retrospective.md")).toContain("## dev-qa\n\n- One test failed at first");
  for (const [page, text] of [
    ["code-review/by-frontend.md", "REVIEW: APPROVED"],
    ["pr-backend.md", "## Open points"],
    ["deploy-log.md", "Note (W1): rate limiting"],
  ] as const)
    expect(read(page)).toContain(text);
});
