import { framesIn, pathInProject } from "./frames.ts";
import { readJson } from "./json.ts";
import { NOT_LOADED, type TestCase } from "./report.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

interface Example {
  description: string;
  full_description: string;
  status: string;
  file_path: string;
  pending_message: string | null;
  exception?: { class: string; message: string; backtrace: string[] | null };
}
interface Results {
  examples: Example[];
  messages?: string[];
  summary: { errors_outside_of_examples_count: number };
}

/** RSpec. Its groups are told as one text before the description. */
export const rspec: Runner = {
  name: "rspec",
  reporting({ words, cwd, report }) {
    if (programOf(words[0] ?? "") !== "rspec" || hasOption(words, "--format", "-f", "--out", "-o", "--dry-run"))
      return null;
    const path = `${report}.json`;
    return {
      add: ["--format", "progress", "--format", "json", "--out", path],
      read: () => {
        const results = readJson<Results>(path);
        return results === null ? null : testsOf(results, cwd);
      },
    };
  },
};

function testsOf({ examples, messages = [], summary }: Results, cwd: string): TestCase[] {
  const tests = examples.map((one): TestCase => {
    const group = one.full_description.slice(0, -one.description.length).trim();
    const failed = one.status === "failed";
    const { exception } = one;
    const said = exception
      ? [`${exception.class}: ${exception.message}`, ...(exception.backtrace ?? [])].join("\n")
      : "";
    const waiting = one.pending_message === "Not yet implemented" ? "todo" : "skipped";
    return {
      file: pathInProject(one.file_path, cwd),
      suites: group === "" ? [] : [group],
      name: one.description,
      state: failed ? "failed" : one.status === "passed" ? "passed" : waiting,
      message: failed ? said : null,
      frames: failed ? framesIn(said, cwd) : [],
    };
  });
  if (summary.errors_outside_of_examples_count === 0) return tests;
  const said = messages.join("\n");
  return [
    ...tests,
    { file: null, suites: [], name: NOT_LOADED, state: "failed", message: said, frames: framesIn(said, cwd) },
  ];
}
