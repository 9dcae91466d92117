// Where a run is started: what is no project is refused in one line, honest folders pass, and which
// folder it is is said.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { hookCall } from "../../../src/hooks/hook-call.ts";
import { handle } from "../../../src/hooks/index.ts";
import { narrow } from "../../../src/host/payload.ts";
import { findProject } from "../../../src/project/project.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { noPlace, projectText } from "../../../src/run/start/preflight.ts";
import { cli } from "../../cli/cli.ts";
import { dispatchTask } from "../../cli/made/make-run.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../../harness/project.ts";

afterAll(cleanup);

const OTHER = { HOME: "/home/somebody" };
const refusal = (from: string, env = OTHER) => noPlace(findProject(from), env);
const bareOf = (project: string, ...more: string[]): string => {
  const bare = join(tempDir(), "project.git");
  git(project, "clone", "--quiet", "--bare", ...more, project, bare);
  return bare;
};
/** A home folder with what homes have. */
function home(own: Record<string, string> = {}): string {
  const folder = tempDir("home-");
  const names = [
    ".bashrc",
    ".profile",
    ".ssh/id",
    ".cache/x",
    ".config/y",
    ".npm/z",
    ".local/bin/w",
    ".claude/v",
  ];
  const more = Array.from({ length: 20 }, (_, n) => `folder ${n}/file`);
  writeFiles(folder, Object.fromEntries([...names, ...more].map((name) => [name, ""])));
  writeFiles(folder, own);
  return folder;
}
const committed = (root: string, ...files: string[]): string => {
  git(root, "init", "--quiet");
  git(root, "add", "-f", ...files);
  git(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "x");
  return root;
};

describe("is refused in one line that says where to start:", () => {
  const bare = bareOf(makeProject());
  const around = tempDir();
  git(around, "clone", "--quiet", "--bare", bare, join(around, ".bare"));
  writeFiles(around, { ".git": "gitdir: ./.bare\n" });
  const unignored = committed(home(), ".bashrc");
  const plain = home();
  test.each<[string, string, Record<string, string>, RegExp]>([
    ["the root", "/", {}, /whole machine.*project's own folder/],
    ["a bare repository", bare, {}, /is a bare repository.*clone or a worktree/],
    ["a folder in it", join(bare, "objects"), {}, /is a bare repository/],
    [
      "the folder around it and its worktrees",
      around,
      {},
      /is a bare repository.*git worktree list/,
    ],
    ["the home folder", plain, { HOME: plain }, /your home folder.*git init/],
    [
      "a home folder that git does not ignore",
      unignored,
      { HOME: unignored },
      /whole home folder.*git init.*\.gitignore/,
    ],
    [
      "a folder in it",
      join(unignored, "folder 1"),
      { HOME: unignored },
      /whole home folder.*git init/,
    ],
  ])("%s", (_, from, env, says) => {
    const text = refusal(from, { ...OTHER, ...env });
    expect(text).toMatch(says);
    expect(text).not.toContain("\n");
  });
});

describe("passes:", () => {
  const project = makeProject();
  const worktree = join(tempDir(), "worktree");
  git(project, "worktree", "add", "--quiet", worktree);
  const ofBare = join(tempDir(), "of-bare");
  git(bareOf(project), "worktree", "add", "--quiet", ofBare);
  const outer = makeProject();
  git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", project, "inner");
  const apart = tempDir();
  git(apart, "init", "--quiet", `--separate-git-dir=${join(tempDir(), "git")}`);
  const link = join(tempDir(), "link");
  symlinkSync(project, link);
  const inHome = home();
  mkdirSync(join(inHome, "own"));
  const dotfiles = home({ ".gitignore": "*\n" });
  committed(dotfiles, ".gitignore", ".bashrc");
  const app = tempDir();
  writeFiles(app, {
    "main.go": "",
    ".cache/go-build/x": "",
    ".claude/settings.json": "{}",
    "new/x.go": "",
  });
  committed(app, "main.go");
  const noGit = tempDir();
  writeFiles(noGit, { "pyproject.toml": "" });
  test.each<[string, string, Record<string, string>]>([
    ["a repository", project, {}],
    ["a worktree", worktree, {}],
    ["a worktree of a bare repository", ofBare, {}],
    ["a submodule", join(outer, "inner"), {}],
    ["a work tree whose repository lies elsewhere", apart, {}],
    ["a link to a project", link, {}],
    ["a folder without git", makeProject({ git: false }), {}],
    ["a folder in the home", join(inHome, "own"), { HOME: inHome }],
    ["dotfiles, of which git ignores the rest", dotfiles, { HOME: dotfiles }],
    ["a tracked folder of them", join(dotfiles, ".config"), { HOME: dotfiles }],
    ["a container whose home is the project", app, { HOME: app }],
    ["the same without git", noGit, { HOME: noGit }],
    ["where no home is known", project, { HOME: "" }],
  ])("%s", (_, from, env) => expect(refusal(from, { ...OTHER, ...env })).toBeNull());
});

test("a start below the project's top is told which folder is the project, one in it is not", () => {
  const root = makeProject({ files: { "packages/web/package.json": "{}" } });
  const told = projectText(findProject(root), join(root, "packages/web"));
  expect(told).toBe(
    `Project: ${root}, the whole of it, not packages/web alone. Commits, tests and .task/ are there.`,
  );
  const link = join(tempDir(), "link");
  symlinkSync(root, link);
  for (const from of [root, link, "/elsewhere"])
    expect(projectText(findProject(root), from)).toBeNull();
});

describe("a start in a session", () => {
  const typed = (from: string) => {
    const payload = {
      hook_event_name: "UserPromptExpansion",
      session_id: "s",
      command_name: "multi-ai:do",
    };
    const env = { PATH: process.env.PATH, MULTI_AI_PROJECT_START: from };
    const call = hookCall(narrow({ ...payload, command_args: "Add x" }), findProject(from), env);
    return handle(call) as Promise<{ reason?: string; systemMessage?: string }>;
  };
  test("in a bare repository leaves nothing there", async () => {
    const bare = bareOf(makeProject());
    expect((await typed(bare)).reason).toStartWith(
      `Nothing was started. ${bare} is a bare repository`,
    );
    expect(existsSync(join(bare, ".task/events.jsonl"))).toBe(false);
  });
  test("in a part of a repository says so in its first line", async () => {
    const root = makeProject({ files: { "packages/web/package.json": "{}" } });
    const { systemMessage } = await typed(join(root, "packages/web"));
    expect(systemMessage).toStartWith(`Project: ${root}, the whole of it, not packages/web alone.`);
    const project = findProject(root);
    const run = readRun(project)!;
    const { text } = await dispatchTask(project, run, run.tasks[0]!);
    expect(text).toContain(
      "The person typed it in the folder `packages/web`: where it names no other place,",
    );
  });
});

test("a start in a terminal is refused in the same words", async () => {
  const bare = bareOf(makeProject());
  const { code, err } = await cli(bare, ["run", "multi-ai", "Add x", "--claude", process.execPath]);
  expect([code, err]).toEqual([
    1,
    expect.stringContaining(`Nothing was started. ${bare} is a bare repository`),
  ]);
});
