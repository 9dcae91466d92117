// Guarantee: Loops end.
import { describe, expect, test } from "bun:test";
import { rounds } from "../../../src/engine/run.ts";
import { answered, ends, given, openKinds, readyOf, type Story, started, until } from "../given.ts";

/** The reviewer objects until somebody is asked, or `times` at most. */
function object(story: Story, title: string, times = 99): number {
  let count = 0;
  for (; count < times && story.now.questions.length === 0; count++) {
    const review = story.now.tasks.findLast((task) => task.subject.startsWith(title))!;
    until(review.id)(story);
    ends(review.id, "needs_changes")(story);
  }
  return count;
}

/** The person's settings have limits by the names that the workflow has. */
const limits = (over: Record<string, number>) => ({
  settings: { limits: over },
});

describe("invariant 7: limits, whichever is reached first", () => {
  test.each([
    ["Draft Review - Ann", "T3", "draft-ann"],
    ["Draft Review - Ben", "T4", "draft-ben"],
    ["Draft Review - Eve", "T5", "draft-eve"],
    ["Build Review - Ann", "T7", "build-ann"],
    ["Build Review - Ben", "T8", "build-ben"],
    ["Build Review - Eve", "T9", "build-eve"],
  ])("%s: ten re-reviews, then the person is asked", (title, id, gate) => {
    const story = given(started(), until(id));
    expect(object(story, title)).toBe(11);
    expect(openKinds(story)).toEqual(["escalation"]);
    expect(rounds(story.now, [gate])).toBe(10);
    expect(readyOf(story)).toEqual([]);
  });

  test("all readers of the build together have fifteen re-reviews; those of the draft do not count", () => {
    const story = given(started(), until("T3"));
    object(story, "Draft Review - Ann", 8);
    until("T7")(story);
    object(story, "Build Review - Ann", 9);
    until("T8")(story);
    expect(object(story, "Build Review - Ben")).toBe(7);
    expect(openKinds(story)).toEqual(["escalation"]);
  });

  test("a person's settings change them", () => {
    const story = given(started(limits({ per_reviewer: 2 })), until("T3"));
    expect(object(story, "Draft Review - Ann")).toBe(3);
    expect(given(started(limits({ draft_reviews: 1 })), until("T3")).now.settings.limits).toEqual({
      draft_reviews: 1,
    });
  });
});

describe("at the limit", () => {
  const one = started(limits({ per_reviewer: 1 }));
  const atLimit = () =>
    given(
      one,
      until("T3"),
      ends("T3", "needs_changes"),
      until("T11"),
      ends("T11", "needs_changes"),
    );

  test("continue is one more round, and then the person is asked again", () => {
    const story = atLimit();
    story
      .when(answered("continue"))
      .then(
        { type: "answered", option: "continue" },
        { type: "task_created", subject: "Fix Draft - Ann v2", blocked_by: ["T11"] },
        { type: "task_created", subject: "Draft Review - Ann v3", blocked_by: ["T12"] },
        { type: "task_blocked", task: "T4", by: ["T13"] },
        { type: "task_done", task: "T11", waiver: null },
      );
    until("T13")(story);
    ends("T13", "needs_changes")(story);
    expect(openKinds(story)).toEqual(["escalation"]);
  });

  test("accept needs a reason, goes on, and is never an approval", () => {
    const story = atLimit();
    story.when(answered("accept")).then({ type: "reason_wanted", option: "accept" });
    const waiver = { kind: "accepted" as const, reason: "Good enough" };
    story
      .when(answered(null, "Good enough"))
      .then({ type: "answered", option: "accept" }, { type: "task_done", waiver });
    expect(story.task("T11")).toMatchObject({ status: "done", outcome: "needs_changes", waiver });
    expect(readyOf(story)).toEqual(["T4"]);
  });
});
