// Guarantee: Least privilege.
// Through the guard, as the host asks: what an agent that builds may write, and what of it leaves
// the machine.
// Runs: together.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { type MadeRun, makeRunAtWork } from "../../cli/made/make-run.ts";
import { cleanup } from "../../harness/project.ts";
import { BUILD } from "../../workflows/multi-ai/ids.ts";

afterAll(cleanup);

const GUARD = join(import.meta.dir, "../../../hooks/guard.sh");
let made: MadeRun;
beforeAll(async () => {
  made = await makeRunAtWork(BUILD, "builder", { auto: true });
});

/** What the hook answers to a call of the agent; null: nothing. */
function answerTo(tool_name: string, tool_input: object): string | null {
  const { root } = made;
  const payload = {
    hook_event_name: "PreToolUse",
    session_id: "s",
    cwd: root,
    tool_use_id: "toolu_9",
  };
  const agent = {
    agent_id: "builder",
    agent_type: "multi-ai:implementer",
    transcript_path: "/nowhere/s.jsonl",
  };
  const done = Bun.spawnSync(["sh", "-c", '. "$0"', GUARD, "live", "policy", "PreToolUse"], {
    env: {
      PATH: process.env.PATH ?? "",
      CLAUDE_PROJECT_DIR: root,
      CLAUDE_PID: String(process.pid),
    },
    stdin: Buffer.from(JSON.stringify({ ...payload, ...agent, tool_name, tool_input })),
  });
  const out = done.stdout.toString();
  return out === "" ? null : (JSON.parse(out).hookSpecificOutput?.permissionDecision ?? null);
}

test("an agent writes nothing else in .task/, and what it builds", () => {
  const write = (path: string) =>
    answerTo("Write", { file_path: join(made.root, path), content: "{}" });
  expect([".task/state.json", ".task/a.json", "src/a.ts"].map(write)).toEqual([
    "deny",
    "deny",
    null,
  ]);
});

test("an agent pushes nothing without being asked about, and runs the tests", () => {
  const run = (command: string) => answerTo("Bash", { command });
  expect(["git push origin main", "npm publish", "npm test"].map(run)).toEqual([
    "ask",
    "ask",
    null,
  ]);
});
