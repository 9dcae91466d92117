import { writeFileSync } from "node:fs";
import * as z from "zod/mini";
import { readJson } from "../json.ts";
import { fileIn, notLoaded, testCase } from "../run-dir.ts";
import type { Runner } from "../runner.ts";

/**
 * Mocha takes one reporter: its own `spec`, which also writes each result into a file. Mocha is
 * looked for from the project, then beside the program that runs.
 */
const reporterText = (
  path: string,
): string => `const { realpathSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const found = () => {
  try {
    return createRequire(process.cwd() + "/package.json")("mocha");
  } catch {
    return createRequire(realpathSync(process.argv[1]))("../index.js");
  }
};
const mocha = found();
// Before Mocha 4 a test does not tell its groups, and one that is told by a worker has no others.
const titlesOf = (test) => test.titlePath?.() ?? [...(test.parent ? titlesOf(test.parent) : []), test.title];
const { Spec } = (mocha.reporters ?? mocha.default.reporters);
module.exports = class extends Spec {
  constructor(runner, options) {
    super(runner, options);
    const results = [];
    const add = (state) => (test, error) =>
      results.push({ titles: titlesOf(test), file: test.file ?? null, state, message: error ? String(error.stack ?? error) : null });
    runner.on("pass", add("passed")).on("fail", add("failed")).on("pending", add("skipped"));
    runner.on("end", () => writeFileSync(${JSON.stringify(path)}, JSON.stringify(results)));
  }
};
`;

const results = z.array(
  z.object({
    titles: z.array(z.string()),
    file: z.nullable(z.string()),
    state: z.enum(["passed", "failed", "skipped"]),
    message: z.nullable(z.string()),
  }),
);

/**
 * Mocha ends without a word to its reporter where a file cannot be loaded: its own frames tell it
 * from a Mocha that is not there.
 */
const LOADING = /^ +at .*[\\/]mocha[\\/]lib[\\/]/m;

/** A hook that fails is a failed test with the hook's own title, as Mocha names it. */
export const mocha: Runner = {
  name: "mocha",
  calls: /^(?:_|ts-)?mocha /,
  own: ["--reporter", "-R", "--watch", "-w", "--dry-run"],
  reporting({ report, ...place }) {
    const [reporter, path] = [`${report}-reporter.cjs`, `${report}.json`];
    writeFileSync(reporter, reporterText(path));
    return {
      add: ["--reporter", reporter],
      read: ({ stderr }) => {
        const tests = readJson(path, results)?.map(({ titles, file, state, message }) => {
          const suites = titles.slice(0, -1).filter((title) => title !== "");
          return testCase(
            { file: fileIn(file, place), suites, name: titles.at(-1) ?? "" },
            state,
            message,
          );
        });
        // An old Mocha may not load the reporter.
        const isLoading = LOADING.test(stderr) && !stderr.includes(reporter);
        return tests ?? (isLoading ? [notLoaded(null, stderr)] : null);
      },
    };
  },
};
