// The executor on real projects: worktrees and commits with git, the checkout without it.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { workstreams } from "../../project/worktrees/projects.ts";
import { Execution, task } from "./given.ts";

const { git, persons, repository, text, write } = workstreams();

const BRANCH = "multi-ai/work-carry-00000001";
const log = (root: string) => git(root, "log", "--reverse", "--format=%s", BRANCH).trim().split("\n");

describe("with git", () => {
  test("two tasks at once, each in a worktree of its own; both land, each with its commit", async () => {
    const root = repository({ "a.txt": "a\n", "1.txt": "old\n" });
    write(root, { "mine.txt": "not committed\n" });
    const before = persons(root);
    const run = new Execution(root, {
      tasks: [task(1, { criteria: ["grep -q one 1.txt"] }), task(2, { criteria: ["grep -q two 2.txt"] })],
    });
    expect(await run.check("Snapshot and hand-over")).toBe("pass");
    expect(run.ready()).toEqual(["Task 1", "Task 2"]);
    const [first, second] = [run.begin("Task 1"), run.begin("Task 2")];
    expect(first).not.toBe(second);
    expect(text(first, "mine.txt")).toBe("not committed\n");
    write(first, { "1.txt": "one\n" });
    write(second, { "2.txt": "two\n" });
    expect(run.hand("Task 1", { changed_files: ["1.txt"] })).toEqual([]);
    expect(run.hand("Task 2", { changed_files: [join(second, "2.txt")] })).toEqual([]);
    expect(text(root, "1.txt")).toBe("old\n");
    for (const n of [2, 1]) {
      expect(await run.check(`Check task ${n}`)).toBe("pass");
      expect(await run.check(`Commit task ${n}`)).toBe("pass");
    }
    expect([text(root, "1.txt"), text(root, "2.txt")]).toEqual(["one\n", "two\n"]);
    expect(log(root).slice(-2)).toEqual(["Task number 2", "Task number 1"]);
    expect(git(root, "show", "--format=%(trailers)", "--name-only", BRANCH).trim().split(/\n+/)).toEqual([
      "Run: carry-00000001",
      "Item: 1",
      "1.txt",
    ]);
    expect(await run.check("Completion")).toBe("pass");
    expect(run.task("Completion").facts).toMatchObject({
      done: 2,
      total: 2,
      files_changed: 2,
      failed: [],
      skipped: [],
    });
    expect(run.now.status).toBe("complete");
    expect(persons(root)).toEqual({ ...before, refs: expect.arrayContaining(before.refs) });
    expect(existsSync(first)).toBe(false);
  });
});
