// Guarantee: Findings are answered.
import { expect, test } from "bun:test";
import {
  dispatched,
  ends,
  finding,
  given,
  hash,
  nonceOf,
  prior,
  type Step,
  says,
  started,
  subjectNow,
  until,
} from "./given.ts";

const BUILD = "Build Review - Ann";
const AGAIN = `${BUILD} v2`;

/** The program runs the test of an earlier finding for the reviewer who looks again. */
const tests =
  (shown: "proven" | "refuted" | "unknown", tree: (now: string) => string): Step =>
  (story) => {
    dispatched(AGAIN)(story);
    const task = story.task(AGAIN);
    const one = { finding: "F1", key: hash("test"), tree: tree(subjectNow(story)), shown, why: "" };
    story.do({ do: "finding_tests", task: task.id, nonce: nonceOf(task), tests: [one] });
  };
const here = (now: string): string => now;

test.each<[string, Step[], string]>([
  ["passes on the fix", [tests("refuted", here)], "fixed"],
  ["was not run", [], "open"],
  ["still fails", [tests("proven", here)], "open"],
  ["could not run", [tests("unknown", here)], "open"],
  ["passes on another tree", [tests("refuted", () => "other")], "open"],
])("a proven finding that its reviewer calls fixed: its test %s", (_, ran, state) => {
  const story = given(
    started(),
    says(BUILD, "needs_changes", { findings: [finding("F1", { shown: "proven" })] }),
    says("Fix Build - Ann", "complete"),
    until(AGAIN),
    ...ran,
    ends(AGAIN, "approved", { prior: prior("fixed", "F1") }),
  );
  expect(story.now.findings).toMatchObject([{ id: "F1", state }]);
});
