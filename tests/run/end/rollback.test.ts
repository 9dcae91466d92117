// Guarantee: Nothing is lost.
// What a snapshot and a rollback leave alone, refuse and say; that they lose nothing is in
// rollback.property.test.ts.
// Runs: together.
import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Run, Task } from "../../../src/engine/run.ts";
import { rollBack, snapshotBefore, workRef } from "../../../src/run/end/rollback.ts";
import { projects } from "../../project/trees/tree-projects.ts";

const { folder, git, write, repository } = projects();

const task = (over: Partial<Task> = {}) =>
  ({
    id: "T6",
    schema: "impl-result",
    edits: "all",
    status: "ready",
    dispatches: 0,
    facts: {},
    ...over,
  }) as Task;
const first = task();
const run = {
  run: "multi-ai-0badcafe",
  workflow: "multi-ai",
  status: "complete",
  tasks: [first],
} as unknown as Run;
const REF = "refs/multi-ai/multi-ai-0badcafe";
const at = (root: string) => ({ root, task: join(root, ".task"), found: "git" as const });
const snapshot = (root: string, one = first, of = run) => {
  const kept = snapshotBefore(at(root), of, one);
  if (!kept.ok) throw new Error(kept.problem);
  return kept;
};
const back = (
  root: string,
  more: { undo?: boolean; yes?: boolean } = {},
  live: Run | null = null,
) => rollBack(at(root), run, live, { undo: false, yes: true, ...more });
const text = (root: string, path: string) => readFileSync(join(root, path), "utf8");
const refs = (root: string) => git(root, "for-each-ref", "--format=%(refname)").trim().split("\n");

describe("a snapshot", () => {
  test("is taken before the first task that may change files, and before no other", () => {
    const root = repository();
    const other = { ...run, tasks: [task({ dispatches: 1 }), task()] } as Run;
    snapshot(root, task({ schema: "plan", edits: null }));
    snapshot(root, task({ status: "blocked" }));
    snapshot(root, other.tasks[1], other);
    expect(workRef(at(root), run)).toBeNull();
    snapshot(root);
    expect(workRef(at(root), run)).toBe(REF);
  });

  test("touches no index, branch, HEAD, reflog or hook, whatever is staged and configured", () => {
    const root = repository({ "a.txt": "1\n", "b.txt": "1\n" });
    write(root, { "a.txt": "staged\n", "new.txt": "staged\n" });
    git(root, "add", "-A");
    write(root, { "a.txt": "2\n", "untracked.txt": "x\n" });
    for (const [key, value] of Object.entries({
      "core.logAllRefUpdates": "always",
      "commit.gpgSign": "true",
      "gpg.program": "false",
      "user.useConfigOnly": "true",
      "author.name": "Somebody",
    }))
      git(root, "config", key, value);
    for (const hook of [
      "reference-transaction",
      "post-index-change",
      "pre-commit",
      "post-checkout",
    ]) {
      writeFileSync(join(root, ".git/hooks", hook), `#!/bin/sh\ntouch "${root}/ran"\n`, {
        mode: 0o755,
      });
    }
    const index = () => readFileSync(join(root, ".git/index")).toString("base64");
    const before = [index(), text(root, ".git/HEAD"), statSync(join(root, ".git/index")).mtimeMs];
    snapshot(root);
    unlinkSync(join(root, "untracked.txt"));
    write(root, { "a.txt": "3\n", "more.txt": "y\n" });
    expect(back(root)).toMatchObject({ done: true, refused: null });
    expect(back(root, { undo: true })).toMatchObject({ done: true, refused: null });
    expect([index(), text(root, ".git/HEAD"), statSync(join(root, ".git/index")).mtimeMs]).toEqual(
      before,
    );
    expect([
      existsSync(join(root, "ran")),
      existsSync(join(root, ".git/logs/refs/multi-ai")),
    ]).toEqual([false, false]);
    expect(refs(root)).toEqual(["refs/heads/master", REF, `${REF}-before-undo`]);
    expect(git(root, "log", "-1", "--format=%an %ae %cn", REF)).toBe(
      "multi-ai multi-ai@example.invalid multi-ai\n",
    );
  });

  test("holds the bytes as they are, past line ending settings and filters", () => {
    const root = repository({
      ".gitattributes": "*.txt text eol=lf\n*.bin filter=lower\n",
      "a.txt": "1\n",
    });
    git(root, "config", "filter.lower.clean", "tr A-Z a-z");
    git(root, "config", "filter.lower.smudge", "false");
    const files = { "a.txt": "mixed\r\nends\n", "x.bin": "LOUD" };
    write(root, files);
    snapshot(root);
    write(root, { "a.txt": "other\n", "x.bin": "quiet" });
    expect(back(root).refused).toBeNull();
    expect([text(root, "a.txt"), text(root, "x.bin")]).toEqual(Object.values(files));
  });

  test.each([["--object-format=sha256"], ["--separate-git-dir=../elsewhere"]])(
    "works with git init %s",
    (option) => {
      const root = repository({ "a.txt": "1\n" }, option);
      snapshot(root);
      write(root, { "a.txt": "2\n", "b.txt": "2\n" });
      expect(back(root).changes).toEqual([
        { path: "a.txt", status: "modified" },
        { path: "b.txt", status: "deleted" },
      ]);
      expect(readdirSync(root).sort()).toEqual([".git", ".task", "a.txt"]);
      rmSync(join(root, "..", "elsewhere"), { recursive: true, force: true });
    },
  );

  test("that cannot be kept says why and what to do", () => {
    const root = repository();
    write(root, { "new.txt": "x" });
    const objects = join(root, ".git/objects");
    renameSync(objects, `${objects}-away`);
    writeFileSync(objects, "");
    const kept = snapshotBefore(at(root), run, first);
    expect(kept).toMatchObject({
      ok: false,
      problem: expect.stringContaining("no snapshot of the project could be kept"),
    });
  });

  test("is taken without git, too, and the folder stays one", () => {
    const root = folder();
    write(root, { "a.txt": "1\n", "b.txt": "2\n", ".gitignore": "*.log\n", "x.log": "1" });
    snapshot(root);
    write(root, { "a.txt": "changed\n", "new.txt": "1\n", "x.log": "2" });
    rmSync(join(root, "b.txt"));
    expect(back(root).done).toBe(true);
    expect([text(root, "a.txt"), text(root, "b.txt"), text(root, "x.log")]).toEqual([
      "1\n",
      "2\n",
      "2",
    ]);
    expect(readdirSync(root).sort()).toEqual([".gitignore", ".task", "a.txt", "b.txt", "x.log"]);
  });
});

describe("a rollback leaves alone", () => {
  test("ignored files, also those that the run stopped ignoring or put under git", () => {
    const root = repository({ ".gitignore": "*.env\nbuild/\n", "a.txt": "1\n" });
    write(root, { "local.env": "secret\n", "other.env": "secret\n", "build/x.o": "1" });
    snapshot(root);
    write(root, {
      ".gitignore": "",
      "added.txt": "1\n",
      "new.env": "by the run\n",
      "local.env": "changed\n",
    });
    git(root, "add", "-f", "other.env");
    const done = back(root);
    expect(done.changes).toEqual([
      { path: ".gitignore", status: "modified" },
      { path: "added.txt", status: "deleted" },
    ]);
    expect([
      text(root, "local.env"),
      text(root, "other.env"),
      text(root, "new.env"),
      text(root, "build/x.o"),
    ]).toEqual(["changed\n", "secret\n", "by the run\n", "1"]);
  });

  test("a file that existed and that the run hid comes back, and its other bytes are kept", () => {
    const root = repository({ "a.txt": "1\n" });
    write(root, { "notes.md": "mine\n" });
    snapshot(root);
    write(root, { ".gitignore": "notes.md\n", "notes.md": "overwritten\n" });
    expect(back(root).refused).toBeNull();
    expect([text(root, "notes.md"), existsSync(join(root, ".gitignore"))]).toEqual([
      "mine\n",
      false,
    ]);
    expect(git(root, "show", `${REF}-before-rollback:notes.md`)).toBe("overwritten\n");
  });

  test(".task/, also where it is under git", () => {
    const root = repository({ "a.txt": "1\n", ".task/x.txt": "1\n" });
    snapshot(root);
    write(root, { "a.txt": "2\n", ".task/x.txt": "2\n", ".task/y.txt": "2\n" });
    expect(back(root).changes).toEqual([{ path: "a.txt", status: "modified" }]);
    expect([text(root, ".task/x.txt"), text(root, ".task/y.txt")]).toEqual(["2\n", "2\n"]);
  });

  test("repositories that were made inside since, worktrees, files beside the project and empty folders", () => {
    const top = repository({ "in/a.txt": "1\n", "beside.txt": "1\n" });
    const root = join(top, "in");
    mkdirSync(join(root, "empty"));
    snapshot(root);
    const inner = join(root, "inner");
    mkdirSync(inner);
    git(inner, "init", "-q");
    write(root, { "inner/x.txt": "1\n" });
    write(top, { "beside.txt": "2\n" });
    git(top, "worktree", "add", "-q", join(root, "linked"));
    expect(back(root)).toMatchObject({ refused: null, changes: [] });
    expect([
      existsSync(join(inner, "x.txt")),
      text(top, "beside.txt"),
      existsSync(join(root, "empty")),
    ]).toEqual([true, "2\n", true]);
    expect(existsSync(join(root, "linked/in/a.txt"))).toBe(true);
  });

  test("who may read a file", () => {
    const root = repository({ "key.txt": "1\n", "run.sh": "1\n" });
    chmodSync(join(root, "key.txt"), 0o600);
    chmodSync(join(root, "run.sh"), 0o700);
    snapshot(root);
    write(root, { "key.txt": "2\n" });
    chmodSync(join(root, "run.sh"), 0o600);
    back(root);
    expect([
      statSync(join(root, "key.txt")).mode & 0o777,
      statSync(join(root, "run.sh")).mode & 0o777,
    ]).toEqual([0o600, 0o700]);
  });

  test("what a link of the run leads to", () => {
    const outside = folder("outside");
    write(outside, { "b.txt": "theirs\n" });
    const root = repository({ "src/b.txt": "1\n", "c.txt": "1\n" });
    snapshot(root);
    rmSync(join(root, "src"), { recursive: true });
    symlinkSync(outside, join(root, "src"));
    unlinkSync(join(root, "c.txt"));
    symlinkSync(join(outside, "b.txt"), join(root, "c.txt"));
    expect(back(root).refused).toBeNull();
    expect([text(root, "src/b.txt"), text(root, "c.txt"), text(outside, "b.txt")]).toEqual([
      "1\n",
      "1\n",
      "theirs\n",
    ]);
    expect(lstatSync(join(root, "src")).isDirectory()).toBe(true);
    expect(back(root, { undo: true }).refused).toBeNull();
    expect([lstatSync(join(root, "src")).isSymbolicLink(), text(outside, "b.txt")]).toEqual([
      true,
      "theirs\n",
    ]);
  });
});

describe("a rollback refuses and changes nothing", () => {
  test("where an ignored file is in the way", () => {
    const root = repository({ ".gitignore": "*.o\n", a: "1\n" });
    snapshot(root);
    unlinkSync(join(root, "a"));
    write(root, { "a/x.o": "1", "a/y.txt": "1" });
    for (const yes of [false, true]) {
      const { refused } = back(root, { yes });
      expect(refused).toContain('"a/x.o" is in the way of "a"');
    }
    expect([
      existsSync(join(root, "a/y.txt")),
      refs(root).includes(`${REF}-before-rollback`),
    ]).toEqual([true, false]);
  });

  test("without a snapshot, and an undo without a rollback", () => {
    const root = repository();
    expect(back(root).refused).toContain("has no snapshot");
    snapshot(root);
    expect(back(root, { undo: true }).refused).toContain("no rollback that could be undone");
  });

  test("while somebody may be at work, and not once the run is over", () => {
    const root = repository();
    snapshot(root);
    write(root, { "a.txt": "2\n" });
    const dispatched = task({ dispatch: { host: null, check: false } as Task["dispatch"] });
    const live = { ...run, status: "running", tasks: [dispatched] } as Run;
    expect(back(root, { yes: true }, live).refused).toContain("working on T6");
    expect(back(root, {}, { ...live, status: "cancelled" }).refused).toBeNull();
  });

  test("what its ref holds when it leads out of the project", () => {
    const root = repository();
    const blob = git(root, "hash-object", "-w", "a.txt").trim();
    const make = (line: string) =>
      Bun.spawnSync(["git", "mktree"], { cwd: root, stdin: Buffer.from(line) });
    const inner = make(`100644 blob ${blob}\tx\n`).stdout.toString().trim();
    const tree = make(`040000 tree ${inner}\t..\n`).stdout.toString().trim();
    git(root, "update-ref", REF, git(root, "commit-tree", "-m", "x", tree).trim());
    expect(back(root).refused).toContain("do not use it");
  });
});

test.each(["a repository inside", "a plain folder with repositories", "a submodule"])(
  "files of %s come back",
  (where) => {
    const other = repository({ "x.txt": "1\n", "gone.txt": "1\n" });
    const root = where.startsWith("a plain") ? folder() : repository({ "a.txt": "1\n" });
    if (where === "a submodule") git(root, "submodule", "--quiet", "add", other, "api");
    else git(root, "clone", "-q", other, "api");
    write(root, {
      "api/.gitignore": "*.log\n",
      "api/mine.txt": "uncommitted\n",
      "api/a.log": "mine\n",
    });
    const head = git(join(root, "api"), "rev-parse", "HEAD");
    snapshot(root);
    write(root, { "api/x.txt": "2\n", "api/new.txt": "1\n", "api/mine.txt": "2\n" });
    unlinkSync(join(root, "api/gone.txt"));
    git(join(root, "api"), "add", "-A");
    expect(back(root).changes).toEqual([
      { path: "api/gone.txt", status: "added" },
      { path: "api/mine.txt", status: "modified" },
      { path: "api/new.txt", status: "deleted" },
      { path: "api/x.txt", status: "modified" },
    ]);
    expect(
      git(join(root, "api"), "status", "--porcelain", "-uall", "--no-renames").split("\n").sort(),
    ).toEqual(
      [
        "",
        "A  .gitignore",
        "AM mine.txt",
        "AD new.txt",
        "D  gone.txt",
        "?? gone.txt",
        "MM x.txt",
      ].sort(),
    );
    expect([text(root, "api/a.log"), git(join(root, "api"), "rev-parse", "HEAD")]).toEqual([
      "mine\n",
      head,
    ]);
    expect(back(root, { undo: true })).toMatchObject({ refused: null, done: true });
    expect([text(root, "api/mine.txt"), existsSync(join(root, "api/gone.txt"))]).toEqual([
      "2\n",
      false,
    ]);
  },
);

test("an undo takes away again what the run had deleted and hidden", () => {
  const root = repository({ "a.txt": "1\n" });
  write(root, { "notes.md": "mine\n" });
  snapshot(root);
  unlinkSync(join(root, "notes.md"));
  write(root, { ".gitignore": "notes.md\n" });
  back(root);
  expect(text(root, "notes.md")).toBe("mine\n");
  expect(back(root, { undo: true }).refused).toBeNull();
  expect(readdirSync(root).sort()).toEqual([".git", ".gitignore", ".task", "a.txt"]);
});

test.each([["line\nbreak"], ["return\r"], ['"quoted'], ["back\\slash"], [" blanks "], ["日本 ö"]])(
  "a file called %j comes back",
  (name) => {
    const root = repository({ "a.txt": "1\n" });
    write(root, { [name]: "mine\n" });
    snapshot(root);
    unlinkSync(join(root, name));
    expect(back(root).changes).toEqual([{ path: name, status: "added" }]);
    expect(text(root, name)).toBe("mine\n");
  },
);
