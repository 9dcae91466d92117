// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { release, released } from "../../scripts/release.ts";
import { cleanup, git, makeProject } from "../harness/project.ts";

afterAll(cleanup);

const repository = resolve(import.meta.dir, "../..");
const CHANGES = "# Changelog\n\n## Unreleased\n\n- Something.\n\n## 0.0.1\n\nThe first.\n";

test("the changelog is dated, committed and tagged, and nothing else is", () => {
  const root = makeProject({ files: { "CHANGELOG.md": CHANGES, "package.json": "{}" } });
  release(root, "0.1.0", "2030-01-02");
  const dated = CHANGES.replace("## Unreleased\n", "## Unreleased\n\n## 0.1.0 (2030-01-02)\n");
  expect(readFileSync(join(root, "CHANGELOG.md"), "utf8")).toBe(dated);
  expect(git(root, "show", "--name-only", "--format=%s", "v0.1.0")).toBe("0.1.0\n\nCHANGELOG.md");
  expect(git(root, "status", "--short")).toBe("");
  const own = readFileSync(join(repository, "CHANGELOG.md"), "utf8");
  expect(released(own, "999.0.0", "2030-01-02")).toContain("## 999.0.0 (2030-01-02)\n");
});

test.each([
  ["a version that is no newer", "0.0.1", CHANGES, "expected one behind 0.0.1"],
  [
    "an empty changelog",
    "0.1.0",
    "# Changelog\n\n## Unreleased\n\n## 0.0.1\n",
    "nothing stands under",
  ],
])("%s is refused, and nothing is changed", (_name, next, changelog, why) => {
  const root = makeProject({ files: { "CHANGELOG.md": changelog } });
  expect(() => release(root, next, "2030-01-02")).toThrow(why);
  expect([git(root, "status", "--short"), git(root, "tag")]).toEqual(["", ""]);
});

test.each([[], ["1.2"], ["01.2.3"], ["v1.2.3"], ["1.2.3", "now"], ["--help"]])(
  "%p is no version: usage, exit 2",
  (...args) => {
    const child = Bun.spawnSync([
      process.execPath,
      join(repository, "scripts/release.ts"),
      ...args.flat().map(String),
    ]);
    expect(child.exitCode).toBe(2);
    expect(child.stderr.toString()).toStartWith("usage: npm run release <version>");
  },
);
