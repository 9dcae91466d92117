import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod/mini";
import { jsonLines, readReport } from "../json.ts";
import type { TestCase } from "../report.ts";
import { fileIn, notLoaded, type RunDir, testCase } from "../run-dir.ts";
import type { Runner } from "../runner.ts";

/**
 * `node --test`. Its JUnit report leaves out the files (before Node 24), so a reporter of ours
 * writes each result as a line of JSON: the events of `node:test`, with the suites in which they
 * came, and what files wrote as errors.
 */
const REPORTER = `module.exports = async function* (events) {
  for await (const { type, data } of events) {
    if (type === "test:stderr") yield JSON.stringify({ type: "stderr", name: "", nesting: 0, file: data.file, suite: false, message: data.message }) + "\\n";
    if (type === "test:start" || type === "test:pass" || type === "test:fail") {
      const error = data.details?.error;
      const cause = error?.cause ?? error;
      const message = error ? String(cause?.stack ?? cause) : null;
      const { name, nesting, file, skip, todo } = data;
      yield JSON.stringify({ type: type.slice(5), name, nesting, file, skip, todo, suite: data.details?.type === "suite", failure: error?.failureType, message }) + "\\n";
    }
  }
};
`;

const reason = z.optional(z.union([z.boolean(), z.string()]));
const event = z.object({
  type: z.enum(["start", "pass", "fail", "stderr"]),
  name: z.string(),
  nesting: z.number().check(z.int(), z.minimum(0), z.maximum(1_000)),
  file: z.optional(z.string()),
  skip: reason,
  todo: reason,
  suite: z.boolean(),
  failure: z.optional(z.string()),
  message: z.nullable(z.string()),
});

const set = (value: boolean | string | undefined): boolean =>
  value !== undefined && value !== false;

/**
 * Tests in the order in which they ended. What holds other tests, a suite or a test, is not one
 * itself unless it fails by itself.
 */
function testsOf(events: z.infer<typeof event>[], place: RunDir): TestCase[] {
  const tests: TestCase[] = [];
  const open: { name: string; holds: boolean; from: number }[] = [];
  const errors = new Map<string, string>();
  for (const { type, name, nesting, file, ...event } of events) {
    if (type === "stderr") {
      errors.set(file ?? "", (errors.get(file ?? "") ?? "") + event.message);
      continue;
    }
    if (type === "start") {
      open.length = Math.min(open.length, nesting);
      const outer = open[nesting - 1];
      if (outer) outer.holds = true;
      open[nesting] = { name, holds: false, from: tests.length };
      continue;
    }
    // A file is an entry of its own where it has no tests, or ended badly beside them.
    const isFile =
      nesting === 0 &&
      resolve(place.cwd, name) === resolve(place.cwd, file ?? name) &&
      /\.\w+$/.test(name);
    if (isFile) {
      if (type === "pass") continue;
      const message = [errors.get(file ?? ""), event.message].filter(Boolean).join("\n");
      tests.push(notLoaded(fileIn(file ?? name, place), message));
      continue;
    }
    const { holds, from } = open[nesting] ?? { holds: false, from: tests.length };
    if (holds && !event.suite)
      for (const test of tests.slice(from)) test.held = test.suites.length - nesting;
    if ((event.suite || holds) && (type === "pass" || event.failure === "subtestsFailed")) continue;
    const state =
      set(event.todo) || set(event.skip) ? "skipped" : type === "pass" ? "passed" : "failed";
    const suites = open.slice(0, nesting).map((one) => one?.name ?? "");
    tests.push(testCase({ file: fileIn(file, place), suites, name }, state, event.message));
  }
  return tests;
}

/** A path as `NODE_OPTIONS` takes it. */
const quoted = (path: string): string => `"${path.replaceAll(/["\\]/g, "\\$&")}"`;

export const node: Runner = {
  name: "node",
  // tsx starts Node with the options that it does not know itself.
  calls: /^(?:node|tsx) /,
  own: ["--test-reporter", "--test-reporter-destination", "--watch"],
  reporting({ words, report, env, ...place }) {
    if (!words.includes("--test")) return null;
    const reporter = `${report}-reporter.cjs`;
    const path = `${report}.jsonl`;
    writeFileSync(reporter, REPORTER);
    // After the names of files Node takes its own options for files.
    const options = ["--test-reporter=spec", "--test-reporter-destination=stdout"];
    options.push(
      `--test-reporter=${quoted(reporter)}`,
      `--test-reporter-destination=${quoted(path)}`,
    );
    return {
      env: { NODE_OPTIONS: [env.NODE_OPTIONS, ...options].filter(Boolean).join(" ") },
      read: () => {
        const text = readReport(path);
        return text === null ? null : testsOf(jsonLines(text, event), place);
      },
    };
  },
};
