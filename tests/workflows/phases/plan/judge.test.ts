import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isTestPath, judgePlans } from "../../../../src/workflows/phases/plan/judge.ts";
import { plansSchema } from "../../../../src/workflows/phases/plan/plans-kind.ts";
import type { PlanContext, WrittenPlan } from "../../../../src/workflows/phases/plan/record.ts";
import { context, plan, sound, task } from "./given.ts";

/** The one problem of two sound plans of which the first, or the second, is changed. */
function problem(over: Partial<WrittenPlan>, more: Partial<PlanContext> = {}, which = 0): string {
  const plans = sound().map((one, index) => (index === which ? { ...one, ...over } : one));
  const problems = judgePlans(plans, context(more));
  expect(problems).toHaveLength(1);
  return problems[0]!;
}
const ofTask = (over: Parameters<typeof task>[0], more?: Partial<PlanContext>): string =>
  problem({ tasks: [task({ files: ["src/p01.ts"], ...over })] }, more);

test("sound plans have no problem", () => {
  expect(judgePlans(sound(), context())).toEqual([]);
});

describe("ids", () => {
  test.each<[string, string[]]>([
    ["of another phase", ["03-01", "03-02"]],
    ["that leave one out", ["02-01", "02-03"]],
    ["that begin with 0", ["02-00", "02-01"]],
    ["that run the other way", ["02-02", "02-01"]],
  ])("%s are refused", (_what, [one, other]) => {
    const plans = [
      plan(one!, { requirements: ["STOR-02"] }),
      plan(other!, { requirements: ["STOR-03"] }),
    ];
    expect(judgePlans(plans, context())).toEqual([
      `plans: found the ids ${one}, ${other}, expected 02-01, 02-02, in this order`,
    ]);
  });

  test("the same one twice is refused", () => {
    const plans = [
      plan("02-01", { requirements: ["STOR-02"] }),
      plan("02-01", { requirements: ["STOR-03"] }),
    ];
    expect(judgePlans(plans, context()).join("\n")).toContain("02-01");
  });

  test("new plans are numbered behind those that stay, also of a decimal phase", () => {
    const kept = [
      { id: "02.1-01", objective: "o", files: [] },
      { id: "02.1-04", objective: "o", files: [] },
    ];
    const plans = [
      plan("02.1-05", { requirements: ["STOR-02", "STOR-03"], depends_on: ["02.1-04"] }),
    ];
    expect(judgePlans(plans, context({ phase: "02.1", kept, taken: 4 }))).toEqual([]);
    expect(
      judgePlans([{ ...plans[0]!, id: "02.1-01" }], context({ phase: "02.1", kept, taken: 4 }))[0],
    ).toContain("expected 02.1-05");
  });
});

describe("dependencies", () => {
  test("one that does not exist is an error, and so is itself", () => {
    for (const id of ["02-07", "01-01", "search", "02-01"])
      expect(
        judgePlans([{ ...sound()[0]!, depends_on: [id] }, sound()[1]!], context())[0],
      ).toStartWith(`02-01.depends_on: found ${id}, expected one of these: 02-02`);
  });

  test("a circle is shown whole", () => {
    const plans = [
      plan("02-01", { requirements: ["STOR-02"], depends_on: ["02-03"] }),
      plan("02-02", { requirements: ["STOR-03"], depends_on: ["02-01"] }),
      plan("02-03", { depends_on: ["02-02"] }),
    ];
    expect(judgePlans(plans, context())).toEqual([
      expect.stringContaining("02-01.depends_on: found a circle, 02-01 → 02-03 → 02-02 → 02-01"),
    ]);
  });
});

describe("requirements and gaps", () => {
  test("one that no plan covers, and one that nobody knows, are refused", () => {
    expect(problem({ requirements: [] })).toStartWith("plans: no plan names STOR-02");
    expect(problem({ requirements: ["STOR-02", "STOR-09"] })).toStartWith(
      '02-01.requirements: found "STOR-09"',
    );
  });

  test("one that a plan which stays covers need not be in a new one", () => {
    expect(
      judgePlans([plan("02-01", { requirements: ["STOR-02"] })], context({ due: ["STOR-02"] })),
    ).toEqual([]);
  });

  test("each gap is closed by some plan; an unknown one is refused", () => {
    const gaps = [{ id: "G1", text: "No hit says nothing" }];
    expect(problem({}, { gaps })).toStartWith("plans: no plan names G1");
    expect(problem({ closes: ["G1", "G2"] }, { gaps })).toStartWith('02-01.closes: found "G2"');
    expect(problem({ closes: ["G1"] })).toEndWith("expected none: there is no gap");
  });
});

describe("files", () => {
  test.each([
    ["/etc/passwd", "not an absolute one"],
    ["../other/a.ts", 'without ".."'],
    [".git/config", "expected a path outside .git and .task"],
    [".task/state.json", "expected a path outside .git and .task"],
    [".planning/STATE.md", "no file of .planning"],
    ["./.planning/../.planning/x", "no file of .planning"],
    [".", "a file or folder in the project"],
    ["src\\a.ts", "forward slashes"],
    ["src/a.ts, src/b.ts", "a path alone"],
    ["- src/a.ts", "a path alone"],
    ["`src/a.ts`", "a path alone"],
    ["src/a.ts (new)", "a path alone"],
    ["src/{a", "a path alone"],
    [`src/${"{a,b}".repeat(9)}`, "combinations"],
  ])("%s is refused", (file, why) => {
    expect(ofTask({ files: ["src/p01.ts", file] })).toContain(why);
  });

  test("a task without any is refused", () => {
    expect(ofTask({ files: [] })).toStartWith("02-01.tasks[0].files: found none");
  });
});

describe("tasks", () => {
  test.each([
    ["true", "a command that fails while it is not done"],
    ["echo done", "a command that fails while it is not done"],
    ["src/p01.ts", "expected a command"],
    ["# bun test", "can be run as it stands"],
    ["MISSING: no test yet", "can be run as it stands"],
    ["bun test \\", "can be run as it stands"],
    ["x".repeat(301), "at most 300 characters"],
  ])("the command %s is refused", (command, why) => {
    expect(ofTask({ commands: [command] })).toContain(why);
  });

  test("one without a command is refused", () => {
    expect(ofTask({ commands: [] })).toStartWith("02-01.tasks[0].commands: found none");
  });

  test("a checkpoint has no command and no test, and a plan has more than checkpoints", () => {
    const asks = task({ type: "checkpoint:human-verify", name: "Look", files: [], commands: [] });
    expect(
      judgePlans(
        [{ ...sound()[0]!, tasks: [task({ files: ["src/p01.ts"] }), asks] }, sound()[1]!],
        context(),
      ),
    ).toEqual([]);
    expect(problem({ tasks: [asks] })).toContain("found nothing but checkpoints");
    expect(
      problem({ tasks: [task({ files: ["src/p01.ts"] }), { ...asks, commands: ["npm test"] }] }),
    ).toContain("a person does checkpoint:human-verify");
  });

  test("a tdd task names its test; a plan of type tdd has one", () => {
    expect(ofTask({ tdd: true })).toContain("found no test file");
    expect(problem({ type: "tdd" })).toContain("without a tdd task");
    const tested = task({ tdd: true, files: ["src/p01.ts", "tests/p01.test.ts"] });
    expect(
      judgePlans([{ ...sound()[0]!, type: "tdd", tasks: [tested] }, sound()[1]!], context()),
    ).toEqual([]);
  });

  test("where the project is built test first, each other task says why no test can show it", () => {
    const docs = (untested: string | null) =>
      plan("02-01", { tasks: [task({ files: ["README.md"], untested })] });
    const held = context({ tdd: true, due: [] });
    expect(judgePlans([docs(null)], held)).toEqual([
      expect.stringContaining("untested: found nothing"),
    ]);
    expect(judgePlans([docs("It is prose")], held)).toEqual([]);
    const shy = plan("02-01", {
      tasks: [task({ files: ["a.test.ts"], untested: "I would rather not" })],
    });
    expect(judgePlans([shy], held)).toEqual([expect.stringContaining("tdd: found false")]);
  });

  test("many plans and many tasks are refused, and problems are not listed without end", () => {
    const many = Array.from({ length: 21 }, (_, at) => ({
      ...plan(`02-${String(at + 1).padStart(2, "0")}`),
      depends_on: ["x", "y"],
    }));
    expect(judgePlans(many, context({ due: [] })).at(-1)).toMatch(/^and \d+ more problems$/);
    const truths = Array.from({ length: 60 }, (_, at) => `${at} ${"x".repeat(3_900)}`);
    const must_haves = { truths, artifacts: [], key_links: [] };
    expect(judgePlans([plan("02-01", { must_haves })], context({ due: [] }))).toEqual([
      expect.stringMatching(/^02-01: found 23\d{4} characters, expected at most 150000: make two/),
    ]);
    const tasks = Array.from({ length: 9 }, (_, at) => task({ name: `T${at}` }));
    for (const plans of [many, [plan("02-01", { tasks })]]) {
      const said = plansSchema.safeParse({
        task: "T1",
        nonce: "0".repeat(32),
        approach: "a",
        plans,
      });
      expect(said.error?.issues).toMatchObject([{ code: "too_big" }]);
    }
  });
});

test("braces and brackets in a path are no words around it", () => {
  const files = ["src/{a,b}.ts", "app/(group)/[id]/page.tsx"];
  expect(judgePlans([plan("02-01", { tasks: [task({ files })] })], context({ due: [] }))).toEqual(
    [],
  );
});

test("what is a test by its name", () => {
  for (const path of [
    "tests/a.ts",
    "src/a.test.ts",
    "a_test.go",
    "test_a.py",
    "spec/a_spec.rb",
    "src/FooTest.java",
  ])
    expect([path, isTestPath(path)]).toEqual([path, true]);
  for (const path of ["tests", "src/__tests__/", "tests/**/*.ts", "src/*.spec.ts"])
    expect([path, isTestPath(path)]).toEqual([path, true]);
  // The executor would not see it fail.
  for (const path of ["test_data", "src/a.ts", "src/latest.ts", "contest/a.ts", "attestation.md"])
    expect([path, isTestPath(path)]).toEqual([path, false]);
});

describe("whatever the plans", () => {
  test("any value that the schema lets through is judged without an exception", () => {
    const word = fc.string({ maxLength: 12 });
    const anyPlan = fc.record({
      id: word,
      type: fc.constantFrom("execute" as const, "tdd" as const),
      objective: word,
      depends_on: fc.array(word, { maxLength: 3 }),
      requirements: fc.array(word, { maxLength: 3 }),
      closes: fc.array(word, { maxLength: 2 }),
      must_haves: fc.record({
        truths: fc.array(word, { maxLength: 2 }),
        artifacts: fc.array(fc.record({ path: word, provides: word }), { maxLength: 2 }),
        key_links: fc.constant<WrittenPlan["must_haves"]["key_links"]>([]),
      }),
      tasks: fc.array(
        fc.record({
          name: word,
          type: fc.constantFrom("auto" as const, "checkpoint:decision" as const),
          tdd: fc.boolean(),
          files: fc.array(word, { maxLength: 3 }),
          action: word,
          commands: fc.array(word, { maxLength: 2 }),
          done: word,
        }),
        { minLength: 1, maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(fc.array(anyPlan, { minLength: 1, maxLength: 4 }), (plans) => {
        for (const one of judgePlans(plans, context())) expect(one).not.toBe("");
      }),
    );
  });
});
