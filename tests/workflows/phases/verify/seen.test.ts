// Guarantee: What comes next is read from the files.
// Gate: verification of a phase | the phase is done | its gaps are planned | it is verified again
// A verification is about the state that it saw: what changes since makes it stale, and nothing
// else does.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../../../src/project/project.ts";
import { treeOf } from "../../../../src/project/trees/tree.ts";
import { staleReason } from "../../../../src/workflows/phases/verify/seen.ts";
import { cleanup, git, makeProject, writeFiles } from "../../../harness/project.ts";

afterEach(cleanup);

const projectAt = (root: string): Project => ({ root, task: join(root, ".task"), found: "folder" });

function treeNow(project: Project): string {
  const tree = treeOf(project, {
    exclude: [".task", ".planning"],
  });
  if (!tree.ok) throw new Error(tree.problem);
  return tree.tree;
}

/**
 * A verification of the state as it is; `tree: false`: one that names the commit alone, as another
 * tool writes it.
 */
function verified(project: Project, { tree = true, commit = null as string | null } = {}) {
  return { tree: tree ? treeNow(project) : null, commit };
}

describe("with git", () => {
  test("it holds while nothing but .planning changes, and says which file changed else", () => {
    const project = projectAt(makeProject());
    const said = verified(project);
    expect(staleReason(project, said)).toBeNull();
    writeFiles(project.root, { ".planning/STATE.md": "# State\n", ".task/x": "x" });
    expect(staleReason(project, said)).toBeNull();
    writeFiles(project.root, { "src/new.ts": "1\n" });
    expect(staleReason(project, said)).toMatch(
      /^its verification saw (?:another state|commit [0-9a-f]+), and since then src\/new\.ts changed$/,
    );
  });

  test("a commit of the same files makes nothing stale, another branch with other files does", () => {
    const project = projectAt(makeProject());
    writeFiles(project.root, { "src/new.ts": "1\n" });
    const said = verified(project);
    git(project.root, "add", "src");
    git(project.root, "commit", "-qm", "the same files");
    expect(staleReason(project, said)).toBeNull();
    git(project.root, "checkout", "-q", "HEAD~1");
    expect(staleReason(project, said)).toMatch(
      /^its verification saw (?:another state|commit [0-9a-f]+), and since then src\/new\.ts changed$/,
    );
  });

  test("by its commit alone, where it names no tree; where that is gone it says so; one that names none is never fresh", () => {
    const project = projectAt(makeProject());
    const said = verified(project, { tree: false, commit: git(project.root, "rev-parse", "HEAD") });
    expect(staleReason(project, said)).toBeNull();
    writeFiles(project.root, { "src/new.ts": "1\n" });
    expect(staleReason(project, said)).toMatch(
      /^its verification saw (?:another state|commit [0-9a-f]+), and since then src\/new\.ts changed$/,
    );
    expect(staleReason(project, verified(project, { tree: false }))).toBe(
      "its verification does not say which state of the project it saw",
    );
    // A project without runs is left without a trace.
    expect(existsSync(project.task)).toBe(false);
    expect(
      staleReason(project, verified(project, { tree: false, commit: "a".repeat(40) })),
    ).toMatch(/not in this repository/);
  });
});
