import { describe, expect, test } from "bun:test";
import { parseArtifact } from "../../../../src/run/results/accept.ts";
import {
  judgeRefinedPrompt,
  kind,
  MAX_WORDS,
  type RefinedPrompt,
} from "../../../../src/workflows/council/audit/refine.ts";
import { GOOD_REFINED as GOOD } from "./pm-given.ts";

const parse = (value: unknown) =>
  parseArtifact(kind, Buffer.from(typeof value === "string" ? value : JSON.stringify(value)), "T1");
const problems = (value: unknown): string[] => {
  const parsed = parse(value);
  return parsed.ok ? [] : parsed.problems;
};

test("a good one is taken, and its words are counted", () => {
  expect(problems(GOOD)).toEqual([]);
  expect(judgeRefinedPrompt(GOOD)).toMatchObject({
    ...{ problems: [], outcome: "done", questions: [], assumptions: ["UTF-8"] },
  });
});

test("questions may be left out, and with one the person is asked", () => {
  const { questions: _, ...without } = GOOD;
  expect(parse(without)).toMatchObject({ ok: true, value: { questions: [] } });
  const asked = { ...GOOD, questions: [{ question: "CSV or JSON?", options: ["CSV", "JSON"] }] };
  expect(judgeRefinedPrompt(asked)).toMatchObject({
    ...{
      problems: [],
      outcome: "questions",
      questions: [{ question: "CSV or JSON?", options: ["CSV", "JSON"] }],
    },
  });
});

describe("fewer than 300 words", () => {
  const filled = (words: number): RefinedPrompt => {
    const left = words - 11;
    return {
      ...GOOD,
      assumptions: Array.from({ length: Math.ceil(left / 50) }, (_, n) =>
        "word ".repeat(Math.min(50, left - n * 50)).trim(),
      ),
    };
  };

  test("299 are taken, 300 and 301 are not", () => {
    expect(judgeRefinedPrompt(filled(299))).toMatchObject({ problems: [] });
    for (const words of [300, 301])
      expect(judgeRefinedPrompt(filled(words)).problems).toEqual([
        `the whole file: found ${words} words in its texts, expected fewer than ${MAX_WORDS}; keep what decides what is built`,
      ]);
  });
});

describe("what is none", () => {
  test.each<[string, unknown, string]>([
    ["cut off", JSON.stringify(GOOD).slice(0, -20), "it is not JSON"],
    ["prose", "Here is the specification.", "it is not JSON"],
    ["a list", [GOOD], "the whole file: found [{"],
    ["an unknown field", { ...GOOD, stack: "bun" }, "the unknown fields stack"],
    ["a text for a list", { ...GOOD, requirements: "CSV" }, "requirements: found "],
    ["no requirement", { ...GOOD, requirements: [] }, "requirements: found []"],
    ["no success criterion", { ...GOOD, success_criteria: [] }, "success_criteria: found []"],
    ["a blank text", { ...GOOD, what_to_build: "  " }, "what_to_build: found"],
    ["a text without end", { ...GOOD, where_it_fits: "x".repeat(2_000) }, "where_it_fits: found"],
    ["a missing field", { ...GOOD, inputs: undefined }, "inputs: found nothing"],
    [
      "one option",
      { ...GOOD, questions: [{ question: "?", options: ["a"] }] },
      "questions[0].options",
    ],
    ["another task", { ...GOOD, task: "T2" }, 'task: found "T2", expected "T1"'],
  ])("%s", (_name, value, problem) => expect(problems(value).join()).toContain(problem));
});
