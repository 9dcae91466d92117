// Where rounds or tries are spent, the person has the ways that a task of a plan has.
import { expect, test } from "bun:test";
import type { Ask, CheckGate } from "../../../src/engine/workflow.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";
import { answered, ends, endsInvalid, given, started, until } from "./given.ts";

const none = { ...DEFAULT_SETTINGS.limits, per_reviewer: 0, tests: 0 };
const findings = [{ id: "F1", severity: "major" as const, outside: false }];
const objected = (review: string) => {
  const asks = { findings };
  return given(
    started({ settings: { limits: none } }),
    until(review),
    ends(review, "needs_changes", asks),
  );
};

test.each([
  ["T3", "opus", "sonnet"],
  ["T7", "sonnet", "opus"],
])(
  "of the reviews at %s: a hint is one more round, and another model mends",
  (review, author, other) => {
    const story = objected(review);
    const [question] = story.now.questions;
    expect(question).toMatchObject({
      kind: "escalation",
      options: ["continue", "accept", "stop", "other"],
    });
    const fixed = (option: string | null, text: string | null) => {
      const then = objected(review);
      answered(option, text)(then);
      return then.now.tasks.find((task) => task.kind === "fix")?.who.model;
    };
    expect(fixed(null, "Look at the empty name")).toBe(author);
    expect(fixed("continue", null)).toBe(author);
    expect(fixed("other", null)).toBe(other);
    answered("accept", "it is right")(story);
    expect(story.task(review)).toMatchObject({ status: "done", waiver: { kind: "accepted" } });
  },
);

test("of the tests the same, beside another command", () => {
  const { limit } = multiAi.entries.start!.gates.find((gate) => gate.key === "tests") as CheckGate;
  expect(Object.keys((limit as Ask).options)).toEqual([
    "continue",
    "accept",
    "stop",
    "other",
    "name",
  ]);
});

test("of an author who hands in nothing valid a hint is one more try", () => {
  const story = given(started(), endsInvalid("T1", false), endsInvalid("T1", false));
  expect(story.now.questions[0]).toMatchObject({
    kind: "stuck",
    options: ["again", "other", "stop", "answer"],
  });
  answered(null, "Name the file")(story);
  expect(story.task("T1")).toMatchObject({
    status: "ready",
    note: expect.stringContaining("Name the file"),
  });
});
