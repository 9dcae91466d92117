import { describe, expect, test } from "bun:test";
import { type Case, checked, type Good, problemsOf } from "./check-context.ts";

describe("a plan review", () => {
  const met = (id: string, evidence: string[] = ["S1"]) => ({ id, met: true, evidence });
  const finding = {
    id: "F1",
    severity: "major",
    at: "S1",
    quote: "Write the greeting",
    problem: "p",
    fix: "f",
  };
  const base = { status: "approved", summary: "s", criteria: [met("AC1"), met("AC2")] };
  const changes = { status: "needs_changes", findings: [finding] };
  const open = [{ id: "F1", severity: "major" }];
  const minor = [{ id: "F1", severity: "minor" }];
  const prior = (state: string) => ({ prior: [{ id: "F1", state }] });
  const question = { question: "Which?", options: ["a", "b"] };

  test.each<Case>([
    [
      "a criterion without an answer",
      { criteria: [met("AC1")] },
      {},
      /criteria: AC2 is not answered/,
    ],
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
      "evidence that is a step for another criterion",
      { criteria: [met("AC1", ["S2"]), met("AC2", ["S2"])] },
      {},
      /criteria\[0\]\.evidence\[0\] \(AC1\): S2 does not cover AC1; steps whose covers names it: S1$/,
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
    [
      "an open answer to a finding that is not open",
      prior("open"),
      {},
      /prior\[0\]: "F1" is no open finding/,
    ],
    [
      "changes asked for without a finding",
      { status: "needs_changes" },
      {},
      /"needs_changes" without a finding/,
    ],
    [
      "rejected without a blocker",
      { status: "rejected", findings: [finding] },
      {},
      /"rejected" without a blocker/,
    ],
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
  ])("is refused: %s", (_name, over, context, problem) => {
    expect(problemsOf("plan-review", { ...base, ...over }, context).join("\n")).toMatch(problem);
  });

  test.each<Good>([
    ["approved", {}, {}],
    ["approved with a minor finding", { findings: [{ ...finding, severity: "minor" }] }, {}],
    ["approved after a fix", prior("fixed"), { open }],
    ["approved with an earlier minor one open", prior("open"), { open: minor }],
    ["changes", changes, {}],
    ["a step among others", { criteria: [met("AC1", ["S2", "S1"]), met("AC2", ["S2"])] }, {}],
    [
      "changes at a criterion, in its own words",
      { ...changes, findings: [{ ...finding, at: "AC2", quote: "goodbye, too" }] },
      {},
    ],
    [
      "changes, because an earlier one is still open",
      { status: "needs_changes", ...prior("open") },
      { open },
    ],
    [
      "changes, a criterion not met",
      { ...changes, criteria: [met("AC1"), { id: "AC2", met: false }] },
      {},
    ],
    [
      "changes about what is missing",
      { ...changes, findings: [{ ...finding, quote: null, missing: true }] },
      {},
    ],
    ["an answer to what is closed", { prior: [{ id: "F9", state: "fixed" }] }, {}],
    [
      "rejected with a blocker",
      { status: "rejected", findings: [{ ...finding, severity: "blocker" }] },
      {},
    ],
    [
      "rejected because an earlier one is still open",
      { status: "rejected", ...prior("open") },
      { open },
    ],
    ["a question", { status: "needs_clarification", questions: [question] }, {}],
  ])("counts: %s", (_name, over, context) => {
    const { status } = { ...base, ...over };
    expect(checked("plan-review", { ...base, ...over }, context)).toMatchObject({
      problems: [],
      outcome: status,
    });
  });

  test("puts its questions only when it asks for a clarification", () => {
    const questions = [question, { ...question, answer: "b" }];
    expect(
      checked("plan-review", { ...base, status: "needs_clarification", questions }).questions,
    ).toEqual([question]);
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
  const elsewhere = { ...finding, file: "src/old.ts", quote: "export const old", outside: true };
  const because = { file: "src/hello.ts", line: 1, quote: "export const hello" };
  const caused = { ...elsewhere, outside: null, severity: "blocker", because };
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
      /did not see a test "says goodbye" pass/,
    ],
    [
      "a finding in a file that is not there",
      { ...changes, findings: [gone] },
      {},
      /findings\[0\] \(F1\): file/,
    ],
    [
      "a path out of the project",
      { ...changes, findings: [{ ...finding, file: "../secret" }] },
      {},
      /leaves the project/,
    ],
    [
      "approved with a major finding about the change",
      { findings: [finding] },
      {},
      /"approved" but F1 is a major/,
    ],
    [
      "changes asked for only outside of the change",
      { status: "needs_changes", findings: [elsewhere] },
      {},
      /"needs_changes" without a finding about this change/,
    ],
    [
      "rejected without a blocker",
      { status: "rejected", findings: [finding] },
      {},
      /"rejected" without a blocker/,
    ],
    [
      "a blocker in a file that the change did not touch, without a cause",
      { ...changes, findings: [{ ...caused, because: null }] },
      {},
      /findings\[0\] \(F1\): src\/old\.ts is not touched by this change; if the change makes it wrong, name in "because" the line that does/,
    ],
    [
      "a cause that the change did not write",
      {
        ...changes,
        findings: [{ ...caused, because: { file: "src/old.ts", quote: "export const old" } }],
      },
      {},
      /\(F1\)\.because: src\/old\.ts is not touched by this change/,
    ],
    [
      "approved with a blocker that the change causes elsewhere",
      { findings: [caused] },
      {},
      /"approved" but F1 is a blocker/,
    ],
    [
      "a blocker on a line of the change that is called outside",
      {
        ...changes,
        findings: [finding, { ...finding, id: "F2", severity: "blocker", outside: true }],
      },
      {},
      /\(F2\): outside is true, but this change wrote src\/hello\.ts:1/,
    ],
    [
      "rejected for a blocker outside of the change",
      { status: "rejected", findings: [{ ...elsewhere, severity: "blocker" }] },
      {},
      /"rejected" without a blocker/,
    ],
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
    [
      "approved by a test that the program ran",
      { criteria: [met("AC1", [{ test: "says hello" }]), met("AC2")] },
      {},
    ],
    [
      "one piece of evidence of two that holds",
      { criteria: [met("AC1", [place, { ...place, file: "src/none.ts" }]), met("AC2")] },
      {},
    ],
    ["approved with a major finding outside of the change", { findings: [elsewhere] }, {}],
    ["changes", changes, {}],
    ["changes for what the change makes wrong elsewhere", { ...changes, findings: [caused] }, {}],
    [
      "rejected for what the change makes wrong elsewhere",
      { status: "rejected", findings: [caused] },
      {},
    ],
    [
      "changes about a file that is missing",
      { ...changes, findings: [{ ...gone, missing: true }] },
      {},
    ],
    [
      "rejected with a blocker",
      { status: "rejected", findings: [{ ...finding, severity: "blocker" }] },
      {},
    ],
  ])("counts: %s", (_name, over, context) => {
    const { status } = { ...base, ...over };
    expect(checked("code-review", { ...base, ...over }, context)).toMatchObject({
      problems: [],
      outcome: status,
    });
  });

  test("says which findings are outside of the change", () => {
    const findings = [finding, { ...elsewhere, id: "F2" }, { ...caused, id: "F3" }];
    const result = checked("code-review", { ...base, status: "needs_changes", findings });
    expect(result.findings.map((one) => one.outside)).toEqual([false, true, false]);
  });
});
