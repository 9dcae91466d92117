// A partial result that lacks nothing but what the host refused: what its writer has to say, and
// what comes of it.
import { describe, expect, test } from "bun:test";
import { checked, type Good, NOTHING } from "../../review/check-context.ts";
import { answered, ends, given, type Step, started, until } from "../given.ts";
import { BUILD } from "../ids.ts";

const met = (id: string) => ({ id, met: true });
const denied = (id: string, command: string | null) => ({ id, met: false, denied: command });
const base = {
  status: "partial",
  reason: "Claude Code refused me npm test",
  changed_files: [],
  criteria: [met("AC1"), denied("AC2", "npm test")],
};
const open = [
  { id: "F1", problem: "p", fix: "f", severity: "major" as const, state: "open" as const },
];
const wanted = (over: object, context: object = {}) =>
  checked("impl-result", { ...base, ...over }, context).if_denied;

describe("what was refused is all that is missing", () => {
  test.each<[...Good, string[]]>([
    ["one criterion", {}, {}, ["npm test"]],
    [
      "each once",
      { criteria: [denied("AC1", " npm test "), denied("AC2", "npm test")] },
      {},
      ["npm test"],
    ],
    [
      "several",
      { criteria: [denied("AC1", "make"), denied("AC2", "npm test")] },
      {},
      ["make", "npm test"],
    ],
  ])("%s", (_name, over, context, commands) => {
    expect(wanted(over, context)).toEqual({ commands, outcome: "partial_denied" });
  });

  test.each<Good>([
    [
      "a criterion that is not met, for no such reason",
      { criteria: [met("AC1"), { id: "AC2", met: false }] },
      {},
    ],
    ["one that is left out", { criteria: [met("AC1")] }, {}],
    ["an empty command", { criteria: [met("AC1"), denied("AC2", " ")] }, {}],
    ["a finding without an answer", {}, { open: open as never }],
    ["a result that says complete", { status: "complete", criteria: [met("AC1"), met("AC2")] }, {}],
    ["one that failed", { status: "failed" }, {}],
    ["nothing was changed", {}, NOTHING],
  ])("not: %s", (_name, over, context) => {
    expect(wanted(over, context)).toBeUndefined();
  });
});

describe("what comes of it", () => {
  const approved: Step[] = [
    started(),
    ends("T1", "done", { commands: ["npm test"] }),
    answered("approve"),
    until(BUILD),
  ];

  test("with tests that the program runs it goes on to them, and no reviewer begins before", () => {
    const story = given(...approved);
    ends(BUILD, "partial_denied", { reason: "refused" })(story);
    expect(story.now.questions).toEqual([]);
    expect(story.task(BUILD)).toMatchObject({ status: "done", waiver: null });
    const ready = story.now.tasks.filter((one) => one.status === "ready");
    expect(ready.map((one) => one.who.program)).toEqual(["tests"]);
  });

  test("without any the person is asked, as about every partial result", () => {
    const story = given(
      started(),
      until(BUILD),
      ends(BUILD, "partial_denied", { reason: "refused" }),
    );
    expect(story.now.questions).toMatchObject([{ kind: "partial", task: BUILD }]);
  });
});
