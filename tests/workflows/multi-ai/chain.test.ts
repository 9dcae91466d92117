// The order of the shipped chain, with the seed's agents, models, files and tokens: the one spec
// that knows it.
import { describe, expect, test } from "bun:test";
import { directive } from "../../../src/engine/directive.ts";
import { phaseOf } from "../../../src/render/phase.ts";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";
import {
  dispatched,
  ends,
  finding,
  given,
  passes,
  phase,
  readyOf,
  started,
  until,
} from "./given.ts";

const CHAIN = `
T1 Gather requirements        | requirements-gatherer opus | .task/user-story.json         | requirements_gathering
T2 Create implementation plan | planner opus               | .task/plan-refined.json       | plan_drafting
T3 Plan Review - Sonnet       | plan-reviewer sonnet       | .task/review-sonnet.json      | plan_review_sonnet
T4 Plan Review - Opus         | plan-reviewer opus         | .task/review-opus.json        | plan_review_opus
T5 Plan Review - Codex        | codex-reviewer codex       | .task/review-codex.json       | plan_review_codex
T6 Implementation             | implementer sonnet         | .task/impl-result.json        | implementation
T7 Code Review - Sonnet       | code-reviewer sonnet       | .task/code-review-sonnet.json | code_review_sonnet
T8 Code Review - Opus         | code-reviewer opus         | .task/code-review-opus.json   | code_review_opus
T9 Code Review - Codex        | codex-reviewer codex       | .task/code-review-codex.json  | code_review_codex
`;
const rows = CHAIN.trim()
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()));

describe("the nine tasks", () => {
  test("stand one behind the other, with the seed's agents, models, files and tokens", () => {
    const { tasks } = given(started()).now;
    expect(
      tasks.map(({ id, subject, who, writes, token }) => [
        `${id} ${subject}`,
        `${who.agent} ${who.provider ?? who.model}`,
        writes,
        token,
      ]),
    ).toEqual(rows);
    expect(tasks.map((task) => task.blocked_by)).toEqual([
      [],
      ...tasks.slice(0, -1).map((task) => [task.id]),
    ]);
  });

  test("show their tokens one after the other, and end as complete", () => {
    const story = given(started());
    const tokens = story.now.tasks.map((task) => task.token);
    const phases: string[] = [];
    while (story.now.status === "running") {
      const [next] = readyOf(story);
      phases.push(phase(story));
      dispatched(next!)(story);
      expect(phase(story)).toBe(phases.at(-1)!);
      passes(next!)(story);
    }
    expect(phases).toEqual(tokens);
    expect(phase(story)).toBe("complete");
    expect(directive(story.now)).toMatchObject({ do: "done", id: "done" });
  });

  test.each([
    ["plan", 5, ["plan_drafting", "plan_review_codex"]],
    ["given", 9, ["requirements_gathering", "implementation", "code_review_codex"]],
    ["given-plan", 5, ["plan_drafting", "plan_review_codex"]],
  ])("an entry with a plan in a file, %s, has %d of them", (entry, count, tokens) => {
    const story = given(started({ entry }));
    const phases: string[] = [];
    while (story.now.status === "running") {
      const [next] = readyOf(story);
      dispatched(next!)(story);
      phases.push(phase(story));
      passes(next!)(story);
    }
    expect(story.now.status).toBe("complete");
    expect(phases).toHaveLength(count);
    expect(phases).toEqual(expect.arrayContaining(tokens));
  });

  test("what the program took over is mended by its author, who may ask", () => {
    const story = given(
      started({ entry: "given" }),
      until("T3"),
      ends("T3", "needs_changes", { findings: [finding("F1")] }),
      ends("Fix Plan - Sonnet v1", "questions", {
        questions: [{ question: "Which tone?", options: ["Warm", "Cool"] }],
      }),
    );
    expect(story.task("Fix Plan - Sonnet v1")).toMatchObject({
      who: { agent: "planner" },
      writes: ".task/plan-refined.json",
    });
    expect(story.now.questions.map(({ kind }) => kind)).toEqual(["plan-questions"]);
  });

  test("without a run the phase is idle", () => {
    expect(phaseOf(null, multiAi)).toBe("idle");
    expect(directive(null)).toMatchObject({ do: "none" });
  });

  test("a person's setting decides the model of an agent", () => {
    const models = { planner: "sonnet", "plan-reviewer": "haiku" } as const;
    const { tasks } = given(started({ settings: { models } })).now;
    const modelsOf = (agent: string) =>
      new Set(tasks.flatMap(({ who }) => (who.agent === agent ? [who.model] : [])));
    expect([...modelsOf("requirements-gatherer")]).toEqual(["opus"]);
    expect([...modelsOf("planner")]).toEqual(["sonnet"]);
    expect([...modelsOf("plan-reviewer")]).toEqual(["haiku"]);
  });
});
