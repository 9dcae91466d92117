import { describe, expect, test } from "bun:test";
import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { treeHash } from "../../src/project/tree-hash.ts";
import { projects } from "./tree-projects.ts";

const { git, write, repository } = projects();

describe.each(["sha1", "sha256"])("the hash of a tree (%s)", (format) => {
  test("is git's, whatever names stand beside each other", () => {
    const project = repository({}, `--object-format=${format}`);
    const names = ["a", "a-b/c", "a.b/c", "a.txt", "a0/x/y/z", "b/a", "b-", "b0", "ü/é", "with blank/x", "Z", "z"];
    write(project, Object.fromEntries(names.map((name) => [name, `${name}\n`])));
    chmodSync(join(project, "b0"), 0o755);
    symlinkSync("a", join(project, "link"));
    git(project, "add", "-A");
    const listed = git(project, "ls-files", "-s", "-z").split("\0").filter(Boolean);
    const files = listed.map((line) => {
      const [, mode, hash, path] = /^(\d+) (\w+) 0\t(.+)$/s.exec(line)!;
      return { mode: mode!, hash: hash!, path: Buffer.from(path!).toString("latin1") };
    });
    expect(files.map(({ mode }) => mode)).toEqual(expect.arrayContaining(["100644", "100755", "120000"]));
    expect(treeHash(files.toReversed())).toBe(git(project, "write-tree").trim());
  });
});
