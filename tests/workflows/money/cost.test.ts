// What a start says that a run will take.
import { expect, test } from "bun:test";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { assigns } from "../../../src/workflows/council/roles.ts";
import { council } from "../../../src/workflows/council/workflow.ts";
import { workflowOf } from "../../../src/workflows/index.ts";
import { modelsText, type Planned, usualTasks } from "../../../src/workflows/money/estimate.ts";
import { moneyOf, moneyText } from "../../../src/workflows/money/money.ts";
import { silent } from "../../engine/decisions/council.ts";

const chosen = (ready: string[] = []): Planned => {
  const settings = DEFAULT_SETTINGS;
  return {
    entry: "start",
    options: {},
    settings,
    assigned: assigns(settings, (id) => ready.includes(id)),
  };
};

test("a start of the council shows whom the roles have, and seventeen calls, with one for each task of the plan", () => {
  const run = chosen(["deepseek"]);
  const roles =
    "Roles: host/sonnet (refiner, tech-researcher, claude-architecture, gemini-validation); host/haiku (auditor); host/opus (plan-maker, code-reviewer); " +
    "deepseek/deepseek-v4-pro (gpt4o-product, deepseek-code, grok-devil, mistral-security)";
  expect(modelsText(council, run)).toEqual([
    roles,
    "Model calls: 17, 1 for each task of the plan, and more for each further round",
  ]);
});

test("without roles of its own a start says tokens alone", () => {
  const run = { entry: "start", options: {}, settings: DEFAULT_SETTINGS };
  expect(modelsText(silent, run)).toEqual([]);
  expect(usualTasks(workflowOf("multi-ai"), run)).toEqual({ all: 9, each: 0 });
  expect(usualTasks(workflowOf("multi-ai"), { ...run, options: { quick: "yes" } }).all).toBe(5);
});

const spent = (more: object) => ({
  spent: [{ call: "c", tool_calls: 0, minutes: 0, tokens: 10, ...more }],
});

test("what has no known price is unknown and never 0", () => {
  const cases: [Parameters<typeof moneyOf>[0], string][] = [
    [[], ""],
    [[spent({ model: "a", usd: 0, unpriced: 1 })], "not known"],
    [[spent({ model: "a", usd: 0.5 }), spent({ model: "b", usd: 0.000_04 })], "$0.5"],
    [[spent({ model: "a", usd: 12.345, unpriced: 1 })], "$12.35 without a"],
    // A model of one's own may cost nothing, where the settings say so.
    [[spent({ model: "local", usd: 0 })], "$0.00"],
  ];
  for (const [tasks, text] of cases) expect(moneyText(moneyOf(tasks))).toBe(text);
  expect(moneyOf([spent({ model: "b", usd: 1, unpriced: 2 })])).toEqual({
    usd: 1,
    unknown: ["b"],
  });
});
