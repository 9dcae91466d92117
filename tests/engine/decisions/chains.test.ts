import { describe, expect, test } from "bun:test";
import type { CommandOf } from "../../../src/engine/commands.ts";
import {
  answered,
  command,
  dispatched,
  endsInvalid,
  type Given,
  isLost,
  nonceOf,
  openKinds,
  passes,
  readyOf,
  type Step,
  started,
  statusOf,
  until,
} from "../given.ts";
import { seated, staffed, votes } from "./council.ts";

/** Who does a role is known at the start of the run, and who comes next where that fails. */

const FIRST = { agent: "runner", model: "m1", provider: "one" };
const SECOND = { agent: "runner", model: "m2", provider: "two" };
const HOST_AGENT = { agent: "voter", model: "large" };
type Assigned = NonNullable<CommandOf<"start">["assigned"]>;

const begun = (assigned: Assigned, ...more: Step[]): Given =>
  seated(
    staffed,
    started({ assigned }),
    until("Draft"),
    passes("Draft"),
    answered("proceed"),
    ...more,
  );

/** The provider of a task gives nothing. */
const fails =
  (name: string, failure: string): Step =>
  (story) => {
    dispatched(name, { check: true })(story);
    const task = story.task(name);
    const about = { task: task.id, nonce: nonceOf(task), message: "no answer", detail: "" };
    story.do({ do: "check_failed", ...about, failure, until: "12:00" });
  };

describe("who does a role", () => {
  test("is the first that the run has for it, else the workflow's", () => {
    const story = begun({ architect: [FIRST, SECOND] });
    expect(story.now.assigned).toEqual({ architect: [FIRST, SECOND] });
    expect(story.task("T3").who).toEqual({ ...FIRST, role: "architect" });
    expect(story.task("T4").who).toEqual({ agent: "voter", model: "small", role: "tester" });
  });

  test("is the next one where a provider fails, to the last; then its gate says what comes of it", () => {
    const story = begun({ architect: [FIRST, SECOND, HOST_AGENT] });
    story
      .when(fails("T3", "timeout"))
      .then(
        { type: "dispatched" },
        { type: "check_failed", failure: "timeout" },
        { type: "substituted", task: "T3", who: { ...SECOND, role: "architect" } },
        { type: "returned", task: "T3", reason: "again" },
      );
    expect(readyOf(story)).toContain("T3");
    fails("T3", "timeout")(story);
    expect(story.task("T3").who).toEqual({ ...HOST_AGENT, role: "architect" });
    isLost("T3")(story);
    expect(openKinds(story)).toEqual([]);
    isLost("T3")(story);
    expect(openKinds(story)).toEqual(["stuck"]);
    // The person's again is for the one that it has.
    answered("again")(story);
    expect(story.task("T3").who.model).toBe("large");
    votes("architect", "approved")(story);
    expect(statusOf(story, "T3")).toBe("waiting");
  });

  test("a limit that is used up costs no pause where there is a next one", () => {
    const story = begun({ architect: [FIRST, SECOND] });
    fails("T3", "quota")(story);
    expect(story.now.paused).toBeNull();
    expect(story.task("T3").who.provider).toBe("two");
    // The last one pauses the run once; then its gate says what comes of it.
    fails("T3", "quota")(story);
    expect(story.now.paused).toMatchObject({ failure: "quota", until: "12:00" });
    expect(openKinds(story)).toEqual([]);
    command({ do: "go_on" })(story);
    fails("T3", "quota")(story);
    expect(story.now.paused).toBeNull();
    expect(openKinds(story)).toEqual(["stuck"]);
  });

  test("an agent of the host that is invalid twice is followed by the next one, who begins afresh", () => {
    const story = begun({ architect: [HOST_AGENT, FIRST] });
    endsInvalid("T3", false)(story);
    expect(story.task("T3").who).toEqual({ ...HOST_AGENT, role: "architect" });
    endsInvalid("T3", false)(story);
    expect(story.task("T3")).toMatchObject({
      who: { ...FIRST, role: "architect" },
      invalid: 0,
      note: "",
    });
    expect(openKinds(story)).toEqual([]);
  });

  test("whoever stands in the list twice is tried once more at most", () => {
    const story = begun({ architect: [FIRST, SECOND, FIRST, HOST_AGENT] });
    const seen: string[] = [];
    for (let left = 10; left > 0 && openKinds(story).length === 0; left--) {
      seen.push(story.task("T3").who.model);
      fails("T3", "timeout")(story);
    }
    expect(seen).toEqual(["m1", "large"]);
    // Others of the same model are others.
    const twins = begun({ architect: [HOST_AGENT, { ...HOST_AGENT, agent: "other" }] });
    isLost("T3")(twins);
    isLost("T3")(twins);
    expect(twins.task("T3").who.agent).toBe("other");
    isLost("T3")(twins);
    isLost("T3")(twins);
    expect(openKinds(twins)).toEqual(["stuck"]);
  });
});
