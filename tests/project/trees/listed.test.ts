// Guarantee: Nothing is lost.
// What changes between two looks at a project is seen, whatever the listing of the last look says.
// Runs: together.
import { expect, test } from "bun:test";
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { diskTree } from "../../../src/project/trees/disk-tree.ts";
import { located, projects } from "./tree-projects.ts";

const { folder, git, write, repository, at, changes } = projects();

/** Looks at a project again and again by the index that is kept of it. */
const looksAt = (root: string) => {
  const index = join(folder("kept"), "index");
  return (): string => {
    const taken = diskTree(located(root), at([".task"], { index, quick: true }));
    if (!taken.ok) throw new Error(taken.problem);
    // Whatever was kept: the same as when all is read.
    expect(diskTree(located(root), at())).toMatchObject({ tree: taken.tree });
    return taken.tree;
  };
};

const between = (root: string, from: string, to: string): string[] =>
  changes(root, from, to).map(({ path, status }) => `${status === "added" ? "+" : "-"} ${path}`);

/** What a change comes to, by the look behind it; the look behind that sees nothing more. */
const seen = (root: string, change: (root: string) => void): string[] => {
  const look = looksAt(root);
  look();
  const before = look();
  change(root);
  const behind = look();
  expect(look()).toBe(behind);
  return between(root, before, behind).sort();
};

const FILES = {
  "a.txt": "1\n",
  "src/b.txt": "1\n",
  "src/deep/c.txt": "1\n",
  ".gitignore": "*.log\nout/\n",
};

test.each<[string, (root: string) => void, string[]]>([
  ["nothing", () => {}, []],
  ["a file in place", (root) => write(root, { "src/b.txt": "2\n" }), ["- src/b.txt"]],
  ["a new file", (root) => write(root, { "src/new.txt": "1\n" }), ["+ src/new.txt"]],
  ["a file that goes", (root) => unlinkSync(join(root, "src/b.txt")), ["- src/b.txt"]],
  ["a file in a new folder", (root) => write(root, { "x/y/z.txt": "1\n" }), ["+ x/y/z.txt"]],
  [
    "a file in a folder that was empty",
    (root) => write(root, { "empty/in/x.txt": "1\n" }),
    ["+ empty/in/x.txt"],
  ],
  [
    "ignored files",
    (root) => write(root, { "x.log": "1\n", "out/x.txt": "1\n", "out/deep/x.txt": "1\n" }),
    [],
  ],
  [
    "a rename",
    (root) => renameSync(join(root, "a.txt"), join(root, "z.txt")),
    ["+ z.txt", "- a.txt"],
  ],
  [
    "a rule",
    (root) => write(root, { ".gitignore": "out/\n", "late.log": "1\n" }),
    ["+ late.log", "+ old.log", "- .gitignore"],
  ],
  [
    "a rule alone",
    (root) => write(root, { ".gitignore": "out/\n" }),
    ["+ old.log", "- .gitignore"],
  ],
  [
    "a rule of git's own",
    (root) => writeFileSync(join(root, ".git/info/exclude"), "b.txt\nmine.txt\n"),
    ["- mine.txt"],
  ],
  ["an index", (root) => git(root, "add", "-f", "old.log"), ["+ old.log"]],
  [
    "a folder that becomes a file",
    (root) => {
      rmSync(join(root, "src/deep"), { recursive: true });
      write(root, { "src/deep": "1\n" });
    },
    ["+ src/deep", "- src/deep/c.txt"],
  ],
  [
    "a folder that becomes a link",
    (root) => {
      renameSync(join(root, "src"), join(dirname(root), `away-${Math.random()}`));
      symlinkSync("/", join(root, "src"));
    },
    ["+ src", "- src/b.txt", "- src/deep/c.txt"],
  ],
  [
    "a file in a repository inside",
    (root) => write(root, { "api/x.txt": "2\n", "api/new.txt": "1\n", "api/x.log": "" }),
    ["+ api/new.txt", "- api/x.txt"],
  ],
])("%s", (_, change, expected) => {
  const root = repository(FILES);
  for (const path of ["empty/in", "out", "api"]) mkdirSync(join(root, path), { recursive: true });
  git(join(root, "api"), "init", "-q");
  write(root, {
    "mine.txt": "1\n",
    "old.log": "1\n",
    "api/x.txt": "1\n",
    "api/.gitignore": "*.log\n",
  });
  expect(seen(root, change)).toEqual(expected.toSorted());
});

test("what is changed within the tick of the last look is seen, with size and times as before", () => {
  const root = repository({ "a.txt": "1\n" });
  const file = join(root, "a.txt");
  const put = (text: string): void => {
    writeFileSync(file, text);
    utimesSync(file, 1_000_000_000, 1_000_000_000);
  };
  put("2\n");
  const look = looksAt(root);
  const trees = ["3\n", "4\n", "5\n"].map((text) => {
    put(text);
    return look();
  });
  expect(new Set(trees).size).toBe(3);
});

test("two that look at the same time see the same", () => {
  const root = repository(FILES);
  const index = join(folder("kept"), "index");
  const take = () => diskTree(located(root), at([".task"], { index, quick: true }));
  const first = take();
  // The other one has put its index there, and not yet what it says of it.
  const said = readFileSync(`${index}.json`);
  write(root, { "a.txt": "2\n" });
  const second = take();
  expect(second).not.toEqual(first);
  writeFileSync(`${index}.json`, said);
  expect(take()).toEqual(second);
});

test("a large file is read again where it has changed alone, and not because another one is new", () => {
  const root = repository(FILES);
  write(root, { "big.bin": Buffer.alloc(9 * 1024 * 1024, 7) });
  expect(seen(root, (at) => write(at, { "new.txt": "1\n" }))).toEqual(["+ new.txt"]);
  expect(seen(root, (at) => write(at, { "big.bin": Buffer.alloc(9 * 1024 * 1024, 8) }))).toEqual([
    "- big.bin",
  ]);
});

test("a store that is gone is filled again", () => {
  const root = repository(FILES);
  write(root, { "new.txt": "1\n" });
  const look = looksAt(root);
  const before = look();
  rmSync(join(root, ".task"), { recursive: true });
  expect(look()).toBe(before);
  write(root, { "new.txt": "2\n" });
  expect(between(root, before, look())).toEqual(["- new.txt"]);
});
