import { describe, expect, test } from "bun:test";
import { checkData, gate, NONCE, walkthrough } from "./given.ts";
import { BLOCKED, edited, refuses, STAGES } from "./stages.ts";

describe("stage-07", () => {
  const one = STAGES["stage-07"]!;
  const FAILING = JSON.parse(walkthrough("gates/stage-07.failing.json")) as object;
  refuses(one, [
    [
      "no report",
      {},
      { documents: { "pipeline/test-report.md": null } },
      /test-report.md: found nothing, expected this file/,
    ],
    [
      "a criterion without a test",
      {},
      { documents: { "pipeline/test-report.md": edited("test-report.md", /\| 6 .*\n/, "") } },
      /expected a test for criterion 6/,
    ],
    [
      "two criteria with one test",
      {},
      {
        documents: {
          "pipeline/test-report.md": edited(
            "test-report.md",
            "takes a new password once",
            "renders the form for a valid token",
          ),
        },
      },
      /expected a test of its own for criterion 5: this one shows criterion 4/,
    ],
    [
      "tests that are not there",
      {},
      { documents: { "src/tests/auth.test.js": "test('x')" } },
      /expected a test's name as src\/tests\/auth.test.js has it/,
    ],
    [
      "code that qa changed",
      {},
      { changed: ["src/backend/routes/auth.js"] },
      /changed files: found "src\/backend\/routes\/auth.js", expected only test files/,
    ],
  ]);

  test("the failing test of the walkthrough goes to its owner; a sample agent's name is qa", () => {
    expect(checkData("stage-07", gate(one.file, { ...FAILING, agent: "qa" }), one.context)).toMatchObject({
      problems: [],
      outcome: "fail",
      facts: {
        counts: { criteria: 7 },
        flags: { all_criteria_met: false, one_to_one: true },
      },
    });
  });

  test("numbers are the program's own, whatever a gate of earlier versions says of them", () => {
    const wrong = { tests_total: 5, tests_passed: 99, failing_tests: ["a"], all_acceptance_criteria_met: false };
    const { facts, problems } = checkData("stage-07", gate(one.file, wrong), one.context);
    expect([problems, facts!.counts]).toEqual([[], { criteria: 7 }]);
    const OWN = ["tests_total", "tests_passed", "tests_failed", "failing_tests", "assigned_retry_to"];
    const none = Object.fromEntries(OWN.map((field) => [field, undefined]));
    expect(checkData("stage-07", gate(one.file, none), one.context).problems).toEqual([]);
  });

  test("the criteria are those of the accepted brief, whatever stands in the file now", () => {
    const documents = {
      "pipeline/brief.md": edited("brief.md", "7. Used or expired tokens return a clear error, not a 500", ""),
    };
    expect(checkData("stage-07", gate(one.file), { ...one.context, documents })).toMatchObject({
      problems: [],
      facts: { counts: { criteria: 7 } },
    });
    expect(
      checkData("stage-07", gate(one.file), { ...one.context, brief: null, documents }).problems.join("\n"),
    ).toMatch(/found "7", expected the number of a criterion/);
  });

  test("a pass that is not one to one holds: then pm signs", () => {
    const report = `${walkthrough("test-report.md")}| 1 | answers 410 for | src/tests/auth.test.js |\n`;
    const checked = checkData("stage-07", gate(one.file), {
      ...one.context,
      documents: { "pipeline/test-report.md": report },
    });
    expect(checked).toMatchObject({
      problems: [],
      outcome: "done",
      facts: { flags: { one_to_one: false }, counts: { criteria: 7 } },
    });
  });
});

describe("stage-08", () => {
  const signed = {
    stage: "stage-08",
    status: "PASS",
    agent: "pm",
    track: "full",
    timestamp: "2026-03-26T12:05:00Z",
    pm_signoff: true,
    deploy_requested: true,
    runbook_referenced: false,
    auto_from_stage_07: false,
    blockers: [],
    warnings: [],
    task: "T7",
    nonce: NONCE,
  };
  const check = (over: object) => checkData("stage-08", { ...signed, ...over }, { role: "pm" });

  test("pm signs, or does not", () => {
    expect(check({})).toMatchObject({ problems: [], outcome: "done", facts: { status: "PASS" } });
    expect(check({ ...BLOCKED, pm_signoff: false })).toMatchObject({ problems: [], outcome: "fail" });
  });

  test.each<[string, object, RegExp]>([
    [
      "the automatic sign-off",
      { auto_from_stage_07: true },
      /auto_from_stage_07: found true, expected false: only the program/,
    ],
    ["the program's name", { agent: "orchestrator" }, /agent: found "orchestrator", expected "pm"/],
    ["a pass that is not signed", { pm_signoff: false }, /pm_signoff: found false, expected true: with status PASS/],
    ["a signature that fails", BLOCKED, /pm_signoff: found true, expected false: with status FAIL/],
  ])("is refused: %s", (_name, over, problem) => {
    expect(check(over).problems.join("\n")).toMatch(problem);
  });

  test("a role cannot write the gate of a deployment", () => {
    const { pm_signoff: _a, deploy_requested: _b, auto_from_stage_07: _c, ...rest } = signed;
    const deployment = {
      ...rest,
      agent: "platform",
      adapter: "none",
      environment: "x",
      pm_signoff: true,
      smoke_test_passed: true,
      adapter_result: {},
    };
    expect(checkData("stage-08", deployment, { role: "pm" }).problems.join("\n")).toContain(
      "agent: only the program writes the gate of a deployment",
    );
  });
});

describe("stage-09", () => {
  const one = STAGES["stage-09"]!;
  const LESSONS = { "pipeline/lessons-learned.md": walkthrough("lessons-learned.md") };
  refuses(one, [
    [
      "a lesson that is not there",
      { lessons_promoted: ["L001"] },
      {},
      /lessons_promoted: found L001, expected the id of a lesson \(there is none\)/,
    ],
    [
      "a lesson without a title",
      { lessons_promoted: ["be careful"] },
      {},
      /lessons_promoted: found "be careful", expected "<title>: <text>"/,
    ],
    [
      "more than may be",
      { lessons_promoted: ["A: b", "C: d"] },
      { maxLessons: 1 },
      /lessons_promoted: found 2, expected at most 1/,
    ],
  ]);

  test("confirms a known lesson", () => {
    const checked = checkData("stage-09", gate(one.file, { lessons_promoted: ["L001"] }), {
      ...one.context,
      documents: LESSONS,
    });
    expect(checked).toMatchObject({ problems: [], facts: { counts: { lessons: 1 } } });
  });
});
