// Guarantee: A stranger's repository does nothing.
import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { runGit } from "../../../src/project/git/git.ts";
import { treeOf } from "../../../src/project/trees/tree.ts";
import { withGitSettings } from "../../harness/project.ts";
import { located, projects } from "../trees/tree-projects.ts";

const { root, HOME, folder, git, write, repository, at, tree, base, changes, names, diff, read } =
  projects();

describe("a repository that is odd, or means harm", () => {
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
      "git~1",
    ];
    const project = repository();
    const first = tree(project);
    write(project, Object.fromEntries(odd.map((name) => [name, `${name}\n`])));
    symlinkSync("/etc/passwd", join(project, "link"));
    symlinkSync("..", join(project, "up"));
    const now = tree(project);
    expect(names(project, first, now).sort()).toEqual(
      [...odd, "link", "up"].map((name) => `a ${name}`).sort(),
    );
    for (const name of odd.filter((one) => !one.includes("\n")))
      expect(read(project, now, name)).toBe(`${name}\n`);
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
    Object.assign(process.env, {
      GIT_DIR: HOME,
      GIT_INDEX_FILE: join(HOME, "index"),
      GIT_EXTERNAL_DIFF: trap,
    });
    try {
      const now = tree(project);
      expect(diff(project, first, now).text).toContain("+changed");
      expect(read(project, now, "a.txt")).toBe("changed\n");
    } finally {
      for (const name of ["GIT_DIR", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF"])
        delete process.env[name];
      if (saved !== undefined) process.env.GIT_DIR = saved;
    }
    expect(existsSync(join(root, "sprung"))).toBe(false);
    expect(readdirSync(HOME)).toEqual([]);
  });

  test("starts no git of the project's packages, or of the project, that stands first on PATH", () => {
    const project = repository();
    const before = process.env.PATH;
    const link = join(folder("links"), "tools");
    symlinkSync(join(project, "tools"), link);
    for (const place of [
      join(project, "node_modules/.bin"),
      join(project, "tools"),
      link,
      "tools",
      ".",
      "",
    ]) {
      const made = place.startsWith("/") ? place : join(project, place);
      mkdirSync(made, { recursive: true });
      writeFileSync(join(made, "git"), `#!/bin/sh\ntouch ${project}/../pwned\nexit 1\n`, {
        mode: 0o755,
      });
      process.env.PATH = `${place}:${before}`;
      try {
        const first = tree(project);
        write(project, { "a.txt": `${place}\n` });
        expect(changes(project, first, tree(project))).not.toEqual([]);
      } finally {
        process.env.PATH = before;
      }
    }
    expect(existsSync(join(project, "../pwned"))).toBe(false);
  });

  test("starts no filter that only the repository's files name, and one that the person set up", () => {
    const project = repository({ "a.txt": "abc\n", ".gitattributes": "*.txt filter=shout\n" });
    expect(read(project, tree(project), "a.txt")).toBe("abc\n");
    write(project, { "a.txt": "abcd\n" });
    withGitSettings({ "filter.shout.clean": "tr a-z A-Z" }, () => {
      expect(read(project, tree(project), "a.txt")).toBe("ABCD\n");
      // What the repository says of the same filter changes nothing; of a part that the person has
      // not set it is refused.
      for (const name of ["clean", "required"])
        git(project, "config", `filter.shout.${name}`, "true");
      write(project, { "a.txt": "abcde\n" });
      expect(read(project, tree(project), "a.txt")).toBe("ABCDE\n");
      git(project, "config", "filter.shout.process", `touch "${root}/sprung"`);
      write(project, { "a.txt": "abcdef\n" });
      expect([treeOf(located(project), at()).ok, existsSync(join(root, "sprung"))]).toEqual([
        false,
        false,
      ]);
    });
  });

  describe("the config of an unpacked repository", () => {
    const unpacked = (files: Record<string, string> = {}) => {
      const project = repository({ "a.txt": "1\n", ...files });
      const trap = join(root, "trap.sh");
      writeFileSync(trap, `#!/bin/sh\ntouch "${root}/sprung"\ncat\n`, { mode: 0o755 });
      rmSync(join(root, "sprung"), { force: true });
      return { project, trap, sprung: () => existsSync(join(root, "sprung")) };
    };

    test.each(["clean", "process"])("has no filter run: %s", (name) => {
      for (const place of ["config", "an included file", "a worktree's config"]) {
        const { project, trap, sprung } = unpacked();
        const file = {
          config: "config",
          "an included file": "x",
          "a worktree's config": "config.worktree",
        }[place]!;
        git(project, "config", "--file", join(project, ".git", file), `filter.x.${name}`, trap);
        if (file === "x") git(project, "config", "include.path", "x");
        if (file === "config.worktree") git(project, "config", "extensions.worktreeConfig", "true");
        write(project, { "a.txt": "2\n", ".gitattributes": "*.txt filter=x\n" });
        const taken = treeOf(located(project), at());
        expect([place, sprung(), taken.ok]).toEqual([place, false, false]);
        expect(taken.ok ? "" : taken.remedy).toContain("git config --global");
        runGit(["status", "--porcelain"], { cwd: project });
        expect(sprung()).toBe(false);
        // One that no file asks for holds up nobody.
        rmSync(join(project, ".gitattributes"));
        expect(treeOf(located(project), at()).ok).toBe(true);
      }
    });

    test.each(["a=b", "\u00e4"])(
      "has no filter run with a name that no argument can say: %s",
      (name) => {
        const { project, trap, sprung } = unpacked();
        const config = readFileSync(join(project, ".git/config"), "utf8");
        writeFileSync(
          join(project, ".git/config"),
          `${config}[filter "${name}"]\n\tclean = ${trap}\n`,
        );
        write(project, { "a.txt": "2\n", ".gitattributes": `*.txt filter=${name}\n` });
        expect([treeOf(located(project), at()).ok, sprung()]).toEqual([false, false]);
      },
    );

    test("has no filter run in a submodule, nor in a nested repository, whose files are in the tree all the same", () => {
      const { project, trap, sprung } = unpacked();
      const other = repository({ "s.txt": "1\n", ".gitattributes": "*.md filter=x\n" });
      git(project, "submodule", "add", "-q", other, "sub");
      git(project, "commit", "-qm", "sub");
      git(project, "config", "submodule.sub.ignore", "none");
      const committable = (): string => {
        const taken = treeOf(located(project), at(undefined, { committable: true }));
        if (!taken.ok) throw new Error(taken.problem);
        return taken.tree;
      };
      const [first, plain] = [tree(project), committable()];
      expect(plain).toBe(base(project));
      git(project, "clone", "-q", other, "nested");
      for (const name of ["sub", "nested"]) {
        git(join(project, name), "config", "filter.x.clean", trap);
        write(join(project, name), { "s.txt": "2\n" });
      }
      expect(names(project, first, tree(project))).toEqual([
        "a nested/.gitattributes",
        "a nested/s.txt",
        "m sub/s.txt",
      ]);
      expect(committable()).toBe(plain);
      expect(sprung()).toBe(false);
      git(join(project, "sub"), "-c", "filter.x.clean=cat", "commit", "-qam", "second");
      expect(names(project, plain, committable())).toEqual(["m sub"]);
      rmSync(join(project, "sub"), { recursive: true });
      writeFileSync(join(project, "sub"), "a file by now\n");
      expect(read(project, tree(project), "sub")).toBe("a file by now\n");
    });

    test("has no signature looked at by its program", () => {
      const { project, trap, sprung } = unpacked();
      git(project, "config", "log.showSignature", "true");
      git(project, "config", "gpg.program", trap);
      const made = `tree ${git(project, "rev-parse", "HEAD^{tree}")}author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n`;
      const signed = `${made}gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\nsigned\n`;
      writeFileSync(join(root, "commit"), signed);
      const commit = git(project, "hash-object", "-t", "commit", "-w", join(root, "commit")).trim();
      const listed = runGit(["log", "--format=%s", commit], { cwd: project });
      expect(listed.ok && listed.out.toString().trim()).toBe("signed");
      expect(sprung()).toBe(false);
    });

    test("fetches nothing by a program, also where git does not know how to leave it", () => {
      const { project, trap, sprung } = unpacked();
      const settings = {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "evil",
        "remote.evil.url": `ext::${trap}`,
        "remote.evil.promisor": "true",
        "protocol.ext.allow": "always",
      };
      const lost = git(project, "rev-parse", "HEAD^{tree}").trim();
      rmSync(join(project, ".git/objects", lost.slice(0, 2), lost.slice(2)));
      for (const [name, value] of Object.entries(settings)) git(project, "config", name, value);
      const asked = runGit(["cat-file", "-p", lost], {
        cwd: project,
        env: { GIT_NO_LAZY_FETCH: "0" },
      });
      expect([asked.ok, sprung()]).toEqual([false, false]);
    });
  });

  test("can be taken by several processes at once", async () => {
    const project = repository(
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, `${i}\n`])),
    );
    write(project, { f1: "changed\n", n: "new\n" });
    const code = `import { treeOf } from ${JSON.stringify(join(import.meta.dir, "../../../src/project/trees/tree.ts"))};
      console.log(JSON.stringify(treeOf(${JSON.stringify(located(project))}, ${JSON.stringify(at())})));`;
    const runs = Array.from({ length: 4 }, () =>
      new Response(Bun.spawn([process.execPath, "-e", code]).stdout).text(),
    );
    const results = new Set(await Promise.all(runs));
    expect([...results].map((text) => JSON.parse(text))).toEqual([
      { ok: true, tree: tree(project) },
    ]);
    expect(
      readdirSync(join(project, ".task/objects/trees/git")).filter((name) =>
        name.startsWith("index"),
      ),
    ).toEqual([]);
  });

  test("survives a process that was killed half-way", () => {
    const project = repository();
    const first = tree(project);
    const dead = Bun.spawnSync(["true"]).pid;
    writeFileSync(join(project, `.task/objects/trees/git/index-${dead}-0`), "rubbish");
    expect(tree(project)).toBe(first);
    expect(existsSync(join(project, `.task/objects/trees/git/index-${dead}-0`))).toBe(false);
  });
});

describe("a tree that cannot be taken is a problem with a remedy", () => {
  const failed = (project: string, more: object = {}) => {
    const result = treeOf(located(project), at([".task"], more));
    if (result.ok) throw new Error("a tree was taken");
    return result;
  };

  test("a pipe in place of a tracked file", () => {
    const project = repository();
    rmSync(join(project, "a.txt"));
    Bun.spawnSync(["mkfifo", join(project, "a.txt")]);
    expect(failed(project).remedy).toContain(".gitignore");
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
    write(project, { "b.txt": "1\n" });
    const { problem } = withGitSettings({ "filter.slow.clean": "sleep 3; cat" }, () =>
      failed(project, { timeout: 300 }),
    );
    expect(problem).toBe("git update-index took more than 0.3 s");
  });

  test("a broken index, a missing folder", () => {
    const project = repository();
    writeFileSync(join(project, ".git/index"), "rubbish");
    expect(failed(project).problem).toContain("index");
    expect(treeOf(located(join(root, "nowhere")), at()).ok).toBe(false);
  });

  test.skipIf(process.getuid?.() === 0)(
    "an unreadable file, even when the settings say to pass over it",
    () => {
      const project = repository();
      git(project, "config", "add.ignoreErrors", "true");
      write(project, { "secret.txt": "1\n" });
      const plain = folder("plain");
      write(plain, { "secret.txt": "1\n" });
      for (const one of [project, plain]) {
        chmodSync(join(one, "secret.txt"), 0);
        expect(failed(one).problem).toContain('open("secret.txt"): Permission denied');
        expect(failed(one).remedy).toContain(".gitignore");
      }
    },
  );
});

test("the project's attributes cannot hide a change from the diff", () => {
  const project = repository({ "a.txt": "1\n" });
  write(project, { "a.txt": "evil\n", ".gitattributes": "*.txt -diff\n" });
  git(project, "config", "core.attributesFile", join(project, ".gitattributes"));
  expect(diff(project, base(project), tree(project)).text).toContain("+evil");
});

test("a replaced object changes neither HEAD's tree nor what it reads as", () => {
  const project = repository({ "a.txt": "true\n" });
  const first = base(project);
  write(project, { "a.txt": "false\n" });
  git(project, "add", "a.txt");
  const other = git(
    project,
    "commit-tree",
    "-m",
    "other",
    git(project, "write-tree").trim(),
  ).trim();
  git(project, "replace", "HEAD", other);
  expect(base(project)).toBe(first);
  expect(read(project, first, "a.txt")).toBe("true\n");
});

describe("a folder of the trees that a stranger has prepared", () => {
  const prepared = (put: (store: string, project: string) => void) => {
    const project = repository();
    const store = join(project, ".task/objects/trees/git");
    mkdirSync(join(store, "objects/info"), { recursive: true });
    put(store, project);
    return project;
  };

  test.each(["config", "HEAD", "objects/info/alternates"])(
    "a link or a pipe named %s is replaced, not written through",
    (name) => {
      const expected = tree(repository());
      const linked = prepared((store, project) =>
        symlinkSync(join(project, "a.txt"), join(store, name)),
      );
      const before = readFileSync(join(linked, "a.txt"), "utf8");
      expect(tree(linked)).toBe(expected);
      expect(readFileSync(join(linked, "a.txt"), "utf8")).toBe(before);
      expect(tree(prepared((store) => Bun.spawnSync(["mkfifo", join(store, name)])))).toBe(
        expected,
      );
    },
  );

  test("a link to the project's own .git is not taken for the store", () => {
    const project = prepared((store, own) => {
      rmSync(store, { recursive: true });
      symlinkSync(join(own, ".git"), store);
    });
    const config = readFileSync(join(project, ".git/config"), "utf8");
    const taken = treeOf(located(project), at([".task"]));
    expect(taken.ok ? "" : taken.problem).toContain("is a symbolic link");
    expect(readFileSync(join(project, ".git/config"), "utf8")).toBe(config);
  });
});
