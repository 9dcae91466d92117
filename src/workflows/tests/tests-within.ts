import type { TestCase } from "../../runners/report.ts";
import { given } from "../../text.ts";
import { closeOf } from "./emptied.ts";

/**
 * Tests that stand within source files, as modules, blocks, classes or calls, and examples in their
 * documentation. Pure.
 */

const ATTRIBUTE = String.raw`#\[(?:"(?:\\.|[^"\\])*"|\[[^\]]*\]|[^"[\]])*\]`;
/** Attributes and comments, which belong to what follows. */
const ABOVE = String.raw`(?:(?:${ATTRIBUTE}|//.*\n|/\*[\s\S]*?\*/)\s*)*`;
const OF_A_TEST = String.raw`(?=#\[(?:cfg\((?:all\((?:[^()]*,\s*)?)?test\b|(?:\w+::)*\w*(?:test|quickcheck)))`;
/** What a block of tests begins with, where braces tell its end. */
const BLOCKS: [RegExp, RegExp][] = [
  [/\.rs$/, new RegExp(`^[ \\t]*${ABOVE}${OF_A_TEST}${ATTRIBUTE}\\s*${ABOVE}`, "gm")],
  [/\.zig$/, /^[ \t]*test\b/gm],
  [/\.d$/, /^[ \t]*unittest\b/gm],
];
/** And where it is a statement at the start of a line, up to the next one. */
const STATEMENTS: [RegExp, RegExp][] = [
  [/\.[cm]?[jt]sx?$/, /^(?:if \(import\.meta\.vitest\)|(?:test|it|describe|suite)\b)/gm],
  [
    /\.py$/,
    /^(?:@(?:(?!^(?:async )?(?:class|def)\b)[\s\S])*)?(?:class (?:\w*Test|\w+\([^)]*Test)|(?:async )?def (?:test|setUp|tearDown|load_tests))/gm,
  ],
];
const NEXT = /\n(?=[^\s)}\]])|(?![\s\S])/;
/** Texts and comments, whose lines are none of the file's. */
const NO_CODE =
  /(?:(?<=^|\s)#|\/\/).*|\/\*[\s\S]*?\*\/|("""|'''|`)(?:\\[\s\S]|(?!\1)[\s\S])*\1|(["'])(?:\\.|(?!\2)[^\\\n])*\2/gm;
/** What is a whole item of Rust at any place; others may be a field or a statement. */
const ITEM = /^(?:pub\b\S*\s+)?(?:mod|(?:async\s+|unsafe\s+)*fn)\b/;

interface Parts {
  /** Before, between and behind the tests. */
  code: string[];
  tests: string[];
  /** Whether the tests can stand behind all else. */
  canMove: boolean;
}

const isBlocks = (path: string): boolean => BLOCKS.some(([is]) => is.test(path));

function apart(path: string, text: string): Parts {
  const [, head] = [...BLOCKS, ...STATEMENTS].find(([is]) => is.test(path)) ?? [];
  const bare = isBlocks(path) ? text : text.replace(NO_CODE, (one) => "x".repeat(one.length));
  const parts: Parts = { code: [], tests: [], canMove: true };
  let at = 0;
  for (const { index, 0: found } of head === undefined ? [] : bare.matchAll(head)) {
    const from = index + found.length;
    const isInner = /^[ \t]/.test(found);
    if (index < at || (isInner && path.endsWith(".rs") && !ITEM.test(text.slice(from)))) continue;
    parts.code.push(text.slice(at, index));
    const close = closeOf(text, from, true) ?? text.length;
    at = isBlocks(path) ? close + 1 : from + bare.slice(from).search(NEXT);
    parts.tests.push(text.slice(index, at).trimEnd());
    parts.canMove &&= isBlocks(path) ? !isInner : found.startsWith("if");
  }
  parts.code.push(text.slice(at));
  return parts;
}

/** Attributes and the like that are left before blocks, and change what these say. */
const leftIn = ({ code }: Parts): string =>
  code
    .slice(0, -1)
    .map((one) => one.replace(/("(?:\\.|[^"\\])*")|\/\/.*|\/\*[\s\S]*?\*\//g, "$1").trim())
    .map((one) => one.replace(/^[\s\S]*(?:[;{},]|#!\[.*\])/, ""))
    .join("");

const OF_TESTS =
  /(?<![.\w])(?:test|describe|suite|assert|expect|unittest|pytest|TestCase)\b|\bit\s*[(=]/;
/** Whether new lines speak of tests, and so may decide what those beside them say. */
function decides(was: string, is: string, tests: string): boolean {
  if (tests === "") return false;
  const names = tests.match(/(?<=^(?:class|def) )\w+/gm) ?? [];
  return is
    .split("\n")
    .filter((line) => !was.includes(line))
    .some((line) => OF_TESTS.test(line) || names.some((name) => line.includes(name)));
}

/** A text with earlier tests in it, and whether that is certain. */
type Joined = [text: string, isSure: boolean];

function joined(path: string, was: string, is: string): Joined {
  const [old, now] = [apart(path, was), apart(path, is)];
  const codeOf = ({ code }: Parts): string => code.map((one) => one.trim()).join("\n");
  const tests = old.tests.join("\n");
  if (tests === now.tests.join("\n"))
    return [is, isBlocks(path) ? leftIn(old) === leftIn(now) : !decides(was, is, tests)];
  if (codeOf(old).trim() === codeOf(now).trim()) return [was, true];
  const canBe = !isBlocks(path) || leftIn(old) + leftIn(now) === "";
  if (canBe && old.canMove && now.canMove)
    return [[now.code.join("").trimEnd(), ...old.tests, ""].join("\n"), true];
  if (canBe && isBlocks(path) && old.tests.length === now.tests.length)
    return [now.code.map((one, at) => one + (old.tests[at] ?? "")).join(""), true];
  return [is, tests === ""];
}

/** What tests are written with where they are calls or classes. */
const FRAMEWORK = /\b(?:unittest|pytest|node:test|bun:test|vitest)\b/;
/** Whether a file has tests that are told apart, by what they are written with. */
export const holdsTests = (path: string, text: string): boolean =>
  FRAMEWORK.test(text) && apart(path, text).tests.length > 0;

/** Whether tests that passed by a runner's word are told apart, as far as they are of this file. */
export function areApart(path: string, text: string, tests: readonly TestCase[]): boolean {
  const own = tests.filter(({ file, state }) => file === path && state === "passed");
  if (own.length === 0 || isBlocks(path)) return true;
  const all = apart(path, text).tests.join("\n");
  // In Python it has the name of its module.
  const isExample = (name: string): boolean =>
    path.endsWith(".py") && (name.includes(".") || path.split(/[/.]/).includes(name));
  return own
    .map(({ name }) => name.replace(/\s*[[(].*/, ""))
    .every((name) => isExample(name) || all.includes(name));
}

/** An example in a comment of Rust is reported with the line that it begins in. */
export const withoutLine = (title: string): string => title.replace(/ \(line \d+\)$/, "");

const DOCS_OF_RUST = /(?:^[ \t]*\/\/[/!](?!\/).*\n)+|\/\*[*!](?!\*)[\s\S]*?\*\//gm;
const DOCS_OF_PYTHON =
  /(?:^[ \t]*(?:class|(?:async )?def)\b(?:(?!\n[ \t]*(?:class|def|async)\b)[\s\S])*?:[ \t]*(?:#.*)?\n|(?<![\s\S])(?:#.*\n|\s)*)\s*([rRuU]{0,2}("""|''')[\s\S]*?\2)/gm;

/** Documentation with examples, which a runner may try, and the same at a function of any name. */
function shownIn(path: string, text: string): Map<string, (name: string) => string> {
  if (path.endsWith(".py"))
    return new Map(
      [...text.matchAll(DOCS_OF_PYTHON)].flatMap(([whole, own]) =>
        given(own!.includes(">>> "), [whole, (name) => `\n\ndef ${name}():\n    ${own}\n`]),
      ),
    );
  const all = path.endsWith(".rs") ? (text.match(DOCS_OF_RUST) ?? []) : [];
  return new Map(
    all
      .map((one) => one.trimEnd().replace(/^[ \t]+/gm, ""))
      .filter((one) => /```|~~~| {4}|\t/.test(one))
      .map((one) => {
        const outer = one.replace(/^\/\/!/gm, "///").replace(/^\/\*!/, "/**");
        return [one, (name) => `${outer}\n#[cfg(doctest)]\nfn ${name}() {}\n`];
      }),
  );
}

const EARLIER = "earlier_example";
/** Whether a test is an example that was put back. */
export const isEarlierExample = ({ name }: TestCase): boolean => name.includes(EARLIER);

/**
 * The new text of a source file with its tests as they were, and the examples that it has no more;
 * the same where it had none. `was`: the old text with the same examples.
 */
export function withOldTests(path: string, was: string, is: string) {
  const [text, isSure] = joined(path, was, is);
  const left = shownIn(path, is);
  const gone = [...shownIn(path, was)].filter(([whole]) => !left.has(whole));
  const put = gone.map(([, at], nth) => at(`${EARLIER}_${nth + 1}`));
  const withExamples = (one: string): string => {
    const main = path.endsWith(".py") ? one.search(/^if __name__\b/m) : -1;
    const end = main < 0 ? one.length : main;
    return put.length === 0 ? one : [one.slice(0, end), ...put, one.slice(end)].join("\n");
  };
  return { text: withExamples(text), was: withExamples(was), isSure };
}
