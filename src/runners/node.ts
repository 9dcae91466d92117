import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { framesIn, pathInProject } from "./frames.ts";
import { jsonLines } from "./json.ts";
import type { TestCase } from "./report.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

/**
 * `node --test`. Its JUnit report leaves out the files (before Node 24), so a reporter of ours writes each result as a line
 * of JSON: the events of `node:test`, with the suites in which they came.
 */
const REPORTER = `module.exports = async function* (events) {
  for await (const { type, data } of events) {
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

interface Event {
  type: "start" | "pass" | "fail";
  name: string;
  nesting: number;
  file?: string;
  skip?: boolean | string;
  todo?: boolean | string;
  suite: boolean;
  failure?: string;
  message: string | null;
}

const set = (value: boolean | string | undefined): boolean => value !== undefined && value !== false;

/** Tests in the order in which they ended. What holds other tests, a suite or a test, is not one itself unless it fails by itself. */
function testsOf(events: Event[], cwd: string): TestCase[] {
  const tests: TestCase[] = [];
  const open: { name: string; holds: boolean }[] = [];
  for (const event of events) {
    if (event.type === "start") {
      open.length = event.nesting;
      if (event.nesting > 0 && open[event.nesting - 1]) open[event.nesting - 1]!.holds = true;
      open[event.nesting] = { name: event.name, holds: false };
      continue;
    }
    const holds = open[event.nesting]?.holds ?? false;
    const byInner = event.failure === "subtestsFailed";
    if ((event.suite || holds) && (event.type === "pass" || byInner)) continue;
    const state = set(event.todo) ? "todo" : set(event.skip) ? "skipped" : event.type === "pass" ? "passed" : "failed";
    const message = state === "failed" ? (event.message ?? "") : null;
    tests.push({
      file: event.file === undefined ? null : pathInProject(event.file, cwd),
      suites: open.slice(0, event.nesting).map((one) => one.name),
      name: event.name,
      state,
      message,
      frames: message === null ? [] : framesIn(message, cwd),
    });
  }
  return tests;
}

/** A path as `NODE_OPTIONS` takes it. */
const quoted = (path: string): string => `"${path.replaceAll(/["\\]/g, "\\$&")}"`;

export const node: Runner = {
  name: "node",
  reporting({ words, cwd, report, env }) {
    if (programOf(words[0] ?? "") !== "node" || !words.includes("--test")) return null;
    if (hasOption(words, "--test-reporter", "--test-reporter-destination", "--watch")) return null;
    const reporter = `${report}-reporter.cjs`;
    const path = `${report}.jsonl`;
    writeFileSync(reporter, REPORTER);
    // Behind the names of files Node takes its own options for files.
    const options = ["--test-reporter=spec", "--test-reporter-destination=stdout"];
    options.push(`--test-reporter=${quoted(reporter)}`, `--test-reporter-destination=${quoted(path)}`);
    return {
      env: { NODE_OPTIONS: [env.NODE_OPTIONS, ...options].filter(Boolean).join(" ") },
      read: () => (existsSync(path) ? testsOf(jsonLines<Event>(readFileSync(path, "utf8")), cwd) : null),
    };
  },
};
