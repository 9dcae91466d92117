// Guarantee: Nothing is lost; A task lands when its criteria held.
// Gate: criterion of a task | the task lands | it is fixed, then you decide | it lands, and is counted
// The executor on real projects: worktrees and commits with git, the checkout without it.
// Runs: in full only, first.
import { describe, expect, test } from "bun:test";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rollBack } from "../../../src/run/end/rollback.ts";
import { execution } from "../../../src/workflows/execute/index.ts";
import { completionFacts, type PlanTask } from "../../../src/workflows/execute/plan/plan.ts";
import { summaryText, tasksLine } from "../../../src/workflows/execute/summary.ts";
import { decisions } from "../../../src/workflows/words/brief-parts.ts";
import { answered, nonceOf, request } from "../../engine/given.ts";
import { inFull } from "../../harness/in-full.ts";
import { needing, running } from "../../harness/needs.ts";
import { workstreams } from "../../project/worktrees/projects.ts";
import { Execution, type Given, task } from "./given.ts";
import shown from "./shown.yaml";

const { folder, git, persons, repository, text, write } = workstreams();

const BRANCH = "multi-ai/work-carry-00000001";
const log = (root: string) =>
  git(root, "log", "--reverse", "--format=%s", BRANCH).trim().split("\n");

/** A project, what a task makes of it, and the criteria that hold then. */
interface Shown {
  name: string;
  project: Record<string, string>;
  work: Record<string, string>;
  criteria: string[];
  why?: string;
  evidence?: string;
}
const SHOWN: Record<"unknown" | "started" | "beside" | "honest" | "proven", Shown[]> = shown;

/** Of a run in which somebody reviews the code. */
const REVIEWS = { reviewed: "yes" };

/** A run whose snapshot is taken, in a repository with these files. */
async function begun(given: Given, files: Record<string, string> = { "a.txt": "a\n" }) {
  const root = repository(files);
  const run = new Execution(root, given);
  await run.check("Take a snapshot");
  return { root, run };
}
/** Files of the last commit of the run. */
const committed = (root: string) => git(root, "show", "--format=", "--name-only", BRANCH).trim();

describe("with git", () => {
  test("two tasks at once, each in a worktree of its own; both land, each with its commit", async () => {
    const root = repository({ "a.txt": "a\n", "1.txt": "old\n" });
    write(root, { "mine.txt": "not committed\n" });
    const before = persons(root);
    const run = new Execution(root, {
      tasks: [
        task(1, { criteria: ["grep -q one 1.txt"] }),
        task(2, { criteria: ["grep -q two 2.txt"] }),
      ],
    });
    expect(await run.check("Take a snapshot")).toBe("pass");
    expect(run.ready()).toEqual(["Task 1", "Task 2"]);
    const [first, second] = [run.begin("Task 1"), run.begin("Task 2")];
    expect(first).not.toBe(second);
    expect(text(first, "mine.txt")).toBe("not committed\n");
    write(first, { "1.txt": "one\n" });
    write(second, { "2.txt": "two\n" });
    expect(run.hand("Task 1", { changed_files: ["1.txt"] })).toEqual([]);
    expect(run.hand("Task 2", { changed_files: [join(second, "2.txt")] })).toEqual([]);
    expect(text(root, "1.txt")).toBe("old\n");
    for (const n of [2, 1]) {
      expect(await run.check(`Check task ${n}`)).toBe("pass");
      expect(await run.check(`Commit task ${n}`)).toBe("pass");
    }
    expect([text(root, "1.txt"), text(root, "2.txt")]).toEqual(["one\n", "two\n"]);
    expect(log(root).slice(-2)).toEqual(["Task number 2", "Task number 1"]);
    expect(
      git(root, "show", "--format=%(trailers)", "--name-only", BRANCH).trim().split(/\n+/),
    ).toEqual(["Run: carry-00000001", "Item: 1", "1.txt"]);
    expect(await run.check("Final check")).toBe("pass");
    expect(run.task("Final check").facts).toMatchObject({
      done: 2,
      total: 2,
      files_changed: 2,
      failed: [],
      skipped: [],
    });
    expect(run.now.status).toBe("complete");
    expect(persons(root)).toEqual({ ...before, refs: expect.arrayContaining(before.refs) });
    expect(existsSync(first)).toBe(false);
    // Nothing is left of the two but their commits.
    expect(git(root, "for-each-ref", "--format=%(refname)").trim().split("\n").sort()).toEqual([
      "refs/heads/master",
      `refs/heads/${BRANCH}`,
      "refs/multi-ai/carry-00000001",
      "refs/multi-ai/carry-00000001-build",
    ]);
  });

  test("a task after another one begins when that has landed, and sees its work", async () => {
    const { root, run } = await begun({
      tasks: [task(1), task(2, { after: [1], criteria: ["grep -q one 1.txt"] })],
    });
    expect(run.ready()).toEqual(["Task 1"]);
    await run.checked(1, { "1.txt": "one\n" });
    expect(run.ready()).toEqual(["Commit task 1"]);
    await run.check("Commit task 1");
    expect(text(run.begin("Task 2"), "1.txt")).toBe("one\n");
    expect(run.hand("Task 2")).toEqual([expect.stringContaining("reason: found nothing")]);
    expect(run.hand("Task 2", { reason: "task 1 did it" })).toEqual([]);
    // Criteria that hold without any work show nothing of it.
    expect(await run.check("Check task 2")).toBe("unchanged");
    expect(run.task("Check task 2").facts).toMatchObject({
      problems: ["it changed nothing; its executor says: task 1 did it"],
    });
    answered("accept", "it is so")(run);
    expect(await run.check("Commit task 2")).toBe("pass");
    // It had nothing to change, so there is nothing to commit.
    expect(log(root)).toEqual(["first", "Task number 1"]);
    expect(await run.check("Final check")).toBe("pass");
  });

  test("tasks that may change the same file go one behind the other, whatever the plan says", async () => {
    const tasks = [task(1, { files: ["src/**"] }), task(2, { files: ["src/x/y.ts"] }), task(3)];
    const { run } = await begun({ tasks });
    expect(run.ready()).toEqual(["Task 1", "Task 3"]);
  });

  test("a person edits a file meanwhile: theirs stays, the task is done again on top of it", async () => {
    const tasks = [task(1, { files: ["1.txt", "2.txt"], criteria: ["grep -q mine 1.txt"] })];
    const { root, run } = await begun({ tasks }, { "1.txt": "line\n", "2.txt": "two\n" });
    await run.checked(1, { "1.txt": "mine\n", "2.txt": "changed\n" });
    write(root, { "1.txt": "theirs\n", "else.txt": "new\n" });
    expect(await run.check("Commit task 1")).toBe("conflict");
    expect([text(root, "1.txt"), text(root, "2.txt")]).toEqual(["theirs\n", "two\n"]);
    const place = run.begin("Fix task 1 v1");
    expect([text(place, "1.txt"), text(place, "2.txt"), text(place, "else.txt")]).toEqual([
      "theirs\n",
      "changed\n",
      "new\n",
    ]);
    write(place, { "1.txt": "theirs and mine\n" });
    expect(run.hand("Fix task 1 v1", { changed_files: ["1.txt", "2.txt"] })).toEqual([]);
    expect(await run.check("Commit task 1 v2")).toBe("pass");
    expect([text(root, "1.txt"), text(root, "2.txt"), text(root, "else.txt")]).toEqual([
      "theirs and mine\n",
      "changed\n",
      "new\n",
    ]);
    expect(committed(root)).toBe("1.txt\n2.txt");
  });

  inFull("what was changed behind the acceptance is looked at again before it lands", async () => {
    const { root, run } = await begun({ tasks: [task(1, { criteria: ["grep -q one 1.txt"] })] });
    const place = run.begin("Task 1");
    write(place, { "1.txt": "one\n" });
    run.hand("Task 1", { changed_files: ["1.txt"] });
    await run.check("Check task 1");
    write(place, { "1.txt": "broken\n" });
    expect(await run.check("Commit task 1")).toBe("fail");
    expect(text(root, "1.txt")).toBeNull();
    expect(run.ready()).toEqual(["Fix task 1 v1"]);
  });

  inFull("what a criterion commits in the worktree lands nowhere", async () => {
    const { root, run } = await begun({
      tasks: [task(1, { files: ["1.sh"], criteria: ["sh 1.sh"] })],
    });
    // Its first run changes only itself, so that it is looked at once more.
    const script = `if grep -q '^# seen' 1.sh; then echo b > a.txt; else echo '# seen' >> 1.sh; fi
git add -A; git -c user.name=x -c user.email=x@example.invalid commit -qm x
`;
    await run.lands(1, { "1.sh": script });
    expect([text(root, "a.txt"), text(root, "1.sh")]).toEqual(["a\n", script]);
  });

  test("a worktree whose own config names the project as its folder is no way to the person's files", async () => {
    const { root, run } = await begun({ tasks: [task(1, { criteria: ["grep -q one 1.txt"] })] });
    const place = run.begin("Task 1");
    write(root, { "a.txt": "edited\n", "mine.txt": "mine\n" });
    write(place, { "1.txt": "one\n" });
    git(place, "config", "extensions.worktreeConfig", "true");
    git(place, "config", "--worktree", "core.worktree", root);
    run.hand("Task 1", { changed_files: ["1.txt"] });
    expect(await run.check("Check task 1")).toBe("pass");
    expect([text(root, "a.txt"), text(root, "mine.txt"), text(root, "1.txt")]).toEqual([
      "edited\n",
      "mine\n",
      null,
    ]);
  });

  test("a commit whose process was killed before it was recorded is not made twice", async () => {
    const { root, run } = await begun({ tasks: [task(1), task(2)] });
    await run.checked(1, { "1.txt": "one\n" });
    await run.look("Commit task 1");
    const made = git(root, "rev-parse", BRANCH).trim();
    await run.lands(2, { "2.txt": "two\n" });
    expect(await run.check("Commit task 1")).toBe("pass");
    expect(run.task("Commit task 1").facts.commit).toBe(made);
    expect(log(root)).toEqual(["first", "Task number 1", "Task number 2"]);
  });

  test("where the state before is not kept any more, how many files changed is unknown, and not 0", async () => {
    const { run } = await begun({ tasks: [task(1)] });
    await run.lands(1, { "1.txt": "one\n" });
    run.now.tasks.find(({ who }) => who.program === "snapshot")!.facts.tree =
      `disk:${"0".repeat(40)}`;
    const { facts } = await run.look("Final check");
    expect(facts).toMatchObject({ done: 1, files_changed: null });
  });

  describe("criteria that fail three times", () => {
    const spent = async (given: { auto?: boolean } = {}) => {
      const tasks = [
        task(1, { criteria: ["true", "grep -q right 1.txt"] }),
        task(2),
        task(3, { after: [1] }),
      ];
      const { run } = await begun({ tasks, ...given });
      expect(await run.checked(1, { "1.txt": "wrong\n" })).toBe("fail");
      expect(run.task("Check task 1").facts.problems).toEqual([
        "grep -q right 1.txt: failed with 1",
      ]);
      run.work("Fix task 1 v1", { "1.txt": "wrong again\n" });
      expect(await run.check("Check task 1 v2")).toBe("fail");
      run.work("Fix task 1 v2", { "1.txt": "wrong once more\n" });
      expect(await run.check("Check task 1 v3")).toBe("spent");
      return run;
    };
    const done = async (run: Execution, n: number) => {
      if (run.ready().includes(`Task ${n}`)) run.work(`Task ${n}`, { [`${n}.txt`]: `${n}\n` });
      if (run.ready().includes(`Check task ${n}`)) await run.check(`Check task ${n}`);
      await run.check(`Commit task ${n}`);
    };

    test("the task is put to the person; given up, what builds on it is left out, and the rest is done", async () => {
      const run = await spent();
      expect(run.now.questions.map(({ kind, options }) => [kind, options])).toEqual([
        ["execute-spent", ["answer", "other", "accept", "drop", "stop"]],
      ]);
      answered("drop")(run);
      expect(run.ready()).toEqual(["Task 2"]);
      await done(run, 2);
      expect(tasksLine(run.now)).toBe("1 of 3 tasks done (1 unknown), 1 failed");
      expect(await run.check("Final check")).toBe("fail");
      expect(run.task("Final check").facts).toMatchObject({
        done: 1,
        total: 3,
        failed: ["1 Task number 1"],
        skipped: ["3 Task number 3"],
      });
      const { root } = run.project;
      expect([run.now.status, text(root, "1.txt"), text(root, "2.txt")]).toEqual([
        "failed",
        null,
        "2\n",
      ]);
      expect(run.now.reason).toContain("task 1 Task number 1: not done");
      const summary = summaryText(run.now, "multi-ai rollback --yes")!;
      for (const said of [
        "1 of 3 tasks done (1 unknown), 1 failed, 1 file changed",
        "failed, 3 tries",
        "not started",
        "multi-ai rollback --yes",
      ])
        expect(summary).toContain(said);
    });

    test("with --auto it is given up, and told", async () => {
      const run = await spent({ auto: true });
      expect([run.now.questions, run.ready()]).toEqual([[], ["Task 2"]]);
      expect(run.now.items![0]!.dropped).toContain("grep -q right 1.txt: failed with 1");
      await done(run, 2);
      expect(tasksLine(run.now)).toBe("1 of 3 tasks done (1 unknown), 1 failed");
    });

    test("a hint is one more try, by the same model or another one, and its executor is told it", async () => {
      const run = await spent();
      answered(null, "write right, in lower case")(run);
      expect(run.task("Fix task 1 v3").who.model).toBe("sonnet");
      expect(decisions(run.now)).toContain("write right, in lower case");
      run.work("Fix task 1 v3", { "1.txt": "still wrong\n" });
      expect(await run.check("Check task 1 v4")).toBe("spent");
      answered("other")(run);
      expect(run.task("Fix task 1 v4").who).toMatchObject({
        agent: "executor",
        model: "opus",
        role: "executor",
      });
      run.work("Fix task 1 v4", { "1.txt": "right\n" });
      expect(await run.check("Check task 1 v5")).toBe("pass");
      for (const n of [1, 2, 3]) await done(run, n);
      expect(await run.check("Final check")).toBe("pass");
      expect(tasksLine(run.now)).toBe("3 of 3 tasks done (1 proven, 2 unknown)");
    });

    test("taken as it is it lands and counts as refuted; what was red then is not mended at the end", async () => {
      const run = await spent();
      answered("accept", "good enough for now")(run);
      for (const n of [1, 2, 3]) await done(run, n);
      expect(await run.check("Final check")).toBe("pass");
      expect([run.now.status, text(run.project.root, "1.txt")]).toEqual([
        "complete",
        "wrong once more\n",
      ]);
      const summary = summaryText(run.now, "back")!;
      expect(summary).toContain("3 of 3 tasks done (1 refuted, 2 unknown)");
      expect(summary).toContain("refuted: you accepted it although its commands failed");
    });
  });

  test("an executor that gives no result is put to the person, too; with --auto its task is given up", async () => {
    for (const auto of [false, true]) {
      const { run } = await begun({ tasks: [task(1)], auto });
      for (let times = 0; times < 2; times += 1) {
        run.begin("Task 1");
        const { id } = run.task("Task 1");
        run.do({ do: "lost", task: id, nonce: nonceOf(run.task(id)), why: "its host died" });
      }
      const asked = run.now.questions.map(({ kind, options }) => [kind, options]);
      expect(asked).toEqual(auto ? [] : [["stuck", ["answer", "other", "drop", "stop"]]]);
      expect(run.now.items![0]!.dropped).toBe(auto ? "T5 Task 1: its host died" : null);
      if (auto) continue;
      answered(null, "the file is small")(run);
      expect([run.ready(), run.task("Task 1").note]).toEqual([
        ["Task 1"],
        "its host died\nthe file is small",
      ]);
    }
  });

  test("a file outside of its list is named, by whatever way it was written", async () => {
    const { run } = await begun({ tasks: [task(1)] }, { "a.txt": "a\n", "b.txt": "b\n" });
    expect(
      await run.checked(1, { "1.txt": "one\n", "b.txt": "changed\n", "new/c.txt": "c\n" }),
    ).toBe("fail");
    expect(run.task("Check task 1").facts.problems).toEqual([
      "b.txt: changed, but task 1 may change only 1.txt",
      "new/c.txt: changed, but task 1 may change only 1.txt",
    ]);
    const rule = execution.editRule(run.scene, run.task("Fix task 1 v1"))!;
    expect([rule("1.txt"), rule("b.txt"), rule("deep/1.txt"), rule(".task/state.json")]).toEqual([
      null,
      expect.stringContaining("which may change 1.txt"),
      expect.stringContaining("which may change 1.txt"),
      expect.stringContaining("belongs to the program"),
    ]);
  });

  test("what the person saves in a worktree while its criteria run is kept, and named", async () => {
    const root = repository({ "a.txt": "a\n" });
    const outside = join(folder(), "save.sh");
    writeFileSync(outside, "echo mine > notes.txt; echo theirs > a.txt; ln -s there link");
    const run = new Execution(root, { tasks: [task(1, { criteria: [`sh ${outside}`] })] });
    await run.check("Take a snapshot");
    run.work("Task 1", { "1.txt": "one\n" });
    const { outcome, record } = await run.look("Check task 1");
    const { taken_out } = record as { taken_out: string[] };
    const kept = taken_out.map((one) => /^(\S+) \((.+)\)$/.exec(one)!.slice(1) as [string, string]);
    expect(outcome).toBe("pass");
    expect(kept.map(([name, at]) => [name, text(root, at)])).toEqual([
      ["a.txt", "theirs\n"],
      ["link", "there"],
      ["notes.txt", "mine\n"],
    ]);
  });

  test("a file of the person's that no command makes again is kept before it is taken away", async () => {
    const { root, run } = await begun({ tasks: [task(1)] });
    run.work("Task 1", { "1.txt": "one\n", "notes.txt": "mine\n" });
    const { outcome, record } = await run.look("Check task 1");
    const [named] = (record as { taken_out: string[] }).taken_out;
    expect(outcome).toBe("fail");
    expect(text(root, /\((.+)\)/.exec(named!)![1]!)).toBe("mine\n");
  });

  test("in the checkout, what no call of the executor changed is the person's: no fault, no work, in no commit", async () => {
    const { root, run } = await begun(
      {
        tasks: [task(1, { files: ["1.txt", "2.txt"] })],
        settings: { execute: { isolation: "checkout" } },
      },
      { "a.txt": "a\n", "1.txt": "old\n" },
    );
    run.begin("Task 1");
    run.task("Task 1").changed = {};
    write(root, { "a.txt": "mine\n", "2.txt": "mine\n" });
    expect(run.hand("Task 1", { changed_files: [], reason: "it is so already" })).toEqual([]);
    expect((await run.look("Check task 1")).outcome).toBe("unchanged");
    write(root, { "1.txt": "one\n" });
    run.task("Task 1").changed = { "1.txt": "?" };
    await run.landed(1);
    expect(committed(root)).toBe("1.txt");
    expect([text(root, "a.txt"), text(root, "2.txt")]).toEqual(["mine\n", "mine\n"]);
  });

  inFull("what criteria leave behind is no part of the task", async () => {
    const { root, run } = await begun({
      tasks: [task(1, { criteria: ["sh -c 'echo x > left.txt; echo y >> a.txt'"] })],
    });
    await run.lands(1, { "1.txt": "one\n" });
    expect([text(root, "1.txt"), text(root, "left.txt"), text(root, "a.txt")]).toEqual([
      "one\n",
      null,
      "a\n",
    ]);
  });

  inFull(
    "what an executor's own run of them has left is none either: it comes again when the program runs them",
    async () => {
      const criteria = ["sh -c 'mkdir -p out && echo x > out/report.xml && grep -q one 1.txt'"];
      const { root, run } = await begun({ tasks: [task(1, { criteria })] });
      const place = run.begin("Task 1");
      write(place, { "1.txt": "one\n", "out/report.xml": "another run\n" });
      expect(run.hand("Task 1", { changed_files: ["1.txt"] })).toEqual([]);
      await run.landed(1);
      expect([text(root, "1.txt"), text(root, "out/report.xml")]).toEqual(["one\n", null]);
      expect(committed(root)).toBe("1.txt");
    },
  );

  test.each([
    ["worktree", true],
    ["checkout", false],
  ] as const)(
    "in a %s an executor is not sent back for new files that may be left: %p",
    async (isolation, sorted) => {
      const { run } = await begun({
        tasks: [task(1)],
        settings: { execute: { isolation } },
      });
      expect(execution.worktree(run.scene, run.task("Task 1")) !== null).toBe(sorted);
    },
  );

  inFull(
    "a new file that no criterion makes is the executor's: it is taken away, and named",
    async () => {
      const { root, run } = await begun({
        tasks: [task(1, { criteria: ["grep -q one 1.txt", "test ! -e own.txt"] })],
      });
      const place = run.begin("Task 1");
      write(place, { "1.txt": "one\n", "own.txt": "mine\n" });
      expect(run.hand("Task 1", { changed_files: ["1.txt"] })).toEqual([]);
      expect(await run.check("Check task 1")).toBe("fail");
      // It was not there either when the criteria ran.
      expect(run.task("Check task 1").facts.problems).toEqual([
        "own.txt: changed, but task 1 may change only 1.txt; it was removed",
      ]);
      run.begin("Fix task 1 v1");
      expect(run.hand("Fix task 1 v1", { changed_files: ["1.txt"] })).toEqual([]);
      expect(await run.check("Check task 1 v2")).toBe("pass");
      expect(await run.check("Commit task 1")).toBe("pass");
      expect([text(root, "1.txt"), text(root, "own.txt")]).toEqual(["one\n", null]);
    },
  );

  describe("what a task shows", () => {
    const node = (test: string, more = "") =>
      `{ "type": "module", "scripts": { "test": "${test}" }${more} }\n`;
    const SUITE = "import test from 'node:test'; import { a } from './a.js';\n";
    const tested = (body: string) => `${SUITE}test('a', () => { ${body} });\n`;
    const CHECK = "if (a !== 1) throw Error(a);";
    const NODE = {
      "package.json": node("node --test"),
      "a.js": "export const a = 1;\n",
      "a.test.js": tested(CHECK).replace("{ if", "{\n  if").replace("; }", ";\n}"),
    };
    /** One task with these files; what it changes, and what becomes of it. */
    /** Somebody reviews the code of all tasks once they are done. */
    const carried = async (
      project: Record<string, string>,
      work: Record<string, string>,
      {
        settings = {},
        text = "",
        options = {},
        ...over
      }: Partial<
        Parameters<typeof task>[1] & {
          settings: object;
          text: string;
          options: Record<string, string>;
        }
      > = {},
    ) => {
      const { root, run } = await begun(
        {
          tasks: [task(1, { files: ["**"], criteria: ["npm test"], ...over })],
          settings,
          text,
          options,
        },
        project,
      );
      run.work("Task 1", work);
      const outcome = await run.check("Check task 1");
      if (["pass", "unchecked"].includes(outcome)) {
        await run.check("Commit task 1");
        await run.check("Final check");
      }
      return { run, outcome, root, facts: run.task("Check task 1").facts };
    };
    const summary = ({ run }: Awaited<ReturnType<typeof carried>>) => summaryText(run.now, "back")!;

    test.each([
      ["failed before", ["grep -q one 1.txt"], "1 of 1 task done (1 proven)"],
      ["was not there before", ["npm run later"], "1 of 1 task done (1 proven)"],
      [
        "one of two failed before",
        ["test -d .", "grep -q one 1.txt"],
        "1 of 1 task done (1 proven)",
      ],
      ["passed before: of a refactoring, too", ["npm test", "ls"], "1 of 1 task done (1 unknown)"],
      ["has no command", [], "1 of 1 task done (1 unknown)"],
    ])("by a criterion that %s", async (_, criteria, said) => {
      const later = NODE["package.json"].replace(
        '"scripts": {',
        '"scripts": { "later": "node --test",',
      );
      const found = await carried(NODE, { "1.txt": "one\n", "package.json": later }, { criteria });
      expect(summary(found)).toContain(said);
      expect(found.run.now.questions).toEqual([]);
    });

    test("by a test that it brings and that fails without the rest of it, where the criterion passed before", async () => {
      const test =
        "import test from 'node:test'; import { b } from './b.js';\ntest('b', () => { if (b !== 1) throw b; });\n";
      const found = await carried(NODE, { "b.js": "export const b = 1;\n", "b.test.js": test });
      expect([found.outcome, found.facts.evidence, found.run.now.questions]).toEqual([
        "pass",
        "proven",
        [],
      ]);
    });

    test("what an earlier task made pass shows nothing of the later one", async () => {
      const criteria = ["test -e 1.txt"];
      const { run } = await begun({
        tasks: [task(1, { criteria }), task(2, { criteria, after: [1] })],
      });
      for (const n of [1, 2]) {
        run.work(`Task ${n}`, { [`${n}.txt`]: "x\n" });
        await run.check(`Check task ${n}`);
        await run.check(`Commit task ${n}`);
      }
      expect([1, 2].map((n) => run.task(`Check task ${n}`).facts.evidence)).toEqual([
        "proven",
        "unknown",
      ]);
    });

    test("a task that changed nothing is told as that, and is no commit", async () => {
      const { run } = await begun({ tasks: [task(1), task(2)] });
      run.begin("Task 1");
      run.hand("Task 1", { reason: "it is there" });
      expect(await run.check("Check task 1")).toBe("unchanged");
      answered("accept", "so it is")(run);
      await run.check("Commit task 1");
      await run.lands(2, { "2.txt": "x\n" });
      await run.check("Final check");
      const text = summaryText(run.now, "back")!;
      for (const said of [
        "1 of 2 tasks done (1 unknown), 1 changed nothing",
        "number 1: changed nothing",
        "1 commit: ",
      ])
        expect(text).toContain(said);
    });

    test.each<[string, Record<string, string>, Record<string, string>?]>([
      [
        "a script that does nothing",
        { "package.json": node("true"), "a.js": "export const a = 2;\n" },
      ],
      [
        "a script that asks for less",
        { "package.json": node("node -e 0"), "a.js": "export const a = 2;\n" },
      ],
      [
        "such a script, where they failed before",
        { "package.json": node("node -e 0") },
        { "a.js": "" },
      ],
      [
        "an emptied test",
        { "a.test.js": `${SUITE}test('a', () => {});\n`, "a.js": "export const a = 2;\n" },
      ],
    ])(
      "criteria that hold by %s are the person's to take, also with --auto",
      async (_, work, project = {}) => {
        const { run, outcome, facts } = await carried({ ...NODE, ...project }, work);
        expect(["weakened", "bent"]).toContain(outcome);
        expect(facts.evidence as string).toBe("unknown");
        expect(run.now.questions.map(({ kind, options }) => [kind, options])).toEqual([
          ["execute-unshown", ["accept", "again", "drop", "stop"]],
        ]);
      },
    );

    test("in the checkout too: there they run again in a copy, with what git ignores", async () => {
      const settings = { execute: { isolation: "checkout" } };
      const work = {
        "a.test.js": `${SUITE}test('a', () => {});\n`,
        "a.js": "export const a = 2;\n",
      };
      expect((await carried(NODE, work, { settings })).outcome).toBe("weakened");
      const needs = { ...NODE, ".gitignore": "b.js\n", "b.js": "export {};\n" };
      const script = {
        "package.json": node("node --test --test-timeout=9000"),
        "a.js": "export const a = 1; \n",
      };
      const honest = await carried(
        { ...needs, "a.test.js": `import './b.js';\n${NODE["a.test.js"]}` },
        script,
        {
          settings,
        },
      );
      expect([honest.outcome, honest.run.now.questions]).toEqual(["pass", []]);
      expect(text(honest.root, "package.json")).toContain("9000");
    });

    test("nothing is put in the place of what `npm init` wrote but a test that runs", async () => {
      const init = { "package.json": node("echo 'Error: no test specified' && exit 1") };
      const honest = await carried(init, NODE);
      expect([honest.outcome, honest.facts.evidence]).toEqual(["pass", "proven"]);
      expect((await carried(init, { "package.json": node("exit 0") })).outcome).toBe("bent");
    });

    test.each<[string, Record<string, string>, string]>([
      [
        "a test that expects something else now",
        { "a.test.js": NODE["a.test.js"].replace("1", "2") },
        "unknown",
      ],
      [
        "one more script, and one more test",
        { "package.json": node("node --test", ', "private": true') },
        "proven",
      ],
    ])("honest work passes: %s", async (_, work, evidence) => {
      const files = {
        "b.test.js": tested("if (a !== 2) throw Error(a);"),
        "a.js": "export const a = 2;\n",
        ...work,
      };
      const project = evidence === "proven" ? { ...NODE, "a.test.js": tested("") } : NODE;
      const criteria = ["npm test", "node --test b.test.js"];
      const found = await carried(project, files, { criteria, options: REVIEWS });
      expect([found.outcome, found.facts.evidence, found.run.now.questions]).toEqual([
        "pass",
        evidence as never,
        [],
      ]);
      if (evidence === "unknown")
        expect(summary(found)).toContain(
          "unknown: passed before, and does not on its code: a.test.js: a",
        );
    });

    describe("by more than that its criteria hold", () => {
      const RED = {
        "package.json": node("bun test"),
        "b.test.js":
          "import { expect, test } from 'bun:test'; import { b } from './b.js';\ntest('b', () => expect(b()).toBe(1));\n",
      };
      const B = { "b.js": "export const b = () => 1;\n" };
      test.each(SHOWN.unknown)(
        "unknown, and told why, with nobody asked: $name",
        async ({ project, work, criteria, why }) => {
          const files = ["b.js", "*.test.js", ...Object.keys(work)];
          const { run, outcome, facts } = await carried({ "a.txt": "a\n", ...project }, work, {
            criteria,
            files,
            options: REVIEWS,
          });
          expect([outcome, facts.evidence, facts.why, run.now.questions]).toEqual([
            "pass",
            "unknown",
            why!,
            [],
          ]);
          expect(summaryText(run.now, "back")).toContain("1 of 1 task done (1 unknown)");
        },
      );

      for (const { name, project, work, criteria } of SHOWN.started)
        running(criteria[0]!)(
          `the person's to take: ${name}, by which its criterion is started`,
          async () => {
            const given = { criteria, options: REVIEWS };
            const { outcome, facts } = await carried({ "a.txt": "a\n", ...project }, work, given);
            expect([outcome, facts.evidence]).toEqual(["bent", "unknown"]);
            expect(facts.why).toContain(`${criteria[0]}: passes by what starts it alone`);
          },
        );

      test.each(SHOWN.beside)(
        "unknown: a line beside $name, which passes without it",
        async ({ project, work, criteria }) => {
          const { run, outcome, facts } = await carried({ "a.txt": "a\n", ...project }, work, {
            criteria,
          });
          expect([outcome, facts.evidence, run.now.questions]).toEqual(["pass", "unknown", []]);
          expect(facts.why).toContain("its criteria pass with the old b.js");
        },
      );

      test("an earlier test of the project's own that the task emptied, and no criterion runs, is the person's to take", async () => {
        const criteria = ["test -e c.txt"];
        const { run } = await begun(
          {
            tasks: [task(1, { files: ["**"], criteria })],
            planned: { tests: ["npm test"] },
            approved: [...criteria, "npm test"],
          },
          NODE,
        );
        const emptied = `${SUITE}test('a', () => {});\n`;
        run.work("Task 1", {
          "c.txt": "c\n",
          "a.js": "export const a = 2;\n",
          "a.test.js": emptied,
        });
        expect(await run.check("Check task 1")).toBe("weakened");
        expect(run.task("Check task 1").facts.why).toContain(
          "passed before, and does not on its code: a.test.js: a",
        );
      });

      for (const { name, project, work, criteria, evidence } of SHOWN.honest)
        running(criteria[0]!)(`honest work passes unasked: ${name}`, async () => {
          const text = "Remove b.js and b.test.js where nobody needs them.\n";
          const { run, outcome, facts } = await carried({ "a.txt": "a\n", ...project }, work, {
            criteria,
            text,
            options: REVIEWS,
          });
          expect([outcome, facts.evidence, run.now.questions]).toEqual([
            "pass",
            evidence as never,
            [],
          ]);
        });

      test("tests within the code of a language that has them there need no file of their own to be seen failing", async () => {
        const work = { "src/lib.rs": "// two\n" };
        const given = { criteria: ["test -e src/lib.rs"], tdd: true as const };
        const { outcome, facts } = await carried({ "src/lib.rs": "// one\n" }, work, given);
        expect([outcome, facts.evidence, facts.why]).toEqual([
          "pass",
          "unknown",
          "its criteria pass with the old src/lib.rs",
        ]);
      });

      test("not done: a runner that ends well although it reports a failed test", async () => {
        // A build that is told to pass whatever its tests do.
        const gradlew = `#!/bin/sh
test -e 1.txt || exit 1
mkdir -p build/test-results/test
echo '<testsuite name="A"><testcase classname="A" name="a"/><testcase classname="A" name="b"><failure/></testcase></testsuite>' > build/test-results/test/TEST-A.xml
`;
        const root = repository({ gradlew });
        git(root, "update-index", "--chmod=+x", "gradlew");
        git(root, "commit", "-qm", "gradlew");
        git(root, "checkout", "-q", "--", ".");
        const run = new Execution(root, {
          tasks: [task(1, { files: ["**"], criteria: ["./gradlew test"] })],
        });
        await run.check("Take a snapshot");
        expect(await run.checked(1, { "1.txt": "x\n" })).toBe("fail");
        const { problems } = run.task("Check task 1").facts;
        expect(problems as unknown).toEqual([
          "./gradlew test: failed: tests failed, although it ended with 0",
        ]);
      });

      test("of a module that moves with its test its reviewers are told what the old one said, and nobody else is asked", async () => {
        const { run } = await begun(
          {
            tasks: [task(1, { files: ["**"], criteria: ["bun test"] })],
            options: REVIEWS,
          },
          { ...RED, ...B },
        );
        const root = run.begin("Task 1");
        write(root, { "lib/b.js": B["b.js"], "lib/b.test.js": RED["b.test.js"] });
        for (const name of ["b.js", "b.test.js"]) rmSync(join(root, name));
        run.hand("Task 1");
        expect(await run.check("Check task 1")).toBe("pass");
        const { evidence, lost_tests: lost } = run.task("Check task 1").facts;
        expect([evidence, lost]).toEqual(["unknown" as never, ["b.test.js: b"]]);
      });

      test("a later task that undoes an earlier one and its test makes both unknown", async () => {
        const [one, two] = [["bun test b.test.js"], ["test -e 2.txt"]];
        const files = ["**"];
        const { run } = await begun({
          tasks: [task(1, { files, criteria: one }), task(2, { files, criteria: two, after: [1] })],
        });
        await run.lands(1, { ...B, "b.test.js": RED["b.test.js"] });
        const hollowed = RED["b.test.js"].replace("expect(b()).toBe(1)", "expect(1).toBe(1)");
        run.work("Task 2", {
          "b.js": "export const b = () => 2;\n",
          "b.test.js": hollowed,
          "2.txt": "x\n",
        });
        expect(await run.check("Check task 2")).toBe("weakened");
        answered("accept", "so it is")(run);
        await run.check("Commit task 2");
        expect(run.task("Check task 2").facts.why).toContain(
          "passed before, and does not on its code: b.test.js: b",
        );
        await run.check("Final check");
        const said = summaryText(run.now, "back")!;
        expect(said).toContain("2 of 2 tasks done (2 unknown)");
        expect(said).toContain("unknown: task 2 changed its tests, and the old versions fail");
      });

      test.each(SHOWN.proven)("proven: $name", async ({ project, work, criteria }) => {
        const files = ["b.js", "c.js", "*.test.js", "bunfig.toml"];
        const { run, outcome, facts } = await carried(project, work, { criteria, files });
        expect([outcome, facts.evidence, run.now.questions]).toEqual(["pass", "proven", []]);
      });
    });
  });

  describe("a criterion that asks for a test which the task adds to a file of earlier ones", () => {
    const SUITE = "import { expect, test } from 'bun:test';\nimport * as a from './a.js';\n\n";
    const project = {
      "a.js": "export const one = () => 1;\n",
      "a.test.js": `${SUITE}test('one', () => {\n  expect(a.one()).toBe(1);\n});\n`,
    };
    const count = "test('count', () => {\n  expect(a.count()).toBe(2);\n});\n";
    const counts = "export const count = () => 2;\n";
    const [asked, all] = ["bun test a.test.js -t count", "bun test"];
    const honest = { "a.js": project["a.js"] + counts, "a.test.js": project["a.test.js"] + count };
    const hollow = {
      "a.js": project["a.js"].replace("1", "3") + counts,
      "a.test.js": project["a.test.js"].replace("a.one()", "1") + count,
    };
    test.each<[string, string[], Record<string, string>, string, string]>([
      ["is proven where a criterion runs the earlier ones", [asked, all], honest, "pass", "proven"],
      ["is proven where nothing runs them, too", [asked], honest, "pass", "proven"],
      ["is asked about where they do not hold", [asked, all], hollow, "weakened", "unknown"],
    ])("%s", async (_, criteria, work, outcome, evidence) => {
      const { run } = await begun(
        {
          tasks: [task(1, { files: ["**"], criteria })],
        },
        project,
      );
      expect(await run.checked(1, work)).toBe(outcome);
      expect(run.task("Check task 1").facts.evidence).toBe(evidence as never);
    });
  });

  describe("what all tasks are together", () => {
    // Each passes alone, and both without `ok.txt` do not.
    const CHECK = "test -e ok.txt || ! { test -e 1.txt && test -e 2.txt; }\n";
    const both = async (limits = {}, more: Record<string, string> = {}) => {
      const criteria = ["sh check.sh"];
      const { run } = await begun(
        {
          tasks: [
            task(1, { criteria, files: ["1.txt", ...Object.keys(more)] }),
            task(2, { criteria: [...criteria, "test -e 2.txt"] }),
          ],
          settings: { limits: { tries: 3, ...limits } },
          auto: true,
        },
        { "check.sh": CHECK },
      );
      const places = [1, 2].map((n) => run.begin(`Task ${n}`));
      for (const n of [1, 2]) {
        const files = { [`${n}.txt`]: "x\n", ...(n === 1 ? more : {}) };
        write(places[n - 1]!, files);
        run.hand(`Task ${n}`, { changed_files: Object.keys(files) });
        expect(await run.check(`Check task ${n}`)).toBe("pass");
        expect(await run.check(`Commit task ${n}`)).toBe("pass");
      }
      expect(await run.check("Final check")).toBe("red");
      expect(run.task("Final check").facts.problems).toEqual([
        "together, sh check.sh: failed with 1",
        ...Object.keys(more).map(
          (path) => `${path} changed: the project may still lack the packages that it adds`,
        ),
      ]);
      return run;
    };

    test("whoever mends it is told of manifests that changed", async () => {
      await both({}, { "go.mod": "module a\n" });
    });

    test("is run once more, and mended where it does not hold: with a commit of its own", async () => {
      const run = await both();
      const { root } = run.project;
      expect(run.ready()).toEqual(["Fix the whole result v1"]);
      const name = run.ready()[0]!;
      run.begin(name);
      write(root, { "ok.txt": "ok\n" });
      expect(run.hand(name, { changed_files: ["ok.txt"] })).toEqual([]);
      expect(await run.check("Final check v2")).toBe("pass");
      expect([run.now.status, log(root)]).toEqual([
        "complete",
        ["first", "Task number 1", "Task number 2", "Make the tasks hold together"],
      ]);
      expect(summaryText(run.now, "back")).toContain(
        "2 of 2 tasks done (1 proven, 1 unknown), 3 files changed",
      );
      expect(summaryText(run.now, "back")).toContain("3 commits: ");
    });

    test.each([
      ["that passed before hold the run", "test ! -e 1.txt", "red"],
      ["that failed before do not", "test -e never.txt", "pass"],
    ])("the project's own tests %s", async (_, own, outcome) => {
      const { run } = await begun({
        tasks: [task(1, { criteria: ["test -e 1.txt"] })],
        planned: { tests: [own] },
        approved: ["test -e 1.txt", own],
        options: REVIEWS,
      });
      await run.lands(1, { "1.txt": "x\n" });
      expect(await run.check("Final check")).toBe(outcome);
    });

    needing("make")(
      "a criterion that a later task of the plan took away is unknown, and holds nothing up",
      async () => {
        const { run } = await begun(
          {
            tasks: [
              task(1, { criteria: ["make test"] }),
              task(2, { criteria: ["test ! -e Makefile"], files: ["Makefile"], after: [1] }),
            ],
            auto: true,
          },
          { Makefile: "test:\n\ttest -e 1.txt\n" },
        );
        await run.lands(1, { "1.txt": "x\n" });
        const place = run.begin("Task 2");
        rmSync(join(place, "Makefile"));
        run.hand("Task 2", { changed_files: ["Makefile"] });
        await run.landed(2);
        expect(await run.check("Final check")).toBe("pass");
        const summary = summaryText(run.now, "back");
        expect(summary).toContain("2 of 2 tasks done (1 proven, 1 unknown)");
        expect(summary).toContain("unknown: `make test` was removed by a later task");
      },
    );

    const look = { criteria: ["grep -q one 1.txt"] };
    test.each<
      [
        what: string,
        first: Partial<PlanTask>,
        later: Partial<PlanTask>,
        text: string | null,
        outcome: string,
      ]
    >([
      ["has changed as its own what it looks at", look, { files: ["1.txt"] }, "two", "pass"],
      ["has taken it away as its own", look, { files: ["*.txt"] }, null, "pass"],
      [
        "has broken what it runs",
        { criteria: ["sh 1.txt"] },
        { files: ["1.txt"] },
        "exit 1",
        "red",
      ],
      ["may change everything, and names nothing", look, { files: ["**"] }, "two", "red"],
      [
        "is of the same plan",
        { ...look, plan: "01-01" },
        { files: ["1.txt"], plan: "01-01" },
        "two",
        "red",
      ],
      [
        "is of another plan",
        { ...look, plan: "01-01" },
        { files: ["1.txt"], plan: "01-02" },
        "two",
        "pass",
      ],
      [
        "passes by it, too",
        look,
        { files: ["1.txt"], criteria: ["grep -q one 1.txt"] },
        "one two",
        "pass",
      ],
    ])(
      "a criterion behind which a later task %s",
      async (_what, first, later, changed, outcome) => {
        const files = { files: ["1.txt"] };
        const { run } = await begun({
          tasks: [task(1, { ...files, ...first }), task(2, { after: [1], ...later })],
          auto: true,
          // Somebody reviews the code, and answers for what passed before.
          options: REVIEWS,
        });
        run.work("Task 1", { "1.txt": "one() { :; }\n" });
        await run.landed(1);
        const place = run.begin("Task 2");
        if (changed === null) rmSync(join(place, "1.txt"));
        else write(place, { "1.txt": `${changed}\n` });
        run.hand("Task 2", { changed_files: ["1.txt"] });
        await run.landed(2);
        expect(await run.check("Final check")).toBe(outcome);
        const isLost = outcome === "pass" && later.criteria === undefined;
        const words = `unknown: \`${first.criteria![0]}\` was removed by a later task`;
        expect((summaryText(run.now, "back") ?? "").includes(words)).toBe(isLost);
      },
    );

    test("what somebody else changes behind such a later task holds the run", async () => {
      const { run } = await begun({
        tasks: [
          task(1, look),
          task(2, { after: [1], files: ["1.txt"], criteria: ["test -f 1.txt"] }),
        ],
        auto: true,
      });
      await run.lands(1, { "1.txt": "one\n" });
      await run.lands(2, { "1.txt": "one more\n" });
      write(run.project.root, { "1.txt": "mine\n" });
      expect(await run.check("Final check")).toBe("red");
    });

    test("is the person's where no try is left, also with --auto", async () => {
      const run = await both({ tries: 0 });
      expect(run.now.questions.map(({ kind, options }) => [kind, options])).toEqual([
        ["execute-red", ["again", "accept", "stop"]],
      ]);
      answered("accept", "it is known")(run);
      expect(run.now.status).toBe("complete");
    });
  });

  test("what a person changed meanwhile is counted apart", async () => {
    const { root, run } = await begun({ tasks: [task(1)] });
    write(root, { "a.txt": "mine\n" });
    await run.lands(1, { "1.txt": "x\n" });
    await run.check("Final check");
    expect(completionFacts(run.now)).toMatchObject({ files_changed: 1, by_hand: 1 });
    expect(summaryText(run.now, "back")).toContain("1 file changed, 1 more by hand.");
    const tasks = run.now.tasks.map((one) => ({ ...one, brought: { files: ["b.txt"], more: 1 } }));
    expect(summaryText({ ...run.now, tasks }, "back")).toContain(
      "; unknown: 2 files shown to no reviewer.",
    );
  });

  test("rollback brings everything back", async () => {
    const root = repository({ "a.txt": "a\n", "gone.txt": "x\n" });
    write(root, { "a.txt": "not committed\n" });
    const run = new Execution(root, {
      tasks: [task(1, { files: ["a.txt", "gone.txt", "new.txt"] })],
    });
    await run.check("Take a snapshot");
    expect(text(root, ".task/PLAN.md")).toContain("### Task 1: ");
    const place = run.begin("Task 1");
    write(place, { "a.txt": "task's\n", "new.txt": "new\n" });
    rmSync(join(place, "gone.txt"));
    expect(run.hand("Task 1", { changed_files: ["a.txt", "new.txt", "gone.txt"] })).toEqual([]);
    await run.landed(1);
    expect([text(root, "a.txt"), text(root, "gone.txt"), text(root, "new.txt")]).toEqual([
      "task's\n",
      null,
      "new\n",
    ]);
    const { done, refused } = rollBack(run.project, { ...run.now, workflow: "multi-ai" }, null, {
      undo: false,
      yes: true,
    });
    expect([done, refused]).toEqual([true, null]);
    expect([text(root, "a.txt"), text(root, "gone.txt"), text(root, "new.txt")]).toEqual([
      "not committed\n",
      "x\n",
      null,
    ]);
  });

  inFull(
    "a plan that is made again: what is left of the old one is no start for the new tasks",
    async () => {
      const { root, run } = await begun({ tasks: [task(1), task(2), task(3)] });
      const { snapshot } = run.task("Take a snapshot").facts;
      write(run.begin("Task 1"), { "1.txt": "old work\n" });
      await run.lands(2, { "2.txt": "landed\n" });
      run.do({ do: "change", request: request("Something else") });
      answered("planning")(run);
      run.plans({ tasks: [task(1, { name: "Something else", files: ["x.txt"] })] });
      expect(await run.check("Take a snapshot v2")).toBe("pass");
      expect(run.task("Take a snapshot v2").facts.snapshot).toBe(snapshot!);
      expect(text(root, ".task/PLAN.md")).toContain("### Task 1: Something else");
      const [first] = run.ready();
      const place = run.begin(first!);
      expect([text(place, "1.txt"), text(place, "2.txt")]).toEqual([null, "landed\n"]);
      write(place, { "x.txt": "x\n" });
      expect(run.hand(first!, { changed_files: ["x.txt"] })).toEqual([]);
      for (const _ of ["check", "commit"]) expect(await run.check(run.ready()[0]!)).toBe("pass");
      expect(await run.check(run.ready()[0]!)).toBe("pass");
      expect(completionFacts(run.now)).toMatchObject({ done: 1, total: 1, files_changed: 2 });
      expect(log(root)).toEqual(["first", "Task number 2", "Something else"]);
    },
  );

  inFull(
    "a branch of the person's by that name, and one that is checked out, are left alone",
    async () => {
      const { root, run } = await begun({ tasks: [task(1), task(2)] });
      for (const n of [1, 2]) {
        run.work(`Task ${n}`, { [`${n}.txt`]: `${n}\n` });
        await run.check(`Check task ${n}`);
      }
      const theirs = git(root, "commit-tree", "HEAD^{tree}", "-m", "mine").trim();
      git(root, "branch", BRANCH, theirs);
      expect(await run.check("Commit task 1")).toBe("cannot");
      expect(run.task("Commit task 1").facts.reason).toContain("this run did not create it");
      expect(git(root, "rev-parse", BRANCH).trim()).toBe(theirs);
      git(root, "branch", "-m", BRANCH, "mine");
      answered("again")(run);
      expect(await run.check("Commit task 1")).toBe("pass");
      git(root, "worktree", "add", "-q", `${root}-looked-at`, BRANCH);
      expect(await run.check("Commit task 2")).toBe("cannot");
      expect(run.task("Commit task 2").facts.reason).toContain("is checked out in");
    },
  );

  test("with the setting the tasks work in the checkout, one behind the other, each with its commit", async () => {
    const settings = { execute: { isolation: "checkout" as const } };
    const { root, run } = await begun({ tasks: [task(1), task(2)], settings });
    expect(run.ready()).toEqual(["Task 1"]);
    expect(run.begin("Task 1")).toBe(root);
    write(root, { "1.txt": "one\n", "persons.txt": "theirs\n" });
    expect(run.hand("Task 1", { changed_files: ["1.txt"] })).toEqual([]);
    await run.landed(1);
    await run.lands(2, { "2.txt": "two\n" });
    expect(
      git(root, "log", "--format=%s", "--name-only", BRANCH, "^HEAD").trim().split(/\n+/),
    ).toEqual(["Task number 2", "2.txt", "Task number 1", "1.txt"]);
  });

  inFull("a project in a folder of its repository", async () => {
    const top = repository({ "app/a.txt": "a\n", "other/b.txt": "b\n" });
    const root = join(top, "app");
    const run = new Execution(root, {
      tasks: [task(1, { criteria: ["grep -q one 1.txt", "test -e a.txt"] })],
    });
    await run.check("Take a snapshot");
    await run.lands(1, { "1.txt": "one\n" });
    expect(text(root, "1.txt")).toBe("one\n");
    expect(git(top, "show", "--format=%s", "--name-only", BRANCH).trim().split(/\n+/)).toEqual([
      "Task number 1",
      "app/1.txt",
    ]);
  });
});

describe("without git", () => {
  test("the tasks work in the project itself, one behind the other, without commits", async () => {
    const root = folder();
    write(root, { "a.txt": "a\n" });
    const run = new Execution(root, {
      tasks: [task(1), task(2, { criteria: ["grep -q one 1.txt"] })],
    });
    expect(await run.check("Take a snapshot")).toBe("pass");
    expect(run.task("Take a snapshot").facts).toMatchObject({
      isolation: "checkout",
      commits: false,
    });
    expect(run.now.warnings.map((one) => one.text)).toEqual([
      expect.stringContaining("no commits are made"),
    ]);
    expect(run.ready()).toEqual(["Task 1"]);
    for (const [n, said] of [
      [1, "one"],
      [2, "two"],
    ]) {
      run.work(`Task ${n}`, { [`${n}.txt`]: `${said}\n` });
      expect(await run.check(`Check task ${n}`)).toBe("pass");
      expect(await run.check(`Commit task ${n}`)).toBe("pass");
    }
    expect(await run.check("Final check")).toBe("pass");
    expect(run.task("Final check").facts).toMatchObject({ done: 2, files_changed: 2 });
    expect(existsSync(join(root, ".git"))).toBe(false);
  });

  test("a file of somebody else's is held against nobody: what an executor may not change is put back as it ends", async () => {
    const root = folder();
    write(root, { "a.txt": "a\n" });
    const run = new Execution(root, { tasks: [task(1)] });
    await run.check("Take a snapshot");
    run.begin("Task 1");
    write(root, { "1.txt": "one\n", "a.txt": "by the person\n" });
    expect(run.hand("Task 1", { changed_files: ["1.txt"] })).toEqual([]);
    expect(await run.check("Check task 1")).toBe("pass");
  });

  test("it gets a repository where the person has agreed", async () => {
    const root = folder();
    write(root, { "a.txt": "a\n" });
    const run = new Execution(root, { tasks: [task(1)], options: { git: "init" } });
    expect(await run.check("Take a snapshot")).toBe("pass");
    await run.lands(1, { "1.txt": "one\n" });
    expect(text(root, "1.txt")).toBe("one\n");
    expect(git(root, "log", "--format=%s", "-1", BRANCH).trim()).toBe("Task number 1");
    expect(git(root, "symbolic-ref", "HEAD")).toContain("refs/heads/");
    expect(() => git(root, "rev-parse", "--verify", "HEAD")).toThrow();
  });
});

describe("what is refused", () => {
  test("a plan without tasks fails the run", async () => {
    const run = new Execution(repository(), { tasks: [] });
    expect(await run.check("Take a snapshot")).toBe("no_tasks");
    expect([run.now.status, run.now.reason]).toEqual([
      "failed",
      expect.stringContaining("has no tasks"),
    ]);
  });

  test("a criterion that nobody has approved does not run: the person is asked, and shown it", async () => {
    const { run } = await begun({
      tasks: [task(1, { criteria: ["touch ran.txt", "true"] })],
      approved: ["true"],
    });
    expect(await run.checked(1, { "1.txt": "one\n" })).toBe("unapproved");
    expect(run.now.questions.map(({ kind, commands }) => [kind, commands])).toEqual([
      ["execute-unapproved", ["touch ran.txt"]],
    ]);
    answered("approve")(run);
    expect(await run.check("Check task 1")).toBe("pass");
  });

  test("the person takes a task as it is, although nothing was run: it lands", async () => {
    const criteria = ["touch ran.txt"];
    const { root, run } = await begun({
      tasks: [task(1, { criteria }), task(2, { criteria })],
      approved: [],
    });
    await run.checked(1, { "1.txt": "one\n" });
    answered("accept", "I have looked at it")(run);
    expect(await run.check("Commit task 1")).toBe("pass");
    expect([text(root, "1.txt"), text(root, "ran.txt")]).toEqual(["one\n", null]);
    // The same command was refused: it is not put to the person as if they could approve it.
    expect(await run.checked(2, { "2.txt": "two\n" })).toBe("unapproved");
    expect(run.now.questions.map((one) => one.options)).toEqual([["accept", "drop", "stop"]]);
  });

  test("what is wrong anyhow is mended before the person is asked about commands", async () => {
    const { run } = await begun({
      tasks: [task(1, { criteria: ["touch ran.txt"] })],
      approved: [],
    });
    expect(await run.checked(1, { "a.txt": "changed\n" })).toBe("fail");
    expect(run.now.questions).toEqual([]);
  });

  test("with --auto such a task fails by name", async () => {
    const { run } = await begun({
      tasks: [task(1, { criteria: ["touch ran.txt"] })],
      approved: [],
      auto: true,
    });
    expect(await run.checked(1, { "1.txt": "one\n" })).toBe("unapproved");
    expect(run.now.questions).toEqual([]);
    expect(await run.check("Final check")).toBe("fail");
    expect(run.task("Final check").facts.failed).toEqual(["1 Task number 1"]);
  });

  test("an executor that says itself that it is not done is not, whatever its criteria show", async () => {
    const { run } = await begun({ tasks: [task(1)] });
    write(run.begin("Task 1"), { "1.txt": "half\n" });
    expect(
      run.hand("Task 1", {
        status: "partial",
        changed_files: ["1.txt"],
        reason: "the parser is missing",
      }),
    ).toEqual([]);
    expect(await run.check("Check task 1")).toBe("fail");
    expect(run.task("Check task 1").facts.problems).toEqual([
      "its executor says it is partly done: the parser is missing",
    ]);
  });

  test("what lacks nothing but a command that the host refused is decided by the program's own run", async () => {
    const { run } = await begun({ tasks: [task(1)] });
    write(run.begin("Task 1"), { "1.txt": "one\n" });
    const said = {
      status: "partial" as const,
      changed_files: ["1.txt"],
      reason: "not seen",
      denied: ["true"],
    };
    expect(run.hand("Task 1", said)).toEqual([]);
    expect(run.task("Task 1").outcome).toBe("partial_denied");
    expect(await run.check("Check task 1")).toBe("pass");
  });
});
