import { writeFileSync } from "node:fs";
import { framesIn, pathInProject } from "./frames.ts";
import { readJson } from "./json.ts";
import type { TestCase } from "./report.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

/** Mocha takes one reporter: the project's own Mocha's `spec`, which also writes each result into a file. */
const reporterText = (path: string): string => `const { createRequire } = require("node:module");
const { writeFileSync } = require("node:fs");
const { Spec } = createRequire(process.cwd() + "/package.json")("mocha").reporters;
module.exports = class extends Spec {
  constructor(runner, options) {
    super(runner, options);
    const results = [];
    const add = (state) => (test, error) =>
      results.push({ titles: test.titlePath(), file: test.file ?? null, state, message: error ? String(error.stack ?? error) : null });
    runner.on("pass", add("passed")).on("fail", add("failed")).on("pending", add("skipped"));
    runner.on("end", () => writeFileSync(${JSON.stringify(path)}, JSON.stringify(results)));
  }
};
`;

interface Result {
  titles: string[];
  file: string | null;
  state: "passed" | "failed" | "skipped";
  message: string | null;
}

const OWN = ["--reporter", "-R", "--watch", "-w", "--dry-run", "--parallel", "-p"];

export const mocha: Runner = {
  name: "mocha",
  reporting({ words, cwd, report }) {
    if (!/^_?mocha$/.test(programOf(words[0] ?? "")) || hasOption(words, ...OWN)) return null;
    const [reporter, path] = [`${report}-reporter.cjs`, `${report}.json`];
    writeFileSync(reporter, reporterText(path));
    return {
      add: ["--reporter", reporter],
      read: () =>
        readJson<Result[]>(path)?.map(
          ({ titles, file, state, message }): TestCase => ({
            file: file === null ? null : pathInProject(file, cwd),
            suites: titles.slice(0, -1),
            name: titles.at(-1) ?? "",
            state,
            message: state === "failed" ? (message ?? "") : null,
            frames: state === "failed" ? framesIn(message ?? "", cwd) : [],
          }),
        ) ?? null,
    };
  },
};
