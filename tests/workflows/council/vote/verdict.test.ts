// What a council's votes teach its agents.
import { expect, test } from "bun:test";
import { voteLessons } from "../../../../src/workflows/council/checks.ts";
import type { Objection } from "../../../../src/workflows/council/vote/ledger.ts";

const objection = (
  id: string,
  severity: Objection["severity"],
  state: Objection["state"] = "cleared",
): Objection => ({
  id,
  seat: id.split("/")[0]!,
  task: "T9",
  severity,
  at: "Task 1",
  problem: `What ${id} says`,
  state,
  reason: null,
  round: 1,
  returns: 0,
});

test("each seat remembers what it objected to and what became of it, the plan's author what was asked for", () => {
  const lessons = voteLessons({
    objections: [
      objection("grok-devil/F1", "major"),
      objection("grok-devil/F2", "minor"),
      objection("deepseek-code/F1", "blocker", "refused"),
    ],
    rounds: [
      { task: "T1", plan: "a", parts: {}, open: 0 },
      { task: "T2", plan: "b", parts: {}, open: 0 },
    ],
  });
  expect(lessons["grok-devil"]).toEqual(["Objected (cleared): Task 1: What grok-devil/F1 says"]);
  expect(lessons["deepseek-code"]).toEqual([
    "Objected (refused): Task 1: What deepseek-code/F1 says",
  ]);
  expect(lessons["gemini-validation"]).toEqual([]);
  expect(lessons["plan-maker"]).toEqual([
    "Approved after 2 plans",
    "grok-devil asked for a change: Task 1: What grok-devil/F1 says",
    "deepseek-code asked for a change: Task 1: What deepseek-code/F1 says",
  ]);
});
