// Paths of folders that other programs make and remove at the same time.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { realPath } from "../../src/project/project.ts";
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
