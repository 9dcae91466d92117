import { describe, expect, test } from "bun:test";
import { workflowOf } from "../../../src/workflows/index.ts";
import { budgetRows, budgetText } from "../../../src/workflows/money/budget.ts";
import { dispatched, nonceOf } from "../../engine/given.ts";
import { Team } from "../team/given.ts";

const started = (ceiling: number | null = 1000): Team => new Team({ ceiling_tokens: ceiling });

/** A dispatch that comes to nothing, and what it took. */
function fruitless(team: Team, name: string, tokens: number, minutes: number): void {
  dispatched(name)(team);
  const task = team.task(name);
  team.do({
    do: "ended",
    task: task.id,
    nonce: nonceOf(task),
    blockable: false,
    subject: null,
    spent: { tool_calls: 1, tokens, minutes },
    result: { ok: false, problems: ["no"], sha: null },
  });
}

describe("the file", () => {
  test("begins with zeros", () => {
    const text = budgetText(workflowOf("team"), started().now);
    expect(text).toStartWith("# Budget\n\nat most 1000 tokens; beyond, you are asked.\n");
    expect(text).toEndWith("| --- | --- | --- | --- |\n| all | 0 | 0 | 0 |\n");
  });

  test("has a row for each stage, and one for all", () => {
    const team = started();
    fruitless(team, "Brief", 100, 2);
    fruitless(team, "Brief", 50, 1.26);
    expect(budgetRows(workflowOf("team"), team.now)).toEqual([
      { stage: "01", dispatches: 2, tokens: 150, minutes: 3.3 },
    ]);
    expect(team.now.questions[0]!.kind).toBe("stuck");
    team.do({
      do: "answer",
      question: "Q1",
      option: "again",
      text: null,
      via: "cli",
      session: null,
    });
    team.until("Draft design");
    fruitless(team, "Draft design", 30, 1);
    expect(
      budgetRows(workflowOf("team"), team.now).map((row) => [
        row.stage,
        row.dispatches,
        row.tokens,
      ]),
    ).toEqual([
      ["01", 3, 150],
      ["02", 1, 30],
    ]);
    expect(budgetText(workflowOf("team"), team.now)).toEndWith(
      "| 02 | 1 | 30 | 1 |\n| all | 4 | 180 | 4.3 |\n",
    );
  });

  test("counts what a change made void all the same", () => {
    const team = started();
    fruitless(team, "Brief", 100, 2);
    team.until("checkpoint-a");
    team.do({
      do: "answer",
      question: team.now.questions[0]!.id,
      option: "revise",
      text: "shorter",
      via: "cli",
      session: null,
    });
    expect(team.now.tasks.some((task) => task.void)).toBe(true);
    expect(budgetRows(workflowOf("team"), team.now)[0]).toMatchObject({
      stage: "01",
      dispatches: 2,
      tokens: 100,
    });
  });

  test("without a limit says so", () => {
    const text = budgetText(workflowOf("team"), started(null).now);
    expect(text).toContain("no limit on tokens; beyond, you are asked.");
  });
});
