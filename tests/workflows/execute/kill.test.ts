// Guarantee: A task lands when its criteria held.
// kill -9 at each git call by which a task of a plan is landed and committed, and two tasks that
// land at once.
// Runs: in full only.
import { expect, test } from "bun:test";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forgetLandings } from "../../../src/project/worktrees/merge/merge.ts";
import { openWorktrees } from "../../../src/project/worktrees/open-worktrees.ts";
import { openWorkstream } from "../../../src/project/worktrees/workstreams.ts";
import { deadlyGit } from "../../project/worktrees/deadly-git.ts";
import { workstreams } from "../../project/worktrees/projects.ts";
import { Execution, task } from "./given.ts";

const { folder, git, repository, text, write } = workstreams();

const BRANCH = "multi-ai/work-carry-00000001";
const WORKER = join(import.meta.dir, "worker.ts");
const messages = (root: string) =>
  git(root, "log", "--reverse", "--format=%s", BRANCH, "^HEAD").trim().split("\n");

/** Numbers of the calls of git that change something, from 1. */
const changing = (calls: string[]): number[] =>
  calls.flatMap((call, i) =>
    / (update-ref|reset|clean|worktree (add|remove)|checkout-index) /.test(call) ? [i + 1] : [],
  );

/**
 * All of them take a while, and are tried with MULTI_AI_FAULTS=full; else every fourth, and the
 * last ones.
 */
const some = (numbers: number[], last: number): number[] =>
  process.env.MULTI_AI_FAULTS === "full"
    ? numbers
    : numbers.filter((_, i) => i % 4 === 0 || i >= numbers.length - last);

/** The check that commits the first task, in a process that is killed after a call of git. */
function killed(root: string, run: Execution) {
  const { id } = run.task("Commit task 1");
  const file = join(folder("run"), "run.json");
  writeFileSync(file, JSON.stringify(run.now));
  const { run: start, calls } = deadlyGit(folder("bin"), WORKER);
  const result = join(folder("result"), "result");
  // A worktree knows where it lies, so each try begins from a copy that takes the place of the
  // project.
  const kept = folder("kept");
  cpSync(root, kept, { recursive: true, preserveTimestamps: true });
  const again = () => {
    rmSync(root, { recursive: true });
    cpSync(kept, root, { recursive: true, preserveTimestamps: true });
  };
  const commitOf = (after: number | null) => start(root, after, [file, result, id]);
  const found = (): [outcome: string, commit: string | null, problems: string[]] =>
    JSON.parse(readFileSync(`${result}-${id}`, "utf8"));
  return { commitOf, calls, again, found };
}

/** A task that was checked, and numbers of the calls of git by which it lands. */
async function landing() {
  const root = repository({ "a.txt": "a\n", "1.txt": "old\n" });
  const run = new Execution(root, { tasks: [task(1, { files: ["1.txt", "new/**"] })] });
  await run.check("Take a snapshot");
  run.work("Task 1", { "1.txt": "1\n", "new/1": "new\n" });
  await run.check("Check task 1");
  const { commitOf, calls, again, found } = killed(root, run);
  expect(commitOf(null)).toEqual({ killed: false, ok: true, err: "" });
  return { root, run, commitOf, again, found, numbers: changing(calls()) };
}

test("killed after a git call that changed something, the same check again ends in one commit", async () => {
  const { root, commitOf, again, found, numbers } = await landing();
  expect(numbers.length).toBeGreaterThan(5);
  // The last ones close the worktree.
  for (const at of some(numbers, 3)) {
    again();

    expect([at, commitOf(at).killed]).toEqual([at, true]);
    expect([at, commitOf(null)]).toEqual([at, { killed: false, ok: true, err: "" }]);
    const [outcome, commit, problems] = found();
    expect([at, outcome, problems]).toEqual([at, "pass", []]);
    expect([at, commit]).toEqual([at, git(root, "rev-parse", BRANCH).trim()]);
    expect([at, text(root, "1.txt"), text(root, "new/1"), messages(root)]).toEqual([
      at,
      "1\n",
      "new\n",
      ["Task number 1"],
    ]);
  }
});

test("killed so, and taken up in another folder with the files that were accepted, its work is there once more", async () => {
  const { root, run, commitOf, again, found, numbers } = await landing();
  for (const at of [...some(numbers, 3), null]) {
    again();
    expect([at, commitOf(at).killed]).toEqual([at, at !== null]);
    // What a job server brings there: the repository, and the files of what was accepted.
    for (const gone of [".task/worktrees", ".git/worktrees", "new"])
      rmSync(join(root, gone), { recursive: true, force: true });
    write(root, { "1.txt": "old\n" });
    expect(forgetLandings(run.project, { run: run.now.run })).toEqual({ ok: true });
    expect([at, commitOf(null)]).toEqual([at, { killed: false, ok: true, err: "" }]);
    const [outcome, commit, problems] = found();
    expect([at, outcome, problems]).toEqual([at, "pass", []]);
    expect([at, commit]).toEqual([at, git(root, "rev-parse", BRANCH).trim()]);
    const files = [text(root, "1.txt"), text(root, "new/1")];
    expect([at, ...files, messages(root)]).toEqual([at, "1\n", "new\n", ["Task number 1"]]);
  }
});

test("killed while a task makes room for what a person changed, theirs stays and the task is not taken for done", async () => {
  const root = repository({ "1.txt": "line\n", "2.txt": "two\n" });
  const tasks = [
    task(1, { files: ["1.txt", "2.txt"], criteria: ["grep -q mine 1.txt", "grep -q mine 2.txt"] }),
  ];
  const run = new Execution(root, { tasks });
  await run.check("Take a snapshot");
  run.work("Task 1", { "1.txt": "mine\n", "2.txt": "mine\n" });
  await run.check("Check task 1");
  write(root, { "1.txt": "theirs\n" });
  const { commitOf, calls, again, found } = killed(root, run);
  expect(commitOf(null)).toEqual({ killed: false, ok: true, err: "" });
  expect(found()[0]).toBe("conflict");
  const numbers = changing(calls());
  expect(numbers.length).toBeGreaterThan(3);
  for (const at of some(numbers, 2)) {
    again();
    expect([at, commitOf(at).killed]).toEqual([at, true]);
    expect([at, commitOf(null)]).toEqual([at, { killed: false, ok: true, err: "" }]);
    // Either it is found to be in the way again, or what is left of the task does not meet its
    // criteria.
    expect(["conflict", "fail"]).toContain(found()[0]);
    expect([at, text(root, "1.txt"), text(root, "2.txt")]).toEqual([at, "theirs\n", "two\n"]);
    expect(text(join(root, ".task/worktrees/carry-00000001-1/1"), "2.txt")).toBe("mine\n");
  }
});

test("two tasks that land at the same moment are both there, each with its commit", async () => {
  const root = repository({ "a.txt": "a\n" });
  const run = new Execution(root, { tasks: [task(1), task(2), task(3)] });
  await run.check("Take a snapshot");
  for (const n of [1, 2, 3]) {
    run.work(`Task ${n}`, { [`${n}.txt`]: `${n}\n` });
    await run.check(`Check task ${n}`);
  }
  const file = join(folder("run"), "run.json");
  writeFileSync(file, JSON.stringify(run.now));
  const result = join(folder("result"), "result");
  const ids = [1, 2, 3].map((n) => run.task(`Commit task ${n}`).id);
  const started = ids.map((id) =>
    Bun.spawn([process.execPath, WORKER, root, file, result, id], { stderr: "pipe" }),
  );
  expect(await Promise.all(started.map((one) => one.exited))).toEqual([0, 0, 0]);
  for (const id of ids) expect(JSON.parse(readFileSync(`${result}-${id}`, "utf8"))[0]).toBe("pass");
  expect([1, 2, 3].map((n) => text(root, `${n}.txt`))).toEqual(["1\n", "2\n", "3\n"]);
  expect(messages(root).sort()).toEqual(["Task number 1", "Task number 2", "Task number 3"]);
});

test("what a look that was killed has left is not what the next one looks at", async () => {
  const root = repository({ "1.txt": "old\n" });
  const seen = ["grep -q left 2.txt", "grep -q mine 1.txt"];
  const run = new Execution(root, { tasks: [task(1, { criteria: seen })] });
  const looks = { run: `${run.now.run}-looks`, area: "looks", exclude: [".task", "pipeline"] };
  const opened = openWorkstream(run.project, looks);
  if (!opened.ok) throw new Error(opened.problem);
  write(opened.path, { "2.txt": "left\n" });
  write(root, { "1.txt": "mine\n" });
  expect(await run.check("Take a snapshot")).toBe("pass");
  expect(run.task("Take a snapshot").facts.before).toEqual(["failed", "passed"]);
  expect(openWorktrees(run.project, null)).toEqual([]);
});
