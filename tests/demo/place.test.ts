// Runs: together.
import { expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { makePlace } from "../../demo/place.ts";

test("typed in the demo's folder, its program is about the demo's project", () => {
  const { project, program } = makePlace("basket");
  const folder = dirname(project);
  const { stdout, stderr } = Bun.spawnSync([program, "report"], { cwd: folder });
  rmSync(folder, { recursive: true });
  expect(`${stdout}${stderr}`).toContain(`No run here (${project})`);
});
