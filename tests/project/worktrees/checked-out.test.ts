// Commits on the branch that is checked out: what goes in, what stays the person's, and what a
// break leaves.
// Runs: together.
import { describe, expect, test } from "bun:test";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BranchCommit,
  commitFiles,
  commitOn,
  takeBranch,
} from "../../../src/project/worktrees/branch.ts";
import { workstreams } from "./projects.ts";
import { RUN, refused, worked } from "./results.ts";

const { at, built, close, git, merge, repository, text, write } = workstreams();

const trailers = { Run: RUN, Item: "1" };
const lines = (root: string, ...args: string[]) =>
  git(root, ...args)
    .trim()
    .split("\n")
    .filter(Boolean);
/** Names of files as git sees them: staged, changed beside the index, unknown. */
const status = (root: string) => ({
  staged: lines(root, "diff", "--cached", "--name-only"),
  changed: lines(root, "diff", "--name-only"),
  unknown: lines(root, "ls-files", "--others", "--exclude-standard"),
});
const CLEAN = { staged: [], changed: [], unknown: [] };
const branchOf = (root: string) => git(root, "symbolic-ref", "--short", "HEAD").trim();
const stream = { run: RUN, area: "one" };
const commitCheckedOut = (root: string, options: BranchCommit) =>
  commitOn(at(root), { ...options, checkedOut: true });

/** Builds files in a worktree, brings them into the checkout and commits them there. */
function landed(
  root: string,
  files: Record<string, string>,
  more: { branch?: string; contains?: string[] } = {},
) {
  built(root, "one", files);
  worked(merge(root, ["one"]));
  return commitCheckedOut(root, {
    ...{
      run: RUN,
      branch: more.branch ?? branchOf(root),
      title: "feat(01-01): it",
      trailers,
      of: { landed: stream },
    },
    ...(more.contains === undefined ? {} : { contains: more.contains }),
  });
}

describe("a landed piece of work", () => {
  test("is one commit on the person's branch with its files alone; what lies there and what is staged stays", () => {
    const root = repository({ "a.txt": "1\n", "b.txt": "1\n", "c.txt": "1\n" });
    git(root, "config", "user.name", "Ada");
    git(root, "config", "user.email", "ada@example.invalid");
    write(root, { "b.txt": "staged\n", "mine.txt": "mine\n" });
    git(root, "add", "b.txt");
    write(root, { "c.txt": "not staged\n" });
    const before = git(root, "rev-parse", "HEAD").trim();
    const { commit } = worked(landed(root, { "a.txt": "2\n", "new/ü.txt": "new\n" }));
    expect(git(root, "rev-parse", "HEAD").trim()).toBe(commit!);
    expect(git(root, "rev-parse", "HEAD^").trim()).toBe(before);
    expect(
      lines(root, "-c", "core.quotePath=false", "show", "--name-only", "--format=", "HEAD"),
    ).toEqual(["a.txt", "new/ü.txt"]);
    expect(git(root, "log", "-1", "--format=%s|%an")).toBe("feat(01-01): it|Ada\n");
    expect(status(root)).toEqual({ staged: ["b.txt"], changed: ["c.txt"], unknown: ["mine.txt"] });
  });

  test("has a message of the project's form, and is found again by it", () => {
    const root = repository({ "a.txt": "1\n" });
    git(root, "config", "user.name", "Ada");
    git(root, "config", "user.email", "ada@example.invalid");
    git(root, "checkout", "-q", "-b", "fix/ABC-7");
    write(root, { "a.txt": "2\n" });
    const form = { title: "{ticket}: {title}", sign_off: true };
    const files = (name: string) => name === "a.txt";
    const options = {
      run: RUN,
      branch: "fix/ABC-7",
      title: "feat(01-01): it",
      trailers,
      form,
      of: { files },
    };
    const { commit } = worked(commitCheckedOut(root, options));
    expect(git(root, "log", "-1", "--format=%B").trim()).toBe(
      `ABC-7: feat(01-01): it\n\nRun: ${RUN}\nItem: 1\nSigned-off-by: Ada <ada@example.invalid>`,
    );
    expect(worked(commitCheckedOut(root, options))).toEqual({ ok: true, commit });
  });

  test("is found again after a kill: no second commit, and the index follows then", () => {
    const root = repository({ "a.txt": "1\n" });
    const index = readFileSync(join(root, ".git/index"));
    const { commit } = worked(landed(root, { "a.txt": "2\n" }));
    writeFileSync(join(root, ".git/index"), index);
    expect(status(root)).toEqual({ staged: ["a.txt"], changed: ["a.txt"], unknown: [] });
    const options = {
      run: RUN,
      branch: branchOf(root),
      title: "feat(01-01): it",
      trailers,
      of: { landed: stream },
    };
    expect(worked(commitCheckedOut(root, options))).toEqual({ ok: true, commit });
    expect(status(root)).toEqual(CLEAN);
    close(root);
    expect(worked(commitCheckedOut(root, options))).toEqual({ ok: true, commit });
  });

  test("leaves the person's own lines of the same file out where they are apart, and takes the file whole where not", () => {
    const long = (first: string, last: string) => `${first}\n${"same\n".repeat(12)}${last}\n`;
    const root = repository({ "a.txt": long("1", "1"), "b.txt": "1\n" });
    write(root, { "a.txt": long("mine", "1"), "b.txt": "mine\n" });
    worked(landed(root, { "a.txt": long("mine", "done"), "b.txt": "mine, done\n" }));
    expect(git(root, "show", "HEAD:a.txt")).toBe(long("1", "done"));
    expect(git(root, "show", "HEAD:b.txt")).toBe("mine, done\n");
    expect(text(root, "a.txt")).toBe(long("mine", "done"));
    expect(status(root)).toEqual({ ...CLEAN, changed: ["a.txt"] });
  });

  test("takes out what the work deleted", () => {
    const root = repository({ "a.txt": "1\n", "gone.txt": "1\n" });
    const place = built(root, "one", {});
    rmSync(join(place, "gone.txt"));
    worked(landed(root, {}));
    expect(lines(root, "show", "--name-status", "--format=", "HEAD")).toEqual(["D\tgone.txt"]);
    expect(status(root)).toEqual(CLEAN);
  });

  test("is refused in the middle of a merge, where another branch is checked out, HEAD is detached, or an earlier commit of the run is gone", () => {
    const root = repository({ "a.txt": "1\n" });
    const [branch, first] = [branchOf(root), git(root, "rev-parse", "HEAD").trim()];
    const merge = join(root, ".git/MERGE_HEAD");
    writeFileSync(merge, `${first}\n`);
    expect(refused(landed(root, { "a.txt": "2\n" })).problem).toContain(
      "a merge, a rebase or the like is not finished",
    );
    rmSync(merge);
    git(root, "checkout", "-q", "-b", "other");
    expect(refused(landed(root, { "a.txt": "2\n" }, { branch })).problem).toBe(
      `the branch other is checked out, and this run commits on ${branch}`,
    );
    git(root, "commit", "-q", "--allow-empty", "-m", "later");
    const later = git(root, "rev-parse", "HEAD").trim();
    git(root, "reset", "-q", "--soft", first);
    const lacking = {
      run: RUN,
      branch: "other",
      title: "t",
      trailers,
      contains: [later],
      of: { landed: stream },
    };
    expect(refused(commitCheckedOut(root, lacking)).problem).toContain(
      `it lacks ${later.slice(0, 12)}`,
    );
    git(root, "checkout", "-q", "--detach");
    const detached = { run: RUN, branch, title: "t", trailers, of: { landed: stream } };
    expect(refused(commitCheckedOut(root, detached)).problem).toContain("HEAD is detached");
  });
});

describe("files of the checkout", () => {
  const docs = (root: string) =>
    commitFiles(
      at(root),
      { run: RUN },
      { title: "docs: roadmap", files: (name) => name.startsWith("docs/") },
    );

  test("are committed by name, and nothing else is", () => {
    const root = repository({ "docs/a.md": "1\n", "a.txt": "1\n" });
    write(root, { "docs/a.md": "2\n", "docs/b.md": "1\n", "a.txt": "2\n" });
    worked(docs(root));
    expect(lines(root, "show", "--name-only", "--format=%s", "HEAD")).toEqual([
      "docs: roadmap",
      "docs/a.md",
      "docs/b.md",
    ]);
    expect(status(root)).toEqual({ ...CLEAN, changed: ["a.txt"] });
    expect(worked(docs(root))).toEqual({ ok: true, commit: null });
  });

  test("are the first commit of a repository that has none; a detached HEAD gets none", () => {
    const root = repository({ "a.txt": "1\n" });
    git(root, "checkout", "-q", "--orphan", "empty");
    git(root, "rm", "-q", "--cached", "-r", ".");
    write(root, { "docs/a.md": "1\n" });
    worked(docs(root));
    expect(lines(root, "log", "--format=%s", "empty")).toEqual(["docs: roadmap"]);
    git(root, "checkout", "-q", "--detach");
    write(root, { "docs/a.md": "2\n" });
    expect(worked(docs(root))).toEqual({ ok: true, commit: null });
  });
});

describe("a branch of its own", () => {
  test("begins at HEAD without a change of any file, once", () => {
    const root = repository({ "a.txt": "1\n" });
    write(root, { "a.txt": "mine\n" });
    worked(takeBranch(at(root), { run: RUN }, "gsd/phase-01-x"));
    expect([branchOf(root), text(root, "a.txt")]).toEqual(["gsd/phase-01-x", "mine\n"]);
    expect(status(root)).toEqual({ ...CLEAN, changed: ["a.txt"] });
    worked(takeBranch(at(root), { run: RUN }, "gsd/phase-01-x"));
  });

  test("keeps a merge that the person has not committed yet", () => {
    const root = repository({ "a.txt": "1\n" });
    git(root, "checkout", "-q", "-b", "other");
    git(root, "commit", "-q", "--allow-empty", "-m", "other");
    git(root, "checkout", "-q", "-");
    git(root, "merge", "-q", "--no-commit", "--no-ff", "other");
    worked(takeBranch(at(root), { run: RUN }, "mine"));
    expect([branchOf(root), git(root, "rev-parse", "MERGE_HEAD")]).toEqual([
      "mine",
      git(root, "rev-parse", "other"),
    ]);
  });

  test("is refused where it is there and not checked out, and where its name is none", () => {
    const root = repository({ "a.txt": "1\n" });
    git(root, "branch", "there");
    const found = refused(takeBranch(at(root), { run: RUN }, "there"));
    expect(found.problem).toBe(
      "the branch there cannot be created: a branch named 'there' already exists",
    );
    expect(found.remedy).toContain("git switch there");
    for (const none of ["a..b", "-x"])
      expect(refused(takeBranch(at(root), { run: RUN }, none)).problem).toContain(
        `'${none}' is not a valid branch name`,
      );
  });
});
