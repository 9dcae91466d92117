// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { chmodSync, chownSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { removeAll } from "../../src/process/files/remove-all.ts";
import { bunForAnybody, cleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

/** A folder in which nobody but root may write, and a link out of it. */
function closed() {
  const [root, elsewhere] = [tempDir(), tempDir()];
  writeFileSync(join(elsewhere, "kept"), "");
  const folder = join(root, "d");
  mkdirSync(join(folder, "e"), { recursive: true });
  writeFileSync(join(folder, "e", "x"), "");
  symlinkSync(elsewhere, join(folder, "e", "link"));
  return { root, folder, elsewhere };
}

test("it removes what a program has closed, for any user, and follows no link", async () => {
  const { root, folder, elsewhere } = closed();
  const code = await Bun.build({
    entrypoints: [join(import.meta.dir, "../../src/process/files/remove-all.ts")],
    target: "bun",
  }).then(({ outputs }) => outputs[0]!.text());
  const script = join(root, "run.js");
  writeFileSync(script, `${code}\nconsole.log(removeAll(process.argv[2]));`);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot)
    for (const path of [root, folder, join(folder, "e"), join(folder, "e", "x")])
      chownSync(path, 12345, 12345);
  for (const path of [join(folder, "e"), folder]) chmodSync(path, 0o555);
  const child = Bun.spawnSync([bunForAnybody(), script, folder], {
    ...{ cwd: root, env: { HOME: root } },
    ...(isRoot && { uid: 12345, gid: 12345 }),
  });
  expect([child.stderr.toString(), child.stdout.toString()]).toEqual(["", "true\n"]);
  expect([existsSync(folder), existsSync(join(elsewhere, "kept"))]).toEqual([false, true]);
});

test("what is not there is gone", () => {
  expect(removeAll(join(tempDir(), "nothing"))).toBe(true);
});
