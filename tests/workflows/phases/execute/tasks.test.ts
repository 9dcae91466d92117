// Guarantee: A task lands when its criteria held.
// How plans become tasks: order, messages of commits, what waits for the person, what an earlier
// run has done.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  commitTitle,
  doneTasks,
  filesOfPlan,
  installsOf,
  planProblems,
  tasksOf,
} from "../../../../src/workflows/phases/execute/tasks.ts";
import { readPlanText } from "../../../../src/workflows/phases/planning/documents/plan.ts";
import type { PhasePlan } from "../../../../src/workflows/phases/planning/model.ts";
import { planId } from "../../../../src/workflows/phases/planning/numbers.ts";
import { isTestFile } from "../../../../src/workflows/tests/test-file.ts";
import { planFile, type TaskGiven } from "../../../harness/phases/execute.ts";

const read = (
  id: string,
  tasks: TaskGiven[],
  over: Parameters<typeof planFile>[2] = {},
): PhasePlan => {
  const [phase = "", plan = ""] = id.split("-");
  const name = `${id}-PLAN.md`;
  const file = { name, plan: Number(plan) };
  return readPlanText(planFile(id, tasks, over), {
    path: `.planning/phases/${phase}-x/${name}`,
    phase: String(Number(phase)),
    file,
  });
};
const task = (name: string, over: Partial<TaskGiven> = {}): TaskGiven => ({
  name,
  files: [`src/${name.toLowerCase()}.ts`],
  commands: [`test -f src/${name.toLowerCase()}.ts`],
  ...over,
});
const run = (
  plan: PhasePlan,
  done: Parameters<typeof tasksOf>[0][0][0]["done"] = [],
  setup: string[] = [],
) => ({ plan: { ...plan, setup }, done, undone: [] });
const titles = (waves: ReturnType<typeof run>[][]) => tasksOf(waves).tasks;

describe("order", () => {
  test("no task of a wave begins before all of the wave before it are done, however many there are", () => {
    const shape = fc.array(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(shape, (waves) => {
        let number = 0;
        const plans = waves.map((wave) =>
          wave.map((count) =>
            run(
              read(
                planId("2", ++number),
                Array.from({ length: count }, (_, at) => task(`T${number}x${at}`)),
              ),
            ),
          ),
        );
        const tasks = titles(plans);
        const waveOf = new Map(
          plans.flatMap((wave, at) => wave.map(({ plan }) => [plan.id, at] as const)),
        );
        const before = (n: number): Set<number> => {
          const seen = new Set<number>();
          const visit = (one: number): void => {
            for (const other of tasks[one - 1]!.after) {
              if (!seen.has(other)) {
                seen.add(other);
                visit(other);
              }
            }
          };
          visit(n);
          return seen;
        };
        for (const one of tasks) {
          const behind = before(one.n);
          const must = tasks.filter(
            (other) =>
              waveOf.get(other.plan!)! < waveOf.get(one.plan!)! ||
              (other.plan === one.plan && other.task! < one.task!),
          );
          expect([...behind].sort((a, b) => a - b)).toEqual(
            must.map(({ n }) => n).sort((a, b) => a - b),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  test("a wave of which nothing is left is no wave", () => {
    const done = [{ task: 1, name: "A", commit: "a" }];
    const waves = [[run(read("02-01", [task("A")]), done)], [run(read("02-02", [task("B")]))]];
    expect(titles(waves).map(({ name, after }) => [name, after])).toEqual([["B", []]]);
  });
});

describe("messages of commits", () => {
  const plan = read("02-01", [task("Search")]);
  const of = (over: Partial<PhasePlan["tasks"][0]>, more: Partial<PhasePlan> = {}) =>
    commitTitle({ ...plan, ...more }, { ...plan.tasks[0]!, ...over });

  test.each([
    [of({}), "feat(02-01): search"],
    [of({ name: "Task 3: Add the API." }), "feat(02-01): add the API"],
    [of({ name: "API of it" }), "feat(02-01): API of it"],
    [of({}, { gap_closure: true }), "fix(02-01): search"],
    [of({ name: "Refactor the store" }), "refactor(02-01): refactor the store"],
    [of({ files: ["tests/a.test.ts"] }), "test(02-01): search"],
    [of({ files: ["t/options.t", "t/lib/Tally.pm"] }), "test(02-01): search"],
    [of({ files: ["docs/a.md", "README.md"] }), "docs(02-01): search"],
    [of({ name: `x${"y".repeat(200)}` }).length, 120],
  ])("%p", (found, expected) => expect(found).toBe(expected));
});

describe("what waits for the person", () => {
  test.each([
    ["Run `npm install zod` first", ["npm install zod"]],
    ["npm install", []],
    ["npm ci, then pip install -r requirements.txt", ["pip install -r requirements.txt"]],
    ["Use bun add left-pad.", ["bun add left-pad"]],
    ["cargo add serde && cargo test", ["cargo add serde"]],
    ["The install page says what to add", []],
  ])("%p brings in %p", (action, found) =>
    expect(installsOf({ action, commands: [] })).toEqual(found),
  );

  test("comes before the task, and before the whole plan what has to be set up", () => {
    const plan = read("02-01", [task("A"), task("B", { commands: ["npm install x"] })]);
    expect(
      titles([[run(plan, [], ["stripe"])]]).map(({ name, waits, after }) => [name, waits, after]),
    ).toEqual([
      ["Set up for plan 02-01", "external-service", []],
      ["A", undefined, [1]],
      ["Packages for B", "package-install", [2]],
      ["B", undefined, [3]],
    ]);
  });

  test("a plan that is not autonomous and names no checkpoint waits at its beginning", () => {
    const plan = { ...read("02-01", [task("A")]), autonomous: false };
    expect(titles([[run(plan)]]).map(({ waits }) => waits)).toEqual(["not-autonomous", undefined]);
  });

  test("services are read from the front matter with what is to be done there", () => {
    const more = `user_setup:
  - service: stripe
    why: payments
    env_vars:
      - name: KEY
        source: dashboard
    account_setup:
      - Make an account
  - mail
`;
    expect(read("02-01", [task("A")], { more }).setup).toEqual(more.trimEnd().split("\n").slice(1));
    expect(read("02-01", [task("A")]).setup).toEqual([]);
  });
});

describe("what an earlier run has done", () => {
  const plan = read("02-01", [
    task("A"),
    { name: "Look", type: "checkpoint:human-verify" },
    task("B"),
    task("C"),
  ]);
  const commit = (number: number, subject: string) => ({
    commit: `c${number}`,
    subject,
    task: number,
  });

  test("is what its commits say, from the first task on, without a gap", () => {
    const commits = [commit(1, "feat(02-01): A"), commit(3, "feat(02-01): B")];
    expect(doneTasks(plan, commits).map((one) => one.task)).toEqual([1, 3]);
    expect(
      doneTasks(plan, [commit(1, "feat(02-01): A"), commit(4, "feat(02-01): C")]),
    ).toHaveLength(1);
    // The checkpoint before a task that is done was passed; the one before the first open task is
    // asked again.
    const left = (done: number) => titles([[run(plan, doneTasks(plan, commits.slice(0, done)))]]);
    expect([left(2).map(({ name }) => name), left(1).map(({ name }) => name)]).toEqual([
      ["C"],
      ["Look", "B", "C"],
    ]);
  });

  test("is found in the form that the project wants for messages, and as it was before that", () => {
    const form = { title: "[{ticket}] {title}" };
    const commits = [commit(1, "feat(02-01): A"), commit(3, "[ABC-7] feat(02-01): B")];
    expect(doneTasks(plan, commits, form, "ABC-7-search").map((one) => one.task)).toEqual([1, 3]);
    expect(doneTasks(plan, commits).map((one) => one.task)).toEqual([1]);
  });

  test("a task that has another name by now is not done", () => {
    expect(doneTasks(plan, [commit(1, "feat(02-01): something else")])).toEqual([]);
  });
});

describe("plans", () => {
  test("may change what they name, all where they name nothing, and nothing of .planning", () => {
    expect(
      filesOfPlan(read("02-01", [task("A", { files: ["./src//a.ts", ".planning/STATE.md"] })])),
    ).toEqual(["src/a.ts"]);
    expect(filesOfPlan(read("02-01", [task("A", { files: [] })]))).toEqual(["**"]);
  });

  test("with a kind of task that nobody knows, tests first without a command, or files elsewhere are told", () => {
    const plan = read("02-01", [
      task("A", { type: "magic" }),
      task("B", { tdd: true, commands: [] }),
      task("C", { files: ["../x.ts"] }),
    ]);
    expect(planProblems(plan)).toEqual([
      expect.stringContaining('found the file "../x.ts", expected a path inside the project'),
      expect.stringContaining("task 1: type: found magic"),
      expect.stringContaining("task 2: it has to be seen failing first and names no command"),
    ]);
    expect(planProblems(read("02-01", [task("A")]))).toEqual([]);
  });
});

test("of a plan of type tdd those tasks are test first that say so, and all where none does", () => {
  const firsts = (tasks: TaskGiven[], type: string) =>
    titles([[run(read("02-01", tasks, { type }))]]).map(({ tdd }) => tdd === true);
  expect(firsts([task("A", { tdd: true }), task("B")], "tdd")).toEqual([true, false]);
  expect(firsts([task("A"), task("B")], "tdd")).toEqual([true, true]);
  expect(firsts([task("A", { tdd: true }), task("B")], "execute")).toEqual([true, false]);
});

test("files of tests are known by their names, in many languages", () => {
  const tests = [
    "tests/a.ts",
    "src/a.test.ts",
    "pkg/a_test.go",
    "test_a.py",
    "a/src/test/java/ATest.java",
    "spec/a_spec.rb",
    "conftest.py",
    "A.Tests/BTests.cs",
    "testdata/x.json",
  ];
  const code = [
    "src/a.ts",
    "src/latest.ts",
    "src/contest.py",
    "src/attestation/a.go",
    "src/inspect.rb",
    "Latest.java",
    "docs/testing.md",
  ];
  expect([tests.filter((one) => !isTestFile(one)), code.filter(isTestFile)]).toEqual([[], []]);
});
