// Guarantee: A verdict is about one thing.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { placesOf, topLevel } from "../../../src/project/git/git.ts";
import { failed } from "../../../src/project/repo.ts";
import { treeOf } from "../../../src/project/trees/tree.ts";
import { runs } from "../../harness/in-full.ts";
import { located, projects } from "../trees/tree-projects.ts";

const { root, folder, git, write, repository, at, tree, base, changes, names, diff, read } =
  projects();

describe("the tree of a repository", () => {
  test("is HEAD's for a clean checkout, and stays the same when asked again", () => {
    const project = repository();
    expect(tree(project)).toBe(`git:${git(project, "rev-parse", "HEAD^{tree}").trim()}`);
    expect(tree(project)).toBe(base(project));
  });

  test("holds changed, deleted and untracked files and not ignored ones", () => {
    const project = repository({ "a.txt": "1\n", "b.txt": "2\n", ".gitignore": "*.log\n" });
    write(project, { "a.txt": "1\nmore\n", "new/c.txt": "3\n", "x.log": "noise\n" });
    rmSync(join(project, "b.txt"));
    expect(changes(project, base(project), tree(project))).toEqual([
      { path: "a.txt", status: "modified", added: 1, removed: 0 },
      { path: "b.txt", status: "deleted", added: 0, removed: 1 },
      { path: "new/c.txt", status: "added", added: 1, removed: 0 },
    ]);
  });

  test("leaves excluded folders and its own scratch folder out, tracked or not", () => {
    const project = repository({
      "a.txt": "1\n",
      ".task/README.md": "tracked\n",
      "pipeline/x.md": "x\n",
      "src/pipeline/y": "y\n",
    });
    const first = tree(project, [".task", "pipeline"]);
    write(project, {
      ".task/events.jsonl": "{}\n",
      ".task/README.md": "changed\n",
      "pipeline/z.md": "z\n",
    });
    expect(tree(project, [".task", "pipeline"])).toBe(first);
    expect(base(project, [".task", "pipeline"])).toBe(first);
    expect(tree(project, [])).not.toBe(first);
    expect(read(project, first, ".task/README.md")).toBeNull();
    expect(read(project, first, "src/pipeline/y")).toBe("y\n");
    const place = { root: project, task: join(project, "own") };
    const outside = treeOf(place, { exclude: [] });
    expect(treeOf(place, { exclude: [] })).toEqual(outside);
  });

  test("depends on the files and ignore rules alone, not on earlier calls or a lost scratch folder", () => {
    const project = repository();
    write(project, { "build.out": "x\n" });
    tree(project);
    write(project, { ".gitignore": "*.out\n" });
    const ignored = tree(project);
    rmSync(join(project, ".task"), { recursive: true });
    expect(tree(project)).toBe(ignored);
    expect(read(project, ignored, "build.out")).toBeNull();
  });

  test("is the same with what earlier calls left behind and without it, whatever happens in between", () => {
    const file = fc.constantFrom("a.txt", "src/b.txt", "src/c.txt", "d.log");
    const quiet =
      (...args: string[]) =>
      (project: string) => {
        Bun.spawnSync(["git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], {
          cwd: project,
        });
      };
    const step = fc.oneof(
      fc.tuple(file, fc.constantFrom("1\n", "2\n", "xyz\n")).map(
        ([path, text]) =>
          (project: string) =>
            write(project, { [path]: text }),
      ),
      file.map((path) => (project: string) => rmSync(join(project, path), { force: true })),
      file.map((path) => quiet("add", "--force", path)),
      file.map((path) => quiet("rm", "--cached", path)),
      file.map((path) => quiet("update-index", "--assume-unchanged", path)),
      fc
        .constantFrom("*.log\n", "src\n", "")
        .map((text) => (project: string) => write(project, { ".gitignore": text })),
      fc.constantFrom(
        quiet("commit", "-qam", "more"),
        quiet("status"),
        quiet("reset", "-q", "--hard"),
      ),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        const project = repository();
        for (const run of steps) {
          run(project);
          const fresh = treeOf(
            { root: project, task: folder("fresh") },
            {
              exclude: [".task"],
            },
          );
          expect(fresh).toEqual({ ok: true, tree: tree(project) });
        }
      }),
      { numRuns: runs(20) },
    );
  });

  test("changes nothing of the person's", () => {
    const project = repository();
    write(project, { "a.txt": "staged\n" });
    git(project, "add", "a.txt");
    write(project, { "a.txt": "in the work tree\n", "u.txt": "untracked\n" });
    const look = () => ({
      index: readFileSync(join(project, ".git/index")).toString("hex"),
      config: readFileSync(join(project, ".git/config"), "utf8"),
      objects: readdirSync(join(project, ".git/objects"), { recursive: true }).sort(),
      refs: git(project, "for-each-ref"),
      status: git(project, "status", "--porcelain", "--", ".", ":(exclude).task"),
    });
    const was = look();
    tree(project);
    base(project);
    expect(look()).toEqual(was);
  });

  test("before the first commit, and of an empty project", () => {
    const project = folder();
    git(project, "init", "-q");
    const empty = tree(project);
    expect(empty).toBe(base(project));
    write(project, { "a.txt": "1\n" });
    expect(names(project, empty, tree(project))).toEqual(["a a.txt"]);
  });

  test("with sha256 objects", () => {
    const project = repository({ "a.txt": "1\n" }, "--object-format=sha256");
    const first = base(project);
    expect(first).toMatch(/^git:[0-9a-f]{64}$/);
    write(project, { "a.txt": "2\n" });
    expect(names(project, first, tree(project))).toEqual(["m a.txt"]);
  });

  test("on a detached HEAD and in a linked worktree", () => {
    const project = repository();
    git(project, "checkout", "-q", "--detach");
    const first = tree(project);
    const linked = join(folder("linked"), "w");
    git(project, "worktree", "add", "-q", linked);
    expect(tree(linked)).toBe(first);
    write(linked, { "a.txt": "9\n" });
    expect(names(linked, first, tree(linked))).toEqual(["m a.txt"]);
    expect(tree(project)).toBe(first);
  });

  test("leaves worktrees of the repository out that lie inside of the project", () => {
    const project = repository();
    const first = tree(project);
    git(project, "worktree", "add", "-q", join(project, ".claude/worktrees/w"));
    write(project, { ".claude/worktrees/w/z.txt": "z\n" });
    expect(tree(project)).toBe(first);
    // As newer versions of git write it where worktree.useRelativePaths is set.
    writeFileSync(join(project, ".git/worktrees/w/gitdir"), "../../../.claude/worktrees/w/.git\n");
    expect(tree(project)).toBe(first);
  });

  test("of a folder below the top holds that folder only", () => {
    const project = repository({ "a.txt": "1\n", "pkg/b.txt": "2\n", "pkg/pipeline/p": "p\n" });
    const sub = join(project, "pkg");
    const first = tree(sub, [".task", "pipeline"]);
    expect(first).toBe(base(sub, [".task", "pipeline"]));
    write(project, { "a.txt": "changed above\n" });
    expect(tree(sub, [".task", "pipeline"])).toBe(first);
    write(sub, { "b.txt": "changed\n", "c.txt": "new\n" });
    const now = tree(sub, [".task", "pipeline"]);
    expect(names(sub, first, now)).toEqual(["m b.txt", "a c.txt"]);
    expect(read(sub, now, "b.txt")).toBe("changed\n");
    expect(diff(sub, first, now).text).toContain("+++ b/b.txt");
    const bare = join(project, "none");
    mkdirSync(bare);
    expect(tree(bare)).toBe(base(bare));
  });

  test("has the files of submodules and repositories inside; as a commit can have them, the commit of a submodule", () => {
    const library = repository({ "lib.txt": "1\n" });
    const project = repository();
    git(project, "submodule", "--quiet", "add", library, "lib");
    git(project, "commit", "-qm", "lib");
    git(project, "clone", "-q", library, "api");
    git(folder("none"), "init", "-q", join(project, "fresh"));
    const plain = (): string => {
      const taken = treeOf(located(project), at(undefined, { committable: true }));
      if (!taken.ok) throw new Error(taken.problem);
      return taken.tree;
    };
    const [first, commit] = [tree(project), plain()];
    expect(commit).toBe(base(project));
    expect([read(project, first, "lib/lib.txt"), read(project, commit, "lib/lib.txt")]).toEqual([
      "1\n",
      null,
    ]);
    write(project, { "lib/lib.txt": "2\n", "api/lib.txt": "2\n", "fresh/x.txt": "1\n" });
    expect([names(project, first, tree(project)), plain()]).toEqual([
      ["m api/lib.txt", "a fresh/x.txt", "m lib/lib.txt"],
      commit,
    ]);
    git(join(project, "lib"), "commit", "-qam", "2");
    expect(names(project, commit, plain())).toEqual(["m lib"]);
  });

  test("during a merge conflict takes the files as they are", () => {
    const project = repository({ "sub/x": "x\n", "a.txt": "1\n" });
    git(project, "checkout", "-qb", "other");
    write(project, { "a.txt": "other\n" });
    git(project, "commit", "-qam", "other");
    git(project, "checkout", "-q", "-");
    write(project, { "a.txt": "mine\n" });
    git(project, "commit", "-qam", "mine");
    expect(() => git(project, "merge", "other")).toThrow();
    expect(read(project, tree(project), "a.txt")).toContain("<<<<<<<");
    expect(read(join(project, "sub"), tree(join(project, "sub")), "x")).toBe("x\n");
  });

  test("of a partial clone is told without the files that it lacks", () => {
    const whole = repository({ "a/x.txt": "1\n", "b/y.txt": "2\n" });
    git(whole, "config", "uploadpack.allowFilter", "true");
    const project = folder("partial");
    git(project, "clone", "-q", "--filter=blob:none", "--sparse", `file://${whole}`, ".");
    git(project, "sparse-checkout", "set", "--cone", "a");
    const head = `git:${git(whole, "rev-parse", "HEAD^{tree}").trim()}`;
    expect([base(project), tree(project)]).toEqual([head, head]);
    write(project, { "a/x.txt": "3\n" });
    expect(names(project, base(project), tree(project))).toEqual(["m a/x.txt"]);
  });

  test("in a sparse checkout keeps what is not checked out", () => {
    const project = repository({ "a/x": "1\n", "b/y": "2\n" });
    const first = tree(project);
    git(project, "sparse-checkout", "set", "--cone", "a");
    expect(existsSync(join(project, "b/y"))).toBe(false);
    expect(tree(project)).toBe(first);
    write(project, { "b/new": "outside of the cone\n", "b/y": "changed\n" });
    expect(names(project, first, tree(project))).toEqual(["a b/new", "m b/y"]);
  });

  test("sees through marks that hide changes from git", () => {
    const project = repository({ "a.txt": "1\n", "b.txt": "2\n", "c.txt": "3\n" });
    git(project, "update-index", "--assume-unchanged", "a.txt");
    git(project, "update-index", "--skip-worktree", "b.txt", "c.txt");
    write(project, { "a.txt": "changed\n", "b.txt": "changed\n" });
    rmSync(join(project, "c.txt"));
    expect(names(project, base(project), tree(project))).toEqual(["m a.txt", "m b.txt", "d c.txt"]);
    mkdirSync(join(project, ".git/info"), { recursive: true });
    writeFileSync(join(project, ".git/info/sparse-checkout"), "a.txt\n");
    rmSync(join(project, ".task"), { recursive: true });
    expect(names(project, base(project), tree(project))).toContain("m b.txt");
  });

  test("sees a change that leaves size and time as they were", () => {
    const project = repository({ "a.txt": "aaaa\n" });
    git(project, "config", "core.trustctime", "false");
    const file = join(project, "a.txt");
    const { atime, mtime } = statSync(file);
    const second = (): bigint => statSync(file, { bigint: true }).ctimeNs / 1_000_000_000n;
    const before = second();
    utimesSync(join(project, ".git/index"), atime, new Date(mtime.getTime() + 60_000));
    // Git compares whole seconds: the change has to fall into another one than the commit.
    do {
      writeFileSync(file, "bbbb\n");
      utimesSync(file, atime, mtime);
    } while (second() === before);
    expect(read(project, tree(project), "a.txt")).toBe("bbbb\n");
  });

  test("sees a change made in the same moment as the index was written, however long ago", () => {
    const project = folder();
    git(project, "init", "-q");
    const file = join(project, "a.txt");
    const then = new Date("2024-05-06T07:08:09Z");
    const put = (text: string) => {
      writeFileSync(file, text);
      utimesSync(file, then, then);
    };
    put("aaaa\n");
    git(project, "add", "a.txt");
    utimesSync(join(project, ".git/index"), then, then);
    put("bbbb\n");
    expect(read(project, tree(project), "a.txt")).toBe("bbbb\n");
  });
});

test("the top level is found by folder entries alone", () => {
  const project = repository();
  expect(topLevel(join(project, "src"))).toBe(project);
  mkdirSync(join(project, "src/.git"));
  expect(topLevel(join(project, "src"))).toBe(project);
  expect(topLevel(folder("plain"))).toBeNull();
  expect(topLevel(join(root, "nowhere"))).toBeNull();
  const moved = `${project}-moved`;
  renameSync(project, moved);
  symlinkSync(moved, project);
  expect(topLevel(project)).toBe(moved);
});

test("a repository of another user is refused with the line by which git itself says to trust it", () => {
  const line = "git config --global --add safe.directory '/a b/project'";
  const err = `fatal: detected dubious ownership in repository at '/a b/project'\nTo add an exception for this directory, call:\n\n\t${line}\n`;
  const run = { ok: false, problem: "exit", out: Buffer.alloc(0), err } as never;
  expect(failed({ timeout: 1 }, ["add"], run).remedy).toBe(`if you trust this repository: ${line}`);
});

test("a pipe in the place of HEAD is no repository: git would wait for its other end", () => {
  const project = repository({ "a.txt": "1\n" });
  rmSync(join(project, ".git/HEAD"));
  Bun.spawnSync(["mkfifo", join(project, ".git/HEAD")]);
  expect(placesOf(project)).toBeNull();
});
