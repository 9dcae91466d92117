import { join } from "node:path";
import * as z from "zod/mini";
import { readJson } from "../json.ts";
import type { TestCase, TestState } from "../report.ts";
import { fileIn, notLoaded, type RunDir, testCase } from "../run-dir.ts";
import { reportsTo } from "../runner.ts";

const problem = z.object({
  message: z.optional(z.string()),
  stack: z.optional(z.string()),
  location: z.optional(z.object({ file: z.string() })),
});
const spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.string(),
      results: z.array(z.object({ errors: z.array(problem) })),
    }),
  ),
});
const suite = z.object({
  title: z.string(),
  specs: z.array(spec),
  get suites() {
    return z.optional(z.array(suite));
  },
});
const results = z.object({
  config: z.object({ rootDir: z.string() }),
  suites: z.array(suite),
  errors: z.array(problem),
});

/**
 * Playwright Test. `expected` and `flaky` have passed in the end; its colour codes are taken out of
 * what it says.
 */
export const playwright = reportsTo({
  name: "playwright",
  calls: /^playwright test$/,
  own: ["--reporter", "--ui", "--list", "--debug", "--ui-host", "--ui-port"],
  ending: "json",
  ask: () => ["--reporter=list,json"],
  env: (path) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: path, PLAYWRIGHT_JSON_OUTPUT_NAME: path }),
  read(path, place) {
    const found = readJson(path, results);
    return found && testsOf(found, place);
  },
});

const saidIn = (problems: z.infer<typeof problem>[]): string =>
  Bun.stripANSI(problems.map((problem) => problem.stack ?? problem.message ?? "").join("\n"));

function testsOf({ config, suites, errors }: z.infer<typeof results>, place: RunDir): TestCase[] {
  const walk = (one: z.infer<typeof suite>, around: string[]): TestCase[] => [
    ...one.specs.flatMap((spec) => {
      const file = fileIn(join(config.rootDir, spec.file), place);
      return spec.tests.map((test) => caseOf(spec, test, around, file));
    }),
    ...(one.suites ?? []).flatMap((inner) =>
      walk(inner, [...around, ...(inner.title === "" ? [] : [inner.title])]),
    ),
  ];
  const loading = errors.map((error) =>
    notLoaded(fileIn(error.location?.file, place), saidIn([error])),
  );
  return [...suites.flatMap((file) => walk(file, [])), ...loading];
}

type Spec = z.infer<typeof spec>;
function caseOf(
  { title }: Spec,
  test: Spec["tests"][number],
  around: string[],
  file: string | null,
): TestCase {
  const states: Record<string, TestState> = {
    expected: "passed",
    flaky: "passed",
    skipped: "skipped",
  };
  const state = states[test.status] ?? "failed";
  // The same test in two browsers is two tests.
  const suites = test.projectName === "" ? around : [...around, `[${test.projectName}]`];
  const message = saidIn(test.results.flatMap((result) => result.errors));
  return testCase({ file, suites, name: title }, state, message);
}
