import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Question, Run, Why } from "../../src/engine/run.ts";
import {
  dialogAnswer,
  meantAnswer,
  questionView,
  sessionQuestion,
  typedAnswer,
} from "../../src/render/questions.ts";
import { answered, ends, given, type Step, started, until } from "../workflows/multi-ai/given.ts";
import { CODE_SONNET, PLAN_SONNET } from "../workflows/multi-ai/ids.ts";

const QUESTIONS = [
  { question: "Which greeting?", options: ["Hello, world", "Hi"] },
  { question: "Which language?", options: ["English", "French", "Greek"] },
];

function shownOf(run: Run, lines: string[] = [], file: string | null = null) {
  const question = run.questions[0]!;
  return { question, shown: questionView(run, question, { lines, file }) };
}
const at = (...steps: Step[]) => shownOf(given(started(), ...steps).now);
const story = () => at(ends("T1", "done"));
const open = () => at(ends("T1", "questions", { questions: QUESTIONS }));

describe("a question as a person sees it", () => {
  test("has its id, what is decided, the file that holds it all, and the options in the workflow's order", () => {
    const { now } = given(started(), ends("T1", "done"));
    const { shown } = shownOf(now, ["AC1 It says hello"], ".task/user-story.json");
    expect(shown.question.split("\n")).toEqual([
      "Q1 · Is this user story what you want?",
      "AC1 It says hello",
      "All of it: .task/user-story.json",
    ]);
    expect(shown.options.map((option) => [option.key, option.label])).toEqual([
      ["approve", "Approve"],
      ["correct", "Correct"],
      ["stop", "Stop"],
      ["name", "Another command"],
    ]);
    expect(shown.multiple).toBe(false);
  });

  test("in the host's dialog has first what leaves it open, and names what it has no room for", () => {
    const { now } = given(started(), ends("T1", "done"));
    const inDialog = (of: Question, workflow = "multi-ai") => {
      const shown = sessionQuestion({ ...now, workflow }, of, { lines: [], file: null }, null);
      return {
        labels: shown.offered.map(({ label }) => label),
        last: shown.dialog.split("\n").at(-1),
        shown,
      };
    };
    const story = inDialog(now.questions[0]!);
    expect(story.labels).toEqual(["Not yet: let me read or ask", "Approve", "Correct", "Stop"]);
    expect(story.last).toBe("Or type: Another command");
    expect(dialogAnswer(story.shown, now.questions[0]!, story.labels[0]!)).toBe("leave_open");
    expect(dialogAnswer(story.shown, now.questions[0]!, "Another command")).toEqual({
      option: "name",
      text: null,
    });
    // A letter means what it means where there is no dialog.
    expect(typedAnswer(story.shown, now.questions[0]!, "A")).toEqual({
      option: "approve",
      text: null,
    });
    // What an agent offers is an answer each: none stands for the person's own words.
    const labels = ["One", "Two", "Three", "Four"];
    const asked = {
      ...now.questions[0]!,
      kind: "clarify",
      labels,
      text: "Which?",
      options: ["answer"],
    };
    expect(inDialog(asked).labels.slice(1)).toEqual(["One", "Two", "Three"]);
    expect(inDialog(asked).last).toBe("Or type: Four");
    expect(dialogAnswer(inDialog(asked).shown, asked, "Four")).toEqual({
      option: "answer",
      text: "Four",
    });
    const wanted = { ...now.questions[0]!, wants_reason: "correct" };
    expect(inDialog(wanted).labels).toEqual([story.labels[0]!, "Go back"]);
  });

  test("fits in fifteen lines, and says how many it leaves out", () => {
    const { now } = given(started(), ends("T1", "done"));
    const lines = Array.from({ length: 40 }, (_, n) => `AC${n + 1} ${"long ".repeat(60)}`);
    const shown = shownOf(now, lines, ".task/user-story.json").shown.question.split("\n");
    expect(shown).toHaveLength(15);
    expect(shown[13]).toBe("… and 28 more");
    expect(Math.max(...shown.map((line) => line.length))).toBe(160);
    // What the person approves word for word is cut in no line.
    const approved = questionView(now, now.questions[0]!, {
      lines,
      whole: true,
      file: null,
    }).question;
    expect(approved).toContain(`\n${lines[0]!.trim()}\n`);
    const exact = shownOf(now, lines.slice(0, 13)).shown.question;
    expect(exact.split("\n")).toHaveLength(14);
    expect(exact).not.toContain("more");
  });

  test("has a long reason whole where there is room for it", () => {
    const { now } = given(started(), ends("T1", "done"));
    const reason = "because of this ".repeat(60).trim();
    expect(shownOf(now, [reason]).shown.question).toContain(`\n${reason}`);
    const all = shownOf(now, [reason, ...Array.from({ length: 9 }, (_, n) => `AC${n + 1} long`)])
      .shown.question;
    expect(all.split("\n")[1]).toBe(`${reason.slice(0, 159)}…`);
  });

  test("of an artifact has that artifact's words and labels, without a comma: the host joins answers by it", () => {
    const { shown } = open();
    expect(shown.question).toBe("Q1 · Which greeting?");
    expect(shown.options.map((option) => [option.key, option.label])).toEqual([
      ["answer", "Hello; world"],
      ["answer", "Hi"],
    ]);
  });

  test.each<[string, string, Why[], string]>([
    [
      PLAN_SONNET,
      "Plan Review - Sonnet",
      [{ reason: "same_subject", round: 2, findings: [] }],
      "the plan is back where it was in round 2",
    ],
    [
      CODE_SONNET,
      "Code Review - Sonnet",
      [{ reason: "same_subject", round: 1, findings: [] }],
      "the code is back where it was in round 1",
    ],
    [
      PLAN_SONNET,
      "Plan Review - Sonnet",
      [{ reason: "repeated", round: 2, findings: ["F4"] }],
      "F4 comes again after it was fixed in round 2",
    ],
    [
      PLAN_SONNET,
      "Plan Review - Sonnet",
      [
        { reason: "repeated", round: 2, findings: ["F4", "F5"] },
        { reason: "stalled", round: 1, findings: ["F4", "F5", "F6"] },
      ],
      "F4, F5 come again after they were fixed; three rounds: still 3 findings",
    ],
    [
      PLAN_SONNET,
      "Plan Review - Sonnet",
      [{ reason: "stalled", round: 1, findings: ["F1"] }],
      "three rounds: still 1 finding",
    ],
  ])("before the limit says why: %s %s %p", (id, title, why, words) => {
    const { now } = given(started(), until(id));
    const question = {
      ...given(started(), ends("T1", "done")).now.questions[0]!,
      kind: "escalation",
      task: id,
      why,
    };
    const shown = questionView(now, question, { lines: ["F1 (major) p"], file: null });
    expect(shown.header).toBe("No progress");
    expect(shown.question).toBe(
      `Q1 · ${id} ${title}: ${words}. How should it continue?\nF1 (major) p`,
    );
    expect(questionView(now, { ...question, why: [] }, { lines: [], file: null })).toMatchObject({
      header: "Limit",
      question: `Q1 · ${id} ${title}: the round limit is reached with open findings. How should it continue?`,
    });
  });

  test("of an agent that is cut names the file that has the whole of it", () => {
    const long = `Which greeting? ${"because of this ".repeat(80)}`;
    const { shown } = at(
      ends("T1", "questions", { questions: [{ question: long, options: ["Hi", "Hello"] }] }),
    );
    const lines = shown.question.split("\n");
    expect([lines[0]!.endsWith("…"), lines.at(-1)]).toEqual([
      true,
      "All of it: .task/user-story.json",
    ]);
    expect(open().shown.question).not.toContain("All of it");
  });

  test("that wants a reason offers the way back, and no option that could be taken for one", () => {
    const { shown } = at(ends("T1", "done"), answered("correct"));
    expect(shown.question).toStartWith("Q1 · Correct: ");
    expect(shown.options.map((option) => option.key)).toEqual(["back"]);
  });
});

describe("invariant 9: an answer from the dialog", () => {
  test("is the option whose label it is, exactly", () => {
    const { shown, question } = story();
    expect(dialogAnswer(shown, question, "Approve")).toEqual({ option: "approve", text: null });
    for (const text of ["approve", "Approve ", "APPROVE", "Approve it", "A", "yes", "Stop, please"])
      expect(dialogAnswer(shown, question, text)).toEqual({ option: null, text });
  });

  test("to an artifact's question is the label itself, or the person's own words", () => {
    const { shown, question } = open();
    expect(dialogAnswer(shown, question, "Hello; world")).toEqual({
      option: "answer",
      text: "Hello; world",
    });
    expect(dialogAnswer(shown, question, "Good day")).toEqual({ option: null, text: "Good day" });
  });
});

describe("invariant 9: a prompt that the person typed", () => {
  test.each<[string, string, string | null]>([
    ["A", "approve", null],
    [" a \n", "approve", null],
    ["Approve", "approve", null],
    ["approve", "approve", null],
    ["b", "correct", null],
    ["B: greet in French", "correct", "greet in French"],
    ["B - greet in French", "correct", "greet in French"],
    ["b — greet in French\nand in Greek", "correct", "greet in French\nand in Greek"],
    ["C", "stop", null],
  ])("%p is the option %p with the reason %p", (prompt, option, text) => {
    const { shown, question } = story();
    expect(typedAnswer(shown, question, prompt)).toEqual({ option, text });
  });

  test.each([
    "",
    "E",
    "yes",
    "ok",
    "Approve it",
    "approve!",
    "I approve",
    "A.",
    "A)",
    "A B",
    "A please",
    "Approve: it is fine",
    "A:",
    "A -",
    "answer A",
    "Correct the typo in the readme",
    "A — not yet, what does AC2 mean?",
    "c - why?",
    "stop it",
  ])("%p is a prompt like any other", (prompt) => {
    const { shown, question } = story();
    expect(typedAnswer(shown, question, prompt)).toBeNull();
  });

  test("to an artifact's question gives the label as the answer, and a reason beside it", () => {
    const { shown, question } = open();
    // A label has no commas; whoever types it may give it as the agent wrote it.
    for (const typed of ["a", "Hello; world", "hello, world"])
      expect(typedAnswer(shown, question, typed)).toEqual({
        option: "answer",
        text: "Hello; world",
      });
    expect(typedAnswer(shown, question, "B: or hey")).toEqual({
      option: "answer",
      text: "Hi: or hey",
    });
    expect(typedAnswer(shown, question, "C")).toBeNull();
  });

  test("whose labels are letters themselves: the label that was picked wins over the place in the list", () => {
    const { shown, question } = at(
      ends("T1", "questions", { questions: [{ question: "Which plan?", options: ["B", "A"] }] }),
    );
    expect(shown.options.map((one) => one.label)).toEqual(["B", "A"]);
    for (const label of ["A", "B"]) {
      expect(dialogAnswer(shown, question, label)).toEqual({ option: "answer", text: label });
      expect(typedAnswer(shown, question, label)).toEqual({ option: "answer", text: label });
      expect(typedAnswer(shown, question, `${label.toLowerCase()}: as we said`)).toEqual({
        option: "answer",
        text: `${label}: as we said`,
      });
    }
  });

  test("with words beside a plain yes is no plain yes: they are the person's own words", () => {
    const { now } = given(started(), ends("T1", "done"));
    const { shown, question } = shownOf(now);
    const meant = (prompt: string) => meantAnswer(now, shown, question, prompt);
    expect(meant("A: only if the tests stay")).toEqual({
      option: null,
      text: "only if the tests stay",
    });
    expect(meant("A")).toEqual({ option: "approve", text: null });
    expect(meant("B: in French")).toEqual({ option: "correct", text: "in French" });
    expect(meant("C - out of time")).toEqual({ option: "stop", text: "out of time" });
    const named = at(ends("T1", "questions", { questions: QUESTIONS }));
    expect(meantAnswer(now, named.shown, named.question, "B: or hey")).toEqual({
      option: "answer",
      text: "Hi: or hey",
    });
  });

  test("is an approval only when it is the letter or the label, whatever else is typed", () => {
    const { shown, question } = story();
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (prompt) => {
        const answer = typedAnswer(shown, question, prompt);
        if (answer?.option !== "approve") return;
        expect(prompt.trim()).toMatch(/^(?:approve|a(?:\s*[-–—:]\s*\S[\s\S]*)?)$/i);
      }),
    );
  });
});
