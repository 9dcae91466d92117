import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { topLevel } from "../../scripts/adapters/git.ts";
import { lineDiff } from "../../scripts/adapters/line-diff.ts";
import { EMPTY_PLAIN_TREE, plainTreeOf } from "../../scripts/adapters/plain-tree.ts";
import { baseTree, treeOf } from "../../scripts/adapters/tree.ts";
import {
  changedFiles,
  diffText,
  hasFolder,
  readAt,
  readFiles,
  TreeUnreadable,
} from "../../scripts/adapters/tree-changes.ts";

setDefaultTimeout(20_000);

const root = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-tree-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const HOME = join(root, "home");
mkdirSync(HOME);
const before = { ...process.env };
// The tests' own git settings must not decide; what the product does with such variables is tested below.
Object.assign(process.env, { HOME, XDG_CONFIG_HOME: HOME });
afterAll(() => {
  Object.assign(process.env, before);
});

let count = 0;
const folder = (name = "project") => {
  const path = join(root, `${name}-${count++}`);
  mkdirSync(path);
  return path;
};
const git = (cwd: string, ...args: string[]) => {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "protocol.file.allow=always"];
  const done = Bun.spawnSync(["git", ...identity, ...args], { cwd, env: process.env });
  if (done.exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${done.stderr}`);
  return done.stdout.toString();
};
const write = (project: string, files: Record<string, string | Buffer>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
};
const repository = (
  files: Record<string, string | Buffer> = { "a.txt": "1\n", "src/b.txt": "2\n" },
  ...init: string[]
) => {
  const project = folder();
  git(project, "init", "-q", ...init);
  write(project, files);
  git(project, "add", "-A");
  if (Object.keys(files).length > 0) git(project, "commit", "-qm", "first");
  return project;
};
const at = (project: string, exclude = [".task"], more: object = {}) => ({
  exclude,
  scratch: join(project, ".task", "trees"),
  ...more,
});
const tree = (project: string, exclude?: string[]) => {
  const result = treeOf(project, at(project, exclude));
  if (!result.ok) throw new Error(`${result.problem} / ${result.remedy}`);
  return result.tree;
};
const base = (project: string, exclude?: string[]) => {
  const result = baseTree(project, at(project, exclude));
  if (!result.ok) throw new Error(result.problem);
  return result.tree;
};
const changes = (project: string, from: string, to: string) => changedFiles(project, from, to, at(project).scratch);
const names = (project: string, from: string, to: string) =>
  changes(project, from, to).map((file) => `${file.status[0]} ${file.path}`);
const diff = (project: string, from: string, to: string, max = 100_000) =>
  diffText(project, from, to, at(project).scratch, max);
const read = (project: string, of: string, path: string) => readAt(project, of, path, at(project).scratch);

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
    write(project, { ".task/events.jsonl": "{}\n", ".task/README.md": "changed\n", "pipeline/z.md": "z\n" });
    expect(tree(project, [".task", "pipeline"])).toBe(first);
    expect(base(project, [".task", "pipeline"])).toBe(first);
    expect(tree(project, [])).not.toBe(first);
    expect(read(project, first, ".task/README.md")).toBeNull();
    expect(read(project, first, "src/pipeline/y")).toBe("y\n");
    const outside = treeOf(project, { exclude: [], scratch: join(project, "own") });
    expect(treeOf(project, { exclude: [], scratch: join(project, "own") })).toEqual(outside);
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
        Bun.spawnSync(["git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], { cwd: project });
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
      fc.constantFrom(quiet("commit", "-qam", "more"), quiet("status"), quiet("reset", "-q", "--hard")),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        const project = repository();
        for (const run of steps) {
          run(project);
          const fresh = treeOf(project, { exclude: [".task"], scratch: join(folder("fresh"), "trees") });
          expect(fresh).toEqual({ ok: true, tree: tree(project) });
        }
      }),
      { numRuns: 10 },
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

  test("with a submodule takes the commit that is checked out there", () => {
    const library = repository({ "lib.txt": "1\n" });
    const project = repository();
    git(project, "submodule", "--quiet", "add", library, "lib");
    git(project, "commit", "-qm", "lib");
    const first = tree(project);
    expect(first).toBe(base(project));
    expect(read(project, first, "lib")).toBeNull();
    expect(read(project, first, "lib/lib.txt")).toBeNull();
    write(project, { "lib/lib.txt": "2\n" });
    git(join(project, "lib"), "commit", "-qam", "2");
    expect(names(project, first, tree(project))).toEqual(["m lib"]);
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
  });

  test("sees a change that leaves size and time as they were", () => {
    const project = repository({ "a.txt": "aaaa\n" });
    git(project, "config", "core.trustctime", "false");
    const file = join(project, "a.txt");
    const { atime, mtime, ctimeMs } = statSync(file);
    utimesSync(join(project, ".git/index"), atime, new Date(mtime.getTime() + 60_000));
    // Git compares whole seconds: the change has to fall into another one than the commit.
    do {
      writeFileSync(file, "bbbb\n");
      utimesSync(file, atime, mtime);
    } while (Math.floor(statSync(file).ctimeMs / 1000) === Math.floor(ctimeMs / 1000));
    expect(read(project, tree(project), "a.txt")).toBe("bbbb\n");
  });

  test("sees a change made in the same moment as the index was written", () => {
    for (let i = 0; i < 5; i++) {
      const project = repository({ "a.txt": "aaaa\n" });
      writeFileSync(join(project, "a.txt"), "bbbb\n");
      expect(read(project, tree(project), "a.txt")).toBe("bbbb\n");
    }
  });

  test("takes links as links and odd names as they are", () => {
    const odd = [
      "ä ö.txt",
      "new\nline.txt",
      'quo"te.txt',
      "back\\slash.txt",
      "-rf",
      ":(top)x",
      "Case.txt",
      "case.txt",
      "tab\t.txt",
      "*",
    ];
    const project = repository();
    const first = tree(project);
    write(project, Object.fromEntries(odd.map((name) => [name, `${name}\n`])));
    symlinkSync("/etc/passwd", join(project, "link"));
    symlinkSync("..", join(project, "up"));
    const now = tree(project);
    expect(names(project, first, now).sort()).toEqual([...odd, "link", "up"].map((name) => `a ${name}`).sort());
    for (const name of odd.filter((one) => !one.includes("\n"))) expect(read(project, now, name)).toBe(`${name}\n`);
    expect(read(project, now, "link")).toBe("/etc/passwd");
    expect(diff(project, first, now).text).toContain("new file mode 120000");
  });

  test("takes a file whose name is not UTF-8, marked to hide it as well", () => {
    const project = repository();
    const name = Buffer.concat([Buffer.from(`${project}/`), Buffer.from([0x66, 0xff, 0x66])]);
    writeFileSync(name, "1\n");
    git(project, "add", "-A");
    git(project, "commit", "-qm", "odd");
    Bun.spawnSync(["sh", "-c", "git update-index --assume-unchanged f*"], { cwd: project });
    const first = tree(project);
    expect(first).toBe(base(project));
    writeFileSync(name, "2\n");
    expect(changes(project, first, tree(project))).toHaveLength(1);
  });

  test("takes a large file", () => {
    const project = repository();
    write(project, { "big.bin": Buffer.alloc(20 * 1024 * 1024, 7) });
    const now = tree(project);
    expect(changes(project, base(project), now)[0]?.path).toBe("big.bin");
    expect(read(project, now, "big.bin")).toBeNull();
  });

  test("starts no hook, file system monitor or diff program of the repository, and is led nowhere by the caller", () => {
    const project = repository();
    const trap = join(project, ".git", "trap.sh");
    writeFileSync(trap, `#!/bin/sh\ntouch "${root}/sprung"\n`);
    chmodSync(trap, 0o755);
    mkdirSync(join(project, ".git/hooks"), { recursive: true });
    for (const hook of ["post-index-change", "pre-commit", "fsmonitor-watchman"])
      writeFileSync(join(project, ".git/hooks", hook), readFileSync(trap), { mode: 0o755 });
    git(project, "config", "core.hooksPath", join(project, ".git/hooks"));
    git(project, "config", "diff.evil.command", trap);
    git(project, "config", "diff.evil.textconv", trap);
    git(project, "config", "diff.external", trap);
    git(project, "config", "core.fsmonitor", trap);
    git(project, "config", "core.worktree", HOME);
    rmSync(join(root, "sprung"), { force: true });
    const first = tree(project);
    write(project, { "a.txt": "changed\n", ".gitattributes": "*.txt diff=evil\n" });
    const saved = process.env.GIT_DIR;
    Object.assign(process.env, { GIT_DIR: HOME, GIT_INDEX_FILE: join(HOME, "index"), GIT_EXTERNAL_DIFF: trap });
    try {
      const now = tree(project);
      expect(diff(project, first, now).text).toContain("+changed");
      expect(read(project, now, "a.txt")).toBe("changed\n");
    } finally {
      for (const name of ["GIT_DIR", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF"]) delete process.env[name];
      if (saved !== undefined) process.env.GIT_DIR = saved;
    }
    expect(existsSync(join(root, "sprung"))).toBe(false);
    expect(readdirSync(HOME)).toEqual([]);
  });

  test("starts no filter that only the repository's files name, and one that the person set up", () => {
    const project = repository({ "a.txt": "abc\n", ".gitattributes": "*.txt filter=shout\n" });
    expect(read(project, tree(project), "a.txt")).toBe("abc\n");
    git(project, "config", "filter.shout.clean", "tr a-z A-Z");
    write(project, { "a.txt": "abcd\n" });
    expect(read(project, tree(project), "a.txt")).toBe("ABCD\n");
  });

  test("can be taken by several processes at once", async () => {
    const project = repository(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, `${i}\n`])));
    write(project, { f1: "changed\n", n: "new\n" });
    const code = `import { treeOf } from ${JSON.stringify(join(import.meta.dir, "../../scripts/adapters/tree.ts"))};
      console.log(JSON.stringify(treeOf(${JSON.stringify(project)}, ${JSON.stringify(at(project))})));`;
    const runs = Array.from({ length: 4 }, () => new Response(Bun.spawn([process.execPath, "-e", code]).stdout).text());
    const results = new Set(await Promise.all(runs));
    expect([...results].map((text) => JSON.parse(text))).toEqual([{ ok: true, tree: tree(project) }]);
    expect(readdirSync(join(project, ".task/trees/git")).filter((name) => name.startsWith("index"))).toEqual([]);
  });

  test("survives a process that was killed half-way", () => {
    const project = repository();
    const first = tree(project);
    const dead = Bun.spawnSync(["true"]).pid;
    writeFileSync(join(project, `.task/trees/git/index-${dead}-0`), "rubbish");
    expect(tree(project)).toBe(first);
    expect(existsSync(join(project, `.task/trees/git/index-${dead}-0`))).toBe(false);
  });
});

describe("a tree that cannot be taken is a problem with a remedy", () => {
  const failed = (project: string, more: object = {}) => {
    const result = treeOf(project, at(project, [".task"], more));
    if (result.ok) throw new Error("a tree was taken");
    return result;
  };

  test("a nested repository without a commit", () => {
    const project = repository();
    mkdirSync(join(project, "nested"));
    git(join(project, "nested"), "init", "-q");
    expect(failed(project)).toEqual({
      ok: false,
      problem:
        "git could not take in the project's files: 'nested/' does not have a commit checked out; adding files failed",
      remedy: "commit in the nested repository, remove its .git folder, or put it into .gitignore",
    });
  });

  test("a pipe in place of a tracked file", () => {
    const project = repository();
    rmSync(join(project, "a.txt"));
    Bun.spawnSync(["mkfifo", join(project, "a.txt")]);
    expect(failed(project).remedy).toContain("remove the named pipe");
  });

  test("a filter that is required and fails", () => {
    const project = repository({ ".gitattributes": "*.txt filter=lost\n" });
    git(project, "config", "filter.lost.clean", "false");
    git(project, "config", "filter.lost.required", "true");
    write(project, { "b.txt": "1\n" });
    expect(failed(project).remedy).toContain("filter");
  });

  test("a filter that never ends", () => {
    const project = repository({ ".gitattributes": "*.txt filter=slow\n" });
    git(project, "config", "filter.slow.clean", "sleep 3; cat");
    write(project, { "b.txt": "1\n" });
    expect(failed(project, { timeout: 300 }).problem).toBe("git needed more than 0.3 s to hash the project's files");
  });

  test("a broken index, a missing folder", () => {
    const project = repository();
    writeFileSync(join(project, ".git/index"), "rubbish");
    expect(failed(project).problem).toContain("index");
    expect(treeOf(join(root, "nowhere"), at(root)).ok).toBe(false);
  });

  test.skipIf(process.getuid?.() === 0)("an unreadable file, even when the settings say to pass over it", () => {
    const project = repository();
    git(project, "config", "add.ignoreErrors", "true");
    write(project, { "secret.txt": "1\n" });
    chmodSync(join(project, "secret.txt"), 0);
    expect(failed(project).problem).toContain('open("secret.txt"): Permission denied');
    expect(failed(project).remedy).toContain("readable");
    const plain = folder("plain");
    write(plain, { "secret.txt": "1\n" });
    chmodSync(join(plain, "secret.txt"), 0);
    expect(failed(plain).problem).toBe('"secret.txt" could not be read: EACCES');
  });
});

/** One suite for both kinds of tree: what is kept reads back and compares, whatever has happened to the files since. */
describe.each([
  ["git", () => repository({})],
  ["dir", () => folder("plain")],
])("kept trees (%s)", (kind, make) => {
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

  test("name their kind and list what changed", () => {
    const { project, from, to } = two();
    expect(from).toStartWith(`${kind}:`);
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
    expect(diff(project, from, to, bytes)).toEqual({ text, truncated: false });
    for (const max of [bytes - 1, 100, 1, 0]) {
      const part = diff(project, from, to, max);
      expect(part.truncated).toBe(true);
      expect(Buffer.byteLength(part.text)).toBeLessThanOrEqual(max);
      expect(text.startsWith(part.text) && (part.text === "" || part.text.endsWith("\n"))).toBe(true);
    }
  });

  test("give files and folders", () => {
    const { project, from, to } = two();
    expect(read(project, from, "edit.txt")).toBe("1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    expect(read(project, to, "dir/new.txt")).toBe("ä\n");
    const asked = ["old.txt", "dir", "nope", "", "../x", "./keep.txt", "a\0b", "a\nb", "keep.txt"];
    expect([...readFiles(project, to, asked, at(project).scratch)]).toEqual(
      asked.map((path) => [path, path === "keep.txt" ? "same\n" : null]),
    );
    const has = (path: string) => hasFolder(project, to, path, at(project).scratch);
    expect(["", "dir", "keep.txt", "di", "nope"].filter(has)).toEqual(["", "dir"]);
  });

  test("say so when they are not there", () => {
    const { project, from } = two();
    const lost = kind === "git" ? `git:${"0".repeat(39)}1` : `dir:${"0".repeat(64)}`;
    expect(() => changes(project, from, lost)).toThrow(TreeUnreadable);
    expect(() => diff(project, lost, from)).toThrow(TreeUnreadable);
    expect(() => read(project, lost, "keep.txt")).toThrow(TreeUnreadable);
    expect(() => read(project, "git:--output=x", "keep.txt")).toThrow(TreeUnreadable);
  });
});

test("the project's attributes cannot hide a change from the diff", () => {
  const project = repository({ "a.txt": "1\n" });
  write(project, { "a.txt": "evil\n", ".gitattributes": "*.txt -diff\n" });
  git(project, "config", "core.attributesFile", join(project, ".gitattributes"));
  expect(diff(project, base(project), tree(project)).text).toContain("+evil");
});

test("a replaced object does not change what a tree reads as", () => {
  const project = repository({ "a.txt": "true\n", "b.txt": "false\n" });
  git(
    project,
    "replace",
    git(project, "rev-parse", "HEAD:a.txt").trim(),
    git(project, "rev-parse", "HEAD:b.txt").trim(),
  );
  expect(read(project, tree(project), "a.txt")).toBe("true\n");
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
    expect(base(project)).toBe(EMPTY_PLAIN_TREE);
    expect(names(project, base(project), now)).toEqual(["a a.txt", "a sub/pipeline/q", "a up"]);
    expect(tree(project, ["pipeline"])).toBe(now);
    expect(read(project, now, "up")).toBe("..");
  });

  test("is bounded, and says by what", () => {
    const project = folder("plain");
    write(project, { a: "1", b: "2", c: "3" });
    const limited = (files: number, bytes: number) =>
      plainTreeOf(project, { ...at(project), limits: { files, bytes } });
    expect(limited(3, 3).ok).toBe(true);
    expect(limited(2, 3)).toMatchObject({
      ok: false,
      problem: "the project has no git repository and holds more than 2 files",
    });
    expect(limited(3, 2)).toMatchObject({ ok: false, problem: expect.stringContaining("MB") });
  });

  test("that becomes a repository can still be compared with what it was", () => {
    const project = folder("plain");
    write(project, { "a.txt": "1\n", "b.txt": "2\n" });
    const plain = tree(project);
    git(project, "init", "-q");
    write(project, { "b.txt": "3\n" });
    const now = tree(project);
    expect([plain.slice(0, 4), now.slice(0, 4)]).toEqual(["dir:", "git:"]);
    expect(names(project, plain, now)).toEqual(["m b.txt"]);
    expect(diff(project, plain, now).text).toContain("-2\n+3\n");
    rmSync(join(project, ".git"), { recursive: true });
    expect(names(project, now, tree(project))).toEqual([]);
  });

  test("is also what a machine without git makes of a repository", () => {
    const project = repository();
    const path = process.env.PATH;
    process.env.PATH = HOME;
    try {
      expect(tree(project)).toStartWith("dir:");
    } finally {
      process.env.PATH = path;
    }
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

describe("a diff of lines", () => {
  const text = fc
    .array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "-x\n"), { maxLength: 25 })
    .map((lines) => lines.join(""));
  const ending = fc.constantFrom("", "end", "end\n");

  test("is one that git applies, to the very text", () => {
    fc.assert(
      fc.property(text, ending, text, ending, (a, x, b, y) => {
        const project = folder("apply");
        write(project, { f: a + x });
        const { hunks, added, removed } = lineDiff(a + x, b + y);
        expect(hunks === "").toBe(a + x === b + y);
        if (hunks === "" || a + x === "" || b + y === "") return;
        Bun.spawnSync(["git", "apply", "-"], { cwd: project, stdin: Buffer.from(`--- a/f\n+++ b/f\n${hunks}`) });
        expect(readFileSync(join(project, "f"), "utf8")).toBe(b + y);
        const lines = (sign: string) => hunks.split("\n").filter((line) => line.startsWith(sign)).length;
        expect([added, removed]).toEqual([lines("+"), lines("-")]);
      }),
      { numRuns: 60 },
    );
  });

  test("gives up on texts that have nothing in common, not on their length", () => {
    const lines = (sign: string) => Array.from({ length: 3_000 }, (_, i) => `${sign}${i}\n`).join("");
    expect(lineDiff(lines("a"), lines("b"))).toMatchObject({ added: 3_000, removed: 3_000 });
    expect(lineDiff(lines("a"), `${lines("a")}z\n`)).toMatchObject({ added: 1, removed: 0 });
  });
});
