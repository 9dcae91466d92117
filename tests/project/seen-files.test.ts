// Guarantee: Nothing is lost.
// What changes between two looks at a project is seen, whatever the listing of the last look says.
import { expect, test } from "bun:test";
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { placeOfStates } from "../../src/project/kept-state.ts";
import { lookAtFiles } from "../../src/project/seen-files.ts";
import { projects } from "./tree-projects.ts";

const { folder, git, write, repository } = projects();

const looksAt = (root: string) => {
  const kept = join(folder("kept"), "seen");
  const place = placeOfStates({ root, task: join(root, ".task"), found: "git" }, [".task"])!;
  return () => lookAtFiles(place, kept);
};

/** What a change comes to, by the look behind it; the look behind that sees nothing more. */
const seen = (root: string, change: (root: string) => void): string[] => {
  const look = looksAt(root);
  look();
  const before = look();
  change(root);
  const { old, added } = look().since(before.look);
  const [behind, later] = [look(), look()];
  expect([later.since(behind.look), behind.since(before.look)]).toEqual([
    { old: [], added: [] },
    { old, added },
  ]);
  return [...old.map((path) => `- ${path}`), ...added.map((path) => `+ ${path}`)].sort();
};

const FILES = { "a.txt": "1\n", "src/b.txt": "1\n", "src/deep/c.txt": "1\n", ".gitignore": "*.log\nout/\n" };

test.each<[string, (root: string) => void, string[]]>([
  ["nothing", () => {}, []],
  ["a file in place", (root) => write(root, { "src/b.txt": "2\n" }), ["- src/b.txt"]],
  ["a new file", (root) => write(root, { "src/new.txt": "1\n" }), ["+ src/new.txt"]],
  ["a file that goes", (root) => unlinkSync(join(root, "src/b.txt")), ["- src/b.txt"]],
  ["a file in a new folder", (root) => write(root, { "x/y/z.txt": "1\n" }), ["+ x/y/z.txt"]],
  ["a file in a folder that was empty", (root) => write(root, { "empty/in/x.txt": "1\n" }), ["+ empty/in/x.txt"]],
  ["ignored files", (root) => write(root, { "x.log": "1\n", "out/x.txt": "1\n", "out/deep/x.txt": "1\n" }), []],
  ["a rename", (root) => renameSync(join(root, "a.txt"), join(root, "z.txt")), ["+ z.txt", "- a.txt"]],
  [
    "a rule",
    (root) => write(root, { ".gitignore": "out/\n", "late.log": "1\n" }),
    ["+ late.log", "+ old.log", "- .gitignore"],
  ],
  ["a rule alone", (root) => write(root, { ".gitignore": "out/\n" }), ["+ old.log", "- .gitignore"]],
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
  write(root, { "mine.txt": "1\n", "old.log": "1\n", "api/x.txt": "1\n", "api/.gitignore": "*.log\n" });
  expect(seen(root, change)).toEqual(expected.toSorted());
});

test("each call is told what came behind its own look, others in between or not", () => {
  const root = repository(FILES);
  const look = looksAt(root);
  const first = look();
  write(root, { "a.txt": "2\n" });
  const second = look();
  write(root, { "src/b.txt": "2\n", "n.txt": "1\n" });
  look();
  unlinkSync(join(root, "src/deep/c.txt"));
  const last = look();
  expect(last.since(first.look)).toEqual({ old: ["a.txt", "src/b.txt", "src/deep/c.txt"], added: ["n.txt"] });
  expect(last.since(second.look)).toEqual({ old: ["src/b.txt", "src/deep/c.txt"], added: ["n.txt"] });
});
