// What a run of `bun test` came to, as numbers.

const number = (attributes, name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(attributes)?.[1] ?? Number.NaN);

/**
 * Counts from the JUnit report of one `bun test` and its exit code (null: ended by a signal or the time limit). Whatever
 * ended badly without a failed test in its report (a file that does not load, a crash, no report, no test) counts as one
 * failure: nothing that went wrong is ever counted as nothing.
 */
export function countTests(report, exitCode) {
  const root = /<testsuites\b([^>]*)>/.exec(report ?? "")?.[1];
  const [tests, failed, skipped] = ["tests", "failures", "skipped"].map((name) => (root === undefined ? Number.NaN : number(root, name)));
  if (![tests, failed, skipped].every(Number.isInteger)) return { passed: 0, failed: 1, skipped: 0 };
  const passed = tests - failed - skipped;
  const ended = exitCode === 0 && tests > 0;
  return { passed, failed: failed > 0 ? failed : ended ? 0 : 1, skipped };
}

/** The sum of counts. */
export const addCounts = (counts) =>
  counts.reduce(
    (sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed, skipped: sum.skipped + (one.skipped ?? 0) }),
    { passed: 0, failed: 0, skipped: 0 },
  );

/** The last line of `npm test`. */
export const lastLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** Whether a job is asked for: every job without filters, else those whose name holds one of them. */
export const isWanted = (name, filters) => filters.length === 0 || filters.some((filter) => name.includes(filter));
