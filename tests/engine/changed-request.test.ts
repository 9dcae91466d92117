import { describe, expect, test } from "bun:test";
import { directive } from "../../src/engine/directive.ts";
import { openFindings, rounds } from "../../src/engine/run.ts";
import type { Workflow } from "../../src/engine/workflow.ts";
import {
  answered,
  chainOf,
  command,
  dispatched,
  ENTRY,
  ends,
  given,
  givenOn,
  openKinds,
  readyOf,
  request,
  started,
  statusOf,
  until,
} from "./given.ts";
import { small } from "./small.ts";

const changes = command({ do: "change", request: request("Greet in French") });
const second = command({ do: "second_request", start: ENTRY, request: request("Another thing") });

describe("a request that changes in the middle of a run", () => {
  test.each([
    ["changed", changes],
    ["second", second],
  ])("a %s one is answered before anything starts, whatever is ready", (_name, asks) => {
    const story = given(started(), until("T6"), asks);
    expect(statusOf(story, "T6")).toBe("ready");
    expect(directive(story.now)).toMatchObject({
      do: "ask",
      tasks: [],
      questions: [story.now.questions[0]!.id],
    });
    story.when(dispatched("T6")).refused("asked");
    answered(story.now.questions[0]!.options[0]!)(story);
    expect(directive(story.now)).toMatchObject({ do: "dispatch", tasks: ["T6"] });
    dispatched("T6")(story);
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
    expect(openFindings(story.now, ["draft-ann"])).toEqual([]);
    expect(readyOf(story)).toEqual(["T12"]);
    until()(story);
    expect(story.now.status).toBe("complete");
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
});

describe("a run that can go back to nothing", () => {
  const still: Workflow = { ...small, entries: { start: { ...small.entries.start!, back: {} } } };
  const begun = () => givenOn(still, [started(), until("T4")]);

  test("has a changed request at once: there would be one answer", () => {
    begun()
      .when(changes)
      .then({ type: "request_changed", back: "", request: request("Greet in French") });
  });

  test("is not changed by a second one", () => {
    const story = begun();
    second(story);
    expect(story.now.questions).toMatchObject([
      { kind: "second-request", options: ["continue", "replace", "leave"] },
    ]);
  });
});

describe("a second request while a run is live", () => {
  const asked = [started(), until("T4"), second];

  test("is the person's to decide; the newest counts", () => {
    const story = given(
      ...asked,
      command({ do: "second_request", start: ENTRY, request: request("A third") }),
    );
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
      .then(
        { type: "answered" },
        { type: "asked", kind: "request-change", request: request("Another thing") },
      );
    answered("drafting")(story);
    expect(story.now.request.text).toBe("Another thing");
    expect(readyOf(story)).toEqual(["T10"]);
  });

  test("replace ends the run", () => {
    given(...asked)
      .when(answered("replace"))
      .then(
        { type: "answered" },
        { type: "ended", status: "cancelled", reason: "replaced by a new request" },
      );
  });
});
