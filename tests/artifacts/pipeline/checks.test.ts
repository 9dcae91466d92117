import { describe, expect, test } from "bun:test";
import { PIPELINE_CHECKS, type PipelineKind } from "../../../scripts/artifacts/pipeline/checks.ts";
import { checkData, checkText, type Given, gate, NONCE, stamped, walkthrough } from "./given.ts";

type Row = [name: string, over: object, context: Given, problem: RegExp];

/** One gate of the walkthrough with what may be changed in it. */
interface Case {
  kind: PipelineKind;
  file: string;
  context: Given;
}

const refuses = ({ kind, file, context }: Case, rows: Row[]) =>
  test.each<Row>(rows)("is refused: %s", (_name, over, more, problem) => {
    expect(checkData(kind, gate(file, over), { ...context, ...more }).problems.join("\n")).toMatch(problem);
  });

const W1 = { id: "W1", text: "Redis not confirmed" };
const edited = (file: string, from: string | RegExp, to: string) => walkthrough(file).replace(from, to);
const BLOCKED = { status: "FAIL", blockers: ["b"] };
const REDIS = "Do we have Redis in the stack?";
const changed = (...paths: string[]) => paths.map((path) => ({ path, status: "M" }));

const STAGES: Record<string, Case> = {
  "stage-01": { kind: "stage-01", file: "gates/stage-01.json", context: { role: "pm", brief: null } },
  "stage-02": {
    kind: "stage-02",
    file: "gates/stage-02.json",
    context: {
      role: "principal",
      notes: ["backend", "frontend", "platform"].map((area) => ({ role: `dev-${area}`, notes: ["note"] })),
    },
  },
  "stage-03": { kind: "stage-03", file: "gates/stage-03.json", context: { role: "pm", openQuestions: [REDIS] } },
  "stage-04": {
    kind: "stage-04",
    file: "gates/stage-04-backend.json",
    context: {
      role: "dev-backend",
      item: "backend",
      changed: changed(
        "src/backend/routes/auth.js",
        "src/backend/services/tokenService.js",
        "src/backend/models/passwordResetToken.js",
        "pipeline/pr-backend.md",
      ),
    },
  },
  "stage-05-security": {
    kind: "stage-05-security",
    file: "gates/stage-05-security.json",
    context: { role: "security", warnings: [W1] },
  },
  "stage-07": {
    kind: "stage-07",
    file: "gates/stage-07.json",
    context: { role: "dev-qa", changed: changed("src/tests/auth.test.js") },
  },
  "stage-09": { kind: "stage-09", file: "gates/stage-09.json", context: { role: "principal" } },
};

describe.each(Object.entries(STAGES))("%s", (_name, one) => {
  test("the walkthrough's own holds", () => {
    const { problems, outcome } = checkData(one.kind, gate(one.file), one.context);
    expect(problems).toEqual([]);
    expect(outcome).toBe(one.kind === "stage-05-security" ? "approved" : "done");
  });

  refuses(one, [
    ["another run's task", { task: "T8" }, {}, /^task: found "T8", expected "T7"$/m],
    ["no task", { task: undefined }, {}, /^task: found nothing, expected "T7"$/m],
    ["no nonce", { nonce: undefined }, {}, /^nonce: found nothing/m],
    ["a stage out of order", { stage: "stage-99" }, {}, /^stage: found "stage-99", expected/m],
    ["another track", { track: "quick" }, {}, /^track: found "quick", expected "full"/m],
    ["somebody else's name", { agent: "orchestrator" }, {}, /^agent: found "orchestrator", expected/m],
    ["an unknown status", { status: "DONE" }, {}, /^status: found "DONE", expected one of/m],
    ["a role that warns", { status: "WARN" }, {}, /^status: found "WARN", expected PASS, FAIL or ESCALATE/m],
    ["a pass with blockers", { blockers: ["b"] }, {}, /^blockers: found \["b"\] with status PASS, expected none/m],
    ["a failure without blockers", { status: "FAIL" }, {}, /^blockers: found none with status FAIL/m],
    ["an escalation without blockers", { status: "ESCALATE" }, {}, /^blockers: found none with status ESCALATE/m],
    [
      "an unknown warning",
      { warnings: ["W7: x"] },
      {},
      /^warnings: found "W7: x", expected the id of an open warning/m,
    ],
    [
      "an unknown warning that is closed",
      { closed_warnings: [{ id: "W7", reason: "r" }] },
      {},
      /^closed_warnings: found "W7"/m,
    ],
    ["a question without its address", { warnings: ["QUESTION: a?"] }, {}, /^QUESTION, line 1: found "a\?"/m],
    ["an unknown field", { extra: 1 }, {}, /unknown: extra/],
    ["no gate", { stage: 5 }, {}, /^stage: found 5/m],
  ]);

  test("is not read from a file that is no JSON object", () => {
    for (const data of [undefined, null, [], "PASS"])
      expect(checkData(one.kind, data, one.context).problems).not.toEqual([]);
  });

  test("closes a warning that is open, and asks pm a question of its own", () => {
    const said = {
      warnings: ["W1: still there", "QUESTION: why? @PM"],
      closed_warnings: [{ id: "W1", reason: "settled" }],
    };
    const { problems, facts } = checkData(one.kind, gate(one.file, said), { ...one.context, warnings: [W1] });
    expect(problems).toEqual([]);
    expect(facts).toMatchObject({
      status: "PASS",
      closed: said.closed_warnings,
      warnings: said.warnings,
      blockers: [],
    });
    expect(facts.questions).toContain("why?");
  });
});

describe("stage-01", () => {
  const one = STAGES["stage-01"]!;
  const brief = (text: string | null): Given => ({ documents: { "pipeline/brief.md": text } });
  refuses(one, [
    [
      "another number of criteria",
      { acceptance_criteria_count: 6 },
      {},
      /acceptance_criteria_count: found 6, expected 7: pipeline\/brief.md has so many/,
    ],
    [
      "what is not out of scope in the brief",
      { out_of_scope_items: ["Dark mode"] },
      {},
      /out_of_scope_items: found "Dark mode", expected an item/,
    ],
    [
      "sections that are called incomplete",
      { required_sections_complete: false },
      {},
      /required_sections_complete: found false, expected true/,
    ],
    ["no brief", {}, brief(null), /pipeline\/brief.md: found nothing, expected this file/],
    [
      "a brief without a section",
      {},
      brief(edited("brief.md", "## Out of Scope", "## Later")),
      /pipeline\/brief.md: ## Out of Scope: found nothing[\s\S]*required_sections_complete: found true, expected false/,
    ],
    [
      "a failure that counts what is not there",
      { ...BLOCKED },
      brief(null),
      /acceptance_criteria_count: found 7, expected 0/,
    ],
  ]);

  test("an out-of-scope item that the gate leaves out is a warning, as in the sample gate", () => {
    const { problems, facts } = checkData(
      "stage-01",
      gate(one.file, { out_of_scope_items: ["SMS reset", "social login recovery."] }),
      one.context,
    );
    expect(problems).toEqual([]);
    expect(facts).toMatchObject({
      criteria: 7,
      warnings: ["Out of scope in the brief, but not in its gate: Admin-initiated password reset"],
    });
  });

  test("open questions are for the person", () => {
    const text = edited("brief.md", "None at this time.", "1. Which store? Options: Redis; memory\n2. For whom?");
    const asked = checkData("stage-01", gate(one.file), { ...one.context, ...brief(text) });
    expect(asked).toMatchObject({
      problems: [],
      outcome: "questions",
      questions: [
        { question: "Which store?", options: ["Redis", "memory"] },
        { question: "For whom?", options: [] },
      ],
    });
  });

  test.each([
    ["FAIL", "fail"],
    ["ESCALATE", "escalate"],
  ])("%s without a brief ends as %s", (status, outcome) => {
    const over = {
      status,
      blockers: ["unclear"],
      acceptance_criteria_count: 0,
      out_of_scope_items: [],
      required_sections_complete: false,
    };
    expect(checkData("stage-01", gate(one.file, over), { ...one.context, ...brief(null) })).toMatchObject({
      problems: [],
      outcome,
      questions: [],
    });
  });
});

describe("stage-02", () => {
  const one = STAGES["stage-02"]!;
  const SPEC = "pipeline/design-spec.md";
  const spec = (text: string | null): Given => ({ documents: { [SPEC]: text } });
  refuses(one, [
    [
      "pm's approval in principal's gate",
      { pm_approved: true },
      {},
      /pm_approved: found true, expected false: pm confirms/,
    ],
    ["more ADRs than on disk", { adr_count: 2 }, {}, /adr_count: found 2, expected 1: pipeline\/adr has so many/],
    [
      "an ADR more on disk",
      {},
      { documents: { "pipeline/adr/0002-x.md": walkthrough("adr/0002-token-not-in-response.md") } },
      /adr_count: found 1, expected 2/,
    ],
    [
      "an ADR with a number that is taken",
      { adr_count: 2 },
      { documents: { "pipeline/adr/0001-x.md": walkthrough("adr/0001-email-delivery-via-queue.md") } },
      /expected the next free number, 0002/,
    ],
    [
      "an ADR without its sections",
      {},
      { documents: { "pipeline/adr/0001-email-delivery-via-queue.md": "# 0001 — a" } },
      /## Context: found nothing/,
    ],
    [
      "a draft that is called approved",
      {},
      spec(walkthrough("design-spec.draft.md")),
      /arch_approved: found true, expected false: pipeline\/design-spec.md says STATUS: DRAFT/,
    ],
    [
      "a pass without approval",
      { arch_approved: false },
      spec(walkthrough("design-spec.draft.md")),
      /arch_approved: found false with status PASS/,
    ],
    ["no design", {}, spec(null), /pipeline\/design-spec.md: found nothing, expected this file/],
    [
      "a design that leaves out a criterion",
      {},
      spec(edited("design-spec.md", "| 4 |", "| 1 |")),
      /no component for criterion 4/,
    ],
    [
      "a note without an answer",
      {},
      { notes: [{ role: "dev-backend", notes: ["a", "b"] }] },
      /principal.md: answers: found nothing, expected an answer to dev-backend 2 \(b\)/,
    ],
    [
      "no answers",
      {},
      { documents: { "pipeline/design-review/principal.md": null } },
      /expected an answer to dev-backend 1/,
    ],
  ]);

  test("counts ADRs from disk, and lifts the question from the answers", () => {
    const { facts } = checkData("stage-02", gate(one.file), one.context);
    expect(facts).toMatchObject({ adrs: 1, questions: ["Do we have Redis in the stack?"] });
    expect(facts.answers!.map((answer) => answer.taken)).toEqual([true, true, true]);
  });

  test("without notes nothing has to be answered", () => {
    const { problems } = checkData("stage-02", gate(one.file), {
      ...one.context,
      notes: [],
      documents: { "pipeline/design-review/principal.md": null },
    });
    expect(problems).toEqual([]);
  });
});

describe("stage-03", () => {
  const one = STAGES["stage-03"]!;
  const clarification = (text: string | null): Given => ({ documents: { "pipeline/clarification.md": text } });
  const changedBrief = { "pipeline/brief.md": edited("brief.md", "minimum 8 characters", "minimum 12 characters") };
  refuses(one, [
    [
      "a question that has no answer",
      {},
      { openQuestions: [REDIS, "Why?"] },
      /expected an answer to: Why\?[\s\S]*open_questions_count: found 0, expected 1/,
    ],
    [
      "more answers than there are",
      { answered_questions_count: 2 },
      {},
      /answered_questions_count: found 2, expected 1/,
    ],
    ["open questions that are none", { open_questions_count: 1 }, {}, /open_questions_count: found 1, expected 0/],
    [
      "no answers at all",
      { open_questions_count: 1, answered_questions_count: 0 },
      clarification(null),
      /clarification.md: found nothing, expected this file/,
    ],
    [
      "an answer to nobody",
      {},
      { openQuestions: [] },
      /found "Do we have Redis in the stack\?", expected one of the open questions: there is none/,
    ],
    [
      "a brief that was changed in silence",
      {},
      { documents: changedBrief },
      /scope_changed: found false, expected true: pipeline\/brief.md wants something else/,
    ],
    [
      "a change of scope that is none",
      { scope_changed: true },
      {},
      /scope_changed: found true, expected false: .* wants what it wanted before/,
    ],
    [
      "a brief that is broken",
      { scope_changed: true },
      { documents: { "pipeline/brief.md": edited("brief.md", "7. Used", "9. Used") } },
      /brief.md: ## Acceptance Criteria, line \d+: found 9/,
    ],
  ]);

  test("gives the answers, and says when the brief changed", () => {
    expect(checkData("stage-03", gate(one.file), one.context).facts.answered).toEqual([
      {
        question: REDIS,
        answer: "No Redis. Use in-memory rate limiting. Note this as a production limitation in deploy-log.md.",
      },
    ]);
    const scope = checkData("stage-03", gate(one.file, { scope_changed: true }), {
      ...one.context,
      documents: changedBrief,
    });
    expect(scope).toMatchObject({ problems: [], outcome: "scope_changed", facts: { criteria: 7, questions: [] } });
  });
});

describe("stage-04", () => {
  const one = STAGES["stage-04"]!;
  const files = (...paths: string[]): [object, Given] => [
    { files_changed: paths },
    {
      changed: changed(...paths),
      documents: {
        "pipeline/pr-backend.md": edited(
          "pr-backend.md",
          /- `src[\s\S]*?\n\n/,
          `${paths.map((path) => `- \`${path}\``).join("\n") || "None"}\n\n`,
        ),
      },
    },
  ];
  refuses(one, [
    [
      "a file that did not change",
      { files_changed: ["src/backend/x.js"] },
      {},
      /files_changed: found "src\/backend\/x.js", expected only files that this task changed/,
    ],
    ["a file left out", { files_changed: [] }, {}, /files_changed: "src\/backend\/routes\/auth.js" is missing/],
    [
      "a file twice",
      { files_changed: ["a", "a"] },
      { changed: changed("a") },
      /files_changed: a file is there more than once/,
    ],
    ["another area", { area: "frontend" }, {}, /area: found "frontend", expected "backend"/],
    [
      "another area's stage",
      { stage: "stage-04-frontend" },
      {},
      /stage: found "stage-04-frontend", expected "stage-04-backend"/,
    ],
    [
      "a file of another area",
      ...files("src/frontend/a.js"),
      /files_changed: src\/frontend\/a.js is outside backend; it belongs to frontend/,
    ],
    [
      "a test file",
      ...files("src/tests/a.test.js"),
      /files_changed: src\/tests\/a.test.js is a test file, which belongs to dev-qa/,
    ],
    [
      "no pull request",
      {},
      { documents: { "pipeline/pr-backend.md": null } },
      /pipeline\/pr-backend.md: found nothing, expected this file/,
    ],
    [
      "a pull request without a section",
      {},
      { documents: { "pipeline/pr-backend.md": edited("pr-backend.md", "## Open points", "## Rest") } },
      /pr-backend.md: ## Open points: found nothing/,
    ],
    [
      "a pull request with other files",
      {},
      { documents: { "pipeline/pr-backend.md": edited("pr-backend.md", "routes/auth.js", "auth.js") } },
      /pr-backend.md: ## Files.*found "src\/backend\/auth.js"/,
    ],
  ]);

  test.each(["backend", "frontend", "platform"])(
    "%s of the walkthrough holds without a list of changes too",
    (area) => {
      const context = { role: `dev-${area}`, item: area, changed: null };
      expect(checkData("stage-04", gate(`gates/stage-04-${area}.json`), context)).toMatchObject({
        problems: [],
        facts: { areas: [area], shared: [] },
      });
    },
  );

  test("a file of no area, or of several, is shared", () => {
    const [over, context] = files("package.json", "src/backend/a.js", "src/backend/b.js");
    const areas = { backend: ["src/backend/**"], mobile: ["src/backend/b.js"] };
    const { problems, facts } = checkData("stage-04", gate(one.file, over), { ...one.context, ...context, areas });
    expect(problems).toEqual([]);
    expect(facts.shared).toEqual(["package.json", "src/backend/b.js"]);
  });

  test("an area whose name is not ASCII", () => {
    const area = "küche";
    const over = {
      stage: `stage-04-${area.normalize("NFD")}`,
      area,
      agent: `dev-${area}`,
      files_changed: ["src/a.ts"],
    };
    const request = walkthrough("pr-backend.md").replace(/- `src[\s\S]*?\n\n/, "- src/a.ts\n\n");
    const context = {
      role: `dev-${area}`,
      item: area,
      areas: { [area]: ["src/**"] },
      changed: changed("src/a.ts"),
      documents: { "pipeline/pr-küche.md": request },
    };
    expect(checkData("stage-04", gate(one.file, over), context).problems).toEqual([]);
  });

  test("work that failed needs no pull request", () => {
    const over = { ...BLOCKED, files_changed: [] };
    const context = { ...one.context, changed: [], documents: { "pipeline/pr-backend.md": null } };
    expect(checkData("stage-04", gate(one.file, over), context)).toMatchObject({ problems: [], outcome: "fail" });
  });
});

describe("stage-05-security", () => {
  const one = STAGES["stage-05-security"]!;
  refuses(one, [
    [
      "a pass without approval",
      { security_approved: false },
      {},
      /security_approved: found false with status PASS, expected true/,
    ],
    ["an approval that fails", BLOCKED, {}, /security_approved: found true with status FAIL, expected false/],
    ["a veto that passes", { veto: true }, {}, /veto: found true with an approval/],
  ]);

  test.each([
    ["FAIL", true],
    ["FAIL", false],
    ["ESCALATE", true],
  ])("%s with veto %p stops", (status, veto) => {
    const over = { status, veto, security_approved: false, blockers: ["b"] };
    expect(checkData("stage-05-security", gate(one.file, over), one.context)).toMatchObject({
      problems: [],
      outcome: "veto",
    });
  });

  test("names the warning that is known by its id, and what fired", () => {
    const { facts } = checkData("stage-05-security", gate(one.file), one.context);
    expect(facts.conditions).toEqual(["path:auth"]);
    expect(facts.warnings![0]).toStartWith("W1: ");
  });
});

describe("stage-07", () => {
  const one = STAGES["stage-07"]!;
  const FAILING = JSON.parse(walkthrough("gates/stage-07.failing.json")) as object;
  refuses(one, [
    ["a wrong sum", { tests_total: 24 }, {}, /tests_total: found 24, expected 23: passed and failed together/],
    ["failing tests that are not named", { ...FAILING, failing_tests: [] }, {}, /failing_tests: found 0, expected 1/],
    [
      "a pass with a failure",
      { tests_passed: 22, tests_failed: 1, failing_tests: ["a"] },
      {},
      /status: found PASS with 1 failing, expected FAIL/,
    ],
    ["a pass without tests", { tests_total: 0, tests_passed: 0 }, {}, /tests_total: found 0 with status PASS/],
    [
      "a pass with criteria that are not met",
      { all_acceptance_criteria_met: false },
      {},
      /all_acceptance_criteria_met: found false with status PASS/,
    ],
    [
      "a failure that meets all",
      { ...FAILING, all_acceptance_criteria_met: true },
      {},
      /all_acceptance_criteria_met: found true with status FAIL/,
    ],
    [
      "a pass that is given back",
      { assigned_retry_to: "backend" },
      {},
      /assigned_retry_to: found "backend" with status PASS/,
    ],
    [
      "an owner that is nobody",
      { ...FAILING, assigned_retry_to: "mobile" },
      {},
      /assigned_retry_to: found "mobile", expected null, principal, or/,
    ],
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
      "a mapping that is one to one, and is not called so",
      { criterion_to_test_mapping_is_one_to_one: false },
      {},
      /mapping_is_one_to_one: found false, expected true/,
    ],
    [
      "two criteria with one test, called one to one",
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
      /mapping_is_one_to_one: found true, expected false/,
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
      { changed: changed("src/backend/routes/auth.js") },
      /changed files: found "src\/backend\/routes\/auth.js", expected only test files/,
    ],
    [
      "a failing test twice",
      { ...FAILING, tests_total: 24, tests_failed: 2, failing_tests: ["a", "a"] },
      {},
      /failing_tests: a test is there more than once/,
    ],
  ]);

  test("the failing test of the walkthrough goes to its owner; a sample agent's name is qa", () => {
    expect(checkData("stage-07", gate(one.file, { ...FAILING, agent: "qa" }), one.context)).toMatchObject({
      problems: [],
      outcome: "fail",
      facts: {
        criteriaMet: false,
        assignedTo: "dev-backend",
        tests: { total: 23, passed: 22, failed: 1 },
        oneToOne: true,
      },
    });
  });

  test("a pass that is not one to one holds: then pm signs", () => {
    const report = `${walkthrough("test-report.md")}| 1 | takes a new password once | src/tests/auth.test.js |\n`;
    const over = { criterion_to_test_mapping_is_one_to_one: false };
    const checked = checkData("stage-07", gate(one.file, over), {
      ...one.context,
      documents: { "pipeline/test-report.md": report },
    });
    expect(checked).toMatchObject({ problems: [], outcome: "done", facts: { oneToOne: false, criteria: 7 } });
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
    expect(check({})).toMatchObject({
      problems: [],
      outcome: "done",
      facts: { signedOff: true, deployRequested: true },
    });
    expect(check({ ...BLOCKED, pm_signoff: false })).toMatchObject({
      problems: [],
      outcome: "fail",
      facts: { signedOff: false },
    });
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
    expect(checked).toMatchObject({ problems: [], facts: { lessons: ["L001"] } });
  });
});

test("every kind is there, and none is checked against nothing", () => {
  expect(Object.keys(PIPELINE_CHECKS)).toHaveLength(15);
  const asked = { reviews: ["backend"] };
  for (const kind of Object.keys(PIPELINE_CHECKS) as PipelineKind[]) {
    expect(checkData(kind, {}).problems).not.toEqual([]);
    expect(checkText(kind, "", asked).problems).not.toEqual([]);
    expect(checkText(kind, stamped(""), asked).problems).not.toEqual([]);
  }
});

test("what is told at once is bounded", () => {
  const { problems } = checkText("peer-review", "REVIEW: APPROVED\n\n".repeat(1_000), { reviews: ["backend"] });
  expect(problems).toHaveLength(21);
  expect(problems[20]).toBe("and 982 more problems");
});
