// Worktrees beside a project: the whole of it in a folder of the person's, and the checkout as it
// was.
// Runs: together.
import { expect, test } from "bun:test";
import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import {
  addWorktree,
  type Brings,
  removeWorktree,
  worktreeAt,
  worktreeProject,
  worktreesOf,
} from "../../../src/project/worktrees/linked-worktrees.ts";
import { lostWith } from "../../../src/project/worktrees/lost.ts";
import { workstreams } from "./projects.ts";

const { folder, git, repository, text, write } = workstreams();

/** All of a checkout that a person would see change. */
const seen = (root: string) => [
  git(root, "status", "--porcelain", "--ignored"),
  git(root, "rev-parse", "HEAD", "--abbrev-ref", "HEAD"),
  git(root, "diff", "HEAD"),
];

function made(
  root: string,
  name: string,
  branch: string | null = `multi-ai/${name}`,
  data = folder("data"),
) {
  const done = addWorktree({ root }, data, { name, commit: "HEAD", branch });
  if (!done.ok) throw new Error(`${done.problem}; ${done.remedy}`);
  return done.worktree;
}

test("it has what is committed, packages and ignored files; a dirty checkout stays as it is", () => {
  const root = repository({ "a.txt": "1\n", ".gitignore": "node_modules/\n.env\n" });
  write(root, { "node_modules/left/index.js": "left\n", ".env": "KEY=1\n" });
  write(root, { "a.txt": "mine\n", "new.txt": "mine\n" });
  git(root, "add", "new.txt");
  const before = seen(root);
  const place = made(root, "one");
  expect(seen(root)).toEqual(before);
  expect(text(place.root, "a.txt")).toBe("1\n");
  expect(text(place.root, ".env")).toBe("KEY=1\n");
  expect(text(place.root, "node_modules/left/index.js")).toBe("left\n");
  expect(lstatSync(join(place.root, "node_modules")).isSymbolicLink()).toBe(false);
  expect(git(place.root, "status", "--porcelain")).toBe("");
  expect(place).toMatchObject({ of: root, branch: "multi-ai/one", top: place.root });
  expect(worktreeProject(place).root).toBe(place.root);
  expect(removeWorktree(place)).toEqual({ ok: true });
  expect(existsSync(place.top)).toBe(false);
  expect(git(root, "branch", "--list", "multi-ai/one")).toBe("");
});

test("a project in a folder of its repository is the same folder there, and both know all of its worktrees", () => {
  const top = repository({ "app/a.txt": "1\n", "lib/b.txt": "2\n" });
  const root = join(top, "app");
  const data = folder("data");
  const [one, two] = [made(root, "one", null, data), made(root, "two", "multi-ai/two", data)];
  made(top, "whole", null, data);
  expect(one.root).toBe(join(one.top, "app"));
  expect(text(one.top, "lib/b.txt")).toBe("2\n");
  expect(worktreesOf({ root }).map(({ name, branch }) => [name, branch])).toEqual([
    ["one", null],
    ["two", "multi-ai/two"],
  ]);
  expect(worktreesOf({ root: two.root })).toEqual(worktreesOf({ root }));
  expect(worktreeAt(join(one.root))).toEqual(one);
  expect(worktreeAt(root)).toBeNull();
  expect(worktreesOf({ root: top }).map(({ name }) => name)).toEqual(["whole"]);
});

test("what is in no commit, or on no branch, is said before it is removed", () => {
  // Without an ignore file the links to packages are nobody's work.
  const root = repository({ "a.txt": "1\n" });
  write(root, { "node_modules/left/index.js": "left\n" });
  const place = made(root, "one", null);
  write(place.root, { "a.txt": "2\n", "new file.txt": "new\n" });
  expect(lostWith(place)).toEqual(["uncommitted work (a.txt, new file.txt)"]);
  git(place.root, "add", "a.txt", "new file.txt");
  git(place.root, "commit", "-qm", "work");
  expect(lostWith(place)).toEqual(["1 commit on no branch"]);
  git(root, "branch", "kept", git(place.root, "rev-parse", "HEAD").trim());
  expect(lostWith(place)).toEqual([]);
  expect(removeWorktree(place)).toEqual({ ok: true });
  expect(git(root, "worktree", "list").trim().split("\n")).toHaveLength(1);
  const other = made(root, "two", null);
  write(other.root, { "a.txt": "3\n" });
  expect(removeWorktree(other)).toEqual({ ok: true });
  expect(existsSync(other.top)).toBe(false);
});

test("a name, a branch and a commit that cannot be had are refused, and nothing is left", () => {
  const root = repository({ "a.txt": "1\n" });
  const data = folder("data");
  made(root, "one", "multi-ai/one", data);
  const refused = (name: string, commit: string, branch: string | null) =>
    addWorktree({ root }, data, { name, commit, branch });
  expect(refused("one", "HEAD", null)).toMatchObject({ ok: false });
  expect(refused("two", "HEAD", "multi-ai/one")).toMatchObject({ ok: false });
  expect(refused("two", "nowhere", null)).toMatchObject({ problem: "there is no commit nowhere" });
  expect(worktreesOf({ root }).map(({ name }) => name)).toEqual(["one"]);
  const plain = folder("plain");
  mkdirSync(join(plain, "src"));
  expect(
    addWorktree({ root: plain }, data, { name: "x", commit: "HEAD", branch: null }),
  ).toMatchObject({ ok: false });
});

test("where its commit has a link in the place of a folder, nothing is written behind that", () => {
  const root = repository({ "lib/a.txt": "1\n", ".gitignore": "node_modules/\n.env\n" });
  const before = git(root, "rev-parse", "HEAD").trim();
  const elsewhere = folder("elsewhere");
  git(root, "rm", "-rq", "lib");
  symlinkSync(elsewhere, join(root, "lib"));
  git(root, "add", "lib");
  git(root, "commit", "-qm", "a link");
  const commit = git(root, "rev-parse", "HEAD").trim();
  git(root, "reset", "-q", "--hard", before);
  write(root, { "lib/node_modules/left/index.js": "left\n", "lib/.env": "KEY=1\n" });
  const done = addWorktree({ root }, folder("data"), { name: "one", commit, branch: null });
  expect(done).toMatchObject({ ok: true, missing: [] });
  expect(readdirSync(elsewhere)).toEqual([]);
});

test("a project in a folder of its repository finds the packages above it, and has ignored files of its own alone", () => {
  const top = repository({ "app/a.txt": "1\n", "lib/b.txt": "2\n", ".gitignore": ".env\n" });
  write(top, { "node_modules/left/index.js": "left\n", ".env": "KEY=1\n", "app/.env": "KEY=2\n" });
  symlinkSync("../lib", join(top, "node_modules", "lib"));
  const place = made(join(top, "app"), "one");
  expect(text(place.top, "node_modules/left/index.js")).toBe("left\n");
  expect(realpathSync(join(place.top, "node_modules", "lib"))).toBe(join(place.top, "lib"));
  expect(text(place.root, ".env")).toBe("KEY=2\n");
  expect(existsSync(join(place.top, ".env"))).toBe(false);
  expect(removeWorktree(place)).toEqual({ ok: true });
});

test("git sees no packages in it that the project's own ignore files do not name", () => {
  const root = repository({ "a.txt": "1\n" });
  const venv = { ".venv/pyvenv.cfg": "", ".venv/.gitignore": "*\n", ".venv/lib/a.py": "" };
  write(root, { ...venv, "vendor/autoload.php": "", "node_modules/left/index.js": "" });
  const place = made(root, "one");
  for (const path of [".venv/lib/a.py", "vendor/autoload.php", "node_modules/left/index.js"])
    expect(text(place.root, path)).toBe("");
  expect(git(place.root, "status", "--porcelain")).toBe("");
  expect(text(root, ".venv/.gitignore")).toBe("*\n");
  expect(existsSync(join(root, "vendor", ".gitignore"))).toBe(false);
});

test("of a stranger's commits it has no ignored file, and packages alone where that is asked for", () => {
  const root = repository({ "a.txt": "1\n", ".gitignore": "node_modules/\n.env\n" });
  write(root, { "node_modules/left/index.js": "left\n", ".env": "KEY=1\n" });
  const of = (brings: Brings) => {
    const making = { name: brings, commit: "HEAD", branch: null, brings };
    const done = addWorktree({ root }, folder("data"), making);
    if (!done.ok) throw new Error(done.problem);
    return { files: readdirSync(done.worktree.root).sort(), ready: done.worktree.ready };
  };
  expect(of("nothing")).toEqual({ files: [".git", ".gitignore", "a.txt"], ready: true });
  const files = [".git", ".gitignore", "a.txt", "node_modules"];
  expect(of("packages")).toEqual({ files, ready: undefined });
});

test("of a stranger's commits no large file is fetched from where they say", () => {
  const root = repository({ ".gitattributes": "*.bin filter=lfs\n", "a.bin": "pointer\n" });
  const home = folder("home");
  // The person's own filter: git-lfs asks the server that a .lfsconfig of the commit names.
  const smudge = `sh -c 'test -n \\"$GIT_LFS_SKIP_SMUDGE\\" || touch ${home}/asked; cat'`;
  write(home, { ".gitconfig": `[filter "lfs"]\n\tsmudge = "${smudge}"\n\tclean = cat\n` });
  const before = process.env.HOME;
  process.env.HOME = home;
  try {
    const making = { commit: "HEAD", branch: null };
    const of = (brings: Brings) =>
      addWorktree({ root }, folder("data"), { ...making, name: brings, brings });
    expect(of("nothing")).toMatchObject({ ok: true });
    expect(existsSync(join(home, "asked"))).toBe(false);
    expect(of("all")).toMatchObject({ ok: true });
    expect(existsSync(join(home, "asked"))).toBe(true);
  } finally {
    process.env.HOME = before;
  }
});
