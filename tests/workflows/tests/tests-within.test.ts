// Guarantee: Tests are run by the program.
// Tests that stand within a source file stay as they were, and its code is the new one.
import { expect, test } from "bun:test";
import { areApart, withOldTests } from "../../../src/workflows/tests/tests-within.ts";

const RUST =
  "pub fn a<'x>(s: &'x str) -> char { '{' }\n\n#[cfg(test)]\nmod tests {\n    // }\n    #[test]\n    fn one() { assert_eq!(super::a(\"}\"), '{'); }\n}\n";

test.each<[string, string, string, string]>([
  [
    "src/lib.rs",
    RUST,
    "pub fn a() -> char { 'x' }\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn one() {}\n}\n\npub fn b() {}\n",
    `pub fn a() -> char { 'x' }\n\n\n\npub fn b() {}\n${RUST.slice(RUST.indexOf("#[cfg"), -1)}\n`,
  ],
  [
    "src/lib.rs",
    "fn a() {}\n#[ignore]\n#[test]\nfn one() { a(); }\n",
    "fn a() { todo!() }\n",
    "fn a() { todo!() }\n#[ignore]\n#[test]\nfn one() { a(); }\n",
  ],
  [
    "src/lib.rs",
    "#[cfg(test)]\nmod tests;\nfn a() {}\n",
    "fn b() {}\n",
    "fn b() {}\n#[cfg(test)]\nmod tests;\n",
  ],
  [
    "src/a.zig",
    'fn a() u8 { return 1; }\ntest "a" { try eq(a(), 1); }\n',
    'fn a() u8 { return 2; }\ntest "a" {}\n',
    'fn a() u8 { return 2; }\ntest "a" { try eq(a(), 1); }\n',
  ],
  [
    "src/a.ts",
    "export const a = 1;\nif (import.meta.vitest) {\n  test('a', () => {});\n}\n",
    "export const a = 2;\n",
    "export const a = 2;\nif (import.meta.vitest) {\n  test('a', () => {});\n}\n",
  ],
  ["src/a.ts", "tests();\n", "export const b = 2;\n", "export const b = 2;\n"],
  [
    "src/lib.rs",
    "mod a {\n    fn b() {}\n    #[cfg(test)]\n    mod tests { one!(); }\n}\n",
    "mod a {\n    fn c() {}\n    #[cfg(test)]\n    mod tests {}\n}\n",
    "mod a {\n    fn c() {}\n    #[cfg(test)]\n    mod tests { one!(); }\n}\n",
  ],
  [
    "src/lib.rs",
    "fn a() {}\n#[test]\nfn one() { a(); }\n",
    'fn b() {}\n#[should_panic(\n  expected = "a]"\n)] // x\n/* y */ #[test]\nfn one() { a(); }\n',
    "fn b() {}\n#[test]\nfn one() { a(); }\n",
  ],
  [
    "src/lib.rs",
    'struct A {\n    #[cfg(test)]\n    b: u8,\n}\n#[cfg(any(test, feature = "kit"))]\nfn c() {}\n',
    'struct A {\n    #[cfg(test)]\n    b: u9,\n}\n#[cfg(any(test, feature = "kit"))]\nfn d() {}\n',
    'struct A {\n    #[cfg(test)]\n    b: u9,\n}\n#[cfg(any(test, feature = "kit"))]\nfn d() {}\n',
  ],
])("in %s", (path, was, is, found) => {
  expect(withOldTests(path, was, is)).toMatchObject({ text: found, isSure: true });
});

const PYTHON = (code: string, test: string, more = ""): string =>
  `import unittest\n\n\ndef add(a, b):\n    ${code}\n\n\nclass Sums(unittest.TestCase):\n    def test_adds(self):\n        """\nAdds.\n"""\n        ${test}\n${more}`;
const [CODE, TEST] = ["return a + b", "self.assertEqual(add(1, 2), 3)"];
test.each<[string, string, string, string, boolean]>([
  ["code alone changes", "a.py", PYTHON(CODE, TEST), PYTHON("return b + a", TEST), true],
  ["both change", "a.py", PYTHON(CODE, TEST), PYTHON("return a - b", "pass"), false],
  [
    "a new line names a class of tests",
    "a.py",
    PYTHON(CODE, TEST),
    PYTHON("return a - b", TEST, "\n\nSums.test_adds = print\n"),
    false,
  ],
  ["calls change too", "a.js", 'a();\ntest("a", b);\n', 'c();\ntest("a", c);\n', false],
  ["a first test", "a.js", "a();\n", 'c();\ntest("a", c);\n', true],
  [
    "an attribute in a form of its own is left",
    "lib.rs",
    "fn a() {}\n#[test]\nfn one() { a(); }\n",
    'fn b() {}\n#[should_panic(expected = r#"""#)]\n#[test]\nfn one() { a(); }\n',
    false,
  ],
  [
    "one test more within a module",
    "lib.rs",
    "mod a {\n    #[test]\n    fn one() {}\n}\n",
    "mod a {\n    fn b() {}\n    #[test]\n    fn one() {}\n    #[test]\n    fn two() {}\n}\n",
    false,
  ],
])("what is certain: %s", (_, path, was, is, isSure) => {
  expect(withOldTests(path, was, is)).toMatchObject({ text: is, isSure });
});

test("where tests alone change, a file stays as it was", () => {
  const was = PYTHON(CODE, TEST);
  expect(withOldTests("a.py", was, PYTHON(CODE, "pass"))).toEqual({ text: was, was, isSure: true });
});

const shown = (line: string, fence = "```"): string =>
  `/// Adds.\n/// ${fence}\n/// ${line}\n/// \`\`\`\nfn a() {}\n`;
test("examples that a file has no more are put back, wherever they stood", () => {
  const joined = (is: string) => withOldTests("src/lib.rs", shown("one();"), is);
  expect(joined(`//\n${shown("one();")}`).text).toBe(`//\n${shown("one();")}`);
  for (const is of [shown("two();"), shown("one();", "```should_panic"), "fn b() {}\n"])
    expect(joined(is).text).toBe(
      `${is}\n/// Adds.\n/// \`\`\`\n/// one();\n/// \`\`\`\n#[cfg(doctest)]\nfn earlier_example_1() {}\n\n`,
    );
  const text = (head: string, lines: string): string =>
    `${head}\n    """A.\n\n    ${lines}\n    """\n`;
  const was = text("def a():", ">>> a()\n    1");
  const has = (is: string): boolean =>
    withOldTests("a.py", was, is).text.includes(text("def earlier_example_1():", ">>> a()\n    1"));
  expect(has(`${was}\n\ndef b():\n    pass\n`)).toBe(false);
  expect(has(text("def a():", ">>> a()\n    2"))).toBe(true);
  expect(has(was.replace("def a():", "if 0:"))).toBe(true);
  expect(has(was.replace("def a():", "OLD = \\"))).toBe(true);
});

test("what a runner told of a file is all found, or its tests are unknown", () => {
  const told = (name: string, path = "a.py"): boolean =>
    areApart(path, PYTHON(CODE, TEST), [
      { file: path, suites: [], name, state: "passed", message: null },
    ]);
  expect(["test_adds", "test_adds[1-2]", "a", "a.add"].map((name) => told(name))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([told("check_adds"), told("adds", "a.rb")]).toEqual([false, false]);
});
