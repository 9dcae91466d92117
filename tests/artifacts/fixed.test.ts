import { describe, expect, test } from "bun:test";
import { type Since, sinceInPlan, sinceInTree } from "../../scripts/artifacts/fixed.ts";
import { checked, problemsOf } from "./check-context.ts";

const place = { file: "src/hello.ts", line: 1, quote: "export const hello" };
const code = {
  status: "approved",
  summary: "s",
  criteria: ["AC1", "AC2"].map((id) => ({ id, met: true, evidence: [place] })),
};
const plan = { ...code, criteria: ["AC1", "AC2"].map((id) => ({ id, met: true, evidence: ["S1"] })) };
const prior = (state: string) => ({ prior: [{ id: "F1", state }] });
const open = (since?: Since) => ({ open: [{ id: "F1", severity: "major", since }] });
const CASES = [
  ["code-review", code],
  ["plan-review", plan],
] as const;

describe.each(CASES)("%s", (kind, review) => {
  test("calls nothing fixed where nothing has changed since it was raised", () => {
    expect(problemsOf(kind, { ...review, ...prior("fixed") }, open("nothing"))).toEqual([
      'prior[0] (F1): state is "fixed", but nothing has changed since F1 was raised; expected "open", with a status that fits',
    ]);
    const again = { ...review, status: "needs_changes", ...prior("open") };
    expect(problemsOf(kind, again, open("nothing"))).toEqual([]);
  });

  test("may call fixed what was mended elsewhere, and that is marked", () => {
    const one = checked(kind, { ...review, ...prior("fixed") }, open("elsewhere"));
    expect(one).toMatchObject({ problems: [], prior: [{ id: "F1", state: "fixed", untouched: true }] });
  });

  test.each<[Since | undefined]>([["place"], [undefined]])("says nothing of what changed at its place: %p", (since) => {
    const one = checked(kind, { ...review, ...prior("fixed") }, open(since));
    expect(one).toMatchObject({ problems: [] });
    expect(one.prior).toEqual([{ id: "F1", state: "fixed" }]);
  });

  test("counts each finding called fixed as a claim", () => {
    const without = checked(kind, review).claims;
    expect(checked(kind, { ...review, ...prior("fixed") }, open("place")).claims).toBe(without + 1);
  });
});

describe("what became of a place", () => {
  const step = (id: string, title: string) => ({ id, title, files: ["src/a.ts"], covers: ["AC1"], depends_on: [] });
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
    expect(sinceInTree(changed, file)).toBe(since);
  });
});
