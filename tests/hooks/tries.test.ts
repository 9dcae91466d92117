// Guarantee: Only code grants a pass.
// Scripts that a reviewer has run: only by its own file, so many of them, and its result is another matter.
// Runs: on disk.
import { afterEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { narrow } from "../../src/host/payload.ts";
import { policy } from "../../src/policy/policy.ts";
import { MOST_TRIES } from "../../src/record/tries.ts";
import { change, readRun } from "../../src/run/life/run.ts";
import { cli } from "../cli/cli.ts";
import { dispatchTask, makeRun } from "../cli/make-run.ts";
import { answerTo } from "../harness/hook.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const AGENT = "a1b2c3";

/** A run whose reviewer of this gate is at work, and a write of its agent. */
async function reviewing(gate: string) {
  const made = await makeRun({
    auto: true,
    until: (run) => run.tasks.some((task) => task.gate === gate && task.status === "ready"),
  });
  const { id } = made.run.tasks.find((task) => task.gate === gate)!;
  const brief = await dispatchTask(made.project, made.run, taskOf(made.run, id)!);
  const now = () => taskOf(readRun(made.project)!, id)!;
  const { call, session } = now().dispatch!;
  const transcript = join(tempDir(), "t.jsonl");
  const note = join(transcript.slice(0, -".jsonl".length), "subagents", `agent-${AGENT}.meta.json`);
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, JSON.stringify({ toolUseId: call }));
  change(made.project, () => [{ do: "bind", task: id, call, agent: AGENT }]);
  const write = (path: string, content: string) => ({
    ...{ transcript_path: transcript, agent_id: AGENT, agent_type: "multi-ai:code-reviewer" },
    ...{ tool_name: "Write", tool_input: { file_path: join(made.root, path), content } },
  });
  return {
    ...{ root: made.root, id, brief, now },
    /** What is decided before a write. */
    async before(path: string): Promise<string | undefined> {
      const about = { hook_event_name: "PreToolUse", session_id: session, cwd: made.root };
      const payload = narrow({ ...about, ...write(path, "ls") });
      return JSON.stringify(policy(payload, made.project)).match(/"(allow|deny)"/)?.[1];
    },
    /** What its writer is told behind a write. */
    async behind(content: string): Promise<string> {
      const path = `.task/try-${id}.sh`;
      writeFileSync(join(made.root, path), content);
      const event = { ...write(path, content), tool_response: {} };
      const answer = await answerTo(made.root, "PostToolUse", event, { session: session! });
      return answer?.hookSpecificOutput?.additionalContext ?? "";
    },
  };
}

test("its output is told, and none is run beyond the last", async () => {
  const { root, id, before, behind, now } = await reviewing("code-review-opus");
  expect([await before(`.task/try-${id}.sh`), await before(".task/try-T1.sh")]).toEqual([
    "allow",
    "deny",
  ]);
  expect(await behind("echo $((6 * 7)); rm README.md; exit 4")).toMatch(
    /^exit 4 after \d+ s, 14 more\. Output:\n42\n$/,
  );
  expect(await behind(`head -c 20000 /dev/zero | tr '\\0' x`)).toContain("… left out …");
  expect([
    existsSync(join(root, `.task/try-${id}.sh`)),
    existsSync(join(root, "README.md")),
  ]).toEqual([false, true]);
  while (now().tried < MOST_TRIES) await behind(":");
  expect(await behind("echo no")).toBe("Not run: 15 scripts were. Write your result.");
  expect(now()).toMatchObject({ status: "running", tried: MOST_TRIES, outcome: null });
  expect((await cli(root, ["explain", id])).out).toContain("It had 15 scripts run.");
  expect((await cli(root, ["report"])).out).toContain("15 scripts");
});

test("no other reviewer has one", async () => {
  const { brief, before, id } = await reviewing("code-review-sonnet");
  expect(brief.text).not.toContain("try-");
  expect(await before(`.task/try-${id}.sh`)).toBe("deny");
});
