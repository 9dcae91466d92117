import { describe, expect, test } from "bun:test";
import type { Settings } from "../../src/settings.ts";
import { workflowOf } from "../../src/workflows/index.ts";
import { budgetCheck, budgetRows, budgetText } from "../../src/workflows/money/budget.ts";
import { openWarnings } from "../../src/workflows/team/warnings.ts";
import { dispatched, nonceOf } from "../engine/given.ts";
import { Team } from "./team/given.ts";

type Budget = NonNullable<Settings["budget"]>;
const BUDGET: Budget = { enabled: true, tokens_max: 1000, on_exceed: "escalate" };

const started = (budget: Partial<Budget> = {}): Team =>
  new Team({ budget: { ...BUDGET, ...budget } });

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
    expect(text).toStartWith("# Budget\n\nat most 1000 tokens; beyond: the person is asked.\n");
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

  test("without limits says so", () => {
    const text = budgetText(
      workflowOf("team"),
      new Team({ budget: { enabled: true, on_exceed: "warn" } }).now,
    );
    expect(text).toContain("no limit on tokens; beyond: a warning.");
  });
});

describe("the check", () => {
  test.each([
    [999, "ok"],
    [1000, "escalate"],
  ] as const)("with %p tokens is %s", (tokens, status) => {
    const team = started();
    fruitless(team, "Brief", tokens, 1);
    expect(budgetCheck(team.now).status).toBe(status);
  });

  test("says by how much, and what helps", () => {
    const team = started();
    fruitless(team, "Brief", 1500, 1);
    expect(budgetCheck(team.now).lines).toEqual([
      "1500 of 1000 tokens, used up",
      "Raise budget in the settings, or stop the run: multi-ai cancel.",
    ]);
  });

  test.each(["warn", "escalate"] as const)(
    "counts as used up at the same number with %s",
    (on_exceed) => {
      const team = started({ on_exceed });
      fruitless(team, "Brief", 999, 1);
      expect(budgetCheck(team.now).status).toBe("ok");
      fruitless(team, "Brief", 1, 1);
      expect(budgetCheck(team.now).status).toBe(on_exceed);
      expect(openWarnings(team.now).map((one) => one.text)).toEqual(
        on_exceed === "warn" ? ["The budget: 1000 of 1000 tokens, used up"] : [],
      );
    },
  );

  test("is fine where there is no budget", () => {
    const off = started({ enabled: false });
    fruitless(off, "Brief", 1500, 1);
    expect(budgetCheck(off.now).status).toBe("ok");
    expect(budgetCheck(new Team().now).status).toBe("ok");
  });
});
