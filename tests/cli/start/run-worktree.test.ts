// `multi-ai run --worktree`: beside the checkout, from its begin to its branch.
// Runs: in full too, first.
// Not in npm test: ^a dirty checkout
import { afterEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { worktreesOf } from "../../../src/project/worktrees/linked-worktrees.ts";
import { SETTINGS_FILE } from "../../../src/settings.ts";
import { codexReviewer } from "../../harness/codex-reviewer.ts";
import { inFull } from "../../harness/in-full.ts";
import { startModel } from "../../harness/model.ts";
import { cleanup, git, makeProject, writeFiles } from "../../harness/project.ts";
import { claudePath, makeSandbox } from "../../harness/sandbox.ts";
import { team } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { blindly, cli } from "../cli.ts";

afterEach(cleanup);

function world(setup?: string) {
  const project = makeProject();
  if (setup !== undefined)
    writeFiles(project, { [SETTINGS_FILE]: JSON.stringify({ worktree: { setup } }) });
  const model = startModel({ script: team(honest()), codex: codexReviewer() });
  const { env } = makeSandbox({ version: "new", project, model });
  const run = (...words: string[]) =>
    blindly(project, ["run", "--claude", claudePath("new"), ...words], env);
  return { project, env, run };
}

/** All of a checkout that a person would see change. */
const seen = (root: string) => [
  git(root, "status", "--porcelain", "--ignored"),
  git(root, "rev-parse", "HEAD"),
  git(root, "symbolic-ref", "HEAD"),
  git(root, "diff", "HEAD"),
];

test("a dirty checkout stays as it is; the run stops at its story, goes on from there, and leaves a branch", async () => {
  const { project, env, run } = world(`echo "$WORKTREE_NAME of $WORKTREE_CHECKOUT" >set-up.log`);
  writeFiles(project, { "README.md": "mine\n" });
  expect((await cli(project, ["trust"], env)).code).toBe(0);
  const before = seen(project);
  const stopped = await run("--worktree", "multi-ai", "Say goodbye");
  expect([stopped.code, stopped.err]).toEqual([1, expect.stringContaining("user story")]);
  const [place] = worktreesOf({ root: project });
  expect(place).toMatchObject({ of: project, branch: `multi-ai/${place!.name}`, ready: true });
  expect(stopped.err).toContain(`multi-ai --project ${place!.root} decide <A, B, …>`);
  expect(stopped.out).toContain(`Worktree: ${place!.root}, on the new branch ${place!.branch}.`);
  expect(stopped.out).toContain(`The change becomes a commit on ${place!.branch}; multi-ai take`);
  expect(stopped.out).toContain("Uncommitted in the worktree, and not part of");
  expect(stopped.out).not.toContain("in your working tree");
  expect(stopped.err).toMatch(/\nWorktree: .*\. multi-ai drop multi-ai-\w+ removes it\.\n$/);
  expect(readFileSync(join(place!.root, "set-up.log"), "utf8")).toBe(
    `${place!.name} of ${project}\n`,
  );
  expect(seen(project)).toEqual(before);
  expect((await cli(project, ["decide", "A", "--project", place!.root], env)).code).toBe(0);
  expect((await run("--continue", "--project", place!.root)).err).toContain("test command");
  expect((await cli(place!.root, ["decide", "B"], env)).code).toBe(0);
  const done = await run("--continue", "--project", place!.root);
  expect([done.code, done.err]).toEqual([0, ""]);
  expect(done.out).toMatch(/\nNext: multi-ai take multi-ai-\w+ brings it into .*; multi-ai drop /);
  expect(seen(project)).toEqual(before);
  expect(git(project, "diff", "--name-only", "main", place!.branch!).split("\n")).toEqual([
    "set-up.log",
    "src/goodbye.ts",
    "tests/goodbye.test.ts",
  ]);
  expect(git(place!.root, "status", "--porcelain")).toBe("");
});

test("where the setup fails nothing is started, and nothing is left", async () => {
  const { project, env, run } = world("echo no database >&2; exit 3");
  await cli(project, ["trust"], env);
  const { code, err } = await run("--worktree", "multi-ai", "Say goodbye");
  expect([code, err]).toEqual([
    3,
    expect.stringMatching(
      /^worktree\.setup ended with 3: .*\nno database\nNothing was started\.\n$/,
    ),
  ]);
  expect(worktreesOf({ root: project })).toEqual([]);
  expect(git(project, "branch", "--list").trim()).toBe("* main");
});

inFull(
  "two beside one in the checkout: each is complete, and finds nothing of the others",
  async () => {
    const { project, run } = world();
    const auto = ["--auto", "multi-ai"];
    const ends = await Promise.all([
      run(...auto, "Say goodbye"),
      run("--worktree", ...auto, "Say hello"),
      run("--worktree", ...auto, "Say good night"),
    ]);
    for (const { code, out, err } of ends) {
      expect([code, err]).toEqual([0, ""]);
      expect(out).not.toMatch(/by hand|put back|brought back|is gone|was moved/);
    }
    const places = worktreesOf({ root: project });
    expect(places.map(({ root }) => git(root, "log", "--format=%s", "main.."))).toHaveLength(2);
    for (const { root } of places)
      expect(git(root, "diff", "--name-only", "main").split("\n")).toEqual([
        "src/goodbye.ts",
        "tests/goodbye.test.ts",
      ]);
  },
);
