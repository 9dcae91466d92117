import { expect, test } from "bun:test";
import { join } from "node:path";
import { columns } from "../src/index.ts";

test("cells stand below one another", () => {
  expect(
    columns([
      ["Name", "Age"],
      ["Ada", "36"],
    ]),
  ).toBe("Name  Age\nAda   36");
  expect(columns([["a", "b"], ["ccc"]], 1)).toBe("a   b\nccc");
});

test("the command line", () => {
  const done = Bun.spawnSync([process.execPath, join(import.meta.dir, "../src/cli.ts")], {
    stdin: Buffer.from("a\tb\nccc\td\n"),
  });
  expect(String(done.stdout)).toBe("a    b\nccc  d\n");
}, 60_000);
