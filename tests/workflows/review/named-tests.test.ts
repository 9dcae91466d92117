// Guarantee: Evidence is checked, and unknown is not good.
import { expect, test } from "bun:test";
import { testOfLine } from "../../../src/runners/report.ts";
import { sharedTests, testsNamed } from "../../../src/workflows/review/evidence/named-tests.ts";
import { changeOf, problemsOf } from "./check-context.ts";

const seen = (...lines: string[]) => lines.map((line) => testOfLine(line, "passed"));
const CART = seen(
  "cart.test.ts > cart > adds 1 and 2",
  "cart.test.ts > cart > clears",
  "till.test.ts > till > clears",
  "t.py::adds[1-2]",
  "t.py::adds[0-0]",
);
const [, CLEARS, TILL, FIRST, SECOND] = CART;

test("a name stands for the test of its file, and without parameters for every case", () => {
  expect(testsNamed(CART, "cart > clears")).toEqual([CLEARS!]);
  expect(testsNamed(CART, "clears")).toEqual([CLEARS!, TILL!]);
  expect(testsNamed(CART, "clears", "till.test.ts")).toEqual([TILL!]);
  expect(testsNamed(CART, "adds")).toEqual([FIRST!, SECOND!]);
  expect(testsNamed(CART, "adds[0-0]")).toEqual([SECOND!]);
  expect(testsNamed(CART, " cart  >\tclears ")).toEqual([CLEARS!]);
  expect(testsNamed(CART, "never written")).toEqual([]);
  // A runner that tells no file does not contradict one.
  expect(testsNamed(seen("clears"), "clears", "till.test.ts")).toHaveLength(1);
});

test("each criterion has a test of its own where there is a way to give it one", () => {
  const of = (id: string, ...names: string[]) => ({
    id,
    by: names.map((name) => testsNamed(CART, name)),
  });
  const shared = (...all: ReturnType<typeof of>[]) =>
    sharedTests(all).map(({ id, other }) => `${id} of ${other}`);
  expect(shared(of("AC1", "cart > clears"), of("AC2", "till > clears"))).toEqual([]);
  expect(shared(of("AC1", "cart > clears"), of("AC2", "cart.test.ts > cart > clears"))).toEqual([
    "AC2 of AC1",
  ]);
  // However many want one of many, it ends.
  const many = seen(...Array.from({ length: 19 }, (_, at) => `${at}.test.ts > clears`));
  expect(
    sharedTests(Array.from({ length: 20 }, (_, at) => ({ id: `AC${at}`, by: [many] }))),
  ).toHaveLength(1);
  // And finds the way that there is, though the last one wants what the first would take.
  const [first, ...others] = Array.from({ length: 15 }, (_, at) =>
    seen(`a.test.ts > ${at}`, `b.test.ts > ${at}`),
  );
  const each = [first!, ...others, first!.slice(0, 1)].map((tests, at) => ({
    id: `AC${at}`,
    by: [tests],
  }));
  expect(sharedTests(each)).toEqual([]);
  // The one that has another leaves it to the one that has not.
  expect(shared(of("AC1", "cart > clears", "till > clears"), of("AC2", "cart > clears"))).toEqual(
    [],
  );
  expect(shared(of("AC1", "adds[1-2]"), of("AC2", "adds[0-0]"))).toEqual([]);
  // Two files have a test of this name: each criterion can have one of them, and a third has none.
  expect(shared(of("AC1", "clears"), of("AC2", "till.test.ts > till > clears"))).toEqual([]);
  expect(shared(of("AC1", "clears"), of("AC2", "clears"), of("AC3", "clears"))).toEqual([
    "AC3 of AC1",
  ]);
  expect(shared(of("AC1", "adds"), of("AC2", "adds"))).toEqual(["AC2 of AC1"]);
  expect(shared(of("AC1", "adds"), of("AC2", "adds[0-0]"))).toEqual(["AC2 of AC1"]);
});

const place = { file: "src/hello.ts", line: 1, quote: "export const hello" };
const review = (one: object[], other: object[]) => ({
  status: "approved",
  summary: "…",
  criteria: [
    { id: "AC1", met: true, evidence: one },
    { id: "AC2", met: true, evidence: other },
  ],
  findings: [],
  prior: [],
});
const HELLO = 'export const hello = () => "Hello";\n';
const context = (...tests: string[]) => ({
  change: changeOf({}, { "src/hello.ts": HELLO }, tests),
});

test.each<[string, object[], object[], RegExp | null]>([
  [
    "the same test alone",
    [{ test: "says hello" }],
    [{ test: "greeter > says hello" }],
    /^criteria\[1\] \(AC2\): test "greeter > says hello" shows AC1 already; say in "reason" what of it shows AC2, name another one/,
  ],
  [
    "the same test, and a line of the change",
    [{ test: "says hello" }],
    [{ test: "says hello" }, place],
    null,
  ],
  [
    "the same test, with a line of the change in one piece",
    [{ test: "says hello" }],
    [{ ...place, test: "says hello" }],
    null,
  ],
  [
    "the same test, where it is said what of it shows the second",
    [{ test: "says hello" }],
    [{ test: "says hello", reason: "Its second assertion holds the empty name" }],
    null,
  ],
  ["a test each", [{ test: "says hello" }], [{ test: "says goodbye" }], null],
  ["cases of a test", [{ test: "adds[1-2]" }], [{ test: "adds[0-0]" }], null],
  [
    "a test with its parameters left out",
    [{ test: "adds" }],
    [{ test: "adds" }],
    /shows AC1 already.*the case of it with its parameters/,
  ],
])("two criteria shown by %s", (_what, one, other, problem) => {
  const tests = context(
    "greeter > says hello",
    "says goodbye",
    "t.py::adds[1-2]",
    "t.py::adds[0-0]",
  );
  const problems = problemsOf("code-review", review(one, other), tests);
  if (problem === null) expect(problems).toEqual([]);
  else {
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  }
});
