// Why a task is blocked or waiting.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { TOGETHER } from "../../../src/engine/run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { planObjection } from "../../harness/workers.ts";
import { cli } from "../cli.ts";
import { makeRun, STATES } from "../made/make-run.ts";

afterAll(cleanup);

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

describe("explain", () => {
  test("a blocked task names what it waits for", async () => {
    const { root } = await STATES["review running"]();
    const { code, out, json } = await cli(root, ["explain", "T6", "--json"]);
    expect([code, out === ""]).toEqual([0, false]);
    expect(json.task).toMatchObject({ id: "T6", status: "blocked" });
    expect(oneLine(json.text)).toContain(
      "T6 Implementation (implementer, sonnet): blocked: after T5",
    );
    expect(oneLine(json.text)).toContain("Next: nothing to do: T3 Plan Review - Sonnet is running");
    const running = oneLine((await cli(root, ["explain", "t3"])).out);
    expect((await cli(root, ["explain", "3", "--json"])).json.task.id).toBe("T3");
    expect(running).toContain("T3 Plan Review - Sonnet (plan-reviewer, sonnet): running for ");
    expect(running).toContain("Next: ");
  });

  test("a fix says whose findings it answers, and a review what it came to", async () => {
    const { root, run } = await makeRun({
      answers: { story: { option: "approve", text: null } },
      worker: (brief) =>
        brief.writes.endsWith("/review-opus.json") && brief.round === 1
          ? planObjection(brief)
          : undefined,
    });
    const fix = run.tasks.find((one) => one.kind === "fix")!;
    const said = oneLine((await cli(root, ["explain", fix.id])).out);
    expect(said).toContain("Fix Plan - Opus v1, asked by T4 Plan Review - Opus");
    expect(said).toContain("Fix Plan - Opus v1 (planner, opus): done What happened");
    expect(said).toContain("T4.F1 major at S2 (Plan Review - Opus): The empty name is not tested.");
    const review = oneLine((await cli(root, ["explain", "T4"])).out);
    expect(review).toContain(
      "T4.F1 major at S2 (Plan Review - Opus): The empty name is not tested. fixed by ",
    );
    expect(review).toContain(`${fix.id} Fix Plan - Opus v1; `);
    expect(review).toContain("Plan Review - Opus v2 agreed, although its place did not change");
    const again = run.tasks.find((one) => one.kind === "rereview")!;
    expect(oneLine((await cli(root, ["explain", again.id])).out)).toContain(
      ": done: approved, F1 fixed",
    );
  });

  test("a review that waits for those beside it waits for no answer", async () => {
    const root = makeProject();
    const made = makeRun({
      root,
      options: TOGETHER,
      answers: { story: { option: "approve", text: null } },
      worker: (brief) => {
        if (brief.writes.endsWith("/review-opus.json")) throw new Error("at work");
        return brief.writes.endsWith("/review-sonnet.json") ? planObjection(brief) : undefined;
      },
    });
    await expect(made).rejects.toThrow("at work");
    expect(oneLine((await cli(root, ["explain", "T3"])).out)).toContain(
      ": waiting: needs changes, 1 major",
    );
  });

  test("a task has to be named, and one that is not there is answered with those that are", async () => {
    const { root } = await STATES["story question open"]();
    expect((await cli(root, ["explain"])).err).toStartWith("explain needs <task>\n");
    const { code, err } = await cli(root, ["explain", "T99"]);
    expect([code, err]).toEqual([1, expect.stringContaining('has no task "T99"; it has T1, T2')]);
  });
});
