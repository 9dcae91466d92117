/** Names of the tests in a runner's output, each once. */
interface TestNames {
  passed: string[];
  failed: string[];
}

/** How many names of each kind are kept of one command, and of how many characters. */
const MAX_NAMES = 1_000;
const MAX_NAME_LENGTH = 200;

/** Durations and counts after a name, which differ in every run. */
const TIMES = /(?:\s*[([][\d.]+\s*(?:ns|µs|us|ms|s|m|min)?[)\]]|\s+[\d.]+\s*(?:ms|s|m))+$/;

/**
 * Lines with one test's result, the name in the first group, of bun, node (spec and TAP), jest, vitest, mocha, pytest, go,
 * cargo, phpunit --testdox, dotnet, ctest.
 */
const PASSED = [
  /^\s*\(pass\) (.+)$/,
  /^\s*[✓✔√] (.+)$/,
  /^\s*ok \d+ (?:- )?(?!.*# (?:SKIP|TODO))(.+)$/i,
  /^(\S+::\S.*?) PASSED(?:\s+\[.*)?$/,
  /^\s*--- PASS: (\S+)/,
  /^test (.+) \.\.\. ok$/,
  /^\s{2,}Passed (\S.*)$/,
  /^\s*\d+\/\d+ Test\s+#\d+: (\S+) \.+\s+Passed/,
];
const FAILED = [
  /^\s*\(fail\) (.+)$/,
  /^\s*[✗✘✖×✕] (.+)$/,
  /^\s*not ok \d+ (?:- )?(?!.*# (?:SKIP|TODO))(.+)$/i,
  /^(\S+::\S.*?) (?:FAILED|ERROR)(?:\s+\[.*)?$/,
  /^(?:FAILED|ERROR) (\S+::\S+)(?: - .*)?$/,
  /^\s*--- FAIL: (\S+)/,
  /^test (.+) \.\.\. FAILED$/,
  /^\s{2,}Failed (\S.*)$/,
  /^\s*\d+\/\d+ Test\s+#\d+: (\S+) \.*\s*\*\*\*Failed/,
  // mocha has a number instead of the mark.
  /^\s{2,}\d+\) (\S.*[^:])$/,
];

/** An output without escape codes. Line by line: otherwise an unfinished code would remove all that follows. */
export const plainOutput = (text: string): string =>
  text
    .replaceAll("\r", "")
    .split("\n")
    .map((line) => Bun.stripANSI(line))
    .join("\n");

const nameIn = (line: string, patterns: RegExp[]): string | null => {
  for (const pattern of patterns) {
    const name = pattern.exec(line)?.[1]?.replace(TIMES, "").trim();
    if (name) return name.slice(0, MAX_NAME_LENGTH);
  }
  return null;
};

/** The results in a runner's output. A name that both passed and failed counts as failed. */
export function readTestOutput(text: string): TestNames {
  const passed = new Set<string>();
  const failed = new Set<string>();
  for (const line of plainOutput(text).split("\n")) {
    if (line.length > 2_000) continue;
    const bad = nameIn(line, FAILED);
    if (bad !== null && failed.size < MAX_NAMES) failed.add(bad);
    const good = bad === null ? nameIn(line, PASSED) : null;
    if (good !== null && passed.size < MAX_NAMES) passed.add(good);
  }
  return { passed: [...passed].filter((name) => !failed.has(name)), failed: [...failed] };
}
