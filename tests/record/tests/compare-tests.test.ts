// Guarantee: Tests are run by the program.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  type Compared,
  compareWithBaseline,
  type RanCommand,
} from "../../../src/record/tests/compare-tests.ts";
import {
  NOT_LOADED,
  type TestCase,
  type TestState,
  testOfLine,
} from "../../../src/runners/report.ts";

/** `a.test.ts > group > adds` with what it says where it fails. */
const one = (line: string, state: TestState, message: string | null = null): TestCase => ({
  ...testOfLine(line, state),
  message: state === "failed" ? message : null,
});

type Over = Partial<RanCommand> & { passed?: string[]; failed?: string[]; skipped?: string[] };
const ran = ({ passed = [], failed = [], skipped = [], tests = [], ...over }: Over): RanCommand => {
  const all = [
    ...passed.map((line) => one(line, "passed")),
    ...failed.map((line) => one(line, "failed", `${line} is broken`)),
    ...skipped.map((line) => one(line, "skipped")),
    ...tests,
  ];
  return {
    state: "failed",
    exit: 1,
    output: "",
    told_by: all.length > 0 ? "report" : "exit",
    ...over,
    tests: all,
  };
};
const green = (over: Over): RanCommand => ran({ state: "passed", exit: 0, ...over });
const red = (now: Over, before: Over) => compareWithBaseline(ran(now), ran(before));

describe("red, compared with what was red before", () => {
  test("a command that passed before, did not start, or was not there, is red by the change", () => {
    const now = ran({ failed: ["b"], passed: ["a"] });
    expect(compareWithBaseline(now, green({ passed: ["a", "b"] }))).toEqual({
      red: "new",
      why: null,
      newFailures: ["b"],
      gone: [],
    });
    for (const before of [
      null,
      ran({ state: "not_found", exit: null }),
      ran({ state: "not_run", exit: null }),
    ])
      expect(compareWithBaseline(now, before)).toMatchObject({ red: "new", newFailures: ["b"] });
    expect(compareWithBaseline(ran({}), green({ passed: ["a"] })).red).toBe("new");
    expect(compareWithBaseline(ran({}), green({})).red).toBe("new");
  });

  test("a command that named tests and names none now is red, whatever its exit code", () => {
    const before = green({ passed: ["a", "b"], told_by: "output" });
    for (const now of [green({}), ran({})])
      expect(compareWithBaseline(now, before)).toEqual({
        red: "new",
        why: "it named tests that passed before the change, and names none now",
        newFailures: [],
        gone: ["a", "b"],
      });
    // A runner may name what fails alone: unittest without -v.
    expect(
      compareWithBaseline(green({}), ran({ failed: ["a"], told_by: "output" })).red,
    ).toBeNull();
  });

  test("a test that failed is red where the command ended with 0; a line that may be a linter's is asked about", () => {
    const before = { passed: ["a", "b"] };
    const as = { told_by: "output" as const, exit: 0 };
    const now = { passed: ["a"], failed: ["b"] };
    expect(red({ ...now, exit: 0 }, { ...before, state: "passed" })).toMatchObject({
      red: "new",
      newFailures: ["b"],
    });
    for (const output of [
      "ℹ pass 1\nℹ fail 1",
      "1 failing",
      "Tests: 1 failed, 1 passed",
      "# fail 1",
      "0 failed\n2 failed",
    ])
      expect(red({ ...now, ...as, output }, green({ ...before, ...as }))).toMatchObject({
        red: "new",
        newFailures: ["b"],
      });
    // No runner counts it.
    const told = {
      red: "unclear",
      why: expect.stringContaining("its output names some: b"),
      newFailures: [],
    };
    expect(red({ ...now, ...as, output: "✖ b" }, green({ ...before, ...as }))).toMatchObject(told);
    expect(red({ ...now, ...as, output: "✖ b" }, green({}))).toMatchObject(told);
    // What failed before, too, is known, by a report or an output.
    expect(red({ ...now, exit: 0 }, { ...now, exit: 0 }).red).toBe("known");
    for (const output of ["✖ b", "✖ b\n1 failing"])
      expect(red({ ...now, ...as, output }, { ...now, ...as, output }).red).toBe("known");
  });

  test("what did not pass before and ends without the report that was asked for has not passed", () => {
    const now = green({ isCutShort: true, isAsked: true });
    const why = "its runner was asked for a report, but ended as if the tests passed and left none";
    const told = { red: "new", why, newFailures: [], gone: [] };
    for (const before of [
      ran({}),
      ran({ state: "not_found", exit: null }),
      ran({ failed: ["a"], told_by: "output" }),
    ])
      expect(compareWithBaseline(now, before)).toEqual(told as Compared);
    // Of a runner that reports in no such way, or not here, and where nothing is known of before.
    for (const [one, before] of [
      [green({ isCutShort: true }), ran({})],
      [now, green({})],
      [now, null],
      [green({ isAsked: true, told_by: "report" }), ran({})],
    ] as const)
      expect(compareWithBaseline(one, before).red).toBeNull();
  });

  test("only what failed before is known; one more is not", () => {
    const before = { failed: ["old"], passed: ["a"] };
    expect(red({ failed: ["old"], passed: ["a"] }, before).red).toBe("known");
    expect(red({ failed: ["old", "new"], passed: ["a"] }, before)).toMatchObject({
      red: "new",
      newFailures: ["new"],
    });
    expect(red({ failed: ["old", "a"] }, before)).toMatchObject({ red: "new", newFailures: ["a"] });
    expect(
      red(
        { failed: ["x.test.ts > old"] },
        { passed: ["x.test.ts > old"], failed: ["y.test.ts > old"] },
      ),
    ).toMatchObject({ red: "new", newFailures: ["old"] });
    expect(red({ failed: ["old", "s"] }, { failed: ["old"], skipped: ["s"] })).toMatchObject({
      newFailures: ["s"],
    });
  });

  test("green says which tests that passed did not run, also where they are left out now", () => {
    expect(
      compareWithBaseline(
        green({ passed: ["a"], skipped: ["c"] }),
        green({ passed: ["a", "b", "c"] }),
      ),
    ).toEqual({
      red: null,
      why: null,
      newFailures: [],
      gone: ["b", "c"],
    });
  });

  test("a test that passed and is not there any more hides what it would have said; one that is left out does not", () => {
    expect(red({ failed: ["old"] }, { failed: ["old"], passed: ["a"] })).toEqual({
      red: "unclear",
      why: "the outcome of tests that passed before: a",
      newFailures: [],
      gone: ["a"],
    });
    const left = { failed: ["old"], skipped: ["a"] };
    expect(red(left, { failed: ["old"], passed: ["a"] })).toMatchObject({
      red: "known",
      gone: ["a"],
    });
  });
});

describe("a test that was red and is red", () => {
  const says = (message: string, more: Over = {}): Over => ({
    tests: [one("a.test.ts > old", "failed", message)],
    ...more,
  });

  test.each([
    "ERROR: Coverage for lines (50%) does not meet global threshold (80%)",
    'Jest: "global" coverage threshold for statements (80%) not met: 50%',
    "FAIL Required test coverage of 90% not reached. Total coverage: 50.00%",
    "Error: 50.00% line coverage does not meet threshold of 90.00%.",
    "Line coverage (50.00%) is below the expected minimum coverage (90.00%).",
    "Rule violated for bundle a: lines covered ratio is 0.50, but expected minimum is 0.80",
    "The minimum line coverage is below the specified 80",
  ])("hides no coverage that fell: %s", (line) => {
    const before = says("is broken");
    expect(red(says("is broken", { output: `1 failed\n${line}\n` }), before)).toMatchObject({
      red: "new",
      why: `besides tests that also failed before: ${line}`,
    });
    // It was low before as well, whatever the number.
    const low = says("is broken", { output: `${line.replace("50", "40")}\n` });
    expect(red(says("is broken", { output: `${line}\n` }), low).red).toBe("known");
  });

  test("is no coverage because a test is called so", () => {
    const name = "warns of coverage below 80%";
    const now = says("is broken", { passed: [name], output: `ok ${name}\n` });
    expect(red(now, says("is broken")).red).toBe("known");
  });

  // Where each is read from each of its words on, or once for every other, nobody can wait for it.
  test("is compared in a moment, whatever it says and however many there are", () => {
    const all = (group: string, said: string): Over => ({
      tests: Array.from({ length: 1_000 }, (_, at) =>
        one(`a.test.ts > ${group} > ${at}`, "failed", `Error: ${at} ${said}`),
      ),
      output: "coverage ".repeat(100_000),
    });
    const words = "a-".repeat(2_000);
    expect(red(all("new", words), all("old", words)).red).toBe("unclear");
  });

  test("hides neither another exit code nor what was left out of the output", () => {
    const before = says("is broken");
    expect(red(says("is broken", { exit: 2 }), before)).toMatchObject({
      red: "unclear",
      why: "the same tests fail, and its exit code is 2, not 1",
    });
    expect(red(says("is broken", { is_cut: true }), before).red).toBe("unclear");
    expect(red({ output: "x", is_cut: true }, { output: "x" }).red).toBe("unclear");
    // A runner whose exit code is their number.
    const two = { failed: ["old", "older"], exit: 2 };
    expect(red({ failed: ["old"], passed: ["older"] }, two).red).toBe("known");
  });
});

describe("a test by another name, or in another file", () => {
  const before = { failed: ["a.test.ts > old"], passed: ["a.test.ts > fine", "b.test.ts > works"] };
  const rest = ["a.test.ts > fine", "b.test.ts > works"];

  test("was red and is red: it cannot be told", () => {
    for (const line of ["c.test.ts > old", "a.test.ts > new name"])
      expect(red({ failed: [line], passed: rest }, before)).toMatchObject({
        red: "unclear",
        why: `whether it was red before: ${line.split(" > ")[1]}`,
        newFailures: [],
      });
  });

  test("is new where what was red left another file, by another title", () => {
    expect(red({ failed: ["b.test.ts > charges once"], passed: rest }, before)).toMatchObject({
      red: "new",
      newFailures: ["charges once"],
    });
  });

  test("that passed is no reason to call an old failure new", () => {
    const moved = {
      failed: ["a.test.ts > old"],
      passed: ["c.test.ts > fine", "b.test.ts > works"],
    };
    expect(red(moved, before)).toMatchObject({ red: "known", gone: [] });
    const renamed = {
      failed: ["a.test.ts > old"],
      passed: ["a.test.ts > is fine", "b.test.ts > works"],
    };
    expect(red(renamed, before)).toMatchObject({ red: "known", gone: ["fine"] });
  });

  test("that passed and is red now is new", () => {
    const moved = {
      failed: ["a.test.ts > old", "c.test.ts > fine"],
      passed: ["b.test.ts > works"],
    };
    expect(red(moved, before)).toMatchObject({ red: "new", newFailures: ["fine"] });
    // Both left their file: the new name may be the one or the other.
    const tests = [one("a.test.ts > another", "failed", "a.test.ts > old is broken")];
    expect(red({ tests, passed: ["b.test.ts > works"] }, before).red).toBe("unclear");
  });

  test("a file that cannot be loaded any more is new, whatever was red in it", () => {
    const tests = [one(`a.test.ts > ${NOT_LOADED}`, "failed", "SyntaxError")];
    expect(red({ tests, passed: ["b.test.ts > works"] }, before)).toMatchObject({
      red: "new",
      newFailures: [NOT_LOADED],
    });
    const broken = {
      tests: [one(`x.test.ts > ${NOT_LOADED}`, "failed", "SyntaxError")],
      passed: ["a.test.ts > fine"],
    };
    expect(red(broken, broken).red).toBe("known");
    const other = { tests: [one(`a.test.ts > ${NOT_LOADED}`, "failed", "SyntaxError")] };
    expect(red(other, broken)).toMatchObject({ red: "new" });
  });
});

describe("tests of one name", () => {
  const times = (states: string): TestCase[] =>
    [...states].map((state) =>
      one("a.test.ts > adds", state === "F" ? "failed" : "passed", "no sum"),
    );
  test.each([
    ["FP", "FP", "known", "the same one"],
    ["FP", "FF", "new", "one more"],
    ["FP", "PF", "unclear", "another one, or in another order"],
    ["FP", "PFP", "unclear", "one more that passes, nobody knows where"],
    ["FFP", "FPP", "known", "one is mended"],
  ])("%s, then %s: %s, %s", (before, now, is) => {
    expect(red({ tests: times(now) }, { tests: times(before) }).red).toBe(is as "known");
  });

  test("are told apart by what they say, too, unless all of them failed", () => {
    const says = (...messages: (string | null)[]): Over => ({
      tests: messages.map((said) => one("adds", said === null ? "passed" : "failed", said)),
    });
    expect(red(says("charged twice", null), says("locale missing", null))).toMatchObject({
      red: "unclear",
      why: "whether it was red before: adds",
    });
    expect(red(says("no sum after 12 ms", null), says("no sum after 9 ms", null)).red).toBe(
      "known",
    );
    expect(red(says("charged twice"), says("locale missing")).red).toBe("known");
  });

  test("with parameters in their names are told apart by them", () => {
    const before = { failed: ["t.py::adds[1-2]"], passed: ["t.py::adds[3-4]"] };
    expect(
      red({ failed: ["t.py::adds[1-2]"], passed: ["t.py::adds[3-4]", "t.py::adds[0-0]"] }, before)
        .red,
    ).toBe("known");
    expect(red({ failed: ["t.py::adds[3-4]"], passed: ["t.py::adds[1-2]"] }, before)).toMatchObject(
      {
        red: "new",
        newFailures: ["adds[3-4]"],
      },
    );
  });
});

describe("without names", () => {
  const make = (output: string, exit = 2): Over => ({ exit, output });
  test.each([
    ["its times differ", "make: Error 2 after 12.3 s", "make: Error 2 after 9.1 s"],
    ["its clock differs", "10:02:11 FAIL 0x7ffe1\n\n", "10:44:02 FAIL 0x7ffa2   "],
    [
      "a place in a file differs",
      "a.py:12: AssertionError in line 12",
      "a.py:14: AssertionError in line 14",
    ],
  ])("an output is the old one where only %s", (_what, before, now) => {
    expect(red(make(now), make(before))).toMatchObject({ red: "same_output", why: null });
  });

  test.each([
    ["its text", "make: *** [all] Error 2", "make: *** [lib] Error 2", 2],
    ["its number of failures", "1 failing, 5 fine (12 ms)", "7 failing, 5 fine (11 ms)", 2],
    [
      "what it says before its end",
      `one\n${"…\n".repeat(40)}done`,
      `two\n${"…\n".repeat(40)}done`,
      2,
    ],
    ["its exit code", "Error", "Error", 1],
  ])(
    "it cannot be told whether the failure is the old one where %s differs",
    (_what, before, now, exit) => {
      expect(red(make(now, exit), make(before))).toMatchObject({
        red: "unclear",
        why: "it names none of its tests, and its output differs from before",
        newFailures: [],
      });
    },
  );

  test("on one side alone it cannot be told either", () => {
    expect(red({ failed: ["a"] }, make("1 failing")).red).toBe("unclear");
    expect(red(make("1 failing"), { failed: ["a"] }).red).toBe("unclear");
    // Something that is no test is red, and something else was.
    expect(red({ passed: ["a"], output: "coverage too low" }, { failed: ["a"] })).toMatchObject({
      red: "unclear",
      why: "no test that it names fails, and its output differs from before",
    });
  });
});

describe("told by an output, which names not every test, or several by one name", () => {
  const of = (output: string, over: Over = {}): Over => ({
    failed: ["adds"],
    told_by: "output",
    output,
    ...over,
  });
  const JEST = "FAIL t/c.test.js\n  ● cart › sums\n\nTests:       1 failed, 3 passed, 4 total\n";
  const MOCHA = "  cart\n    1) adds\n    ✔ same\n\n  1 passing (4ms)\n  1 failing\n";
  const TAP = "not ok 1 - adds\n";

  test.each([
    [
      "a test more passes",
      MOCHA + JEST,
      `    ✔ more\n${MOCHA.replace("1 p", "2 p")}${JEST.replace("3 p", "4 p")}`,
    ],
    [
      "the times differ",
      `${MOCHA}✖ adds (12.1ms)\n`,
      `${MOCHA.replace("4ms", "7ms")}✖ adds (9.3ms)\n`,
    ],
    ["a failure is gone", MOCHA + JEST, `${MOCHA}more\n`],
    ["nothing differs, though a name is that of several", `✓ adds\n${MOCHA}`, `✓ adds\n${MOCHA}`],
  ])("what is red is known where %s", (_what, before, now) => {
    expect(red(of(now), of(before))).toMatchObject({ red: "known", why: null });
  });

  test.each([
    ["the other runner, which names none, has failed", MOCHA, MOCHA + JEST, "FAIL t/c.test.js"],
    [
      "another test of that runner fails",
      MOCHA + JEST,
      MOCHA + JEST.replace("› sums", "› counts"),
      "● cart › counts",
    ],
    ["more fail than have a name", MOCHA, MOCHA.replace("1 failing", "2 failing"), "2 failing"],
    ["a second one of that name fails", TAP, `${TAP}# x\n${TAP}`, "not ok 1 - adds"],
    [
      "a package does not build",
      `--- FAIL: adds\n`,
      `--- FAIL: adds\nFAIL\tshop/b [build failed]\n`,
      "FAIL\tshop/b",
    ],
    ["unittest counts more", "FAILED (failures=1)", "FAILED (failures=2)", "FAILED (failures=2)"],
  ])("it cannot be told where %s", (_what, before, now, said) => {
    const found = red(of(now), of(before));
    expect(found).toMatchObject({ red: "unclear", newFailures: [] });
    expect(found.why).toStartWith(
      `its output shows a failure that it did not show before: ${said}`,
    );
  });

  test.each([
    ["one of them passes now and the other fails", "✕ adds\n✓ adds\n", "✓ adds\n✕ adds\nx"],
    ["one of them passed before", "✕ adds\n✓ adds\n", "✕ adds\nx"],
  ])("it cannot be told which test of a name is meant, where %s", (_what, before, now) => {
    expect(red(of(now), of(before))).toMatchObject({
      red: "unclear",
      why: "tests with the same name passed and failed: adds",
    });
  });
});

test("told by a report on one side and by an output on the other, it can be told by the output alone", () => {
  const before: Over = { failed: ["adds"], told_by: "output", output: "1 failing" };
  const now: Over = { failed: ["src/a.test.ts > cart > adds"], output: "1 failing" };
  expect(red(now, before)).toMatchObject({ red: "same_output" });
  expect(red({ ...now, output: "2 failing" }, before)).toMatchObject({
    red: "unclear",
    why: "its tests were not reported this way before, and its output differs from before",
  });
});

describe("whatever becomes of a project's tests", () => {
  interface Truth {
    file: string;
    name: string;
    before: TestState;
    now: TestState | "gone";
    fate: "stays" | "moved" | "renamed";
  }
  const states = fc.constantFrom<TestState>("passed", "passed", "failed", "skipped");
  const truth: fc.Arbitrary<Truth> = fc.record({
    file: fc.constantFrom("a.test.ts", "b.test.ts"),
    name: fc.constantFrom("adds", "sums", "clears"),
    before: states,
    now: fc.oneof(
      { weight: 5, arbitrary: states },
      { weight: 1, arbitrary: fc.constant("gone" as const) },
    ),
    fate: fc.constantFrom("stays", "stays", "stays", "moved", "renamed"),
  });
  const added = fc.array(
    fc.record({ name: fc.constantFrom("adds", "new one", "new two"), state: states }),
    {
      maxLength: 3,
    },
  );

  const run = (tests: TestCase[]): RanCommand => ({
    state: "failed",
    exit: 1,
    output: "",
    told_by: "report",
    tests,
  });
  const make = (id: number, file: string, name: string, state: TestState): TestCase => ({
    file,
    suites: [],
    name,
    state,
    message: state === "failed" ? `${"abcdefghijklmnopqrstuvwxyz"[id % 26]} is broken` : null,
  });

  const scene = fc
    .tuple(fc.array(truth, { minLength: 1, maxLength: 8 }), added)
    .map(([tests, more]) => {
      const before = tests.map((one, id) => make(id, one.file, one.name, one.before));
      const now = tests.flatMap((one, id) => {
        if (one.now === "gone") return [];
        const file = one.fate === "moved" ? `moved-${one.file}` : one.file;
        const name = one.fate === "renamed" ? `${one.name} by another name ${id}` : one.name;
        return make(id, file, name, one.now);
      });
      const fresh = more.map((one, at) => make(20 + at, "c.test.ts", one.name, one.state));
      return { tests, before: run(before), now: run([...now, ...fresh]), fresh: more };
    });

  test("nothing is known while a test that passed is red, and nothing is new that was red", () => {
    fc.assert(
      fc.property(scene, ({ tests, before, now, fresh }) => {
        const compared = compareWithBaseline(now, before);
        const broken = tests.some((one) => one.before === "passed" && one.now === "failed");
        if (broken) expect(compared.red).not.toBe("known");
        const stillRed = tests.every((one) => one.now !== "failed" || one.before === "failed");
        if (stillRed && fresh.every((one) => one.state !== "failed"))
          expect(compared.red).not.toBe("new");
      }),
      { numRuns: 3_000 },
    );
  });

  test("without renames, repeats and what is gone it is always told", () => {
    const plain = fc.uniqueArray(truth, {
      selector: (one) => `${one.file} ${one.name}`,
      minLength: 1,
    });
    fc.assert(
      fc.property(plain, (tests) => {
        const of = (when: "before" | "now"): TestCase[] =>
          tests.map((one, id) =>
            make(
              id,
              one.file,
              one.name,
              one[when] === "gone" ? "skipped" : (one[when] as TestState),
            ),
          );
        const { red: is } = compareWithBaseline(run(of("now")), run(of("before")));
        const failing = tests.filter((one) => one.now === "failed");
        const expected =
          failing.length === 0
            ? "same_output"
            : failing.every((one) => one.before === "failed")
              ? "known"
              : "new";
        expect(is).toBe(expected);
      }),
    );
  });
});
