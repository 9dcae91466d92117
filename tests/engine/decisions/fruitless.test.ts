// Guarantee: A verdict is about one thing.
import { describe, expect, test } from "bun:test";
import {
  answered,
  checkFails,
  command,
  dispatched,
  ends,
  endsInvalid,
  given,
  isLost,
  nonceOf,
  openKinds,
  passes,
  readyOf,
  type Story,
  started,
  statusOf,
  until,
} from "../given.ts";

describe("an artifact that does not count", () => {
  test("sends its agent back three times, then the task is dispatched again, then the person is asked", () => {
    const story = given(started(), until("T3"), dispatched("T3"));
    const refusedOnce = {
      type: "refused" as const,
      task: "T3",
      problems: ["status: found nothing"],
    };
    for (let n = 0; n < 3; n++) story.when(endsInvalid("T3")).then(refusedOnce);
    expect(statusOf(story, "T3")).toBe("running");
    story.when(endsInvalid("T3")).then(refusedOnce, { type: "returned", reason: "invalid" });
    expect(story.task("T3")).toMatchObject({
      status: "ready",
      refusals: 0,
      note: "status: found nothing",
    });
    dispatched("T3")(story);
    for (let n = 0; n < 3; n++) story.when(endsInvalid("T3")).then(refusedOnce);
    story
      .when(endsInvalid("T3"))
      .then(refusedOnce, { type: "returned" }, { type: "asked", kind: "stuck", task: "T3" });
    expect(story.now.questions[0]?.options).toEqual(["again", "waive", "stop"]);
  });

  test("of a reviewer may be waived with a reason; of a producer or a fix it may not", () => {
    const twice = (name: string) => [endsInvalid(name, false), endsInvalid(name, false)];
    const review = given(started(), until("T4"), ...twice("T4"));
    answered("waive")(review);
    const waiver = { kind: "waived" as const, reason: "Ben is down" };
    review
      .when(answered(null, "Ben is down"))
      .then({ type: "answered" }, { type: "task_done", task: "T4", waiver });
    expect(review.task("T4").outcome).toBeNull();
    const produce = given(started(), until("T6"), ...twice("T6"));
    expect(produce.now.questions[0]?.options).toEqual(["again", "stop"]);
    const fix = given(started(), until("T3"), ends("T3", "needs_changes"), ...twice("T10"));
    expect(fix.now.questions[0]).toMatchObject({ task: "T10", options: ["again", "stop"] });
    answered("again")(fix);
    expect(readyOf(fix)).toEqual(["T10"]);
  });
});

describe("an agent that is lost", () => {
  test("is dispatched again, and the second time in a row the person is asked", () => {
    const story = given(started(), dispatched("T1"));
    story.when(isLost("T1")).then({ type: "returned", reason: "lost", note: "its host died" });
    dispatched("T1")(story);
    story
      .when(isLost("T1"))
      .then({ type: "returned", reason: "lost" }, { type: "asked", kind: "stuck" });
    answered("again")(story);
    isLost("T1")(story);
    expect(openKinds(story)).toEqual([]);
    isLost("T1")(story);
    expect(openKinds(story)).toEqual(["stuck"]);
  });

  test("with a host of its own that died is not blamed for the result that is missing", () => {
    const died = "Claude Code ended by SIGKILL";
    const story = given(started(), dispatched("T1"));
    story
      .when(endsInvalid("T1", false, died))
      .then({ type: "returned", reason: "lost", note: died });
    dispatched("T1")(story);
    story
      .when(endsInvalid("T1", false, died))
      .then({ type: "returned", reason: "lost", note: died }, { type: "asked", kind: "stuck" });
  });

  test("is void from then on: what it still brings does not count, and its calls are denied", () => {
    const story = given(started(), until("T2"), dispatched("T2"));
    const old = nonceOf(story.task("T2"));
    isLost("T2")(story);
    expect(story.now.void_calls).toMatchObject([{ call: "call-T2.1", session: "s1" }]);
    dispatched("T2")(story);
    const late = (at: Story): void => {
      const result = { ok: false as const, problems: ["late"], sha: null };
      at.do({ do: "ended", task: "T2", nonce: old, blockable: true, subject: null, result });
    };
    story.when(late).nothing();
    story.when(command({ do: "lost", task: "T2", nonce: old, why: "again" })).nothing();
    story
      .when(command({ do: "gone", call: "call-T2.1" }))
      .then({ type: "agent_gone", call: "call-T2.1" });
    expect(story.now.void_calls).toEqual([]);
  });
});

describe("invariant 5: a verdict whose subject changed meanwhile", () => {
  test("is void; the review is dispatched again, and the second time in a row the person is asked", () => {
    const story = given(started(), until("T7"), dispatched("T7"));
    story
      .when(ends("T7", "approved", { subject: "edited" }))
      .then({ type: "returned", reason: "stale" });
    expect(story.task("T7")).toMatchObject({ status: "ready", outcome: null, reviewed: null });
    dispatched("T7", { subject: "edited" })(story);
    story
      .when(ends("T7", "approved", { subject: "edited again" }))
      .then({ type: "returned", reason: "stale" }, { type: "asked", kind: "stale", task: "T7" });
    answered("again")(story);
    passes("T7")(story);
    expect(readyOf(story)).toEqual(["T8"]);
  });

  test("does not concern work that changes the subject itself", () => {
    const story = given(started(), until("T6"), dispatched("T6", { subject: "before" }));
    ends("T6", "complete", { subject: "after" })(story);
    expect(story.task("T6")).toMatchObject({ status: "done", reviewed: "after", base: "before" });
    ends("T7", "needs_changes")(story);
    ends("T10", "complete", { subject: "after the fix" })(story);
    expect(statusOf(story, "T10")).toBe("done");
  });
});

describe("an external reviewer that gives no verdict", () => {
  const failed = [started(), until("T5"), checkFails("T5")];

  test("is a question, and its failure is kept", () => {
    const story = given(...failed);
    expect(story.now.questions[0]).toMatchObject({
      kind: "provider-failed",
      options: ["retry", "substitute", "waive", "stop"],
    });
    expect(story.task("T5").failure).toEqual({
      failure: "timeout",
      message: "no answer",
      detail: "30 min",
    });
    expect(story.task("T5").dispatch).toBeNull();
  });

  test("may be replaced by Ben, which stays for its later rounds", () => {
    const story = given(...failed);
    story
      .when(answered("substitute"))
      .then(
        { type: "answered" },
        { type: "substituted", task: "T5", who: { agent: "draft-reader", model: "large" } },
        { type: "returned", task: "T5", reason: "again" },
      );
    ends("T5", "needs_changes")(story);
    expect(story.task("Draft Review - Eve v2").who).toEqual({
      agent: "draft-reader",
      model: "large",
    });
    until("T11")(story);
    ends("T11", "needs_changes")(story);
    expect(story.task("Draft Review - Eve v3").who).toEqual({
      agent: "draft-reader",
      model: "large",
    });
  });

  test("may be waived with a reason, which is no approval", () => {
    const story = given(...failed);
    story.when(answered("waive")).then({ type: "reason_wanted", option: "waive" });
    const waiver = { kind: "waived" as const, reason: "No account" };
    story
      .when(answered(null, "No account"))
      .then({ type: "answered" }, { type: "task_done", waiver });
    expect(story.task("T5")).toMatchObject({ outcome: null, artifact: null, waiver });
    expect(readyOf(story)).toEqual(["T6"]);
  });

  test("whose limit is used up is waited for; when it still is, the person is asked; what it took counts", () => {
    const out = (story: Story) => {
      dispatched("T5", { check: true })(story);
      const nonce = nonceOf(story.task("T5"));
      const words = {
        failure: "quota",
        message: "Eve's limit is used up",
        detail: "429",
        until: "5 PM",
      };
      story.do({
        do: "check_failed",
        task: "T5",
        nonce,
        ...words,
        spent: { tool_calls: 1, tokens: 20, minutes: 0.1 },
      });
    };
    const story = given(started(), until("T5"));
    story
      .when(out)
      .then(
        { type: "dispatched" },
        { type: "spent", task: "T5", tokens: 20 },
        { type: "returned", task: "T5", reason: "api" },
        { type: "held", task: "T5", failure: "quota", until: "5 PM" },
      );
    expect(story.now).toMatchObject({ status: "waiting_for_user", questions: [] });
    expect(story.task("T5")).toMatchObject({ status: "ready", invalid: 0, lost: 0, stale: 0 });
    story.when(dispatched("T5", { check: true })).refused("held");
    command({ do: "go_on" })(story);
    story
      .when(out)
      .then({ type: "dispatched" }, { type: "spent" }, { type: "check_failed" }, { type: "asked" });
    // The person has chosen to try again: it is not waited for a second time.
    answered("retry")(story);
    story
      .when(out)
      .then({ type: "dispatched" }, { type: "spent" }, { type: "check_failed" }, { type: "asked" });
    answered("retry")(story);
    passes("T5")(story);
    expect(story.task("T5").waits).toBe(0);
    expect(story.task("T5").spent.map((one) => one.tokens)).toEqual([20, 20, 20]);
  });

  test("notes what it sends: as many names as a line of the journal holds, and the number of the others", () => {
    const story = given(started(), until("T5"), dispatched("T5", { check: true }));
    const nonce = nonceOf(story.task("T5"));
    const files = Array.from({ length: 900 }, (_, index) => `src/"ü"/${index}.ts`);
    const sends = (bytes: number, names: string[], withheld: number) =>
      command({
        do: "sent",
        task: "T5",
        nonce,
        provider: "elsewhere",
        bytes,
        files: names,
        withheld,
      })(story);
    sends(1_000, files, 0);
    const event = story.batches.flat().findLast((one) => one.type === "sent");
    expect(event).toMatchObject({
      files: files.slice(0, event!.files.length),
      more: 900 - event!.files.length,
    });
    expect(event!.more).toBeGreaterThan(0);
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(10_000);
    sends(500, ["a.ts"], 2);
    expect(story.now.sent).toEqual([
      { provider: "elsewhere", prompts: 2, bytes: 1_500, files: 900, withheld: 2 },
    ]);
  });
});
