import { describe, expect, test } from "bun:test";
import { openFindings } from "../../../src/engine/run.ts";
import {
  answered,
  chainOf,
  dispatched,
  ends,
  given,
  openKinds,
  passes,
  phase,
  readyOf,
  started,
  statusOf,
  until,
} from "../given.ts";

const DRAFT = ["Ann", "Ben", "Eve"].map((name, index) => ({
  name,
  kind: "Draft",
  id: `T${3 + index}`,
}));
const BUILD = ["Ann", "Ben", "Eve"].map((name, index) => ({
  name,
  kind: "Build",
  id: `T${7 + index}`,
}));

describe.each([...DRAFT, ...BUILD])(
  "$kind Review - $name asks for changes",
  ({ name, kind, id }) => {
    const next = id === "T9" ? null : `T${Number(id.slice(1)) + 1}`;
    const fixer =
      kind === "Draft" ? ["drafter", ".task/draft.json"] : ["builder", ".task/work.json"];

    test("once: the fix is blocked by the review, the re-review by the fix, what comes next by the re-review", () => {
      const story = given(started(), until(id), dispatched(id))
        .when(ends(id, "needs_changes"))
        .then(
          { type: "accepted", task: id, outcome: "needs_changes" },
          {
            type: "task_created",
            task: "T10",
            subject: `Fix ${kind} - ${name} v1`,
            blocked_by: [id],
            fixes: id,
          },
          {
            type: "task_created",
            task: "T11",
            subject: `${kind} Review - ${name} v2`,
            blocked_by: ["T10"],
          },
          ...(next ? [{ type: "task_blocked" as const, task: next, by: ["T11"] }] : []),
          { type: "task_done", task: id, waiver: null },
        );
      expect(readyOf(story)).toEqual(["T10"]);
      expect(phase(story)).toBe(`fix_${kind.toLowerCase()}_${name.toLowerCase()}`);
      expect([story.task("T10").who.agent, story.task("T10").writes]).toEqual(fixer);
      expect(story.task("T11").who).toEqual(story.task(id).who);
      passes("T10")(story);
      expect(readyOf(story)).toEqual(["T11"]);
      expect(phase(story)).toBe(story.task(id).token);
      passes("T11")(story);
      if (next) expect(readyOf(story)).toEqual([next]);
      else expect(story.now.status).toBe("complete");
    });

    test("three times: versions count up, each re-review is behind its own fix, no subject stands twice", () => {
      const again = [id, "T11", "T13"].flatMap((review, round) => [
        ends(review, "needs_changes"),
        passes(`T${10 + 2 * round}`),
      ]);
      const story = given(started(), until(id), ...again);
      expect(chainOf(story, 10)).toEqual([
        `T10 Fix ${kind} - ${name} v1 < ${id}`,
        `T11 ${kind} Review - ${name} v2 < T10`,
        `T12 Fix ${kind} - ${name} v2 < T11`,
        `T13 ${kind} Review - ${name} v3 < T12`,
        `T14 Fix ${kind} - ${name} v3 < T13`,
        `T15 ${kind} Review - ${name} v4 < T14`,
      ]);
      if (next)
        expect(story.task(next).blocked_by).toEqual([
          `T${Number(next.slice(1)) - 1}`,
          "T11",
          "T13",
          "T15",
        ]);
      expect(readyOf(story)).toEqual(["T15"]);
      until()(story);
      expect(story.now.status).toBe("complete");
    });
  },
);

test("findings stay open until their reviewer says that they are fixed", () => {
  const findings = [
    { id: "F1", severity: "major" as const, outside: false },
    { id: "F2", severity: "minor" as const, outside: false },
    { id: "F3", severity: "minor" as const, outside: true },
  ];
  const story = given(started(), until("T3"), ends("T3", "needs_changes", { findings }));
  const open = () => openFindings(story.now, ["draft-ann"]).map((one) => one.id);
  expect(open()).toEqual(["F1", "F2"]);
  passes("T10")(story);
  expect(open()).toEqual(["F1", "F2"]);
  const prior = [
    { id: "F1", state: "fixed" as const },
    { id: "F2", state: "open" as const },
  ];
  ends("T11", "approved", { prior })(story);
  expect(open()).toEqual(["F2"]);
});

describe("a clarification", () => {
  const questions = [
    { question: "Which greeting?", options: ["Hello", "Hi"] },
    { question: "In which file?", options: ["a.ts", "b.ts"] },
    { question: "With a test?", options: ["yes", "no"] },
  ];
  const asked = [started(), until("T3"), ends("T3", "needs_clarification", { questions })];

  test("asks each question of the review in its own words", () => {
    const story = given(...asked);
    expect(story.now.questions.map((one) => [one.id, one.kind, one.text, one.labels])).toEqual(
      questions.map((one, index) => [`Q${index + 2}`, "clarification", one.question, one.options]),
    );
    expect(statusOf(story, "T3")).toBe("waiting");
    expect(story.now.status).toBe("waiting_for_user");
  });

  test("goes on when the last one is answered: the same task, a new dispatch, no round", () => {
    const story = given(...asked, answered("answer", "a.ts", "Q3"), answered("answer", "no", "Q4"));
    expect(statusOf(story, "T3")).toBe("waiting");
    story
      .when(answered("answer", "Hello", "Q2"))
      .then(
        { type: "answered", question: "Q2", option: "answer", text: "Hello" },
        { type: "returned", task: "T3", reason: "answered" },
      );
    expect(readyOf(story)).toEqual(["T3"]);
    expect(story.now.tasks).toHaveLength(9);
    expect(story.now.decisions.map((one) => [one.asked, one.text])).toEqual([
      [null, null],
      ["In which file?", "a.ts"],
      ["With a test?", "no"],
      ["Which greeting?", "Hello"],
    ]);
    dispatched("T3")(story);
    expect(story.task("T3").dispatches).toBe(2);
  });
});

describe("a build rejected", () => {
  test("by Eve: a rework, then all three again in order", () => {
    const story = given(started(), until("T9"), ends("T9", "rejected"));
    expect(chainOf(story, 10)).toEqual([
      "T10 Rework Build - Eve v1 < T9",
      "T11 Build Review - Ann v2 < T10",
      "T12 Build Review - Ben v2 < T11",
      "T13 Build Review - Eve v2 < T12",
    ]);
    until()(story);
    expect(story.now.status).toBe("complete");
  });

  test("and a re-review rejects too: a reviewer whose review is still to come does not get a second one", () => {
    const story = given(
      started(),
      until("T9"),
      ends("T9", "rejected"),
      passes("T10"),
      ends("T11", "rejected"),
    );
    expect(chainOf(story, 12)).toEqual([
      "T12 Build Review - Ben v2 < T11, T15",
      "T13 Build Review - Eve v2 < T12",
      "T14 Rework Build - Ann v2 < T11",
      "T15 Build Review - Ann v3 < T14",
    ]);
    until("T12")(story);
    ends("T12", "rejected")(story);
    expect(chainOf(story, 13)).toEqual([
      "T13 Build Review - Eve v2 < T12, T18",
      "T14 Rework Build - Ann v2 < T11",
      "T15 Build Review - Ann v3 < T14",
      "T16 Rework Build - Ben v2 < T12",
      "T17 Build Review - Ann v4 < T16",
      "T18 Build Review - Ben v3 < T17",
    ]);
    until()(story);
    expect(story.now.status).toBe("complete");
  });
});

describe("the draft rejected by Eve", () => {
  const rejected = [started(), until("T5"), ends("T5", "rejected")];

  test("is the person's to decide, also with --auto", () => {
    for (const auto of [false, true]) {
      const story = given(started({ auto }), until("T5"), ends("T5", "rejected"));
      expect(openKinds(story)).toEqual(["draft-rejected"]);
      expect(story.now.questions[0]?.options).toEqual(["stop", "revise", "overrule"]);
      expect(readyOf(story)).toEqual([]);
    }
  });

  test("overrule needs a reason, and is recorded as the person's own decision, not as an approval", () => {
    const story = given(...rejected);
    story.when(answered("overrule", "   ")).then({ type: "reason_wanted", option: "overrule" });
    const waiver = { kind: "overruled" as const, reason: "It is out of date" };
    story
      .when(answered("overrule", "It is out of date"))
      .then({ type: "answered", option: "overrule" }, { type: "task_done", task: "T5", waiver });
    expect(story.task("T5")).toMatchObject({ status: "done", outcome: "rejected", waiver });
    expect(readyOf(story)).toEqual(["T6"]);
  });
});

test.each(["bogus", "", "constructor", "toString", "__proto__"])(
  "invariant 4: the unknown status %p never moves on",
  (outcome) => {
    for (const id of ["T1", "T2", "T3", "T6", "T9"]) {
      const story = given(started({ auto: true }), until(id), ends(id, outcome));
      expect(openKinds(story)).toEqual(["stuck"]);
      expect(statusOf(story, id)).toBe("waiting");
    }
  },
);
