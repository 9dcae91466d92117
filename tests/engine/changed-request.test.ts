import { describe, expect, test } from "bun:test";
import { directive, questionsToAsk } from "../../src/engine/directive.ts";
import { openFindings, rounds } from "../../src/engine/run.ts";
import {
  answered,
  chainOf,
  checkFails,
  command,
  dispatched,
  ends,
  given,
  nonceOf,
  openKinds,
  readyOf,
  request,
  started,
  statusOf,
  until,
} from "./given.ts";

const changes = command({ do: "change", request: request("Greet in French") });
const second = command({ do: "second_request", request: request("Another thing") });

describe("a request that changes in the middle of a run", () => {
  test("is asked about, while work goes on", () => {
    const story = given(started(), until("T6"), dispatched("T6"), changes);
    expect(story.now.questions).toMatchObject([
      { kind: "request-change", task: null, options: ["go_on", "drafting", "noting"] },
    ]);
    expect(statusOf(story, "T6")).toBe("running");
    expect(story.now.status).toBe("waiting_for_user");
  });

  test.each([
    ["changed", changes],
    ["second", second],
  ])("a %s one is answered before anything starts, whatever is ready", (_name, asks) => {
    const story = given(started(), until("T6"), asks);
    expect(statusOf(story, "T6")).toBe("ready");
    expect(directive(story.now)).toMatchObject({ do: "ask", tasks: [], questions: [story.now.questions[0]!.id] });
    story.when(dispatched("T6")).refused("asked");
    answered(story.now.questions[0]!.options[0]!)(story);
    expect(directive(story.now)).toMatchObject({ do: "dispatch", tasks: ["T6"] });
    dispatched("T6")(story);
  });

  test("what is at work goes on, and nothing new starts behind it before the answer", () => {
    const story = given(started(), until("T6"), dispatched("T6"), second, ends("T6", "complete"));
    expect(statusOf(story, "T7")).toBe("ready");
    expect(directive(story.now).do).toBe("ask");
    story.when(dispatched("T7")).refused("asked");
  });

  test("go on keeps what is done; later tasks see the new request", () => {
    const story = given(started(), until("T6"), changes);
    story
      .when(answered("go_on"))
      .then(
        { type: "answered", option: "go_on" },
        { type: "request_changed", back: "", request: request("Greet in French") },
      );
    expect(story.now.request.text).toBe("Greet in French");
    expect(readyOf(story)).toEqual(["T6"]);
  });

  test("back to the draft: approvals are void, running work is ended, new tasks of a new version follow", () => {
    const findings = [{ id: "F1", severity: "major" as const, outside: false }];
    const story = given(
      started(),
      until("T3"),
      ends("T3", "needs_changes", { findings }),
      until("T7"),
      dispatched("T7"),
    );
    changes(story);
    answered("drafting")(story);
    expect(chainOf(story, 12)).toEqual([
      "T12 Draft v2 < T1",
      "T13 Draft Review - Ann v3 < T12",
      "T14 Draft Review - Ben v2 < T13",
      "T15 Draft Review - Eve v2 < T14",
      "T16 Build v2 < T15",
      "T17 Build Review - Ann v2 < T16",
      "T18 Build Review - Ben v2 < T17",
      "T19 Build Review - Eve v2 < T18",
    ]);
    expect(story.now.tasks.filter((task) => task.void).map((task) => task.id)).toEqual([
      "T2",
      "T3",
      "T4",
      "T5",
      "T6",
      "T7",
      "T8",
      "T9",
      "T10",
      "T11",
    ]);
    expect(statusOf(story, "T7")).toBe("cancelled");
    expect(statusOf(story, "T3")).toBe("done");
    expect(story.now.void_calls).toMatchObject([{ call: "call-T7.1" }]);
    expect(rounds(story.now, ["draft-ann"])).toBe(0);
    expect(openFindings(story.now, "draft-ann")).toEqual([]);
    expect(readyOf(story)).toEqual(["T12"]);
    until()(story);
    expect(story.now.status).toBe("complete");
  });

  test("back to the note: everything starts over", () => {
    const story = given(started(), until("T4"), changes, answered("noting"));
    expect(readyOf(story)).toEqual(["T10"]);
    expect(story.task("T10")).toMatchObject({ subject: "Note v2", blocked_by: [] });
    expect(story.now.tasks.slice(0, 9).every((task) => task.void)).toBe(true);
  });

  test("the verdict of a task that was ended by it does not count", () => {
    const story = given(started(), until("T4"), dispatched("T4"));
    const nonce = nonceOf(story.task("T4"));
    changes(story);
    answered("drafting")(story);
    story.when(command({ do: "lost", task: "T4", nonce, why: "gone" })).nothing();
    story.when(ends("T4", "approved")).nothing();
  });

  test("a question about a task that starts over is closed", () => {
    const story = given(started(), until("T5"), ends("T5", "rejected"), changes, answered("drafting", null, "Q3"));
    expect(openKinds(story)).toEqual([]);
    expect(readyOf(story)).toEqual(["T10"]);
  });

  test("a question about a task that stays is still open", () => {
    const story = given(started(), ends("T1", "done"), changes, answered("drafting", null, "Q2"));
    expect(openKinds(story)).toEqual(["note"]);
    expect(statusOf(story, "T1")).toBe("waiting");
    answered("approve")(story);
    expect(readyOf(story)).toEqual(["T10"]);
  });

  test("a reviewer that took the place of another stays in it", () => {
    const story = given(
      started(),
      until("T5"),
      checkFails("T5"),
      answered("substitute"),
      changes,
      answered("drafting"),
    );
    expect(story.task("Draft Review - Eve v2").who).toEqual({ agent: "draft-reader", model: "large" });
    expect(story.task("Build Review - Eve v2").who.provider).toBe("elsewhere");
  });

  test("twice: the newer one takes the place of the open one", () => {
    const story = given(started(), changes);
    command({ do: "change", request: request("Greet in Greek") })(story);
    expect(story.now.questions).toMatchObject([{ id: "Q2", request: { text: "Greet in Greek" } }]);
  });

  test("is asked before the last word is spoken: a run with an open question is not complete", () => {
    const story = given(started(), until("T9"), dispatched("T9"), changes, ends("T9", "approved"));
    expect(story.now.status).toBe("waiting_for_user");
    expect(openKinds(story)).toEqual(["request-change"]);
    story.when(answered("drafting"));
    expect(readyOf(story)).toEqual(["T10"]);
  });

  test("and goes on as it is: the run is complete then", () => {
    const story = given(started(), until("T9"), dispatched("T9"), changes, ends("T9", "approved"), answered("go_on"));
    expect(story.now.status).toBe("complete");
  });

  test("gets no answer from free text", () => {
    given(started(), changes).when(answered(null, "do both")).refused("free_text");
  });

  test("needs a live run", () => {
    given(started(), until()).when(changes).refused("no_run");
  });
});

describe("a second request while a run is live", () => {
  const asked = [started(), until("T4"), second];

  test("is the person's to decide; the newest counts", () => {
    const story = given(...asked, command({ do: "second_request", request: request("A third") }));
    expect(story.now.questions).toMatchObject([
      {
        kind: "second-request",
        request: { text: "A third" },
        options: ["continue", "change", "replace", "leave"],
      },
    ]);
  });

  test.each(["continue", "leave"])("%s changes nothing of the run", (option) => {
    const story = given(...asked);
    story.when(answered(option)).then({ type: "answered", option });
    expect(readyOf(story)).toEqual(["T4"]);
    expect(story.now.request.text).toBe("Add a greeting");
  });

  test("change asks where to go on", () => {
    const story = given(...asked);
    story
      .when(answered("change"))
      .then({ type: "answered" }, { type: "asked", kind: "request-change", request: request("Another thing") });
    answered("drafting")(story);
    expect(story.now.request.text).toBe("Another thing");
    expect(readyOf(story)).toEqual(["T10"]);
  });

  test("replace ends the run", () => {
    given(...asked)
      .when(answered("replace"))
      .then({ type: "answered" }, { type: "ended", status: "cancelled", reason: "replaced by a new request" });
  });

  test("replace of a run whose tasks are all done leaves it complete", () => {
    const story = given(started(), until("T9"), dispatched("T9"), second, ends("T9", "approved"), answered("replace"));
    expect(story.now.status).toBe("complete");
  });

  test("comes before the questions of a task", () => {
    const story = given(started(), ends("T1", "done"), second);
    expect(questionsToAsk(story.now).map((one) => one.kind)).toEqual(["second-request"]);
    answered("leave", null, "Q2")(story);
    expect(questionsToAsk(story.now).map((one) => one.kind)).toEqual(["note"]);
  });

  test("after the run is over means nothing here", () => {
    given(started(), until()).when(second).nothing();
  });
});
