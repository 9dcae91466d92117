// Guarantee: A veto is never outvoted.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  isBlocking,
  ledgerOf,
  minority,
  owedBy,
  toAnswer,
} from "../../../../src/workflows/council/vote/ledger.ts";
import { blocker, Council } from "../given.ts";

const CODE = "deepseek-code";
const id = `${CODE}/F1`;
const states = (council: Council) =>
  ledgerOf(council.run).objections.map((one) => `${one.id} ${one.state}`);
const raised = (severity: "blocker" | "minor" = "blocker") =>
  new Council()
    .plan("one")
    .vote(CODE, "REVISE", { objections: [blocker("F1", "Task 2", "No exit code.", severity)] });

describe("an objection", () => {
  test("is open, taken by a plan and cleared by its seat", () => {
    const council = raised();
    expect(ledgerOf(council.run).objections[0]).toMatchObject({
      id,
      seat: CODE,
      at: "Task 2",
      state: "open",
      round: 1,
    });
    expect(toAnswer(ledgerOf(council.run)).map((one) => one.id)).toEqual([id]);
    council.plan("two", { "Task 2": "2b", Risks: "r2" }, [
      { id, state: "taken", reason: "Task 2 says it" },
    ]);
    expect(ledgerOf(council.run).objections[0]).toMatchObject({
      state: "taken",
      reason: "Task 2 says it",
    });
    expect(toAnswer(ledgerOf(council.run))).toEqual([]);
    expect(owedBy(ledgerOf(council.run), CODE).map((one) => one.id)).toEqual([id]);
    expect(owedBy(ledgerOf(council.run), "grok-devil")).toEqual([]);
    council.vote(CODE, "APPROVE", { prior: [{ id, state: "cleared" }] });
    expect(states(council)).toEqual([`${id} cleared`]);
    expect(owedBy(ledgerOf(council.run), CODE)).toEqual([]);
  });

  test("that was refused is the minority report until its seat clears it", () => {
    const council = raised().plan("two", {}, [{ id, state: "refused", reason: "Not asked for." }]);
    expect(minority(ledgerOf(council.run)).map((one) => one.reason)).toEqual(["Not asked for."]);
    expect(owedBy(ledgerOf(council.run), CODE)).toHaveLength(1);
    council.vote(CODE, "REVISE", { prior: [{ id, state: "open" }] });
    expect(toAnswer(ledgerOf(council.run))).toHaveLength(1);
    expect(minority(ledgerOf(council.run))).toEqual([]);
  });

  test("that is minor and was refused is not asked about again", () => {
    const council = raised("minor").plan("two", {}, [{ id, state: "refused", reason: "Taste." }]);
    expect(owedBy(ledgerOf(council.run), CODE)).toEqual([]);
    expect(ledgerOf(council.run).objections.filter(isBlocking)).toEqual([]);
    expect(minority(ledgerOf(council.run))).toHaveLength(1);
  });

  test("that the person overruled is settled, whatever its seat says later", () => {
    const council = raised().decides("overrule", CODE).plan("two");
    council.vote(CODE, "REVISE", { prior: [{ id, state: "open" }] });
    expect(states(council)).toEqual([`${id} overruled`]);
    // The report says why: in the person's words, not the plan's.
    const own = raised().decides("overrule", CODE, "Our own code alone calls it.");
    expect(minority(ledgerOf(own.run)).map((one) => one.reason)).toEqual([
      "Our own code alone calls it.",
    ]);
    expect(owedBy(ledgerOf(council.run), CODE)).toEqual([]);
  });

  test("that is cleared stays so, whatever a later plan says of it", () => {
    const council = raised().vote(CODE, "APPROVE", { prior: [{ id, state: "cleared" }] });
    council.plan("two", {}, [{ id, state: "refused", reason: "No." }]);
    expect(states(council)).toEqual([`${id} cleared`]);
  });

  test("that comes back after it was cleared is counted, by its number or by its words", () => {
    const council = raised()
      .plan("two")
      .vote(CODE, "APPROVE", { prior: [{ id, state: "cleared" }] });
    const reopened = council.plan("three").vote(CODE, "REVISE", { prior: [{ id, state: "open" }] });
    expect(ledgerOf(reopened.run).objections[0]).toMatchObject({ state: "open", returns: 1 });
    const said = raised()
      .plan("two")
      .vote(CODE, "REVISE", {
        prior: [{ id, state: "cleared" }],
        objections: [
          blocker("F2", "Task 2", "no exit code"),
          blocker("F3", "Risks", "No exit code."),
          blocker("F4", "Task 2", "Another thing altogether."),
        ],
      });
    expect(ledgerOf(said.run).objections.map((one) => one.returns)).toEqual([0, 1, 0, 0]);
  });
});

test("what a void task said counts nowhere", () => {
  const council = raised();
  council.seats[0]!.void = true;
  expect(states(council)).toEqual([]);
});

test("votes on one plan make the same objections in whatever order they come", () => {
  const seats = ["claude-architecture", "gpt4o-product", CODE, "grok-devil"];
  fc.assert(
    fc.property(fc.shuffledSubarray(seats, { minLength: seats.length }), (order) => {
      const council = new Council().plan("one");
      for (const seat of order)
        council.vote(seat, "REVISE", { objections: [blocker("F1", "Task 1", seat)] });
      const first = new Council().plan("one");
      for (const seat of seats)
        first.vote(seat, "REVISE", { objections: [blocker("F1", "Task 1", seat)] });
      expect(states(council).sort()).toEqual(states(first).sort());
    }),
  );
});
