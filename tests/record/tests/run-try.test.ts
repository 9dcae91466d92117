// Guarantee: Nothing is lost.
// Runs: on disk.
import { afterEach, expect } from "bun:test";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../src/project/project.ts";
import { runTry } from "../../../src/record/tests/run-try.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { needing } from "../../harness/needs.ts";
import { cleanup, DEFAULT_FILES, makeProject, tempDir, writeFiles } from "../../harness/project.ts";

afterEach(cleanup);

needing("bubblewrap")(
  "what lies behind links of the project stays, and a link to itself ends nothing",
  async () => {
    const outside = tempDir();
    writeFiles(outside, { ".env": "A=1\n", "deep/server.key": "key\n" });
    const root = makeProject({ files: { ...DEFAULT_FILES, "node_modules/pkg/.env": "B=2\n" } });
    symlinkSync(outside, join(root, "conf"));
    for (const name of ["loop", "again"]) symlinkSync(".", join(root, name));
    const ran = await runTry(findProject(root), { settings: DEFAULT_SETTINGS }, "echo ran");
    expect(ran).toMatchObject({ isRun: true, text: "ran\n", event: { exit: 0 } });
    for (const path of [".env", "deep/server.key"])
      expect(existsSync(join(outside, path))).toBe(true);
    expect(existsSync(join(root, "node_modules/pkg/.env"))).toBe(true);
  },
);
