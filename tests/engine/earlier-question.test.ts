// Guarantee: Nobody is trapped.
// A run of an earlier version stands at a question that this version does not ask.
import { describe, expect, test } from "bun:test";
import type { Gate } from "../../src/engine/workflow.ts";
import { questionWords } from "../../src/workflows/index.ts";
import {
  answered,
  type Given,
  given,
  givenOn,
  isLost,
  openKinds,
  passes,
  started,
  statusOf,
} from "./given.ts";
import { small } from "./small.ts";

function ofEarlier(): Given {
  const story = given(started(), isLost("T1"), isLost("T1"));
  const questions = story.now.questions.map((one) => ({
    ...one,
    kind: "of-before",
    options: ["another", "stop"],
  }));
  story.run = { ...story.now, questions };
  return story;
}

test("its task is done again", () => {
  const story = ofEarlier();
  expect(openKinds(story)).toEqual(["of-before"]);
  answered("another")(story);
  expect([openKinds(story), statusOf(story, "T1")]).toEqual([[], "ready"]);
});

describe("a gate that this version does not have is skipped, and what stands behind it goes on", () => {
  const ofGone = (): Given => {
    const story = ofEarlier();
    const tasks = story.now.tasks.map((task) =>
      task.id === "T1" ? { ...task, gate: "of-before" } : task,
    );
    story.run = { ...story.now, tasks };
    expect(story.task("T2").status).toBe("blocked");
    return story;
  };
  const gone = [[], "skipped", "ready"];

  test("by whatever comes first; its question is closed", () => {
    const story = ofGone();
    story.do({ do: "attach", session: "next", host: null, force: false });
    expect([openKinds(story), statusOf(story, "T1"), statusOf(story, "T2")]).toEqual(gone);
  });

  test("by an answer to its question", () => {
    const story = ofGone();
    answered("another")(story);
    expect([openKinds(story), statusOf(story, "T1"), statusOf(story, "T2")]).toEqual(gone);
  });

  test("by what is settled before it", () => {
    const [note, draft, read] = small.entries.start!.gates as [Gate, Gate, Gate];
    const ask = { ask: "go", options: { proceed: { move: "next" } } } as const;
    const go: Gate = {
      gate: "checkpoint",
      key: "go",
      title: "Go",
      token: "go",
      after: ["note"],
      when: "never",
      ask,
    };
    const gates = [note, go, { ...draft, after: ["go"] } as Gate, read];
    const story = givenOn(
      { ...small, entries: { start: { gates, back: {} } }, rules: { never: () => false } },
      [started()],
    );
    const tasks = story.now.tasks.map((task) =>
      task.id === "T3" ? { ...task, gate: "of-before" } : task,
    );
    story.run = { ...story.now, tasks };
    passes("T1")(story);
    expect(["T2", "T3", "T4"].map((id) => statusOf(story, id))).toEqual([
      "skipped",
      "skipped",
      "ready",
    ]);
  });
});

test("the run is ended by stop", () => {
  const story = ofEarlier();
  answered("stop")(story);
  expect(story.now.status).toBe("cancelled");
});

test("an option that it does not have is refused", () => {
  expect(() => answered("again")(ofEarlier())).toThrow("is none of: another, stop");
});

test("it has words", () => {
  expect(questionWords("phases", "of-before").title({} as never, {} as never)).toContain(
    "from an earlier version",
  );
});
