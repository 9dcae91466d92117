// What reviewers are bound to is the bytes on the disk, whatever git is told of them, and honest
// repositories stay as they are.
// Runs: in full too.
// Not in npm test: ^a change is seen (?:in a folder with a|in a folder that|past an index)
// Not in npm test: ^a change is seen past modes
// Not in npm test: ^a large file of a try
// Not in npm test: ^a large project
import { describe, expect, test } from "bun:test";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { treeStore } from "../../../src/project/project.ts";
import { type DiskOptions, diskTree } from "../../../src/project/trees/disk-tree.ts";
import { standIn } from "../../../src/project/trees/stand-in.ts";
import { withGitSettings } from "../../harness/project.ts";
import { located, projects } from "./tree-projects.ts";

const { root, HOME, folder, git, write, repository, at, names, diff, read, base } = projects();

/** With time enough for thousands of files on a machine that is busy with other tests. */
const taken = (project: string, more: Partial<DiskOptions> = {}) =>
  diskTree(located(project), at([".task"], { timeout: 600_000, ...more }));
const disk = (project: string, more: Partial<DiskOptions> = {}): string => {
  const result = taken(project, more);
  if (!result.ok) throw new Error(`${result.problem} / ${result.remedy}`);
  return result.tree;
};
/** What reviewers see of a change that begins when nothing is wrong yet. */
const seen = (project: string, change: () => void, more: Partial<DiskOptions> = {}): string[] => {
  const before = disk(project, more);
  change();
  return names(project, before, disk(project, { known: before, ...more })).sort();
};
const evil = (project: string): void => write(project, { "a.txt": "evil\n" });

describe("a change is seen", () => {
  test.each<[string, (project: string) => void]>([
    ["info/attributes", (project) => put(project, "info/attributes", "* filter=x text ident\n")],
    [
      "core.attributesFile",
      (project) => git(project, "config", "core.attributesFile", put(project, "x", "* filter=x\n")),
    ],
    [
      "a clean filter of the repository",
      (project) => git(project, "config", "filter.x.clean", "cat .git/HEAD"),
    ],
    ["core.worktree", (project) => git(project, "config", "core.worktree", folder("other"))],
    ["core.fsmonitor", (project) => git(project, "config", "core.fsmonitor", "true")],
    ["core.untrackedCache", (project) => git(project, "config", "core.untrackedCache", "true")],
    ["core.ignoreStat", (project) => git(project, "config", "core.ignoreStat", "true")],
    ["core.checkStat", (project) => git(project, "config", "core.checkStat", "minimal")],
    ["core.trustctime", (project) => git(project, "config", "core.trustctime", "false")],
    ["core.ignoreCase", (project) => git(project, "config", "core.ignoreCase", "true")],
    [
      "core.precomposeUnicode",
      (project) => git(project, "config", "core.precomposeUnicode", "true"),
    ],
    ["assume-unchanged", (project) => git(project, "update-index", "--assume-unchanged", "a.txt")],
    ["skip-worktree", (project) => git(project, "update-index", "--skip-worktree", "a.txt")],
    ["an index without the file", (project) => git(project, "rm", "-q", "--cached", "a.txt")],
    ["no index at all", (project) => rmSync(join(project, ".git/index"))],
  ])("past %s", (_, blind) => {
    const project = repository();
    const change = () => {
      blind(project);
      evil(project);
    };
    expect(seen(project, change)).toContain("m a.txt");
    expect(diff(project, base(project), disk(project)).text).toContain("+evil");
  });

  test("past a filter that the person set up, and past attributes of the tree", () => {
    const set = { "filter.same.clean": "printf '1\\n'" };
    withGitSettings(set, () => {
      const project = repository({ "a.txt": "1\n", ".gitattributes": "*.txt filter=same\n" });
      expect(seen(project, () => evil(project))).toEqual(["m a.txt"]);
    });
    for (const attribute of [
      "text eol=lf",
      "ident",
      "text working-tree-encoding=ISO-8859-1",
      "binary",
      "export-ignore",
    ]) {
      const project = repository({ "a.txt": "$Id$\n", ".gitattributes": `*.txt ${attribute}\n` });
      const change = () =>
        write(project, { "a.txt": attribute === "ident" ? "$Id: evil $\n" : "$Id$\r\n" });
      expect([attribute, seen(project, change)]).toEqual([attribute, ["m a.txt"]]);
    }
  });

  test("past modes and links that git is told not to see", () => {
    const project = repository({ "a.sh": "1\n", link: "a.sh" });
    git(project, "config", "core.fileMode", "false");
    git(project, "config", "core.symlinks", "false");
    const change = () => {
      chmodSync(join(project, "a.sh"), 0o755);
      rmSync(join(project, "link"));
      symlinkSync("a.sh", join(project, "link"));
    };
    expect(seen(project, change)).toEqual(["m a.sh", "m link"]);
  });

  test("past an index whose entry says that other bytes are the file's", () => {
    const project = repository({ "a.txt": "aaaa\n", "b.txt": "1\n" });
    const change = () => {
      evil(project);
      // Git reads a file again that is as new as the index.
      utimesSync(join(project, "a.txt"), 1_000_000_000, 1_000_000_000);
      git(project, "add", "a.txt");
      // The entry keeps size and times of what lies there, and gets the hash of what was there.
      const file = join(project, ".git/index");
      const hex = readFileSync(file).toString("hex");
      const [was, now] = ["HEAD:a.txt", ":a.txt"].map((name) =>
        git(project, "rev-parse", name).trim(),
      );
      const forged = Buffer.from(hex.replace(now!, was!), "hex").subarray(0, -20);
      const sum = new Bun.CryptoHasher("sha1").update(forged).digest();
      writeFileSync(file, Buffer.concat([forged, sum]));
      expect(git(project, "status", "--porcelain", "-uno")).toBe("");
    };
    expect(seen(project, change)).toEqual(["m a.txt"]);
  });

  test("in a repository inside of the project, by its files, whatever its own config says", () => {
    const project = repository();
    const inner = join(project, "src/inner");
    const make = () => {
      write(inner, {
        "evil.ts": "1\n",
        "deep/x.ts": "1\n",
        "gen/y.ts": "1\n",
        ".gitignore": "gen/\n",
      });
      git(inner, "init", "-q");
      git(inner, "config", "core.excludesFile", put(inner, "all", "*\n"));
      git(inner, "config", "core.worktree", folder("elsewhere"));
    };
    const files = ["a src/inner/.gitignore", "a src/inner/deep/x.ts", "a src/inner/evil.ts"];
    expect(seen(project, make)).toEqual(files);
    const first = disk(project);
    git(inner, "config", "--unset", "core.worktree");
    git(inner, "add", "-f", ".");
    git(inner, "commit", "-qm", "x");
    expect(names(project, first, disk(project))).toEqual(["a src/inner/gen/y.ts"]);
    write(inner, { "evil.ts": "2\n" });
    git(inner, "commit", "-qam", "y");
    expect(names(project, first, disk(project)).sort()).toEqual([
      "a src/inner/gen/y.ts",
      "m src/inner/evil.ts",
    ]);
    // One in the other.
    const innermost = join(inner, "deep/most");
    write(innermost, { "z.ts": "1\n" });
    git(innermost, "init", "-q");
    expect(names(project, first, disk(project))).toContain("a src/inner/deep/most/z.ts");
  });

  test("in a folder with a made-up .git, and in a submodule", () => {
    const library = repository({ "lib.txt": "1\n" });
    const project = repository();
    git(project, "submodule", "--quiet", "add", library, "lib");
    git(project, "commit", "-qm", "lib");
    expect(
      seen(project, () => write(project, { "lib/lib.txt": "2\n", "lib/new.txt": "1\n" })),
    ).toEqual(["a lib/new.txt", "m lib/lib.txt"]);
    for (const made of ["HEAD", "objects/x", "config"]) {
      const change = () =>
        write(project, { [`${made[0]}/.git/${made}`]: "x\n", [`${made[0]}/evil.ts`]: "x\n" });
      expect(seen(project, change)).toEqual([`a ${made[0]}/evil.ts`]);
    }
    expect(
      seen(project, () => write(project, { "g/.git": "gitdir: /nowhere\n", "g/evil.ts": "x\n" })),
    ).toEqual(["a g/evil.ts"]);
  });

  test("in a folder that the index calls a repository", () => {
    const project = repository();
    const change = () => {
      git(project, "update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},src/evil`);
      write(project, { "src/evil/x.ts": "x\n" });
    };
    expect(seen(project, change)).toEqual(["a src/evil/x.ts"]);
  });

  test.each<[string, (project: string) => void]>([
    [
      "a size above which git shows no line",
      () => write(HOME, { ".gitconfig": "[core]\n\tbigFileThreshold = 1\n" }),
    ],
    [
      "attributes beside what is kept",
      (project) => write(project, { ".task/objects/trees/git/info/attributes": "* -diff\n" }),
    ],
    [
      "a config in the place of that of what is kept",
      (project) =>
        write(project, {
          ".task/objects/trees/git/commondir": "../other\n",
          ".task/objects/trees/other/config": "[core]\n\tbare = true\n\tbigFileThreshold = 1\n",
        }),
    ],
  ])("by its lines, whatever makes files binary: %s", (_, put) => {
    const project = repository();
    const first = disk(project);
    put(project);
    write(project, { "src/b.txt": "another line\n" });
    const shown = diff(project, first, disk(project)).text;
    rmSync(join(HOME, ".gitconfig"), { force: true });
    expect(shown).toContain("+another line");
  });

  test("in what is made to look like a worktree of the repository, and in one that was made since", () => {
    const project = repository();
    const made = () => {
      put(project, "worktrees/x/gitdir", `${join(project, "src/.git")}\n`);
      evil(join(project, "src"));
    };
    expect(seen(project, made)).toEqual(["a src/a.txt"]);
    const add = () => git(project, "worktree", "add", "-q", "--detach", join(project, "wt"));
    expect(seen(project, add)).toEqual([]);
    expect(seen(project, () => write(project, { "wt/evil.ts": "x\n" }), { worktrees: [] })).toEqual(
      ["a wt/evil.ts"],
    );
    expect(seen(project, () => evil(join(project, "wt")), { worktrees: ["wt"] })).toEqual([]);
  });

  test("of an ignore file that ignores itself, and of a file that is ignored since", () => {
    const project = repository();
    expect(
      seen(project, () => write(project, { "src/x/.gitignore": "*\n", "src/x/evil.ts": "1\n" })),
    ).toEqual(["a src/x/.gitignore"]);
    expect(
      seen(project, () =>
        write(project, { ".gitignore": ".gitignore\nsecret.ts\n", "secret.ts": "" }),
      ),
    ).toEqual(["a .gitignore"]);
    // The folders of tools have one, too.
    const tools = () =>
      write(project, {
        ".cache-x/.gitignore": "*\n",
        "node_modules/.gitignore": "*\n",
        "dist/.gitignore": "*",
      });
    expect(seen(project, tools)).toEqual([]);
    write(project, { "old.ts": "1\n" });
    const ignored = () => {
      put(project, "info/exclude", "old.ts\na.txt\n");
      git(project, "rm", "-q", "--cached", "a.txt");
      write(project, { "old.ts": "evil\n", "a.txt": "evil\n" });
    };
    expect(seen(project, ignored)).toEqual(["m a.txt", "m old.ts"]);
  });

  test("of a log that counted before, once the project's own ignore file names it: it is gone, and what it says counts no more", () => {
    const project = repository();
    write(project, { "server.log": "1\n", "src/kept.ts": "1\n" });
    git(project, "add", "src/kept.ts");
    git(project, "commit", "-qm", "kept");
    const first = disk(project);
    const ignoring = seen(project, () => {
      write(project, { ".gitignore": "*.log\nsrc/kept.ts\n", "src/kept.ts": "evil\n" });
      git(project, "rm", "-q", "--cached", "src/kept.ts");
    });
    expect(ignoring).toEqual(["a .gitignore", "d server.log", "m src/kept.ts"]);
    const now = disk(project, { known: first });
    write(project, { "server.log": "2\n" });
    expect(disk(project, { known: first })).toBe(now);
  });

  test("past what is kept of earlier trees", () => {
    const project = repository();
    const first = disk(project);
    const store = treeStore(located(project));
    for (const name of readdirSync(join(store, "git")).filter((one) =>
      /^(index|tracked)/.test(one),
    ))
      throw new Error(`${name} is left behind`);
    evil(project);
    const now = disk(project);
    expect(names(project, first, now)).toEqual(["m a.txt"]);
    rmSync(store, { recursive: true });
    expect(disk(project)).toBe(now);
  });
});

const put = (project: string, path: string, text: string): string => {
  write(join(project, ".git"), { [path]: text });
  return join(project, ".git", path);
};

test.each<[string, (project: string) => void]>([
  [".GIT/evil.ts", (project) => write(project, { ".GIT/evil.ts": "1\n" })],
  ["src/.Git", (project) => write(project, { "src/.Git": "1\n" })],
  [
    "x/.gitmodules",
    (project) => {
      mkdirSync(join(project, "x"));
      symlinkSync("../src/b.txt", join(project, "x/.gitmodules"));
    },
  ],
])("a name that git would leave out of every tree is said: %s", (path, make) => {
  const project = repository();
  write(project, { ".gitmodules": "", "src/.gitmodules": "" });
  expect(taken(project).ok).toBe(true);
  make(project);
  expect(taken(project)).toMatchObject({
    ok: false,
    problem: `"${path}" has a name that git reserves`,
  });
});

test("a folder that became a link is a link, with nothing behind it", () => {
  const project = repository({ "src/b.txt": "2\n" });
  const change = () => {
    renameSync(join(project, "src"), join(root, `away-${project.length}-${Date.now()}`));
    symlinkSync("/tmp", join(project, "src"));
  };
  expect(seen(project, change)).toEqual(["a src", "d src/b.txt"]);
});

describe("a large project", () => {
  const many = Object.fromEntries(
    Array.from({ length: 4_100 }, (_, i) => [`d${i % 50}/f${i}`, `${i}\n`]),
  );

  test("is not read again where nothing can have changed, and is where it can", async () => {
    const project = folder();
    git(project, "init", "-q");
    write(project, many);
    const index = join(folder("outside"), "index");
    const first = disk(project, { index });
    await Bun.sleep(1_100);
    // What the index says is believed: its entry of another content shows that the file was not
    // read.
    const file = join(project, "d1/f1");
    const { atime, mtime, size } = statSync(file);
    writeFileSync(file, "x".repeat(size - 1));
    appendFileSync(file, "\n");
    utimesSync(file, atime, mtime);
    const now = disk(project, { index });
    expect([names(project, first, now), read(project, now, "d1/f1")]).toEqual([["m d1/f1"], "x\n"]);
    expect(disk(project, { index })).toBe(now);
    rmSync(file);
    write(project, { "d1/f1/x": "1\n" });
    expect(names(project, now, disk(project, { index }))).toEqual(["d d1/f1", "a d1/f1/x"]);
    rmSync(join(project, "d1/f1"), { recursive: true });
    write(project, { "d1/f1": "x\n" });
    expect(disk(project, { index })).toBe(now);
    // Of a store that is gone.
    rmSync(join(project, ".task"), { recursive: true });
    expect(disk(project, { index })).toBe(now);
  });
});

describe("a large file", () => {
  test("is bound by its hash, and kept nowhere", () => {
    const project = repository();
    write(project, { "big.bin": Buffer.alloc(9 * 1024 * 1024, 7) });
    const first = disk(project);
    expect(read(project, first, "big.bin")).toBeNull();
    const sha256 = new Bun.CryptoHasher("sha256")
      .update(Buffer.alloc(9 * 1024 * 1024, 7))
      .digest("hex");
    const text = standIn({ size: 9_437_184, sha256 }, "too large to be shown").toString();
    appendFileSync(join(project, "big.bin"), "x");
    expect(names(project, first, disk(project))).toEqual(["m big.bin"]);
    // What stands for it is not taken for it.
    write(project, { "big.bin": text });
    expect(names(project, first, disk(project))).toEqual(["m big.bin"]);
    const plain = folder("plain");
    write(plain, { "big.bin": text });
    const other = disk(plain);
    write(plain, { "big.bin": Buffer.alloc(9 * 1024 * 1024, 7) });
    expect(names(plain, other, disk(plain))).toEqual(["m big.bin"]);
  });

  test("that git does not track, beyond what is work, is named with its size, and leaves nothing behind", () => {
    const project = repository({ ".gitignore": "*.iso\n", "a.txt": "1\n" });
    write(project, { "b.txt": "1\n", "data/dump.sql": "", "x.iso": "" });
    truncateSync(join(project, "data/dump.sql"), 3_000_000);
    truncateSync(join(project, "x.iso"), 90_000_000);
    const failed = taken(project, { most: 2_000_000 });
    expect(failed).toEqual({
      ok: false,
      problem:
        '"data/dump.sql" holds 2.9 MB, of the 2.9 MB in 2 files that git does not track; expected at most 1.9 MB of untracked files',
      remedy: "put it into .gitignore, or move it out of the project",
    });
    const store = join(treeStore(located(project)), "git");
    const left = existsSync(store)
      ? readdirSync(store, { recursive: true }).filter((name) => /[0-9a-f]{38}$/.test(String(name)))
      : [];
    expect(left).toEqual([]);
    // What is tracked is the project's, however large.
    git(project, "add", "data/dump.sql");
    expect(taken(project, { most: 2_000_000 }).ok).toBe(true);
  });

  test("of a try that failed nothing is left", () => {
    const project = repository();
    write(project, { "b.txt": "new\n", "c.txt": "new\n" });
    Bun.spawnSync(["mkfifo", join(project, "pipe")]);
    git(
      project,
      "update-index",
      "--add",
      "--cacheinfo",
      `100644,${git(project, "rev-parse", "HEAD:a.txt").trim()},pipe`,
    );
    expect(taken(project)).toMatchObject({
      ok: false,
      remedy: expect.stringContaining("named pipe"),
    });
    expect(taken(project, { timeout: 0.001 }).ok).toBe(false);
    const store = join(treeStore(located(project)), "git");
    expect(readdirSync(store).filter((name) => /^(index|incoming)/.test(name))).toEqual([]);
    expect(readdirSync(join(store, "objects")).sort()).toEqual(["info"]);
  });
});

describe("an honest repository does not look changed", () => {
  const LIBRARY = () => repository({ "lib.txt": "1\n" });
  const kinds: Record<string, (project: string) => void> = {
    "git config user.name": (project) => git(project, "config", "user.name", "Somebody"),
    "a remote": (project) =>
      git(project, "remote", "add", "origin", "https://example.invalid/x.git"),
    "git lfs install --local": (project) =>
      git(project, "config", "filter.lfs.clean", "git-lfs clean -- %f"),
    "a branch": (project) => git(project, "checkout", "-qb", "topic"),
    "branch settings": (project) => git(project, "config", "branch.topic.merge", "refs/heads/main"),
    "hooks of an installer": (project) => git(project, "config", "core.hooksPath", ".husky"),
    maintenance: (project) => git(project, "config", "maintenance.auto", "false"),
    "git gc": (project) => git(project, "gc", "-q"),
    "git pack-refs": (project) => git(project, "pack-refs", "--all"),
    "git status": (project) => git(project, "status"),
    "git add": (project) => git(project, "add", "-A"),
    "git commit": (project) => git(project, "commit", "-q", "--allow-empty", "-m", "more"),
    "git stash": (project) => git(project, "stash", "list"),
    "a tag": (project) => git(project, "tag", "v1"),
    "core.autocrlf": (project) => git(project, "config", "core.autocrlf", "input"),
    "a linked worktree elsewhere": (project) =>
      git(project, "worktree", "add", "-q", "--detach", join(folder("away"), "w")),
    "a linked worktree of Claude Code": (project) =>
      git(project, "worktree", "add", "-q", "--detach", join(project, ".claude/worktrees/w")),
    "a sparse checkout that is switched off": (project) =>
      git(project, "sparse-checkout", "disable"),
    "a split index": (project) => git(project, "update-index", "--split-index"),
    "an untracked cache": (project) => git(project, "update-index", "--untracked-cache"),
    "a new commit-graph": (project) => git(project, "commit-graph", "write", "--reachable"),
    "another repository format": (project) =>
      git(project, "config", "extensions.worktreeConfig", "true"),
    "an ignored build": (project) => write(project, { "dist/x.js": "1", "x.log": "1" }),
    "caches of tools": (project) =>
      write(project, { ".pytest_cache/.gitignore": "*\n", ".pytest_cache/x": "1" }),
    "touched files": (project) => utimesSync(join(project, "a.txt"), 1, 1),
    "another umask": (project) => chmodSync(join(project, "a.txt"), 0o600),
    "a file that was moved away and back": (project) => {
      renameSync(join(project, "a.txt"), join(project, "z"));
      renameSync(join(project, "z"), join(project, "a.txt"));
    },
  };

  test.each(Object.entries(kinds))("after %s", (_, act) => {
    const project = repository({
      ".gitignore": "dist/\n*.log\n",
      "a.txt": "1\n",
      "src/b.txt": "2\n",
    });
    expect(seen(project, () => act(project), { worktrees: [] })).toEqual([]);
  });

  test.each<[string, () => string]>([
    [
      "with line endings that git changes",
      () => {
        const project = repository({
          ".gitattributes": "* text=auto\n*.bat text eol=crlf\n",
          "a.txt": "1\n",
          "x.bat": "1\n",
        });
        rmSync(join(project, "x.bat"));
        git(project, "checkout", "-q", "--", ".");
        expect(readFileSync(join(project, "x.bat"), "utf8")).toBe("1\r\n");
        return project;
      },
    ],
    [
      "with core.autocrlf",
      () => {
        const project = repository();
        git(project, "config", "core.autocrlf", "true");
        rmSync(join(project, "a.txt"));
        git(project, "checkout", "-q", "--", ".");
        expect(readFileSync(join(project, "a.txt"), "utf8")).toBe("1\r\n");
        return project;
      },
    ],
    [
      "with large files elsewhere",
      () => {
        const project = repository({ ".gitattributes": "*.bin filter=lfs -text\n" });
        const [content, sum] = [
          "pixels\n",
          new Bun.CryptoHasher("sha256").update("pixels\n").digest("hex"),
        ];
        write(project, {
          "x.bin": `version https://git-lfs.github.com/spec/v1\noid sha256:${sum}\nsize 7\n`,
        });
        git(project, "add", "-A");
        git(project, "commit", "-qm", "lfs");
        write(project, { "x.bin": content });
        return project;
      },
    ],
    [
      "with a submodule",
      () => {
        const project = repository();
        git(project, "submodule", "--quiet", "add", LIBRARY(), "lib");
        git(project, "commit", "-qm", "lib");
        return project;
      },
    ],
    ["with sha256 objects", () => repository({ "a.txt": "1\n" }, "--object-format=sha256")],
    [
      "as a linked worktree",
      () => {
        const linked = join(folder("linked"), "w");
        git(repository(), "worktree", "add", "-q", linked);
        return linked;
      },
    ],
    [
      "with odd names",
      () =>
        repository({ "ä ö": "1", "new\nline": "1", 'q"': "1", "-rf": "1", "#x": "1", "*": "1" }),
    ],
    [
      "with git's own directory elsewhere",
      () =>
        repository({ "a.txt": "1\n" }, `--separate-git-dir=${join(root, `git-${Math.random()}`)}`),
    ],
  ])("%s, from one look to the next, and beside what git has of it", (_, make) => {
    const project = make();
    const first = disk(project);
    expect(disk(project, { known: first })).toBe(first);
    expect(names(project, base(project), first)).toEqual([]);
    expect(names(project, first, base(project))).toEqual([]);
    write(project, { "a.txt": "evil\n" });
    expect(names(project, base(project), disk(project)).join()).toContain("a.txt");
  });

  test("what git keeps encrypted is shown to nobody, and what only says so is", () => {
    const project = repository({ ".gitattributes": "*.key filter=git-crypt\n", "x.key": "open\n" });
    const before = disk(project);
    write(project, { "x.key": "TOP SECRET\n" });
    expect(diff(project, before, disk(project)).text).toContain("TOP SECRET");
    withGitSettings({ "filter.git-crypt.clean": "cat" }, () => {
      const now = disk(project);
      expect(diff(project, before, now).text).not.toContain("TOP SECRET");
      write(project, { "x.key": "ANOTHER\n" });
      expect(names(project, now, disk(project))).toEqual(["m x.key"]);
    });
  });

  test("the person's own ignore file counts", () => {
    writeFileSync(join(HOME, ".gitconfig"), `[core]\n\texcludesFile = ${join(HOME, "ignore")}\n`);
    writeFileSync(join(HOME, "ignore"), "*.swp\n");
    const project = repository();
    expect(seen(project, () => write(project, { "a.swp": "1" }))).toEqual([]);
    rmSync(join(HOME, ".gitconfig"));
  });

  test("in a folder without git, and in one that becomes a repository", () => {
    const project = folder("plain");
    write(project, { "a.txt": "1\n" });
    mkdirSync(join(project, ".task"), { recursive: true });
    const first = disk(project);
    git(project, "init", "-q");
    expect(names(project, first, disk(project))).toEqual([]);
  });
});
