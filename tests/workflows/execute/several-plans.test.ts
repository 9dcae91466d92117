// What the executor does for a workflow whose plans are files already: branches of several runs, tasks that wait for the person.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { answered } from "../../engine/given.ts";
import { workstreams } from "../../project/worktrees/projects.ts";
import { carry, Execution, task } from "./given.ts";

const { git, repository, text, write } = workstreams();

const subjects = (root: string, branch: string) =>
  git(root, "log", "--reverse", "--format=%s", branch).trim().split("\n");

/** Carries out all work of one task. */
async function through(run: Execution, n: number, root: string): Promise<void> {
  run.work(`Task ${n}`, { [`${n}.txt`]: `${n}\n` }, write);
  for (const name of [`Check task ${n}`, `Commit task ${n}`])
    expect([name, await run.check(name)]).toEqual([name, "pass"]);
  expect(text(root, `${n}.txt`)).toBe(`${n}\n`);
}

describe("plans that are files already", () => {
  const planned = { plan_folder: ".planning/phases/02-x" };
  const record = JSON.stringify({ details: { 1: "Do it well." }, sections: [{ title: "Goal", body: "The goal." }] });

  test("no files are handed over, and the brief has what the record says", async () => {
    const root = repository({ "a.txt": "a\n" });
    const run = new Execution(root, { tasks: [task(1)], planned, text: record });
    expect(await run.check("Snapshot and hand-over")).toBe("pass");
    expect(existsSync(join(root, ".planning"))).toBe(false);
    expect(run.task("Snapshot and hand-over").facts).toMatchObject({ plan_folder: ".planning/phases/02-x" });
    const { executeFacts } = await import("../../../src/workflows/execute/facts.ts");
    const facts = executeFacts(run.scene, run.task("Task 1"), { nonce: "n", subject: null, now: "" });
    expect([facts.details, facts.sections]).toEqual(["Do it well.", [{ title: "Goal", body: "The goal." }]]);
  });

  test("a commit has the line and the names that the plan gives it", async () => {
    const root = repository({ "a.txt": "a\n" });
    const tasks = [task(1, { plan: "02-01", task: 3, commit: "feat(02-01): say hello" })];
    const run = new Execution(root, { tasks, planned, text: record });
    await run.check("Snapshot and hand-over");
    await through(run, 1, root);
    expect(git(root, "log", "-1", "--format=%B", "multi-ai/work-carry-00000001").trim().split("\n")).toEqual([
      "feat(02-01): say hello",
      "",
      "Run: carry-00000001",
      "Item: 1",
      "Plan: 02-01",
      "Task: 3",
    ]);
  });

  test("where the project wants no worktrees they go one behind the other, unless the settings say otherwise", async () => {
    for (const [settings, isolation] of [
      [{}, "checkout"],
      [{ execute: { isolation: "worktree" } }, "worktree"],
    ] as const) {
      const root = repository({ "a.txt": "a\n" });
      const own = { ...planned, isolation: "checkout" as const };
      const run = new Execution(root, { tasks: [task(1), task(2)], planned: own, text: record, settings });
      await run.check("Snapshot and hand-over");
      expect([run.task("Snapshot and hand-over").facts.isolation, run.ready().length]).toEqual([
        isolation,
        isolation === "checkout" ? 1 : 2,
      ]);
    }
  });
});

describe("a branch of several runs", () => {
  const planned = { plan_folder: "x", branch: "gsd/phase-02-x" };

  test("takes the commits of a later run behind those of the earlier one, and HEAD stays", async () => {
    const root = repository({ "a.txt": "a\n" });
    const head = git(root, "rev-parse", "HEAD");
    for (const n of [1, 2]) {
      const run = new Execution(root, { tasks: [task(n)], planned, text: "{}" });
      // Each run has a name of its own.
      run.run = { ...run.now, run: `carry-0000000${n}` };
      expect(await run.check("Snapshot and hand-over")).toBe("pass");
      await through(run, n, root);
    }
    expect(subjects(root, "gsd/phase-02-x")).toEqual(["first", "Task number 1", "Task number 2"]);
    expect([git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain").trim().split("\n")]).toEqual([
      head,
      ["?? 1.txt", "?? 2.txt"],
    ]);
  });

  test("goes on from where it was merged", async () => {
    const root = repository({ "a.txt": "a\n" });
    git(root, "branch", "gsd/phase-02-x");
    write(root, { "b.txt": "b\n" });
    git(root, "add", "-A");
    git(root, "commit", "-qm", "second");
    const run = new Execution(root, { tasks: [task(1)], planned, text: "{}" });
    await run.check("Snapshot and hand-over");
    await through(run, 1, root);
    expect(subjects(root, "gsd/phase-02-x")).toEqual(["first", "second", "Task number 1"]);
  });

  test("that has gone another way than the person's own is none", async () => {
    const root = repository({ "a.txt": "a\n" });
    git(root, "checkout", "-q", "-b", "gsd/phase-02-x");
    git(root, "commit", "-q", "--allow-empty", "-m", "theirs");
    git(root, "checkout", "-q", "-");
    git(root, "commit", "-q", "--allow-empty", "-m", "second");
    const run = new Execution(root, { tasks: [task(1)], planned, text: "{}" });
    await run.check("Snapshot and hand-over");
    run.work("Task 1", { "1.txt": "1\n" }, write);
    await run.check("Check task 1");
    expect(await run.check("Commit task 1")).toBe("cannot");
    expect(run.task("Commit task 1").facts.problems).toEqual([expect.stringContaining("this run did not make it")]);
  });

  test("that is gone with earlier work on it is not begun anew: the person is told how to bring it back", async () => {
    const root = repository({ "a.txt": "a\n" });
    const run = new Execution(root, { tasks: [task(1), task(2, { after: [1] })], planned, text: "{}" });
    await run.check("Snapshot and hand-over");
    await through(run, 1, root);
    const commit = git(root, "rev-parse", "--short=12", "gsd/phase-02-x").trim();
    git(root, "branch", "-qD", "gsd/phase-02-x");
    run.work("Task 2", { "2.txt": "2\n" }, write);
    await run.check("Check task 2");
    expect(await run.check("Commit task 2")).toBe("cannot");
    expect(run.task("Commit task 2").facts.problems).toEqual([
      `the branch gsd/phase-02-x is gone: it lacks ${commit}, which this run has made; bring it back: git branch -f gsd/phase-02-x ${commit}`,
    ]);
    git(root, "branch", "-f", "gsd/phase-02-x", commit);
    answered("again")(run);
    expect(await run.check("Commit task 2")).toBe("pass");
    expect(subjects(root, "gsd/phase-02-x")).toEqual(["first", "Task number 1", "Task number 2"]);
  });
});

describe("a task that waits for the person", () => {
  const waiting = [task(1, { waits: "human-verify", criteria: [] }), task(2, { after: [1] })];
  const given = { workflow: carry({ waits: true }), planned: { plan_folder: "x" } };
  const record = JSON.stringify({ details: { 1: "Look at it." } });

  test("is a question that a run without questions asks, too; what comes after it begins with the answer", async () => {
    const root = repository({ "a.txt": "a\n" });
    const run = new Execution(root, { tasks: waiting, ...given, text: record, auto: true });
    await run.check("Snapshot and hand-over");
    expect(run.ready()).toEqual(["Ask about task 1"]);
    expect(await run.check("Ask about task 1")).toBe("waits");
    expect([run.ready(), run.now.questions.map(({ kind }) => kind)]).toEqual([[], ["execute-waits"]]);
    answered("answer", "use the blue one")(run);
    expect(run.ready()).toEqual(["Task 2"]);
    await through(run, 2, root);
    expect(await run.check("Completion")).toBe("pass");
    expect(run.task("Completion").facts).toMatchObject({ done: 2, total: 2 });
  });

  test("that is given up fails, and what builds on it is never begun", async () => {
    const root = repository({ "a.txt": "a\n" });
    const run = new Execution(root, { tasks: waiting, ...given, text: record });
    await run.check("Snapshot and hand-over");
    await run.check("Ask about task 1");
    answered("drop")(run);
    expect(await run.check("Completion")).toBe("fail");
    expect(run.task("Completion").facts).toMatchObject({ failed: ["1 Task number 1"], skipped: ["2 Task number 2"] });
  });
});

test("with a rule that does not hold nothing is carried out, and the run goes on", async () => {
  const root = repository({ "a.txt": "a\n" });
  const workflow = { ...carry({ when: "never" }), rules: { never: () => false } };
  const run = new Execution(root, { tasks: [task(1)], workflow });
  expect([run.now.status, run.now.tasks.map(({ status }) => status)]).toEqual([
    "complete",
    ["done", "skipped", "skipped", "skipped"],
  ]);
});
