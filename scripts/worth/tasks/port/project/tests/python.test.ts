import { expect, test } from "bun:test";
import { join } from "node:path";

test("the tests of Python pass", () => {
  const cwd = join(import.meta.dir, "..", "python");
  const done = Bun.spawnSync(["python3", "-m", "unittest", "discover", "-s", "tests", "-t", "."], {
    cwd,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  expect({ code: done.exitCode, text: done.exitCode ? String(done.stderr) : "" }).toEqual({
    code: 0,
    text: "",
  });
}, 60_000);
