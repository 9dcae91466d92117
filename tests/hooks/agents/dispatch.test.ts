// Guarantee: The main thread only dispatches.
// Which task an Agent call is for, where the main thread wrote words of its own in place of the
// task's id.
// Runs: in full too, together.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { taskOf } from "../../../src/engine/run.ts";
import { dispatch } from "../../../src/hooks/agents/dispatch.ts";
import { hookCall } from "../../../src/hooks/hook-call.ts";
import { narrow } from "../../../src/host/payload.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { makeCouncilRun } from "../../cli/made/make-council-run.ts";
import { type MadeRun, makeRun } from "../../cli/made/make-run.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";
import { planObjection } from "../../harness/workers.ts";

afterAll(cleanup);

/** A run whose plan is to be mended: T2, which wrote it, is done, and its fix alone is ready. */
const mending = (): Promise<MadeRun> =>
  makeRun({
    auto: true,
    worker: (brief) =>
      brief.writes.endsWith("/review-sonnet.json") ? planObjection(brief) : undefined,
    until: (run) => run.tasks.some((task) => task.kind === "fix" && task.status === "ready"),
  });

async function called(
  made: MadeRun,
  prompt: string,
  type = "multi-ai:planner",
): Promise<Record<string, unknown>> {
  const payload = narrow({
    hook_event_name: "PreToolUse",
    session_id: made.run.owner!.session,
    transcript_path: "/nowhere/s.jsonl",
    cwd: made.root,
    tool_name: "Agent",
    tool_input: { subagent_type: type, description: "Plan", prompt },
    tool_use_id: "toolu_words",
  });
  const answer = await dispatch(hookCall(payload, made.project, {}));
  return answer!.hookSpecificOutput as Record<string, unknown>;
}

let fix = "";
beforeAll(async () => {
  const { run } = await mending();
  fix = run.tasks.find((task) => task.kind === "fix")!.id;
  expect(taskOf(run, "T2")!.status).toBe("done");
});

test.each([
  ["that name the task which it goes on from", () => "Continue T2: mend what the review asks for"],
  ["that name that and a review", () => "T3 has findings on the plan of T2. Mend them."],
  ["that name it beside the one before", () => `Continue T2 as ${fix}`],
  ["that name none", () => "Mend the plan"],
])("words %s start the one task of that type that is ready", async (_name, words) => {
  const made = await mending();
  expect((await called(made, words())).permissionDecision).toBe("allow");
  expect(taskOf(readRun(made.project)!, fix)!.status).toBe("running");
});

test("the id alone of a task that is over starts nothing, nor do words where none of the type is ready", async () => {
  const made = await mending();
  expect((await called(made, "T2")).permissionDecision).toBe("deny");
  const other = await called(made, "Go on with T1", "multi-ai:requirements-gatherer");
  expect(other.permissionDecision).toBe("deny");
  expect(readRun(made.project)!.tasks.some((task) => task.status === "running")).toBe(false);
});

test("a call that is denied is told why on the screen, and what to call instead beside it", async () => {
  const made = await mending();
  const denied = await called(made, "T99");
  expect(denied.permissionDecisionReason).toBe(
    `Denied by multi-ai: Run ${made.run.run} has no task T99.`,
  );
  expect(denied.additionalContext).toContain(`prompt: "${fix}"`);
});

inFull(
  "of several tasks that one type of agent does, words start the one that they name, and none where they name none",
  async () => {
    const made = await makeCouncilRun({
      auto: true,
      until: (run) => run.tasks.filter((task) => task.status === "ready").length > 1,
    });
    const seats = made.run.tasks.filter((task) => task.status === "ready");
    expect(seats.map((task) => task.who.agent)).toEqual(Array(6).fill("council-seat"));
    const running = (): string[] =>
      readRun(made.project)!.tasks.flatMap(({ id, status }) => (status === "running" ? [id] : []));
    expect((await called(made, "Write your plan", "multi-ai:reader")).permissionDecision).toBe(
      "deny",
    );
    expect(running()).toEqual([]);
    const started = await called(made, `Write the plan of ${seats[3]!.id}`, "multi-ai:reader");
    expect(started.permissionDecision).toBe("allow");
    expect(running()).toEqual([seats[3]!.id]);
  },
);
