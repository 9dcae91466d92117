// Guarantee: A task lands when its criteria held.
// What the repository says of plans: whose commits there are, what is not committed, what is lost.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  lostReason,
  planCommits,
  wasDeleted,
} from "../../../../src/workflows/phases/execute/history.ts";
import { uncommitted } from "../../../../src/workflows/phases/verify/seen.ts";
import { cleanup, git, makeProject, writeFiles } from "../../../harness/project.ts";

afterEach(cleanup);

const commit = (root: string, files: Record<string, string>, message: string): string => {
  writeFiles(root, files);
  git(root, "add", "-A");
  git(root, "commit", "-q", "--allow-empty", "-m", message);
  return git(root, "rev-parse", "HEAD");
};

test("commits of a plan are found on every branch, by their subject or by their last lines", () => {
  const root = makeProject({ files: { "a.txt": "a\n" } });
  const one = commit(root, { "b.txt": "b\n" }, "feat(02-01): b");
  git(root, "checkout", "-q", "-b", "other");
  const two = commit(root, {}, "whatever\n\nPlan: 02-01\nTask: 2");
  commit(root, {}, "feat(02-011): another plan");
  commit(root, {}, "about (02-01) in passing");
  commit(root, {}, "docs(02): create phase plan");
  git(root, "checkout", "-q", "main");
  expect(planCommits(root, ["02-01"])).toEqual([
    { commit: one, subject: "feat(02-01): b", plan: "02-01", task: null },
    { commit: two, subject: "whatever", plan: "02-01", task: 2 },
  ]);
  expect([planCommits(root, []), planCommits(root, ["02-02"])]).toEqual([[], []]);
});

describe("what is not committed", () => {
  const paths = (root: string) =>
    uncommitted({ root, task: join(root, ".task"), found: "folder" })?.map(({ path }) => path) ??
    null;

  test("is what differs from HEAD, but for folders that are no part of the work", () => {
    const root = makeProject({ files: { "a.txt": "a\n", "kept.txt": "k\n" } });
    expect(paths(root)).toEqual([]);
    writeFiles(root, { "a.txt": "edited\n", "new ü.txt": "m\n", ".planning/x.md": "x\n" });
    rmSync(join(root, "kept.txt"));
    expect(paths(root)!.sort()).toEqual(["a.txt", "kept.txt", "new ü.txt"]);
  });

  test("is none of what runs of tests and builds have left behind and no ignore file names", () => {
    const root = makeProject({ files: { "a.txt": "a\n", "web/package.json": "{}\n" } });
    writeFiles(root, {
      "node_modules/one/index.js": "1\n",
      "web/node_modules/two/index.js": "2\n",
      "web/.coverage": "c\n",
      "notes/my.txt": "n\n",
    });
    expect(paths(root)).toEqual(["notes/my.txt"]);
    expect(paths(join(root, "web"))).toEqual([]);
  });

  test("cannot be told outside of a repository", () => {
    expect(paths(makeProject({ git: false }))).toBeNull();
  });
});

test("a commit lasts where a branch, a tag or HEAD has it", () => {
  const root = makeProject();
  git(root, "checkout", "-q", "-b", "work");
  const lost = commit(root, { "a.txt": "a\n" }, "one");
  git(root, "checkout", "-q", "main");
  expect(lostReason(root, lost.slice(0, 12), "work")).toBeNull();
  git(root, "branch", "-qD", "work");
  expect(lostReason(root, lost, "work")).toBe(
    `commit ${lost} is no longer on any branch; bring it back: git branch work ${lost}`,
  );
  git(root, "tag", "v1", lost);
  expect(lostReason(root, lost, "work")).toBeNull();
  git(root, "tag", "-d", "v1");
  git(root, "checkout", "-q", "--detach", lost);
  expect(lostReason(root, lost, "work")).toBeNull();
  expect([lostReason(root, "0".repeat(40), "work"), lostReason(root, "--all", "work")]).toEqual([
    `commit ${"0".repeat(40)} is not in this repository`,
    "--all: found no commit of that name",
  ]);
});

test("a file that a commit has taken away is told from one that nobody has", () => {
  const root = makeProject({ files: { "a.txt": "a\n", "b.txt": "b\n" } });
  rmSync(join(root, "a.txt"));
  commit(root, {}, "away");
  rmSync(join(root, "b.txt"));
  expect([
    wasDeleted(root, "a.txt"),
    wasDeleted(root, "b.txt"),
    wasDeleted(root, "never.txt"),
  ]).toEqual([true, false, false]);
});
