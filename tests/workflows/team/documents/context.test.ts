import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Context, contextText } from "../../../../src/workflows/team/documents/context.ts";
import { questionKey } from "../../../../src/workflows/team/recorded.ts";
import { walkthrough } from "../kinds/given.ts";

const REDIS = "do we have Redis in the stack?";

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
      expect(text.match(/^QUESTION: .* @PM$/gm) ?? []).toHaveLength(given.questions.length);
      const answered = text.match(/^QUESTION: .* @PM\nPM-ANSWER: /gm) ?? [];
      expect(answered).toHaveLength(given.questions.filter((one) => one.answer !== null).length);
      expect(text.split("PM-ANSWER:")).toHaveLength(answered.length + 1);
    }),
    { numRuns: 500 },
  );
});
