import type { TestCase } from "../../runners/report.ts";
import { closeOf } from "./emptied.ts";

/**
 * Tests that stand within source files: modules of tests in Rust, blocks in Zig, D and Vitest, and
 * examples in comments. Pure.
 */

/** What such a block begins with. */
const HEADS: [RegExp, RegExp][] = [
  [
    /\.rs$/,
    /^[ \t]*(?:#\[.*\].*\n\s*)*?#\[(?:cfg\((?:(?:all|any)\((?:[^()]*,\s*)?)?test\b|(?:\w+::)*\w*test\w*\b).*(?=(?:\s*#\[.*\].*)*\s*(?:pub\b\S*\s+)?(?:async\s+)?(?:mod|fn)\b)/gm,
  ],
  [/\.zig$/, /^[ \t]*test\b/gm],
  [/\.d$/, /^[ \t]*unittest\b/gm],
  [/\.[cm]?[jt]sx?$/, /^if \(import\.meta\.vitest\)/gm],
];

interface Parts {
  code: string;
  tests: string[];
  /** Whether each can stand after all else. */
  canMove: boolean;
}

/** A text without its blocks of tests, and these. */
function apart(path: string, text: string): Parts {
  const head = HEADS.find(([is]) => is.test(path))?.[1];
  const parts: Parts = { code: "", tests: [], canMove: true };
  let at = 0;
  for (const { index, 0: found } of head === undefined ? [] : text.matchAll(head)) {
    if (index < at) continue;
    const close = closeOf(text, index + found.length, true);
    const end = close === null ? text.length : close + 1;
    parts.code += text.slice(at, index);
    parts.tests.push(text.slice(index, end));
    parts.canMove &&= !/^[ \t]/.test(found);
    at = end;
  }
  return { ...parts, code: parts.code + text.slice(at) };
}

/**
 * The new text of a source file with the tests in it as they were, and whether they are; the same
 * where it had none.
 */
export function withOldTests(path: string, was: string, is: string) {
  const [old, now] = [apart(path, was), apart(path, is)];
  if (old.tests.join("\n") === now.tests.join("\n")) return { text: is, isOld: true };
  if (old.code.trim() === now.code.trim()) return { text: was, isOld: true };
  if (!old.canMove || !now.canMove) return { text: is, isOld: false };
  return { text: [now.code.trimEnd(), ...old.tests, ""].join("\n"), isOld: true };
}

/**
 * Whether a file has tests, by what its runner says, that nothing tells apart from its code.
 * `passed`: tests that passed.
 */
export const isMixed = (path: string, text: string, passed: readonly TestCase[]): boolean =>
  // Cargo names the root of a crate for whatever file of it.
  !/\.(?:rs|zig|d)$/.test(path) &&
  passed.some(({ file, name }) => file === path && !isExample(path, name)) &&
  apart(path, text).tests.length === 0;
/** An example of Python has the name of its module. */
const isExample = (path: string, name: string): boolean =>
  path.endsWith(".py") && (name.includes(".") || path.split(/[/.]/).includes(name));

/** An example in a comment of Rust that is reported with the line that it begins in. */
const IN_LINE = / \(line (\d+)\)$/;
/** The title of a test, whatever the line of its example. */
export const withoutLine = (title: string): string => title.replace(IN_LINE, "");

/** The text of that example, by its title; "" for any other test. */
function exampleAt(title: string, text: string): string {
  const line = Number(IN_LINE.exec(title)?.[1] ?? 0);
  return line === 0 ? "" : fencedFrom(text.split("\n"), line - 1);
}

/** What stands within the fence that opens in a line, with its opening. */
function fencedFrom(lines: readonly string[], at: number): string {
  const bare = lines
    .slice(at)
    .map((one) => one.replace(/^\s*(?:\/\/[/!]|\/\*[*!]|\*)? ?/, "").trim());
  const end = bare.findIndex((one, nth) => nth > 0 && one.startsWith("```"));
  return bare.slice(0, end < 0 ? undefined : end).join("\n");
}

/** Examples of a file that a runner may try: of Rust, and of Python with what they are to print. */
function examplesIn(path: string, text: string): string[] {
  if (path.endsWith(".py"))
    return (text.match(/^[ \t]*>>> (?:.*\n)(?:[ \t]*(?!"""|''')\S.*\n)*/gm) ?? []).map((one) =>
      one.replace(/^[ \t]+/gm, ""),
    );
  if (!path.endsWith(".rs")) return [];
  const lines = text.split("\n");
  const fences = lines.flatMap((line, at) =>
    /^\s*(?:\/\/[/!]|\/?\*).*```/.test(line) ? [at] : [],
  );
  return fences.filter((_, nth) => nth % 2 === 0).map((at) => fencedFrom(lines, at));
}

/** Whether a file has each example that it had. */
export function hasItsExamples(path: string, was: string, is: string): boolean {
  const left = examplesIn(path, is);
  return examplesIn(path, was).every((one) => left.includes(one));
}

/**
 * Whether an example of a source file, by its title before and now, says what it said; of any other
 * test in it nothing tells otherwise.
 */
export const saysTheSame = (
  path: string,
  [was, is]: readonly [title: string, title: string],
  [before, now]: readonly [text: string, text: string],
): boolean =>
  exampleAt(was, before) === exampleAt(is, now) &&
  (path.endsWith(".rs") || hasItsExamples(path, before, now));
