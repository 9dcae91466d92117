import { expect, test } from "bun:test";
import { identities, isTestNamed, testOfLine, titleOf } from "../../src/runners/report.ts";

test.each([
  ["to the letter", "says hello", "says hello", true],
  ["behind its group", "greeter > says hello", "says hello", true],
  ["behind its file", "tests/a_test.py::test_hello", "test_hello", true],
  ["behind its module", "tests::greets", "greets", true],
  ["before its parameters", "tests/a_test.py::test_hello[Ada]", "test_hello", true],
  ["with its group and file", "tests/a_test.py::TestHello::test_hello", "tests/a_test.py::TestHello::test_hello", true],
  ["as another runner would write it", "tests/a_test.py::TestHello::test_hello", "TestHello > test_hello", true],
  ["with another group", "greeter > says hello", "writer > says hello", false],
  ["with a group left out", "outer > inner > adds", "outer > adds", false],
  ["its last word", "greeter > says hello", "hello", false],
  ["a letter", "greeter > says hello", "o", false],
  ["its group", "greeter > says hello", "greeter", false],
  ["nothing", "greeter > says hello", "", false],
])("a test's name, %s", (_name, seen, named, is) => {
  expect(isTestNamed(testOfLine(seen, "passed"), named)).toBe(is);
});

test("a name that comes twice in a file is told apart by its place, and by its file and groups", () => {
  const lines = ["a.test.ts > adds", "a.test.ts > adds", "b.test.ts > adds", "a.test.ts > group > adds"];
  const tests = lines.map((line) => testOfLine(line, "passed"));
  expect(new Set(identities(tests)).size).toBe(4);
  expect(tests.map(titleOf)).toEqual(["adds", "adds", "adds", "group > adds"]);
});
