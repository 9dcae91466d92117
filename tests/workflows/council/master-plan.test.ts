import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { MAX_LINE_BYTES } from "../../../src/store/journal.ts";
import { stripStamp } from "../../../src/workflows/contract/stamp.ts";
import {
  commandsOf,
  judgePlan,
  kind,
  type MasterPlan,
  planOf,
} from "../../../src/workflows/council/plan/plan.ts";
import type { Ledger, Objection } from "../../../src/workflows/council/vote/ledger.ts";
import type { Answer } from "../../../src/workflows/council/vote/recorded.ts";
import { documentText, partAt, readPlan } from "../../../src/workflows/execute/document.ts";
import type { PlanTask } from "../../../src/workflows/execute/plan.ts";
import { EMPTY, hashesOf, PLAN_TEXT, planFactsOf } from "./given.ts";

const judged = (text: string, ledger: Ledger = EMPTY, answers: Answer[] = []) =>
  judgePlan({ ...readPlan(text), text, answers }, undefined, ledger);
const problemsOf = (...of: Parameters<typeof judged>): string[] => judged(...of).problems;
const without = (from: string, to = ""): string => {
  if (!PLAN_TEXT.includes(from)) throw new Error(`the plan has no ${from}`);
  return PLAN_TEXT.replace(from, () => to);
};

/** A plan with these tasks, each as its fields say. */
const fileOf = (...tasks: Partial<PlanTask>[]): string =>
  `# P\n\n## Overview\no\n\n## Architecture\na\n\n## Tasks\n${tasks
    .map(({ n, name, files, after, setup, criteria }, index) => {
      const code = (list: string[]): string =>
        list.map((one) => `\`${one}\``).join(", ") || "None.";
      return `
### Task ${n ?? index + 1}: ${name ?? "Work"}
- **Files**: ${code(files ?? [`src/file-${n ?? index + 1}.ts`])}
- **Depends on**: ${(after ?? []).map((one) => `Task ${one}`).join(", ") || "None."}
- **Commands**: ${code(setup ?? [])}
- **Success criteria**: ${code(criteria ?? ["npm test"])}
`;
    })
    .join("")}\n## Security\ns\n\n## Risks\nr\n`;

describe("a sound plan", () => {
  test("says its tasks, its commands and a hash for each part", () => {
    expect(problemsOf(PLAN_TEXT)).toEqual([]);
    const facts = planFactsOf(PLAN_TEXT);
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
    expect(judged(PLAN_TEXT).commands).toEqual([
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
    expect(problemsOf(fileOf({ files: files(1) }, { files: files(2) }))[0]).toContain(
      "braces with at most 16",
    );
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  test.each<[string, string, string]>([
    ["stars as list marks", "- **", "* **"],
    ["a bold heading", "### Task 1: Build the text", "### **Task 1: Build the text**"],
    ["numbered tasks", "### Task 1", "### 3.1 Task 1"],
    ["a dash behind a task's number", "### Task 2:", "### Task 2 —"],
    ["no full stop behind none", "**Depends on**: None.", "**Depends on**: none"],
    ["a section more", "## Security", "## Testing\nBy hand.\n\n## Security"],
    [
      "a heading of a lower rank that looks like a task",
      "A pure function",
      "#### Task 9: not one\nA pure function",
    ],
    ["several tasks it depends on", "**Depends on**: Task 1", "**Depends on**: Task 1, Task 3"],
  ])("may have %s", (_, from, to) => {
    const text = PLAN_TEXT.replaceAll(from, () => to);
    expect(text).not.toBe(PLAN_TEXT);
    expect(problemsOf(text)).toEqual([]);
    expect(
      planFactsOf(text).tasks.map((task) => [task.n, task.files.length, task.criteria.length]),
    ).toEqual([
      [1, 2, 1],
      [2, 2, 1],
      [3, 1, 1],
    ]);
  });

  test("a heading in a code block is none", () => {
    const text = without(
      "A pure function",
      "```md\n## Tasks\n### Task 9: Not this one\n- **Files**: `x`\n```\nA pure function",
    );
    expect(problemsOf(text)).toEqual([]);
    expect(planFactsOf(text).tasks).toHaveLength(3);
  });

  test("what a task says is found below a numbered heading, too", () => {
    const text = without("### Task 1: Build the text", "### 3.1 Task 1 — Build the text");
    expect(problemsOf(text)).toEqual([]);
    expect(planFactsOf(text).tasks[0]).toMatchObject({ n: 1, name: "Build the text" });
    const [is, was] = [text, PLAN_TEXT].map((one) => readPlan(one).plan);
    expect(is!.tasks[0]!.details).toBe(was!.tasks[0]!.details);
    expect(is!.sections).toEqual(was!.sections);
    expect(partAt("### 3.1 Task 1 — Build the text", ["Task 1"])).toBe("Task 1");
  });

  test("60 tasks fit into one line of the journal", () => {
    const text = fileOf(
      ...Array.from({ length: 60 }, (_, at) => ({ n: at + 1, name: `Build part ${at + 1}` })),
    );
    expect(problemsOf(text)).toEqual([]);
    const { facts, commands } = judged(text);
    expect(Buffer.byteLength(JSON.stringify([facts, commands]))).toBeLessThan(
      MAX_LINE_BYTES - 1_000,
    );
  });
});

test.each([
  ["`grep -q greet README.md`,\n  `test -f README.md`"],
  ["\n  - `grep -q greet README.md`\n  - `test -f README.md`"],
  ["`grep -q \\\n  greet README.md` and\n`test -f README.md`"],
])("a field that a person has broken into lines is read whole: %j", (criteria) => {
  const { plan, problems } = readPlan(without("`grep -q greet README.md`", criteria));
  expect(problems).toEqual([]);
  expect(plan.tasks[2]!.criteria).toEqual(["grep -q greet README.md", "test -f README.md"]);
  expect(plan.tasks[2]!.details).toBe(readPlan(PLAN_TEXT).plan.tasks[2]!.details);
});

test.each([
  ["`test -f README.md`\n- Keep `greet()` as it is", ["test -f README.md"]],
  ["`test -f README.md`\n\n`greet()`", ["test -f README.md"]],
])(
  "words below a field, and what stands behind a blank line, are details: %j",
  (text, criteria) => {
    const { plan, problems } = readPlan(without("`grep -q greet README.md`", text));
    expect(problems).toEqual([]);
    expect(plan.tasks[2]!.criteria).toEqual(criteria);
    expect(plan.tasks[2]!.details).toContain("greet()");
  },
);

test("a field in a block of code is refused", () => {
  const text = without("`grep -q greet README.md`", "\n```\ngrep -q greet README.md\n```");
  expect(readPlan(text).problems.join("\n")).toContain("Success criteria**: `None.`, or each in");
});

describe("what is refused", () => {
  test.each<[string, string, string]>([
    ["no tasks", fileOf(), "found no task"],
    ["an empty file", "", "## Overview: found nothing"],
    ["a section that is missing", without("## Risks", "### Risks"), "## Risks: found nothing"],
    ["a section twice", without("## Risks", "## Security\nagain\n\n## Risks"), "## Security again"],
    [
      "a section without text",
      without("The argument may be empty: then the usage line is printed.\n"),
      "## Risks",
    ],
    [
      "a number twice",
      fileOf({ n: 1 }, { n: 1, files: ["b"] }),
      "found the numbers 1, 1, expected 1 to 2, each once",
    ],
    [
      "a number that is left out",
      fileOf({ n: 1 }, { n: 3 }),
      "found the numbers 1, 3, expected 1 to 2",
    ],
    [
      "a heading among the tasks that is none",
      without("### Task 3: Say how it is used", "### Wave 2"),
      "Wave 2",
    ],
    [
      "no files",
      without("- **Files**: `README.md`\n"),
      "Task 3: found nothing, expected **Files**: `None.`, or each in backticks",
    ],
    ["files without backticks", without("`README.md`", "README.md"), "each in backticks"],
    ["no dependencies", without("- **Depends on**: Task 1\n"), "**Depends on**"],
    [
      "a range of dependencies",
      without("**Depends on**: Task 1", "**Depends on**: Task 1-3"),
      "tasks as in `Task 1, Task 2`",
    ],
    [
      "a number that names no task",
      without("**Depends on**: Task 1", "**Depends on**: Task 1 and step 2"),
      "tasks as in `Task 1, Task 2`",
    ],
    [
      "a dependency in words",
      without("**Depends on**: Task 1", "**Depends on**: the text"),
      'found "the text", expected **Depends on**',
    ],
    ["a dependency on an unknown task", fileOf({ after: [7] }), "found Task 7"],
    ["a dependency on itself", fileOf({ after: [1] }), "found Task 1, expected another"],
    [
      "a circle",
      fileOf({ after: [3] }, { after: [1] }, { after: [2] }),
      "a circle: Task 1 → Task 3 → Task 2 → Task 1",
    ],
    [
      "no commands",
      without("- **Commands**: `bun install`\n"),
      "Task 2: found nothing, expected **Commands**",
    ],
    [
      "no success criterion",
      without("`grep -q greet README.md`", "it reads well"),
      "each in backticks",
    ],
    [
      "a criterion of nothing",
      without("`grep -q greet README.md`", "None."),
      "Task 3, Success criteria: found none, expected at least one",
    ],
    [
      "a file among the commands",
      without(
        "`bun test tests/main.test.ts` passes",
        "`bun test` passes and `src/main.ts` is there",
      ),
      "found the file `src/main.ts`",
    ],
    [
      "a criterion that always passes",
      fileOf({ criteria: ["echo done"] }),
      "fails while the task is not done",
    ],
    [
      "a command that is too long",
      fileOf({ criteria: ["x".repeat(301)] }),
      "at most 300 characters",
    ],
    [
      "too many commands",
      fileOf({ criteria: Array.from({ length: 9 }, (_, at) => `test ${at}`) }),
      "at most 8 commands",
    ],
    [
      "more than 60 tasks",
      fileOf(...Array.from({ length: 61 }, () => ({ name: "x" }))),
      "found 61, expected at most 60",
    ],
    [
      "a large file",
      without("## Risks\n", `## Risks\n${"x".repeat(64 * 1024)}\n`),
      "bytes, expected at most 65536",
    ],
    [
      "more than a line of the journal takes",
      fileOf(
        ...Array.from({ length: 40 }, (_, at) => ({ criteria: [`node ${"x".repeat(200)}${at}`] })),
      ),
      "put long commands into scripts",
    ],
  ])("%s", (_, text, says) => {
    expect(problemsOf(text).join("\n")).toContain(says);
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
    expect(problemsOf(fileOf({ files: [file] })).join("\n")).toContain("Files: found");
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
    expect(problemsOf(fileOf({ files: [file] }))).toEqual([]);
  });
});

test("a criterion whose program is nowhere here goes back with its line; what is set up first may bring it", () => {
  const has = (name: string) => name === "npm";
  const problems = (...tasks: Partial<PlanTask>[]) => {
    const text = fileOf(...tasks);
    return judgePlan({ ...readPlan(text), text }, has).problems;
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
  rounds: [{ task: "T13", plan: "p", parts: hashesOf(PLAN_TEXT), open: 0 }],
});
const F1 = "deepseek-code/F1";
const F2 = "grok-devil/F2";

describe("answers to objections", () => {
  const text = PLAN_TEXT.replace("prints the text for", "writes the text for");
  const answer = (id: string, state: Answer["state"], reason: string): Answer => ({
    id,
    state,
    reason,
  });
  const taken = answer(F1, "taken", "Task 2 says it now");
  const refused = answer(F2, "refused", "the usage line is enough");

  test("each open one is answered", () => {
    const known = ledger(open(F1), open(F2));
    expect(judged(text, known, [taken, refused])).toMatchObject({
      problems: [],
      facts: { answers: [taken, refused] },
    });
  });

  test("what was taken before may stay, although what it names is as it was", () => {
    const known = ledger(open(F1), open(F2, "taken"));
    expect(problemsOf(text, known, [taken, answer(F2, "taken", "Task 3")])).toEqual([]);
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
    expect(problemsOf(text, known, answers).join("\n")).toContain(says);
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
  const { problems, facts, commands } = judged(fileOf(...tasks), known, answers);
  expect(problems).toEqual([]);
  expect(Buffer.byteLength(JSON.stringify([facts, commands]))).toBeLessThan(MAX_LINE_BYTES - 1_000);
});

describe("parts of two plans", () => {
  test("are found by their headings", () => {
    const known = Object.keys(hashesOf(PLAN_TEXT));
    expect(
      [
        "Task 3",
        "### Task 3: Say how it is used",
        "task 03",
        "## Security",
        "security:",
        "**Risks**",
      ].map((at) => partAt(at, known)),
    ).toEqual(["Task 3", "Task 3", "Task 3", "Security", "Security", "Risks"]);
    expect(["Task 4", "Task 31", "Task", "", "Objections"].map((at) => partAt(at, known))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test("any text is read, and none throws", () => {
    const line = fc.constantFrom(
      "## Tasks",
      "## Objections",
      "### Task 1: a",
      "## Task 2: b",
      "- **Files**: `a` ``b",
      "**Depends on**: Task 1 and 2-",
      "```",
      "> q",
      "- x/F1: taken — Task 1",
      "<!--",
      "",
      "**Success criteria:** `",
      "    - `deep`",
      "text",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 30 }), (lines) => {
        const text = lines.join("\n");
        expect(problemsOf(text).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("the plan as data", () => {
  // Plans of earlier versions begin with a stamp.
  const text = stripStamp(PLAN_TEXT).replace(" passes.", "");
  const { plan } = readPlan(text);
  const data = (over: Partial<MasterPlan["tasks"][number]> = {}): MasterPlan => ({
    ...{ task: "T13", nonce: "0123456789abcdef0123456789abcdef", title: plan.title },
    ...{ overview: plan.sections.Overview!, architecture: plan.sections.Architecture! },
    ...{ security: plan.sections.Security!, risks: plan.sections.Risks!, objections: [] },
    tasks: plan.tasks.map(({ n, name, details, files, after, setup, criteria }) => ({
      ...{ name, details, files, depends_on: after, commands: setup, success_criteria: criteria },
      ...(n === 1 && over),
    })),
  });
  const written = (of: MasterPlan) => kind.written!(of, {} as never, {} as never);

  test("is written as people read it, and says the same when it is read", () => {
    expect(written(data())).toEqual([{ path: ".task/council/master_plan.md", text }]);
    expect(text).toBe(documentText(plan));
    expect(planOf(data())).toMatchObject({ plan, problems: [] });
    const objections = [
      { id: F1, state: "refused" as const, reason: "The usage line\nis enough." },
    ];
    expect(planOf({ ...data(), objections }).text).toEndWith(
      `\n## Objections\n- ${F1}: refused — The usage line is enough.\n`,
    );
  });

  const command = fc.stringMatching(/^[a-z`"'$&|<>#*_ -]{1,30}$/).map((one) => `x ${one}`.trim());
  test("any command is in it as it stands", () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 4 }), (success_criteria) => {
        const { plan: made, problems, text: file } = planOf(data({ success_criteria }));
        const [is] = readPlan(file).plan.tasks;
        expect(problems.length > 0 || is!.criteria.join() === made.tasks[0]!.criteria.join()).toBe(
          true,
        );
      }),
    );
  });

  test.each(["Do.\n### Task 9: More", "Do.\n## Risks", "- **Files**: `b`", "```\nopen"])(
    "text that would be read as another plan is refused: %j",
    (details) => {
      expect(planOf(data({ details })).problems.join()).toContain("would say something else");
    },
  );
  test.each(["a\n## Security\nx", "<!-- later -->"])(
    "so is a section that the file would not have as it is: %j",
    (architecture) => {
      expect(planOf({ ...data({}), architecture }).problems.join()).toContain(
        "would say something",
      );
    },
  );
  test("text with headings and code of its own is none", () => {
    const details = "#### How\n```md\n## Tasks\n```\nThen *go on*.";
    expect(planOf(data({ details })).problems).toEqual([]);
  });
});
