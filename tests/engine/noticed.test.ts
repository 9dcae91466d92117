// What code noticed beside the tasks: kept once, and where it matters the person decides before
// anything goes on.
import { describe, expect, test } from "bun:test";
import { directive } from "../../src/engine/directive.ts";
import { answered, command, dispatched, given, type Step, started } from "./given.ts";

const notice = (hold: boolean, more: { what?: string; key?: string; text?: string } = {}): Step =>
  command({
    do: "notice",
    what: "program-changed",
    key: "k1",
    text: "codex is another program now",
    hold,
    ...more,
  });

describe("what code noticed", () => {
  test("is kept, and holds nothing unless it has to", () => {
    const story = given(started());
    story
      .when(notice(false))
      .then({ type: "noticed", what: "program-changed", key: "k1", asked: false });
    expect(directive(story.run).do).toBe("dispatch");
    story.when(notice(false)).nothing();
  });

  test("is asked about before anything is started, once", () => {
    const story = given(started());
    story
      .when(notice(true))
      .then({ type: "noticed", asked: true }, { type: "asked", kind: "noticed", task: null });
    expect(directive(story.run).do).toBe("ask");
    expect(() => dispatched("T1")(story)).toThrow("the person decides first");
    story.when(notice(true)).nothing();
    story.when(answered("go_on")).then({ type: "answered", option: "go_on" });
    expect(directive(story.run).do).toBe("dispatch");
    story.when(notice(true)).nothing();
  });
});
