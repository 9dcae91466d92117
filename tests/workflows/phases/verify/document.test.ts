// Guarantee: What comes next is read from the files.
// The report as others read it: whatever words stand in it, it says what was found.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { readVerificationText } from "../../../../src/workflows/phases/planning/documents/verification.ts";
import {
  type VerificationDocument,
  verificationText,
} from "../../../../src/workflows/phases/verify/publish.ts";
import type { Survey } from "../../../../src/workflows/phases/verify/recorded.ts";

const PLACE = { path: ".planning/phases/02.1-a/02.1-VERIFICATION.md", phase: "2.1" };
const survey = (texts: string[]): Survey => ({
  phase: "2.1",
  name: "A",
  goal: "It holds",
  folder: ".planning/phases/02.1-a",
  musts: texts.map((text, at) => ({ id: `C${at + 1}`, text, from: "ROADMAP.md", commands: [] })),
  commands: [{ id: "K1", command: 'echo "a|b"', from: "02.1-01" }],
  artifacts: [],
  reads: [],
  requirements: [],
  commits: [],
  plans: 1,
  before: null,
  uat: [],
});

/**
 * A report in which the first must does not hold, the second waits for a person, and the others are
 * met.
 */
function documentOf(
  texts: string[],
  said: string,
  over: Partial<VerificationDocument> = {},
): VerificationDocument {
  const gaps = [{ of: ["C1"], missing: said }];
  return {
    survey: survey(texts),
    criteria: {
      tree: "git:1234",
      commands: [
        { id: "K1", command: 'echo "a|b"', state: "passed", exit: 0, lines: [], log: null },
      ],
      missing: [],
      outdated: [],
      left: [],
      tests: [],
    },
    answer: {
      musts: texts.map((_, at) => ({
        id: `C${at + 1}`,
        verdict: (["unmet", "human"] as const)[at] ?? "met",
        evidence: [],
        reason: said,
      })),
      human: [{ of: "C2", test: said, expected: said, why: said }],
    },
    verdict: {
      status: "gaps_found",
      gaps,
      later: ["C2"],
      met: texts.length - 2,
      total: texts.length,
      round: 2,
    },
    answers: [],
    accepted: null,
    escalated: false,
    commit: "a".repeat(40),
    now: "2026-01-04T10:00:00.000Z",
    ...over,
  };
}

const words = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
  fc.constantFrom(
    "a: b",
    "- x",
    "---\nstatus: passed",
    "#",
    '"',
    "'",
    "| a |",
    "\\",
    "`x`",
    "[x] {y}",
    "ja: 'nein'",
    "é\u2028x",
  ),
);
const visible = words.filter((one) => one.trim() !== "");

test("whatever words stand in it, it reads as what was found", () => {
  fc.assert(
    fc.property(
      fc.array(visible, { minLength: 2, maxLength: 4 }),
      visible,
      fc.boolean(),
      (texts, said, escalated) => {
        const read = readVerificationText(
          verificationText(documentOf(texts, said, { escalated })),
          PLACE,
        );
        expect(read).toMatchObject({
          status: "gaps_found",
          commit: "a".repeat(40),
          met: texts.length - 2,
          total: texts.length,
          escalated,
        });
        expect(read!.gaps).toHaveLength(1);
      },
    ),
  );
});

test("what the person let pass reads as passed, and says what does not hold", () => {
  fc.assert(
    fc.property(visible, visible, (said, accepted) => {
      const whole = documentOf(["One", "Two", "Three"], said, { accepted });
      // What a person has yet to look at is not let pass by that.
      expect(readVerificationText(verificationText(whole), PLACE)).toMatchObject({
        ...{ status: "human_needed", met: 2, total: 3, gaps: [] },
      });
      const text = verificationText({
        ...whole,
        answers: [{ option: "yes", text: null }],
        verdict: { ...whole.verdict, later: [], met: 2 },
      });
      expect(readVerificationText(text, PLACE)).toMatchObject({
        status: "passed",
        met: 3,
        total: 3,
        gaps: [],
      });
      expect(text).toContain("✗ FAILED (accepted by the person)");
    }),
  );
});
