import { describe, expect, test } from "bun:test";
import { settingsProblems } from "../../../src/run/settings/read-settings.ts";
import { DEFAULT_SETTINGS, MAX_CRITERIA } from "../../../src/settings.ts";
import { commandList, problemsOf } from "../../../src/workflows/contract/fields.ts";
import { allSettings, allWorkflows } from "../../../src/workflows/index.ts";
import { CODE_STATUSES, PLAN_STATUSES } from "../../../src/workflows/review/statuses.ts";
import { KINDS as ALL, type ChainKind, schemaOf } from "../multi-ai/kinds.ts";

const stamp = { task: "T1", nonce: "ab".repeat(16) };
const finding = { id: "F1", severity: "major", problem: "p", fix: "f" };
/** The least that counts, of each kind. */
const LEAST: Record<ChainKind, Record<string, unknown>> = {
  "user-story": {
    ...stamp,
    title: "t",
    summary: "s",
    acceptance_criteria: [{ id: "AC1", text: "a" }],
  },
  plan: { ...stamp, title: "t", approach: "a", steps: [{ id: "S1", title: "t" }] },
  "plan-review": { ...stamp, status: "approved", summary: "s", criteria: [] },
  "impl-result": { ...stamp, status: "complete", changed_files: [], criteria: [] },
  "code-review": { ...stamp, status: "approved", summary: "s", criteria: [] },
};
const KINDS = Object.keys(LEAST) as ChainKind[];

function problems(kind: ChainKind, value: unknown): string[] {
  const parsed = schemaOf(kind).safeParse(value);
  return parsed.success ? [] : problemsOf(value, parsed.error.issues);
}

test("there is a least artifact of every kind", () => {
  expect(KINDS.sort()).toEqual((Object.keys(ALL) as ChainKind[]).sort());
  for (const kind of KINDS) expect([kind, ...problems(kind, LEAST[kind])]).toEqual([kind]);
});

describe.each(KINDS)("%s", (kind) => {
  test("needs each of its fields, and says which one is missing", () => {
    for (const field of Object.keys(LEAST[kind])) {
      const without = { ...LEAST[kind], [field]: undefined };
      const [first] = problems(kind, without);
      expect(first?.startsWith(`${field}: found nothing, expected `)).toBe(true);
    }
  });

  test("takes no field of another type", () => {
    for (const field of Object.keys(LEAST[kind]))
      for (const wrong of [null, 7, true, { a: 1 }, [[]]])
        expect(problems(kind, { ...LEAST[kind], [field]: wrong })[0]).toStartWith(field);
  });

  test.each(["T", "t1", "T1 ", "T12345", "1", "../T1"])("takes no task %p", (task) => {
    expect(problems(kind, { ...LEAST[kind], task })[0]).toStartWith("task: found");
  });

  test.each(["", "ab", "AB".repeat(16), `${"ab".repeat(16)}\n`, "g".repeat(32), "a".repeat(65)])(
    "takes no nonce %p",
    (nonce) => {
      expect(problems(kind, { ...LEAST[kind], nonce })[0]).toStartWith("nonce: found");
    },
  );
});

test.each<[ChainKind, string[]]>([
  ["plan-review", Object.keys(PLAN_STATUSES)],
  ["code-review", Object.keys(CODE_STATUSES)],
  ["impl-result", ["complete", "partial", "failed"]],
])("%s has exactly the statuses %p", (kind, statuses) => {
  for (const status of statuses) expect(problems(kind, { ...LEAST[kind], status })).toEqual([]);
  for (const status of [
    "Approved",
    "APPROVED",
    "approved ",
    "ok",
    "pass",
    "lgtm",
    "error",
    "done",
    "",
    null,
    true,
    ["approved"],
  ]) {
    const expected = `expected one of ${statuses.map((one) => `"${one}"`).join(", ")}`;
    expect(problems(kind, { ...LEAST[kind], status })).toEqual([
      `status: found ${JSON.stringify(status)}, ${expected}`,
    ]);
  }
});

describe("a finding", () => {
  const of = (over: object) =>
    problems("code-review", { ...LEAST["code-review"], findings: [{ ...finding, ...over }] });
  test.each<[string, object]>([
    ["id", { id: "1" }],
    ["severity", { severity: "critical" }],
    ["line", { line: 0 }],
    ["line", { line: 1.5 }],
    ["line", { line: "7" }],
    ["file", { file: 7 }],
    ["missing", { missing: "yes" }],
    ["outside", { outside: 1 }],
    ["problem", { problem: "" }],
    ["fix", { fix: undefined }],
    ["quote", { quote: "q".repeat(4_001) }],
  ])("has no wrong %s", (field, over) => {
    expect(of(over)[0]).toStartWith(`findings[0].${field}: found `);
  });
  test("may leave null what it does not know", () => {
    expect(
      of({ file: null, line: null, at: null, quote: null, missing: null, outside: null }),
    ).toEqual([]);
  });
});

describe("settings", async () => {
  const settings = await allSettings();
  const wrong = (value: object): string[] => {
    const parsed = settings.safeParse(value);
    return parsed.success ? [] : settingsProblems(value, parsed.error.issues, settings);
  };
  test("take the test commands that an artifact may name, and no others", () => {
    const all = [
      [],
      ["npm test"],
      [" a "],
      [""],
      [" "],
      ["a\nb"],
      ["x".repeat(300)],
      ["x".repeat(301)],
      Array(8).fill("a"),
      Array(9).fill("a"),
    ];
    for (const commands of all) {
      const [own, named] = [
        settings.safeParse({ tests: { commands } }),
        commandList.safeParse(commands),
      ];
      expect([commands, own.success]).toEqual([commands, named.success]);
      if (own.success) expect(own.data.tests.commands).toEqual(named.data!);
    }
  });

  test("have no limits where a person says nothing: those stand in the workflow", () => {
    expect(DEFAULT_SETTINGS).toMatchObject({ auto: false });
    expect(MAX_CRITERIA).toBe(12);
    expect(DEFAULT_SETTINGS.limits).toEqual({});
    for (const { limits } of Object.values(allWorkflows()))
      for (const [name, limit] of Object.entries(limits))
        expect([name, limit > 0]).toEqual([name, true]);
    expect(settings.parse({ limits: { per_reviewer: 3 } }).limits).toEqual({ per_reviewer: 3 });
  });
  test("take every limit that a workflow has", () => {
    for (const name of ["per_reviewer", "plan_reviews", "code_reviews"])
      expect(settings.parse({ limits: { [name]: 7 } }).limits).toEqual({ [name]: 7 });
    const all = { per_reviewer: 10, plan_reviews: 10, code_reviews: 15 };
    expect(settings.parse({ limits: all }).limits).toEqual(all);
  });
  test.each<[object, RegExp]>([
    [{ limit: 3 }, /limit: found 3, which is not a setting/],
    [{ limits: { plan: 3 } }, /limits\.plan: found 3, which is not a setting/],
    [{ limits: { per_reviewer: 0 } }, /limits\.per_reviewer: found 0/],
    [{ limits: { per_reviewer: 1.5 } }, /limits\.per_reviewer: found 1\.5/],
    [{ limits: { per_reviewer: 101 } }, /limits\.per_reviewer: found 101, expected at most 100/],
    [{ auto: "yes" }, /auto: found "yes", expected true or false/],
    [
      { models: { planner: "gpt" } },
      /models\.planner: found "gpt", expected opus, sonnet, haiku, inherit, or codex\/ and the name of a model/,
    ],
    [
      { codex: { dispatch: "shell" } },
      /codex\.dispatch: found "shell", expected one of "check", "agent"/,
    ],
  ])("%p is refused", (value, problem) => {
    expect(wrong(value).join("\n")).toMatch(problem);
  });
});
