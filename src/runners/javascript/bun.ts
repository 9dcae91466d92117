import { plainOutput } from "../../project/commands/test-output.ts";
import { readJUnit } from "../junit.ts";
import type { TestCase } from "../report.ts";
import { fileIn, notLoaded, type RunDir } from "../run-dir.ts";
import { reportsTo } from "../runner.ts";

/**
 * The report has no word of a file that cannot be loaded, or breaks beside its tests: the output
 * has, under the file's name.
 */
const BROKEN = /^# Unhandled error between tests\n-+\n([\s\S]*?)\n-{20,}$/gm;
const HEADING = /^(\S.*\.[cm]?[jt]sx?):$/gm;

function brokenFiles(stderr: string, place: RunDir): TestCase[] {
  const text = plainOutput(stderr);
  return [...text.matchAll(BROKEN)].map(({ 1: message, index }) => {
    const heading = [...text.slice(0, index).matchAll(HEADING)].at(-1)?.[1];
    return notLoaded(fileIn(heading, place), message);
  });
}

/**
 * `bun test`. Its JUnit report comes beside its own output; groups stand innermost first in
 * `classname`, and as suites.
 */
export const bun = reportsTo({
  name: "bun",
  calls: /^bun test$/,
  own: ["--reporter", "--reporter-outfile", "--watch", "--hot"],
  ending: "xml",
  ask: (path) => ["--reporter=junit", `--reporter-outfile=${path}`],
  read(path, place, { stderr }) {
    // The outermost suite is the file.
    const tests = readJUnit(path, place, ({ file, suites, name }) => ({
      file,
      suites: suites.slice(1),
      name,
    }));
    const broken = brokenFiles(stderr, place);
    return tests === null && broken.length === 0 ? null : [...(tests ?? []), ...broken];
  },
});
