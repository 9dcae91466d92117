import { describe, expect, test } from "bun:test";
import { directive } from "../../src/engine/directive.ts";
import {
  command,
  dispatched,
  given,
  isLost,
  readyOf,
  request,
  started,
  statusOf,
  until,
} from "./given.ts";

describe("a chain", () => {
  test("stands from the start, and only its first task may begin", () => {
    const story = given(started());
    expect(story.now.tasks.map((task) => task.status)).toEqual([
      "ready",
      ...Array(8).fill("blocked"),
    ]);
    expect(directive(story.now)).toMatchObject({
      id: "dispatch:T1.1",
      do: "dispatch",
      tasks: ["T1"],
    });
  });

  test.each(["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"])(
    "after %s exactly the next one may begin",
    (id) => {
      const story = given(started(), until(id));
      expect(readyOf(story)).toEqual([id]);
      dispatched(id)(story);
      expect(readyOf(story)).toEqual([id]);
      expect(directive(story.now).do).toBe("wait");
    },
  );
});

describe("a dispatch", () => {
  test("of a task that the run does not have is refused", () => {
    const story = given(started(), dispatched("T1"));
    const at = story.task("T1").dispatch;
    story
      .when(
        command({
          do: "dispatch",
          task: "T99",
          call: at!.call,
          nonce: at!.nonce,
          agentType: "a",
          session: "s1",
          host: null,
          brief: at!.nonce,
          subject: null,
          check: false,
        }),
      )
      .refused("unknown_task");
  });
  test("without a run is refused", () => {
    given()
      .when(command({ do: "cancel", reason: "x" }))
      .refused("no_run");
  });
  test("remembers where the work began", () => {
    const story = given(
      started(),
      until("T6"),
      dispatched("T6", { subject: "tree-a" }),
      isLost("T6"),
    );
    dispatched("T6", { subject: "tree-b" })(story);
    expect(story.task("T6").base).toBe("tree-a");
  });
});

describe("a start", () => {
  test("after a run has ended begins afresh", () => {
    const story = given(
      started(),
      until(),
      started({ run: "small-00000002", request: request("Next") }),
    );
    expect(story.now).toMatchObject({ run: "small-00000002", status: "running", decisions: [] });
    expect(statusOf(story, "T1")).toBe("ready");
  });
});
