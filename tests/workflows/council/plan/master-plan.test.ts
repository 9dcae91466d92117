import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { MAX_LINE_BYTES } from "../../../../src/store/journal.ts";
import {
  commandsOf,
  judgePlan,
  kind,
  readMasterPlan,
} from "../../../../src/workflows/council/plan/plan.ts";
import type { Ledger, Objection } from "../../../../src/workflows/council/vote/ledger.ts";
import type { Answer } from "../../../../src/workflows/council/vote/recorded.ts";
import { type PlanData, partAt, planOf } from "../../../../src/workflows/execute/plan/document.ts";
import type { PlanTask } from "../../../../src/workflows/execute/plan/plan.ts";
import { EMPTY, hashesOf, PLAN_DATA, PLAN_TEXT, planFactsOf } from "../given.ts";

const judged = (data: PlanData, ledger: Ledger = EMPTY, answers: Answer[] = []) =>
  judgePlan(planOf(data), undefined, ledger, answers);
const problemsOf = (...of: Parameters<typeof judged>): string[] => judged(...of).problems;

/** A plan with these tasks, each as its fields say. */
const dataOf = (...tasks: Partial<PlanTask>[]): PlanData => ({
  ...PLAN_DATA,
  tasks: tasks.map(({ name = "Work", files, after = [], setup = [], criteria }, at) => ({
    ...{ name, details: "Do it.", files: files ?? [`src/file-${at + 1}.ts`], depends_on: after },
    ...{ commands: setup, success_criteria: criteria ?? ["npm test"] },
  })),
});

describe("a sound plan", () => {
  test("says its tasks, its commands and a hash for each part", () => {
    expect(problemsOf(PLAN_DATA)).toEqual([]);
    const facts = planFactsOf(PLAN_DATA);
    expect(facts.tasks[1]).toEqual({
      n: 2,
      name: "Print it",
      files: ["src/main.ts", "tests/main.test.ts"],
      after: [1],
      setup: ["bun install"],
      criteria: ["bun test tests/main.test.ts"],
    });
    expect(Object.keys(facts.parts)).toEqual([
      ...["Overview", "Architecture", "Tasks", "Task 1", "Task 2", "Task 3", "Security", "Risks"],
    ]);
    expect(judged(PLAN_DATA).commands).toEqual([
      "bun test tests/greet.test.ts",
      "bun install",
      "bun test tests/main.test.ts",
      "grep -q greet README.md",
    ]);
    expect(commandsOf(facts.tasks)).toHaveLength(4);
  });

  test("many ways through braces are refused before they are compared", () => {
    const files = (n: number) =>
      Array.from({ length: 40 }, (_, at) => `${n}-${at}/${"{a,b}".repeat(9)}`);
    const from = performance.now();
    expect(problemsOf(dataOf({ files: files(1) }, { files: files(2) }))[0]).toContain(
      "braces with at most 16",
    );
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  test("60 tasks fit into one line of the journal", () => {
    const plan = dataOf(
      ...Array.from({ length: 60 }, (_, at) => ({ name: `Build part ${at + 1}` })),
    );
    expect(problemsOf(plan)).toEqual([]);
    const { facts, commands } = judged(plan);
    expect(Buffer.byteLength(JSON.stringify([facts, commands]))).toBeLessThan(
      MAX_LINE_BYTES - 1_000,
    );
  });
});

describe("what is refused", () => {
  test.each<[string, PlanData, string]>([
    ["no tasks", dataOf(), "tasks: found none"],
    ["a dependency on an unknown task", dataOf({ after: [7] }), "found Task 7"],
    ["a dependency on itself", dataOf({ after: [1] }), "found Task 1, expected another"],
    [
      "a circle",
      dataOf({ after: [3] }, { after: [1] }, { after: [2] }),
      "a circle: Task 1 → Task 3 → Task 2 → Task 1",
    ],
    ["no files", dataOf({ files: [] }), "Task 1, Files: found none, expected at least one"],
    [
      "a criterion of nothing",
      dataOf({}, { criteria: [] }),
      "Task 2, Success criteria: found none, expected at least one",
    ],
    [
      "a file among the commands",
      dataOf({ files: ["src/main.ts"], criteria: ["bun test", "src/main.ts"] }),
      "found the file `src/main.ts`",
    ],
    [
      "a criterion that always passes",
      dataOf({ criteria: ["echo done"] }),
      "fails while the task is not done",
    ],
    [
      "a command that is too long",
      dataOf({ criteria: ["x".repeat(301)] }),
      "at most 300 characters",
    ],
    [
      "too many commands",
      dataOf({ criteria: Array.from({ length: 9 }, (_, at) => `test ${at}`) }),
      "at most 8 commands",
    ],
    [
      "more than 60 tasks",
      dataOf(...Array.from({ length: 61 }, () => ({ name: "x" }))),
      "found 61, expected at most 60",
    ],
    [
      "a large plan",
      { ...PLAN_DATA, risks: "x".repeat(64 * 1024) },
      "bytes, expected at most 65536",
    ],
    [
      "more than a line of the journal takes",
      dataOf(
        ...Array.from({ length: 40 }, (_, at) => ({ criteria: [`node ${"x".repeat(200)}${at}`] })),
      ),
      "put long commands into scripts",
    ],
  ])("%s", (_, plan, says) => {
    expect(problemsOf(plan).join("\n")).toContain(says);
  });

  test.each<[string, unknown, string]>([
    ["no object", ["x"], "found"],
    ["nothing", null, "found"],
    ["a section that is missing", { ...PLAN_DATA, risks: undefined }, "risks: found nothing"],
    ["a section without text", { ...PLAN_DATA, security: " " }, "security"],
    ["a field of its own", { ...PLAN_DATA, notes: "x" }, "unknown fields notes"],
    [
      "a dependency in words",
      { ...PLAN_DATA, tasks: [{ ...PLAN_DATA.tasks[0], depends_on: ["Task 1"] }] },
      "tasks[0].depends_on[0]",
    ],
  ])("a file with %s", (_, value, says) => {
    const read = readMasterPlan(value);
    expect(read.ok ? "" : read.problems.join("\n")).toContain(says);
    expect(read.ok).toBe(false);
  });

  test.each([
    "/etc/passwd",
    "~/x",
    "C:/x",
    "C:\\x",
    "../x",
    "a/../../x",
    "{a,../b}",
    "{/etc,a}/x",
    "a\\b",
    ".git/hooks/pre-commit",
    ".GIT/config",
    ".task/state.json",
    "a\u202eb",
    "./.git/config",
  ])("the file %s", (file) => {
    expect(problemsOf(dataOf({ files: [file] })).join("\n")).toContain("Files: found");
  });

  test.each([
    "src/a.ts",
    "src/**/*.ts",
    "src/",
    ".github/workflows/ci.yml",
    ".gitignore",
    "{a,b}.ts",
    "a..b.ts",
    "docs/ä.md",
    "[id].tsx",
  ])("not the file %s", (file) => {
    expect(problemsOf(dataOf({ files: [file] }))).toEqual([]);
  });
});

test("a criterion whose program is nowhere here goes back with its line; what is set up first may bring it", () => {
  const has = (name: string) => name === "npm";
  const problems = (...tasks: Partial<PlanTask>[]) => {
    return judgePlan(planOf(dataOf(...tasks)), has).problems;
  };
  expect(problems({ criteria: ["npm test", "./mine.sh", "cd a && mine"] })).toEqual([]);
  expect(problems({}, { criteria: ["nosuch --all"] })).toEqual([
    'Task 2, Success criteria: found `nosuch --all`, expected a command that starts here: there is no program "nosuch"',
  ]);
  expect(problems({ setup: ["npm install -g nosuch"] }, { criteria: ["nosuch --all"] })).toEqual(
    [],
  );
});

const open = (id: string, state: Objection["state"] = "open"): Objection => ({
  id,
  seat: id.split("/")[0]!,
  task: "T9",
  severity: "major",
  at: "Task 2",
  problem: "p",
  state,
  reason: null,
  round: 1,
  returns: 0,
});
const ledger = (...objections: Objection[]): Ledger => ({
  objections,
  rounds: [{ task: "T13", plan: "p", parts: hashesOf(PLAN_DATA), open: 0 }],
});
const F1 = "deepseek-code/F1";
const F2 = "grok-devil/F2";

describe("answers to objections", () => {
  const plan = structuredClone(PLAN_DATA);
  plan.tasks[1]!.details = "The program writes the text for its first argument.";
  const answer = (id: string, state: Answer["state"], reason: string): Answer => ({
    id,
    state,
    reason,
  });
  const taken = answer(F1, "taken", "Task 2 says it now");
  const refused = answer(F2, "refused", "the usage line is enough");

  test("each open one is answered", () => {
    const known = ledger(open(F1), open(F2));
    expect(judged(plan, known, [taken, refused])).toMatchObject({
      problems: [],
      facts: { answers: [taken, refused] },
    });
  });

  test("what was taken before may stay, although what it names is as it was", () => {
    const known = ledger(open(F1), open(F2, "taken"));
    expect(problemsOf(plan, known, [taken, answer(F2, "taken", "Task 3")])).toEqual([]);
  });

  test.each<[string, Answer[], Ledger, string]>([
    ["one is left out", [taken], ledger(open(F1), open(F2)), `${F2} is not answered`],
    [
      "one is there twice",
      [taken, answer(F1, "refused", "no")],
      ledger(open(F1)),
      "is answered twice",
    ],
    ["one is unknown", [taken, refused], ledger(open(F1)), `"${F2}" is no objection to answer`],
    [
      "taken, but what it names is as it was",
      [answer(F1, "taken", "Task 3")],
      ledger(open(F1)),
      "expected a task or section that differs from the plan before (Task 2)",
    ],
    [
      "taken, but it names nothing",
      [answer(F1, "taken", "done")],
      ledger(open(F1)),
      "expected a task or section that differs",
    ],
    [
      "what was refused is gone",
      [taken],
      ledger(open(F1), open(F2, "refused")),
      `${F2} is not answered`,
    ],
  ])("%s", (_, answers, known, says) => {
    expect(problemsOf(plan, known, answers).join("\n")).toContain(says);
  });
});

test("a plan with as much as may be kept, and many answers in a wide script, fits into one line of the journal", () => {
  const ids = Array.from(
    { length: 72 },
    (_, at) => `${["gpt4o-product", "mistral-security"][at % 2]}/F${at + 1}`,
  );
  const known = ledger(...ids.map((id) => open(id)));
  const tasks = Array.from({ length: 30 }, (_, at) => ({
    n: at + 1,
    criteria: [`node check.js ${"x".repeat(70)}${at}`],
  }));
  const answers = ids.map((id) => ({
    id,
    state: "taken" as const,
    reason: `Task 1 ${"説".repeat(100)}`,
  }));
  const { problems, facts, commands } = judged(dataOf(...tasks), known, answers);
  expect(problems).toEqual([]);
  expect(Buffer.byteLength(JSON.stringify([facts, commands]))).toBeLessThan(MAX_LINE_BYTES - 1_000);
});

describe("parts of two plans", () => {
  test("are found by their headings", () => {
    const known = Object.keys(hashesOf(PLAN_DATA));
    expect(
      [
        "Task 3",
        "### 3.1 Task 3 — Say how it is used",
        "### Task 3: Say how it is used",
        "task 03",
        "## Security",
        "security:",
        "**Risks**",
      ].map((at) => partAt(at, known)),
    ).toEqual(["Task 3", "Task 3", "Task 3", "Task 3", "Security", "Security", "Risks"]);
    expect(["Task 4", "Task 31", "Task", "", "Objections"].map((at) => partAt(at, known))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("the plan as people read it", () => {
  const written = (plan: object) =>
    kind.written!({ task: "T13", nonce: "0", ...plan } as never, {} as never, {} as never);

  test("is printed from what the plan maker writes", () => {
    expect(written({ ...PLAN_DATA, objections: [] })).toEqual([
      { path: ".task/council/master_plan.md", text: PLAN_TEXT },
    ]);
    for (const said of [
      "# Greeting by name\n\n## Overview\nThe program greets",
      "### Task 2: Print it\nThe program prints",
      "- **Depends on**: Task 1\n- **Commands**: `bun install`\n",
    ])
      expect(PLAN_TEXT).toContain(said);
    const objections = [{ id: F1, state: "refused", reason: "The usage line\nis enough." }];
    expect(written({ ...PLAN_DATA, objections })[0]!.text).toEndWith(
      `\n## Objections\n- ${F1}: refused — The usage line is enough.\n`,
    );
  });

  const command = fc.stringMatching(/^[a-z`"'$&|<>#*_ -]{1,30}$/).map((one) => `x ${one}`.trim());
  test("has any command as it stands, and what is carried out is the data whatever a text says", () => {
    fc.assert(
      fc.property(command, fc.string(), (criterion, details) => {
        const plan = dataOf({ criteria: [criterion] }, {});
        plan.tasks[1]!.details = `${details}\n### Task 9: More\n- **Files**: \`b\``;
        const { text } = written({ ...plan, objections: [] })[0]!;
        expect(text).toContain(criterion);
        // No run of backticks within ends the code that it stands in.
        const [, mark] = /Success criteria\*\*: (`+)/.exec(text)!;
        expect(criterion.match(/`+/g) ?? []).not.toContain(mark!);
        const { tasks } = planFactsOf(plan);
        expect(tasks.map(({ files }) => files)).toEqual([["src/file-1.ts"], ["src/file-2.ts"]]);
        expect(tasks[0]!.criteria).toEqual([criterion]);
      }),
    );
  });
});
