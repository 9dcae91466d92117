// What the executor does for a workflow whose plans are files already: branches of several runs,
// tasks that wait for the person.
// Runs: in full too.
// Not in npm test: ^a branch that is.*(?:that the person left|grows from)
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { answered } from "../../engine/given.ts";
import { inFull } from "../../harness/in-full.ts";
import { workstreams } from "../../project/worktrees/projects.ts";
import { Execution, task } from "./given.ts";

const { git, repository, text, write } = workstreams();

const subjects = (root: string, branch: string) =>
  git(root, "log", "--reverse", "--format=%s", branch).trim().split("\n");

/** Carries out all work of one task. */
async function through(run: Execution, n: number, root: string): Promise<void> {
  run.work(`Task ${n}`, { [`${n}.txt`]: `${n}\n` });
  for (const name of [`Check task ${n}`, `Commit task ${n}`])
    expect([name, await run.check(name)]).toEqual([name, "pass"]);
  expect(text(root, `${n}.txt`)).toBe(`${n}\n`);
}

describe("plans that are files already", () => {
  const planned = { plan_folder: ".planning/phases/02-x" };
  const record = JSON.stringify({
    details: { 1: "Do it well." },
    sections: [{ title: "Goal", body: "The goal." }],
  });

  test("no files are handed over, and the brief has what the record says", async () => {
    const root = repository({ "a.txt": "a\n" });
    const run = new Execution(root, { tasks: [task(1)], planned, text: record });
    expect(await run.check("Take a snapshot")).toBe("pass");
    expect(existsSync(join(root, ".planning"))).toBe(false);
    expect(existsSync(join(root, ".task/PLAN.md"))).toBe(false);
    const { executeFacts } = await import("../../../src/workflows/execute/facts.ts");
    const facts = executeFacts(run.scene, run.task("Task 1"), {
      nonce: "n",
      subject: null,
      now: "",
    });
    expect([facts.details, facts.sections]).toEqual([
      "Do it well.",
      [{ title: "Goal", body: "The goal." }],
    ]);
  });

  test("a commit has the line and the names that the plan gives it", async () => {
    const root = repository({ "a.txt": "a\n" });
    const tasks = [task(1, { plan: "02-01", task: 3, commit: "feat(02-01): say hello" })];
    const run = new Execution(root, { tasks, planned, text: record });
    await run.check("Take a snapshot");
    await through(run, 1, root);
    expect(
      git(root, "log", "-1", "--format=%B", "multi-ai/work-carry-00000001").trim().split("\n"),
    ).toEqual([
      "feat(02-01): say hello",
      "",
      "Run: carry-00000001",
      "Item: 1",
      "Plan: 02-01",
      "Task: 3",
    ]);
  });

  test("where the settings want no worktrees they go one behind the other", async () => {
    for (const [settings, isolation] of [
      [{}, "worktree"],
      [{ execute: { isolation: "checkout" } }, "checkout"],
    ] as const) {
      const root = repository({ "a.txt": "a\n" });
      const run = new Execution(root, {
        tasks: [task(1), task(2)],
        planned,
        text: record,
        settings,
      });
      await run.check("Take a snapshot");
      expect([run.task("Take a snapshot").facts.isolation, run.ready().length]).toEqual([
        isolation,
        isolation === "checkout" ? 1 : 2,
      ]);
    }
  });
});

describe("a branch that is checked out", () => {
  const planned = { plan_folder: "x", branch: "gsd/phase-02-x" };
  const onIt = (root: string) => git(root, "symbolic-ref", "--short", "HEAD").trim();

  inFull(
    "is begun at HEAD where there is none, and takes the commits of a later run behind those of the earlier one",
    async () => {
      const root = repository({ "a.txt": "a\n" });
      for (const n of [1, 2]) {
        const run = new Execution(root, { tasks: [task(n)], planned, text: "{}" });
        // Each run has a name of its own.
        run.run = { ...run.now, run: `carry-0000000${n}` };
        expect(await run.check("Take a snapshot")).toBe("pass");
        await through(run, n, root);
      }
      expect([onIt(root), subjects(root, "HEAD")]).toEqual([
        "gsd/phase-02-x",
        ["first", "Task number 1", "Task number 2"],
      ]);
      expect(git(root, "status", "--porcelain")).toBe("");
    },
  );

  test("grows from what the person commits meanwhile", async () => {
    const root = repository({ "a.txt": "a\n" });
    const run = new Execution(root, { tasks: [task(1)], planned, text: "{}" });
    await run.check("Take a snapshot");
    write(root, { "b.txt": "b\n" });
    git(root, "add", "-A");
    git(root, "commit", "-qm", "second");
    await through(run, 1, root);
    expect(subjects(root, "HEAD")).toEqual(["first", "second", "Task number 1"]);
  });

  test("is not taken where it is there and another one is checked out", async () => {
    const root = repository({ "a.txt": "a\n" });
    git(root, "branch", "gsd/phase-02-x");
    const run = new Execution(root, { tasks: [task(1)], planned, text: "{}" });
    expect(await run.check("Take a snapshot")).toBe("cannot");
    expect(run.task("Take a snapshot").facts.problems).toEqual([
      "the branch gsd/phase-02-x cannot be created: a branch named 'gsd/phase-02-x' already exists; continue on the existing one, git switch gsd/phase-02-x, or choose another name",
    ]);
  });

  test("that the person left, or took back, stops the next commit with what helps", async () => {
    const root = repository({ "a.txt": "a\n" });
    const run = new Execution(root, {
      tasks: [task(1), task(2, { after: [1] })],
      planned,
      text: "{}",
    });
    await run.check("Take a snapshot");
    await through(run, 1, root);
    const commit = git(root, "rev-parse", "--short=12", "HEAD").trim();
    git(root, "reset", "-q", "--soft", "HEAD~1");
    run.work("Task 2", { "2.txt": "2\n" });
    await run.check("Check task 2");
    expect(await run.check("Commit task 2")).toBe("cannot");
    expect(run.task("Commit task 2").facts.problems).toEqual([
      `the branch gsd/phase-02-x was moved: it lacks ${commit}, which this run committed; restore it: git reset --soft ${commit}`,
    ]);
    git(root, "reset", "-q", "--soft", commit);
    git(root, "checkout", "-q", "-b", "elsewhere");
    answered("again")(run);
    expect(await run.check("Commit task 2")).toBe("cannot");
    expect(run.task("Commit task 2").facts.problems).toEqual([
      "the branch elsewhere is checked out, and this run commits on gsd/phase-02-x; switch back: git switch gsd/phase-02-x",
    ]);
    git(root, "checkout", "-q", "gsd/phase-02-x");
    answered("again")(run);
    expect(await run.check("Commit task 2")).toBe("pass");
    expect(subjects(root, "HEAD")).toEqual(["first", "Task number 1", "Task number 2"]);
  });
});
