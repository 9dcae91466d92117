// Guarantee: What a command changed is noticed.
// What git is told of the files beside them is compared with how it was when the run began; honest
// changes ask nothing.
// Runs: together.
import { describe, expect, test } from "bun:test";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Run } from "../../src/engine/run.ts";
import { gitNotice, noteGit } from "../../src/record/guarded/git-notice.ts";
import { projects } from "../project/trees/tree-projects.ts";

const { HOME, folder, git, write, repository } = projects();

const run = { run: "multi-ai-0badcafe" } as Run;
const IGNORE = join(HOME, "git/ignore");

const begun = (make = repository) => {
  const root = make();
  const project = { root, task: join(root, ".task"), found: "git" as const };
  mkdirSync(project.task, { recursive: true });
  noteGit(project, run.run);
  return { root, said: () => gitNotice(project, run) };
};
const put = (file: string, text: string): string => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

describe("the person is asked about", () => {
  test.each<[string, (root: string) => void, string]>([
    [
      "info/exclude",
      (root) => appendFileSync(join(root, ".git/info/exclude"), "src/evil.ts\n"),
      '"src/evil.ts"',
    ],
    [
      "info/attributes",
      (root) => put(join(root, ".git/info/attributes"), "* filter=x\n"),
      '"* filter=x"',
    ],
    [
      "core.excludesFile",
      (root) => git(root, "config", "core.excludesFile", "all"),
      'not set, and is "all"',
    ],
    ["rules in an excludes file", () => put(IGNORE, "*.ts\n"), '"*.ts"'],
    [
      "info/exclude as a link",
      (root) => {
        rmSync(join(root, ".git/info/exclude"), { force: true });
        symlinkSync(put(join(root, "rules"), "*.evil\n"), join(root, ".git/info/exclude"));
      },
      "link to /",
    ],
    [
      "core.attributesFile",
      (root) => git(root, "config", "core.attributesFile", "/x"),
      "core.attributesfile",
    ],
    ["a filter", (root) => git(root, "config", "filter.x.clean", "cat"), "filter.x.clean"],
    [
      "what git-lfs would do",
      (root) => git(root, "config", "filter.lfs.cleaner", "x"),
      "filter.lfs.cleaner",
    ],
    [
      "what git-lfs runs",
      (root) => git(root, "config", "filter.lfs.clean", "sh x.sh"),
      "filter.lfs.clean",
    ],
    ["core.worktree", (root) => git(root, "config", "core.worktree", "/tmp"), "core.worktree"],
    [
      "an included file",
      (root) =>
        git(root, "config", "include.path", put(join(root, ".git/x"), "[core]\nexcludesFile=y\n")),
      '"y"',
    ],
    [
      "a worktree's config",
      (root) => {
        git(root, "config", "extensions.worktreeConfig", "true");
        git(root, "config", "--worktree", "core.excludesFile", "all");
      },
      "core.excludesfile",
    ],
    [
      "another repository in its place",
      (root) => {
        renameSync(join(root, ".git"), join(root, "../moved"));
        put(join(root, ".git"), `gitdir: ${join(root, "../moved")}\n`);
      },
      "moved",
    ],
  ])("%s", (_, act, words) => {
    const { root, said } = begun();
    expect(said()).toBeNull();
    act(root);
    const notice = said()!;
    expect(notice).toMatchObject({ do: "notice", what: "git-settings", hold: true });
    expect(notice.text).toContain(words);
    expect(Buffer.byteLength(notice.text)).toBeLessThan(700);
    // The same is the same, and anything more is another one.
    expect(said()).toEqual(notice);
    git(root, "config", "filter.y.clean", "cat\u001b[2J");
    expect(said()!.key).not.toBe(notice.key);
    expect(said()!.text).not.toContain("\u001b");
    rmSync(IGNORE, { force: true });
    rmSync(join(root, "../moved"), { recursive: true, force: true });
  });
});

describe("nobody is asked about", () => {
  const kinds: Record<string, (root: string) => void> = {
    "git config user.name": (root) => git(root, "config", "user.name", "Somebody"),
    "git remote add": (root) =>
      git(root, "remote", "add", "origin", "https://example.invalid/x.git"),
    "git lfs install --local": (root) => {
      for (const [name, value] of [
        ["clean", "git-lfs clean -- %f"],
        ["smudge", "git-lfs smudge -- %f"],
        ["process", "git-lfs filter-process"],
        ["required", "true"],
      ])
        git(root, "config", `filter.lfs.${name}`, value!);
    },
    "a branch with its settings": (root) => {
      git(root, "checkout", "-qb", "topic");
      git(root, "config", "branch.topic.merge", "refs/heads/main");
      git(root, "config", "branch.topic.remote", "origin");
    },
    "an installer of hooks": (root) => git(root, "config", "core.hooksPath", ".husky/_"),
    "git maintenance": (root) => git(root, "config", "maintenance.strategy", "incremental"),
    "git gc": (root) => git(root, "gc", "-q"),
    "git commit": (root) => {
      write(root, { "new.txt": "1\n" });
      git(root, "add", "-A");
      git(root, "commit", "-qm", "more");
    },
    "git stash": (root) => {
      write(root, { "a.txt": "2\n" });
      git(root, "stash");
      git(root, "stash", "pop");
    },
    "git fetch of another repository": (root) => git(root, "fetch", "-q", repository()),
    "a linked worktree": (root) =>
      git(root, "worktree", "add", "-q", "--detach", join(folder("away"), "w")),
    "git sparse-checkout": (root) => git(root, "sparse-checkout", "set", "src"),
    "a submodule": (root) => git(root, "submodule", "--quiet", "add", repository(), "lib"),
    "an index with a cache": (root) => git(root, "update-index", "--untracked-cache"),
    "a file system monitor": (root) => git(root, "config", "core.fsmonitor", "true"),
    "core.ignoreCase": (root) => git(root, "config", "core.ignoreCase", "true"),
    "core.fileMode": (root) => git(root, "config", "core.fileMode", "false"),
    "core.autocrlf": (root) => git(root, "config", "core.autocrlf", "input"),
    "pull.rebase": (root) => git(root, "config", "pull.rebase", "true"),
    "commit.gpgSign": (root) => git(root, "config", "commit.gpgSign", "true"),
    "an alias": (root) => git(root, "config", "alias.st", "status"),
    "a merge driver": (root) => git(root, "config", "merge.ours.driver", "true"),
    "a diff driver": (root) => git(root, "config", "diff.json.textconv", "jq ."),
    "rules of the tree": (root) =>
      write(root, { ".gitignore": "dist/\n", ".gitattributes": "*.txt text\n" }),
    "a comment in info/exclude": (root) =>
      appendFileSync(join(root, ".git/info/exclude"), "# more\n\n"),
    "a rule that hid something and is gone": (root) =>
      writeFileSync(join(root, ".git/info/exclude"), ""),
    "what Claude Code adds to the person's ignore file": () =>
      put(IGNORE, "**/.claude/settings.local.json\n**/.claude/.cc-writes/\n"),
    credentials: (root) => git(root, "config", "credential.helper", "store"),
    "nothing at all": () => {},
  };
  test.each(Object.entries(kinds))("%s", (_, act) => {
    const { root, said } = begun(() => {
      const made = repository();
      appendFileSync(join(made, ".git/info/exclude"), "*.old\n");
      return made;
    });
    act(root);
    expect(said()).toBeNull();
    rmSync(IGNORE, { force: true });
  });

  test("a run that was begun before it was noted, from what is found first", () => {
    const root = repository();
    const project = { root, task: join(root, ".task"), found: "git" as const };
    mkdirSync(project.task);
    git(root, "config", "filter.x.clean", "cat");
    expect(gitNotice(project, run)).toBeNull();
    git(root, "config", "filter.x.clean", "tac");
    expect(gitNotice(project, run)?.text).toContain('filter.x.clean was "cat", and is "tac"');
  });

  test("a project without git", () => {
    const { said } = begun(() => folder("plain"));
    expect(said()).toBeNull();
    expect(existsSync(IGNORE) && readFileSync(IGNORE, "utf8")).toBe(false);
  });
});
