// Guarantee: Nothing is lost.
// Whether the work of a worktree is anywhere is asked of refs and files when it is taken or dropped.
// Runs: in full too.
// Not in npm test: (?:^a start commit|discarded them|took its files and lost|^whoever (?:amended|went on|took its commits))
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../src/project/project.ts";
import { lostWith } from "../../../src/project/worktrees/lost.ts";
import { openWorktree } from "../../../src/run/start/worktree-run.ts";
import { git, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { worktreeRuns } from "./worktree-runs.ts";

const { env, opened, typed, typedWhile, worked } = worktreeRuns();
const FILES = {
  "a.txt": "one\ntwo\nthree\n",
  "b.txt": "b\n",
  ".gitignore": "build/\n.env\nlogs/\n",
};
const WORK = { "a.txt": "ONE\ntwo\nthree\n", "new.txt": "new\n" };

/** What the person does between taking the work and dropping its worktree. */
const LOST: [string, string[], (root: string) => void][] = [
  ["never took it", [], () => {}],
  ["reset it away", ["--squash"], (root) => git(root, "reset", "-q", "--hard", "HEAD^")],
  [
    "took it on a branch that is gone",
    ["--squash"],
    (root) => {
      git(root, "checkout", "-q", "main");
      git(root, "branch", "-qD", "other");
    },
  ],
  [
    "took its files and discarded them",
    ["--files"],
    (root) => {
      git(root, "checkout", "-q", "--", ".");
      git(root, "clean", "-qfd");
    },
  ],
  ["took its files and lost one of them", ["--files"], (root) => rmSync(join(root, "new.txt"))],
];

test.each(LOST)(
  "of whoever %s a worktree is not dropped without a word",
  async (how, form, then) => {
    const root = makeProject({ files: FILES });
    const place = await worked(root, "First line", WORK);
    if (how.includes("branch")) git(root, "checkout", "-q", "-b", "other");
    const takes = how !== "never took it";
    // Of commits that came as they are, the branch itself has them.
    if (takes) {
      if (form.length === 0) writeFiles(root, { "b.txt": "mine\n" });
      if (form.length === 0) git(root, "commit", "-qam", "mine");
      expect((await typed(root, "take", place.run, ...form)).exit).toBe(0);
    }
    then(root);
    const { asked } = await typed(root, "drop", place.run);
    expect(asked).toStartWith(`Lost with ${place.name}: 1 commit on no other branch.`);
  },
);

test("work of its branch counts also where the worktree has something else checked out", async () => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", WORK);
  git(place.root, "checkout", "-q", "--detach", "HEAD^");
  const { asked } = await typed(root, "drop", place.run);
  expect(asked).toStartWith(`Lost with ${place.name}: 1 commit on no other branch.`);
});

test("nor what it began at, which no branch has, nor what it has uncommitted", async () => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", WORK);
  const inner = opened(place.root, "Second line");
  writeFiles(inner.root, { "c.txt": "c\n", "same.txt": "same\n" });
  writeFiles(root, { "same.txt": "same\n" });
  git(place.root, "branch", "-q", "-m", "mine");
  git(place.root, "checkout", "-q", "--detach");
  git(root, "branch", "-qD", "mine");
  expect(lostWith(inner, true)).toEqual([
    "uncommitted work (c.txt)",
    "1 commit on no other branch",
  ]);
});

test("of a commit that was fetched to be looked at nothing is lost", () => {
  const root = makeProject({ files: FILES });
  const tree = git(root, "rev-parse", "HEAD^{tree}").trim();
  const at = git(root, "commit-tree", "-m", "theirs", "-p", "HEAD", tree).trim();
  const made = openWorktree({ project: findProject(root), env, request: "Review it", at });
  if (!made.ok) throw new Error(made.problem);
  for (const whole of [false, true]) expect(lostWith(made.beside, whole)).toEqual([]);
});

test("a branch that the person has checked out elsewhere stays", async () => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", WORK);
  git(place.root, "checkout", "-q", "--detach");
  git(root, "checkout", "-q", place.branch!);
  const { asked, exit } = await typed(root, "drop", place.run);
  expect([asked, exit, git(root, "status", "--short")]).toEqual(["", 0, ""]);
});

/** After which all of the work is somewhere else. */
const KEPT: [string, string[], (root: string, branch: string) => void][] = [
  ["took its commits", [], () => {}],
  ["took it as one commit", ["--squash"], () => {}],
  [
    "took it as one commit and wrote over a line",
    ["--squash"],
    (root) => writeFileSync(join(root, "a.txt"), "one\ntwo\nthree\n"),
  ],
  ["has its files uncommitted", ["--files"], () => {}],
  [
    "went on with its files",
    ["--files"],
    (root) => writeFileSync(join(root, "a.txt"), "ONE\ntwo\nthree\nfour\n"),
  ],
  [
    "amended it",
    ["--squash"],
    (root) => {
      writeFileSync(join(root, "b.txt"), "mine\n");
      git(root, "commit", "-q", "-a", "--amend", "-m", "mine");
    },
  ],
  [
    "has it on a branch that is not checked out",
    ["--squash"],
    (root) => git(root, "checkout", "-q", "main"),
  ],
  ["took it and reverted it", ["--squash"], (root) => git(root, "revert", "--no-edit", "HEAD")],
  [
    "went on in the same line",
    ["--squash"],
    (root) => {
      writeFiles(root, { "a.txt": "one more\ntwo\nthree\n" });
      git(root, "rm", "-qf", "new.txt");
      git(root, "commit", "-qam", "mine");
    },
  ],
  [
    "has it on a branch elsewhere",
    ["--squash"],
    (root) => {
      git(root, "update-ref", "refs/remotes/origin/main", "HEAD");
      git(root, "reset", "-q", "--hard", "HEAD^");
    },
  ],
  [
    "merged it by hand",
    ["by hand"],
    (root, branch) => git(root, "merge", "-q", "--squash", branch),
  ],
];

test.each(KEPT)("whoever %s is asked nothing", async (how, form, then) => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", WORK);
  if (how.includes("branch")) git(root, "checkout", "-q", "-b", "other");
  if (form[0] !== "by hand") {
    writeFiles(root, { "b.txt": "mine\n" });
    git(root, "commit", "-qam", "mine");
    expect((await typed(root, "take", place.run, ...form)).exit).toBe(0);
  }
  then(root, place.branch!);
  const { asked, exit } = await typed(root, "drop", place.run);
  expect([asked, exit, existsSync(place.top)]).toEqual(["", 0, false]);
});

test("what git ignores and the checkout lacks is named, and so is a lock; copies and what tools make again are not", async () => {
  const root = makeProject({ files: FILES });
  writeFiles(root, { "build/out.js": "1\n", ".env": "KEY=1\n" });
  symlinkSync("out.js", join(root, "build/link"));
  const place = await worked(root, "First line", WORK);
  await typed(root, "take", place.run);
  mkdirSync(join(place.root, "build/.cache"), { recursive: true });
  // Made again there, and the same.
  writeFiles(place.root, { "build/out.js": "1\n" });
  writeFiles(place.root, { "build/.cache/x": "x\n" });
  expect(lostWith(place, true)).toEqual([]);
  writeFiles(place.root, { ".env": "KEY=2\n", "build/data.sqlite": "rows\n" });
  git(root, "worktree", "lock", "--reason", "on a usb\ndisk", place.top);
  const { asked } = await typed(root, "drop", place.run);
  expect(asked).toStartWith(
    `Lost with ${place.name}: files that git ignores (.env, build), and its lock (on a usb disk).`,
  );
});

test("a start commit that was amended or dropped since brings nothing of itself", async () => {
  for (const form of [[], ["--squash"], ["--files"]])
    for (const how of ["amended", "dropped"]) {
      const root = makeProject({ files: FILES });
      writeFiles(root, { "b.txt": "draft\n" });
      git(root, "commit", "-qam", "draft");
      const place = await worked(root, "First line", WORK);
      git(root, "reset", "-q", "--hard", "HEAD^");
      if (how === "amended") {
        writeFiles(root, { "b.txt": "final\n" });
        git(root, "commit", "-qam", "final");
      }
      const { exit, data } = await typed(root, "take", place.run, ...form);
      const made = ["a.txt", "new.txt", "src/goodbye.ts", "tests/goodbye.test.ts"];
      expect([form, how, exit, data.files]).toEqual([form, how, 0, made]);
      expect(readFileSync(join(root, "b.txt"), "utf8")).toBe(how === "amended" ? "final\n" : "b\n");
      expect(git(root, "log", "--format=%s").split("\n")).not.toContain("draft");
    }
});

test("what comes into a worktree after its run is the person's, and nothing else that is checked out there is the run's", async () => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", WORK);
  git(
    place.root,
    "-c",
    "user.name=Ann",
    "commit",
    "-q",
    "--amend",
    "--author=Ann <a@x>",
    "-m",
    "Other words",
  );
  writeFiles(place.root, { "notes.txt": "mine\n" });
  writeFiles(root, { "b.txt": "mine\n" });
  git(root, "commit", "-qam", "mine");
  git(place.root, "checkout", "-q", "--detach", "HEAD^");
  const { exit, text } = await typed(root, "take", place.run);
  expect([exit, text]).toEqual([
    1,
    `Nothing was done: ${place.name} has something else checked out than its branch ${place.branch}; finish what is under way there, or switch back: git -C ${place.top} switch ${place.branch}.`,
  ]);
  git(place.root, "checkout", "-q", place.branch!);
  const { asked, data } = await typed(root, "take", place.run);
  expect(asked).toContain("Uncommitted in the worktree, and left there: notes.txt.");
  expect([data.made, data.files.includes("notes.txt")]).toEqual([1, false]);
  expect(git(root, "log", "-1", "--format=%an %s %cn").trim()).toBe("Ann Other words Test Person");
});

test("where a draft of the person's is in the way, they are told to commit it", async () => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", WORK);
  writeFiles(root, { "a.txt": "mine\ntwo\nthree\n" });
  for (const form of [[], ["--files"]])
    expect((await typed(root, "take", place.run, ...form)).text).toBe(
      "Nothing was done: your checkout has changes of its own in a.txt; commit or stash them first; where both fit together, --files takes the files alone.",
    );
});

test("a branch that is switched while it asks is not written to", async () => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", WORK);
  git(root, "branch", "other");
  const switched = () => git(root, "checkout", "-q", "other");
  const { exit, text, asked } = await typedWhile(switched, root, "take", place.run);
  expect(asked).toContain(" on main");
  expect([exit, text]).toEqual([
    1,
    "Nothing was done: something else is checked out since you were asked; take it again.",
  ]);
  expect(git(root, "status", "--short") + git(root, "log", "--format=%s", "main..other")).toBe("");
});

test("an index that is locked is seen before anything is written; one that is locked meanwhile is told with what was", async () => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", WORK);
  const lock = join(root, ".git/index.lock");
  writeFileSync(lock, "");
  const held = await typed(root, "take", place.run);
  expect([held.exit, held.text]).toEqual([
    1,
    `Nothing was done: another git is running in your checkout; wait for it; if none is running: rm ${lock}.`,
  ]);
  rmSync(lock);
  expect(git(root, "status", "--short")).toBe("");
  // A filter of the person's runs while files are written.
  const { HOME } = process.env;
  process.env.HOME = tempDir("home-");
  writeFiles(process.env.HOME, {
    ".gitconfig": `[filter "lock"]\n\tsmudge = touch ${lock} && cat\n`,
  });
  writeFiles(join(root, ".git/info"), { attributes: "new.txt filter=lock\n" });
  const late = await typed(root, "take", place.run);
  process.env.HOME = HOME;
  expect([late.exit, late.text]).toEqual([
    1,
    expect.stringMatching(
      /^The files are in your checkout, and the commits are not on your branch; .*index\.lock/,
    ),
  ]);
  rmSync(lock);
  expect((await typed(root, "take", place.run)).data.made).toBe(1);
  expect(git(root, "status", "--short")).toBe("");
});
