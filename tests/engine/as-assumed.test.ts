import { describe, expect, test } from "bun:test";
import {
  answered,
  ends,
  given,
  isLost,
  openKinds,
  readyOf,
  started,
  statusOf,
  until,
} from "./given.ts";

const questions = [
  { question: "One file or two?", options: ["One, as it is", "Two"] },
  { question: "Which name?", options: ["greet", "hello"] },
];
/** The draft was written as if its first options were chosen, and asks. */
const asked = () => given(started(), until("T2"), ends("T2", "questions", { questions }));

describe("an artifact whose questions are answered as it assumes", () => {
  test("stands as it is, with the answers on record: nobody writes it again", () => {
    const story = asked();
    // The host's dialog has labels without commas.
    answered("answer", "One; as it is")(story);
    expect(statusOf(story, "T2")).toBe("waiting");
    story
      .when(answered("answer", "greet"))
      .then({ type: "answered", text: "greet" }, { type: "task_done", task: "T2" });
    expect(readyOf(story)).toEqual(["T3"]);
    expect(story.task("T2")).toMatchObject({ dispatches: 1, waiver: null });
    expect(story.now.decisions.slice(1).map((one) => [one.asked, one.text])).toEqual([
      ["One file or two?", "One; as it is"],
      ["Which name?", "greet"],
    ]);
  });

  test.each([
    ["another option", "Two", "greet"],
    ["another one, answered last", "One, as it is", "hello"],
    ["the first with a word of the person's own", "One, as it is: but short", "greet"],
    ["free text", "as you like", "greet"],
  ])("is written again after %s", (_name, first, second) => {
    const story = asked();
    answered("answer", first)(story);
    story
      .when(answered("answer", second))
      .then({ type: "answered" }, { type: "returned", reason: "answered" });
    expect(readyOf(story)).toEqual(["T2"]);
    // What counts is the newest round.
    ends("T2", "questions", { questions })(story);
    answered("answer", "One, as it is")(story);
    answered("answer", "greet")(story);
    expect(statusOf(story, "T2")).toBe("done");
  });
});

test("why an attempt did not count is told to the next one also when the person says again", () => {
  const story = given(started(), until("T6"), isLost("T6"), isLost("T6"));
  expect(openKinds(story)).toEqual(["stuck"]);
  answered("again", "take your time")(story);
  expect(story.task("T6").note).toBe("its host died\ntake your time");
});
