import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isLive } from "../../src/engine/run.ts";
import {
  answered,
  dispatched,
  ends,
  given,
  openKinds,
  passes,
  readyOf,
  type Step,
  type Story,
  started,
  until,
} from "./given.ts";

const on = (limits: Record<string, number> = {}) => started({ settings: { final_confirmation: true, limits } });
/** The reviewer's newest review asks for changes, after everything before it. */
const objects =
  (name: string, outcome = "needs_changes"): Step =>
  (story) => {
    const review = story.now.tasks.findLast((task) => task.subject.startsWith(`Build Review - ${name}`))!;
    until(review.id)(story);
    const number = story.now.findings.length + 1;
    ends(review.id, outcome, { findings: [{ id: `F${number}`, severity: "major", outside: false }] })(story);
  };
const subjects = (story: Story, from: number): string[] => story.now.tasks.slice(from - 1).map((task) => task.subject);
/** What each reader of the build's last word is about. */
const approvals = (story: Story): (string | null)[] =>
  ["ann", "ben", "eve"].map((name) => {
    const last = story.now.tasks.findLast((task) => task.gate === `build-${name}` && task.kind !== "fix")!;
    return last.outcome === "approved" && last.waiver === null ? last.reviewed : last.waiver!.kind;
  });

describe("with the setting, every reader of the build approves the tree that the run ends with", () => {
  test("those behind look again in chain order, at nothing but what changed", () => {
    const story = given(on(), objects("Ben"), objects("Eve"), until("T13"));
    expect(subjects(story, 10)).toEqual([
      "Fix Build - Ben v1",
      "Build Review - Ben v2",
      "Fix Build - Eve v1",
      "Build Review - Eve v2",
    ]);
    story.when(ends("T13", "approved")).then(
      { type: "dispatched" },
      { type: "accepted" },
      { type: "task_done" },
      {
        type: "task_created",
        task: "T14",
        kind: "rereview",
        subject: "Build Review - Ann v2",
        brief: "confirm",
        reads: [".task/note.json"],
        blocked_by: ["T7"],
      },
    );
    expect(story.now.status).toBe("running");
    expect(readyOf(story)).toEqual(["T14"]);
    ends("T14", "approved")(story);
    expect(readyOf(story)).toEqual(["T15"]);
    expect(story.task("T15").subject).toBe("Build Review - Ben v3");
    ends("T15", "approved")(story);
    expect(story.now.status).toBe("complete");
    expect(approvals(story)).toEqual(["subject-3", "subject-3", "subject-3"]);
  });

  test("a confirmation that asks for changes is answered as ever, and then the others confirm again", () => {
    const story = given(on(), objects("Eve"), until("Build Review - Ann v2"), objects("Ann"), until());
    expect(subjects(story, 10)).toEqual([
      "Fix Build - Eve v1",
      "Build Review - Eve v2",
      "Build Review - Ann v2",
      "Fix Build - Ann v2",
      "Build Review - Ann v3",
      "Build Review - Ben v2",
      "Build Review - Eve v3",
    ]);
    // The look after the fix is a re-review like any other.
    expect(story.task("Build Review - Ann v3").brief).toBe("review");
    expect(story.now.status).toBe("complete");
    expect(approvals(story)).toEqual(["subject-3", "subject-3", "subject-3"]);
  });

  test("without the setting nothing is confirmed, nor in a run that began before there was one", () => {
    for (const final_confirmation of [false, undefined]) {
      const story = given(started({ settings: { final_confirmation } }), objects("Eve"), until());
      expect(story.now.status).toBe("complete");
      expect(subjects(story, 12)).toEqual([]);
    }
  });
});

describe("confirmations count as rounds", () => {
  const one = { per_reviewer: 10, draft_reviews: 10, build_reviews: 2 };

  test("where none is left the person is asked, of one reviewer after the other", () => {
    const story = given(on(one), objects("Eve"), until());
    // Eve looked again, Ann confirmed: Ben would be the third round.
    expect(openKinds(story)).toEqual(["confirm-limit"]);
    expect(story.now.questions[0]).toMatchObject({ task: "T13", options: ["continue", "accept", "stop"], why: [] });
    expect(story.now.status).toBe("waiting_for_user");
    answered("continue")(story);
    expect(readyOf(story)).toEqual(["T13"]);
    ends("T13", "approved")(story);
    expect(story.now.status).toBe("complete");
    expect(approvals(story)).toEqual(["subject-2", "subject-2", "subject-2"]);
  });

  test("accepted without, or stopped", () => {
    const story = given(on(one), objects("Eve"), until());
    story.when(answered("accept")).then({ type: "reason_wanted" });
    answered(null, "Small change")(story);
    expect(story.now.status).toBe("complete");
    expect(approvals(story)).toEqual(["subject-2", "accepted", "subject-2"]);
    const other = given(on(one), objects("Eve"), until(), answered("stop"));
    expect(other.now.status).toBe("cancelled");
  });
});

const MOODS: Record<number, string> = { 1: "needs_changes", 2: "rejected" };

/** Readers of the build approve, object, reject, or see an edited tree, as `taste` has it; everybody else passes. */
function playReviews(taste: number[]): Story {
  const story = given(on(), until("T7"));
  for (let step = 0; step < 300 && isLive(story.now) && story.now.questions.length === 0; step++) {
    const task = story.now.tasks.find((one) => one.status === "ready")!;
    const mood = task.schema === "build-verdict" && task.kind !== "fix" ? (taste[step] ?? 0) : 0;
    if (mood === 1 || mood === 2) objects(task.subject.replace("Build Review - ", ""), MOODS[mood])(story);
    else if (mood === 3) {
      dispatched(task.id, { subject: `edited ${step}` })(story);
      ends(task.id, "approved", { subject: `edited ${step}` })(story);
    } else passes(task.id)(story);
  }
  return story;
}

test("a run that completes without a waiver has every reader of the build's approval on the final tree", () => {
  let complete = 0;
  let confirmed = 0;
  const mood = fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }) },
  );
  fc.assert(
    fc.property(fc.array(mood, { maxLength: 25 }), (taste) => {
      const story = playReviews(taste);
      if (story.now.status !== "complete") return expect(story.now.questions.length).toBeGreaterThan(0);
      complete++;
      confirmed += story.now.tasks.filter((task) => task.brief === "confirm").length;
      expect(new Set(approvals(story)).size).toBe(1);
    }),
    { numRuns: 60 },
  );
  expect(complete).toBeGreaterThan(10);
  expect(confirmed).toBeGreaterThan(10);
});
