import { describe, expect, test } from "bun:test";
import { parseTestReport } from "../../../../src/workflows/team/documents/test-report.ts";
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
      /expected a test's name as src\/tests\/b.test.js has it/,
    ],
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
    ["no name", row(`1 | | ${FILE}`), /line 12: found "", expected a test's name/],
    ["a table in a quote", text.replaceAll("|\n", "|\n> ").replace("| Criterion", "> | Criterion"), /expected a table/],
  ])("%s", (_name, input, problem) => {
    const { problems, oneToOne } = parse(input);
    expect(problems.join("\n")).toMatch(problem);
    expect(oneToOne).toBe(false);
  });
});

test("two tests for one criterion hold, but are not one to one", () => {
  const other = text.replace(/^\| 1 .*\n/m, (line) => `${line}${line.replace("returns 200 for", "mails an")}`);
  const files = { [FILE]: `${source}\ntest("mails an unregistered email (constant time)");\n` };
  expect(parse(other, files)).toMatchObject({ problems: [], oneToOne: false });
});

test("one test for two criteria is refused: one test shows one", () => {
  const { problems, oneToOne } = parse(text.replace("refuses a password of 7 characters", NAME));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(
    /expected a test of its own for criterion 6: this one shows criterion 5; of a parametrised/,
  );
  expect(oneToOne).toBe(false);
});

describe("a name that its file makes", () => {
  const holds = (name: string, code: string): boolean =>
    parseTestReport(
      `| Criterion | Test | File |\n|--|--|--|\n| 1 | ${name.replaceAll("|", "\\|")} | ${FILE} |`,
      [1],
      () => code,
      () => true,
    ).problems.length === 0;
  test.each([
    ["a case of pytest", "test_adds[1-2]", '@pytest.mark.parametrize("a,b", [(1, 2)])\ndef test_adds(a, b): pass'],
    ["a case of jest's each", "adds 1 and 2", 'test.each([[1, 2]])("adds %i and %i", (a, b) => {});'],
    ["a case with a name of its row", "adds as Ada", 'test.each([{ who: "Ada" }])("adds as $who", () => {});'],
    ["a template", "adds 7", "for (const n of [7]) test(`adds ${n}`, () => {});"],
    ["a name put together", "cart adds 1d as 7", "cases.forEach(([a, b]) => it('adds ' + a + ' as ' + b, () => {}));"],
    ["a loop over names", "clears", "for (const name of names) test(name, () => {});"],
    [
      "a test with its groups",
      "cart > till > clears",
      'describe("cart", () => describe("till", () => { it("clears", f); }))',
    ],
    ["a subtest of go", "TestCart/clears_all", 'func TestCart(t *testing.T) { t.Run("clears all", f) }'],
    [
      "a test with its groups, as Jest and Mocha join them",
      "cart till clears",
      'describe("cart", () => describe("till", () => { it("clears", f); }))',
    ],
    [
      "an example of RSpec with what it describes",
      "Cart#total adds 1 and 2",
      'RSpec.describe Cart do\n  describe "#total" do\n    it("adds #{a} and #{b}") { }',
    ],
    ["a case of PHPUnit", 'CartTest::testAdds with data set "one"', "class CartTest { function testAdds($n) {} }"],
    ["a class of pytest", "TestCart::test_clears", "class TestCart:\n    def test_clears(self): pass"],
  ])("holds: %s", (_what, name, code) => expect(holds(name, code)).toBe(true));
  test.each([
    ["another name", "adds 1 or 2", 'test.each([[1, 2]])("adds %i and %i", (a, b) => {});'],
    ["a test behind a group that is not there", "till clears", 'describe("cart", () => { it("clears", f); })'],
    ["another function", "test_subs[1]", "def test_adds(a): pass"],
  ])("does not hold: %s", (_what, name, code) => expect(holds(name, code)).toBe(false));
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
