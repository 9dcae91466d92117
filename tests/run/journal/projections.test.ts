// Guarantee: The journal is the truth.
import { describe, expect, test } from "bun:test";
import {
  isGuarded,
  projections,
  stateFile,
  tasksFile,
  teamName,
} from "../../../src/run/journal/projections.ts";
import {
  answered,
  command,
  dispatched,
  ends,
  given,
  isLost,
  type Story,
  started,
  until,
} from "../../workflows/multi-ai/given.ts";
import {
  added,
  PLAN_CODEX,
  PLAN_LAST,
  PLAN_SONNET,
  REJECTS,
  REVIEWS,
} from "../../workflows/multi-ai/ids.ts";

const state = (story: Story) => stateFile(story.now, "/p");
const row = (story: Story, id: string) =>
  (tasksFile(story.now, "/home/me/Project").tasks as Record<string, unknown>[]).find(
    (task) => task.id === id,
  );

describe("state.json", () => {
  test("has the fields of the contract", () => {
    expect(state(given(started()))).toEqual({
      version: 1,
      run: "multi-ai-00000001",
      workflow: "multi-ai",
      request: "Add a greeting",
      phase: "requirements_gathering",
      status: "running",
      blocker_reason: null,
      rounds: Object.fromEntries(REVIEWS.map((token) => [token, 0])),
      subject: null,
      tokens: 0,
      updated_at: expect.stringMatching(/^2026-/),
    });
  });

  test("says which question is open, and counts rounds", () => {
    const story = given(
      started(),
      until(PLAN_LAST),
      ends(PLAN_LAST, "needs_changes"),
      until(added(2)),
      ends(added(2), "rejected"),
    );
    expect(state(story)).toMatchObject({
      phase: REJECTS.token,
      status: "waiting_for_user",
      blocker_reason: "question Q2 (Rejected) is open",
      question: { id: "Q2", kind: "plan-rejected", task: added(2) },
      rounds: { [REJECTS.token]: 1, plan_review_sonnet: 0 },
    });
  });

  test("has all of the open question: its words, its answers, and why it is asked", () => {
    const lost = given(started(), isLost("T1"), isLost("T1"));
    expect(state(lost).question).toEqual({
      id: "Q1",
      kind: "stuck",
      task: "T1",
      text: "T1 Gather requirements: it came to no result. What now?",
      options: [
        { key: "again", label: "Retry" },
        { key: "other", label: "Another model" },
        { key: "stop", label: "Stop" },
        { key: "answer", label: "Retry with a hint" },
      ],
      reason: "its host died",
    });
    const questions = ["One or two?", "Red or blue?"].map((question) => ({
      question,
      options: ["a", "b"],
    }));
    expect(state(given(started(), ends("T1", "questions", { questions }))).question).toMatchObject({
      text: "One or two?",
      options: [
        { key: "answer", label: "a" },
        { key: "answer", label: "b" },
      ],
    });
  });

  test("says how the run ended and why", () => {
    expect(state(given(started(), until()))).toMatchObject({
      phase: "complete",
      status: "complete",
    });
    const stopped = given(started(), ends("T1", "done"), answered("stop"));
    expect(state(stopped)).toMatchObject({
      phase: "idle",
      status: "cancelled",
      blocker_reason: "stopped at T1 Gather requirements",
    });
    expect(state(stopped)).not.toHaveProperty("question");
  });
});

describe("pipeline-tasks.json", () => {
  test("has a row for every task, with the fields of the contract", () => {
    const story = given(started(), until(PLAN_SONNET), ends(PLAN_SONNET, "needs_changes"));
    expect(row(story, added(2))).toEqual({
      id: added(2),
      key: "plan_review_sonnet.2",
      subject: "Plan Review - Sonnet v2",
      agent: "plan-reviewer",
      model: "sonnet",
      status: "blocked",
      at_work_since: null,
      waiver: null,
      by_person: false,
      void: false,
      blocked_by: [added(1)],
      output: ".task/review-sonnet.json",
      round: 2,
      host_task_id: null,
    });
    expect(row(story, added(1))).toMatchObject({ key: "fix_plan_sonnet", status: "ready" });
    expect(row(story, PLAN_CODEX)).toMatchObject({ agent: "codex-reviewer", model: "codex" });
    const file = tasksFile(story.now, "/home/me/Project");
    expect(Object.keys(file)).toEqual(["run", "team", "tasks"]);
    const keys = (file.tasks as { key: string }[]).map((task) => task.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each([
    ["/home/me/Project", /^multi-ai-project-[0-9a-f]{6}$/],
    ["/home/me/My Cool_Project (old)", /^multi-ai-my-cool-project-old-?-[0-9a-f]{6}$/],
    ["/", /^multi-ai--[0-9a-f]{6}$/],
    [`/${"x".repeat(40)}`, /^multi-ai-x{20}-[0-9a-f]{6}$/],
  ])("is of the team of %s", (root, name) => {
    expect(teamName(root)).toMatch(name);
    expect(teamName(root)).toBe(teamName(root));
    expect(teamName(root)).not.toBe(teamName(`${root}/`.replace(/^\/\/$/, "/x/")));
  });
});

describe("live", () => {
  test("exists while the run is live, and until its end was told and its agents are gone", () => {
    const story = given(started(), dispatched("T1"));
    expect(isGuarded(story.now)).toBe(true);
    command({ do: "cancel", reason: "enough" })(story);
    expect(isGuarded(story.now)).toBe(true);
    command({ do: "deliver", directive: "stopped:cancelled", session: "s1", reminder: false })(
      story,
    );
    expect(isGuarded(story.now)).toBe(true);
    command({ do: "gone", call: "call-T1.1" })(story);
    expect(isGuarded(story.now)).toBe(false);
  });
});

test("invariant 4: pipeline-tasks.json tells what the person let pass, and what is void, from what is done", () => {
  const story = given(
    started(),
    until(PLAN_LAST),
    ends(PLAN_LAST, "rejected"),
    answered("overrule", "it is fine"),
  );
  const waiver = { kind: "overruled", reason: "it is fine" };
  expect(row(story, PLAN_LAST)).toMatchObject({ status: "done", waiver, void: false });
  expect(row(story, PLAN_SONNET)).toMatchObject({ status: "done", waiver: null, void: false });
  command({ do: "change", request: { text: "x", sha: "0".repeat(64), bytes: 1 } })(story);
  answered("planning")(story);
  expect(row(story, PLAN_SONNET)).toMatchObject({ status: "done", void: true });
});

test("invariant 1: folds are text with a last newline, the same for the same run; without a run there are none", () => {
  const { now } = given(started());
  const files = projections(now, "/project");
  expect(Object.keys(files)).toEqual(["state.json", "pipeline-tasks.json", "live"]);
  expect(files.live).toBe("multi-ai-00000001\n");
  for (const name of ["state.json", "pipeline-tasks.json"]) {
    expect(files[name]).toEndWith("}\n");
    expect(JSON.parse(files[name]!)).toMatchObject({ run: now.run });
  }
  expect(projections(structuredClone(now), "/project")).toEqual(files);
  expect(projections(null, "/project")).toEqual({
    "state.json": null,
    "pipeline-tasks.json": null,
    live: null,
  });
});
