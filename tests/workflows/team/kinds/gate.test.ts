import { describe, expect, test } from "bun:test";
import { checkData, checkText, gate, KINDS, stamped } from "./given.ts";
import { refuses, STAGES, W1 } from "./stages.ts";

describe.each(Object.entries(STAGES))("%s", (_name, one) => {
  test("the walkthrough's own holds", () => {
    const { problems, outcome } = checkData(one.kind, gate(one.file), one.context);
    expect(problems).toEqual([]);
    expect(outcome).toBe(one.kind === "stage-05-security" ? "approved" : "done");
  });

  refuses(one, [
    ["another run's task", { task: "T8" }, {}, /^task: found "T8", expected "T7"$/m],
    ["no task", { task: undefined }, {}, /^task: found nothing, expected string$/m],
    ["no nonce", { nonce: undefined }, {}, /^nonce: found nothing/m],
    ["a stage out of order", { stage: "stage-99" }, {}, /^stage: found "stage-99", expected/m],
    ["another track", { track: "quick" }, {}, /^track: found "quick", expected "full"/m],
    ["somebody else's name", { agent: "orchestrator" }, {}, /^agent: found "orchestrator", expected/m],
    ["an unknown status", { status: "DONE" }, {}, /^status: found "DONE", expected one of/m],
    ["a role that warns", { status: "WARN" }, {}, /^status: found "WARN", expected PASS, FAIL or ESCALATE/m],
    ["a pass with blockers", { blockers: ["b"] }, {}, /^blockers: found \["b"\] with status PASS, expected none/m],
    ["a failure without blockers", { status: "FAIL" }, {}, /^blockers: found none with status FAIL/m],
    ["an escalation without blockers", { status: "ESCALATE" }, {}, /^blockers: found none with status ESCALATE/m],
    [
      "an unknown warning",
      { warnings: ["W7: x"] },
      {},
      /^warnings: found "W7: x", expected the id of an open warning/m,
    ],
    [
      "an unknown warning that is closed",
      { closed_warnings: [{ id: "W7", reason: "r" }] },
      {},
      /^closed_warnings: found "W7"/m,
    ],
    ["a question without its address", { warnings: ["QUESTION: a?"] }, {}, /^QUESTION, line 1: found "a\?"/m],
    ["an unknown field", { extra: 1 }, {}, /unknown: extra/],
    ["no gate", { stage: 5 }, {}, /^stage: found 5/m],
  ]);

  test("is not read from a file that is no JSON object", () => {
    for (const data of [undefined, null, [], "PASS"])
      expect(checkData(one.kind, data, one.context).problems).not.toEqual([]);
  });

  test("closes a warning that is open, and asks pm a question of its own", () => {
    const said = {
      warnings: ["W1: still there", "QUESTION: why? @PM"],
      closed_warnings: [{ id: "W1", reason: "settled" }],
    };
    const { problems, facts } = checkData(one.kind, gate(one.file, said), { ...one.context, warnings: [W1] });
    expect(problems).toEqual([]);
    expect(facts).toMatchObject({
      status: "PASS",
      closed: said.closed_warnings,
      warnings: said.warnings,
      blockers: [],
    });
    expect(facts.questions).toContain("why?");
  });
});

test("every kind is there, and none is checked against nothing", () => {
  expect(Object.keys(KINDS)).toHaveLength(15);
  const asked = { reviews: ["backend"] };
  for (const kind of Object.keys(KINDS)) {
    expect(checkData(kind, {}).problems).not.toEqual([]);
    expect(checkText(kind, "", asked).problems).not.toEqual([]);
    expect(checkText(kind, stamped(""), asked).problems).not.toEqual([]);
  }
});

test("what is told at once is bounded", () => {
  const { problems } = checkText("peer-review", stamped("REVIEW: APPROVED\n\n".repeat(1_000)), {
    reviews: ["backend"],
  });
  expect(problems).toHaveLength(21);
  expect(problems[20]).toBe("and 981 more problems");
});
