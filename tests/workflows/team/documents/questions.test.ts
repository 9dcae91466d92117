import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  type Context,
  contextText,
  liftQuestions,
} from "../../../../src/workflows/team/documents/questions.ts";
import { questionKey } from "../../../../src/workflows/team/recorded.ts";
import { walkthrough } from "../kinds/given.ts";

const REDIS = "do we have Redis in the stack?";

test("the walkthrough's question is found behind other text in a note, and in what is said to it", () => {
  expect(liftQuestions(walkthrough("design-review/dev-backend.md"))).toEqual({
    questions: [REDIS],
    problems: [],
  });
  const asked = liftQuestions(walkthrough("design-review/principal.md")).questions;
  expect(asked.map(questionKey)).toEqual([questionKey(REDIS)]);
});

test.each<[string, string, string[]]>([
  ["a line of its own", "QUESTION: a? @PM", ["a?"]],
  [
    "in a list, in a table, in bold",
    "- QUESTION: a? @PM\n\n| QUESTION: b? @PM |\n\n**QUESTION: c? @PM**",
    ["a?", "b?", "c?"],
  ],
  ["two on one line", "QUESTION: a? @PM QUESTION: b? @PM", ["a?", "b?"]],
  ["over lines", "x QUESTION: a\n  b? @PM c", ["a b?"]],
  ["over three lines, up to its address", "QUESTION: a\nb\nc? @PM\nd", ["a b c?"]],
  ["in code between backticks", "writes `QUESTION: a? @PM` there", ["a?"]],
  ["not in a fence", "```\nQUESTION: a? @PM\n```", []],
  ["not in a quote", "> QUESTION: a? @PM", []],
  ["not in a comment", "<!-- QUESTION: a? @PM -->", []],
  ["not in small letters", "question: a? @PM", []],
  [
    "carriage returns and other letters",
    "QUESTION: größer? @PM\r\n- QUESTION: 大? @PM",
    ["größer?", "大?"],
  ],
])("questions are lifted: %s", (_name, text, expected) => {
  expect(liftQuestions(text)).toEqual({ questions: expected, problems: [] });
});

test.each([
  "QUESTION: a?",
  "x\nQUESTION: a?\n\nb @PM",
  "QUESTION: a?\nQUESTION: b? @PM",
  "- QUESTION: a?\n- b @PM",
])("what cannot be lifted is a problem: %p", (text) => {
  expect(liftQuestions(text).problems).toEqual([
    'QUESTION: found "a?", expected QUESTION: <text> @PM',
  ]);
});

test("a question without words is none", () => {
  expect(liftQuestions("QUESTION: ?? @PM").problems).toHaveLength(1);
});

test.each<[string, string, boolean]>([
  ["Do we have Redis in the stack?", REDIS, true],
  ["  do we\n have REDIS in the stack ?! ", REDIS, true],
  ["do we have Redis in the stack", REDIS, true],
  ["größe?".normalize("NFD"), "Größe", true],
  ["do we have Redis?", REDIS, false],
])("%p and %p are the same: %p", (a, b, same) => {
  expect(questionKey(a) === questionKey(b)).toBe(same);
});

const EMPTY: Context = { questions: [], decisions: [], autoPasses: [] };

test("the walkthrough's context reads as its document does", () => {
  const text = contextText({
    questions: [
      {
        text: REDIS,
        answer:
          "No Redis. Use in-memory rate limiting. Note this as a production limitation in deploy-log.md.",
      },
    ],
    decisions: [
      {
        at: "2026-03-26T11:30:00Z",
        title: "Stage 6 escalation resolved",
        text: "Email sent server-side. Token never returned in API response.\nBackend must be updated accordingly.",
      },
    ],
    autoPasses: [{ at: "2026-03-26T12:00:00Z", checkpoint: "c", rule: "all_criteria_passed" }],
  });
  expect(text).toBe(walkthrough("context.md"));
  expect(contextText(EMPTY)).toBe("# Context\n");
});

test("an open question stands there without an answer", () => {
  const text = contextText({
    ...EMPTY,
    questions: [
      { text: "a?", answer: null },
      { text: "b?", answer: "c" },
    ],
  });
  expect(text).toBe("# Context\n\nQUESTION: a? @PM\n\nQUESTION: b? @PM\nPM-ANSWER: c\n");
});

const hostile = fc
  .array(
    fc.constantFrom(
      "a",
      "b ",
      "\n",
      "\r\n",
      "QUESTION: x @PM",
      "PM-ANSWER: y",
      "@PM",
      "<!--",
      "-->",
      "```",
      "~~~",
      "> ",
      "# ",
      "## User Decisions",
      "ü",
      "- ",
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(""));

test("whatever people and roles have written, each question stands there once, with its own answer and no other", () => {
  const question = hostile.map((text) => `q${text}`);
  const answer = fc.option(hostile.map((text) => `z${text}`));
  const context = fc.record({
    questions: fc.array(fc.record({ text: question, answer }), { maxLength: 5 }),
    decisions: fc.array(
      fc.record({ at: fc.constant("2026-03-26T11:30:00Z"), title: hostile, text: hostile }),
      {
        maxLength: 3,
      },
    ),
    autoPasses: fc.constant([]),
  });
  fc.assert(
    fc.property(context, (given) => {
      const text = contextText(given);
      const { questions, problems } = liftQuestions(text);
      expect(problems).toEqual([]);
      expect(questions).toHaveLength(given.questions.length);
      const answered = text.match(/^QUESTION: .* @PM\nPM-ANSWER: /gm) ?? [];
      expect(answered).toHaveLength(given.questions.filter((one) => one.answer !== null).length);
      expect(text.split("PM-ANSWER:")).toHaveLength(answered.length + 1);
    }),
    { numRuns: 500 },
  );
});
