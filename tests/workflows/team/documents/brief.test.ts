import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Brief, parseBrief } from "../../../../src/workflows/team/documents/brief.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const text = walkthrough("brief.md");

test("the walkthrough's brief says what it says", () => {
  const { brief, problems } = parseBrief(text);
  expect(problems).toEqual([]);
  expect(brief.stories).toHaveLength(3);
  expect(brief.stories[0]).toEndWith(
    "a reset link via email so that I can regain access without contacting support.",
  );
  expect(brief.criteria.map((one) => one.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(brief.criteria[5]).toEqual({ number: 6, text: "Passwords must be minimum 8 characters" });
  expect(brief.outOfScope).toEqual([
    "SMS reset",
    "Social login recovery",
    "Admin-initiated password reset",
  ]);
  expect(brief.openQuestions).toEqual([]);
});

test("line ends and a byte order mark make no difference", () => {
  expect(parseBrief(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual(parseBrief(text));
});

describe("is refused", () => {
  test.each<Refusal<string>>([
    [
      "a section twice",
      `${text}\n## User Stories\n\n1. x\n`,
      /## User Stories, line \d+: found "## User Stories again", expected it once \(the first is in line 8\)/,
    ],
    [
      "an empty section",
      text.replace("None at this time.", ""),
      /## Open Questions, line \d+: found nothing, expected some text/,
    ],
    [
      "a number left out",
      text.replace("3. The reset", "4. The reset"),
      /## Acceptance Criteria, line \d+: found 4, expected number 3/,
    ],
    [
      "a criterion without a number",
      text.replace("6. Pass", "- Pass"),
      /found "no number", expected number 6/,
    ],
    [
      "a criterion without text",
      text.replace("6. Passwords must be minimum 8 characters", "6."),
      /found "an empty item"/,
    ],
    [
      "criteria in code",
      text.replace("1. POST", "```\n1. POST").replace("not a 500", "not a 500\n```"),
      /found "no numbered list"/,
    ],
    [
      "prose where a list belongs",
      text.replace(/- SMS reset\n.*\n.*/, "SMS and social login"),
      /## Out of Scope.*found "no list"/,
    ],
    ["nothing at all", "", /## Problem Statement: found nothing/],
    ["sections in a code block", `~~~\n${text}\n~~~`, /## Acceptance Criteria: found nothing/],
  ])("%s", (_name, input, problem) => {
    expect(parseBrief(input).problems.join("\n")).toMatch(problem);
  });
});

test.each([
  ["one option", "Which? Options: a"],
  ["the same option twice", "Which? Options: a; A"],
  ["options without a question", "Options: a; b"],
  ["an option too long for the dialog", `Which? Options: a; ${"b".repeat(81)}`],
])("a question with %s is asked in its own words", (_name, question) => {
  const asked = parseBrief(text.replace("None at this time.", `1. ${question}`));
  expect(asked).toMatchObject({
    problems: [],
    brief: { openQuestions: [{ text: question, options: [] }] },
  });
});

test("open questions are kept with their options", () => {
  const asked = text.replace(
    "None at this time.",
    "1. Which store? Options: Redis; memory\n2. For whom?\n- Since when? Options: now; later; never",
  );
  expect(parseBrief(asked)).toMatchObject({
    problems: [],
    brief: {
      openQuestions: [
        { text: "Which store?", options: ["Redis", "memory"] },
        { text: "For whom?", options: [] },
        { text: "Since when?", options: ["now", "later", "never"] },
      ],
    },
  });
});

const print = (brief: Brief): string => {
  const list = (items: string[], mark: (at: number) => string) =>
    items.length === 0 ? "None." : items.map((item, at) => `${mark(at)} ${item}`).join("\n");
  const number = (at: number) => `${at + 1}.`;
  return `# A feature

## Problem Statement

Something is missing.

## User Stories

${list(brief.stories, number)}

## Acceptance Criteria

${list(
  brief.criteria.map((one) => one.text),
  number,
)}

## Out of Scope

${list(brief.outOfScope, () => "-")}

## Open Questions

${list(
  brief.openQuestions.map((one) =>
    one.options.length > 0 ? `${one.text} Options: ${one.options.join("; ")}` : one.text,
  ),
  number,
)}
`;
};

const words = fc
  .array(fc.stringMatching(/^[a-zäöü0-9?!.()-]{1,8}$/), { minLength: 1, maxLength: 6 })
  .map((all) => `w${all.join(" ")}`);

test("what is printed is read back", () => {
  const options = fc.oneof(
    fc.constant<string[]>([]),
    fc.uniqueArray(words, { minLength: 2, maxLength: 4 }),
  );
  const brief: fc.Arbitrary<Brief> = fc.record({
    stories: fc.array(words, { maxLength: 4 }),
    criteria: fc
      .array(words, { minLength: 1, maxLength: 12 })
      .map((all) => all.map((one, at) => ({ number: at + 1, text: one }))),
    outOfScope: fc.array(words, { maxLength: 4 }),
    openQuestions: fc.array(fc.record({ text: words, options }), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(brief, (one) =>
      expect(parseBrief(print(one))).toEqual({ brief: one, problems: [] }),
    ),
  );
});
