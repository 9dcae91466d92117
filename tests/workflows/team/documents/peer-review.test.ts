import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parsePeerReview } from "../../../../src/workflows/team/documents/peer-review.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const text = walkthrough("code-review/by-frontend.md");

test("the walkthrough's review: changes and an escalation in one area, approval of the other", () => {
  expect(parsePeerReview(text, ["backend", "platform"])).toEqual({
    problems: [],
    sections: [
      {
        area: "backend",
        verdict: "changes",
        blockers: [
          "Token handling contradiction between spec and implementation. Need Principal ruling before this can proceed.",
        ],
        escalation: {
          reason: "Token handling contradiction between spec and implementation.",
          decision:
            "Should the reset link embed the raw token (implementation) or should the email be sent server-side with no token in response (spec)?",
          options: [
            "Email sent server-side. Token never leaves the backend. (spec intent)",
            "Return raw token in response, frontend constructs the link. (implementation)",
          ],
        },
      },
      { area: "platform", verdict: "approved", blockers: [], escalation: null },
    ],
  });
});

test.each([
  ["by-frontend.2.md", ["backend", "platform"]],
  ["by-backend.md", ["frontend", "platform"]],
  ["by-platform.md", ["backend", "frontend"]],
] as const)("%s approves both", (file, wanted) => {
  const { sections, problems } = parsePeerReview(walkthrough(`code-review/${file}`), wanted);
  expect(problems).toEqual([]);
  expect(sections.map(({ area, verdict }) => [area, verdict])).toEqual(
    wanted.map((area) => [area, "approved"]),
  );
});

const one = ["backend"];
const of = (...lines: string[]) => `## Review of backend\n\n${lines.join("\n")}\n`;
const CHANGES = "REVIEW: CHANGES REQUESTED";
const escalated = (...lines: string[]) => of(CHANGES, "BLOCKER: b", "ESCALATE: e", ...lines);

const NONE =
  /## Review of backend, line 1: found nothing, expected one line "REVIEW: APPROVED" and/;
describe("is refused", () => {
  test.each<Refusal<string>>([
    [
      "both verdicts",
      of("REVIEW: APPROVED", CHANGES, "BLOCKER: b"),
      /found "APPROVED and CHANGES REQUESTED", expected one/,
    ],
    [
      "a verdict twice",
      of("REVIEW: APPROVED", "", "REVIEW: APPROVED"),
      /found "APPROVED and APPROVED"/,
    ],
    ["no verdict", of("It is fine."), NONE],
    ["a verdict in a quote", of("> REVIEW: APPROVED"), NONE],
    ["a verdict that goes on with a quote", of("> As I said:", "REVIEW: APPROVED"), NONE],
    ["a verdict in a fence", of("```", "REVIEW: APPROVED", "```"), NONE],
    ["a verdict in a fence that is never closed", of("```", "REVIEW: APPROVED"), NONE],
    ["a verdict in a comment", of("<!--", "REVIEW: APPROVED", "-->"), NONE],
    ["a verdict in a heading", of("### REVIEW: APPROVED"), NONE],
    ["a verdict within a sentence", of("I say REVIEW: APPROVED."), NONE],
    [
      "a verdict with more behind it",
      of("REVIEW: APPROVED with remarks"),
      /found "APPROVED with remarks"/,
    ],
    ["another verdict", of("REVIEW: toString"), /found "toString"/],
    [
      "an approval with a blocker",
      of("REVIEW: APPROVED", "BLOCKER: b"),
      /found "a BLOCKER or ESCALATE without changes"/,
    ],
    ["changes without a blocker", of(CHANGES), /found "changes without a BLOCKER"/],
    ["changes whose blocker is in a quote", of(CHANGES, "", "> BLOCKER: b"), /without a BLOCKER/],
    ["a blocker without text", of(CHANGES, "BLOCKER:"), /found "BLOCKER: without text"/],
    [
      "an area that does not exist",
      "## Review of mobile\n\nREVIEW: APPROVED\n",
      /line 1: found "mobile", expected one section/,
    ],
    [
      "an area without a name",
      "## Review of\n\nREVIEW: APPROVED\n",
      /review, line 3: found "a key outside/,
    ],
    ["a missing area", "# Review\n", /## Review of backend: found nothing, expected this section/],
    [
      "the same area twice",
      of("REVIEW: APPROVED") + of("REVIEW: APPROVED"),
      /line 4: found "backend", expected one section/,
    ],
    [
      "a verdict before all sections",
      `REVIEW: APPROVED\n\n${of("x")}`,
      /review, line 1: found "a key outside/,
    ],
    [
      "a blocker under another heading",
      `${of("REVIEW: APPROVED")}\n## Summary\n\nBLOCKER: b\n`,
      /found "a key outside/,
    ],
    [
      "an escalation with an approval",
      of("REVIEW: APPROVED", "ESCALATE: e", "DECISION: d"),
      /ESCALATE without changes/,
    ],
    [
      "an escalation without a decision",
      escalated(),
      /found "1 ESCALATE and 0 DECISION lines", expected one/,
    ],
    [
      "two escalations",
      escalated("DECISION: d", "ESCALATE: f"),
      /found "2 ESCALATE and 1 DECISION lines"/,
    ],
    [
      "options without an escalation",
      of(CHANGES, "BLOCKER: b", "OPTION A: a"),
      /found "1 OPTION lines"/,
    ],
    ["one option", escalated("DECISION: d", "OPTION A: a"), /found "1 OPTION lines", expected one/],
    ["nothing", "", /## Review of backend: found nothing/],
  ])("%s", (_name, input, problem) => {
    expect(parsePeerReview(input, one).problems.join("\n")).toMatch(problem);
  });
});

describe("counts", () => {
  test.each<[string, string, string[]]>([
    ["a blocker over lines, up to a blank one", of(CHANGES, "BLOCKER: a", "b", "", "c"), ["a b"]],
    [
      "several blockers, before and behind the verdict",
      of("BLOCKER: a", CHANGES, "BLOCKER: b", "BLOCKER: c"),
      ["a", "b", "c"],
    ],
    ["a blocker that ends before code", of(CHANGES, "BLOCKER: a", "```", "b", "```", "c"), ["a"]],
    [
      "emphasis and list marks",
      of(`**${CHANGES}**`, "", "- BLOCKER: a", "* **BLOCKER:** `b`"),
      ["a", "`b`"],
    ],
    [
      "text right below the heading",
      `## Review of backend\nIt is close.\n${CHANGES}\nBLOCKER: a\n`,
      ["a"],
    ],
    [
      "headings below the area's",
      of("### Findings", "", CHANGES, "BLOCKER: a", "### More", "b"),
      ["a"],
    ],
    ["carriage returns", of(CHANGES, "BLOCKER: a").replaceAll("\n", "\r\n"), ["a"]],
    ["another verdict in a quote", of("> REVIEW: APPROVED", "", CHANGES, "BLOCKER: a"), ["a"]],
    ["an area in capitals", of(CHANGES, "BLOCKER: a").replace("backend", "Backend"), ["a"]],
  ])("%s", (_name, input, blockers) => {
    expect(parsePeerReview(input, one)).toEqual({
      problems: [],
      sections: [{ area: "backend", verdict: "changes", blockers, escalation: null }],
    });
  });

  test("an escalation without options", () => {
    const { sections, problems } = parsePeerReview(escalated("DECISION: d"), one);
    expect(problems).toEqual([]);
    expect(sections[0]!.escalation).toEqual({ reason: "e", decision: "d", options: [] });
  });

  test("areas whose names are not ASCII, in either form", () => {
    const wide = ["küche", "台所"];
    const input = `## Review of ${"küche".normalize("NFD")}\r\n\r\nREVIEW: APPROVED\r\n\r\n## Review of 台所\r\n\r\nREVIEW: APPROVED\r\n`;
    const { sections, problems } = parsePeerReview(input, wide);
    expect(problems).toEqual([]);
    expect(sections.map((section) => section.area)).toEqual(["küche", "台所"]);
  });
});

const line = fc.constantFrom(
  "REVIEW: APPROVED",
  CHANGES,
  "BLOCKER: b",
  "> q",
  "```",
  "~~~",
  "",
  "text",
  "    code",
  "- item",
  "<!--",
  "-->",
  "## Review of backend",
  "ESCALATE: e",
  "DECISION: d",
);

test("whatever a review says: what is approved has one plain approval and no blocker", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const { sections, problems } = parsePeerReview(of(...lines), one);
      if (problems.length > 0) return;
      expect(sections).toHaveLength(1);
      const { verdict, blockers } = sections[0]!;
      expect(blockers.length > 0).toBe(verdict === "changes");
      expect(lines).toContain(verdict === "approved" ? "REVIEW: APPROVED" : CHANGES);
    }),
    { numRuns: 2_000 },
  );
});
