// Guarantee: What comes next is read from the files.
// What a round comes to: who says what, whether a round closed anything, how many there may be; and
// what a criterion carries.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { commandsIn } from "../../../../src/workflows/phases/verify/checks.ts";
import { gapsOf, openIds, outcomeOf } from "../../../../src/workflows/phases/verify/publish.ts";
import type { PhaseVerification } from "../../../../src/workflows/phases/verify/recorded.ts";

const item = (of: string) => ({ of, test: `Look at ${of}`, expected: "It is calm", why: "Taste" });
const answer = (over: Partial<PhaseVerification> = {}): PhaseVerification => ({
  musts: [
    { id: "C1", verdict: "met", evidence: [] },
    { id: "C2", verdict: "human", evidence: [], reason: "taste" },
    { id: "C3", verdict: "human", evidence: [], reason: "taste" },
  ],
  human: [item("C2"), item("C3")],
  ...over,
});

describe("a person's answers", () => {
  const said = (option: string, text: string | null = null) => ({ option, text });
  const seen = { commands: [], missing: [], outdated: [] };
  const of = (answers: { option: string; text: string | null }[], over = {}, found = seen) =>
    gapsOf(
      answer(over),
      answers,
      { artifacts: [{ id: "A1", path: "a.ts", provides: "It", from: "01-01" }], uat: [] },
      found,
    );
  test("yes counts as met, no is a gap in their words, later and silence wait", () => {
    expect(of([said("yes"), said("yes")])).toMatchObject({ gaps: [], later: [], met: 3 });
    expect(of([said("yes"), said("later")])).toMatchObject({ gaps: [], later: ["C3"], met: 2 });
    expect(of([said("yes")])).toMatchObject({ later: ["C3"], met: 2 });
    const { gaps, met } = of([said("revise", "It blinks"), said("yes")]);
    expect([met, openIds(gaps)]).toEqual([2, ["C2"]]);
    expect(gaps[0]!.missing).toBe("Look at C2. Expected: It is calm. The person says: It blinks");
  });
});

test("what does not hold is a gap, whoever found it", () => {
  const musts = [
    { id: "C1", verdict: "unmet" as const, evidence: [], reason: "The index is never filled" },
  ];
  const failed = {
    id: "K2",
    command: "make lint",
    state: "timeout",
    exit: null,
    lines: [],
    log: null,
  };
  const found = {
    commands: [failed, { ...failed, id: "K1", state: "passed" }],
    missing: ["A1"],
    outdated: [],
  };
  const artifacts = [{ id: "A1", path: "src/a.ts", provides: "It", from: "01-01" }];
  expect(gapsOf({ musts, human: [] }, [], { artifacts, uat: [] }, found).gaps).toEqual([
    { of: ["C1"], missing: "The index is never filled" },
    { of: ["K2"], missing: "make lint: timeout" },
    { of: ["A1"], missing: "It" },
  ]);
});

describe("a round", () => {
  const before = (gaps: string[], over = {}) => ({
    round: 1,
    gaps,
    closed: true,
    escalated: false,
    ...over,
  });
  test("in which nothing was carried out is none, and a question that nobody answered is asked again", () => {
    expect(outcomeOf(["C1"], before(["C1"], { closed: false }), 3)).toEqual({
      outcome: "gaps",
      round: 1,
    });
    const asked = before(["C1"], { closed: false, escalated: true });
    expect(outcomeOf(["C1"], asked, 3)).toEqual({ outcome: "stalled", round: 1 });
    expect(outcomeOf([], asked, 3).outcome).toBe("pass");
  });
  test("whatever the gaps are, rounds come to an end", () => {
    const ids = fc.subarray(["C1", "C2", "C3", "T1", "K1"]);
    fc.assert(
      fc.property(
        fc.array(ids, { minLength: 5, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        (rounds, most) => {
          let last: Parameters<typeof outcomeOf>[1] = null;
          const seen: string[] = [];
          for (const open of rounds) {
            const { outcome, round } = outcomeOf(open, last, most);
            seen.push(outcome);
            expect(outcome === "pass").toBe(open.length === 0);
            if (outcome !== "gaps") break;
            last = before(open, { round });
          }
          expect(seen.filter((one) => one === "gaps").length).toBeLessThanOrEqual(most);
          expect(seen.at(-1)).not.toBe("gaps");
        },
      ),
    );
  });
});

test("a criterion carries a command where it is the project's own, or where it says that it passes", () => {
  expect(commandsIn("`npm test` is green and `src/a.ts` has no `TODO`")).toEqual(["npm test"]);
  expect(commandsIn("`./check.sh --all` exits with 0")).toEqual(["./check.sh --all"]);
  expect(commandsIn("`GET /notes` answers with 200; `rm -rf /` is never run")).toEqual([]);
  expect(commandsIn("a word finds its note")).toEqual([]);
});
