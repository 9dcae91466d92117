// Temporary folders and small git projects for tests; everything made here is removed by `cleanup`.
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const undoings: Array<() => void | Promise<void>> = [];

/** Registers something that `cleanup` has to undo (end a process, stop a server). */
export function onCleanup(undo: () => void | Promise<void>): void {
  undoings.push(undo);
}

/**
 * Undoes everything that was registered, newest first: ends started processes, stops servers,
 * removes folders.
 */
export async function cleanup(): Promise<void> {
  for (let undo = undoings.pop(); undo; undo = undoings.pop()) await undo();
}

/**
 * A new empty folder, as a real path (a symlinked temp folder would not match the paths that the
 * host reports).
 */
export function tempDir(prefix = "multi-ai-", beside = tmpdir()): string {
  const folder = realpathSync(mkdtempSync(join(beside, prefix)));
  onCleanup(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/**
 * This Bun where another user can start it too: the clone may lie where nobody else may enter, such
 * as root's home.
 */
export function bunForAnybody(): string {
  const folder = tempDir();
  chmodSync(folder, 0o755);
  const program = join(folder, "bun");
  cpSync(process.execPath, program);
  return program;
}

/** The folder of a home in which the plugin was used. */
export function homeWithPlugin(): string {
  const home = tempDir("home-");
  mkdirSync(join(home, ".claude/plugins/data/multi-ai-inline"), { recursive: true });
  return home;
}

/** Paths of all files below a folder, from there on; none without the folder. */
export const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
        .sort()
    : [];

/** Relative path to text. */
export type Files = Record<string, string>;

/** Writes text files below a folder, making folders as needed. */
export function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** A small TypeScript project whose one test passes under `bun test`. */
export const DEFAULT_FILES: Files = {
  "README.md": "# Greeter\n\nSays hello by name.\n",
  "package.json": '{ "name": "greeter", "private": true, "type": "module" }\n',
  "src/greet.ts":
    '/** A greeting for one person. */\nexport function greet(name: string): string {\n  return "Hello, ".concat(name);\n}\n',
  "tests/greet.test.ts":
    'import { expect, test } from "bun:test";\nimport { greet } from "../src/greet.ts";\n\n' +
    'test("greets by name", () => {\n  expect(greet("Ada")).toBe("Hello, Ada");\n});\n',
};
/** The same, where each reviewer waits for the one before, whoever carries the run on. */
export const IN_TURN: Files = {
  ...DEFAULT_FILES,
  ".claude/multi-ai.json": '{"reviews":"in_turn"}',
};

export interface ProjectOptions {
  /** Replaces the default files. */
  files?: Files;
  /** Make it a git repository with one commit; true unless said otherwise. */
  git?: boolean;
  /** Name of the project folder; may hold spaces and any letters. */
  name?: string;
  /** Folder in which it is made, in place of the one for temporary files. */
  beside?: string;
}

const PERSON =
  "[user]\n\tname = Test Person\n\temail = test@example.invalid\n[commit]\n\tgpgsign = false\n";

/** A `.git` with one commit, by the files in it: to copy one takes a fifth of making it. */
const repositories = new Map<string, string>();
process.on("exit", () => {
  for (const made of repositories.values()) rmSync(made, { recursive: true, force: true });
});

/** Commits all files of a folder as its first commit. */
function commitAll(folder: string, files: Files): void {
  const key = JSON.stringify(files);
  const made = repositories.get(key);
  const repository = join(folder, ".git");
  if (made !== undefined) {
    cpSync(made, repository, { recursive: true });
    git(folder, "update-index", "-q", "--refresh");
    return;
  }
  git(folder, "init", "-q", "-b", "main");
  // Git's examples of hooks are most of its files.
  const hooks = join(repository, "hooks");
  for (const example of readdirSync(hooks)) rmSync(join(hooks, example));
  appendFileSync(join(repository, "config"), PERSON);
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "--allow-empty", "-m", "start");
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "repository-")));
  cpSync(repository, copy, { recursive: true });
  repositories.set(key, copy);
}

/**
 * Makes a project in a folder of its own and returns its path. Throws with git's message when git
 * fails.
 */
export function makeProject({
  files = DEFAULT_FILES,
  git: inGit = true,
  name = "project",
  beside,
}: ProjectOptions = {}): string {
  const folder = join(tempDir("multi-ai-", beside), name);
  mkdirSync(folder);
  writeFiles(folder, files);
  if (inGit) commitAll(folder, files);
  return folder;
}

/**
 * Calls `work` as a person whose own git settings are these, in a home folder that is thrown away.
 */
export function withGitSettings<T>(settings: Record<string, string>, work: () => T): T {
  const { HOME, XDG_CONFIG_HOME } = process.env;
  const home = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-home-")));
  Object.assign(process.env, { HOME: home, XDG_CONFIG_HOME: home });
  try {
    for (const [name, value] of Object.entries(settings))
      Bun.spawnSync(["git", "config", "--global", name, value], { env: process.env });
    return work();
  } finally {
    for (const [name, value] of Object.entries({ HOME, XDG_CONFIG_HOME }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * Runs git in a folder without the caller's git environment and returns its output, trimmed. Throws
 * when it fails.
 */
export function git(folder: string, ...args: string[]): string {
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
  };
  const { exitCode, stdout, stderr } = Bun.spawnSync(["git", ...args], { cwd: folder, env });
  if (exitCode !== 0)
    throw new Error(
      `git ${args.join(" ")} in ${folder} ended with ${exitCode}: ${stderr.toString()}`,
    );
  return stdout.toString().trim();
}
