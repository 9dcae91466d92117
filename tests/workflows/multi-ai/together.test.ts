// Guarantee: Only code grants a pass.
// Reviewers of one group who look beside each other: one fix answers all of them, and no verdict counts for what its reviewer was not given.
import { describe, expect, test } from "bun:test";
import { TOGETHER } from "../../../src/engine/run.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";
import { firstFinding } from "../../../src/workflows/review/check.ts";
import {
  answered,
  chainOf,
  dispatched,
  ends,
  finding,
  given,
  passes,
  prior,
  readyOf,
  started,
  statusOf,
  until,
} from "./given.ts";

const together = (...more: Parameters<typeof given>) =>
  given(started({ options: TOGETHER }), ...more);
const found = (id: string) => ({ findings: [finding(id)] });

test("the tasks and their subjects are those of the chain, and all reviewers of one thing begin with the first", () => {
  const story = together();
  const plain = given(started());
  expect(story.now.tasks.map(({ subject }) => subject)).toEqual(
    plain.now.tasks.map(({ subject }) => subject),
  );
  const waits = story.now.tasks.map(({ id, blocked_by }) => `${id} < ${blocked_by.join(" ")}`);
  expect(waits).toEqual([
    "T1 < ",
    "T2 < T1",
    "T3 < T2",
    "T4 < T2",
    "T5 < T2",
    "T6 < T3 T4 T5",
    "T7 < T6",
    "T8 < T6",
    "T9 < T6",
  ]);
});

test("all approve: what comes next is ready behind the last of them", () => {
  const story = together(until("T3"));
  expect(readyOf(story)).toEqual(["T3", "T4", "T5"]);
  passes("T5")(story);
  passes("T3")(story);
  expect(statusOf(story, "T6")).toBe("blocked");
  passes("T4")(story);
  expect(readyOf(story)).toEqual(["T6"]);
});

describe("findings", () => {
  test("wait until all have spoken, and one fix answers them; who found something looks again, and whatever waited waits for these", () => {
    const story = together(until("T7"), dispatched("T7"), dispatched("T8"), dispatched("T9"));
    ends("T8", "needs_changes", found("F101"))(story);
    expect([statusOf(story, "T8"), story.now.questions]).toEqual(["waiting", []]);
    ends("T9", "approved")(story);
    expect(story.now.tasks).toHaveLength(9);
    ends("T7", "needs_changes", found("F1"))(story);
    expect(chainOf(story, 10)).toEqual([
      "T10 Fix Code - Sonnet v1 < T7, T8",
      "T11 Code Review - Sonnet v2 < T10",
      "T12 Code Review - Opus v2 < T10",
    ]);
    expect(story.task("T10")).toMatchObject({ fixes: "T7", also_fixes: ["T8"] });
    expect(story.task("T10").reads).toContain(".task/code-review-opus.json");
    passes("T10")(story);
    expect(readyOf(story)).toEqual(["T11", "T12"]);
    passes("T12")(story);
    expect(story.now.status).toBe("running");
    passes("T11")(story);
    expect(story.now.status).toBe("complete");
  });

  test("of one alone are fixed as in the chain", () => {
    const story = together(until("T7"), dispatched("T7"), dispatched("T8"), dispatched("T9"));
    passes("T7")(story);
    passes("T8")(story);
    ends("T9", "needs_changes", found("F201"))(story);
    expect(chainOf(story, 10)).toEqual([
      "T10 Fix Code - Codex v1 < T9",
      "T11 Code Review - Codex v2 < T10",
    ]);
  });

  test("that their fix declines are declined, whoever found them", () => {
    const story = together(until("T7"), dispatched("T7"), dispatched("T8"));
    ends("T7", "needs_changes", found("F1"))(story);
    ends("T8", "needs_changes", found("F101"))(story);
    passes("T9")(story);
    ends("T10", "complete", { declined: ["F101"] })(story);
    expect(story.now.findings.map(({ id, declined_by }) => [id, declined_by])).toEqual([
      ["F1", null],
      ["F101", "T10"],
    ]);
  });

  test("of a rejection lead to a rework, after which all look again", () => {
    const story = together(until("T7"), dispatched("T7"), dispatched("T8"));
    ends("T7", "needs_changes", found("F1"))(story);
    ends("T8", "rejected", found("F101"))(story);
    passes("T9")(story);
    expect(chainOf(story, 10)).toEqual([
      "T10 Rework Code - Opus v1 < T8, T7",
      "T11 Code Review - Sonnet v2 < T10",
      "T12 Code Review - Opus v2 < T10",
      "T13 Code Review - Codex v2 < T10",
    ]);
  });

  test("of one who rejects alone are reworked, and all look beside each other again", () => {
    const story = together(until("T7"), dispatched("T7"), dispatched("T8"), dispatched("T9"));
    passes("T7")(story);
    passes("T9")(story);
    ends("T8", "rejected", found("F101"))(story);
    const looks = ["T11 Code Review - Sonnet v2", "T12 Code Review - Opus v2"];
    expect(chainOf(story, 10)).toEqual([
      "T10 Rework Code - Opus v1 < T8",
      ...[...looks, "T13 Code Review - Codex v2"].map((one) => `${one} < T10`),
    ]);
    passes("T10")(story);
    ends("T11", "needs_changes", found("F1"))(story);
    expect([readyOf(story), story.now.questions]).toEqual([["T12", "T13"], []]);
  });

  test("that one insists on and another rejects: whatever is answered about the one, it is a rework", () => {
    const story = together(until("T7"), dispatched("T7"), dispatched("T8"));
    ends("T7", "needs_changes", found("F1"))(story);
    ends("T8", "needs_changes", found("F101"))(story);
    passes("T9")(story);
    ends("T10", "complete", { declined: ["F1"] })(story);
    ends("T11", "needs_changes", { prior: prior("open", "F1") })(story);
    ends("T12", "rejected", { ...found("F102"), prior: prior("fixed", "F101") })(story);
    expect(story.now.questions.map(({ task }) => task)).toEqual(["T11"]);
    answered("continue")(story);
    expect(chainOf(story, 13)).toEqual([
      "T13 Rework Code - Opus v2 < T12, T11",
      "T14 Code Review - Sonnet v3 < T13",
      "T15 Code Review - Opus v3 < T13",
      "T16 Code Review - Codex v2 < T13",
    ]);
  });

  test("have a number of their own, also where a run that grows calls more reviewers", () => {
    const first = (options: Record<string, string>) => {
      const { now } = given(started({ options: { ...options, ...TOGETHER } }));
      const numberOf = (gate: string) => {
        const task = now.tasks.find((one) => one.gate === gate);
        return task && firstFinding({ workflow: multiAi, run: now }, task);
      };
      return ["sonnet", "opus", "codex"].map((name) => numberOf(`code-review-${name}`));
    };
    expect([first({ quick: "yes" }), first({})]).toEqual([
      [undefined, 101, undefined],
      [1, 101, 201],
    ]);
  });
});

test("none begins while the tests run again on what changed meanwhile, or what they found is mended", () => {
  const tests = { ...DEFAULT_SETTINGS.tests, run: true, commands: ["npm test"] };
  const commands = { commands: ["npm test"] };
  const story = given(
    started({ options: TOGETHER, settings: { tests } }),
    ends("T1", "done", commands),
    answered("approve"),
    until("T7"),
  );
  expect(readyOf(story)).toEqual(["T7", "T8", "T9"]);
  for (const id of ["T7", "T8", "T9"]) dispatched(id, { subject: "edited" })(story);
  expect(["T7", "T8", "T9"].map((id) => statusOf(story, id))).toEqual(Array(3).fill("blocked"));
  const again = readyOf(story);
  expect([again.length, story.task(again[0]!).subject]).toEqual([1, "Tests v2"]);
  ends(again[0]!, "fail")(story);
  expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Fix Code - Tests v2"]);
});

test("a limit of each is asked about once all have spoken; going on fixes what all of them found", () => {
  const story = together(until("T7"));
  const limits = { ...story.now.settings.limits, per_reviewer: 0 };
  const strict = given(
    started({ options: TOGETHER, settings: { limits } }),
    until("T7"),
    dispatched("T7"),
    dispatched("T8"),
  );
  ends("T7", "needs_changes", found("F1"))(strict);
  ends("T8", "needs_changes", found("F101"))(strict);
  expect(strict.now.questions).toEqual([]);
  passes("T9")(strict);
  expect(strict.now.questions.map(({ kind, task }) => [kind, task])).toEqual([
    ["escalation", "T7"],
  ]);
  answered("continue")(strict);
  expect(strict.now.questions.map(({ task }) => task)).toEqual(["T8"]);
  answered("continue")(strict);
  expect(chainOf(strict, 10)[0]).toBe("T10 Fix Code - Opus v1 < T8, T7");
});

test("a plan that Codex rejects is put before the person when all have spoken", () => {
  const story = together(until("T3"), dispatched("T3"), dispatched("T4"), dispatched("T5"));
  ends("T5", "rejected", found("F201"))(story);
  expect(story.now.questions).toEqual([]);
  ends("T3", "needs_changes", found("F1"))(story);
  passes("T4")(story);
  expect(story.now.questions.map(({ kind, task }) => [kind, task])).toEqual([
    ["plan-rejected", "T5"],
  ]);
  answered("revise", "as it says")(story);
  expect(chainOf(story, 10)[0]).toBe("T10 Fix Plan - Codex v1 < T5, T3");
});
