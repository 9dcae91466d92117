import { framesIn, pathInProject } from "./frames.ts";
import { readJson } from "./json.ts";
import { NOT_LOADED, type TestCase, type TestState } from "./report.ts";

/** The JSON of `jest --json`, which Vitest writes as well. */
interface Results {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { ancestorTitles: string[]; title: string; status: string; failureMessages?: string[] | null }[];
  }[];
}

/** `pending`: skipped in jest; `disabled`: not selected. */
const STATES: Record<string, TestState> = { passed: "passed", failed: "failed", todo: "todo" };

/** The tests of such a report; a file that could not be loaded is one failed test of its own. Null without a report. */
export function readJestJson(path: string, cwd: string): TestCase[] | null {
  const results = readJson<Results>(path)?.testResults;
  if (!Array.isArray(results)) return null;
  return results.flatMap(({ name, status, message, assertionResults }) => {
    const file = pathInProject(name, cwd);
    const tests = assertionResults.map((one): TestCase => {
      const state = STATES[one.status] ?? "skipped";
      const said = state === "failed" ? (one.failureMessages ?? []).join("\n") : null;
      return {
        file,
        suites: one.ancestorTitles,
        name: one.title,
        state,
        message: said,
        frames: said === null ? [] : framesIn(said, cwd),
      };
    });
    // Also where what stands behind all tests fails, as a hook: the file is red, and no test of it.
    if (status !== "failed" || tests.some((one) => one.state === "failed")) return tests;
    const said = message ?? "";
    return [
      ...tests,
      { file, suites: [], name: NOT_LOADED, state: "failed", message: said, frames: framesIn(said, cwd) },
    ];
  });
}
