import { afterAll, expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { released } from "../../scripts/release.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterAll(cleanup);

const repository = resolve(import.meta.dir, "../..");
const CHANGES = "# Changelog\n\n## Unreleased\n\n- Something.\n\n## 0.0.1\n\nThe first.\n";
const now: string = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")).version;
/** Behind every version that is released: the tests shall hold for it, too. */
const NEXT = "999.0.0";

/** What a release changes, in a folder of its own. */
function copy(): string {
  const root = tempDir();
  for (const path of ["package.json", "package-lock.json", "plugin.json", ".claude-plugin", "src/version.ts"])
    cpSync(join(repository, path), join(root, path), { recursive: true });
  writeFileSync(join(root, "CHANGELOG.md"), CHANGES);
  return root;
}

test("every place that names the version has the new one, and nothing else is changed", () => {
  const root = copy();
  const files = released(root, NEXT, "2030-01-02");
  const { "CHANGELOG.md": changelog, ...rest } = Object.fromEntries(files);
  expect(changelog).toBe(CHANGES.replace("## Unreleased\n", `## Unreleased\n\n## ${NEXT} (2030-01-02)\n`));
  for (const [path, text] of Object.entries(rest)) {
    expect(text).toContain(NEXT);
    expect(text.replaceAll(NEXT, now)).toBe(readFileSync(join(root, path), "utf8"));
  }
  const lock = JSON.parse(rest["package-lock.json"]!);
  expect([lock.version, lock.packages[""].version]).toEqual([NEXT, NEXT]);
});

test.each([
  ["a version that is no newer", now, (_root: string) => {}, "package.json"],
  [
    "an empty changelog",
    NEXT,
    (root: string) => writeFileSync(join(root, "CHANGELOG.md"), "# Changelog\n\n## Unreleased\n\n## 0.0.1\n"),
    "CHANGELOG.md",
  ],
  [
    "a place that names another version",
    NEXT,
    (root: string) => writeFileSync(join(root, "src/version.ts"), 'export const VERSION = "0.0.2";\n'),
    "src/version.ts",
  ],
])("%s is refused, with the file", (_name, next, spoil, named) => {
  const root = copy();
  spoil(root);
  expect(() => released(root, next, "2030-01-02")).toThrow(named);
});

test.each([[], ["1.2"], ["01.2.3"], ["v1.2.3"], ["1.2.3", "now"], ["--help"]])(
  "%p is no version: usage, exit 2",
  (...args) => {
    const child = Bun.spawnSync([process.execPath, join(repository, "scripts/release.ts"), ...args.flat().map(String)]);
    expect(child.exitCode).toBe(2);
    expect(child.stderr.toString()).toStartWith("usage: npm run release <version>");
  },
);
