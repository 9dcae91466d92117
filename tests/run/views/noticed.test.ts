// What code noticed, as the person reads it: whole in the question, and in the report afterwards.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { viewQuestions } from "../../../src/run/views/questions.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { answered, command, given, started } from "../../workflows/multi-ai/given.ts";

afterAll(cleanup);

const LONG = `codex is another program than at the start: ${"a word ".repeat(60)}the end.`;
const noticed = () =>
  given(
    started(),
    command({ do: "notice", what: "program-changed", key: "k", text: LONG, hold: true }),
  );

test("the question shows all of it", () => {
  const root = makeProject();
  const [shown] = viewQuestions({ root, task: `${root}/.task`, found: "journal" }, noticed().now);
  const lines = shown!.question.split("\n");
  expect(lines[0]).toMatch(
    /is paused: something happened that no step of it explains. Continue\?$/,
  );
  expect(lines.slice(1).join(" ")).toBe(LONG);
  expect(shown!.options.map((one) => one.label)).toEqual(["Continue", "Stop"]);
});

test("the report says what the person decided", () => {
  const root = makeProject();
  const story = noticed();
  const notices = () =>
    reportFacts({ root, task: `${root}/.task`, found: "journal" }, story.now).notices;
  expect(notices()).toEqual([{ text: LONG, decided: "the person was asked" }]);
  answered("go_on")(story);
  expect(notices()).toEqual([{ text: LONG, decided: "the person let the run continue" }]);
});
