import { describe, expect, test } from "bun:test";
import { statusParts, viewOf } from "../../../src/workflows/council/status.ts";
import { votesLine } from "../../../src/workflows/council/vote/verdict.ts";
import { blocker, Council } from "./given.ts";

test("nothing of the lines of a council's status is cut off", () => {
  const { run } = new Council().plan("one").others();
  const items = [
    {
      gate: "EXECUTING",
      item: "1",
      title: "Goodbye",
      after: [],
      dropped: "bun test: failed with 1",
    },
    {
      gate: "EXECUTING",
      item: "2",
      title: "Thanks",
      after: ["1"],
      dropped: "it comes after 1, which failed",
    },
  ];
  Object.assign(run, { items, status: "running" });
  const [part] = statusParts({ council: viewOf({ run }) });
  const text = part!.rows.map((row) => row.text);
  expect(text.slice(0, 2)).toEqual(["1 iteration", "Votes: 6 APPROVE"]);
  expect(text.join(" ")).toContain(
    "gemini-validation, gpt4o-product, grok-devil, mistral-security",
  );
  expect(text.at(-1)).toBe("Tasks of the plan: 0 of 2");
});

describe("votes in one line", () => {
  test("approvals are counted, and who asks for something is named", () => {
    const council = new Council().plan("one").others("deepseek-code", "mistral-security");
    council
      .vote("deepseek-code", "REVISE")
      .vote("mistral-security", "REJECT", { objections: [blocker("F1")] });
    expect(votesLine(council.run)).toBe(
      "Votes: 4 APPROVE; REVISE by deepseek-code; REJECT by mistral-security (veto)",
    );
    council.plan("two").vote("deepseek-code", "APPROVE");
    expect(votesLine(council.run)).toBe(
      "Votes: 4 APPROVE (older plan); 1 APPROVE; REJECT (older plan) by mistral-security (veto)",
    );
  });
});
