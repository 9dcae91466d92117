// Guarantee: You decide, and it is recorded.
import { describe, expect, test } from "bun:test";
import { directive } from "../../../src/engine/directive.ts";
import type { Ask, Workflow, WorkGate } from "../../../src/engine/workflow.ts";
import {
  answered,
  dispatched,
  ends,
  given,
  givenOn,
  openKinds,
  readyOf,
  Story,
  started,
  statusOf,
  until,
} from "../given.ts";
import { small } from "../small.ts";

const QUESTIONS = [
  { question: "Which greeting?", options: ["Hello", "Hi"] },
  { question: "Which language?", options: ["English", "French"] },
];

describe("the note", () => {
  const story = () => given(started(), ends("T1", "done"));

  test("is the person's to approve", () => {
    const asked = story();
    expect(asked.now.questions).toMatchObject([
      { id: "Q1", kind: "note", task: "T1", options: ["approve", "correct", "stop"], text: null },
    ]);
    expect(directive(asked.now)).toMatchObject({ id: "ask:Q1", do: "ask", questions: ["Q1"] });
    asked
      .when(answered("approve"))
      .then({ type: "answered", option: "approve" }, { type: "task_done", task: "T1" });
    expect(readyOf(asked)).toEqual(["T2"]);
  });

  test("is corrected with a reason, which the next dispatch is told", () => {
    const asked = story();
    asked
      .when(answered("correct"))
      .then({ type: "reason_wanted", question: "Q1", option: "correct" });
    expect(directive(asked.now).id).toBe("ask:Q1.correct");
    asked
      .when(answered(null, "Greet in French"))
      .then(
        { type: "answered", option: "correct", text: "Greet in French" },
        { type: "returned", task: "T1", reason: "again", note: "Greet in French" },
      );
    expect(asked.task("T1")).toMatchObject({ status: "ready", note: "Greet in French" });
    ends("T1", "done")(asked);
    expect(asked.now.questions).toMatchObject([{ id: "Q2", kind: "note" }]);
  });

  test("invariant 9: free text is a correction, whatever it says", () => {
    for (const text of [
      "approve it in English",
      "yes, but in French",
      "A and B",
      "okay then",
      "no greeting at all",
      "stopp",
    ])
      story()
        .when(answered(null, text))
        .then({ type: "answered", option: "correct", text }, { type: "returned", note: text });
  });

  test("a bare yes or no, a letter or an option's name as free text is neither an approval nor a correction", () => {
    for (const text of [
      "approve",
      "Approve!",
      "yes",
      "YES.",
      "no",
      " ok ",
      "Okay!",
      "A",
      "stop",
      "yes, approve",
      "looks good, go ahead!",
    ])
      story().when(answered(null, text)).refused("free_text");
    // Asked for a reason, the person's words are that.
    const asked = story();
    answered("correct")(asked);
    asked
      .when(answered(null, "no"))
      .then({ type: "answered", option: "correct", text: "no" }, { type: "returned" });
  });

  test("is decided once: the second answer finds no question", () => {
    const asked = story();
    answered("approve", null, "Q1")(asked);
    asked.when(answered("stop", null, "Q1")).refused("no_question");
  });
});

describe("open questions of an artifact", () => {
  test.each([
    ["T1", "note-questions"],
    ["T2", "draft-questions"],
  ])(
    "of %s are asked before anything else, and the same task goes on with the answers",
    (id, kind) => {
      const story = given(started(), until(id), ends(id, "questions", { questions: QUESTIONS }));
      expect(openKinds(story)).toEqual([kind, kind]);
      const [first, second] = story.now.questions.map((one) => one.id);
      story
        .when(answered("answer", "Hello", first))
        .then({ type: "answered", question: first, text: "Hello" });
      expect(statusOf(story, id)).toBe("waiting");
      story
        .when(answered("answer", "Another one", second))
        .then(
          { type: "answered", question: second },
          { type: "returned", task: id, reason: "answered" },
        );
      expect(readyOf(story)).toEqual([id]);
    },
  );

  test("one that is answered by going on closes the others", () => {
    const withSkip = structuredClone(small) as Workflow;
    const gate = withSkip.entries.start!.gates[0] as WorkGate;
    gate.on.questions = {
      ask: "note-questions",
      options: { answer: { move: "again" }, skip: { move: "next" } },
    };
    const story = new Story(withSkip);
    for (const step of [started(), ends("T1", "questions", { questions: QUESTIONS })]) step(story);
    answered("skip", "not needed", "Q2")(story);
    expect(story.now.questions).toEqual([]);
    expect(statusOf(story, "T1")).toBe("done");
    expect(readyOf(story)).toEqual(["T2"]);
  });
});

describe("--auto", () => {
  test("takes no option that is the person's own decision, whatever the workflow says", () => {
    const careless = structuredClone(small) as Workflow;
    const review = careless.entries.start!.gates.find((gate) => gate.key === "draft-eve")!;
    if (review.gate === "review") (review.on.rejected as Ask).auto = "overrule";
    const story = givenOn(careless, [started({ auto: true }), until("T5"), ends("T5", "rejected")]);
    expect(openKinds(story)).toEqual(["draft-rejected"]);
    expect(statusOf(story, "T5")).toBe("waiting");
  });

  test("approves the note, and notes what was assumed", () => {
    const story = given(started({ auto: true }), dispatched("T1"));
    story
      .when(ends("T1", "done", { assumptions: ["English only"] }))
      .then(
        { type: "accepted", outcome: "done" },
        { type: "auto_approved", task: "T1", kind: "note", assumptions: ["English only"] },
        { type: "task_done", task: "T1", waiver: null },
      );
    expect(story.now.assumptions).toEqual(["English only"]);
    expect(story.now.decisions).toEqual([]);
  });

  test("answers open questions by their first option, as an assumption", () => {
    const story = given(started({ auto: true }), ends("T1", "questions", { questions: QUESTIONS }));
    expect(story.now.assumptions).toEqual([
      "Which greeting? Assumed: Hello",
      "Which language? Assumed: English",
    ]);
    expect(statusOf(story, "T1")).toBe("done");
    ends("T2", "questions", { questions: QUESTIONS })(story);
    expect(readyOf(story)).toEqual(["T3"]);
    expect(story.now.assumptions).toHaveLength(2);
  });

  test("notes thirty assumptions at most, and no more of each than a line of the journal holds", () => {
    const assumptions = Array.from({ length: 60 }, (_, n) => `${n} ${"é".repeat(900)}`);
    const story = given(started({ auto: true }), ends("T1", "done", { assumptions }));
    expect(story.now.assumptions).toHaveLength(30);
    for (const event of story.batches.flat())
      expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(15_000);
  });
});

describe("the build", () => {
  const reached = [started(), until("T6")];

  test("that is partial without a reason is done again, and the second time the person is asked", () => {
    const story = given(...reached, dispatched("T6"));
    story
      .when(ends("T6", "partial"))
      .then({ type: "accepted" }, { type: "returned", reason: "invalid" });
    expect(readyOf(story)).toEqual(["T6"]);
    ends("T6", "partial")(story);
    expect(openKinds(story)).toEqual(["stuck"]);
    answered("again")(story);
    ends("T6", "partial")(story);
    expect(openKinds(story)).toEqual([]);
  });

  test("that is partial is finished by the same task, which is told what the person says", () => {
    const story = given(
      ...reached,
      ends("T6", "partial_reason", { reason: "no key" }),
      answered("again", "Use a stub"),
    );
    expect(story.task("T6")).toMatchObject({ status: "ready", note: "Use a stub" });
  });
});

test("a question's texts are cut to what one line of the journal holds, whatever they are made of", () => {
  const question = "\u0007".repeat(4_000);
  const story = given(
    started(),
    ends("T1", "questions", { questions: [{ question, options: ["é".repeat(80), "b"] }] }),
  );
  answered("answer", "ü".repeat(20_000))(story);
  for (const event of story.batches.flat())
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(15_000);
  expect(story.now.decisions[0]?.text?.endsWith("…")).toBe(true);
});
