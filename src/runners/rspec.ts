import { z } from "zod";
import { readJson } from "./json.ts";
import { fileIn, testCase } from "./place.ts";
import { NOT_LOADED, type TestCase } from "./report.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const results = z.object({
  examples: z.array(
    z.object({
      description: z.string(),
      full_description: z.string(),
      status: z.string(),
      file_path: z.string(),
      pending_message: z.string().nullish(),
      exception: z
        .object({ class: z.string(), message: z.string(), backtrace: z.array(z.string()).nullish() })
        .nullish(),
    }),
  ),
  messages: z.array(z.string()).nullish(),
  summary: z.object({ errors_outside_of_examples_count: z.number() }),
});

const OWN = ["--format", "-f", "--out", "-o", "--dry-run", "--bisect", "--init"];

/** RSpec. Its groups are told as one text before the description. */
export const rspec: Runner = {
  name: "rspec",
  reporting({ words, report, ...place }) {
    if (programOf(words[0]) !== "rspec" || hasOption(words, ...OWN)) return null;
    const path = `${report}.json`;
    return {
      add: ["--format", "progress", "--format", "json", "--out", path],
      read: () => {
        const found = readJson(path, results);
        if (found === null) return null;
        const tests = found.examples.map((one): TestCase => {
          const whole = one.full_description;
          const group = whole.endsWith(one.description)
            ? whole.slice(0, -one.description.length || undefined).trim()
            : "";
          const { exception } = one;
          const said =
            exception && [`${exception.class}: ${exception.message}`, ...(exception.backtrace ?? [])].join("\n");
          const waiting = one.pending_message === "Not yet implemented" ? "todo" : "skipped";
          const state = one.status === "passed" || one.status === "failed" ? one.status : waiting;
          const named = {
            file: fileIn(one.file_path, place),
            suites: group === "" ? [] : [group],
            name: one.description,
          };
          return testCase(named, state, said, place);
        });
        if (found.summary.errors_outside_of_examples_count === 0) return tests;
        const said = found.messages?.join("\n");
        return [...tests, testCase({ file: null, suites: [], name: NOT_LOADED }, "failed", said, place)];
      },
    };
  },
};
