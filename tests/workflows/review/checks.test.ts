import { describe, expect, test } from "bun:test";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";
import { firstFinding } from "../../../src/workflows/review/check.ts";
import { given, started } from "../multi-ai/given.ts";
import { type Case, checked, type Good, NOTHING, problemsOf } from "./check-context.ts";

const criterion = (n: number) => ({ id: `AC${n}`, text: `Criterion ${n}` });

describe("a story", () => {
  const base = { title: "t", summary: "s", acceptance_criteria: [criterion(1), criterion(2)] };

  test.each<Case>([
    [
      "a criterion twice",
      { acceptance_criteria: [criterion(1), criterion(1)] },
      {},
      /acceptance_criteria: AC1 is there more than once/,
    ],
    [
      "too many criteria",
      { acceptance_criteria: Array.from({ length: 13 }, (_, at) => criterion(at + 1)) },
      {},
      /found 13, expected at most 12/,
    ],
  ])("is refused: %s", (_name, over, context, problem) => {
    expect(problemsOf("user-story", { ...base, ...over }, context).join("\n")).toMatch(problem);
  });

  test.each<Good>([
    ["as many criteria as allowed", { acceptance_criteria: [1, 2, 3].map(criterion) }, {}],
    ["one criterion", { acceptance_criteria: [criterion(7)] }, {}],
  ])("counts: %s", (_name, over, context) => {
    expect(checked("user-story", { ...base, ...over }, context)).toMatchObject({
      problems: [],
      outcome: "done",
    });
  });

  test("with open questions waits for their answers; answered ones are not asked again", () => {
    const open = { question: "Which?", options: ["a", "b"] };
    const questions = [
      open,
      { ...open, answer: "" },
      { ...open, answer: null },
      { ...open, answer: "a" },
    ];
    expect(checked("user-story", { ...base, questions })).toMatchObject({
      outcome: "questions",
      questions: [open, open, open],
    });
    expect(checked("user-story", { ...base, questions: [questions[3]] })).toMatchObject({
      outcome: "done",
      questions: [],
    });
  });

  test("says what it assumed", () => {
    expect(checked("user-story", { ...base, assumptions: ["English"] }).assumptions).toEqual([
      "English",
    ]);
  });
});

describe("a plan", () => {
  const step = (id: string, covers: string[], depends_on: string[] = []) => ({
    id,
    title: id,
    covers,
    depends_on,
  });
  const base = {
    title: "t",
    approach: "a",
    steps: [step("S1", ["AC1"]), step("S2", ["AC2"], ["S1"])],
  };
  const steps = (...given: object[]) => ({ steps: given });
  const both = ["AC1", "AC2"];
  const open = [
    { id: "F1", severity: "major" },
    { id: "F2", severity: "minor" },
  ];

  test.each<Case>([
    [
      "a step twice",
      steps(step("S1", both), step("S1", [])),
      {},
      /steps: S1 is there more than once/,
    ],
    ["a criterion that no step covers", steps(step("S1", ["AC1"])), {}, /no step covers AC2/],
    [
      "a criterion that the story does not have",
      steps(step("S1", [...both, "AC9"])),
      {},
      /S1\.covers: AC9 is not a criterion of the story; known: AC1, AC2/,
    ],
    [
      "a step that is not there",
      steps(step("S1", both, ["S9"])),
      {},
      /S1\.depends_on: S9 is not a step; known: S1/,
    ],
    ["a step after itself", steps(step("S1", both, ["S1"])), {}, /circle: S1 → S1/],
    [
      "a circle of three",
      steps(step("S1", both, ["S3"]), step("S2", [], ["S1"]), step("S3", [], ["S2"])),
      {},
      /circle: S1 → S3 → S2 → S1/,
    ],
    [
      "a circle further on",
      steps(step("S1", both, ["S2"]), step("S2", [], ["S3"]), step("S3", [], ["S2"])),
      {},
      /circle: S2 → S3 → S2/,
    ],
    ["a finding that is not answered", { answered: ["F1"] }, { open }, /answered: F2 missing/],
  ])("is refused: %s", (_name, over, context, problem) => {
    expect(problemsOf("plan", { ...base, ...over }, context).join("\n")).toMatch(problem);
  });

  test.each<Good>([
    ["every criterion covered", {}, {}],
    ["one step for all of them", steps(step("S1", both)), {}],
    [
      "two ways to one step",
      steps(
        step("S1", both),
        step("S2", [], ["S1"]),
        step("S3", [], ["S1"]),
        step("S4", [], ["S2", "S3"]),
      ),
      {},
    ],
    ["every finding answered, and more", { answered: ["F1", "F2", "F3"] }, { open }],
  ])("counts: %s", (_name, over, context) => {
    expect(checked("plan", { ...base, ...over }, context)).toMatchObject({
      problems: [],
      outcome: "done",
    });
  });

  test("with open questions waits for their answers", () => {
    const questions = [{ question: "Which?", options: ["a", "b"] }];
    expect(checked("plan", { ...base, questions })).toMatchObject({
      problems: [],
      outcome: "questions",
      questions,
    });
  });
});

describe("a result of the implementation", () => {
  const met = (id: string, is = true) => ({ id, met: is });
  const base = {
    status: "complete",
    changed_files: ["src/hello.ts"],
    criteria: [met("AC1"), met("AC2")],
  };
  const open = [{ id: "F1", severity: "major" }];

  test.each<Case>([
    [
      "a criterion twice",
      { criteria: [met("AC1"), met("AC1"), met("AC2")] },
      {},
      /criteria: AC1 is there more than once/,
    ],
    [
      "a criterion that is not the story's",
      { criteria: [met("AC1"), met("AC2"), met("AC3")] },
      {},
      /AC3 is not a criterion; known: AC1, AC2/,
    ],
    [
      "complete with a criterion not met",
      { criteria: [met("AC1"), met("AC2", false)] },
      {},
      /AC2 is not met, but status is "complete"/,
    ],
    ["complete with a criterion left out", { criteria: [met("AC1")] }, {}, /AC2 is not met/],
    ["complete with an open finding", {}, { open }, /answered: F1 missing/],
    ["failed without a reason", { status: "failed" }, {}, /reason: found nothing/],
    [
      "a file that is as it was",
      { changed_files: ["src/hello.ts", "src/old.ts"] },
      {},
      /^changed_files: "src\/old\.ts": not changed by this run, expected only files/,
    ],
    [
      "a file that is nowhere",
      { changed_files: ["src/none.ts"] },
      {},
      /changed_files: "src\/none\.ts": not changed/,
    ],
    [
      "many files that are nowhere",
      { changed_files: Array.from({ length: 300 }, (_, at) => `src/${at}.ts`) },
      {},
      /"src\/7\.ts" and 292 more: not changed/,
    ],
  ])("is refused: %s", (_name, over, context, problem) => {
    expect(problemsOf("impl-result", { ...base, ...over }, context).join("\n")).toMatch(problem);
  });

  test.each<[...Good, string]>([
    ["complete", {}, {}, "complete"],
    ["complete, with a changed file that is not named", { changed_files: [] }, {}, "complete"],
    ["complete, with a folder for what changed in it", { changed_files: ["src"] }, {}, "complete"],
    [
      "complete, with a file that git ignores",
      { changed_files: ["dist/hello.js"] },
      {
        work: {
          ...NOTHING.work,
          isNothing: () => false,
          isIgnored: (path) => path === "dist/hello.js",
        },
      },
      "complete",
    ],
    ["complete where nothing changed", { changed_files: [] }, NOTHING, "unchanged"],
    [
      "complete where nothing changed but what a person did",
      { changed_files: [] },
      { work: NOTHING.work },
      "unchanged",
    ],
    [
      "a fix that changes nothing more",
      { changed_files: [] },
      { ...NOTHING, work: { ...NOTHING.work, isFirst: false } },
      "complete",
    ],
    [
      "failed where nothing changed",
      { status: "failed", reason: "no compiler", changed_files: [] },
      NOTHING,
      "failed",
    ],
    ["complete, every finding answered", { answered: ["F1"] }, { open }, "complete"],
    [
      "partial with a criterion not met",
      { status: "partial", criteria: [met("AC1")], reason: "no key" },
      {},
      "partial_reason",
    ],
    ["partial with blanks for a reason", { status: "partial", reason: "  " }, {}, "partial"],
    ["partial without a reason", { status: "partial" }, { open }, "partial"],
    ["failed with a reason", { status: "failed", reason: "no compiler" }, {}, "failed"],
  ])("counts: %s", (_name, over, context, outcome) => {
    expect(checked("impl-result", { ...base, ...over }, context)).toMatchObject({
      problems: [],
      outcome,
    });
  });
});

test("the first new finding is numbered behind all that its reviewer has raised", () => {
  const { now } = given(started());
  const task = now.tasks.find((one) => one.gate === "code-review-opus")!;
  const of = (...ids: string[]) => {
    const findings = ids.map((id) => ({ id, gate: task.gate })) as typeof now.findings;
    return firstFinding({ workflow: multiAi, run: { ...now, findings } }, task);
  };
  expect([of(), of("F1", "F7", "F3"), of("F007")]).toEqual([1, 8, 8]);
});
