import { afterAll } from "bun:test";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { changedFiles, diffText, readAt } from "../../../src/project/trees/changes.ts";
import { baseTree, treeOf } from "../../../src/project/trees/tree.ts";

/** A folder, and where its trees are kept. */
export const located = (root: string) => ({ root, task: join(root, ".task") });

/**
 * Throw-away projects for one test file, with a home folder of their own, and short words for what
 * is asked of them.
 */
export function projects() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-tree-")));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const HOME = join(root, "home");
  mkdirSync(HOME);
  const before = { ...process.env };
  // The tests' own git settings must not decide; what the product does with such variables is
  // tested apart.
  Object.assign(process.env, {
    HOME,
    XDG_CONFIG_HOME: HOME,
    CLAUDE_PLUGIN_DATA: join(root, "data/multi-ai-test"),
  });
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
    const identity = [
      "-c",
      "user.name=t",
      "-c",
      "user.email=t@example.invalid",
      "-c",
      "protocol.file.allow=always",
    ];
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
  const at = (exclude = [".task"], more: object = {}) => ({
    exclude,
    ...more,
  });
  const tree = (project: string, exclude?: string[]) => {
    const result = treeOf(located(project), at(exclude));
    if (!result.ok) throw new Error(`${result.problem} / ${result.remedy}`);
    return result.tree;
  };
  const base = (project: string, exclude?: string[]) => {
    const result = baseTree(located(project), at(exclude));
    if (!result.ok) throw new Error(result.problem);
    return result.tree;
  };
  const changes = (project: string, from: string, to: string) =>
    changedFiles(located(project), from, to);
  const names = (project: string, from: string, to: string) =>
    changes(project, from, to).map((file) => `${file.status[0]} ${file.path}`);
  const diff = (project: string, from: string, to: string, max = 100_000, namesMoves = false) =>
    diffText(located(project), from, to, max, { namesMoves });
  const read = (project: string, of: string, path: string) => readAt(located(project), of, path);
  return { root, HOME, folder, git, write, repository, at, tree, base, changes, names, diff, read };
}
