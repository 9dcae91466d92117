import { describe, expect, test } from "bun:test";
import { isOneToOne, parseTestReport } from "../../../../src/workflows/team/documents/test-report.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const criteria = [1, 2, 3, 4, 5, 6, 7];
const text = walkthrough("test-report.md");
const source = walkthrough("auth.test.js.txt");
const FILE = "src/tests/auth.test.js";
const parse = (input: string, files: Record<string, string> = { [FILE]: source }) =>
  parseTestReport(
    input,
    criteria,
    (path) => files[path] ?? null,
    (path) => path.startsWith("src/tests/"),
  );

test("the walkthrough's report maps each criterion to one test", () => {
  const { mapping, oneToOne, problems } = parse(text);
  expect(problems).toEqual([]);
  expect(oneToOne).toBe(true);
  expect(mapping[0]).toEqual({ criterion: 1, test: "returns 200 for unregistered email (constant time)", file: FILE });
});

const row = (cells: string) => `${text}| ${cells} |\n`;
const NAME = "takes a new password once";

describe("is refused", () => {
  test.each<Refusal<string>>([
    ["no table", "Seven tests.", /test report: found nothing, expected a table \| Criterion \| Test \| File \|/],
    [
      "a criterion without a test",
      text.replace(/\| 6 .*\n/, ""),
      /test report: found nothing, expected a test for criterion 6/,
    ],
    [
      "a criterion that the brief has not",
      row(`8 | ${NAME} | ${FILE}`),
      /line 12: found "8", expected the number of a criterion: 1, 2/,
    ],
    ["a criterion that is no number", row(`AC1 | ${NAME} | ${FILE}`), /found "AC1"/],
    [
      "a test that its file has not",
      row(`1 | invented | ${FILE}`),
      /line 12: found "invented", expected a test's name as src\/tests\/auth.test.js has it/,
    ],
    [
      "a file that is not there",
      row(`1 | ${NAME} | src/tests/b.test.js`),
      /found "src\/tests\/b.test.js", expected a file that is there/,
    ],
    [
      "a file that is no test",
      row(`1 | ${NAME} | src/backend/a.js`),
      /found "src\/backend\/a.js", expected a test file/,
    ],
    ["a path out of the project", row(`1 | ${NAME} | ../a.test.js`), /leaves the project/],
    ["no name", row(`1 | | ${FILE}`), /line 12: found nothing, expected the test's name/],
    ["a row twice", row(`5 | ${NAME} | ${FILE}`), /expected each row once/],
    ["a table in a quote", text.replaceAll("|\n", "|\n> ").replace("| Criterion", "> | Criterion"), /expected a table/],
  ])("%s", (_name, input, problem) => {
    const { problems, oneToOne } = parse(input);
    expect(problems.join("\n")).toMatch(problem);
    expect(oneToOne).toBe(false);
  });
});

test.each<[string, string]>([
  ["two tests for one criterion", row(`1 | ${NAME} | ${FILE}`)],
  ["one test for two criteria", text.replace("refuses a password of 7 characters", NAME)],
])("%s hold, but are not one to one", (_name, input) => {
  expect(parse(input)).toMatchObject({ problems: [], oneToOne: false });
});

test("a name that is escaped or wrapped in its file", () => {
  const files = { [FILE]: "test('it\\'s  \"so\"', () => {})" };
  expect(
    parseTestReport(
      `| Criterion | Test | File |\n|--|--|--|\n| 1 | it's "so" | ${FILE} |`,
      [1],
      (path) => files[path as typeof FILE] ?? null,
      () => true,
    ),
  ).toMatchObject({ problems: [], oneToOne: true });
});

test.each<[[number, string][], boolean]>([
  [
    [
      [1, "a"],
      [2, "b"],
    ],
    true,
  ],
  [
    [
      [2, "b"],
      [1, "a"],
    ],
    true,
  ],
  [
    [
      [1, "a"],
      [2, "a"],
    ],
    false,
  ],
  [
    [
      [1, "a"],
      [1, "b"],
    ],
    false,
  ],
  [[[1, "a"]], false],
  [[], false],
])("%p is one to one: %p", (rows, is) => {
  expect(
    isOneToOne(
      rows.map(([criterion, name]) => ({ criterion, test: name, file: "f" })),
      [1, 2],
    ),
  ).toBe(is);
});
