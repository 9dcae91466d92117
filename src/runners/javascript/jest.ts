import * as z from "zod/mini";
import { readJson } from "../json.ts";
import type { TestCase, TestState } from "../report.ts";
import { fileIn, notLoaded, type RunDir, testCase } from "../run-dir.ts";
import { reportsTo } from "../runner.ts";

/** The JSON of `jest --json`, which Vitest writes as well. */
const results = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.nullish(z.string()),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.nullish(z.array(z.string())),
        }),
      ),
    }),
  ),
});

/** `pending` and `todo`: skipped in jest; `disabled`: not selected. */
const STATES: Record<string, TestState> = { passed: "passed", failed: "failed" };

/**
 * The tests of such a report; a file that could not be loaded is one failed test of its own. Null
 * without a report.
 */
function readJestJson(path: string, place: RunDir): TestCase[] | null {
  const found = readJson(path, results);
  if (found === null) return null;
  return found.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = fileIn(name, place);
    const tests = assertionResults.map((assertionResult): TestCase => {
      const named = {
        file,
        suites: assertionResult.ancestorTitles.filter((title) => title !== ""),
        name: assertionResult.title,
      };
      return testCase(
        named,
        STATES[assertionResult.status] ?? "skipped",
        assertionResult.failureMessages?.join("\n"),
      );
    });
    // Also where what stands after all tests fails, as a hook: the file is red, and no test of it.
    if (status !== "failed" || tests.some((test) => test.state === "failed")) return tests;
    return [...tests, notLoaded(file, message)];
  });
}

/**
 * Jest, also by programs that hand their arguments on to it. With a file for its JSON the person's
 * output stays as it is.
 */
export const jest = reportsTo({
  name: "jest",
  calls: /^jest |^(?:react-scripts|craco|react-app-rewired) test$/,
  own: ["--json", "--outputFile", "--watch", "--watchAll", "--listTests", "--showConfig", "--init"],
  ending: "json",
  ask: (path) => ["--json", `--outputFile=${path}`],
  read: readJestJson,
});

/** Vitest, from 0.34 on: several reporters, and a file for each. */
export const vitest = reportsTo({
  name: "vitest",
  calls: /^vitest (?!(?:bench|list|watch|dev|init|typecheck)$)/,
  own: ["--reporter", "--outputFile", "--watch", "-w", "--ui", "--mergeReports", "--standalone"],
  ending: "json",
  ask: (path) => ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`],
  read: readJestJson,
});
