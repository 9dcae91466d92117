import * as z from "zod/mini";
import { readJson } from "../json.ts";
import type { TestCase } from "../report.ts";
import { fileIn, notLoaded, type RunDir, testCase } from "../run-dir.ts";
import { programOf, type Runner } from "../runner.ts";
import { inRake, isRake, readMinitest } from "./minitest.ts";

const results = z.object({
  examples: z.array(
    z.object({
      description: z.string(),
      full_description: z.string(),
      status: z.string(),
      file_path: z.string(),
      exception: z.nullish(
        z.object({
          class: z.string(),
          message: z.string(),
          backtrace: z.nullish(z.array(z.string())),
        }),
      ),
    }),
  ),
  messages: z.nullish(z.array(z.string())),
  summary: z.object({ errors_outside_of_examples_count: z.number() }),
});

/**
 * RSpec, also by Rake, whose tasks of that name are Minitest's in some projects. Its groups are
 * told as one text before the description.
 */
export const rspec: Runner = {
  name: "rspec",
  calls: /^(?:rspec|rake) /,
  own: ["--format", "-f", "--out", "-o", "--dry-run", "--bisect", "--init"],
  reporting({ words, env, report, ...place }) {
    const path = `${report}.json`;
    if (isRake("spec", words) && !isRake("test", words)) {
      const options = [env.SPEC_OPTS, "--format progress --format json --out", `'${path}'`];
      return {
        env: { ...inRake(env), SPEC_OPTS: options.filter(Boolean).join(" ") },
        read: (ran) => readRspec(path, place) ?? readMinitest(ran),
      };
    }
    if (programOf(words[0]) !== "rspec") return null;
    return {
      add: ["--format", "progress", "--format", "json", "--out", path],
      read: () => readRspec(path, place),
    };
  },
};

/** The examples of such a report; null without one. */
function readRspec(path: string, place: RunDir): TestCase[] | null {
  const found = readJson(path, results);
  if (found === null) return null;
  const tests = found.examples.map((example): TestCase => {
    const whole = example.full_description;
    const group = whole.endsWith(example.description)
      ? whole.slice(0, -example.description.length || undefined).trim()
      : "";
    const { exception } = example;
    const message =
      exception &&
      [`${exception.class}: ${exception.message}`, ...(exception.backtrace ?? [])].join("\n");
    const state =
      example.status === "passed" || example.status === "failed" ? example.status : "skipped";
    const named = {
      file: fileIn(example.file_path, place),
      suites: group === "" ? [] : [group],
      name: example.description,
    };
    return testCase(named, state, message);
  });
  if (found.summary.errors_outside_of_examples_count === 0) return tests;
  const message = found.messages?.join("\n");
  return [...tests, notLoaded(null, message)];
}
