// Names that differ by case or Unicode form alone may be one file: what protects or compares takes
// them for one.
// Runs: together.
import { expect, test } from "bun:test";
import { linkSync, lstatSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settingsAct } from "../../../src/policy/settings-files.ts";
import { placesOf } from "../../../src/project/git/git.ts";
import { sameName, treeStore } from "../../../src/project/project.ts";
import { applyChanges } from "../../../src/project/trees/apply-changes.ts";
import { filesOf } from "../../../src/project/trees/changes.ts";
import { diskTree } from "../../../src/project/trees/disk-tree.ts";
import { located, projects } from "./tree-projects.ts";

const { root, HOME, folder, git, write, repository, at, names } = projects();

/** The files of a project's tree. */
function filesIn(project: string): string[] {
  const taken = diskTree(located(project), at());
  if (!taken.ok) throw new Error(taken.problem);
  return filesOf(located(project), taken.tree).map(({ path }) => path);
}

test.each([
  ["settings.json", "Settings.JSON", true],
  ["caf\u00e9.ts", "cafe\u0301.ts", true],
  ["CAF\u00c9.ts", "cafe\u0301.ts", true],
  ["stra\u00dfe", "STRASSE", true],
  ["\u017fettings.json", "settings.json", true],
  ["\u212aey", "key", true],
  ["a.ts", "b.ts", false],
  ["cafe.ts", "caf\u00e9.ts", false],
])("%s and %s: %p", (one, other, same) => expect(sameName(one, other)).toBe(same));

test("settings of the host are asked about under any spelling; other files are not", () => {
  const project = { root: folder(), task: join(root, ".task"), found: "folder" as const };
  mkdirSync(join(project.root, ".claude"));
  const act = (path: string, bound = false) => settingsAct(project, { HOME }, bound, path, "write");
  for (const name of [
    ".claude/settings.json",
    ".claude/Settings.json",
    ".CLAUDE/settings.LOCAL.json",
    ".MCP.json",
  ])
    expect([name, act(join(project.root, name))]).toEqual([name, "ask"]);
  expect(act(join(HOME, ".Claude/Settings.json"), true)).toBe("deny");
  for (const name of [".claude/settings.md", "src/Settings.json", "settings.json"])
    expect([name, act(join(project.root, name))]).toEqual([name, null]);
});

test("a file that is renamed by case alone is one file, also where the disk still answers to its old name", () => {
  const project = repository({ "a.txt": "1\n", "Tracked.ts": "1\n" });
  write(project, { "New.ts": "2\n" });
  const tree = (known: string | null): string => {
    const taken = diskTree(located(project), at([".task"], { known }));
    if (!taken.ok) throw new Error(taken.problem);
    return taken.tree;
  };
  const before = tree(null);
  for (const name of ["New.ts", "Tracked.ts"]) {
    renameSync(join(project, name), join(project, name.toLowerCase()));
    // As a disk that folds names does, a link answers to the old name; no listing has it.
    linkSync(join(project, name.toLowerCase()), join(project, name));
  }
  writeFileSync(join(project, ".git/info/exclude"), "New.ts\n");
  expect(names(project, before, tree(before)).sort()).toEqual([
    "a new.ts",
    "a tracked.ts",
    "d New.ts",
    "d Tracked.ts",
  ]);
  // Another file of such a name is one of its own.
  write(project, { "A.txt": "1\n" });
  expect(names(project, before, tree(before))).toContain("a A.txt");
});

test("ignore rules are read as the project's disk takes names, also without git and in a repository inside", () => {
  const files = { ".gitignore": "Build\n", "build/out.js": "1\n" };
  const plain = folder();
  write(plain, files);
  expect(filesIn(plain)).toContain("build/out.js");
  // A disk that folds names answers so.
  write(plain, { ".task/objects/trees/git/head": "" });
  expect(filesIn(plain)).toEqual([".gitignore"]);

  const project = repository();
  const inside = { "inside/.gitignore": "Build\n", "inside/build/out.js": "1\n" };
  git(project, "init", "-q", "inside");
  write(project, inside);
  expect(filesIn(project)).toContain("inside/build/out.js");
  git(project, "config", "core.ignorecase", "true");
  expect(filesIn(project)).not.toContain("inside/build/out.js");
  expect(filesIn(project)).toContain("inside/.gitignore");
});

test("a file gets its earlier spelling again, although the disk says that it is there", () => {
  const project = repository({ "new.ts": "2\n" });
  linkSync(join(project, "new.ts"), join(project, "New.ts"));
  write(project, { ".task/objects/trees/ready": "1\n" });
  const seen = lstatSync(join(project, "new.ts"));
  const ready = Buffer.from(join(project, ".task/objects/trees/ready"));
  const [scratch, places] = [treeStore(located(project)), placesOf(project)!];
  applyChanges(
    { places, scratch, exclude: [".task"], timeout: 30_000 },
    [
      { path: "New.ts", kind: "added", ready, mode: "100644" },
      { path: "new.ts", kind: "deleted", ready: null, mode: "" },
    ],
    (path) => (path === "new.ts" ? seen : undefined),
  );
  expect(readdirSync(project).sort()).toEqual([".git", ".task", "New.ts"]);
});
