import { describe, expect, test } from "bun:test";
import type { Question, Run } from "../../src/engine/run.ts";
import { readDecision } from "../../src/render/decision.ts";
import { shownQuestion } from "../../src/render/questions.ts";
import { parseLine } from "../../src/run/commands/arguments.ts";
import { decide } from "../../src/run/commands/decide.ts";
import { answered, command, ends, request, started, until } from "../engine/given.ts";
import { given } from "../workflows/multi-ai/given.ts";
import { PLAN_LAST } from "../workflows/multi-ai/ids.ts";

function decisionOf(run: Run, line: string) {
  const parsed = parseLine("decide", decide, line);
  if (!parsed.ok) throw new Error(parsed.problem);
  const { question, reason } = parsed.given as { question?: string; reason?: string };
  const said = { option: parsed.args.join(" "), question: question ?? null, reason: reason ?? null };
  return readDecision(said, run, (one: Question) => shownQuestion(run, one, { lines: [], file: null }));
}

describe("a decision", () => {
  const { now: story } = given(started(), ends("T1", "done"));

  test.each(["approve", "A", "a", "Approve"])("%p names an option by key, letter or label", (args) => {
    expect(decisionOf(story, args)).toEqual({ ok: true, question: "Q1", option: "approve", text: null });
  });

  test("may carry a reason", () => {
    const text = "Greet in French";
    for (const args of [`correct --reason ${text}`, `B: ${text}`])
      expect(decisionOf(story, args)).toEqual({ ok: true, question: "Q1", option: "correct", text });
  });

  test("in the person's own words alone is free text, never an option", () => {
    expect(decisionOf(story, "--reason approve")).toEqual({ ok: true, question: "Q1", option: null, text: "approve" });
  });

  test.each(["yes", "approv", "E", "approve it", "overrule", "constructor"])(
    "%p is refused, with the options",
    (args) => {
      const result = decisionOf(story, args);
      expect(result.ok).toBe(false);
      expect(!result.ok && result.problem).toContain("A Approve, B Correct, C Stop");
    },
  );

  test("without an option is refused", () => {
    expect(decisionOf(story, "").ok).toBe(false);
  });

  test("of a question that is not open is refused, with those that are", () => {
    const result = decisionOf(story, "A --question Q7");
    expect(!result.ok && result.problem).toContain("Q7 is not open; open: Q1");
    const none = decisionOf(given(started()).now, "A");
    expect(!none.ok && none.problem).toBe("No question is open.");
  });

  test("names the question that it answers, else the first that is asked", () => {
    const { now } = given(started(), ends("T1", "done"), command({ do: "second_request", request: request("x") }));
    expect(decisionOf(now, "A")).toMatchObject({ question: "Q2", option: "continue" });
    expect(decisionOf(now, "A --question Q1")).toMatchObject({ question: "Q1", option: "approve" });
  });

  test("change is a new request, and needs one", () => {
    expect(decisionOf(story, "change --reason Greet in French")).toEqual({ ok: true, change: "Greet in French" });
    expect(decisionOf(story, "change").ok).toBe(false);
  });

  test("answers an artifact's question by its label; the workflow's own key is no answer", () => {
    const questions = [{ question: "Which?", options: ["this", "that"] }];
    const { now } = given(started(), ends("T1", "questions", { questions }));
    expect(decisionOf(now, "that")).toMatchObject({ ok: true, option: "answer", text: "that" });
    expect(decisionOf(now, "A")).toMatchObject({ ok: true, option: "answer", text: "this" });
    expect(decisionOf(now, "answer").ok).toBe(false);
  });

  test("gives the reason that is wanted, or steps back", () => {
    const { now } = given(started(), until(PLAN_LAST), ends(PLAN_LAST, "rejected"), answered("overrule"));
    expect(decisionOf(now, "overrule --reason it is stale")).toMatchObject({ option: "overrule", text: "it is stale" });
    expect(decisionOf(now, "A")).toMatchObject({ option: "back" });
  });
});
