// What code noticed beside the tasks: kept once, and where it matters the person decides before anything goes on.
import { describe, expect, test } from "bun:test";
import { directive } from "../../src/engine/directive.ts";
import { answered, command, dispatched, given, type Step, started } from "./given.ts";

const notice = (hold: boolean, more: { what?: string; key?: string; text?: string } = {}): Step =>
  command({ do: "notice", what: "program-changed", key: "k1", text: "codex is another program now", hold, ...more });

describe("what code noticed", () => {
  test("is kept, and holds nothing unless it has to", () => {
    const story = given(started());
    story.when(notice(false)).then({ type: "noticed", what: "program-changed", key: "k1", asked: false });
    expect(directive(story.run).do).toBe("dispatch");
    story.when(notice(false)).nothing();
  });

  test("is asked about before anything is started, once", () => {
    const story = given(started());
    story.when(notice(true)).then({ type: "noticed", asked: true }, { type: "asked", kind: "noticed", task: null });
    expect(directive(story.run).do).toBe("ask");
    expect(() => dispatched("T1")(story)).toThrow("the person decides first");
    story.when(notice(true)).nothing();
    story.when(answered("go_on")).then({ type: "answered", option: "go_on" });
    expect(directive(story.run).do).toBe("dispatch");
    story.when(notice(true)).nothing();
  });

  test("another one while the first is open is put into one question", () => {
    const story = given(started(), notice(true));
    story
      .when(notice(true, { key: "k2", text: "codex' settings changed" }))
      .then({ type: "noticed", key: "k2" }, { type: "question_closed" }, { type: "asked", kind: "noticed" });
    story.when(answered("go_on")).then({ type: "answered" });
    expect(story.now.notices?.map((one) => one.known)).toEqual([true, true]);
  });

  test("what was only kept is asked about once it matters", () => {
    given(started(), notice(false)).when(notice(true)).then({ type: "noticed", asked: true }, { type: "asked" });
  });

  test("stop ends the run", () => {
    given(started(), notice(true))
      .when(answered("stop"))
      .then({ type: "answered" }, { type: "ended", status: "cancelled", reason: "stopped for what was noticed" });
  });

  test("a long text is cut", () => {
    const story = given(started(), notice(false, { text: "x".repeat(5_000) }));
    expect(story.now.notices?.[0]?.text.length).toBeLessThan(1_300);
  });
});
