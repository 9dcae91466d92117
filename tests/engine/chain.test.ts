import { describe, expect, test } from "bun:test";
import { directive, phaseOf } from "../../src/engine/directive.ts";
import { multiAi } from "../../src/workflows/multi-ai/workflow.ts";
import {
  answered,
  chainOf,
  command,
  dispatched,
  ends,
  given,
  isLost,
  phase,
  readyOf,
  request,
  type Story,
  started,
  statusOf,
  until,
} from "./given.ts";

describe("the nine tasks", () => {
  test("stand in a chain from the start, and only the first may begin", () => {
    const story = given(started());
    expect(chainOf(story)).toEqual([
      "T1 Gather requirements",
      "T2 Create implementation plan < T1",
      "T3 Plan Review - Sonnet < T2",
      "T4 Plan Review - Opus < T3",
      "T5 Plan Review - Codex < T4",
      "T6 Implementation < T5",
      "T7 Code Review - Sonnet < T6",
      "T8 Code Review - Opus < T7",
      "T9 Code Review - Codex < T8",
    ]);
    expect(story.now.tasks.map((task) => task.status)).toEqual(["ready", ...Array(8).fill("blocked")]);
    expect(directive(story.now)).toMatchObject({ id: "dispatch:T1.1", do: "dispatch", tasks: ["T1"] });
  });

  test("go to the seed's agents, models and files", () => {
    const { tasks } = given(started()).now;
    expect(tasks.map((task) => [task.who.agent, task.who.provider ?? task.who.model, task.writes].join(" "))).toEqual([
      "requirements-gatherer opus .task/user-story.json",
      "planner opus .task/plan-refined.json",
      "plan-reviewer sonnet .task/review-sonnet.json",
      "plan-reviewer opus .task/review-opus.json",
      "codex-reviewer codex .task/review-codex.json",
      "implementer sonnet .task/impl-result.json",
      "code-reviewer sonnet .task/code-review-sonnet.json",
      "code-reviewer opus .task/code-review-opus.json",
      "codex-reviewer codex .task/code-review-codex.json",
    ]);
  });

  test("show the seed's phase tokens one after the other, and end as complete", () => {
    const story = given(started());
    const phases: string[] = [];
    while (story.now.status === "running") {
      const [next] = readyOf(story);
      phases.push(phase(story));
      dispatched(next!)(story);
      expect(phase(story)).toBe(phases.at(-1)!);
      ends(next!, { T1: "done", T2: "done", T6: "complete" }[next!] ?? "approved")(story);
      if (story.now.questions.length > 0) {
        expect(phase(story)).toBe("requirements_gathering");
        answered("approve")(story);
      }
    }
    expect(phases).toEqual([
      "requirements_gathering",
      "plan_drafting",
      "plan_review_sonnet",
      "plan_review_opus",
      "plan_review_codex",
      "implementation",
      "code_review_sonnet",
      "code_review_opus",
      "code_review_codex",
    ]);
    expect(phase(story)).toBe("complete");
    expect(directive(story.now)).toMatchObject({ do: "done", id: "done" });
  });

  test("without a run the phase is idle", () => {
    expect(phaseOf(null, multiAi)).toBe("idle");
    expect(directive(null)).toMatchObject({ do: "none" });
  });

  test("a person's setting decides the model of an agent", () => {
    const models = { planner: "sonnet", "plan-reviewer": "haiku" } as const;
    const story = given(started({ settings: { models } }));
    expect(["T1", "T2", "T3", "T4"].map((id) => story.task(id).who.model)).toEqual([
      "opus",
      "sonnet",
      "haiku",
      "haiku",
    ]);
  });

  test.each(["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"])("after %s exactly the next one may begin", (id) => {
    const story = given(started(), until(id));
    expect(readyOf(story)).toEqual([id]);
    dispatched(id)(story);
    expect(readyOf(story)).toEqual([id]);
    expect(directive(story.now).do).toBe("wait");
  });
});

describe("a dispatch", () => {
  const dispatch =
    (id: string) =>
    (story: Story): void =>
      dispatched(id)(story);

  test("of a blocked task is refused", () => {
    given(started()).when(dispatch("T2")).refused("blocked");
  });
  test("of a running task is refused", () => {
    given(started(), dispatched("T1")).when(dispatch("T1")).refused("running");
  });
  test("of a task that waits for the person is refused", () => {
    given(started(), ends("T1", "done")).when(dispatch("T1")).refused("waiting");
  });
  test("of a task that is done is refused", () => {
    given(started(), until("T2")).when(dispatch("T1")).refused("over");
  });
  test("of a task that the run does not have is refused", () => {
    const story = given(started(), dispatched("T1"));
    const at = story.task("T1").dispatch;
    story
      .when(
        command({
          do: "dispatch",
          task: "T99",
          call: at!.call,
          nonce: at!.nonce,
          agentType: "a",
          session: "s1",
          host: null,
          brief: at!.nonce,
          subject: null,
          check: false,
        }),
      )
      .refused("unknown_task");
  });
  test("after the run is over is refused", () => {
    given(started(), until()).when(dispatch("T9")).refused("no_run");
  });
  test("without a run is refused", () => {
    given()
      .when(command({ do: "cancel", reason: "x" }))
      .refused("no_run");
  });
  test("remembers where the work began", () => {
    const story = given(started(), until("T6"), dispatched("T6", { subject: "tree-a" }), isLost("T6"));
    dispatched("T6", { subject: "tree-b" })(story);
    expect(story.task("T6").base).toBe("tree-a");
  });
});

describe("a start", () => {
  test("while a run is live is refused", () => {
    given(started())
      .when(started({ run: "multi-ai-00000002" }))
      .refused("live_run");
  });
  test("after a run has ended begins afresh", () => {
    const story = given(started(), until(), started({ run: "multi-ai-00000002", request: request("Next") }));
    expect(story.now).toMatchObject({ run: "multi-ai-00000002", status: "running", decisions: [] });
    expect(statusOf(story, "T1")).toBe("ready");
  });
});
