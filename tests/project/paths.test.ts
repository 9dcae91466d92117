// Paths of folders that other programs make and remove at the same time.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { topLevel } from "../../src/project/git/git.ts";
import { findProject, isInside, realPath } from "../../src/project/project.ts";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";

afterAll(cleanup);

test("a path has its links resolved as far as it is there", () => {
  const folder = tempDir();
  mkdirSync(join(folder, "real", "deep"), { recursive: true });
  symlinkSync(join(folder, "real"), join(folder, "link"));
  expect(realPath(join(folder, "link", "deep"))).toBe(join(folder, "real", "deep"));
  expect(realPath(join(folder, "link", "new", "file"))).toBe(join(folder, "real", "new", "file"));
  expect(realPath("/no-such-folder/file")).toBe("/no-such-folder/file");
  expect(realPath("/")).toBe("/");
});

test("a project ends where another one, or a repository, begins; not at a task's worktree", () => {
  const root = tempDir();
  writeFiles(root, {
    ".task/events.jsonl": "",
    ".git/HEAD": "",
    "packages/web/x": "",
    "inner/.git": "",
    "inner/src/x": "",
    "inner/own/.task/events.jsonl": "",
    ".task/worktrees/T1/.git": "",
    ".task/worktrees/T1/src/x": "",
  });
  const roots = ["packages/web", "inner/src", "inner/own", ".task/worktrees/T1/src"].map((path) => {
    const { root: found, found: by } = findProject(join(root, path));
    return [found.slice(root.length + 1), by];
  });
  expect(roots).toEqual([
    ["", "journal"],
    ["inner", "git"],
    ["inner/own", "journal"],
    ["", "journal"],
  ]);
});

test("a folder that comes and goes meanwhile is no error", async () => {
  const folder = join(tempDir(), "comes-and-goes");
  const flicker = `const fs = require("node:fs"); for (;;) { fs.mkdirSync(${JSON.stringify(folder)}); fs.rmdirSync(${JSON.stringify(folder)}); }`;
  const other = Bun.spawn([process.execPath, "-e", flicker], { stdout: "ignore", stderr: "pipe" });
  try {
    for (let tries = 0; tries < 3_000; tries++) {
      isInside(join(folder, "file"), "/");
      findProject(folder);
      topLevel(folder);
    }
  } finally {
    other.kill();
    await other.exited;
  }
});
