// Guarantee: Findings are answered.
// Gate: an earlier finding called fixed | it is closed | the review goes back | the next reviewers see it
import { describe, expect, test } from "bun:test";
import { sinceInPlan } from "../../../src/workflows/multi-ai/record.ts";
import { type Since, sinceInTree } from "../../../src/workflows/review/findings/fixed.ts";
import { checked, problemsOf } from "./check-context.ts";

const place = { file: "src/hello.ts", line: 1, quote: "export const hello" };
const code = {
  status: "approved",
  summary: "s",
  criteria: ["AC1", "AC2"].map((id) => ({ id, met: true, evidence: [place] })),
};
const plan = {
  ...code,
  criteria: ["AC1", "AC2"].map((id) => ({ id, met: true, evidence: ["S1"] })),
};
const prior = (state: string) => ({ prior: [{ id: "F1", state }] });
const open = (since?: Since) => ({ open: [{ id: "F1", severity: "major", since }] });
const CASES = [
  ["code-review", code],
  ["plan-review", plan],
] as const;

describe.each(CASES)("%s", (kind, review) => {
  test("calls nothing fixed where nothing has changed since it was raised", () => {
    expect(problemsOf(kind, { ...review, ...prior("fixed") }, open("nothing"))).toEqual([
      'prior[0] (F1): state is "fixed", but nothing has changed since F1 was raised; expected "open" with a status that fits, or "withdrawn" with a reason if the finding was wrong',
    ]);
    const again = { ...review, status: "needs_changes", ...prior("open") };
    expect(problemsOf(kind, again, open("nothing"))).toEqual([]);
  });

  test("may call fixed what was mended elsewhere, and that is marked", () => {
    const one = checked(kind, { ...review, ...prior("fixed") }, open("elsewhere"));
    expect(one).toMatchObject({
      problems: [],
      prior: [{ id: "F1", state: "fixed", untouched: true }],
    });
  });

  test.each<[Since | undefined]>([["place"], [undefined]])(
    "says nothing of what changed at its place: %p",
    (since) => {
      const one = checked(kind, { ...review, ...prior("fixed") }, open(since));
      expect(one).toMatchObject({ problems: [] });
      expect(one.prior).toEqual([{ id: "F1", state: "fixed" }]);
    },
  );
});

describe("what became of a place", () => {
  const step = (id: string, title: string) => ({
    id,
    title,
    files: ["src/a.ts"],
    covers: ["AC1"],
    depends_on: [],
  });
  const one = { title: "T", approach: "A", steps: [step("S1", "Write it"), step("S2", "Test it")] };

  test.each<[string, object, Since]>([
    ["the same plan", {}, "nothing"],
    ["by another task, with an answer", { task: "T10", nonce: "ab", answered: ["F1"] }, "nothing"],
    ["with other white space", { approach: " A\n" }, "nothing"],
    [
      "with empty lists, keys in another order, and one that no schema knows",
      {
        risks: [],
        steps: one.steps.map((s) => ({
          x: 1,
          depends_on: [],
          files: s.files,
          covers: s.covers,
          title: s.title,
          id: s.id,
        })),
      },
      "nothing",
    ],
    ["another approach", { approach: "B" }, "elsewhere"],
    ["another step", { steps: [step("S1", "Write it well"), one.steps[1]] }, "elsewhere"],
    ["one step more", { steps: [...one.steps, step("S3", "Say so")] }, "elsewhere"],
    ["the step itself", { steps: [one.steps[0], step("S2", "Test the empty name")] }, "place"],
    ["without the step", { steps: [one.steps[0]] }, "place"],
  ])("in a plan: %s", (_name, over, since) => {
    expect(sinceInPlan(one, { ...one, ...over }, "S2")).toBe(since);
  });

  test("a criterion has no place in the plan", () => {
    expect(sinceInPlan(one, { ...one, approach: "B" }, "AC1")).toBe("place");
    expect(sinceInPlan(one, one, "AC1")).toBe("nothing");
  });

  test.each<[string[], string | null, Since]>([
    [[], "src/a.ts", "nothing"],
    [["src/b.ts"], "src/a.ts", "elsewhere"],
    [["src/b.ts", "src/a.ts"], "src/a.ts", "place"],
    [["src/b.ts"], null, "place"],
  ])("in a tree: %j for %p", (changed, file, since) => {
    const texts = () => ({ before: "a", now: "b" });
    expect(sinceInTree(changed, file, {}, texts)).toBe(since);
  });

  const FILE = Array.from({ length: 30 }, (_, index) => `const line${index + 1} = ${index + 1};`);
  const changedAt = (line: number, text: string): string =>
    FILE.toSpliced(line - 1, 1, text).join("\n");
  const finding = { line: 15, quote: "const line15 = 15;" };
  test.each<[string, string, object, Since]>([
    ["the quoted line itself", changedAt(15, "const line15 = 0;"), finding, "place"],
    ["a line close by", changedAt(11, "guard();"), finding, "place"],
    ["a line before it", FILE.toSpliced(14, 0, "guard();").join("\n"), finding, "place"],
    ["white space alone", changedAt(15, "  const line15 = 15;"), finding, "place"],
    ["another part of its file", changedAt(3, "const line3 = 0;"), finding, "elsewhere"],
    [
      "lines far above, which moves it",
      FILE.toSpliced(2, 0, "a();", "b();").join("\n"),
      finding,
      "elsewhere",
    ],
    ["a file that is gone", "", finding, "place"],
    [
      "another part, for something that is missing",
      changedAt(3, "x"),
      { ...finding, missing: true },
      "place",
    ],
    ["another part, for a finding without a quotation", changedAt(3, "x"), { line: 15 }, "place"],
    [
      "another part, for several quoted lines",
      changedAt(3, "x"),
      { line: 14, quote: "const line14 = 14;\n const line15 = 15;" },
      "elsewhere",
    ],
    [
      "another part, where the claim names another line",
      changedAt(3, "x"),
      { ...finding, line: 20 },
      "elsewhere",
    ],
    [
      "another part, for the first lines",
      changedAt(20, "x"),
      { line: 1, quote: "const line1 = 1;" },
      "elsewhere",
    ],
  ])("%s", (_, now, place, since) => {
    expect(
      sinceInTree(["src/a.ts"], "src/a.ts", place, () => ({ before: FILE.join("\n"), now })),
    ).toBe(since);
  });
  test("a file that cannot be read as text is its place", () => {
    const texts = () => ({ before: null, now: null });
    expect(sinceInTree(["a.bin"], "a.bin", finding, texts)).toBe("place");
  });
});
