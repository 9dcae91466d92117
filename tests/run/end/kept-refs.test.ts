// What a rollback goes back to is what the run noted, whatever becomes of the refs and objects of
// the repository.
// Runs: together.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run, Task } from "../../../src/engine/run.ts";
import { rollbackText } from "../../../src/render/report/rollback.ts";
import { rollBack, snapshotBefore } from "../../../src/run/end/rollback.ts";
import { projects } from "../../project/trees/tree-projects.ts";

const { git, write, repository } = projects();

const task = {
  id: "T6",
  schema: "impl-result",
  edits: "all",
  status: "ready",
  dispatches: 0,
  facts: {},
} as Task;
const REF = "refs/multi-ai/multi-ai-0badcafe";
const at = (root: string) => ({ root, task: join(root, ".task"), found: "git" as const });
const text = (root: string, path: string) => readFileSync(join(root, path), "utf8");

/** A project whose work has begun, and the run as its journal tells it. */
const begun = () => {
  const root = repository();
  const run = {
    run: "multi-ai-0badcafe",
    workflow: "multi-ai",
    status: "complete",
    tasks: [task],
  } as unknown as Run;
  const kept = snapshotBefore(at(root), run, task);
  if (!kept.ok || kept.commit === null) throw new Error("no snapshot");
  write(root, { "a.txt": "worked on\n" });
  return { root, run: { ...run, snapshot: kept.commit }, kept: kept.commit };
};
const back = (root: string, run: Run, undo = false) =>
  rollBack(at(root), run, null, { undo, yes: true });

test.each<[string, (root: string) => void]>([
  ["moved", (root) => git(root, "update-ref", REF, "HEAD")],
  ["deleted", (root) => git(root, "update-ref", "-d", REF)],
  ["made a link", (root) => git(root, "symbolic-ref", REF, "refs/heads/master")],
])("a ref that was %s is not gone by", (_, act) => {
  for (const isTold of [true, false]) {
    const { root, run, kept } = begun();
    write(root, { "b.txt": "evil\n" });
    git(root, "add", "-A");
    git(root, "commit", "-qm", "evil");
    act(root);
    // Also where the journal says nothing of it, as that of an older run.
    const facts = back(root, isTold ? run : { ...run, snapshot: undefined });
    expect(facts).toMatchObject({ done: true, refused: null, moved: true });
    expect(rollbackText(facts, "rollback")).toContain(
      "that ref was moved, so the recorded commit is used",
    );
    expect([text(root, "a.txt"), git(root, "rev-parse", REF).trim()]).toEqual(["1\n", kept]);
  }
});

test("a snapshot whose commit is gone is said to be gone", () => {
  const { root, run } = begun();
  git(root, "update-ref", REF, "HEAD");
  const facts = back(root, { ...run, snapshot: "1".repeat(40) });
  expect(facts).toMatchObject({
    done: false,
    refused: expect.stringContaining("no longer has 111111111111"),
  });
  expect(text(root, "a.txt")).toBe("worked on\n");
});

test("a ref that somebody made before the work began is no snapshot", () => {
  const root = repository();
  const run = {
    run: "multi-ai-0badcafe",
    workflow: "multi-ai",
    status: "complete",
    tasks: [task],
  } as unknown as Run;
  write(root, { "a.txt": "the person's\n" });
  git(root, "update-ref", REF, "HEAD");
  const kept = snapshotBefore(at(root), run, task);
  write(root, { "a.txt": "worked on\n" });
  const facts = back(root, { ...run, snapshot: (kept.ok && kept.commit) || undefined });
  expect([facts.done, text(root, "a.txt")]).toEqual([true, "the person's\n"]);
});

test("an undo goes back to what the rollback stored, wherever its ref was moved", () => {
  const { root, run } = begun();
  back(root, run);
  git(root, "update-ref", `${REF}-before-rollback`, "HEAD");
  expect(back(root, run, true)).toMatchObject({ done: true, moved: true });
  expect(text(root, "a.txt")).toBe("worked on\n");
});
