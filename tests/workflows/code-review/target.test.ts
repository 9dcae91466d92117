// Runs: in full too, together.
import { afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changedFiles } from "../../../src/project/trees/changes.ts";
import { treeOf } from "../../../src/project/trees/tree.ts";
import { resolves } from "../../../src/workflows/code-review/target.ts";
import type { TypedIn } from "../../../src/workflows/contract/contract.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup, git, makeProject, tempDir } from "../../harness/project.ts";

afterEach(cleanup);

const FILES = { "a.ts": "export const a = 1;\n", "lib/b.ts": "export const b = 1;\n" };

/** What a target comes to: the request, and each file of the change. */
function changeIn(
  project: string,
  request: string,
  options: Record<string, string> = {},
  typed: TypedIn = {},
) {
  const found = resolves(project, request, options, typed);
  if (!found.ok) return found;
  const place = { root: project, task: join(tempDir("look-"), ".task") };
  const now = treeOf(place, { exclude: [".task"], keep: true, committable: true });
  if (!now.ok) throw new Error(now.problem);
  const end = found.at ? `git:${git(project, "rev-parse", `${found.at}^{tree}`).trim()}` : now.tree;
  const files = changedFiles(place, found.options.base!, end).map(
    ({ path, status }) => `${path} ${status}`,
  );
  return { request: found.request, at: found.at?.slice(0, 7), files };
}

/** A branch `topic` of one commit, checked out. */
function withTopic() {
  const project = makeProject({ files: FILES });
  git(project, "branch", "-M", "main");
  git(project, "checkout", "-q", "-b", "topic");
  writeFileSync(join(project, "a.ts"), "export const a = 2;\n");
  git(project, "commit", "-qam", "Make a two\n\nIt was one.");
  return project;
}

describe("what is reviewed", () => {
  test("what is not committed, new files too", () => {
    const project = makeProject({ files: FILES });
    writeFileSync(join(project, "a.ts"), "export const a = 2;\n");
    writeFileSync(join(project, "new.ts"), "1;\n");
    expect(changeIn(project, "")).toEqual({
      request: "Review what is not committed.",
      at: undefined,
      files: ["a.ts modified", "new.ts added"],
    });
  });

  test("paths: what is not committed of them, else all that they hold", () => {
    const project = makeProject({ files: FILES });
    writeFileSync(join(project, "a.ts"), "export const a = 2;\n");
    writeFileSync(join(project, "lib/c.ts"), "1;\n");
    expect(changeIn(project, "lib")).toMatchObject({ files: ["lib/c.ts added"] });
    rmSync(join(project, "lib/c.ts"));
    expect(changeIn(project, "./lib/")).toMatchObject({
      request: "Review lib, all of it.",
      files: ["lib/b.ts added"],
    });
    expect(changeIn(project, ".")).toMatchObject({ files: ["a.ts modified"] });
    expect(changeIn(project, "a.ts lib/b.ts")).toMatchObject({ files: ["a.ts modified"] });
  });

  test("paths as they are typed: in the person's folder, with blanks, of a file that is gone", () => {
    const project = makeProject({ files: { ...FILES, "lib/my notes.md": "1\n" } });
    const lib = join(project, "lib");
    writeFileSync(join(lib, "b.ts"), "2;\n");
    writeFileSync(join(lib, "my notes.md"), "2\n");
    rmSync(join(project, "a.ts"));
    const files = (typed: string, from: string) => changeIn(project, typed, {}, { from });
    const [b, notes] = ["lib/b.ts modified", "lib/my notes.md modified"];
    expect(files("b.ts", lib)).toMatchObject({ files: [b] });
    expect(files("lib/b.ts", lib)).toMatchObject({ files: [b] });
    expect(files(".", lib)).toMatchObject({ files: [b, notes] });
    expect(files("my notes.md b.ts ../a.ts", lib)).toMatchObject({
      request: "Review what is not committed of lib/my notes.md lib/b.ts a.ts.",
      files: ["a.ts deleted", b, notes],
    });
    expect(files("..", project)).toMatchObject({ finished: true });
    mkdirSync(join(project, "empty"));
    expect(files("empty", project)).toMatchObject({ finished: true });
    writeFileSync(join(project, "[ab].ts"), "1;\n");
    writeFileSync(join(project, "b.ts"), "1;\n");
    expect(files("[ab].ts", project)).toMatchObject({ files: ["[ab].ts added"] });
    expect(files("../../elsewhere", lib)).toMatchObject({ wrong: true });
    expect(files("my notes.txt", lib)).toMatchObject({
      problem: expect.stringMatching(/^found "my", expected paths of/),
    });
  });

  test("a branch or range beside other words, and one that has nothing the other has not", () => {
    const project = withTopic();
    for (const [typed, found] of [
      ["a.ts topic", "topic"],
      ["topic a.ts", "topic"],
      ["main.. a.ts", "main.."],
    ])
      expect(changeIn(project, typed!)).toMatchObject({
        problem: `found "${found}", expected paths of this project alone, or one range or branch alone`,
        wrong: true,
      });
    // Beside another word the branch that is nearly that would be refused, too.
    expect(changeIn(project, "topik")).toMatchObject({
      problem: expect.stringMatching(/; did you mean topic\?$/),
    });
    expect(changeIn(project, "a.ts topik")).toMatchObject({
      problem: expect.stringMatching(/^found "topik", .* or branch alone$/),
    });
    const all =
      "nothing to review: topic..main (0 commits) changes no file; did you mean main..topic?";
    for (const typed of ["topic..main", "topic...main"])
      expect(changeIn(project, typed)).toMatchObject({ problem: all, finished: true });
    expect(changeIn(project, "topic..")).toMatchObject({ finished: true });
  });

  test("a range up to HEAD of a clean checkout is reviewed here, else in a checkout of its own", () => {
    const project = withTopic();
    expect(changeIn(project, "main..")).toEqual({
      request: "Review main..HEAD (1 commit).\n\nIts commits say:\n\nMake a two\n\nIt was one.",
      at: undefined,
      files: ["a.ts modified"],
    });
    writeFileSync(join(project, "lib/b.ts"), "dirty\n");
    const head = git(project, "rev-parse", "HEAD").slice(0, 7);
    expect(changeIn(project, "main..")).toMatchObject({ at: head, files: ["a.ts modified"] });
    expect(changeIn(project, "main..topic")).toMatchObject({ at: head });
    expect(changeIn(project, "topic")).toMatchObject({ at: head, files: ["a.ts modified"] });
  });

  test("a branch, seen from another one, and its own after it was merged", () => {
    const project = withTopic();
    git(project, "checkout", "-q", "main");
    expect(changeIn(project, "topic")).toMatchObject({
      request: expect.stringContaining("topic, since HEAD (1 commit)"),
      files: ["a.ts modified"],
    });
    git(project, "merge", "-q", "--no-ff", "-m", "Merge topic", "topic");
    expect(changeIn(project, "topic")).toMatchObject({
      problem: `"topic" has no commit that HEAD lacks: name a range, such as topic~1..topic`,
    });
    expect(changeIn(project, "topic~1..topic")).toMatchObject({ files: ["a.ts modified"] });
    expect(changeIn(project, "HEAD~1..HEAD")).toMatchObject({ files: ["a.ts modified"] });
  });

  test("what is staged, and nothing else", () => {
    const project = makeProject({ files: FILES });
    writeFileSync(join(project, "a.ts"), "export const a = 2;\n");
    git(project, "add", "a.ts");
    writeFileSync(join(project, "a.ts"), "export const a = 3;\n");
    writeFileSync(join(project, "lib/b.ts"), "3\n");
    const staged = changeIn(project, "", { staged: "yes" });
    expect(staged).toMatchObject({ files: ["a.ts modified"], at: expect.any(String) });
    expect(git(project, "status", "--short")).toBe("MM a.ts\n M lib/b.ts");
  });

  inFull("for a worktree, what is not committed is a commit that no branch has", () => {
    const project = makeProject({ files: FILES });
    const inWorktree = (request: string) => changeIn(project, request, {}, { beside: true });
    const head = git(project, "rev-parse", "HEAD").slice(0, 7);
    expect(inWorktree("lib")).toMatchObject({ at: head, files: ["lib/b.ts added"] });
    writeFileSync(join(project, "a.ts"), "export const a = 2;\n");
    writeFileSync(join(project, "new.ts"), "1;\n");
    const before = [git(project, "status", "--short"), git(project, "for-each-ref")];
    expect(inWorktree("")).toEqual({
      request: "Review what is not committed.",
      at: expect.not.stringContaining(head),
      files: ["a.ts modified", "new.ts added"],
    });
    expect([git(project, "status", "--short"), git(project, "for-each-ref")]).toEqual(before);
  });

  inFull("a rename, a binary, a project below the repository's top", () => {
    const top = makeProject({ files: { ...FILES, "web/x.ts": "x\n", "web/y.ts": "y\n" } });
    const project = join(top, "web");
    renameSync(join(project, "x.ts"), join(project, "z.ts"));
    writeFileSync(join(project, "logo.png"), Buffer.from([0, 1, 2, 3]));
    writeFileSync(join(top, "a.ts"), "outside\n");
    expect(changeIn(project, "")).toMatchObject({
      files: ["logo.png added", "x.ts deleted", "z.ts added"],
    });
    expect(changeIn(project, "y.ts")).toMatchObject({ files: ["y.ts added"] });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["nothing", {}, /found "nothing", expected a range such as main\.\., a branch/],
    ["nope..HEAD", {}, /found "nope", expected a branch or a commit/],
    ["--output=x..HEAD", {}, /found "--output=x", expected a branch/],
    ["a.ts", { staged: "yes" }, /--staged takes no range, branch or path/],
    ["", {}, /nothing to review: what is not committed changes no file/],
  ])("%p %p says what is wrong", (request, options, words) => {
    const project = makeProject({ files: FILES });
    const found = resolves(project, request, options);
    expect(found).toMatchObject({ ok: false, problem: expect.stringMatching(words) });
  });

  test("where there is no repository", () => {
    const project = tempDir("bare-");
    mkdirSync(join(project, "src"));
    expect(resolves(project, "", {})).toMatchObject({
      ok: false,
      problem: expect.stringContaining("git init"),
    });
  });
});
