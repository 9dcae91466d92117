// What a run of `bun test` came to, as numbers.
import { NEEDS } from "./needs.mjs";

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

const unescaped = (text) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name]);

/** The tests of such a report that need something of the machine: their whole names, files, what it is, and whether they were skipped. */
export function needingTests(report) {
  const tests = [...(report ?? "").matchAll(/<testcase name="([^"]*)" classname="([^"]*)"[^>]* file="([^"]*)"[^>]*?(?:\/>|>\s*(<skipped)?)/g)];
  return tests.flatMap(([, own, above, file, skipped]) => {
    // The innermost comes first.
    const names = [own, ...(above === "" ? [] : above.split(" &gt; "))];
    const name = unescaped(names.reverse().join(" "));
    const needs = new RegExp(NEEDS).exec(name)?.[1].split(", ");
    return needs === undefined ? [] : [{ name, file, needs, isSkipped: skipped !== undefined }];
  });
}

/** Whether a run has the test of this name: with a pattern only those that it matches. */
export const isPlayed = ({ name }, part) => part === null || new RegExp(part).test(name);

/** The sum of counts. `missing`: of each test that was skipped for it, what this machine does not have. */
export const addCounts = (counts) => ({
  passed: counts.reduce((sum, one) => sum + one.passed, 0),
  failed: counts.reduce((sum, one) => sum + one.failed, 0),
  skipped: counts.reduce((sum, one) => sum + (one.skipped ?? 0), 0),
  missing: counts.flatMap((one) => one.missing ?? []),
});

/** The last line of `npm test`. */
export function lastLine({ passed, failed, missing = [] }) {
  const sum = `${passed} passed, ${failed} failed`;
  return missing.length === 0 ? sum : `${sum}, ${missing.length} skipped: no ${[...new Set(missing.flat())].sort().join(", no ")}`;
}

/** Whether a job is asked for: every job without filters, else those whose name holds one of them. */
export const isWanted = (name, filters) => filters.length === 0 || filters.some((filter) => name.includes(filter));
