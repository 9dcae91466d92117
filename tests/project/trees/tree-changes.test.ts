import { describe, expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { chmodSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { treeStore } from "../../../src/project/project.ts";
import { TreeUnreadable } from "../../../src/project/snapshots/trees.ts";
import {
  changedLines,
  filesOf,
  hasFolder,
  readFiles,
  readTrees,
} from "../../../src/project/trees/changes.ts";
import { emptyTree, treeOf } from "../../../src/project/trees/tree.ts";
import { located, projects } from "./tree-projects.ts";

const { HOME, folder, git, write, repository, at, tree, base, changes, names, diff, read } =
  projects();

/**
 * One suite for both kinds of tree: what is kept reads back and compares, whatever has happened to
 * the files since.
 */
describe.each([
  ["a repository", () => repository({})],
  ["a folder without git", () => folder("plain")],
])("kept trees of %s", (_, make) => {
  const two = () => {
    const project = make();
    write(project, {
      "keep.txt": "same\n",
      "edit.txt": "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
      "old.txt": "gone\n",
      "blob.bin": Buffer.from([1, 0, 2]),
    });
    const from = tree(project);
    write(project, {
      "edit.txt": "1\n2\n3\n4\n5!\n6\n7\n8\n9\n10",
      "dir/new.txt": "ä\n",
      "blob.bin": Buffer.from([1, 0, 3]),
    });
    rmSync(join(project, "old.txt"));
    chmodSync(join(project, "keep.txt"), 0o755);
    const to = tree(project);
    for (const name of readdirSync(project))
      if (!name.startsWith(".")) rmSync(join(project, name), { recursive: true });
    return { project, from, to };
  };

  test("list what changed", () => {
    const { project, from, to } = two();
    expect(changes(project, from, to)).toEqual([
      { path: "blob.bin", status: "modified", added: 0, removed: 0 },
      { path: "dir/new.txt", status: "added", added: 1, removed: 0 },
      { path: "edit.txt", status: "modified", added: 2, removed: 1 },
      { path: "keep.txt", status: "modified", added: 0, removed: 0 },
      { path: "old.txt", status: "deleted", added: 0, removed: 1 },
    ]);
    expect(names(project, to, from)).toContain("d dir/new.txt");
    expect(changes(project, to, to)).toEqual([]);
  });

  test("files of several are read at once as each by itself", () => {
    const { project, from, to } = two();
    const asked = ["edit.txt", "dir/new.txt", "old.txt", "dir", "none"];
    const all = readTrees(located(project), new Map([from, to].map((one) => [one, asked])));
    for (const one of [from, to])
      expect(all.get(one)).toEqual(readFiles(located(project), one, asked));
    expect(all.get(from)?.get("edit.txt")).not.toBe(all.get(to)?.get("edit.txt"));
  });

  test("tell which lines of a file changed, in both texts", () => {
    const { project, from, to } = two();
    const paths = ["old.txt", "edit.txt", "keep.txt", "blob.bin", "dir/new.txt", "none.txt"];
    const lines = changedLines(located(project), from, to, paths);
    expect(Object.fromEntries(lines)).toEqual({
      "blob.bin": { added: [], removed: [] },
      "dir/new.txt": { added: [[1, 1]], removed: [] },
      "edit.txt": {
        added: [
          [5, 5],
          [10, 10],
        ],
        removed: [[5, 5]],
      },
      "keep.txt": { added: [], removed: [] },
      "old.txt": { added: [], removed: [[1, 1]] },
    });
    expect(changedLines(located(project), from, to, []).size).toBe(0);
    expect(changedLines(located(project), to, to, paths).size).toBe(0);
  });

  test("tell them of lines that look like a diff, and of names that look like patterns", () => {
    const project = make();
    const name = "we ird*[x]/:(top)ä.txt";
    write(project, { [name]: "one\ntwo\n", "wexird/a.txt": "x\n" });
    const from = tree(project);
    write(project, {
      [name]: "one\ndiff --git a/x b/x\n@@ -1,2 +1,9 @@\n+two\n-- a\rdiff --git a/y b/y\n",
      "wexird/a.txt": "y\n",
    });
    const to = tree(project);
    const lines = changedLines(located(project), from, to, [name]);
    expect(Object.fromEntries(lines)).toEqual({ [name]: { added: [[2, 5]], removed: [[2, 2]] } });
  });

  test("give a diff, cut at a line break", () => {
    const { project, from, to } = two();
    const { text, truncated } = diff(project, from, to);
    expect(truncated).toBe(false);
    expect(text).toContain("Binary files a/blob.bin and b/blob.bin differ\n");
    expect(text).toContain("--- /dev/null\n+++ b/dir/new.txt\n@@ ");
    expect(text).toContain("+ä\n");
    expect(text).toContain(" 4\n-5\n+5!\n 6\n 7\n 8\n 9\n+10\n\\ No newline at end of file\n");
    expect(text).toContain("old mode 100644\nnew mode 100755\n");
    const bytes = Buffer.byteLength(text);
    expect(diff(project, from, to, bytes)).toEqual({ text, truncated: false, masked: false });
    for (const max of [bytes - 1, 100, 1, 0]) {
      const part = diff(project, from, to, max);
      expect(part.truncated).toBe(true);
      expect(Buffer.byteLength(part.text)).toBeLessThanOrEqual(max);
      expect(text.startsWith(part.text) && (part.text === "" || part.text.endsWith("\n"))).toBe(
        true,
      );
    }
  });

  test("tell a file that only has another name by its names, where that is asked", () => {
    const project = make();
    write(project, { "old.txt": "same\n", "mended.txt": "1\n2\n3\n4\n", "kept.txt": "kept\n" });
    const from = tree(project);
    for (const name of ["old.txt", "mended.txt"]) rmSync(join(project, name));
    write(project, { "new.txt": "same\n", "as.txt": "1\n2\n3\n4!\n", "copied.txt": "kept\n" });
    const to = tree(project);
    const { text } = diff(project, from, to, 100_000, true);
    expect(text).toContain("rename from old.txt\nrename to new.txt\n");
    expect(text).not.toContain("same\n");
    // A copy, and what was mended on the way, are shown whole.
    for (const line of ["+4!\n", "-4\n", "+kept\n"]) expect(text).toContain(line);
    expect(diff(project, from, to).text).toContain("+same\n");
  });

  test("give files and folders", () => {
    const { project, from, to } = two();
    expect(read(project, from, "edit.txt")).toBe("1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    expect(read(project, to, "dir/new.txt")).toBe("ä\n");
    const asked = ["old.txt", "dir", "nope", "", "../x", "./keep.txt", "a\0b", "a\nb", "keep.txt"];
    expect([...readFiles(located(project), to, asked)]).toEqual(
      asked.map((path) => [path, path === "keep.txt" ? "same\n" : null]),
    );
    const has = (path: string) => hasFolder(located(project), to, path);
    expect(["", "dir", "keep.txt", "di", "nope"].filter(has)).toEqual(["", "dir"]);
  });

  test("read only what is asked for, also where that is too much for a command line", () => {
    const project = make();
    const asked = Array.from({ length: 401 }, (_, i) => `${i}.txt`);
    write(project, {
      ...Object.fromEntries(asked.map((path) => [path, "same\n"])),
      "other.bin": randomBytes(9_999),
    });
    const from = tree(project);
    const { hash } = filesOf(located(project), from).find(({ path }) => path === "other.bin")!;
    const object = join(
      treeStore(located(project)),
      "git/objects",
      hash.slice(0, 2),
      hash.slice(2),
    );
    chmodSync(object, 0o644);
    truncateSync(object, 99);
    expect(new Set(readFiles(located(project), from, asked).values())).toEqual(new Set(["same\n"]));
  });

  test("say so when they are not there", () => {
    const { project, from } = two();
    const lost = `git:${"0".repeat(39)}1`;
    expect(() => changes(project, from, lost)).toThrow(TreeUnreadable);
    expect(() => diff(project, lost, from)).toThrow(TreeUnreadable);
    expect(() => read(project, lost, "keep.txt")).toThrow(TreeUnreadable);
    expect(() => read(project, "git:--output=x", "keep.txt")).toThrow(TreeUnreadable);
  });
});

describe("a folder without git", () => {
  test("leaves .git, node_modules, excluded folders and the scratch folder out, takes links as links", () => {
    const project = folder("plain");
    write(project, {
      "a.txt": "1\n",
      "node_modules/x/y": "y\n",
      "sub/node_modules/z": "z\n",
      "pipeline/p": "p\n",
      "sub/pipeline/q": "q\n",
    });
    symlinkSync("..", join(project, "up"));
    const now = tree(project, ["pipeline", ".task"]);
    expect(base(project)).toBe(`git:${emptyTree(false)}`);
    expect(names(project, base(project), now)).toEqual(["a a.txt", "a sub/pipeline/q", "a up"]);
    expect(tree(project, ["pipeline"])).toBe(now);
    expect(read(project, now, "up")).toBe("..");
  });

  test("that becomes a repository can still be compared with what it was", () => {
    const project = folder("plain");
    write(project, { "a.txt": "1\n", "b.txt": "2\n" });
    const plain = tree(project);
    git(project, "init", "-q");
    write(project, { "b.txt": "3\n" });
    const now = tree(project);
    expect(names(project, plain, now)).toEqual(["m b.txt"]);
    expect(diff(project, plain, now).text).toContain("-2\n+3\n");
    rmSync(join(project, ".git"), { recursive: true });
    expect(names(project, now, tree(project))).toEqual([]);
  });
});

test("a machine without git is told to install it", () => {
  const project = repository();
  const path = process.env.PATH;
  process.env.PATH = HOME;
  try {
    expect(treeOf(located(project), at())).toMatchObject({
      ok: false,
      remedy: expect.stringContaining("install git"),
    });
  } finally {
    process.env.PATH = path;
  }
});

test("a store that cannot be made ready is a tree that cannot be read, and no other fault", () => {
  const project = repository({});
  write(project, { "a.txt": "1\n" });
  const from = tree(project);
  const refs = join(project, ".task/objects/trees/git/refs");
  rmSync(refs, { recursive: true });
  writeFileSync(refs, "in its place");
  expect(() => readFiles(located(project), from, ["a.txt"])).toThrow(TreeUnreadable);
});
