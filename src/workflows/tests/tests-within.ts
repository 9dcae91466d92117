import { closeOf } from "./emptied.ts";

/**
 * Tests that stand within source files: modules of tests in Rust, blocks in Zig, D and Vitest, and
 * examples in comments. Pure.
 */

/** What such a block begins with, at the start of a line. */
const HEADS: [RegExp, RegExp][] = [
  [
    /\.rs$/,
    /^(?:#\[.*\]\s*\n)*?#\[(?:cfg\((?:all\()?test\b|(?:\w+::)*(?:test|rstest|test_case)\b).*/gm,
  ],
  [/\.zig$/, /^test\b/gm],
  [/\.d$/, /^unittest\b/gm],
  [/\.[cm]?[jt]sx?$/, /^if \(import\.meta\.vitest\)/gm],
];

/** A text without its blocks of tests, and these. */
function apart(path: string, text: string): { code: string; tests: string[] } {
  const head = HEADS.find(([is]) => is.test(path))?.[1];
  const tests: string[] = [];
  let [code, at] = ["", 0];
  for (const { index, 0: found } of head === undefined ? [] : text.matchAll(head)) {
    if (index < at) continue;
    const close = closeOf(text, index + found.length, true);
    const end = close === null ? text.length : close + 1;
    code += text.slice(at, index);
    tests.push(text.slice(index, end));
    at = end;
  }
  return { code: code + text.slice(at), tests };
}

/** The new text of a source file with the tests in it as they were; the same where it had none. */
export function withOldTests(path: string, was: string, is: string): string {
  const [old, now] = [apart(path, was), apart(path, is)];
  if (old.tests.length === 0 && now.tests.length === 0) return is;
  return [now.code.trimEnd(), ...old.tests, ""].join("\n");
}

/** An example in a comment of Rust that is reported with the line that it begins in. */
const IN_LINE = / \(line (\d+)\)$/;
/** The title of a test, whatever the line of its example. */
export const withoutLine = (title: string): string => title.replace(IN_LINE, "");

/** The text of that example, by its title; "" for any other test. */
function exampleAt(title: string, text: string): string {
  const line = Number(IN_LINE.exec(title)?.[1] ?? 0);
  if (line === 0) return "";
  const bare = text
    .split("\n")
    .slice(line)
    .map((one) => one.replace(/^\s*\/\/[/!] ?/, "").trim());
  const end = bare.findIndex((one) => one.startsWith("```"));
  return bare.slice(0, end < 0 ? undefined : end).join("\n");
}

/** Examples in texts of Python, with what they are to print. */
const examplesIn = (path: string, text: string): string[] =>
  path.endsWith(".py")
    ? (text.match(/^[ \t]*>>> (?:.*\n)(?:[ \t]*(?!"""|''')\S.*\n)*/gm) ?? []).map((one) =>
        one.replace(/^[ \t]+/gm, ""),
      )
    : [];

/**
 * Whether an example of a source file, by its title before and now, says what it said; of any other
 * test in it nothing tells otherwise.
 */
export function saysTheSame(
  path: string,
  [was, is]: readonly [title: string, title: string],
  [before, now]: readonly [text: string, text: string],
): boolean {
  if (exampleAt(was, before) !== exampleAt(is, now)) return false;
  const left = examplesIn(path, now);
  return examplesIn(path, before).every((one) => left.includes(one));
}
