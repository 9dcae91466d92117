// Paths of folders that other programs make and remove at the same time.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { topLevel } from "../../src/project/git.ts";
import { findProject, isInside, realPath } from "../../src/project/project.ts";
import { cleanup, tempDir } from "../harness/project.ts";

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
