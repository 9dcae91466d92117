import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { isDate, isTime } from "../../../../src/workflows/team/documents/days.ts";
import { GATE_STATUSES, type GateStatus, worst } from "../../../../src/workflows/team/statuses.ts";
import { GATES, gateProblems as problems } from "./gate-forms.ts";
import { fixture, type Refusal } from "./given.ts";

const samples = readdirSync(join(import.meta.dir, "../../../fixtures/pipeline/gates")).sort();
const kindOf = (file: string): string => file.replace(/(-orchestrator|-platform)?\.json$/, "");
const sample = (file: string) => JSON.parse(fixture(`gates/${file}`)) as Record<string, unknown>;

test("all seven sample gates are there", () => {
  expect(samples).toHaveLength(7);
});

test.each(samples)("the sample %s is valid as it stands", (file) => {
  expect(problems(kindOf(file), sample(file))).toEqual([]);
});

test.each(samples)("%s: task, nonce and closed warnings may be there; every other field has to be there", (file) => {
  const gate = sample(file);
  const more = { task: "T7", nonce: "0123456789abcdef", closed_warnings: [{ id: "W1", reason: "settled" }] };
  expect(problems(kindOf(file), { ...gate, ...more })).toEqual([]);
  for (const field of Object.keys(gate)) {
    const { [field]: _gone, ...rest } = gate;
    expect(problems(kindOf(file), rest).join("\n")).toContain(`${field}: found nothing, expected`);
  }
});

const base = {
  agent: "x",
  status: "PASS",
  track: "full",
  timestamp: "2026-03-26T10:00:00Z",
  blockers: [],
  warnings: [],
};
const time = "2026-03-26T10:00:00Z";

test.each<[string, object]>([
  ["stage-03", { stage: "stage-03", open_questions_count: 0, answered_questions_count: 1, scope_changed: false }],
  ["stage-04", { stage: "stage-04-küche", area: "küche", files_changed: ["a b.ts"] }],
  [
    "stage-06",
    {
      stage: "stage-06-backend",
      area: "backend",
      review_shape: "matrix",
      required_approvals: 2,
      approvals: [{ reviewer: "dev-frontend", timestamp: time }],
      changes_requested: [],
    },
  ],
  ["stage-09", { stage: "stage-09", lessons_promoted: ["L001"] }],
])("%s has its own fields", (kind, fields) => {
  expect(problems(kind, { ...base, ...fields })).toEqual([]);
  for (const field of Object.keys(fields)) {
    const { [field as "agent"]: _gone, ...rest } = { ...base, ...fields };
    expect(problems(kind, rest).join("\n")).toContain(`${field}: found nothing`);
  }
});

test("a merged gate names its parts", () => {
  expect(problems("merged", { ...base, stage: "stage-04", parts: ["stage-04-backend"] })).toEqual([]);
  expect(problems("merged", { ...base, stage: "stage-10", parts: [] })).not.toEqual([]);
});

describe("is refused", () => {
  test.each<Refusal<[string, object]>>([
    [
      "an unknown status",
      ["stage-01.json", { status: "OK" }],
      /status: found "OK", expected one of "PASS", "WARN", "FAIL", "ESCALATE"/,
    ],
    ["a status in small letters", ["stage-01.json", { status: "pass" }], /status: found "pass"/],
    ["an unknown track", ["stage-01.json", { track: "fast" }], /track: found "fast", expected one of "full", "quick"/],
    [
      "a wrong type",
      ["stage-01.json", { acceptance_criteria_count: "7" }],
      /acceptance_criteria_count: found "7", expected number/,
    ],
    ["a broken number", ["stage-02.json", { adr_count: 1.5 }], /adr_count: found 1.5, expected int/],
    ["a negative number", ["stage-02.json", { adr_count: -1 }], /adr_count: found -1, expected at least 0/],
    ["an unknown field", ["stage-05.json", { approved: true }], /the whole file: found .*, unknown: approved/],
    ["another stage", ["stage-05.json", { stage: "stage-06" }], /stage: found "stage-06", expected one of "stage-05"/],
    [
      "another agent of the pre-review",
      ["stage-05.json", { agent: "dev-qa" }],
      /agent: found "dev-qa", expected one of "platform"/,
    ],
    [
      "local time",
      ["stage-07.json", { timestamp: "2026-03-26T10:00:00+01:00" }],
      /timestamp: .*expected a time in UTC such as/,
    ],
    [
      "a day that does not exist",
      ["stage-07.json", { timestamp: "2026-02-29T10:00:00Z" }],
      /timestamp: found "2026-02-29/,
    ],
    ["a blank blocker", ["stage-07.json", { blockers: [" "] }], /blockers\[0\]: found " "/],
    [
      "an entry that is no text",
      ["stage-07.json", { failing_tests: [1] }],
      /failing_tests\[0\]: found 1, expected string/,
    ],
    ["a task that is none", ["stage-07.json", { task: "7" }], /task: found "7", expected the form/],
    ["a nonce that is none", ["stage-07.json", { nonce: "xyz" }], /nonce: found "xyz", expected the form/],
    [
      "a warning closed without a reason",
      ["stage-07.json", { closed_warnings: [{ id: "W1" }] }],
      /closed_warnings\[0\]\.reason: found nothing/,
    ],
    [
      "an agent that neither signs nor deploys",
      ["stage-08-platform.json", { agent: "qa" }],
      /agent: found "qa", expected one of "orchestrator", "pm", "platform"/,
    ],
    [
      "a field of the other shape",
      ["stage-08-platform.json", { auto_from_stage_07: true }],
      /unknown: auto_from_stage_07/,
    ],
    ["the other shape's agent", ["stage-08-orchestrator.json", { agent: "platform" }], /adapter: found nothing/],
  ])("%s", (_name, [file, over], problem) => {
    expect(problems(kindOf(file), { ...sample(file), ...over }).join("\n")).toMatch(problem);
  });

  test.each([null, 5, "PASS", [], {}].map((one) => [one]))("%p", (value) => {
    for (const kind of GATES) expect(problems(kind, value)).not.toEqual([]);
  });

  test("an area's gate whose stage has no area", () => {
    const gate = { ...base, stage: "stage-04-", area: "x", files_changed: [] };
    expect(problems("stage-04", gate).join()).toContain('stage: found "stage-04-", expected stage-04-<area>');
  });
});

test.each([
  ["2024-02-29", true],
  ["2026-02-29", false],
  ["2100-02-29", false],
  ["2026-04-31", false],
  ["2026-12-31", true],
  ["2026-01-01", true],
  ["2026-13-01", false],
  ["2026-00-10", false],
  ["2026-1-1", false],
])("%s is a day: %p", (text, is) => {
  expect(isDate(text)).toBe(is);
});

test.each([
  ["2026-03-26T10:00:00.123Z", true],
  ["2026-03-26T24:00:00Z", false],
  ["2026-03-26T10:60:00Z", false],
  ["2026-03-26T10:00:60Z", false],
  ["2026-03-26 10:00:00Z", false],
])("%s is a time: %p", (text, is) => {
  expect(isTime(text)).toBe(is);
});

describe("several gates of one stage", () => {
  test.each<[GateStatus[], GateStatus | null]>([
    [[], null],
    [["PASS"], "PASS"],
    [["PASS", "WARN"], "WARN"],
    [["FAIL", "WARN", "PASS"], "FAIL"],
    [["FAIL", "ESCALATE", "PASS"], "ESCALATE"],
  ])("%p merge as %p", (statuses, status) => {
    expect(worst(statuses)).toBe(status);
  });

  test("no stage passes over a FAIL, and order does not matter", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...GATE_STATUSES)), fc.constantFrom(...GATE_STATUSES), (list, one) => {
        const all = [...list, one];
        const status = worst(all)!;
        expect(all).toContain(status);
        expect(worst(all.toReversed())).toBe(status);
        if (all.includes("FAIL") || all.includes("ESCALATE")) expect(["FAIL", "ESCALATE"]).toContain(status);
        if (list.length > 0) expect(worst([worst(list)!, one])).toBe(status);
      }),
    );
  });
});
