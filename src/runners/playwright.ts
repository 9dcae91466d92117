import { join, relative } from "node:path";
import { framesIn, pathInProject } from "./frames.ts";
import { readJson } from "./json.ts";
import { NOT_LOADED, type TestCase, type TestState } from "./report.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

interface Suite {
  title: string;
  file: string;
  specs: Spec[];
  suites?: Suite[];
}
interface Spec {
  title: string;
  file: string;
  tests: { projectName: string; status: string; annotations: { type: string }[]; results: { errors: Problem[] }[] }[];
}
interface Problem {
  message?: string;
  stack?: string;
  location?: { file: string };
}
interface Results {
  config: { rootDir: string };
  suites: Suite[];
  errors: Problem[];
}

/** Playwright Test. `expected` and `flaky` have passed in the end; its colour codes are taken out of what it says. */
export const playwright: Runner = {
  name: "playwright",
  reporting({ words, cwd, report }) {
    if (programOf(words[0] ?? "") !== "playwright" || words[1] !== "test") return null;
    if (hasOption(words, "--reporter", "--ui", "--list", "--debug")) return null;
    const path = `${report}.json`;
    return {
      add: ["--reporter=list,json"],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: path, PLAYWRIGHT_JSON_OUTPUT_NAME: path },
      read: () => {
        const results = readJson<Results>(path);
        return results === null ? null : testsOf(results, cwd);
      },
    };
  },
};

function testsOf({ config, suites, errors }: Results, cwd: string): TestCase[] {
  const inProject = (file: string): string | null => pathInProject(relative(cwd, join(config.rootDir, file)), cwd);
  const walk = (suite: Suite, around: string[]): TestCase[] => [
    ...suite.specs.flatMap((spec) => spec.tests.map((test) => caseOf(spec, test, around, inProject(spec.file), cwd))),
    ...(suite.suites ?? []).flatMap((one) => walk(one, [...around, one.title])),
  ];
  const found = suites.flatMap((file) => walk(file, []));
  const loading = errors.map((one): TestCase => {
    const said = Bun.stripANSI(one.stack ?? one.message ?? "");
    const file = one.location === undefined ? null : pathInProject(one.location.file, cwd);
    return { file, suites: [], name: NOT_LOADED, state: "failed", message: said, frames: framesIn(said, cwd) };
  });
  return [...found, ...loading];
}

function caseOf(spec: Spec, test: Spec["tests"][number], around: string[], file: string | null, cwd: string): TestCase {
  const states: Record<string, TestState> = { expected: "passed", flaky: "passed", skipped: "skipped" };
  const isTodo = test.annotations.some((one) => one.type === "fixme");
  const state = isTodo && test.status === "skipped" ? "todo" : (states[test.status] ?? "failed");
  const errors = test.results.flatMap((one) => one.errors);
  const message =
    state === "failed" ? Bun.stripANSI(errors.map((one) => one.stack ?? one.message ?? "").join("\n")) : null;
  return {
    file,
    // The same test in two browsers is two tests.
    suites: test.projectName === "" ? around : [...around, `[${test.projectName}]`],
    name: spec.title,
    state,
    message,
    frames: message === null ? [] : framesIn(message, cwd),
  };
}
