import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseClarification } from "../../../../src/workflows/team/documents/clarification.ts";
import {
  type Context,
  contextText,
  liftQuestions,
  pairAnswers,
  questionKey,
} from "../../../../src/workflows/team/documents/questions.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const REDIS = "do we have Redis in the stack?";
const lifted = (text: string) => liftQuestions(text).questions.map((one) => one.question);

test("the walkthrough's question is found behind other text in a note, and its answer behind it", () => {
  expect(liftQuestions(walkthrough("design-review/dev-backend.md"))).toEqual({
    questions: [{ question: REDIS, line: 2 }],
    problems: [],
  });
  const asked = lifted(walkthrough("design-review/principal.md"));
  expect(asked.map(questionKey)).toEqual([questionKey(REDIS)]);
  expect(parseClarification(walkthrough("clarification.md"), [REDIS])).toEqual({
    clarification: {
      answered: [
        {
          question: REDIS,
          answer: "No Redis. Use in-memory rate limiting. Note this as a production limitation in deploy-log.md.",
        },
      ],
      open: [],
    },
    problems: [],
  });
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
  ["carriage returns and other letters", "QUESTION: größer? @PM\r\n- QUESTION: 大? @PM", ["größer?", "大?"]],
])("questions are lifted: %s", (_name, text, expected) => {
  expect(liftQuestions(text)).toMatchObject({ questions: expected.map((question) => ({ question })), problems: [] });
});

test.each<[string, RegExp]>([
  ["QUESTION: a?", /QUESTION, line 1: found "a\?", expected QUESTION: <text> @PM/],
  ["x\nQUESTION: a?\n\nb @PM", /QUESTION, line 2/],
  ["QUESTION: a?\nQUESTION: b? @PM", /QUESTION, line 1/],
  ["- QUESTION: a\n  - b? @PM", /QUESTION, line 1: found "a"/],
  ["QUESTION: ?? @PM", /expected the question's text/],
])("what cannot be lifted is a problem: %p", (text, problem) => {
  expect(liftQuestions(text).problems.join("\n")).toMatch(problem);
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

test.each<Refusal<string>>([
  [
    "an answer without a question",
    "PM-ANSWER: a",
    /PM-ANSWER, line 1: found "a", expected one answer below its QUESTION line/,
  ],
  ["two answers", "QUESTION: a? @PM\nPM-ANSWER: b\nPM-ANSWER: c", /PM-ANSWER, line 3: found "c"/],
  [
    "an empty answer",
    "QUESTION: a? @PM\nPM-ANSWER:\n\nb",
    /PM-ANSWER, line 2: found nothing, expected the answer's text/,
  ],
])("%s is a problem", (_name, text, problem) => {
  expect(pairAnswers(text).problems.join("\n")).toMatch(problem);
});

describe("pm's answers are refused", () => {
  const open = ["a?", "b?"];
  const both = "QUESTION: a? @PM\nPM-ANSWER: 1\n\nQUESTION: b? @PM\nPM-ANSWER: 2\n";
  test.each<Refusal<string>>([
    [
      "a question without an answer",
      "QUESTION: a? @PM\nPM-ANSWER: 1",
      /PM-ANSWER: found nothing, expected an answer to: b\?/,
    ],
    ["one that is named but not answered", both.replace("PM-ANSWER: 2", ""), /expected an answer to: b\?/],
    [
      "a question that nobody asked",
      `${both}\nQUESTION: c? @PM\nPM-ANSWER: 3`,
      /QUESTION, line 7: found "c\?", expected one of the open questions: a\? · b\?/,
    ],
    ["a new question", `${both}\nQUESTION: c? @PM`, /QUESTION, line 7: found "c\?"/],
    ["a question twice", `${both}\nQUESTION: A @PM\nPM-ANSWER: 3`, /found "A again", expected one answer per question/],
    ["an answer in a quote", "QUESTION: a? @PM\n\n> PM-ANSWER: 1", /expected an answer to: a\?/],
    ["nothing", "", /expected an answer to: a\?[\s\S]*expected an answer to: b\?/],
  ])("%s", (_name, text, problem) => {
    expect(parseClarification(text, open).problems.join("\n")).toMatch(problem);
  });

  test("and hold when each has one, in any order and wording of its question", () => {
    const text = "- QUESTION: B @PM\n  PM-ANSWER: 2\n  more\n\nQUESTION: a @PM\r\n\r\nPM-ANSWER: 1";
    expect(parseClarification(text, open)).toEqual({
      clarification: {
        answered: [
          { question: "b?", answer: "2 more" },
          { question: "a?", answer: "1" },
        ],
        open: [],
      },
      problems: [],
    });
  });
});

test("an answer may hold a list; it ends before the next key, a heading or a blank line", () => {
  const text =
    "QUESTION: a? @PM\nPM-ANSWER: these:\n- x\n- y\n## More\nz\n\n- QUESTION: b? @PM\n- PM-ANSWER: 1\n- QUESTION: c? @PM\n- PM-ANSWER: 2";
  expect(pairAnswers(text).answers.map((one) => one.answer)).toEqual(["these: - x - y", "1", "2"]);
});

const EMPTY: Context = { questions: [], decisions: [], autoPasses: [] };

test("the walkthrough's context reads as its document does", () => {
  const { answered } = parseClarification(walkthrough("clarification.md"), [REDIS]).clarification;
  const text = contextText({
    questions: answered,
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
      { question: "a?", answer: null },
      { question: "b?", answer: "c" },
    ],
  });
  expect(text).toBe("# Context\n\nQUESTION: a? @PM\n\nQUESTION: b? @PM\nPM-ANSWER: c\n");
  expect(pairAnswers(text).unanswered.map((one) => one.question)).toEqual(["a?"]);
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
    questions: fc.array(fc.record({ question, answer }), { maxLength: 5 }),
    decisions: fc.array(fc.record({ at: fc.constant("2026-03-26T11:30:00Z"), title: hostile, text: hostile }), {
      maxLength: 3,
    }),
    autoPasses: fc.constant([]),
  });
  fc.assert(
    fc.property(context, (given) => {
      const { answers, unanswered, problems } = pairAnswers(contextText(given));
      expect(problems).toEqual([]);
      expect(answers).toHaveLength(given.questions.filter((one) => one.answer !== null).length);
      expect(unanswered).toHaveLength(given.questions.filter((one) => one.answer === null).length);
    }),
    { numRuns: 500 },
  );
});
