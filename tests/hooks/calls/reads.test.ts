// An event of the host reads its run once. What changes it reads it again under the lock.
import { afterEach, expect, spyOn, test } from "bun:test";
import { constants } from "node:fs";
import { disk } from "../../../src/store/files/disk.ts";
import { journalPath } from "../../../src/store/reader.ts";
import { makeRunAtWork, SESSION } from "../../cli/made/make-run.ts";
import { answerTo } from "../../harness/hook.ts";
import { cleanup } from "../../harness/project.ts";
import { PLAN_SONNET } from "../../workflows/multi-ai/ids.ts";

afterEach(cleanup);

const env = { PATH: process.env.PATH, CLAUDE_CODE_ENTRYPOINT: "cli", CLAUDE_PID: "1" };
const agent = { agent_id: "reviewer", agent_type: "multi-ai:reader" };
const file = { file_path: "/nowhere/a.ts", content: "" };

test.each<[event: string, fields: object]>([
  ["SessionStart", { source: "startup" }],
  ["SessionEnd", { reason: "other" }],
  ["UserPromptSubmit", { prompt: "How is it going?" }],
  ["PreToolUse", { tool_name: "Agent", tool_input: { prompt: "T99" } }],
  ["PreToolUse", { tool_name: "AskUserQuestion", tool_input: {} }],
  ["PostToolUse", { tool_name: "Write", tool_input: file, tool_response: {} }],
  ["PostToolUse", { tool_name: "Write", tool_input: file, tool_response: {}, ...agent }],
  ["PostToolUse", { tool_name: "TaskUpdate", tool_input: { taskId: "1" }, tool_response: {} }],
  ["SubagentStop", { agent_id: "of-the-person" }],
  ["Stop", {}],
])("%s %j", async (event, fields) => {
  const { root, project } = await makeRunAtWork(PLAN_SONNET, "reviewer", { auto: true });
  const opened = spyOn(disk, "open");
  try {
    await answerTo(root, event, fields, { session: SESSION, env });
    const reads = opened.mock.calls.filter(
      ([path, flags]) => path === journalPath(project.task) && (flags & constants.O_RDWR) === 0,
    );
    // Whose run it is, by the first line; and the run.
    expect(reads.length).toBe(2);
  } finally {
    opened.mockRestore();
  }
});
