import { describe, expect, test } from "bun:test";
import type { Spent } from "../../../src/engine/run.ts";
import { PLAIN } from "../../../src/text.ts";
import { lines, viewOf } from "../../../src/workflows/council/status.ts";
import { Council } from "./given.ts";

const asked = (usd?: number): Spent & { call: string } => ({
  ...{ call: "c", tool_calls: 0, tokens: 100, minutes: 0.1, model: "m" },
  ...(usd === undefined ? {} : { usd }),
});

/** A run in which each of these seats has asked a model, or an agent of the host (null). */
function costs(spent: Record<string, (Spent & { call: string }) | null>) {
  const council = new Council().plan("one").others();
  for (const task of council.run.tasks) {
    const one = spent[task.item ?? ""];
    const host = { call: "h", tool_calls: 3, tokens: 500, minutes: 1 };
    Object.assign(task, { token: task.item === null ? "SYNTHESIZING" : "COUNCIL_REVIEWING", spent: [one ?? host] });
    Object.assign(task.who ?? {}, { agent: "council-seat" });
  }
  const view = viewOf(council);
  const text = lines({ council: view }, "council-1", { width: 120, paint: PLAIN }).flat();
  return { view, text };
}

describe("cost in the status of a council", () => {
  test("per phase and per seat, for those seats whose models are paid for", () => {
    const { view, text } = costs({ "grok-devil": asked(0.0125), "deepseek-code": asked(1.5) });
    // What an agent of the host costs in money nobody knows: it is not 0.
    const host = { usd: null, unknown: ["host"] };
    expect(view.seats.map(({ seat, cost }) => [seat, cost])).toEqual([
      ["claude-architecture", host],
      ["gpt4o-product", host],
      ["gemini-validation", host],
      ["deepseek-code", { usd: 1.5, unknown: [] }],
      ["grok-devil", { usd: 0.0125, unknown: [] }],
      ["mistral-security", host],
    ]);
    expect(view.phases.map(({ phase, cost }) => [phase, cost])).toEqual([
      ["SYNTHESIZING", host],
      ["COUNCIL_REVIEWING", { usd: 1.5125, unknown: ["host"] }],
    ]);
    expect(text).toContain("External models: COUNCIL_REVIEWING $1.51");
    expect(text.find((line) => line.startsWith("grok-devil"))).toEndWith("$0.0125");
    expect(text.find((line) => line.startsWith("gpt4o-product"))!.trimEnd()).toEndWith("500");
  });

  test("what has no known price is unknown beside the sum, and is not 0", () => {
    const { view, text } = costs({ "grok-devil": asked(0.0125), "deepseek-code": asked() });
    expect(view.seats.find(({ seat }) => seat === "deepseek-code")?.cost).toEqual({ usd: null, unknown: ["m"] });
    expect(text).toContain("External models: COUNCIL_REVIEWING $0.0125 and unknown");
    expect(text.find((line) => line.startsWith("deepseek-code"))).toEndWith("unknown");
  });

  test("a council of the host's own agents shows no cost of external models", () => {
    expect(costs({}).text.filter((line) => line.includes("External"))).toEqual([]);
  });
});
