import { describe, expect, test } from "bun:test";
import { parseTestReport } from "../../../../src/workflows/team/documents/test-report.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const criteria = [1, 2, 3, 4, 5, 6, 7];
const text = walkthrough("test-report.md");
const FILE = "src/tests/auth.test.js";
const parse = (input: string) =>
  parseTestReport(
    input,
    criteria,
    (path) => (path === FILE ? "" : null),
    (path) => path.startsWith("src/tests/"),
  );

test("the walkthrough's report maps each criterion to one test", () => {
  const { mapping, oneToOne, problems } = parse(text);
  expect(problems).toEqual([]);
  expect(oneToOne).toBe(true);
  expect(mapping[0]).toEqual({
    criterion: 1,
    test: "returns 200 for unregistered email (constant time)",
    file: FILE,
  });
});

const row = (cells: string) => `${text}| ${cells} |\n`;
const NAME = "takes a new password once";

describe("is refused", () => {
  test.each<Refusal<string>>([
    [
      "no table",
      "Seven tests.",
      /test report: found nothing, expected a table \| Criterion \| Test \| File \|/,
    ],
    [
      "a criterion that the brief has not",
      row(`8 | ${NAME} | ${FILE}`),
      /line 12: found "8", expected the number of a criterion: 1, 2/,
    ],
    ["a criterion that is no number", row(`AC1 | ${NAME} | ${FILE}`), /found "AC1"/],
    [
      "a file that is no test",
      row(`1 | ${NAME} | src/backend/a.js`),
      /found "src\/backend\/a.js", expected a test file/,
    ],
    [
      "a path out of the project",
      row(`1 | ${NAME} | ../a.test.js`),
      /found "..\/a.test.js", expected a test file of the project/,
    ],
    [
      "a file that is not there",
      row(`1 | ${NAME} | src/tests/b.test.js`),
      /found "src\/tests\/b.test.js", expected a file that is there/,
    ],
    ["no name", row(`1 | | ${FILE}`), /line 12: found "", expected a test's name/],
    [
      "a table in a quote",
      text.replaceAll("|\n", "|\n> ").replace("| Criterion", "> | Criterion"),
      /expected a table/,
    ],
  ])("%s", (_name, input, problem) => {
    const { problems, oneToOne } = parse(input);
    expect(problems.join("\n")).toMatch(problem);
    expect(oneToOne).toBe(false);
  });
});

test("two tests for one criterion hold, but are not one to one", () => {
  const other = text.replace(
    /^\| 1 .*\n/m,
    (line) => `${line}${line.replace("returns 200 for", "mails an")}`,
  );
  expect(parse(other)).toMatchObject({ problems: [], oneToOne: false });
});

test("one test for two criteria is refused: one test shows one", () => {
  const { problems, oneToOne } = parse(text.replace("refuses a password of 7 characters", NAME));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(
    /expected a test of its own for criterion 6: this one shows criterion 5; of a parametrised/,
  );
  expect(oneToOne).toBe(false);
});
