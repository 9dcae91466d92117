import { describe, expect, test } from "bun:test";
import type { Spent } from "../../../src/engine/run.ts";
import { PLAIN } from "../../../src/text.ts";
import { lines, viewOf } from "../../../src/workflows/council/status.ts";
import { votesLine } from "../../../src/workflows/council/vote/verdict.ts";
import { blocker, Council } from "./given.ts";

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
  test("per seat, for those seats whose models are paid for", () => {
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
    expect(text.find((line) => line.startsWith("grok-devil"))).toEndWith("$0.0125");
    expect(text.find((line) => line.startsWith("gpt4o-product"))!.trimEnd()).toEndWith("500");
  });

  test("a council of the host's own agents shows no cost of external models", () => {
    expect(costs({}).text.filter((line) => line.includes("External"))).toEqual([]);
  });
});

/** The status of this council, on a terminal of so many columns. */
const textOf = ({ run }: Council, width: number): string[] =>
  lines({ council: viewOf({ run }) }, "council-1 (council) · running · phase COUNCIL_REVIEWING · --auto", {
    ...{ width, paint: PLAIN },
  }).flat();

/** A council whose tasks have what their status reads beside. */
function withParts(council: Council, items: object[] = []): Council {
  for (const task of council.run.tasks) {
    Object.assign(task, { token: "COUNCIL_REVIEWING", spent: [] });
    task.who ??= { agent: "council-seat", model: "sonnet" };
  }
  return Object.assign(council, { run: Object.assign(council.run, { items }) });
}

describe("the lines of a council's status", () => {
  test("on a narrow terminal the head and the verdict are wrapped, and nothing of them is cut off", () => {
    const text = textOf(withParts(new Council().plan("one").others()), 60);
    expect(text.slice(0, 2)).toEqual([
      "council-1 (council) · running · phase COUNCIL_REVIEWING ·",
      "--auto · 1 iteration",
    ]);
    expect(text.find((line) => line.startsWith("Seat"))).toEndWith("Vote     Open  Tokens  Cost");
    expect(text.join(" ")).toContain("gemini-validation, gpt4o-product, grok-devil, mistral-security");
    expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test("a task that failed says why, whole", () => {
    const reason =
      "T32 Check task 1 v3: tried 3 times, which is all that the limit tries allows; bun test: failed with 1";
    const items = [
      { gate: "EXECUTING", item: "1", title: "Goodbye", after: [], dropped: reason },
      { gate: "EXECUTING", item: "2", title: "Thanks", after: ["1"], dropped: "it comes after 1, which failed" },
    ];
    const text = textOf(withParts(new Council().plan("one").others(), items), 60);
    expect(text.slice(-6)).toEqual([
      "Task       State",
      "1 Goodbye  failed",
      "  T32 Check task 1 v3: tried 3 times, which is all that the",
      "  limit tries allows; bun test: failed with 1",
      "2 Thanks   failed",
      "  it comes after 1, which failed",
    ]);
  });
});

describe("votes in one line", () => {
  test("approvals are counted, and who asks for something is named", () => {
    const council = new Council().plan("one").others("deepseek-code", "mistral-security");
    council.vote("deepseek-code", "REVISE").vote("mistral-security", "REJECT", { objections: [blocker("F1")] });
    expect(votesLine(council.run)).toBe("Votes: 4 APPROVE; REVISE by deepseek-code; REJECT by mistral-security (veto)");
    council.plan("two").vote("deepseek-code", "APPROVE");
    expect(votesLine(council.run)).toBe(
      "Votes: 4 APPROVE (older plan); 1 APPROVE; REJECT (older plan) by mistral-security (veto)",
    );
  });
});
