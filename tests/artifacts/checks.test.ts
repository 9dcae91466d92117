import { describe, expect, test } from "bun:test";
import { CHECKS, type CheckContext, type Checked, nextNumber } from "../../scripts/artifacts/checks.ts";
import { ARTIFACTS, type ArtifactKind } from "../../scripts/artifacts/index.ts";

const FILES: Record<string, string> = {
  "src/hello.ts": 'export const hello = () => "Hello";\nexport const bye = () => "Bye";\n',
  "src/old.ts": "export const old = 1;\n",
};
const PLAN = {
  steps: [
    { id: "S1", texts: ["Write the greeting", "src/hello.ts"] },
    { id: "S2", texts: ["Test it"] },
  ],
  criteria: [{ id: "AC1" }, { id: "AC2" }],
  text: '{"steps": [{"title": "Write the greeting"}]}',
};
const CONTEXT: CheckContext = {
  criteria: ["AC1", "AC2"],
  maxCriteria: 3,
  open: [],
  usedFindings: [],
  allowedStatuses: ["approved", "needs_changes", "needs_clarification", "rejected"],
  plan: PLAN,
  read: (path) => FILES[path] ?? null,
  hasFolder: (path) => path === "src" || path === "",
  changed: ["src/hello.ts"],
  tests: ["says hello"],
};
const stamp = { task: "T1", nonce: "ab".repeat(16) };

/** Through the schema, as a file is, and then the check. */
function checked(kind: ArtifactKind, artifact: object, context: Partial<CheckContext> = {}): Checked {
  const parsed = ARTIFACTS[kind].parse({ ...stamp, ...artifact });
  return CHECKS[kind](parsed as never, { ...CONTEXT, ...context });
}
const problemsOf = (kind: ArtifactKind, artifact: object, context?: Partial<CheckContext>): string[] =>
  checked(kind, artifact, context).problems;

type Case = [name: string, over: object, context: Partial<CheckContext>, problem: RegExp];
type Good = [name: string, over: object, context: Partial<CheckContext>];

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
    ["too many criteria", { acceptance_criteria: [1, 2, 3, 4].map(criterion) }, {}, /found 4, expected at most 3/],
  ])("is refused: %s", (_name, over, context, problem) => {
    expect(problemsOf("user-story", { ...base, ...over }, context).join("\n")).toMatch(problem);
  });

  test.each<Good>([
    ["as many criteria as allowed", { acceptance_criteria: [1, 2, 3].map(criterion) }, {}],
    ["one criterion", { acceptance_criteria: [criterion(7)] }, {}],
  ])("counts: %s", (_name, over, context) => {
    expect(checked("user-story", { ...base, ...over }, context)).toMatchObject({ problems: [], outcome: "done" });
  });

  test("with open questions waits for their answers; answered ones are not asked again", () => {
    const open = { question: "Which?", options: ["a", "b"] };
    const questions = [open, { ...open, answer: "" }, { ...open, answer: null }, { ...open, answer: "a" }];
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
    expect(checked("user-story", { ...base, assumptions: ["English"] }).assumptions).toEqual(["English"]);
  });
});

describe("a plan", () => {
  const step = (id: string, covers: string[], depends_on: string[] = []) => ({ id, title: id, covers, depends_on });
  const base = { title: "t", approach: "a", steps: [step("S1", ["AC1"]), step("S2", ["AC2"], ["S1"])] };
  const steps = (...given: object[]) => ({ steps: given });
  const both = ["AC1", "AC2"];
  const open = [
    { id: "F1", severity: "major" },
    { id: "F2", severity: "minor" },
  ];

  test.each<Case>([
    ["a step twice", steps(step("S1", both), step("S1", [])), {}, /steps: S1 is there more than once/],
    ["a criterion that no step covers", steps(step("S1", ["AC1"])), {}, /no step covers AC2/],
    [
      "a criterion that the story does not have",
      steps(step("S1", [...both, "AC9"])),
      {},
      /S1\.covers: AC9 is not a criterion of the story; known: AC1, AC2/,
    ],
    ["a step that is not there", steps(step("S1", both, ["S9"])), {}, /S1\.depends_on: S9 is not a step; known: S1/],
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
      steps(step("S1", both), step("S2", [], ["S1"]), step("S3", [], ["S1"]), step("S4", [], ["S2", "S3"])),
      {},
    ],
    ["every finding answered, and more", { answered: ["F1", "F2", "F3"] }, { open }],
  ])("counts: %s", (_name, over, context) => {
    expect(checked("plan", { ...base, ...over }, context)).toMatchObject({ problems: [], outcome: "done" });
  });

  test("with open questions waits for their answers", () => {
    const questions = [{ question: "Which?", options: ["a", "b"] }];
    expect(checked("plan", { ...base, questions })).toMatchObject({ problems: [], outcome: "questions", questions });
  });
});

describe("a plan review", () => {
  const met = (id: string, evidence: string[] = ["S1"]) => ({ id, met: true, evidence });
  const finding = { id: "F1", severity: "major", at: "S1", quote: "Write the greeting", problem: "p", fix: "f" };
  const base = { status: "approved", summary: "s", criteria: [met("AC1"), met("AC2")] };
  const changes = { status: "needs_changes", findings: [finding] };
  const open = [{ id: "F1", severity: "major" }];
  const minor = [{ id: "F1", severity: "minor" }];
  const prior = (state: string) => ({ prior: [{ id: "F1", state }] });
  const question = { question: "Which?", options: ["a", "b"] };

  test.each<Case>([
    ["a criterion without an answer", { criteria: [met("AC1")] }, {}, /criteria: AC2 is not answered/],
    [
      "a criterion that is not the story's",
      { criteria: [met("AC1"), met("AC2"), met("AC3")] },
      {},
      /"AC3" is no criterion/,
    ],
    [
      "a criterion met without evidence",
      { criteria: [met("AC1"), met("AC2", [])] },
      {},
      /\(AC2\): met is true without evidence/,
    ],
    [
      "evidence that is no step",
      { criteria: [met("AC1"), met("AC2", ["S9"])] },
      {},
      /S9 is not a step of the plan; known: S1, S2/,
    ],
    [
      "approved with a criterion not met",
      { criteria: [met("AC1"), { id: "AC2", met: false }] },
      {},
      /"approved" but AC2 is not met/,
    ],
    [
      "approved with a blocker",
      { findings: [{ ...finding, severity: "blocker" }] },
      {},
      /"approved" but F1 is a blocker/,
    ],
    ["approved with a major finding", { findings: [finding] }, {}, /"approved" but F1 is a major/],
    [
      "approved while an earlier one is open",
      prior("open"),
      { open },
      /"approved" but the earlier finding F1 is still open/,
    ],
    ["an earlier finding without an answer", {}, { open }, /prior: F1 is not answered/],
    ["an answer to a finding that is not open", prior("fixed"), {}, /prior\[0\]: "F1" is no open finding/],
    ["changes asked for without a finding", { status: "needs_changes" }, {}, /"needs_changes" without a finding/],
    ["rejected without a blocker", { status: "rejected", findings: [finding] }, {}, /"rejected" without a blocker/],
    [
      "a clarification without a question",
      { status: "needs_clarification" },
      {},
      /"needs_clarification" without an open question/,
    ],
    [
      "a clarification that is answered already",
      { status: "needs_clarification", questions: [{ ...question, answer: "a" }] },
      {},
      /without an open question/,
    ],
    [
      "a status that this reviewer does not have",
      { status: "rejected", findings: [{ ...finding, severity: "blocker" }] },
      { allowedStatuses: ["approved"] },
      /status: found "rejected", expected one of "approved"/,
    ],
    [
      "an id of an earlier round",
      changes,
      { usedFindings: ["F1", "F4"] },
      /id F1 was used in an earlier round; number new findings from F5 on/,
    ],
    [
      "a quote that the plan does not have",
      { ...changes, findings: [{ ...finding, quote: "Sing a song" }] },
      {},
      /quote not found in the plan/,
    ],
    [
      "a place that the plan does not have",
      { ...changes, findings: [{ ...finding, at: "S9" }] },
      {},
      /at "S9" is not in the plan/,
    ],
    ["an id twice", { ...changes, findings: [finding, finding] }, {}, /id "F1" is used twice/],
  ])("is refused: %s", (_name, over, context, problem) => {
    expect(problemsOf("plan-review", { ...base, ...over }, context).join("\n")).toMatch(problem);
  });

  test.each<Good>([
    ["approved", {}, {}],
    ["approved with a minor finding", { findings: [{ ...finding, severity: "minor" }] }, {}],
    ["approved after a fix", prior("fixed"), { open }],
    ["approved with an earlier minor one open", prior("open"), { open: minor }],
    ["changes", changes, {}],
    ["changes, because an earlier one is still open", { status: "needs_changes", ...prior("open") }, { open }],
    ["changes, a criterion not met", { ...changes, criteria: [met("AC1"), { id: "AC2", met: false }] }, {}],
    ["changes about what is missing", { ...changes, findings: [{ ...finding, quote: null, missing: true }] }, {}],
    ["a new id in a later round", { ...changes, findings: [{ ...finding, id: "F5" }] }, { usedFindings: ["F4"] }],
    ["rejected with a blocker", { status: "rejected", findings: [{ ...finding, severity: "blocker" }] }, {}],
    ["rejected because an earlier one is still open", { status: "rejected", ...prior("open") }, { open }],
    ["a question", { status: "needs_clarification", questions: [question] }, {}],
  ])("counts: %s", (_name, over, context) => {
    const { status } = { ...base, ...over };
    expect(checked("plan-review", { ...base, ...over }, context)).toMatchObject({ problems: [], outcome: status });
  });

  test("puts its questions only when it asks for a clarification", () => {
    const questions = [question, { ...question, answer: "b" }];
    expect(checked("plan-review", { ...base, status: "needs_clarification", questions }).questions).toEqual([question]);
    expect(checked("plan-review", { ...base, questions }).questions).toEqual([]);
  });

  test("has no finding outside of the change, whatever it says", () => {
    const findings = [{ ...finding, outside: true }];
    expect(checked("plan-review", { ...base, ...changes, findings }).findings).toEqual([
      { id: "F1", severity: "major", outside: false },
    ]);
  });
});

describe("a code review", () => {
  const place = { file: "src/hello.ts", line: 1, quote: "export const hello" };
  const met = (id: string, evidence: object[] = [place]) => ({ id, met: true, evidence });
  const finding = { id: "F1", severity: "major", ...place, problem: "p", fix: "f" };
  const base = { status: "approved", summary: "s", criteria: [met("AC1"), met("AC2")] };
  const changes = { status: "needs_changes", findings: [finding] };
  const elsewhere = { ...finding, file: "src/old.ts", quote: "export const old" };
  const gone = { ...finding, file: "src/none.ts" };

  test.each<Case>([
    [
      "evidence in a file that is not there",
      { criteria: [met("AC1", [{ ...place, file: "src/none.ts" }]), met("AC2")] },
      {},
      /criteria\[0\]\.evidence\[0\] \(AC1\): file "src\/none.ts" is not in the reviewed tree/,
    ],
    [
      "evidence whose quote is not there",
      { criteria: [met("AC1", [{ ...place, quote: "export const nope" }]), met("AC2")] },
      {},
      /quote not found/,
    ],
    [
      "a test that the program did not run",
      { criteria: [met("AC1", [{ test: "says goodbye" }]), met("AC2")] },
      {},
      /"says goodbye" is not in the program's test record/,
    ],
    ["a finding in a file that is not there", { ...changes, findings: [gone] }, {}, /findings\[0\] \(F1\): file/],
    [
      "a path out of the project",
      { ...changes, findings: [{ ...finding, file: "../secret" }] },
      {},
      /leaves the project/,
    ],
    ["approved with a major finding about the change", { findings: [finding] }, {}, /"approved" but F1 is a major/],
    [
      "changes asked for only outside of the change",
      { status: "needs_changes", findings: [elsewhere] },
      {},
      /"needs_changes" without a finding about this change/,
    ],
    ["rejected without a blocker", { status: "rejected", findings: [finding] }, {}, /"rejected" without a blocker/],
    [
      "rejected for a blocker outside of the change",
      { status: "rejected", findings: [{ ...elsewhere, severity: "blocker" }] },
      {},
      /"rejected" without a blocker/,
    ],
    ["an id of an earlier round", changes, { usedFindings: ["F1"] }, /number new findings from F2 on/],
    [
      "an earlier finding without an answer",
      {},
      { open: [{ id: "F1", severity: "minor" }] },
      /prior: F1 is not answered/,
    ],
    [
      "a status that this reviewer does not have",
      { ...changes },
      { allowedStatuses: ["approved"] },
      /status: found "needs_changes"/,
    ],
  ])("is refused: %s", (_name, over, context, problem) => {
    expect(problemsOf("code-review", { ...base, ...over }, context).join("\n")).toMatch(problem);
  });

  test.each<Good>([
    ["approved", {}, {}],
    ["approved by a test that the program ran", { criteria: [met("AC1", [{ test: "says hello" }]), met("AC2")] }, {}],
    [
      "one piece of evidence of two that holds",
      { criteria: [met("AC1", [place, { ...place, file: "src/none.ts" }]), met("AC2")] },
      {},
    ],
    ["approved with a major finding outside of the change", { findings: [elsewhere] }, {}],
    ["changes", changes, {}],
    ["changes about a file that is missing", { ...changes, findings: [{ ...gone, missing: true }] }, {}],
    ["rejected with a blocker", { status: "rejected", findings: [{ ...finding, severity: "blocker" }] }, {}],
  ])("counts: %s", (_name, over, context) => {
    const { status } = { ...base, ...over };
    expect(checked("code-review", { ...base, ...over }, context)).toMatchObject({ problems: [], outcome: status });
  });

  test("says which findings are outside of the change", () => {
    const findings = [finding, { ...elsewhere, id: "F2" }];
    const result = checked("code-review", { ...base, status: "needs_changes", findings });
    expect(result.findings.map((one) => one.outside)).toEqual([false, true]);
  });
});

describe("a result of the implementation", () => {
  const met = (id: string, is = true) => ({ id, met: is });
  const base = { status: "complete", changed_files: ["src/hello.ts"], criteria: [met("AC1"), met("AC2")] };
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
      /AC3 is not a criterion of the story; known: AC1, AC2/,
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
  ])("is refused: %s", (_name, over, context, problem) => {
    expect(problemsOf("impl-result", { ...base, ...over }, context).join("\n")).toMatch(problem);
  });

  test.each<[...Good, string]>([
    ["complete", {}, {}, "complete"],
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
    expect(checked("impl-result", { ...base, ...over }, context)).toMatchObject({ problems: [], outcome });
  });
});

test.each<[string[], number]>([
  [[], 1],
  [["F1", "F7", "F3"], 8],
  [["F007"], 8],
])("the first free number after %p is %p", (used, next) => {
  expect(nextNumber(used)).toBe(next);
});
