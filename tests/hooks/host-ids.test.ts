// A call that names entries of the host's task list by our ids, as the hook hands it on.
import { afterAll, expect, test } from "bun:test";
import { handle } from "../../src/hooks/index.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { STEP } from "../../src/host/answer.ts";
import { narrow } from "../../src/host/payload.ts";
import { policy } from "../../src/policy/policy.ts";
import { apply, makeRun, SESSION } from "../cli/make-run.ts";
import { cleanup } from "../harness/project.ts";
import { PLAN_SONNET } from "../workflows/multi-ai/ids.ts";

afterAll(cleanup);

const made = await makeRun({ until: (run) => run.tasks.length > 0 });
const { project } = made;
const listed = (task: string, hostTask: string) => apply(project, { do: "host_task", task, hostTask });

/** What becomes of the input of a call. */
async function put(input: object, session = SESSION): Promise<unknown> {
  const payload = narrow({
    hook_event_name: "PreToolUse",
    session_id: session,
    tool_name: "TaskUpdate",
    tool_use_id: "c1",
    tool_input: input,
  });
  if (policy(payload, project) !== STEP) return "no hook of the run has it";
  const answer = (await handle(hookCall(payload, project, {}))) as Record<string, Record<string, unknown>> | null;
  return answer === null ? null : answer.hookSpecificOutput!.updatedInput;
}

test("ids of tasks become the host's, all else stays, and an id of the host is none of ours", async () => {
  listed("T1", "7");
  listed("T2", "8");
  expect(await put({ taskId: "T2", addBlockedBy: ["T1", "3"], status: "in_progress" })).toEqual({
    ...{ taskId: "8", addBlockedBy: ["7", "3"] },
    status: "in_progress",
  });
  expect(await put({ taskId: "T1", status: "in_progress" })).toEqual({ taskId: "7", status: "in_progress" });
  expect(await put({ taskId: "T99", status: "in_progress" })).toMatchObject({ taskId: "T99" });
  expect(await put({ taskId: "7", addBlockedBy: ["8"] })).toBe(null);
  expect(await put({ taskId: "T1" }, "another-session")).toBe(null);
});

test("an entry that another call of the message makes is waited for", async () => {
  const waiting = put({ taskId: PLAN_SONNET, addBlockedBy: ["T2"] });
  await Bun.sleep(100);
  listed(PLAN_SONNET, "12");
  expect(await waiting).toEqual({ taskId: "12", addBlockedBy: ["8"] });
});
