/** How many names of each kind are kept of one command, and of how many characters. */
const MAX_NAMES = 1_000;
const MAX_NAME_LENGTH = 200;

/** Durations and counts after a name, which differ in every run. */
const TIMES = /(?:\s*[([][\d.]+\s*(?:ns|µs|us|ms|s|m|min)?[)\]]|\s+[\d.]+\s*(?:ms|s|m))+$/;

/**
 * Lines with one test's result, the name in the first group, of bun, node (spec and TAP), jest,
 * vitest, mocha, ava, pytest, go, cargo, phpunit --testdox, dotnet, ctest.
 */
const PASSED = [
  /^\s*\(pass\) (.+)$/,
  /^\s*[✓✔√] (?!.*# (?:SKIP|TODO)\b)(.+)$/,
  /^\s*ok \d+ (?:- )?(?!.*# (?:SKIP|TODO))(.+)$/i,
  /^(\S+::\S.*?) PASSED(?:\s+\[.*)?$/,
  /^\s*--- PASS: (\S+)/,
  /^test (?:\S+\.(?:rs|md) - )?(.+?)(?: - should panic)? \.\.\. ok$/,
  /^\s{2,}Passed (\S.*)$/,
  /^\s*\d+\/\d+ Test\s+#\d+: (\S+) \.+\s+Passed/,
];
const FAILED = [
  /^\s*\(fail\) (.+)$/,
  // ESLint counts its problems after the same mark.
  /^\s*[✗✘✖×✕] (?:\[fail\]: )?(?!.*# (?:SKIP|TODO)\b|failing tests:$|\d+ problems? \()(.+)$/,
  /^\s*not ok \d+ (?:- )?(?!.*# (?:SKIP|TODO))(.+)$/i,
  /^(\S+::\S.*?) (?:FAILED|ERROR)(?:\s+\[.*)?$/,
  /^(?:FAILED|ERROR) (\S+::\S+)(?: - .*)?$/,
  /^\s*--- FAIL: (\S+)/,
  /^test (?:\S+\.(?:rs|md) - )?(.+?)(?: - should panic)? \.\.\. FAILED$/,
  /^\s{2,}Failed (\S.*)$/,
  /^\s*\d+\/\d+ Test\s+#\d+: (\S+) \.*\s*\*\*\*Failed/,
  // mocha has a number instead of the mark.
  /^\s{2,}\d+\) (\S.*[^:])$/,
];

/**
 * An output without escape codes. Line by line: otherwise an unfinished code would remove all that
 * follows.
 */
export const plainOutput = (text: string): string =>
  text
    .replaceAll("\r", "")
    .split("\n")
    .map((line) => Bun.stripANSI(line))
    .join("\n");

const nameIn = (line: string, patterns: RegExp[]): string | null => {
  const names = patterns
    .values()
    .map((pattern) => pattern.exec(line)?.[1]?.replace(TIMES, "").trim());
  return names.find((name) => name && !FILE.test(name))?.slice(0, MAX_NAME_LENGTH) ?? null;
};

/** What a line of a group begins with: its depth, and its name where it has a line of its own. */
const PLAN = /^(\s+)1\.\.\d+$/;
const GROUP = /^(\s*)▶ (.+)$/;
/** A file that a runner lists with its tests, or because it has none. */
const FILE = /^\S+\.[cm]?[jt]sx?(?:\s+\(\d+ tests?\b.*)?$/;

/**
 * Playwright puts places before a title, and tells as failed what passes at the next try: such
 * lines name no test.
 */
const PLAYWRIGHT = / (?:› )?\S+?:\d+:\d+ › /;

const indentOf = (line: string): number => line.length - line.trimStart().length;

/**
 * Which lines tell of one test: groups of node:test end with a line like that of a test, which in
 * TAP comes after their plan; RSpec numbers what is pending as it numbers what failed, and Mocha
 * numbers what failed once more at the end.
 */
function testLines(lines: readonly string[]): string[] {
  let isPending = false;
  let isSummary = false;
  let plan = 0;
  const open: string[] = [];
  return lines.filter((line) => {
    if (line.length > 2_000) return false;
    if (/^\S/.test(line)) isPending = /^Pending:/.test(line);
    if (/^\s+\d+ failing\b/.test(line)) isSummary = true;
    if ((isSummary && /^\s+\d+\) /.test(line)) || PLAYWRIGHT.test(line)) return false;
    const planned = PLAN.exec(line);
    if (planned) plan = planned[1]!.length;
    if (/^\s*(?:not )?ok \d/.test(line)) {
      const isGroup = plan > indentOf(line);
      plan = 0;
      if (isGroup) return false;
    }
    const group = GROUP.exec(line);
    const named = group ?? /^(\s*)[✔✖] (.+)$/.exec(line);
    if (named) {
      const key = named[1]! + named[2]!.replace(TIMES, "");
      if (open.at(-1) === key) {
        open.pop();
        return false;
      }
      if (group) open.push(key);
    }
    return !isPending;
  });
}

function namesIn(text: string): Record<"passed" | "failed", Set<string>> {
  const found = { passed: new Set<string>(), failed: new Set<string>() };
  for (const line of testLines(plainOutput(text).split("\n"))) {
    const bad = nameIn(line, FAILED);
    const [names, name] = bad === null ? [found.passed, nameIn(line, PASSED)] : [found.failed, bad];
    if (name !== null && names.size < MAX_NAMES) names.add(name);
  }
  return found;
}

/** The results in a runner's output. A name that both passed and failed counts as failed. */
export function readTestOutput(text: string): Record<"passed" | "failed", string[]> {
  const { passed, failed } = namesIn(text);
  // Go tells of a test with others in it as of one.
  const outer = new Set([...passed, ...failed].flatMap((name) => goParents(name)));
  const own = (name: string): boolean => !outer.has(name);
  return {
    passed: [...passed].filter((name) => !failed.has(name) && own(name)),
    failed: [...failed].filter(own),
  };
}

/**
 * Counts of failed tests in the output of runners. Some print none where no test failed, so a count
 * of passed tests then means 0.
 */
export const FAILURE_COUNTS =
  /\b\d+ (?:\w+ )?(?:fail(?:ed|ing|ures?|s)?|errors?)\b|\b(?:fail(?:ed|ures?|s)?|errors?)(?:[:=] *| +)\d+\b/gi;
const PASSED_COUNT = /\b\d+ (?:tests? )?pass(?:ed|ing)\b/i;

/** Whether an output counts tests as failed; null: it counts none at all. */
export function countsFailed(text: string): boolean | null {
  const counts = text.match(FAILURE_COUNTS) ?? [];
  return (
    counts.some((count) => /[1-9]/.test(count)) ||
    (counts.length > 0 || PASSED_COUNT.test(text) ? false : null)
  );
}

/**
 * Names that an output tells as passed and as failed: more than one test has them, as in the
 * packages of a workspace.
 */
export function namesOfSeveral(text: string): string[] {
  const { passed, failed } = namesIn(text);
  return [...failed].filter((name) => passed.has(name));
}

/** `TestA` and `TestA/b` of `TestA/b/c`. */
function goParents(name: string): string[] {
  const parts = /^(?:Test|Fuzz|Example)\w*\/\S*$/.test(name) ? name.split("/") : [];
  return parts.slice(0, -1).map((_, at) => parts.slice(0, at + 1).join("/"));
}
