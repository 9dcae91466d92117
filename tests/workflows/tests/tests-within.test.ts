// Guarantee: Tests are run by the program.
// Tests that stand within a source file stay as they were, and its code is the new one.
import { expect, test } from "bun:test";
import {
  hasItsExamples,
  isMixed,
  saysTheSame,
  withOldTests,
} from "../../../src/workflows/tests/tests-within.ts";

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
  ["src/a.ts", "test();\n", "export const b = 2;\n", "export const b = 2;\n"],
  [
    "src/lib.rs",
    "fn a() {}\n#[test]\nfn one() { a(); }\n",
    "fn b() {}\n#[should_panic] // x\n#[test]\nfn one() { a(); }\n",
    "fn b() {}\n#[test]\nfn one() { a(); }\n",
  ],
  [
    "src/lib.rs",
    'fn a() {}\n#[cfg(any(test, feature = "kit"))]\nmod kit { one!(); }\n',
    'fn b() {}\n#[cfg(any(test, feature = "kit"))]\nmod kit {}\n',
    'fn b() {}\n#[cfg(any(test, feature = "kit"))]\nmod kit { one!(); }\n',
  ],
  [
    "src/lib.rs",
    "mod a {\n    fn b() {}\n    #[cfg(test)]\n    mod tests { one!(); }\n}\n",
    "mod a {\n    fn c() {}\n    #[cfg(test)]\n    mod tests { one!(); }\n}\n",
    "mod a {\n    fn c() {}\n    #[cfg(test)]\n    mod tests { one!(); }\n}\n",
  ],
  [
    "src/lib.rs",
    "fn a() {}\n#[cfg(test)]\nmod tests { one!(); }\n",
    "fn a() {}\n#[cfg(test)]\nmod tests {}\n",
    "fn a() {}\n#[cfg(test)]\nmod tests { one!(); }\n",
  ],
  [
    "src/lib.rs",
    "struct A {\n    #[cfg(test)]\n    b: u8,\n}\nfn c() {}\n",
    "struct A {\n    #[cfg(test)]\n    b: u9,\n}\nfn d() {}\n",
    "struct A {\n    #[cfg(test)]\n    b: u9,\n}\nfn d() {}\n",
  ],
])("in %s", (path, was, is, text) => {
  expect(withOldTests(path, was, is)).toEqual({ text, isOld: true });
});

test("within a module of code, changed tests beside changed code are not put back", () => {
  const was = "mod a {\n    fn b() {}\n    #[cfg(test)]\n    mod tests { one!(); }\n}\n";
  const is = "mod a {\n    fn c() {}\n    #[cfg(test)]\n    mod tests {}\n}\n";
  expect(withOldTests("src/lib.rs", was, is)).toEqual({ text: is, isOld: false });
});

test("a file has tests where its runner names it, and more than examples of it", () => {
  const has = (path: string, name: string, text = ""): boolean =>
    isMixed(path, text, [{ file: path, suites: [], name, state: "passed", message: null }]);
  expect([has("src/a.py", "test_adds"), has("a.js", "adds")]).toEqual([true, true]);
  expect([has("src/a.py", "src.a.add"), has("a.py", "a")]).toEqual([false, false]);
  expect([has("a.ts", "adds", "if (import.meta.vitest) {}\n"), has("a.rs", "adds")]).toEqual([
    false,
    false,
  ]);
});

const example = (line: string, above = 0): string =>
  `${"//\n".repeat(above)}/// Adds.\n/// \`\`\`\n/// ${line}\n/// \`\`\`\nfn a() {}\n`;
test("an example is the same by what it says, wherever it stands", () => {
  const same = (now: string, at: number): boolean =>
    saysTheSame("src/lib.rs", ["a (line 2)", `a (line ${at})`], [example("one();"), now]);
  expect(same(example("one();", 3), 5)).toBe(true);
  expect(same(example("two();"), 2)).toBe(false);
  expect(same(example("one();").replace("```", "```should_panic"), 2)).toBe(false);
  const has = (now: string): boolean => hasItsExamples("src/lib.rs", example("one();"), now);
  expect([has(example("one();", 3)), has(example("two();")), has("fn a() {}\n")]).toEqual([
    true,
    false,
    false,
  ]);
  const text = (lines: string): string => `def a():\n    """A.\n\n    ${lines}\n    """\n`;
  const says = (now: string): boolean =>
    saysTheSame("a.py", ["a", "a"], [text(">>> a()\n    1"), text(now)]);
  expect(says(">>> a()\n    1\n\n    >>> b()\n    2")).toBe(true);
  expect(says(">>> a()\n    2")).toBe(false);
});
